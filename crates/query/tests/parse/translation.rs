//! Queries from one syntax to another and back, and what is lost on the way.

use proptest::prelude::*;
use query::{Ast, Field, Operand, Syntax, parse_as, translate};

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

fn fields() -> impl Strategy<Value = Field> {
    let names = ["text", "title", "abstract", "claims", "description", "applicant"];
    proptest::sample::select(names.to_vec()).prop_map(|name| Field::find(name).unwrap_or(Field::TEXT))
}

/// Conditions of texts, some with signs that mean something to a reader.
fn conditions() -> impl Strategy<Value = Ast> {
    let words = [
        "laser",
        "電池",
        "and",
        "NOT",
        "prox",
        "X-ray",
        "1,10-フェナントロリン",
        "a*b",
        "what?",
        "c#",
        "(x)",
        "\"",
        "a=b",
        "A/D",
        "AC/DC",
        "Li+",
        "\\",
        "10C",
        "＊",
        "ポリ(エチレン)",
        "a,5N,b",
        "/TI",
        "-",
        "α",
        "$x",
        "any",
        "all",
    ];
    let word = || proptest::sample::select(words.to_vec());
    let operand = prop_oneof![
        word().prop_map(|word| Operand::Word(word.to_owned())),
        (word(), word()).prop_map(|(a, b)| Operand::Quoted(format!("{a} {b}"))),
        word().prop_map(|word| Operand::Quoted(word.to_owned())),
        word().prop_map(|word| Operand::FreeText(word.to_owned())),
        word().prop_map(|word| Operand::Exact(word.to_owned())),
    ];
    (fields(), operand).prop_map(|(field, operand)| Ast::leaf(field, operand))
}

fn trees() -> impl Strategy<Value = Ast> {
    conditions().prop_recursive(4, 24, 3, |inner| {
        let several = || proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several().prop_map(Ast::And),
            several().prop_map(Ast::Or),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Ast::And(vec![a, Ast::Not(Box::new(b))])),
            (inner.clone(), inner.clone(), 1_u32..120, any::<bool>()).prop_map(
                |(left, right, distance, ordered)| {
                    Ast::Near(query::Near { left: Box::new(left), right: Box::new(right), distance, ordered })
                }
            ),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_loses_nothing_reads_back(tree in trees()) {
        for syntax in [Syntax::Cql, Syntax::JPlatPat, Syntax::Json] {
            let translation = translate(&tree, syntax);
            let again = parse_as(syntax, &translation.text);
            if translation.losses.is_empty() {
                prop_assert_eq!(&again.ast, &tree, "{} {:?}", syntax, translation.text);
            }
            // What stands for a loss is a query all the same.
            let errors: Vec<_> = again.problems.iter().filter(|p| p.severity() == query::Severity::Error).collect();
            prop_assert!(errors.is_empty(), "{} {:?} {:?}", syntax, translation.text, errors);
        }
        prop_assert!(translate(&tree, Syntax::Json).losses.is_empty());
    }
}
