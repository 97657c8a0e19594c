//! Passages, their places and marks.

use model::Language;
use query::{
    Ast, Field, Hit, Near, Operand, Passage, Pattern, Piece, Place, SearchRequest, Unit, Within, parse,
};

use super::fixture::{Fixture, demo, english, japanese};

fn hits(fixture: &Fixture, text: &str) -> Vec<Hit> {
    fixture.search(&SearchRequest { size: 100, ..SearchRequest::new(parse(text).ast) }).hits
}

fn marked(passage: &Passage) -> Vec<&str> {
    passage.marks.iter().map(|mark| &passage.text[mark.clone()]).collect()
}

/// Checks the best passage of the first hit: its place, and its text with marks in brackets.
#[track_caller]
fn check(fixture: &Fixture, query: &str, place: &Place, expected: &str) {
    let hits = hits(fixture, query);
    let passage = hits.first().and_then(|hit| hit.passages.first()).expect("a passage");
    let mut shown = String::new();
    let mut at = 0;
    for mark in &passage.marks {
        shown.push_str(&passage.text[at..mark.start]);
        shown.push_str(&format!("[{}]", &passage.text[mark.clone()]));
        at = mark.end;
    }
    shown.push_str(&passage.text[at..]);
    assert_eq!((&passage.place, shown.as_str()), (place, expected));
}

#[test]
fn the_best_place_is_shown_with_marks() {
    let fixture = Fixture::new(
        vec![
            japanese(
                1,
                "蓄電装置",
                &[
                    "正極と負極とを備える蓄電装置。",
                    "前記正極と前記負極との間に\n固体電解質を備える請求項１に記載の蓄電装置。",
                ],
            ),
            english(
                2,
                "Storage device",
                &[
                    "A device comprising a housing.",
                    "The device of claim 1, further comprising a solid electrolyte.",
                ],
            ),
        ],
        1,
    );
    check(
        &fixture,
        "固体電解質",
        &Place::Claim(2),
        "前記正極と前記負極との間に[固体電解質]を備える請求項１に記載の蓄電装置。",
    );
    check(
        &fixture,
        "\"間に固体\"",
        &Place::Claim(2),
        "前記正極と前記負極との[間に固体]電解質を備える請求項１に記載の蓄電装置。",
    );
    check(
        &fixture,
        "electrolytes",
        &Place::Claim(2),
        "The device of claim 1, further comprising a solid [electrolyte].",
    );
    check(
        &fixture,
        "\"solid electrolyte\"",
        &Place::Claim(2),
        "The device of claim 1, further comprising a [solid electrolyte].",
    );
}

#[test]
fn titles_are_marked() {
    let hits = hits(demo(), "ti:電池");
    assert!(!hits.is_empty());
    for hit in hits {
        let title = hit.titles.iter().find(|title| title.language == Language::JA).expect("a Japanese title");
        assert!(marked(title).iter().any(|mark| mark.contains("電池")), "{title:?}");
    }
}

#[test]
fn every_passage_is_short_and_its_marks_are_sound() {
    for query in [
        "電池 battery 触媒 catalyst",
        "\"固体電解質\"",
        "金型の温度を検知する手段",
        "laser scanning microscope",
        "ＣＯ２ TiO2",
        "emulsion こんにゃく",
        "\"の\"",
    ] {
        for hit in hits(demo(), query) {
            let has_abstract = !hit.document().unwrap().abstracts().is_empty();
            assert!(!hit.passages.is_empty() || !has_abstract, "{query}: {}", hit.id);
            for passage in hit.titles.iter().chain(&hit.passages) {
                let mut end = 0;
                for mark in &passage.marks {
                    assert!(end <= mark.start && mark.start < mark.end, "{passage:?}");
                    assert!(passage.text.is_char_boundary(mark.start), "{passage:?}");
                    assert!(passage.text.is_char_boundary(mark.end), "{passage:?}");
                    end = mark.end;
                }
                assert!(end <= passage.text.len());
                assert!(!passage.text.contains('\n'));
                let limit = if passage.language == Language::JA { 92 } else { 222 };
                let is_title = passage.place == Place::Title;
                assert!(is_title || passage.text.chars().count() <= limit, "{query}: {passage:?}");
            }
        }
    }
}

#[test]
fn the_description_is_shown_where_nothing_else_matches() {
    let hits = hits(demo(), "\"関西国際空港\"");
    let passage = &hits.first().expect("one demo document names the airport").passages[0];
    assert!(matches!(passage.place, Place::Paragraph { .. }), "{passage:?}");
    assert_eq!(marked(passage), ["関西国際空港"]);
}

fn leaf(operand: Operand) -> Ast {
    Ast::leaf(Field::TEXT, operand)
}

/// The marked words of the titles and of the passages of all hits.
#[track_caller]
fn check_marks(fixture: &Fixture, ast: Ast, titles: &[&str], passages: &[&str]) {
    let echo = ast.to_string();
    let hits = fixture.search(&SearchRequest::new(ast)).hits;
    let all = |passages: fn(&Hit) -> &Vec<Passage>| {
        hits.iter().flat_map(passages).flat_map(marked).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(all(|hit| &hit.titles), titles, "{echo}");
    assert_eq!(all(|hit| &hit.passages), passages, "{echo}");
}

#[test]
fn latin_words_in_japanese_are_marked_as_words() {
    let titles = ["FAIRな厚さ10nmのAIとLiFePO4", "A 1の比較"];
    let documents = (1..).zip(titles).map(|(serial, title)| japanese(serial, title, &["FAIRなAI"])).collect();
    let fixture = Fixture::new(documents, 1);
    let check = |query: &str, title: &str, passages: &[&str]| {
        check_marks(&fixture, parse(query).ast, &[title], passages);
    };
    check("title:\"10nm\"", "10nm", &[]);
    check("title:\"LiFePO4\"", "LiFePO4", &[]);
    check("title:\"とLiFePO4\"", "とLiFePO4", &[]);
    check("title:\"AIと\"", "AIと", &[]);
    check("title:LiFe*", "LiFe", &[]);
    check("title:=LiFePO4", "LiFePO4", &[]);
    check("title:\"A 1\"", "A 1", &[]);
    check("claims:\"AI\" title:\"A 1\"", "A 1", &["AI"]);
}

#[test]
fn words_that_take_part_in_a_condition_on_positions_are_marked() {
    let fixture = Fixture::new(
        vec![
            japanese(1, "固体の電池", &["電池である。固体を\n含む電池。", "固体。"]),
            english(2, "AIDS and aids", &["A solid cell. The cells are solid and hard.", "A wooden cell"]),
        ],
        1,
    );
    let word = |text: &str| leaf(Operand::Word(text.to_owned()));
    let near = |left: Ast, right: Ast, distance, ordered| {
        Ast::Near(Near { left: Box::new(left), right: Box::new(right), distance, ordered })
    };
    let literal = |text: &str| Piece::Literal(text.to_owned());
    let pattern = |pieces: Vec<Piece>| leaf(Operand::Pattern(Pattern::new(pieces).expect("a pattern")));
    check_marks(&fixture, near(word("固体"), word("電池"), 4, true), &["固体", "電池"], &["固体", "電池"]);
    check_marks(&fixture, near(word("solid"), word("cell"), 2, true), &[], &["solid", "cell"]);
    check_marks(&fixture, near(word("cell"), word("solid"), 2, true), &[], &["cells", "solid"]);
    check_marks(&fixture, leaf(Operand::Exact("AIDS".to_owned())), &["AIDS"], &[]);
    check_marks(&fixture, leaf(Operand::Exact("aids".to_owned())), &["aids"], &[]);
    check_marks(&fixture, pattern(vec![Piece::AnyRun, literal("ood"), Piece::AnyRun]), &[], &["wooden"]);
    check_marks(&fixture, pattern(vec![literal("固体"), Piece::AnyOne, literal("含")]), &[], &["固体を含"]);
    check_marks(&fixture, leaf(Operand::Fuzzy { word: "hart".to_owned(), distance: 1 }), &[], &["hard"]);
    let both = Ast::And(vec![word("cell"), word("hard"), Ast::Not(Box::new(word("wooden")))]);
    let in_sentence = Within { unit: Unit::Sentence, operand: Box::new(both) };
    check_marks(&fixture, Ast::Within(in_sentence), &[], &["cells", "hard"]);
}

#[test]
fn a_whole_document_is_marked_as_its_passages_are() {
    let fixture = Fixture::new(vec![english(1, "Solid cells", &["A solid state cell.", "A cell"])], 1);
    let near = Near {
        left: Box::new(leaf(Operand::Word("solid".to_owned()))),
        right: Box::new(leaf(Operand::Word("cells".to_owned()))),
        distance: 2,
        ordered: false,
    };
    let mut marker = query::TextMarker::new(&fixture.generation, &Ast::Near(near)).expect("a legal query");
    let mut check = |field: &str, text: &str, expected: &[&str]| {
        let marks = marker.marks(field, Language::EN, text);
        let found: Vec<&str> = marks.into_iter().map(|mark| &text[mark]).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("title", "Solid cells", &["Solid", "cells"]);
    check("claims", "A solid state cell.", &["solid", "cell"]);
    check("claims", "A cell", &[]);
    check("claims", "A solid but very large cell", &[]);
}
