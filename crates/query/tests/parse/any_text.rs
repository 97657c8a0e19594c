//! Any text in any syntax is read without panic, into a tree of bounded height, with problems that point inside it.

use proptest::prelude::*;
use query::{Ast, Syntax, parse, parse_as};

const PIECES: &[&str] = &[
    "and ",
    "or ",
    "not ",
    " prox/distance<3 ",
    "prox/unit=sentence ",
    "prox/ordered ",
    "prox",
    "/distance",
    "<",
    ">=",
    "=",
    "==",
    "ti=",
    "pd within ",
    "cpc=",
    "ct=",
    "any ",
    "all ",
    "\"",
    "“",
    "(",
    ")",
    "（",
    "［",
    "]",
    "*",
    "＊",
    "?",
    "#",
    "+",
    "-",
    "－",
    ",",
    "，10Ｃ，",
    ",5N,",
    ",100N,",
    "/TI",
    "/FT",
    "/PD",
    "/XY",
    "／ＣＬ",
    "電池",
    "固体",
    "laser",
    "H01M10/05",
    "2010",
    "20100101",
    "EP1000000",
    "特開2010-228687",
    " ",
    "　",
    "\\",
    "$",
    "(EP)",
    ":",
    "{",
    "}",
    "[",
    "\"and\":",
    "\"word\":\"a\"",
    "null",
    "α",
    "1,10-フェナントロリン",
    "\n",
];

fn query_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..40)
        .prop_map(|parts| parts.concat())
}

fn height(ast: &Ast) -> usize {
    let below = |operands: &[Ast]| operands.iter().map(height).max().unwrap_or(0);
    1 + match ast {
        Ast::Everything | Ast::Leaf(_) => 0,
        Ast::And(operands) | Ast::Or(operands) => below(operands),
        Ast::Not(operand) => height(operand),
        Ast::Near(near) => height(&near.left).max(height(&near.right)),
        Ast::Within(within) => height(&within.operand),
        Ast::Citing(citing) => height(&citing.of),
        Ast::Line(line) => height(&line.operand),
    }
}

#[track_caller]
fn check(text: &str) {
    let length = text.chars().count();
    for syntax in Syntax::ALL {
        let parsed = parse_as(syntax, text);
        assert!(height(&parsed.ast) <= 2 * parse::MAX_DEPTH, "{syntax} {text:?}");
        for problem in &parsed.problems {
            let range = &problem.char_range;
            assert!(range.start <= range.end && range.end <= length, "{syntax} {text:?}: {problem:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_queries_are_read(text in query_text()) {
        check(&text);
    }

    #[test]
    fn any_printable_text_is_read(text in "\\PC*") {
        check(&text);
    }

    #[test]
    fn any_characters_are_read(text: String) {
        check(&text);
    }
}

#[test]
fn long_texts_are_read_in_linear_time_and_into_low_trees() {
    // Quadratic work on these would take minutes, and a tree as high as they are long would need a large stack.
    for piece in [
        "(",
        ")",
        "a(",
        "a (",
        "((a) ",
        "\"",
        "a prox b ",
        "a and b or ",
        "a or not ",
        "ti=",
        "ti=(",
        "cpc=A01B (EP) ",
        "a prox/unit=sentence ",
        "x,5N,",
        ",1",
        ",5N",
        "a-1-",
        "/TI",
        "a/TI",
        "a*b+",
        "-",
        "[a*",
        "[a+[b*",
        "a/T",
        "(a",
        "[",
        "{\"and\":[",
        "{\"not\":",
        "\\",
        "a b ",
        "電池 ",
        "pd within 2005 ",
        "not ",
    ] {
        check(&piece.repeat(parse::MAX_CHARS / piece.chars().count()));
    }
}
