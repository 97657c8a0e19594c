//! Queries from one syntax to another and back, and what is lost on the way.

use proptest::prelude::*;
use query::{
    Ast, Bound, CitationDirection, Citing, Field, FieldKind, Leaf, Near, Operand, Syntax, Value, Within,
    parse_as, translate,
};

use super::trees::{plain, trees};

/// Checks the text in another syntax, and the codes of what is lost.
#[track_caller]
fn check(from: Syntax, text: &str, to: Syntax, expected: &str, losses: &[&str]) {
    let translation = translate(&parse_as(from, text).ast, to);
    let found: Vec<&str> = translation.losses.iter().map(|loss| loss.reason.as_str()).collect();
    assert_eq!(translation.text, expected, "{text}: {:?}", translation.losses);
    assert_eq!(found, losses, "{text}: {:?}", translation.losses);
}

#[test]
fn from_japan_to_europe_and_back() {
    use Syntax::{Cql, JPlatPat, Native};
    check(
        JPlatPat,
        "(電池+蓄電池)/TI*正極/CL",
        Cql,
        "(ti=\"電池\" or ti=\"蓄電池\") and claims=\"正極\"",
        &[],
    );
    check(JPlatPat, "固体,5N,電解質/CL", Cql, "claims=\"固体\" prox/distance<7 claims=\"電解質\"", &[]);
    check(JPlatPat, "固体,5N,電解質/CL", Native, "claims:\"固体\" NEAR/6 claims:\"電解質\"", &[]);
    check(JPlatPat, "H01M10/05/FI*電池/TI", Cql, "ti=\"電池\"", &["field"]);
    check(JPlatPat, "$H01M10/05/IP", Cql, "ipc=H01M10/05", &["exact-class"]);
    check(Cql, "ti=laser and pd within \"2005 2006\"", JPlatPat, "laser/TI*2005:2006/PD", &[]);
    check(Cql, "mouse prox/distance<3 trap", JPlatPat, "mouse,1N,trap/TX", &[]);
    check(
        Cql,
        "(car or automobile) prox/distance<4/ordered door",
        JPlatPat,
        "(car+automobile),2C,door/TX",
        &[],
    );
    check(Cql, "mouse prox/ordered trap", JPlatPat, "mouse,1C,trap/TX", &["distance"]);
    check(Cql, "mouse prox/unit=sentence trap", JPlatPat, "mouse/TX*trap/TX", &["unit"]);
    check(Cql, "nail not finger", JPlatPat, "nail/TX-finger/TX", &[]);
    check(Cql, "ti=electro*", JPlatPat, "electro?/TI", &[]);
    check(Cql, "ti=wom#n", JPlatPat, "wom?n/TI", &["truncation"]);
    check(Cql, "ct=EP1000000", JPlatPat, "", &["citation"]);
    check(Cql, "ti=a or ab=b", Native, "title:a OR abstract:b", &[]);
}

#[test]
fn what_only_this_search_can_say_is_listed() {
    use Syntax::{Cql, JPlatPat, Json};
    let fuzzy = "{\"fuzzy\":{\"word\":\"electrolite\",\"distance\":1}}";
    check(Json, fuzzy, Cql, "ftxt=electrolite", &["fuzzy"]);
    check(Json, fuzzy, JPlatPat, "electrolite/TX", &["fuzzy"]);
    check(Json, "{\"exact\":\"AIDS\"}", Cql, "ftxt=\"AIDS\"", &["case"]);
    check(
        Json,
        "{\"free_text\":\"solid electrolyte\"}",
        Cql,
        "ftxt any \"solid electrolyte\"",
        &["free-text"],
    );
    check(Json, "{\"free_text\":\"a b\"}", JPlatPat, "(a+b)/TX", &["free-text"]);
    check(Json, "{\"field\":\"claims.first\",\"word\":\"a\"}", Cql, "claims=a", &["field"]);
    let claim = "{\"within\":{\"unit\":\"claim\",\"query\":{\"and\":[{\"word\":\"a\"},{\"word\":\"b\"}]}}}";
    check(Json, claim, Cql, "ftxt=a and ftxt=b", &["unit"]);
    check(
        Json,
        "{\"cites\":{\"of\":{\"field\":\"number\",\"word\":\"EP1\"},\"categories\":[\"X\"]}}",
        Cql,
        "ct=EP1",
        &["citation"],
    );
    check(Json, "{\"line\":{\"name\":\"L1\",\"query\":{\"word\":\"a\"}}}", Cql, "ftxt=a", &["line"]);
    check(Json, "{\"not\":{\"word\":\"a\"}}", Cql, "(not ftxt=a)", &["negation"]);
    check(Json, "{\"and\":[{\"word\":\"a\"},{\"everything\":true}]}", JPlatPat, "a/TX", &["everything"]);
    check(Json, "{\"everything\":true}", JPlatPat, "", &[]);
}

/// The tree in the words of a syntax, where it has others of the same meaning.
fn in_words_of(syntax: Syntax, ast: &Ast) -> Ast {
    let below = |operand: &Ast| in_words_of(syntax, operand);
    let all = |operands: &[Ast]| operands.iter().map(below).collect::<Vec<_>>();
    match ast {
        Ast::Leaf(leaf) => match syntax {
            Syntax::Cql => in_cql(leaf),
            Syntax::JPlatPat => in_jplatpat(leaf),
            Syntax::Native | Syntax::Json => ast.clone(),
        },
        Ast::And(operands) => Ast::And(all(operands)),
        Ast::Or(operands) => Ast::Or(all(operands)),
        Ast::Not(operand) => Ast::Not(Box::new(below(operand))),
        Ast::Near(near) => Ast::Near(Near {
            left: Box::new(below(&near.left)),
            right: Box::new(below(&near.right)),
            ..near.clone()
        }),
        Ast::Within(within) => {
            Ast::Within(Within { operand: Box::new(below(&within.operand)), unit: within.unit })
        }
        // CQL has a list of numbers as a list of citations.
        Ast::Citing(citing) => match citing.of.as_ref() {
            Ast::Or(numbers) if syntax == Syntax::Cql => {
                let one = |of: &Ast| Ast::Citing(Citing { of: Box::new(below(of)), ..citing.clone() });
                Ast::Or(numbers.iter().map(one).collect())
            }
            of => Ast::Citing(Citing { of: Box::new(below(of)), ..citing.clone() }),
        },
        Ast::Line(_) | Ast::Everything => ast.clone(),
    }
}

fn in_cql(leaf: &Leaf) -> Ast {
    let range = |lower: &Option<Bound>, upper: &Option<Bound>| {
        Ast::leaf(leaf.field, Operand::Range { lower: lower.clone(), upper: upper.clone() })
    };
    match &leaf.operand {
        // Both ends in or neither: `within`, or two comparisons.
        Operand::Range { lower: lower @ Some(first), upper: upper @ Some(last) }
            if !(first.inclusive && last.inclusive) =>
        {
            Ast::And(vec![range(lower, &None), range(&None, upper)])
        }
        // Every date and year has four digits.
        Operand::Range { lower: None, upper: None } => {
            let value = match leaf.field.kind() {
                FieldKind::Date => Value::Date("1000".parse().expect("a year")),
                _ => Value::Number(1000),
            };
            range(&Some(Bound { value, inclusive: true }), &None)
        }
        // A cited number is a document that is cited.
        operand if leaf.field.info().name == "cites" => Ast::Citing(Citing {
            direction: CitationDirection::Cites,
            categories: Vec::new(),
            by: None,
            place: None,
            of: Box::new(one_symbol(&Leaf {
                field: Field::find("number").expect("a field of the table"),
                operand: operand.clone(),
            })),
        }),
        _ => one_symbol(leaf),
    }
}

fn in_jplatpat(leaf: &Leaf) -> Ast {
    let several = |names: &[&str]| {
        let one = |name: &&str| {
            let field = Field::find(name).expect("a field of the table");
            in_jplatpat(&Leaf { field, operand: leaf.operand.clone() })
        };
        Ast::Or(names.iter().map(one).collect())
    };
    match leaf.field.info().name {
        "tiab" => several(&["title", "abstract"]),
        "party" => several(&["applicant", "inventor"]),
        "class" => several(&["ipc", "cpc", "fi"]),
        _ => one_symbol(leaf),
    }
}

/// A symbol or number is the same in quotation marks and without, and a symbol's spaces mean nothing.
fn one_symbol(leaf: &Leaf) -> Ast {
    let symbol = |text: &str| text.split_whitespace().collect::<String>();
    match (&leaf.operand, leaf.field.kind()) {
        (Operand::Quoted(text) | Operand::Word(text), FieldKind::Class) => {
            Ast::leaf(leaf.field, Operand::Word(symbol(text)))
        }
        (Operand::Quoted(number), FieldKind::Identifier) => {
            Ast::leaf(leaf.field, Operand::Word(number.clone()))
        }
        (Operand::Exact(text), FieldKind::Class) => Ast::leaf(leaf.field, Operand::Exact(symbol(text))),
        _ => Ast::Leaf(leaf.clone()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_loses_nothing_reads_back(tree in trees(true)) {
        for syntax in [Syntax::Native, Syntax::Cql, Syntax::JPlatPat] {
            let translation = translate(&tree, syntax);
            let again = parse_as(syntax, &translation.text);
            if translation.losses.is_empty() {
                let read = in_words_of(syntax, &again.ast);
                let expected = in_words_of(syntax, &plain(&tree));
                prop_assert_eq!(&read, &expected, "{} {:?}", syntax, translation.text);
            }
            // What stands for a loss is a query all the same.
            let errors: Vec<_> = again.problems.iter().filter(|p| p.severity() == query::Severity::Error).collect();
            prop_assert!(errors.is_empty(), "{} {:?} {:?}", syntax, translation.text, errors);
        }
    }

    #[test]
    fn the_json_form_says_everything(tree in trees(true)) {
        let translation = translate(&tree, Syntax::Json);
        prop_assert!(translation.losses.is_empty());
        let again = parse_as(Syntax::Json, &translation.text);
        prop_assert_eq!(&again.ast, &tree, "{:?} {:?}", translation.text, again.problems);
    }
}
