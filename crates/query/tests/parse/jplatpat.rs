//! J-PlatPat's logical expressions, as manuals and searchers write them, and the trees they mean.

use query::{Syntax, parse_as};

use super::sexp::sexp;

/// Checks the tree of an expression, and the codes of its problems in the order of their places.
#[track_caller]
fn check(text: &str, tree: &str, codes: &[&str]) {
    let parsed = parse_as(Syntax::JPlatPat, text);
    let found: Vec<&str> = parsed.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(sexp(&parsed.ast), tree, "{text}: {:?}", parsed.problems);
    assert_eq!(found, codes, "{text}: {:?}", parsed.problems);
}

#[test]
fn tags() {
    check("電池", "(quoted 電池)", &[]);
    check("電池/TX", "(quoted 電池)", &[]);
    check("電池/TI", "(quoted title 電池)", &[]);
    check("電池/ti", "(quoted title 電池)", &[]);
    check("電池／ＴＩ", "(quoted title 電池)", &[]);
    check("触媒/AB", "(quoted abstract 触媒)", &[]);
    check("正極/CL", "(quoted claims 正極)", &[]);
    check("実施例/SP", "(quoted description 実施例)", &[]);
    check("トヨタ自動車/AP", "(quoted applicant トヨタ自動車)", &[]);
    check("山田太郎/IN", "(quoted inventor 山田太郎)", &[]);
    check("battery/TI", "(word title battery)", &[]);
    check("solid electrolyte/CL", "(quoted claims \"solid electrolyte\")", &[]);
    check("LED照明/TI", "(quoted title LED照明)", &[]);
    check("電池/TI/AB", "(or (quoted title 電池) (quoted abstract 電池))", &[]);
    check(
        "(電池+蓄電池)/TI*正極/CL",
        "(and (or (quoted title 電池) (quoted title 蓄電池)) (quoted claims 正極))",
        &[],
    );
    check("[電池/AB+蓄電池]/TI", "(or (quoted abstract 電池) (quoted title 蓄電池))", &[]);
}

#[test]
fn signs_and_their_precedence() {
    check("A*B", "(and (word A) (word B))", &[]);
    check("電池＊正極", "(and (quoted 電池) (quoted 正極))", &[]);
    check("電池＋蓄電池", "(or (quoted 電池) (quoted 蓄電池))", &[]);
    check("電池-鉛", "(and (quoted 電池) (not (quoted 鉛)))", &[]);
    check("電池－鉛", "(and (quoted 電池) (not (quoted 鉛)))", &[]);
    check("A+B*C", "(or (word A) (and (word B) (word C)))", &[]);
    check("A*B+C*D", "(or (and (word A) (word B)) (and (word C) (word D)))", &[]);
    check("(A+B)*C", "(and (or (word A) (word B)) (word C))", &[]);
    check("［電池＋蓄電池］＊［正極］", "(and (or (quoted 電池) (quoted 蓄電池)) (quoted 正極))", &[]);
    check("電池*正極-鉛", "(and (quoted 電池) (quoted 正極) (not (quoted 鉛)))", &[]);
    check("電池-鉛*正極", "(and (quoted 電池) (not (quoted 鉛)) (quoted 正極))", &[]);
    check("電池+正極-鉛", "(or (quoted 電池) (and (quoted 正極) (not (quoted 鉛))))", &[]);
    check("電池 * 正極", "(and (quoted 電池) (quoted 正極))", &[]);
    check("LED/TX-電球/TX", "(and (word LED) (not (quoted 電球)))", &[]);
    check("[LED]-電球", "(and (word LED) (not (quoted 電球)))", &[]);
    check("-鉛", "(not (quoted 鉛))", &[]);
    check("電池　正極", "(and (quoted 電池) (quoted 正極))", &["read-differently"]);
}

#[test]
fn proximity() {
    check(
        "弾力性,10N,こんにゃく入りゼリー/TX",
        "(near 11 (quoted 弾力性) (quoted こんにゃく入りゼリー))",
        &[],
    );
    check(
        "弾力性,10C,こんにゃく入りゼリー/TX",
        "(adj 11 (quoted 弾力性) (quoted こんにゃく入りゼリー))",
        &[],
    );
    check("弾力性，１０Ｃ，ゼリー／ＴＸ", "(adj 11 (quoted 弾力性) (quoted ゼリー))", &[]);
    check("mouse,3N,trap/CL", "(near 4 (word claims mouse) (word claims trap))", &[]);
    check("mouse,3c,trap", "(adj 4 (word mouse) (word trap))", &[]);
    check("A,10N,B,10N,C", "(near 11 (near 11 (word A) (word B)) (word C))", &[]);
    check("A,1C,B,99N,C/TI", "(near 100 (adj 2 (word title A) (word title B)) (word title C))", &[]);
    check(
        "(固体+全固体),5N,電解質/CL",
        "(near 6 (or (quoted claims 固体) (quoted claims 全固体)) (quoted claims 電解質))",
        &[],
    );
    check(
        "固体,5N,(電解質+電池)/CL",
        "(near 6 (quoted claims 固体) (or (quoted claims 電解質) (quoted claims 電池)))",
        &[],
    );
    check(
        "[固体,5N,電解質/CL]*リチウム/TX",
        "(and (near 6 (quoted claims 固体) (quoted claims 電解質)) (quoted リチウム))",
        &[],
    );
    check("[固体,5N,電解質]/AB", "(near 6 (quoted abstract 固体) (quoted abstract 電解質))", &[]);
    check("固体/CL,5N,電解質/CL", "(near 6 (quoted claims 固体) (quoted claims 電解質))", &[]);
    check(
        "電池*固体,5N,電解質+正極",
        "(or (and (quoted 電池) (near 6 (quoted 固体) (quoted 電解質))) (quoted 正極))",
        &[],
    );
    check("固体 , 5N , 電解質", "(near 6 (quoted 固体) (quoted 電解質))", &[]);
    check("electro?,3N,cell?", "(near 4 (pattern electro*) (pattern cell*))", &[]);
    check("弾力性,100N,ゼリー/TX", "(near 100 (quoted 弾力性) (quoted ゼリー))", &["invalid-distance"]);
    check("弾力性,0C,ゼリー/TX", "(adj 2 (quoted 弾力性) (quoted ゼリー))", &["invalid-distance"]);
    check("固体,5N,", "(quoted 固体)", &["missing-operand"]);
    check(",5N,電解質", "(quoted 電解質)", &["missing-operand"]);
}

#[test]
fn the_problem_of_a_distance_points_to_the_operator() {
    let parsed = parse_as(Syntax::JPlatPat, "弾力性,100N,ゼリー/TX");
    assert_eq!(parsed.problems[0].char_range, 3..9);
    assert!(parsed.problems[0].message.contains("1 to 99"), "{:?}", parsed.problems);
}

#[test]
fn signs_inside_keywords() {
    check("1,10-フェナントロリン", "(quoted 1,10-フェナントロリン)", &[]);
    check(
        "1,10-フェナントロリン/CL*銅/CL",
        "(and (quoted claims 1,10-フェナントロリン) (quoted claims 銅))",
        &[],
    );
    check("N-メチルピロリドン/TX", "(quoted N-メチルピロリドン)", &[]);
    check("α-オレフィン", "(quoted α-オレフィン)", &[]);
    check("ポリ-1-ブテン-鉛", "(and (quoted ポリ-1-ブテン) (not (quoted 鉛)))", &[]);
    check("2,2'-ビピリジン,5N,ルテニウム", "(near 6 (quoted 2,2'-ビピリジン) (quoted ルテニウム))", &[]);
    check("X-ray*detector", "(and (word X-ray) (word detector))", &[]);
    check("ポリ(エチレン)*触媒", "(and (quoted \"ポリ(エチレン)\") (quoted 触媒))", &[]);
    check("A/D変換/TI", "(quoted title A/D変換)", &[]);
    check("AC/DC/TX", "(word AC/DC)", &[]);
    check("Li+/TX", "(word Li+)", &[]);
    check("and/or/TX", "(word and/or)", &[]);
    check("\"Cu-Zn*合金\"/CL", "(quoted claims Cu-Zn*合金)", &[]);
}

#[test]
fn numbers_and_dates() {
    check("特開2010-228687/PN", "(word number 特開2010-228687)", &["read-differently"]);
    check(
        "特開2010-228687/PN+特開2011-000001/PN",
        "(or (word number 特開2010-228687) (word number 特開2011-000001))",
        &["read-differently", "read-differently"],
    );
    check("特願2009-123456/AN", "(word number 特願2009-123456)", &["read-differently"]);
    check("20100101:20101231/PD", "(range published [2010-01-01 2010-12-31])", &[]);
    check("20100101:/PD", "(range published [2010-01-01 -])", &[]);
    check("2010/AD", "(range filed 2010)", &[]);
    check("あした/PD", "*", &["invalid-value"]);
}

#[test]
fn classes() {
    check(
        "[4F100AB01.A/FT]*[4F100AK41.B/FT]",
        "(and (word fterm 4F100AB01.A) (word fterm 4F100AK41.B))",
        &[],
    );
    check(
        "[4F100AB01.A/FT]*[4F100AK41.B/FT]+[4F100AB01.B/FT]*[4F100AK41.A/FT]",
        "(or (and (word fterm 4F100AB01.A) (word fterm 4F100AK41.B)) (and (word fterm 4F100AB01.B) (word fterm 4F100AK41.A)))",
        &[],
    );
    check("H01M10/05/FI", "(word fi H01M10/05)", &[]);
    check("H01M10/0525,101/FI", "(word fi H01M10/0525,101)", &[]);
    check("H01M10/0525,101@B/FI", "(word fi H01M10/0525,101@B)", &[]);
    check("$H01M10/05/FI", "(exact fi H01M10/05)", &[]);
    check("H01M10?/IP", "(prefix ipc H01M10)", &[]);
    check("(A61K31/13+A61K31/14)/CP", "(or (word cpc A61K31/13) (word cpc A61K31/14))", &[]);
    check("<A,B;AB01,AK41>/FT", "*", &["unsupported-operation"]);
    check("H01M10/05/FI,5N,電池", "(and (word fi H01M10/05) (quoted 電池))", &["read-differently"]);
}

#[test]
fn truncation() {
    check("electro?", "(pattern electro*)", &[]);
    check("?lyte/CL", "(pattern claims *lyte)", &[]);
    check("電解？", "(pattern 電解*)", &[]);
    check("日東?/AP", "(pattern applicant 日東*)", &[]);
    check("?", "*", &["invalid-value"]);
}

#[test]
fn searchers_expressions() {
    check(
        "[全固体電池/TI+全固体電池/AB+全固体電池/CL]*[硫化物,10N,電解質/CL]*[H01M10/0562/FI+H01M10/0562/IP]-[ポリマー/TI]",
        "(and (or (quoted title 全固体電池) (quoted abstract 全固体電池) (quoted claims 全固体電池)) (near 11 (quoted claims 硫化物) (quoted claims 電解質)) (or (word fi H01M10/0562) (word ipc H01M10/0562)) (not (quoted title ポリマー)))",
        &[],
    );
    check(
        "(クリップ+紙挟み)/TI*(てこ,15N,支点)/CL*コクヨ?/AP",
        "(and (or (quoted title クリップ) (quoted title 紙挟み)) (near 16 (quoted claims てこ) (quoted claims 支点)) (pattern applicant コクヨ*))",
        &[],
    );
    check(
        "二酸化炭素,20C,(還元+分解),20C,触媒/CL*2010:2015/PD",
        "(and (adj 21 (adj 21 (quoted claims 二酸化炭素) (or (quoted claims 還元) (quoted claims 分解))) (quoted claims 触媒)) (range published [2010 2015]))",
        &[],
    );
}

#[test]
fn mistakes() {
    check("", "*", &[]);
    check("電池*", "(quoted 電池)", &["missing-operand"]);
    check("+電池", "(quoted 電池)", &["missing-operand"]);
    check("*電池", "(quoted 電池)", &["missing-operand"]);
    check("(電池", "(quoted 電池)", &["unclosed-parenthesis"]);
    check("電池)*正極", "(and (quoted 電池) (quoted 正極))", &["unopened-parenthesis"]);
    check("電池*()", "(quoted 電池)", &["empty-parentheses"]);
    check("/TI", "*", &["missing-value"]);
    check("電池/XY", "(quoted 電池)", &["unknown-field"]);
    check("弁理士太郎/RP", "(quoted 弁理士太郎)", &["unsupported-operation"]);
    check("\"電池", "(quoted 電池)", &["unclosed-quote"]);
    check("()", "*", &["empty-parentheses", "nothing-to-search"]);
}
