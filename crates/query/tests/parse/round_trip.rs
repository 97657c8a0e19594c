//! Any text is read without panic, and the printed tree reads back as the same tree.

use proptest::prelude::*;
use query::{ProblemCode, Severity, free_text, parse};

use super::trees::{plain, trees};

/// Pieces that mean something to the parser, put together in any order.
fn query_text() -> impl Strategy<Value = String> {
    let pieces = [
        "AND",
        "OR",
        "NOT",
        "(",
        ")",
        "（",
        "）",
        "\"",
        "“",
        "”",
        " ",
        "　",
        "\\",
        "*",
        ":",
        "：",
        "[",
        "]",
        "{",
        "}",
        " TO ",
        "..",
        "ti:",
        "発明の名称：",
        "pd:",
        "year:",
        "ipc:",
        "office:",
        "pa:",
        "foo:",
        "2010",
        "2010-05",
        ">=",
        "<",
        "電池",
        "固体電解質",
        "solid",
        "H01M10",
        "a",
        "ＡＮＤ",
        "，",
        "\n",
        "?",
        "？",
        "[?]",
        "~",
        "～1",
        "~3",
        "=",
        "＝",
        " NEAR ",
        " NEAR/5 ",
        " ADJ/* ",
        "NEAR/",
        "ADJ",
        "claim:",
        "claim.ja:",
        "sentence:",
        "同一段落：",
        "cites:",
        "cites.X:",
        "cites.XY.examiner:",
        "citedby:",
        "number:",
        "claims:",
        "cpc.main:",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..40)
        .prop_map(|parts| parts.concat())
}

#[track_caller]
fn check_round_trip(text: &str) {
    let parsed = parse(text);
    let printed = parsed.ast.to_string();
    let again = parse(&printed);
    assert_eq!(again.ast, parsed.ast, "{text:?} printed as {printed:?}");
    let errors: Vec<_> = again
        .problems
        .iter()
        .filter(|p| !matches!(p.code, ProblemCode::EmptyRange | ProblemCode::OtherSyntax))
        .collect();
    assert!(errors.is_empty(), "{text:?} printed as {printed:?}: {errors:?}");
    assert_eq!(again.ast.to_string(), printed);
    let length = text.chars().count();
    for problem in &parsed.problems {
        assert!(problem.char_range.start <= problem.char_range.end, "{text:?}: {problem:?}");
        assert!(problem.char_range.end <= length, "{text:?}: {problem:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn queries_round_trip(text in query_text()) {
        check_round_trip(&text);
    }

    #[test]
    fn any_text_round_trips(text in "\\PC*") {
        check_round_trip(&text);
    }

    #[test]
    fn any_characters_are_read(text: String) {
        check_round_trip(&text);
    }

    #[test]
    fn natural_language_round_trips(text in query_text()) {
        let ast = free_text(&text);
        prop_assert_eq!(parse(&ast.to_string()).ast, ast);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tree_prints_as_a_query_for_it(tree in trees(false)) {
        let printed = tree.to_string();
        let again = parse(&printed);
        let refused: Vec<_> = again.problems.iter().filter(|p| p.severity() == Severity::Error).collect();
        prop_assert!(refused.is_empty(), "{printed} {refused:?}");
        prop_assert_eq!(&again.ast, &plain(&tree), "{}", printed);
        prop_assert_eq!(again.ast.to_string(), printed);
    }
}

#[test]
fn long_texts_of_brackets_are_read_in_linear_time() {
    // Quadratic work on these would take minutes.
    for piece in [
        "(",
        ")",
        "\"",
        "[",
        "ti:[",
        "pd:[",
        "pd:[a TO ",
        "NOT ",
        "a:",
        "a(",
        "\\",
        "((a) ",
        "a NEAR/5 ",
        "NEAR/9 ",
        "claim:",
        "claim:(",
        "cites:(",
        "cites.X:(",
        "~",
        "*",
        "?",
        "[?]",
        "=",
        "=\"",
        "a*",
        "(a NEAR b) OR ",
        "a~ ",
        "(a OR b AND ",
        "(a NEAR ",
    ] {
        // Printed, each character may have a backslash before it.
        check_round_trip(&piece.repeat(8_000 / piece.chars().count()));
    }
}
