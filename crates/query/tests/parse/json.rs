//! The JSON form: trees, refusals and their places.

use query::{Syntax, parse_as};

use super::sexp::sexp;

#[track_caller]
fn check(text: &str, tree: &str) {
    let parsed = parse_as(Syntax::Json, text);
    assert_eq!(parsed.problems, [], "{text}");
    assert_eq!(sexp(&parsed.ast), tree, "{text}");
}

/// Checks the code of the one problem, the part of the text it points to, and a part of its message.
#[track_caller]
fn check_refused(text: &str, code: &str, place: &str, message: &str) {
    let parsed = parse_as(Syntax::Json, text);
    let [problem] = parsed.problems.as_slice() else { panic!("{text}: {:?}", parsed.problems) };
    let pointed: String = text.chars().collect::<Vec<_>>()[problem.char_range.clone()].iter().collect();
    assert_eq!((problem.code.as_str(), pointed.as_str()), (code, place), "{text}: {problem:?}");
    assert!(problem.message.contains(message), "{text}: {problem:?}");
}

#[test]
fn conditions() {
    check("{\"word\":\"電池\"}", "(word 電池)");
    check("{\"field\":\"title\",\"quoted\":\"固体電解質\"}", "(quoted title 固体電解質)");
    check("{\"field\":\"ti.en\",\"word\":\"solid\"}", "(word title.en solid)");
    check("{\"free_text\":\"solid  electrolyte\"}", "(free \"solid electrolyte\")");
    check("{\"exact\":\"AIDS\"}", "(exact AIDS)");
    check("{\"field\":\"cpc\",\"exact\":\"H01M10/05\"}", "(exact cpc H01M10/05)");
    check("{\"field\":\"ipc\",\"prefix\":\"H01M10\"}", "(prefix ipc H01M10)");
    check("{\"pattern\":[{\"literal\":\"wom\"},{\"any\":\"one\"},{\"literal\":\"n\"}]}", "(pattern wom?n)");
    check(
        "{\"pattern\":[{\"any\":\"run\"},{\"literal\":\"lyte\"},{\"any\":\"at-most-one\"}]}",
        "(pattern *lyte~)",
    );
    check("{\"fuzzy\":{\"word\":\"electrolite\",\"distance\":1}}", "(fuzzy electrolite 1)");
    check(
        "{\"field\":\"published\",\"range\":{\"from\":\"2010\",\"to\":\"2012\",\"to_inclusive\":true}}",
        "(range published [2010 2012])",
    );
    check(
        "{\"field\":\"year\",\"range\":{\"from\":\"2010\",\"from_inclusive\":false}}",
        "(range year (2010 -])",
    );
}

#[test]
fn trees() {
    check("", "*");
    check("{\"everything\":true}", "*");
    check(
        " { \"and\" : [ {\"word\":\"a\"} , {\"not\":{\"word\":\"b\"}} ] } ",
        "(and (word a) (not (word b)))",
    );
    check("{\"or\":[{\"word\":\"a\"},{\"word\":\"b\"}]}", "(or (word a) (word b))");
    check("{\"and\":[]}", "(and)");
    check(
        "{\"near\":{\"left\":{\"word\":\"a\"},\"right\":{\"word\":\"b\"},\"distance\":5}}",
        "(near 5 (word a) (word b))",
    );
    check(
        "{\"near\":{\"left\":{\"word\":\"a\"},\"right\":{\"word\":\"b\"},\"ordered\":true}}",
        "(adj * (word a) (word b))",
    );
    check(
        "{\"within\":{\"unit\":\"claim\",\"query\":{\"and\":[{\"word\":\"a\"},{\"word\":\"b\"}]}}}",
        "(claim (and (word a) (word b)))",
    );
    check(
        "{\"cites\":{\"of\":{\"field\":\"number\",\"word\":\"EP1234567\"},\"categories\":[\"X\",\"Y\"],\"by\":\"examiner\"}}",
        "(cites XY examiner (word number EP1234567))",
    );
    check(
        "{\"cited_by\":{\"of\":{\"field\":\"applicant\",\"word\":\"Larkfield\"}}}",
        "(citedby (word applicant Larkfield))",
    );
    check("{\"line\":{\"name\":\"L1\",\"query\":{\"word\":\"a\"}}}", "(line L1 (word a))");
}

#[test]
fn refusals_have_a_pointer_and_a_place() {
    check_refused("{\"word\":", "malformed-json", ":", "EOF");
    check_refused("電池", "malformed-json", "電", "expected value");
    check_refused("{\"word\":\"a\"} x", "malformed-json", "x", "trailing");
    check_refused("{\"wrod\":\"a\"}", "malformed-json", "\"a\"", "unknown field `wrod`");
    check_refused("{\"and\":[{\"word\":\"電池\"},{\"word\":5}]}", "malformed-json", "5", "/and/1/word");
    check_refused("{\"and\":[{\"word\":\"電池\"},{}]}", "malformed-json", "{}", "/and/1");
    check_refused(
        "{\"word\":\"a\",\"quoted\":\"b\"}",
        "malformed-json",
        "{\"word\":\"a\",\"quoted\":\"b\"}",
        "one of its members",
    );
    check_refused(
        "{\"field\":\"title\",\"not\":{\"word\":\"b\"}}",
        "malformed-json",
        "{\"field\":\"title\",\"not\":{\"word\":\"b\"}}",
        "field stands beside",
    );
    check_refused(
        "{\"word\":\"a\",\"word\":\"b\"}",
        "malformed-json",
        "{\"word\":\"a\",\"word\":\"b\"}",
        "duplicate field `word`",
    );
    check_refused("{\"field\":\"titel\",\"word\":\"a\"}", "unknown-field", "\"titel\"", "/field");
    check_refused(
        "{\"field\":\"published\",\"range\":{\"from\":\"soon\"}}",
        "invalid-value",
        "\"soon\"",
        "/range/from",
    );
    check_refused(
        "{\"field\":\"published\",\"range\":{\"from\":\"2012\",\"to\":\"2010\"}}",
        "empty-range",
        "{\"from\":\"2012\",\"to\":\"2010\"}",
        "ends before",
    );
    check_refused(
        "{\"field\":\"title\",\"range\":{}}",
        "unsupported-operation",
        "{\"field\":\"title\",\"range\":{}}",
        "no range",
    );
    check_refused("{\"word\":\" \"}", "missing-value", "\" \"", "/word");
    check_refused(
        "{\"pattern\":[{\"any\":\"run\"}]}",
        "invalid-value",
        "[{\"any\":\"run\"}]",
        "needs a character",
    );
    check_refused("{\"fuzzy\":{\"word\":\"a\",\"distance\":3}}", "invalid-distance", "3", "/fuzzy/distance");
    check_refused("{\"field\":\"status\",\"word\":\"alive\"}", "invalid-value", "\"alive\"", "in-force");
    check_refused(
        "{\"near\":{\"left\":{\"word\":\"a\"},\"right\":{\"word\":\"b\"},\"distance\":1000}}",
        "invalid-distance",
        "1000",
        "1 (neighbours) to 999",
    );
    let near = "{\"left\":{\"not\":{\"word\":\"a\"}},\"right\":{\"word\":\"b\"},\"distance\":5}";
    check_refused(
        &format!("{{\"near\":{near}}}"),
        "not-in-proximity",
        near,
        "NOT cannot stand beside NEAR/5",
    );
    let within = "{\"unit\":\"claim\",\"query\":{\"field\":\"title\",\"word\":\"a\"}}";
    check_refused(&format!("{{\"within\":{within}}}"), "not-in-unit", within, "no part of the claims");
    check_refused(
        "{\"field\":\"applicant\",\"free_text\":\"a b\"}",
        "unsupported-operation",
        "{\"field\":\"applicant\",\"free_text\":\"a b\"}",
        "no free_text",
    );
    check_refused(
        "{\"pattern\":[{\"literal\":\"a\"}]}",
        "invalid-value",
        "[{\"literal\":\"a\"}]",
        "needs a gap",
    );
    check_refused(
        "{\"fuzzy\":{\"word\":\"電池\",\"distance\":1}}",
        "unsupported-operation",
        "\"電池\"",
        "fuzzy",
    );
    check_refused(
        "{\"line\":{\"name\":\"a b\",\"query\":{\"word\":\"a\"}}}",
        "invalid-value",
        "\"a b\"",
        "name of a line",
    );
    check_refused("{\"everything\":false}", "invalid-value", "{\"everything\":false}", "everything");
    let deep = format!("{}{{\"word\":\"a\"}}{}", "{\"not\":".repeat(500), "}".repeat(500));
    assert_eq!(parse_as(Syntax::Json, &deep).problems[0].code.as_str(), "too-deep");
}
