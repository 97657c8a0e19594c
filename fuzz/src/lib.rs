//! What must hold of every text in every syntax.

use query::{Ast, Problem, ProblemCode, Syntax, parse, parse_as};

/// Reads a text: no panic, a tree of bounded depth, problems that point into the text.
pub fn check_reads(syntax: Syntax, text: &str) -> Ast {
    let parsed = parse_as(syntax, text);
    // A tree of another syntax may be a little deeper than one of chizai's own.
    assert!(parsed.ast.depth() <= 2 * parse::MAX_DEPTH, "{syntax}: a tree of depth {}", parsed.ast.depth());
    let length = text.chars().count();
    for Problem { char_range, .. } in &parsed.problems {
        assert!(char_range.start <= char_range.end && char_range.end <= length, "{syntax}: {char_range:?}");
    }
    parsed.ast
}

/// Reads a text in chizai's own syntax: its tree, printed, reads back as the same tree and has no new problem.
pub fn check_round_trip(text: &str) {
    let ast = check_reads(Syntax::Native, text);
    let printed = ast.to_string();
    if parse::MAX_CHARS < printed.chars().count() {
        return;
    }
    let again = parse(&printed);
    assert_eq!(again.ast, ast, "printed as {printed:?}");
    let is_expected =
        |problem: &Problem| matches!(problem.code, ProblemCode::EmptyRange | ProblemCode::OtherSyntax);
    assert!(again.problems.iter().all(is_expected), "{printed:?}: {:?}", again.problems);
}
