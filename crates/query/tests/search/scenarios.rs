//! What a searcher expects: compounds, kanji-only texts, exact quotations, filters.

use std::collections::HashSet;

use model::{Document, Language};
use query::{ProblemCode, SearchRequest, free_text};

use super::fixture::{Fixture, Numbers, analyzers, demo, english, japanese};

#[test]
fn a_part_of_a_compound_finds_the_compound() {
    let fixture = Fixture::new(
        vec![
            japanese(1, "関西国際空港の案内装置", &[]),
            japanese(2, "全固体リチウムイオン電池", &[]),
            japanese(3, "部品を組み込む方法", &[]),
            japanese(4, "日東電工の粘着テープ", &[]),
            japanese(5, "意見の集約方法", &[]),
        ],
        1,
    );
    let check = |query: &str, serials: &[u32]| {
        let expected: Vec<String> = serials.iter().map(|serial| format!("JP-2020{serial:06}-A")).collect();
        assert_eq!(fixture.ids(query), expected, "{query}");
    };
    check("空港", &[1]);
    check("\"空港\"", &[1]);
    check("電池", &[2]);
    check("リチウム", &[2]);
    check("\"組み込\"", &[3]);
    check("日東 AND 粘着", &[4]);
    check("ti:日東", &[4]);
    check("title:日東電工", &[4]);
    check("\"日東電工\"", &[4]);
    check("健", &[]);
    check("\"健\"", &[]);
    check("見", &[]);
    check("\"見の\"", &[5]);
}

#[test]
fn adding_a_document_never_hides_another() {
    let titles = [
        "東京バナナの包装",
        "日東電工の粘着テープ",
        "有料配信の方法",
        "特許情報検索装置",
        "東京都有料道路",
        "東京",
    ];
    let queries = ["東京", "日東電工", "有料配信", "検索", "\"東京\"", "東京 AND 包装"];
    let mut before: Vec<HashSet<String>> = vec![HashSet::new(); queries.len()];
    for count in 1..=titles.len() {
        let documents =
            (1..).zip(&titles[..count]).map(|(serial, title)| japanese(serial, title, &[])).collect();
        let fixture = Fixture::new(documents, 1);
        for (query, before) in queries.iter().zip(&mut before) {
            let now: HashSet<String> = fixture.ids(query).into_iter().collect();
            assert!(before.is_subset(&now), "{query} loses {:?} at {count}", before.difference(&now));
            *before = now;
        }
    }
    assert!(before.iter().all(|found| !found.is_empty()));
}

#[test]
fn leaving_a_word_out_never_adds_a_hit() {
    let whole = "二酸化炭素 電気化学 還元 銅触媒";
    let all: HashSet<String> = demo().ids(whole).into_iter().collect();
    let words: Vec<&str> = whole.split(' ').collect();
    for left_out in 0..words.len() {
        let mut fewer = words.clone();
        fewer.remove(left_out);
        let found: HashSet<String> = demo().ids(&fewer.join(" ")).into_iter().collect();
        assert!(found.is_subset(&all), "without {}", words[left_out]);
    }
}

#[test]
fn a_technique_is_ranked_by_where_it_stands() {
    let page = demo().page("二酸化炭素を電気化学的に還元する銅触媒");
    assert!(3 < page.total);
    let Document::Patent(best) = page.hits[0].document().unwrap() else {
        panic!("{} is no patent", page.hits[0].id)
    };
    assert!(best.claims.iter().any(|claim| claim.text.contains("銅")), "{}", best.number);
}

/// A character that the exact view keeps of a text, and whether a Latin word or a number begins or ends with it.
type Character = (String, [bool; 2]);

fn characters(text: &str) -> Vec<Character> {
    let mut analyzer = analyzers().get("japanese-characters").expect("a shipped analyser");
    let mut characters: Vec<Character> = Vec::new();
    for token in analyzer.analyze(text).iter() {
        match (token.term, characters.last_mut()) {
            (analysis::WORD_START, Some(last)) => last.1[0] = true,
            (analysis::WORD_END, Some(last)) => last.1[1] = true,
            _ if token.is_marker() => {}
            (term, _) => characters.push((term.to_owned(), [false; 2])),
        }
    }
    characters
}

/// Whether a text has the needle, its Latin words as words.
fn has_exactly(text: &[Character], needle: &[Character]) -> bool {
    text.windows(needle.len()).any(|here| here == needle)
}

#[test]
fn quoted_japanese_is_found_exactly() {
    let mut texts: Vec<(String, Vec<Character>)> = Vec::new();
    for document in &demo().documents {
        let id = document.id().to_string();
        let mut add = |language: Language, text: &str| {
            if language == Language::JA {
                texts.push((id.clone(), characters(text)));
            }
        };
        document.titles().iter().chain(document.abstracts()).for_each(|text| add(text.language, &text.text));
        let sections = match document {
            Document::Patent(patent) => {
                patent.claims.iter().for_each(|claim| add(claim.language, &claim.text));
                &patent.description
            }
            Document::Article(article) => {
                article.keywords.iter().for_each(|text| add(text.language, &text.text));
                &article.body
            }
        };
        for section in sections {
            section.heading.iter().for_each(|heading| add(section.language, heading));
            section.paragraphs.iter().for_each(|paragraph| add(section.language, &paragraph.text));
        }
    }
    let mut numbers = Numbers(11);
    let mut checked = 0;
    while checked < 300 {
        let (_, text) = numbers.pick(&texts);
        let length = 2 + numbers.below(7);
        if text.len() <= length {
            continue;
        }
        let start = numbers.below(text.len() - length);
        let needle: String = text[start..start + length].iter().map(|(c, _)| c.as_str()).collect();
        if !needle.chars().any(|c| ('\u{3041}'..='\u{9fff}').contains(&c))
            || needle.contains(['"', '\\', '“', '”'])
        {
            continue;
        }
        // What was cut out of a Latin word is one by itself.
        let wanted = characters(&needle);
        let has_it = |(_, text): &&(String, Vec<Character>)| has_exactly(text, &wanted);
        let mut expected: Vec<String> = texts.iter().filter(has_it).map(|(id, _)| id.clone()).collect();
        expected.sort();
        expected.dedup();
        let page = demo().page(&format!("text.ja:\"{needle}\""));
        assert_eq!(page.total, expected.len() as u64, "{needle:?}");
        if expected.len() <= 100 {
            assert_eq!(demo().ids(&format!("text.ja:\"{needle}\"")), expected, "{needle:?}");
        }
        checked += 1;
    }
}

#[test]
fn a_latin_word_in_japanese_is_found_whole() {
    let long = "acgt".repeat(75);
    let titles = [
        "AIを用いる画像処理",
        "FAIRな研究データ",
        "生成ＡＩの評価",
        "AI2号機、AID回路",
        "厚さ10nmの膜とLiFePO4",
        "第10の実施形態、深層学習（AI）",
        "A 1の比較",
        &format!("配列{long}の解析"),
    ];
    let documents = (1..).zip(titles).map(|(serial, title)| japanese(serial, title, &[])).collect();
    let fixture = Fixture::new(documents, 1);
    let check = |query: &str, serials: &[u32]| {
        let expected: Vec<String> = serials.iter().map(|serial| format!("JP-2020{serial:06}-A")).collect();
        assert_eq!(fixture.ids(query), expected, "{query}");
    };
    check("\"AI\"", &[1, 3, 6]);
    check("=AI", &[1, 3, 6]);
    check("\"AIを\"", &[1]);
    check("\"生成AI\"", &[3]);
    check("\"AI\" OR \"生成AI\"", &[1, 3, 6]);
    check("\"A\"", &[7]);
    check("AI*", &[1, 3, 4, 6]);
    check("*AI", &[1, 3, 6]);
    check("*AI*", &[1, 2, 3, 4, 6]);
    check("\"AI\" NEAR/5 画像", &[1]);
    check("\"AI\" NEAR/9 研究", &[]);
    check("\"nm\"", &[5]);
    check("\"10nm\"", &[5]);
    check("\"1\"", &[7]);
    check("\"第1\"", &[]);
    check("\"第10\"", &[6]);
    check("\"FePO4\"", &[]);
    check("*FePO4", &[5]);
    check("\"LiFePO4\"", &[5]);
    check("=LiFePO4", &[5]);
    check("=LIFEPO4", &[]);
    check("LiFe*", &[5]);
    check("\"A 1\"", &[7]);
    // A term has no such length: letters are compared.
    check(&format!("\"{long}\""), &[8]);
    check(&format!("\"{}\"", &long[1..]), &[]);
    check(&format!("\"{}\"", &long[..299]), &[]);
    check(&format!("{}*", &long[..299]), &[8]);
    check("acgtacgt*", &[8]);
    check("\"A1\"", &[]);
    check("\"A 1 の\"", &[7]);
}

#[test]
fn classes_numbers_and_names_are_found() {
    let has = |query: &str, test: fn(&model::Patent) -> bool| {
        let page = demo().page(query);
        assert!(!page.hits.is_empty(), "{query} finds nothing");
        for hit in &page.hits {
            let Document::Patent(patent) = hit.document().unwrap() else {
                panic!("{query} finds {}", hit.id)
            };
            assert!(test(&patent), "{query} finds {}", hit.id);
        }
    };
    has("ipc:H01M10", |patent| patent.ipc.iter().any(|class| class.symbol.as_str().starts_with("H01M10/")));
    has("ipc:h01m*", |patent| patent.ipc.iter().any(|class| class.symbol.subclass() == "H01M"));
    has("office:jp", |patent| patent.number.office() == model::OfficeCode::JP);
    has("kind:B*", |patent| patent.number.kind().is_some_and(|kind| kind.letter() == 'B'));
    has("type:patent pd:2015..2018", |patent| {
        patent.published.is_some_and(|date| (2015..=2018).contains(&date.year()))
    });
    has("出願人:日東", |patent| {
        patent
            .applicants
            .iter()
            .chain(&patent.assignees)
            .flat_map(|party| &party.names)
            .any(|name| name.text.contains("日東"))
    });
    for document in &demo().documents {
        let id = document.id().to_string();
        let query = if id.contains(':') { format!("doi:\"{id}\"") } else { format!("number:{id}") };
        assert!(demo().ids(&query).contains(&id), "{query}");
    }
}

#[test]
fn stop_words_are_left_out_with_a_notice_and_still_answered_alone() {
    let fixture = Fixture::new(
        vec![
            english(1, "The solid battery", &["the battery"]),
            japanese(2, "電池の製造", &[]),
            japanese(3, "電極", &[]),
        ],
        1,
    );
    let page = fixture.page("the AND battery");
    assert_eq!(page.total, 1);
    assert_eq!(page.problems[0].code, ProblemCode::StopWordLeftOut);
    assert_eq!(page.problems[0].subject, "the");
    let page = fixture.page("の");
    assert_eq!(page.total, 1);
    assert_eq!(page.problems[0].code, ProblemCode::OnlyStopWords);
    assert_eq!(fixture.page("電池 AND の").total, 1);
    assert_eq!(fixture.page("\"の製造\"").total, 1);
}

#[test]
fn free_text_reads_no_syntax() {
    let text = "電池 AND (固体 OR title:x";
    let page = demo().search(&SearchRequest::new(free_text(text)));
    assert!(0 < page.total);
    assert_eq!(page.echo, "電池 \\AND \\(固体 \\OR title\\:x");
}
