//! Which texts are plainly another syntax, and that prose is none.

use query::{ProblemCode, Severity, parse, parse::hint};

#[track_caller]
fn check(text: &str, expected: Option<&str>) {
    assert_eq!(hint(text).map(|syntax| syntax.as_str()), expected, "{text}");
    let notices: Vec<_> = parse(text)
        .problems
        .into_iter()
        .filter(|problem| problem.code == ProblemCode::OtherSyntax)
        .map(|problem| (problem.subject, problem.code.severity()))
        .collect();
    let wanted: Vec<_> = expected.map(|name| (name.to_owned(), Severity::Notice)).into_iter().collect();
    assert_eq!(notices, wanted, "{text}");
}

#[test]
fn other_syntaxes_are_named() {
    for text in [
        "ti=\"laser scanning microscope\" and pa=siemens",
        "pa=siemens and pd within \"2005 2006\"",
        "ti = \"mouse trap\"",
        "mouse prox/distance<3 trap",
        "mouse prox/unit=sentence trap",
        "(cpc=H01M10/05 or ipc=H01M) and battery",
        "ti any \"battery cell\"",
        "pd=20100501",
        "ｔｉ＝電池",
    ] {
        check(text, Some("cql"));
    }
    for text in [
        "(電池+蓄電池)*正極/CL",
        "[弾力性,10N,こんにゃく入りゼリー/TX]",
        "弾力性,10C,ゼリー",
        "弾力性，１０Ｎ，ゼリー／ＴＸ",
        "電池/TI",
        "[4F100AB01.A/FT]*[4F100AK41.B/FT]",
        "(リチウム+ナトリウム)*(電池+蓄電池)",
        "H01M10/05/FI*電池/TX",
    ] {
        check(text, Some("jplatpat"));
    }
    for text in ["battery.ti. AND anode", "(battery or cell).clm.", "battery NEAR5 anode", "a ADJ3 b"] {
        check(text, Some("ppubs"));
    }
    check("{\"and\": [{\"word\": \"a\"}]}", Some("json"));
}

#[test]
fn chizais_own_syntax_has_no_hint() {
    for text in [
        "固体電解質 AND cpc:H01M10/0562",
        "ti:\"solid electrolyte\" NEAR/5 claims:sulfide",
        "claim:(正極 AND =LiCoO2)",
        "assignee:siemens",
        "=AIDS",
        "electro* AND wom?n",
        "cites.X:EP1000000",
    ] {
        check(text, None);
    }
}

#[test]
fn prose_has_no_hint() {
    for text in [
        "課題：電池の劣化を抑える",
        "全固体電池とは何か？",
        "二酸化炭素を電気化学的に還元する銅触媒",
        "1,10-フェナントロリン",
        "2,2'-ビピリジン、1,10-フェナントロリン及び銅(II)錯体",
        "AIとIoTの活用（特に/または製造業）",
        "正極/負極の比",
        "固体電解質層+正極層の積層体",
        "A/D変換器とD/A変換器",
        "水/油 = 3/7 のエマルション",
        "温度は20～30℃、圧力は5~10MPa",
        "LiNi0.5Mn1.5O4 正極",
        "入力/出力 (I/O) 制御",
        "請求項1に記載の電池。",
        "Li-S電池：課題と展望",
        "【発明が解決しようとする課題】耐久性",
        "C++による実装",
        "触媒(Pt/C)の耐久性",
        "Pd=5wt%の合金",
        "粘度×濃度、a*b色空間",
        "what is this?",
        "C*-algebra of a quantum lattice",
        "1,10-phenanthroline copper complex",
        "Prandtl number (Pr = 0.7)",
        "pr=0.7 and Re=1000",
        "In=5 at.% doped ZnO",
        "e.g. batteries, i.e. cells",
        "battery. In this work, we show",
        "see Fig. 3, Sect. 2.ti",
        "price/performance ratio",
        "AND/OR gates in TTL",
        "read/write head of a disk drive",
        "is it a battery or a capacitor?",
        "x = y + z",
        "f(x)*g(x)",
        "10:1 mixture of ethanol and water",
        "https://doi.org/10.1016/j.cell.2020.01.001",
        "TCP/IP stack",
        "N,N-dimethylformamide (DMF)",
        "a method comprising: (a) heating; (b) cooling",
        "near 5 nm, with 3 layers",
        "SARS-CoV-2 (COVID-19) vaccine",
        "John's rocket/IN space",
    ] {
        check(text, None);
    }
}
