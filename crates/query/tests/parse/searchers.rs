//! Queries as searchers write them in chizai's own syntax, the trees they mean, and what is wrong where.

use query::parse;

use super::sexp::sexp;

/// Checks the tree of a query, and the codes of its problems, each with the part of the text that it points to.
#[track_caller]
fn check(text: &str, tree: &str, problems: &[(&str, &str)]) {
    let parsed = parse(text);
    let chars: Vec<char> = text.chars().collect();
    let found: Vec<(&str, String)> = parsed
        .problems
        .iter()
        .map(|problem| (problem.code.as_str(), chars[problem.char_range.clone()].iter().collect()))
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(code, place)| (*code, place.as_str())).collect();
    assert_eq!(sexp(&parsed.ast), tree, "{text}: {:?}", parsed.problems);
    assert_eq!(found, problems, "{text}: {:?}", parsed.problems);
}

#[test]
fn prior_art_and_proximity() {
    check(
        "全固体電池 AND (硫化物 OR \"固体電解質\") AND cpc:H01M10/0562",
        "(and (word 全固体電池) (or (word 硫化物) (quoted 固体電解質)) (word cpc H01M10/0562))",
        &[],
    );
    check(
        "(全固体 OR 固体電解質) NEAR/10 電池",
        "(near 10 (or (word 全固体) (word 固体電解質)) (word 電池))",
        &[],
    );
    check("\"固体電解質層\" ADJ/20 \"正極層\"", "(adj 20 (quoted 固体電解質層) (quoted 正極層))", &[]);
    check(
        "(固体 OR 全固体) NEAR/5 (電解質 OR 電池) NEAR/30 硫化物",
        "(near 30 (near 5 (or (word 固体) (word 全固体)) (or (word 電解質) (word 電池))) (word 硫化物))",
        &[],
    );
    check(
        "solid ADJ electrolyte NEAR/5 (sulfide OR sulphide)",
        "(near 5 (adj 1 (word solid) (word electrolyte)) (or (word sulfide) (word sulphide)))",
        &[],
    );
    check(
        "(electro* OR galvan*) NEAR/3 deposit*",
        "(near 3 (or (pattern electro*) (pattern galvan*)) (pattern deposit*))",
        &[],
    );
    check("電池 ＮＥＡＲ／１０ 正極", "(near 10 (word 電池) (word 正極))", &[]);
    check("電池 NEAR 正極", "(near 10 (word 電池) (word 正極))", &[]);
    check("\"lithium ion\" NEAR/* separator", "(near * (quoted \"lithium ion\") (word separator))", &[]);
    check(
        "ti:(battery NEAR/3 separator) AND NOT ab:fuel",
        "(and (near 3 (word title battery) (word title separator)) (not (word abstract fuel)))",
        &[],
    );
    check(
        "(solid AND state) NEAR/5 battery",
        "(and (and (word solid) (word state)) (word battery))",
        &[("not-in-proximity", "(solid AND state)")],
    );
    check(
        "battery NEAR/5 NOT fuel",
        "(and (word battery) (not (word fuel)))",
        &[("not-in-proximity", "NOT fuel")],
    );
    check(
        "battery NEAR/5 pd:2010",
        "(and (word battery) (range published 2010))",
        &[("not-in-proximity", "pd:2010")],
    );
    check(
        "ti:battery NEAR/5 ab:anode",
        "(and (word title battery) (word abstract anode))",
        &[("not-in-proximity", "ti:battery NEAR/5 ab:anode")],
    );
    check("battery NEAR/0 anode", "(near 10 (word battery) (word anode))", &[("invalid-distance", "NEAR/0")]);
    check(
        "battery NEAR/1000 anode",
        "(near 10 (word battery) (word anode))",
        &[("invalid-distance", "NEAR/1000")],
    );
    check(
        "solid electrolyte NEAR/5 lithium battery",
        "(and (free \"solid battery\") (near 5 (word electrolyte) (word lithium)))",
        &[("words-beside-proximity", "electrolyte NEAR/5 lithium")],
    );
    check("(solid electrolyte) NEAR/5 lithium", "(near 5 (free \"solid electrolyte\") (word lithium))", &[]);
    check("battery NEAR/5", "(free battery)", &[("missing-operand", "NEAR/5")]);
}

#[test]
fn in_one_sentence_paragraph_or_claim() {
    check(
        "claim:(正極 AND 負極 AND \"固体電解質\")",
        "(claim (and (word claims 正極) (word claims 負極) (quoted claims 固体電解質)))",
        &[],
    );
    check(
        "claim:(anode NEAR/5 lithium AND NOT graphite)",
        "(claim (and (near 5 (word claims anode) (word claims lithium)) (not (word claims graphite))))",
        &[],
    );
    check(
        "claim.independent:(製造方法 AND 焼成)",
        "(claim (and (word claims.independent 製造方法) (word claims.independent 焼成)))",
        &[],
    );
    check(
        "claim:(claims.independent:(A AND B))",
        "(claim (and (word claims.independent A) (word claims.independent B)))",
        &[],
    );
    check("claims:(A AND B)", "(and (word claims A) (word claims B))", &[]);
    check(
        "同一請求項：（リチウム AND コバルト）",
        "(claim (and (word claims リチウム) (word claims コバルト)))",
        &[],
    );
    check(
        "sentence:(temperature AND sensor AND (valve OR pump))",
        "(sentence (and (word temperature) (word sensor) (or (word valve) (word pump))))",
        &[],
    );
    check("同一文：（温度 AND 検知）", "(sentence (and (word 温度) (word 検知)))", &[]);
    check(
        "paragraph:(触媒 AND 白金) AND fi:H01M4/86",
        "(and (paragraph (and (word 触媒) (word 白金))) (word fi H01M4/86))",
        &[],
    );
    check("claim:電極", "(claim (word claims 電極))", &[]);
    check("claim:(cpc:H01M)", "(word cpc H01M)", &[("not-in-unit", "(cpc:H01M)")]);
    check("claim:(ti:電池)", "(word title 電池)", &[("not-in-unit", "(ti:電池)")]);
    check(
        "paragraph:(電池 AND pd:2010)",
        "(and (word 電池) (range published 2010))",
        &[("not-in-unit", "(電池 AND pd:2010)")],
    );
    check(
        "claim:(paragraph:(A AND B))",
        "(paragraph (and (word claims A) (word claims B)))",
        &[("not-in-unit", "(paragraph:(A AND B))")],
    );
}

#[test]
fn as_written_truncated_and_fuzzy() {
    check("=AIDS AND treatment", "(and (exact AIDS) (word treatment))", &[]);
    check("=\"in vitro\" AND =RNA", "(and (exact \"in vitro\") (exact RNA))", &[]);
    check("wom?n catalyst", "(and (pattern wom?n) (free catalyst))", &[]);
    check("colo[?]r AND flavo[?]r", "(and (pattern colo~r) (pattern flavo~r))", &[]);
    check("*lyte AND cathod?", "(and (pattern *lyte) (pattern cathod?))", &[]);
    check("electrolite~ AND separater~2", "(and (fuzzy electrolite 1) (fuzzy separater 2))", &[]);
    check("battery electrolite~1", "(and (free battery) (fuzzy electrolite 1))", &[]);
    check("アルミ*合金 AND 軽量化", "(and (pattern アルミ*合金) (word 軽量化))", &[]);
    check("what is a solid electrolyte?", "(free \"what is a solid electrolyte?\")", &[]);
    check("全固体電池とは何か？", "(free 全固体電池とは何か？)", &[]);
    check("C*-algebra 2*3", "(free \"C*-algebra 2*3\")", &[]);
    check(
        "electrolite~5 AND x",
        "(and (fuzzy electrolite 2) (word x))",
        &[("invalid-distance", "electrolite~5")],
    );
    check("電池~1 AND x", "(and (word 電池) (word x))", &[("unsupported-operation", "電池~1")]);
}

#[test]
fn freedom_to_operate() {
    check(
        "claims.first:(\"固体電解質\" AND 硫化物) AND office:JP AND status:in-force AND filed:>=2010",
        "(and (and (quoted claims.first 固体電解質) (word claims.first 硫化物)) (word office JP) (word status in-force) (range filed [2010 -]))",
        &[],
    );
    check(
        "assignee:(toyota* OR \"Panasonic Holdings\") AND cpc:H01M10/05* AND status:(in-force pending)",
        "(and (or (pattern applicant toyota*) (quoted applicant \"Panasonic Holdings\")) (prefix cpc H01M10/05) (or (word status in-force) (word status pending)))",
        &[],
    );
    check(
        "出願人：トヨタ AND 公開日：［２０１５ TO ２０２０］ NOT 発明者：鈴木",
        "(and (word applicant トヨタ) (and (range published [2015 2020]) (not (word inventor 鈴木))))",
        &[],
    );
    check(
        "cpc.main:H01M10/0562 AND office:(JP US EP)",
        "(and (word cpc.main H01M10/0562) (or (word office JP) (word office US) (word office EP)))",
        &[],
    );
    check(
        "cpc:=H01M10/05 OR ipc.main:=H01M10/05",
        "(or (exact cpc H01M10/05) (exact ipc.main H01M10/05))",
        &[],
    );
    check(
        "fi.main:H01M10/0562 AND ft:5H029AJ06",
        "(and (word fi.main H01M10/0562) (word fterm 5H029AJ06))",
        &[],
    );
}

#[test]
fn chemistry() {
    check(
        "LiNi0.5Mn1.5O4 AND (正極 OR cathode)",
        "(and (word LiNi0.5Mn1.5O4) (or (word 正極) (word cathode)))",
        &[],
    );
    check("\"1,10-フェナントロリン\" NEAR/20 銅", "(near 20 (quoted 1,10-フェナントロリン) (word 銅))", &[]);
    check(
        "poly(ethylene oxide) AND electrolyte",
        "(and (free \"poly(ethylene oxide)\") (word electrolyte))",
        &[],
    );
    check(
        "(触媒 OR catal*) NEAR/15 (二酸化炭素 OR CO2) AND NOT 光触媒",
        "(and (near 15 (or (word 触媒) (pattern catal*)) (or (word 二酸化炭素) (word CO2))) (not (word 光触媒)))",
        &[],
    );
}

#[test]
fn numbers_and_citations() {
    check(
        "number:(特開2010-228687 EP1234567 US7654321B2)",
        "(or (word number 特開2010-228687) (word number EP1234567) (word number US7654321B2))",
        &[],
    );
    check("pn:JP-2010*", "(prefix number JP-2010)", &[]);
    check("cites:EP1234567", "(word cites EP1234567)", &[]);
    check("cites:(EP1234567 US7654321)", "(cites (or (word number EP1234567) (word number US7654321)))", &[]);
    check("cites.X:JP-2010228687-A", "(cites X (word number JP-2010228687-A))", &[]);
    check(
        "cites.XY.examiner:(applicant:siemens AND cpc:G01N)",
        "(cites XY examiner (and (word applicant siemens) (word cpc G01N)))",
        &[],
    );
    check("citedby:EP1234567", "(citedby (word number EP1234567))", &[]);
    check("被引用.A:（出願人：日東）", "(citedby A (word applicant 日東))", &[]);
    check("citedby.third-party:EP1234567", "(citedby third-party (word number EP1234567))", &[]);
    check("cites.Q:EP1", "(free cites.Q:EP1)", &[("unknown-field", "cites.Q")]);
    check(
        "ti:電池 AND cites:(text:(固体電解質) AND office:US)",
        "(and (word title 電池) (cites (and (free 固体電解質) (word office US))))",
        &[],
    );
}

/// Checks the first suggestion for a query that cannot be asked as written.
#[track_caller]
fn check_suggestion(text: &str, suggestion: &str) {
    let problem = &parse(text).problems[0];
    assert_eq!(problem.suggestions.first().map(String::as_str), Some(suggestion), "{text}: {problem}");
    assert!(parse(suggestion).problems.is_empty(), "{suggestion}");
}

#[test]
fn what_cannot_be_near_is_written_otherwise() {
    check_suggestion("(solid AND state) NEAR/5 battery", "(solid NEAR/5 battery) AND (state NEAR/5 battery)");
    check_suggestion("battery ADJ/5 (solid AND state)", "(battery ADJ/5 solid) AND (battery ADJ/5 state)");
    check_suggestion("battery NEAR/5 NOT fuel", "battery AND NOT (battery NEAR/5 fuel)");
    check_suggestion("電池 NEAR cpc:H01M", "電池 AND cpc:H01M");
}

#[test]
fn operators_bind_as_documented() {
    check(
        "a OR b AND c NEAR/2 NOT d",
        "(or (word a) (and (word b) (and (word c) (not (word d)))))",
        &[("not-in-proximity", "NOT d")],
    );
    check("a OR b AND c NEAR/2 d", "(or (word a) (and (word b) (near 2 (word c) (word d))))", &[]);
    check("NOT a NEAR/2 b", "(and (not (word a)) (word b))", &[("not-in-proximity", "NOT a")]);
    check(
        "a NEAR/1 b ADJ/2 c NEAR/3 d",
        "(near 3 (adj 2 (near 1 (word a) (word b)) (word c)) (word d))",
        &[],
    );
    check("a NEAR/1 (b ADJ/2 c)", "(near 1 (word a) (adj 2 (word b) (word c)))", &[]);
    check("NEAR/FAR field", "(free \"NEAR/FAR field\")", &[]);
    check("near 5 nm", "(free \"near 5 nm\")", &[]);
}
