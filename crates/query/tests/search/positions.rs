//! Proximity, units of text, truncation, differences and case against a scan over the texts.

use std::{collections::BTreeMap, sync::LazyLock};

use model::{Claim, Document, Language, Paragraph, Patent, Section, Text};
use proptest::prelude::*;
use query::{
    Ast, Explained, Field, Near, Operand, Pattern, Piece, QueryError, SearchRequest, Unit, Within, search,
};

use super::{
    fixture::{Fixture, Numbers, english, ids_of, japanese},
    scan::ScannedDocument,
};

const JAPANESE: [&str; 19] = [
    "電池",
    "固体",
    "電解質",
    "電",
    "池",
    "正極",
    "Lithium",
    "lithia",
    "Li",
    "LI",
    "li",
    "i",
    "2",
    " ",
    "、",
    "。",
    "の",
    "固体電池",
    "質",
];
const ENGLISH: [&str; 17] = [
    "battery",
    "batteries",
    "Battery",
    "solid",
    "the",
    "of",
    "The",
    "electrolyte",
    "electrode",
    "electrodes",
    "AIDS",
    "aids",
    "cell",
    "cells",
    "Cell",
    "colour",
    "color",
];
/// Words with which a sentence can end: a capital or a short form before the full stop would not end it.
const LAST: [&str; 6] = ["battery", "electrode", "cells", "solid", "colour", "the"];

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let mut numbers = Numbers(23);
    (1..=120).map(|serial| random_document(serial, &mut numbers)).collect()
});
static INDEX: LazyLock<Fixture> = LazyLock::new(|| Fixture::new(DOCUMENTS.clone(), 3));
static SCANNED: LazyLock<Vec<ScannedDocument>> =
    LazyLock::new(|| DOCUMENTS.iter().map(ScannedDocument::new).collect());

fn random_text(language: Language, numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for _ in 0..1 + numbers.below(3) {
        let length = 1 + numbers.below(9);
        if language == Language::JA {
            (0..length).for_each(|_| text.push_str(numbers.pick::<&str>(&JAPANESE)));
            continue;
        }
        let mut words: Vec<String> = (0..length).map(|_| (*numbers.pick(&ENGLISH)).to_owned()).collect();
        words.push((*numbers.pick(&LAST)).to_owned());
        // A sentence begins with a capital letter, or the stop before it would end none.
        let capital = words[0][..1].to_uppercase();
        words[0].replace_range(..1, &capital);
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&words.join(numbers.pick::<&str>(&[" ", " ", "-"])));
        text.push('.');
    }
    text
}

fn random_document(serial: u32, numbers: &mut Numbers) -> Document {
    let language = if serial.is_multiple_of(2) { Language::JA } else { Language::EN };
    let make = if language == Language::JA { japanese } else { english };
    let mut document = make(serial, &random_text(language, numbers), &[]);
    let Document::Patent(patent) = &mut document else { unreachable!("the fixture makes patents") };
    let patent: &mut Patent = patent;
    patent.claims = (1..1 + numbers.below(4) as u32)
        .map(|number| Claim {
            number,
            language,
            text: random_text(language, numbers),
            category: None,
            depends_on: if number == 2 { vec![1] } else { vec![] },
        })
        .collect();
    if numbers.below(2) == 0 {
        patent.abstracts.push(Text::new(language, random_text(language, numbers)));
    }
    let paragraphs = (0..numbers.below(4)).map(|_| paragraph(random_text(language, numbers))).collect();
    patent.description = vec![Section { language, heading: None, paragraphs }];
    document
}

fn paragraph(text: String) -> Paragraph {
    Paragraph { number: None, text }
}

fn field() -> impl Strategy<Value = Field> {
    let names = ["text", "text", "text", "title", "claims", "description", "text.en", "claims.ja"];
    proptest::sample::select(names.to_vec()).prop_map(|name| Field::find(name).expect("a field of the table"))
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    let with_letters: Vec<&str> =
        words.iter().copied().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    proptest::sample::select(with_letters).prop_map(str::to_owned)
}

fn phrase(words: &'static [&'static str], separator: &'static str) -> impl Strategy<Value = String> {
    proptest::collection::vec(word(words), 1..3).prop_map(move |words| words.join(separator))
}

fn pattern(words: &'static [&'static str]) -> impl Strategy<Value = Pattern> {
    let gap = prop_oneof![Just(Piece::AnyRun), Just(Piece::AnyOne), Just(Piece::AtMostOne)];
    let gaps = proptest::collection::vec((any::<proptest::sample::Index>(), gap), 1..4);
    (word(words), gaps).prop_filter_map("a pattern has letters", |(word, gaps)| {
        let mut pieces: Vec<Piece> = word.chars().map(|c| Piece::Literal(c.to_string())).collect();
        for (place, gap) in gaps {
            let at = place.index(pieces.len() + 1);
            // A gap in place of a letter, or between two.
            if at < pieces.len() && gap != Piece::AtMostOne {
                pieces[at] = gap;
            } else {
                pieces.insert(at, gap);
            }
        }
        Pattern::new(pieces)
    })
}

fn english_operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        3 => word(&ENGLISH).prop_map(Operand::Word),
        1 => word(&ENGLISH).prop_map(Operand::FreeText),
        2 => phrase(&ENGLISH, " ").prop_map(Operand::Quoted),
        2 => phrase(&ENGLISH, " ").prop_map(Operand::Exact),
        2 => pattern(&ENGLISH).prop_map(Operand::Pattern),
        1 => (word(&ENGLISH), 1u8..3).prop_map(|(word, distance)| Operand::Fuzzy { word, distance }),
        1 => ("[a-e]{2,4}", 1u8..3).prop_map(|(word, distance)| Operand::Fuzzy { word, distance }),
    ]
}

fn japanese_operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        2 => word(&JAPANESE).prop_map(Operand::Word),
        2 => phrase(&JAPANESE, "").prop_map(Operand::Quoted),
        2 => phrase(&JAPANESE, "").prop_map(Operand::Exact),
        2 => pattern(&JAPANESE).prop_map(Operand::Pattern),
    ]
}

fn leaf() -> impl Strategy<Value = Ast> {
    let operand = prop_oneof![english_operand().boxed(), japanese_operand().boxed()];
    (field(), operand).prop_map(|(field, operand)| Ast::leaf(field, operand))
}

/// What can stand beside NEAR: leaves of one script, so that there is something to find.
fn near() -> impl Strategy<Value = Ast> {
    prop_oneof![nested(english_operand().boxed()), nested(japanese_operand().boxed())]
}

fn nested(operand: BoxedStrategy<Operand>) -> impl Strategy<Value = Ast> {
    let leaf = (field(), operand).prop_map(|(field, operand)| Ast::leaf(field, operand));
    let inner = leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            1 => proptest::collection::vec(inner.clone(), 1..4).prop_map(Ast::Or),
            2 => joined(inner.boxed()),
        ]
    });
    joined(inner.boxed())
}

fn joined(inner: BoxedStrategy<Ast>) -> impl Strategy<Value = Ast> {
    let distance = prop_oneof![4 => 1u32..8, 1 => 60u32..70, 1 => Just(Near::UNLIMITED)];
    (inner.clone(), inner, distance, any::<bool>()).prop_map(|(left, right, distance, ordered)| {
        Ast::Near(Near { left: Box::new(left), right: Box::new(right), distance, ordered })
    })
}

fn within() -> impl Strategy<Value = Ast> {
    let operand = prop_oneof![3 => leaf(), 1 => near(), 1 => Just(Ast::Everything)];
    let tree = operand.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Ast::And),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Ast::Or),
            inner.clone().prop_map(|operand| Ast::Not(Box::new(operand))),
            in_unit(inner.boxed()),
        ]
    });
    in_unit(tree.boxed())
}

fn in_unit(operand: BoxedStrategy<Ast>) -> impl Strategy<Value = Ast> {
    let unit = proptest::sample::select(vec![Unit::Sentence, Unit::Paragraph, Unit::Claim]);
    (unit, operand).prop_map(|(unit, operand)| Ast::Within(Within { unit, operand: Box::new(operand) }))
}

/// By document, physical field of the base view and frequency.
type Frequencies = BTreeMap<String, BTreeMap<String, usize>>;

fn expected(ast: &Ast) -> Frequencies {
    let by_field = |document: &ScannedDocument| {
        let frequencies = document.frequencies(ast).into_iter().map(|(part, language, frequency)| {
            let view = if language == Language::JA { "ja.chars" } else { "en.words" };
            (format!("{part}.{view}"), frequency)
        });
        (document.id.clone(), frequencies.collect::<BTreeMap<_, _>>())
    };
    SCANNED.iter().map(by_field).filter(|(_, found)| !found.is_empty()).collect()
}

fn check(ast: Ast) -> Result<(), TestCaseError> {
    let expected = expected(&ast);
    let is_leaf = matches!(&ast, Ast::Leaf(leaf) if matches!(leaf.operand, Operand::Word(_) | Operand::Quoted(_) | Operand::FreeText(_)));
    let is_near = matches!(ast, Ast::Near(_));
    let request = SearchRequest { size: 200, highlight: true, explain: true, ..SearchRequest::new(ast) };
    let page = INDEX.search(&request);
    let mut found: Frequencies = BTreeMap::new();
    for hit in &page.hits {
        let explanation = hit.explanation.as_ref().expect("an explanation was asked for");
        prop_assert!((explanation.value - hit.score).abs() < 1e-9, "{} of {}", hit.id, page.echo);
        let fields = found.entry(hit.id.to_string()).or_default();
        for leaf in explanation.leaves() {
            if let Explained::Occurrences { field, statistics, .. } = &leaf.what {
                fields.insert(field.clone(), statistics.frequency as usize);
            }
        }
    }
    if is_near {
        for hit in &page.hits {
            let mut shown = hit.titles.iter().chain(&hit.passages);
            prop_assert!(shown.any(|passage| !passage.marks.is_empty()), "{} of {}", hit.id, page.echo);
        }
    }
    prop_assert_eq!(page.total as usize, expected.len(), "{}", page.echo);
    if is_leaf {
        prop_assert!(found.keys().eq(expected.keys()), "{}", page.echo);
    } else {
        prop_assert_eq!(&found, &expected, "{}", page.echo);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn proximity_finds_what_a_scan_finds(ast in near()) {
        check(ast)?;
    }

    #[test]
    fn units_hold_what_a_scan_finds(ast in within()) {
        check(ast)?;
    }

    #[test]
    fn operands_find_what_a_scan_finds(ast in leaf()) {
        prop_assume!(!matches!(&ast, Ast::Leaf(leaf) if matches!(leaf.operand, Operand::Word(_) | Operand::FreeText(_))));
        check(ast)?;
    }
}

fn leaf_of(operand: Operand) -> Ast {
    Ast::leaf(Field::TEXT, operand)
}

fn quoted(text: &str) -> Ast {
    leaf_of(Operand::Quoted(text.to_owned()))
}

fn near_of(left: Ast, right: Ast, distance: u32, ordered: bool) -> Ast {
    Ast::Near(Near { left: Box::new(left), right: Box::new(right), distance, ordered })
}

/// All ids of a query, page by page.
fn all_ids(fixture: &Fixture, ast: Ast) -> Vec<String> {
    let mut request = SearchRequest { size: 1000, highlight: false, ..SearchRequest::new(ast) };
    let mut ids = Vec::new();
    loop {
        let page = fixture.search(&request);
        ids.extend(ids_of(&page));
        match page.next {
            Some(cursor) => request.cursor = Some(cursor),
            None => break,
        }
    }
    ids.sort();
    ids
}

#[test]
fn ten_characters_may_lie_between_and_eleven_may_not() {
    let (left, right) = ("弾力性", "こんにゃく入りゼリー");
    let mut numbers = Numbers(5);
    let filler = ["あ", "食", "品", "弾", "力", "、", "ゼ", "A", "1", "こん"];
    let mut texts: Vec<String> = vec![
        format!("{left}{}{right}", "あ".repeat(10)),
        format!("{left}{}{right}", "あ".repeat(11)),
        format!("{right}{}{left}", "あ".repeat(10)),
        format!("{right}{}{left}", "あ".repeat(11)),
        format!("{left}{right}"),
    ];
    while texts.len() < 10_000 {
        let mut text = String::new();
        for _ in 0..numbers.below(5) {
            match numbers.below(3) {
                0 => text.push_str(left),
                1 => text.push_str(right),
                _ => (0..numbers.below(16)).for_each(|_| text.push_str(numbers.pick::<&str>(&filler))),
            }
        }
        text.push('。');
        texts.push(text);
    }
    let documents = texts.iter().zip(1..).map(|(text, serial)| japanese(serial, text, &[])).collect();
    let fixture = Fixture::new(documents, 2);
    for ordered in [false, true] {
        let gap = |first: &str, second: &str, text: &str| {
            text.match_indices(first).any(|(at, _)| {
                let rest = &text[at + first.len()..];
                rest.match_indices(second).any(|(end, _)| rest[..end].chars().count() <= 10)
            })
        };
        let holds = |text: &String| gap(left, right, text) || (!ordered && gap(right, left, text));
        let expected: Vec<String> = (1..)
            .zip(&texts)
            .filter(|(_, text)| holds(text))
            .map(|(serial, _)| format!("JP-2020{serial:06}-A"))
            .collect();
        assert!(100 < expected.len(), "{} of {} texts", expected.len(), texts.len());
        assert_eq!(all_ids(&fixture, near_of(quoted(left), quoted(right), 11, ordered)), expected);
    }
}

#[test]
fn a_value_without_characters_is_no_place_before_another() {
    let fixture = Fixture::new(
        vec![
            japanese(1, "電池", &[" ", "2枚の板"]),
            japanese(2, "電池", &["板", "\u{3000}", "2枚"]),
            japanese(3, "電池", &["第2の板"]),
        ],
        1,
    );
    let literal = |text: &str| Piece::Literal(text.to_owned());
    let before = Pattern::new(vec![Piece::AnyOne, literal("2")]).expect("a pattern");
    let ast = Ast::leaf(Field::find("claims").expect("a field of the table"), Operand::Pattern(before));
    assert_eq!(all_ids(&fixture, ast), ["JP-2020000003-A"]);
}

#[test]
fn the_art_of_is_found_word_by_word() {
    let fixture = Fixture::new(
        vec![
            english(1, "The art of batteries", &["A battery of the art."]),
            english(2, "State of the art", &["The arts of AIDS."]),
            english(3, "Hearing aids", &["The hearing aid, wherein", "the battery is solid."]),
        ],
        1,
    );
    let check = |ast: Ast, serials: &[u32]| {
        let expected: Vec<String> = serials.iter().map(|serial| format!("US-2020{serial:07}-A1")).collect();
        let echo = ast.to_string();
        assert_eq!(all_ids(&fixture, ast), expected, "{echo}");
    };
    check(quoted("the art of"), &[1]);
    check(quoted("of the"), &[1, 2]);
    check(quoted("battery"), &[1, 3]);
    check(quoted("wherein the"), &[]);
    check(leaf_of(Operand::Exact("AIDS".to_owned())), &[2]);
    check(leaf_of(Operand::Exact("aids".to_owned())), &[3]);
    check(leaf_of(Operand::Exact("The art".to_owned())), &[1]);
    // A claim that ends with a word which is left out elsewhere does not move those after it.
    check(near_of(leaf_of(Operand::Word("batteries".to_owned())), quoted("solid"), 2, true), &[3]);
    check(near_of(quoted("wherein"), leaf_of(Operand::Word("battery".to_owned())), 5, false), &[]);
}

#[test]
fn names_are_truncated_and_case_counts_in_them() {
    let with_applicants = |serial, names: &[(Language, &str)]| {
        let mut document = japanese(serial, "電池", &[]);
        let Document::Patent(patent) = &mut document else { unreachable!("the fixture makes patents") };
        let party = |(language, name): &(Language, &str)| model::Party {
            names: vec![Text::new(*language, *name)],
            ..model::Party::default()
        };
        patent.applicants = names.iter().map(party).collect();
        document
    };
    let fixture = Fixture::new(
        vec![
            with_applicants(1, &[(Language::JA, "日東電工株式会社")]),
            with_applicants(2, &[(Language::JA, "日立"), (Language::JA, "電工社")]),
            with_applicants(3, &[(Language::EN, "Nitto Denko Corporation")]),
            with_applicants(4, &[(Language::EN, "NITTO Kogyo")]),
        ],
        1,
    );
    let check = |operand: Operand, serials: &[u32]| {
        let applicant = Field::find("applicant").expect("a field of the table");
        let expected: Vec<String> = serials.iter().map(|serial| format!("JP-2020{serial:06}-A")).collect();
        let ast = Ast::leaf(applicant, operand);
        let echo = ast.to_string();
        assert_eq!(all_ids(&fixture, ast), expected, "{echo}");
    };
    let literal = |text: &str| Piece::Literal(text.to_owned());
    let pattern = |pieces: Vec<Piece>| Operand::Pattern(Pattern::new(pieces).expect("a pattern"));
    check(pattern(vec![literal("日"), Piece::AnyRun, literal("工")]), &[1]);
    check(pattern(vec![literal("日"), Piece::AnyOne, literal("電工")]), &[1]);
    check(pattern(vec![literal("電工"), Piece::AnyOne, Piece::AnyOne]), &[1]);
    check(pattern(vec![literal("nit"), Piece::AnyRun]), &[3, 4]);
    check(pattern(vec![Piece::AnyRun, literal("ko")]), &[3]);
    check(Operand::Exact("NITTO".to_owned()), &[4]);
    check(Operand::Exact("Nitto Denko".to_owned()), &[3]);
}

#[test]
fn what_has_no_place_in_the_text_is_refused() {
    let refused = |ast: Ast, expected: &str| {
        let error =
            search(&INDEX.generation, &SearchRequest::new(ast)).expect_err("the condition is refused");
        assert_eq!(error.to_string(), expected);
    };
    let office = || Ast::leaf(Field::find("office").expect("a field"), Operand::Word("JP".to_owned()));
    refused(
        near_of(quoted("電池"), office(), 3, true),
        "office:JP cannot stand inside ADJ: only conditions on text can, and OR and proximity of them",
    );
    let in_claim =
        Within { unit: Unit::Claim, operand: Box::new(Ast::And(vec![quoted("電池"), office()])) };
    refused(
        Ast::Within(in_claim),
        "office:JP cannot stand inside claim: only conditions on text can, and OR and proximity of them",
    );
    refused(
        leaf_of(Operand::Fuzzy { word: "solid state".to_owned(), distance: 1 }),
        "text:solid\\ state~1 is not one word, and only single words can be searched with differences",
    );
}

#[test]
fn a_word_that_stands_for_too_many_is_refused_with_their_number() {
    let mut config = indexer::IndexConfig::shipped();
    config.ranking.limits.expansions = 3;
    let words = ["batten", "batter", "battery", "battle", "bat"];
    let fixture = Fixture::with_config(vec![english(1, &words.join(" "), &[])], 1, &config);
    let pattern = |text: &str| {
        let pieces = [Piece::Literal(text.to_owned()), Piece::AnyRun];
        SearchRequest::new(leaf_of(Operand::Pattern(Pattern::new(pieces).expect("a pattern"))))
    };
    assert_eq!(search(&fixture.generation, &pattern("batte")).expect("within the limit").total, 1);
    match search(&fixture.generation, &pattern("bat")) {
        Err(error @ QueryError::TooManyExpansions { terms: 5, limit: 3, .. }) => {
            assert_eq!(
                error.to_string(),
                "bat* stands for 5 terms of the index, the limit is 3 (limits.expansions); \
                 write more letters of the word"
            );
        }
        other => panic!("expected an error, got {other:?}"),
    }
}
