//! Espacenet's CQL: queries as its help pages, its pocket guide and searchers write them, and the trees they mean.

use query::{Syntax, parse_as};

use super::sexp::sexp;

/// Checks the tree of a query, and the codes of its problems in the order of their places.
#[track_caller]
fn check(text: &str, tree: &str, codes: &[&str]) {
    let parsed = parse_as(Syntax::Cql, text);
    let found: Vec<&str> = parsed.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(sexp(&parsed.ast), tree, "{text}: {:?}", parsed.problems);
    assert_eq!(found, codes, "{text}: {:?}", parsed.problems);
}

#[test]
fn one_index() {
    check("ti=laser", "(word title laser)", &[]);
    check("TI=laser", "(word title laser)", &[]);
    check("ti = laser", "(word title laser)", &[]);
    check("ti=\"laser scanning microscope\"", "(quoted title \"laser scanning microscope\")", &[]);
    check("ab=\"mouse trap\"", "(quoted abstract \"mouse trap\")", &[]);
    check("ta=\"laser printer\"", "(quoted tiab \"laser printer\")", &[]);
    check("ftxt=microscope", "(word microscope)", &[]);
    check("desc=lens", "(word description lens)", &[]);
    check("claims=laser", "(word claims laser)", &[]);
    check("in=smith", "(word inventor smith)", &[]);
    check("pa=siemens", "(word applicant siemens)", &[]);
    check("ia=\"Ries Klaus\"", "(quoted party \"Ries Klaus\")", &[]);
    check("num=ep1000000", "(word number ep1000000)", &[]);
    check("pn=ep1000000", "(word number ep1000000)", &["read-differently"]);
    check("ap=jp19890234567", "(word number jp19890234567)", &["read-differently"]);
    check("pr=ep20050104792", "(word number ep20050104792)", &["read-differently"]);
    check("ct=ep1000000", "(cites (word number ep1000000))", &[]);
    check("ti=電池", "(word title 電池)", &[]);
    check("ｔｉ＝電池", "(word title 電池)", &[]);
}

#[test]
fn several_words() {
    check(
        "ti all \"paint brush hair\"",
        "(and (word title paint) (word title brush) (word title hair))",
        &[],
    );
    check("ti any \"motor engine\"", "(or (word title motor) (word title engine))", &[]);
    check("ti ANY \"motor\"", "(word title motor)", &[]);
    check("txt=microscope lens", "(and (word microscope) (word lens))", &["guessed-field"]);
    check(
        "ti=electric motor ab=stator",
        "(and (and (word title electric) (word title motor)) (word abstract stator))",
        &["guessed-field"],
    );
    check("num any \"ep1000000 us5000000\"", "(or (word number ep1000000) (word number us5000000))", &[]);
    check(
        "num=ep1000000 us5000000",
        "(or (word number ep1000000) (word number us5000000))",
        &["guessed-field"],
    );
    check("mouse trap", "(and (word mouse) (word trap))", &[]);
    check("claims all parts", "(word claims parts)", &[]);
    check("the claims all fail", "(and (word the) (word claims fail))", &[]);
}

#[test]
fn booleans_from_left_to_right() {
    check("ti=a and ab=b", "(and (word title a) (word abstract b))", &[]);
    check("a AND b OR c", "(or (and (word a) (word b)) (word c))", &[]);
    check("a or b and c", "(and (or (word a) (word b)) (word c))", &["left-to-right"]);
    check("a or b not c", "(and (or (word a) (word b)) (not (word c)))", &["left-to-right"]);
    check("a or b c", "(and (or (word a) (word b)) (word c))", &["left-to-right"]);
    check(
        "a or b and c or d and e",
        "(and (or (and (or (word a) (word b)) (word c)) (word d)) (word e))",
        &["left-to-right"],
    );
    check("a or (b and c)", "(or (word a) (and (word b) (word c)))", &[]);
    check("a and b and c", "(and (word a) (word b) (word c))", &[]);
    check("(a and b) and c", "(and (and (word a) (word b)) (word c))", &[]);
    check("nail not finger", "(and (word nail) (not (word finger)))", &[]);
    check("nail and not finger", "(and (word nail) (not (word finger)))", &[]);
    check("not finger", "(not (word finger))", &[]);
    check(
        "ti=(car or automobile) not toy",
        "(and (or (word title car) (word title automobile)) (not (word toy)))",
        &[],
    );
    check(
        "ti=(mouse or rat) and ab=(trap not bait)",
        "(and (or (word title mouse) (word title rat)) (and (word abstract trap) (not (word abstract bait))))",
        &[],
    );
}

#[test]
fn proximity() {
    check("mouse prox/distance<3 trap", "(near 2 (word mouse) (word trap))", &[]);
    check("mouse prox/distance<=3 trap", "(near 3 (word mouse) (word trap))", &[]);
    check("mouse prox/distance < 3 trap", "(near 2 (word mouse) (word trap))", &[]);
    check("mouse prox/distance<3/ordered trap", "(adj 2 (word mouse) (word trap))", &[]);
    check("mouse prox/distance<3/ordered=true trap", "(adj 2 (word mouse) (word trap))", &[]);
    check("mouse prox/ordered=true/distance<=5 trap", "(adj 5 (word mouse) (word trap))", &[]);
    check("mouse prox/distance<3/ordered=false trap", "(near 2 (word mouse) (word trap))", &[]);
    check("mouse PROX/DISTANCE<3/UNIT=WORD trap", "(near 2 (word mouse) (word trap))", &[]);
    check("mouse prox trap", "(near 1 (word mouse) (word trap))", &[]);
    check("ia=Apple prox/ordered ia=Corp", "(adj 1 (word party Apple) (word party Corp))", &[]);
    check("mouse prox/unit=sentence trap", "(sentence (and (word mouse) (word trap)))", &[]);
    check("mouse prox/unit=paragraph trap", "(paragraph (and (word mouse) (word trap)))", &[]);
    check("a prox/unit=sentence b prox/unit=sentence c", "(sentence (and (word a) (word b) (word c)))", &[]);
    check("a prox/unit=sentence/ordered b", "(sentence (adj * (word a) (word b)))", &[]);
    check(
        "a prox/unit=sentence/distance<4 b",
        "(sentence (near 3 (word a) (word b)))",
        &["read-differently"],
    );
    check(
        "(car or automobile) prox/distance<4 door",
        "(near 3 (or (word car) (word automobile)) (word door))",
        &[],
    );
    check("a prox/distance<2 b prox/distance<3 c", "(near 2 (near 1 (word a) (word b)) (word c))", &[]);
    check("x and mouse prox/distance<3 trap", "(and (word x) (near 2 (word mouse) (word trap)))", &[]);
    check("mouse prox/distance<3 trap and x", "(and (near 2 (word mouse) (word trap)) (word x))", &[]);
    check("a or b prox/distance<3 c", "(near 2 (or (word a) (word b)) (word c))", &["left-to-right"]);
    check(
        "ti=mouse prox/distance<3 trap",
        "(near 2 (word title mouse) (word title trap))",
        &["guessed-field"],
    );
    check("ti=(mouse prox/distance<3 trap*)", "(near 2 (word title mouse) (pattern title trap*))", &[]);
    check("mouse prox/distance=3 trap", "(near 3 (word mouse) (word trap))", &["read-differently"]);
    check("mouse prox/distance>3 trap", "(near 1 (word mouse) (word trap))", &["unsupported-operation"]);
    check("mouse prox/distance<1 trap", "(near 1 (word mouse) (word trap))", &["invalid-distance"]);
    check("mouse prox/unit=chapter trap", "(near 1 (word mouse) (word trap))", &["unsupported-operation"]);
    check(
        "cpc=H01M prox/unit=sentence cpc=B60L",
        "(and (word cpc H01M) (word cpc B60L))",
        &["read-differently"],
    );
}

#[test]
fn wildcards() {
    check("ti=electro*", "(pattern title electro*)", &[]);
    check("alumin?um", "(pattern alumin~um)", &[]);
    check("polymeri#ation", "(pattern polymeri?ation)", &[]);
    check("*lyte", "(pattern *lyte)", &[]);
    check("ti=\"mous* trap\"", "(adj 1 (pattern title mous*) (quoted title trap))", &[]);
    check(
        "\"solid electrolyt* batter*\"",
        "(adj 1 (adj 1 (quoted solid) (pattern electrolyt*)) (pattern batter*))",
        &[],
    );
    check("cpc=H01M10*", "(prefix cpc H01M10)", &[]);
    check("pn=ep10*", "(prefix number ep10)", &["read-differently"]);
    check("pd=2005*", "(range published 2005)", &["unsupported-truncation"]);
    check("c\\#", "(word c#)", &[]);
    check("ti=*", "*", &["invalid-value"]);
}

#[test]
fn dates() {
    check("pd=20080107", "(range published 2008-01-07)", &[]);
    check("pd=\"07/01/2008\"", "(range published 2008-01-07)", &[]);
    check("pd=07/01/2008", "(range published 2008-01-07)", &[]);
    check("pd=2008", "(range published 2008)", &[]);
    check("pd=200801", "(range published 2008-01)", &[]);
    check("pd within \"2005 2006\"", "(range published [2005 2006])", &[]);
    check("pd within \"2005, 2006\"", "(range published [2005 2006])", &[]);
    check("pd within \"2005,2006\"", "(range published [2005 2006])", &[]);
    check("pd within 20050101 20050630", "(range published [2005-01-01 2005-06-30])", &[]);
    check("pd>=2005", "(range published [2005 -])", &[]);
    check("pd <= 2005", "(range published [- 2005])", &[]);
    check("pd>2005 and pd<2010", "(and (range published (2005 -]) (range published [- 2010)))", &[]);
    check("pd==2005", "(range published 2005)", &[]);
    check("pd<>2005", "(not (range published 2005))", &[]);
    check("pd within \"2006 2005\"", "(range published [2006 2005])", &["empty-range"]);
    check(
        "num within \"JP-2010000001-A JP-2010000999-A\"",
        "(range number [JP-2010000001-A JP-2010000999-A])",
        &[],
    );
    check("pd=soon", "*", &["invalid-value"]);
    check("pd within 2005", "*", &["malformed-range"]);
    check("ti within \"a b\"", "*", &["unsupported-operation"]);
    check("ti>=laser", "*", &["unsupported-operation"]);
}

#[test]
fn classes() {
    check("ipc=A63B49/08", "(word ipc A63B49/08)", &[]);
    check("cpc=\"A61K31/13\"", "(word cpc A61K31/13)", &[]);
    check("cpc=\"A61K 31/13\"", "(word cpc A61K31/13)", &[]);
    check("cl=C10J3", "(word class C10J3)", &[]);
    check("cpc=(C08F220/38 (EP))", "(word cpc C08F220/38)", &["read-differently"]);
    check("cpc=H01M10/05/low", "(word cpc H01M10/05)", &[]);
    check("cpc==H01M10/05", "(exact cpc H01M10/05)", &[]);
    check("cpcc=C08F8/30", "(word cpc C08F8/30)", &["read-differently"]);
    check("cpc any \"B60L H01M\"", "(or (word cpc B60L) (word cpc H01M))", &[]);
    check("cpc=(B60L or H01M)", "(or (word cpc B60L) (word cpc H01M))", &[]);
    check("fi=H01M10/0525,101@B", "(word fi H01M10/0525,101@B)", &[]);
    check("ft=4F100AB01.A", "(word fterm 4F100AB01.A)", &[]);
}

#[test]
fn words_without_an_index() {
    check(
        "Siemens 1978783",
        "(and (word party Siemens) (word number 1978783))",
        &["guessed-field", "guessed-field"],
    );
    check(
        "Siemens 20110316",
        "(and (word party Siemens) (range published 2011-03-16))",
        &["guessed-field", "guessed-field"],
    );
    check("H01M5/12", "(word class H01M5/12)", &["guessed-field"]);
    check("B03", "(word class B03)", &["guessed-field"]);
    check("EP1000000", "(word number EP1000000)", &["guessed-field"]);
    check("07.01.2008", "(range published 2008-01-07)", &["guessed-field"]);
    check("motor", "(word motor)", &[]);
    check("CO2", "(word CO2)", &[]);
    check("LiCoO2 and 1,3-butadiene", "(and (word LiCoO2) (word 1,3-butadiene))", &[]);
    check("\"Apple\"", "(quoted Apple)", &[]);
    check("固体電解質", "(word 固体電解質)", &[]);
}

#[test]
fn searchers_queries() {
    check(
        "ti=\"laser scanning microscope\" and pa=siemens and pd within \"2005 2006\"",
        "(and (quoted title \"laser scanning microscope\") (word applicant siemens) (range published [2005 2006]))",
        &[],
    );
    check(
        "(ti=\"fuel cell*\" or ab=\"fuel cell*\") and cpc=H01M8/00/low and pd>=20150101 not pa=toyota",
        "(and (or (adj 1 (quoted title fuel) (pattern title cell*)) (adj 1 (quoted abstract fuel) (pattern abstract cell*))) (word cpc H01M8/00) (range published [2015-01-01 -]) (not (word applicant toyota)))",
        &[],
    );
    check(
        "ta any \"wind turbine rotor\" and cl=F03D1/06 and in=\"Stiesdal Henrik\"",
        "(and (or (word tiab wind) (word tiab turbine) (word tiab rotor)) (word class F03D1/06) (quoted inventor \"Stiesdal Henrik\"))",
        &[],
    );
    check(
        "claims=(coating prox/distance<5 (anti-reflect* or antireflect*)) and desc=lens",
        "(and (near 4 (word claims coating) (or (pattern claims anti-reflect*) (pattern claims antireflect*))) (word description lens))",
        &[],
    );
    check(
        "ct=(EP1000000 or US5000000)",
        "(or (cites (word number EP1000000)) (cites (word number US5000000)))",
        &[],
    );
    check("cql.allRecords=1 not cpc=H01M", "(and * (not (word cpc H01M)))", &[]);
    check("status=in-force and ti=laser", "(and (word status in-force) (word title laser))", &[]);
}

#[test]
fn mistakes() {
    check("", "*", &[]);
    check("   ", "*", &[]);
    check("titel=laser", "(word laser)", &["unknown-field"]);
    check("ti=", "*", &["missing-value"]);
    check("ti=laser and", "(word title laser)", &["missing-operand"]);
    check("or laser", "(word laser)", &["missing-operand"]);
    check("= laser", "(word laser)", &["missing-operand"]);
    check("(laser", "(word laser)", &["unclosed-parenthesis"]);
    check("laser) and x", "(and (word laser) (word x))", &["unopened-parenthesis"]);
    check("laser ()", "(word laser)", &["empty-parentheses"]);
    check("ti=\"laser", "(quoted title laser)", &["unclosed-quote"]);
    check("ti=\"\"", "*", &["nothing-to-search", "empty-quote"]);
    check("status=alive", "*", &["invalid-value"]);
    check("()", "*", &["empty-parentheses", "nothing-to-search"]);
}

#[test]
fn the_notice_of_reading_from_left_to_right_points_to_the_operator() {
    let parsed = parse_as(Syntax::Cql, "a or b and c");
    assert_eq!(parsed.problems[0].char_range, 7..10);
}
