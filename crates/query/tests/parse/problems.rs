//! What is wrong with a text: codes and places.

use query::{Filter, ProblemCode, Severity, parse};

/// Checks the codes of the problems of `text`, each with the part of the text that it points to.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let chars: Vec<char> = text.chars().collect();
    let found: Vec<(String, String)> = parse(text)
        .problems
        .into_iter()
        .map(|problem| (problem.code.to_string(), chars[problem.char_range].iter().collect()))
        .collect();
    let found: Vec<(&str, &str)> =
        found.iter().map(|(code, place)| (code.as_str(), place.as_str())).collect();
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn problems_point_to_their_place() {
    check("電池 AND (固体", &[("unclosed-parenthesis", "(")]);
    check("電池) AND 固体", &[("unopened-parenthesis", ")")]);
    check("a ()", &[("empty-parentheses", "(")]);
    check("電池 \"固体", &[("unclosed-quote", "\"固体")]);
    check("a \" \"", &[("empty-quote", "\" \"")]);
    check("a AND", &[("missing-operand", "AND")]);
    check("OR a", &[("missing-operand", "OR")]);
    check("a NOT", &[("missing-operand", "NOT")]);
    check("titel:電池 a", &[("unknown-field", "titel")]);
    check("課題：電池", &[("text-with-colon", "課題")]);
    check("A battery comprising: a cathode", &[("text-with-colon", "comprising")]);
    check("電池であって: 正極", &[("text-with-colon", "電池であって")]);
    check("comprising:a cathode", &[("unknown-field", "comprising")]);
    check("titel: 電池", &[("unknown-field", "titel")]);
    check("a title:", &[("missing-value", "title:")]);
    check("pd:soon", &[("invalid-value", "soon")]);
    check("pd:2010-13", &[("invalid-value", "2010-13")]);
    check("year:x", &[("invalid-value", "x")]);
    check("pd:[2010 2012]", &[("malformed-range", "[2010 2012]")]);
    check("pd:[2010 TO 2011 TO 2012]", &[("malformed-range", "[2010 TO 2011 TO 2012]")]);
    check("pd:[2012 TO 2010]", &[("empty-range", "[2012 TO 2010]")]);
    check("ti:[a TO b]", &[("unsupported-operation", "[a TO b]")]);
    check("ipc:H01M?0", &[("unsupported-truncation", "H01M?0")]);
    check("AND", &[("missing-operand", "AND"), ("nothing-to-search", "AND")]);
    check("a AND AND b", &[("missing-operand", "AND")]);
    check("a OR AND b", &[("missing-operand", "AND")]);
}

/// A pasted paragraph is text with its quotation marks, parentheses and brackets.
#[test]
fn a_long_text_is_prose() {
    let english = "The \"solid\" electrolyte (20) of the battery [1] conducts ions, and the anode, which is made of \
                   lithium, lies on it. What is claimed is: a battery with a cathode, an anode and a \"garnet\" \
                   electrolyte between them; further a housing.";
    let japanese = "本発明は、硫化物を含む\"固体電解質\"（20）を備える電池に関する。".repeat(8);
    for text in [english, &japanese] {
        let parsed = parse(text);
        assert_eq!(parsed.ast, query::free_text(text), "{text}");
        check(text, &[("read-as-prose", "")]);
        let with_operator = format!("{text} AND ti:電池");
        assert_ne!(parse(&with_operator).ast, query::free_text(&with_operator));
    }
    let short = "the \"solid\" electrolyte, the anode, the cathode";
    assert_ne!(parse(short).ast, query::free_text(short));
    let formula = format!("({}) \"x\"", "H01M10/05 ".repeat(40));
    assert_ne!(parse(&formula).ast, query::free_text(&formula));
}

#[test]
fn a_legal_query_has_no_problem() {
    check("", &[]);
    check("a AND (b OR NOT c) ti:\"x\" pd:[2010 TO 2012} ipc:H01M*", &[]);
}

#[test]
fn a_text_of_which_nothing_is_left_is_no_wish_for_every_document() {
    let is_refused = |text: &str| {
        let problems = parse(text).problems;
        problems.iter().any(|problem| problem.code == ProblemCode::NothingToSearch)
    };
    for text in ["(((", ")", "()", "NOT", "AND", "\"\" ", "\"", "NOT ()"] {
        assert!(is_refused(text), "{text:?}");
    }
    for text in ["", " ", "　", "*", "＊", "a ()", "NOT a", "(*)"] {
        assert!(!is_refused(text), "{text:?}");
    }
}

/// Checks what is suggested for a value that the field cannot have, in a query and as a filter.
#[track_caller]
fn check_value(field: &str, value: &str, suggestion: Option<&str>) {
    let in_query = parse(&format!("{field}:{value}")).problems;
    let as_filter = Filter::read(field, &[value]).err().unwrap_or_default();
    for problems in [in_query, as_filter] {
        let first = problems.first();
        assert_eq!(first.map(|problem| problem.code), suggestion.map(|_| ProblemCode::InvalidValue));
        assert!(problems.iter().take(1).all(|problem| problem.severity() == Severity::Error));
        assert_eq!(first.map(|problem| problem.suggestions[0].as_str()), suggestion, "{field}:{value}");
    }
}

#[test]
fn values_outside_a_fixed_set_are_errors() {
    check_value("type", "pattent", Some("patent"));
    check_value("type", "論文", Some("article"));
    check_value("status", "granted", Some("in-force"));
    check_value("status", "expird", Some("expired"));
    check_value("sector", "compny", Some("company"));
    check_value("office", "XQ", Some("JP"));
    check_value("office", "UK", Some("GB"));
    check_value("office", "PJ", Some("JP"));
    check_value("kind", "???", Some("A"));
    check_value("kind", "B12", Some("B1"));
    for (field, value) in [
        ("type", "patent"),
        ("type", "ＡＲＴＩＣＬＥ"),
        ("type", "pat*"),
        ("status", "In-Force"),
        ("sector", "public-institute"),
        ("office", "jp"),
        ("office", "X*"),
        ("office", "X＊"),
        ("kind", "b2"),
        ("region", "anywhere"),
    ] {
        check_value(field, value, None);
    }
}

#[test]
fn an_unknown_field_is_an_error_with_near_names() {
    let problem = &parse("titel:電池").problems[0];
    assert_eq!(problem.severity(), Severity::Error);
    assert_eq!(problem.subject, "titel");
    assert_eq!(problem.suggestions[0], "title");
}

#[test]
fn deep_and_long_queries_are_cut_with_a_problem() {
    let deep = format!("{}a{}", "(b AND ".repeat(200), ")".repeat(200));
    let parsed = parse(&deep);
    assert!(parsed.problems.iter().any(|problem| problem.code == ProblemCode::TooDeep));
    let many_nots = format!("{}a", "NOT ".repeat(5000));
    assert!(parse(&many_nots).problems.iter().any(|problem| problem.code == ProblemCode::TooDeep));
    let long = "電池 ".repeat(20_000);
    assert!(parse(&long).problems.iter().any(|problem| problem.code == ProblemCode::TooLong));
}

#[test]
fn codes_are_stable_and_distinct() {
    let mut codes: Vec<&str> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count);
}

#[test]
fn filters_are_read_from_names_and_values() {
    let read = |field: &str, values: &[&str]| {
        Filter::read(field, values)
            .map(|filter| filter.to_ast().to_string())
            .map_err(|problems| problems[0].code)
    };
    assert_eq!(read("office", &["JP"]), Ok("office:JP".to_owned()));
    assert_eq!(read("office", &["JP", "US"]), Ok("office:JP OR office:US".to_owned()));
    assert_eq!(read("ipc", &["H01M10*"]), Ok("ipc:H01M10*".to_owned()));
    assert_eq!(read("pd", &[">=2010"]), Ok("published:>=2010".to_owned()));
    assert_eq!(read("pd", &["[2010 TO 2012]"]), Ok("published:[2010 TO 2012]".to_owned()));
    assert_eq!(read("year", &["2010..2012"]), Ok("year:[2010 TO 2012]".to_owned()));
    assert_eq!(read("出願人", &["日東電工 株式会社"]), Ok("applicant:\"日東電工 株式会社\"".to_owned()));
    assert_eq!(read("journal", &["a:b (c)"]), Ok("journal:\"a:b (c)\"".to_owned()));
    assert_eq!(read("offce", &["JP"]), Err(ProblemCode::UnknownField));
    assert_eq!(read("year", &["x"]), Err(ProblemCode::InvalidValue));
    assert_eq!(read("year", &["2010 2012"]), Err(ProblemCode::InvalidValue));
    assert_eq!(read("office", &[""]), Err(ProblemCode::MissingValue));
    assert_eq!(read("office", &[]), Err(ProblemCode::MissingValue));
}
