//! Boolean search against the plain model.

use std::sync::{LazyLock, Mutex};

use model::{Document, Language, Patent, Text};
use proptest::prelude::*;
use query::{Ast, Bound, Field, Filter, Operand, ProblemCode, SearchRequest, Value, parse};

use super::{
    fixture::{Fixture, Numbers, english, ids_of, japanese},
    plain::Plain,
};

const JAPANESE: [&str; 18] = [
    "電池",
    "固体",
    "電解質",
    "固体電解質",
    "リチウム",
    "日東",
    "日東電工",
    "の",
    "を",
    "含む",
    "空港",
    "関西国際空港",
    "銅触媒",
    "二酸化炭素",
    "取り付け",
    "取付",
    "。",
    "、",
];
const ENGLISH: [&str; 14] = [
    "battery",
    "batteries",
    "solid",
    "the",
    "of",
    "electrolyte",
    "lithium-ion",
    "LiFePO4",
    "copper",
    "catalysts",
    "a",
    "1,3-butadiene",
    ".",
    "solid-state",
];
const CLASSES: [&str; 5] = ["H01M10/0525", "H01M10/06", "H01M4/13", "C25B11/075", "G02B21/00"];

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let mut numbers = Numbers(7);
    (0..80).map(|serial| random_document(serial, &mut numbers)).collect()
});
static INDEX: LazyLock<Fixture> = LazyLock::new(|| Fixture::new(DOCUMENTS.clone(), 3));
static PLAIN: LazyLock<Mutex<Plain>> = LazyLock::new(|| Mutex::new(Plain::new(&DOCUMENTS)));

fn random_text(words: &[&str], separator: &str, numbers: &mut Numbers) -> String {
    let length = 1 + numbers.below(6);
    (0..length).map(|_| *numbers.pick(words)).collect::<Vec<_>>().join(separator)
}

fn random_document(serial: u32, numbers: &mut Numbers) -> Document {
    let (words, separator): (&[&str], &str) =
        if serial.is_multiple_of(2) { (&JAPANESE, "") } else { (&ENGLISH, " ") };
    let title = random_text(words, separator, numbers);
    let claims: Vec<String> = (0..numbers.below(3)).map(|_| random_text(words, separator, numbers)).collect();
    let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
    let make = if serial.is_multiple_of(2) { japanese } else { english };
    let mut document = make(serial + 1, &title, &claims);
    let Document::Patent(patent) = &mut document else { unreachable!("the fixture makes patents") };
    let patent: &mut Patent = patent;
    if numbers.below(2) == 0 {
        patent.abstracts.push(Text::new(Language::JA, random_text(&JAPANESE, "", numbers)));
    }
    for _ in 0..numbers.below(3) {
        let symbol = numbers.pick(&CLASSES).parse().expect("a class");
        patent.ipc.push(model::Classification { symbol, main: false, value: None });
    }
    patent.published = format!("{}", 2010 + numbers.below(5)).parse().ok().filter(|_| numbers.below(8) != 0);
    document
}

fn word() -> impl Strategy<Value = String> {
    let single = proptest::sample::select([&JAPANESE[..], &ENGLISH[..]].concat());
    let words = single.prop_filter("a word has letters", |word| word.chars().any(char::is_alphanumeric));
    words.prop_map(str::to_owned)
}

fn phrase() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(word(), 1..4);
    (words, any::<bool>()).prop_map(|(words, spaced)| words.join(if spaced { " " } else { "" }))
}

fn text_leaf() -> impl Strategy<Value = Ast> {
    let fields = ["text", "title", "abstract", "claims", "title.ja", "text.en", "claims.first"];
    let field = proptest::sample::select(fields.to_vec())
        .prop_map(|name| Field::find(name).expect("a field of the table"));
    let operand = prop_oneof![
        phrase().prop_map(Operand::FreeText),
        word().prop_map(Operand::Word),
        phrase().prop_map(Operand::Quoted),
    ];
    (field, operand).prop_map(|(field, operand)| Ast::leaf(field, operand))
}

fn other_leaf() -> impl Strategy<Value = Ast> {
    let leaf = |name: &str, operand| Ast::leaf(Field::find(name).expect("a field of the table"), operand);
    let bound = || {
        proptest::option::of((2009u64..2017, any::<bool>()))
            .prop_map(|bound| bound.map(|(year, inclusive)| Bound { value: Value::Number(year), inclusive }))
    };
    prop_oneof![
        proptest::sample::select(vec!["JP", "us", "EP"])
            .prop_map(move |office| leaf("office", Operand::Word(office.to_owned()))),
        proptest::sample::select(vec!["H01M", "H01M10", "H01M10/0525", "G"])
            .prop_map(move |class| leaf("ipc", Operand::Word(class.to_owned()))),
        proptest::sample::select(vec!["H01M1", "H", "C25B11/0", "A"])
            .prop_map(move |class| leaf("ipc", Operand::Prefix(class.to_owned()))),
        (bound(), bound()).prop_map(move |(lower, upper)| leaf("year", Operand::Range { lower, upper })),
        Just(Ast::Everything),
    ]
}

fn tree() -> impl Strategy<Value = Ast> {
    prop_oneof![4 => text_leaf(), 1 => other_leaf()].prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Ast::And),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Ast::Or),
            inner.prop_map(|operand| Ast::Not(Box::new(operand))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn search_finds_what_a_scan_finds(ast in tree()) {
        let mut plain = PLAIN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let expected = plain.search(&ast);
        prop_assume!(expected.is_some());
        let expected = expected.unwrap_or_default();
        let request = SearchRequest { size: 100, highlight: false, explain: true, ..SearchRequest::new(ast) };
        let page = INDEX.search(&request);
        // The scan knows one spelling of a word.
        prop_assume!(page.problems.iter().all(|problem| problem.code != ProblemCode::SpellingAdded));
        let mut found = ids_of(&page);
        found.sort();
        prop_assert_eq!(&found, &expected, "{}", page.echo);
        prop_assert_eq!(page.total, expected.len() as u64);
        for hit in &page.hits {
            let explained = hit.explanation.as_ref().map_or(0.0, |explanation| explanation.value);
            prop_assert!((explained - hit.score).abs() < 1e-9, "{} has {}, explained {explained}", hit.id, hit.score);
        }
    }

    #[test]
    fn the_echo_of_a_tree_finds_the_same(ast in tree()) {
        let again = parse(&ast.to_string()).ast;
        let request = |ast| SearchRequest { size: 100, highlight: false, ..SearchRequest::new(ast) };
        prop_assert_eq!(ids_of(&INDEX.search(&request(ast))), ids_of(&INDEX.search(&request(again))));
    }
}

#[test]
fn words_of_a_language_that_no_document_has_find_nothing() {
    let index = Fixture::new(vec![japanese(1, "固体電解質の電池", &["電池。"])], 1);
    for text in ["title.en:battery", "title.en:battery AND 電池", "電池 title.en:(solid battery)"] {
        assert!(index.ids(text).is_empty(), "{text}");
    }
    let filtered = SearchRequest {
        filters: vec![Filter::read("title.en", &["battery"]).expect("a filter")],
        ..SearchRequest::new(parse("電池").ast)
    };
    assert_eq!(index.search(&filtered).total, 0);
}
