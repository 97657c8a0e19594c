//! The ranked pass, which scores few documents, against scoring every one.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use indexer::{Generation, IndexConfig, IndexWriter, WriterOptions};
use model::{Document, Language};
use proptest::prelude::*;
use query::{Ast, SearchRequest, free_text, parse, stream};
use terms::{Decision, DecisionKeys, Decisions};

use super::fixture::{Fixture, Numbers, analyzers, english, ids_of, japanese};

/// From words that nearly every document has to words that few have.
const ENGLISH: &[&str] = &[
    "battery",
    "cell",
    "layer",
    "solid",
    "film",
    "anode",
    "cathode",
    "lithium",
    "sulfide",
    "polymer",
    "oxide",
    "sensor",
    "valve",
    "rotor",
    "membrane",
    "laser",
    "enzyme",
    "zeolite",
    "graphene",
    "perovskite",
];

const JAPANESE: &[&str] =
    &["電池", "固体", "電極", "装置", "二次電池", "電解質", "触媒", "制御", "半導体", "樹脂", "ポリマー"];

/// One of the words; the later ones are rare.
fn word(numbers: &mut Numbers, words: &[&'static str]) -> &'static str {
    let limit = 1 + numbers.below(words.len());
    words[numbers.below(limit)]
}

fn text(numbers: &mut Numbers, words: &[&'static str], separator: &str) -> String {
    let length = 1 + numbers.below(1 + 11);
    (0..length).map(|_| word(numbers, words)).collect::<Vec<_>>().join(separator)
}

fn document(numbers: &mut Numbers, serial: u32) -> Document {
    let is_japanese = numbers.below(3) == 0;
    let (words, separator) = if is_japanese { (JAPANESE, "の") } else { (ENGLISH, " ") };
    let title = text(numbers, words, separator);
    let claims: Vec<String> = (0..numbers.below(3)).map(|_| text(numbers, words, separator)).collect();
    let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
    if is_japanese { japanese(serial, &title, &claims) } else { english(serial, &title, &claims) }
}

/// A folder with an index of so many documents a run, of which a twentieth is deleted again.
fn index(seed: u64, runs: &[u32]) -> (tempfile::TempDir, Arc<Generation>) {
    let mut numbers = Numbers(seed);
    let config = IndexConfig::shipped();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let options = WriterOptions { memory_bytes: 64 << 20, threads: 1, ..WriterOptions::default() };
    let mut written = Vec::new();
    for documents in runs {
        let writer = IndexWriter::open(dir.path(), &config, analyzers(), &options).expect("a writer");
        for _ in 0..*documents {
            let document = document(&mut numbers, written.len() as u32 + 1);
            written.push(document.id());
            writer.add(document).expect("the document is taken");
        }
        for _ in 0..written.len() / 20 {
            writer.delete(numbers.pick(&written)).expect("the document is deleted");
        }
        writer.publish().expect("the run is published");
    }
    let mut keys = DecisionKeys::new(&config, analyzers()).expect("keys");
    let mut decisions = Decisions::default();
    for (ja, en) in [("電池", "battery"), ("電極", "anode"), ("電極", "cathode"), ("樹脂", "polymer")]
    {
        decisions.decide(&mut keys, Decision::Add, ja, en).expect("a decision");
    }
    decisions.install(dir.path()).expect("the decisions are installed");
    let generation = Generation::open(dir.path(), &config, analyzers()).expect("the index opens");
    (dir, Arc::new(generation))
}

/// An index of two segments, of which one holds more documents than the largest window.
fn large() -> &'static Arc<Generation> {
    static LARGE: OnceLock<(tempfile::TempDir, Arc<Generation>)> = OnceLock::new();
    &LARGE.get_or_init(|| index(5, &[5300, 2300])).1
}

/// The scores of documents as a result in another order has them, where each is worked out by itself.
fn scores_one_by_one(
    generation: &Arc<Generation>,
    request: &SearchRequest,
    ids: &[String],
) -> HashMap<String, f64> {
    let sort = "-published".parse().expect("a sort order");
    let mut request = SearchRequest { sort, size: 1000, ..request.clone() };
    let mut scores = HashMap::new();
    loop {
        let page = query::search(generation, &request).expect("a page");
        scores.extend(page.hits.iter().map(|hit| (hit.id.to_string(), hit.score)));
        if ids.iter().all(|id| scores.contains_key(id)) {
            return scores;
        }
        request.cursor = Some(page.next.expect("every document has a place in any order"));
    }
}

/// The pages of a query have the documents of the whole result in its order, and the scores of a page in another order,
/// of which each is worked out by itself.
#[track_caller]
fn check(generation: &Arc<Generation>, request: &SearchRequest, sizes: &[usize]) {
    let request = SearchRequest { highlight: false, ..request.clone() };
    let result = stream(generation, &request).expect("a result");
    let ids: Vec<String> = result.map(|document| document.expect("readable").id().to_string()).collect();
    let shown = ids.len().min(3 * sizes.iter().max().copied().unwrap_or(0));
    let scores = scores_one_by_one(generation, &request, &ids[..shown]);
    for &size in sizes {
        let mut request = SearchRequest { size, ..request.clone() };
        let mut from = 0;
        // Three pages, and the last one's follower where the result ends there.
        for _ in 0..3 {
            let page = query::search(generation, &request).expect("a page");
            let found: Vec<String> = page.hits.iter().map(|hit| hit.id.to_string()).collect();
            let expected = &ids[from..ids.len().min(from + size)];
            assert_eq!(found, expected, "{} by {size} from {from}", request.query);
            assert_eq!(page.total, ids.len() as u64, "{}", request.query);
            for hit in &page.hits {
                let score = scores[&hit.id.to_string()];
                assert_eq!(score.to_bits(), hit.score.to_bits(), "{}: {}", request.query, hit.id);
            }
            from += found.len();
            match page.next {
                Some(next) => request.cursor = Some(next),
                None => break,
            }
        }
    }
}

/// A query of the words, with operators between them as `shape` says.
fn query(words: &[&str], shape: u8, filter: u8) -> Ast {
    let half = words.len() / 2;
    let text = match shape {
        0 => return filtered(free_text(&words.join(" ")), filter),
        1 => words.join(" AND "),
        2 => words.join(" OR "),
        3 => format!("({}) AND ({})", words[..=half].join(" "), words[half..].join(" ")),
        4 => format!("({}) NOT {}", words[..=half].join(" "), words[words.len() - 1]),
        5 => format!("\"{}\" OR {}", words[..=half].join(" "), words[half]),
        6 => format!("({}) OR (office:JP AND {})", words.join(" AND "), words[0]),
        7 => format!("{} OR ti:{} OR office:US", words[0], words[half]),
        _ => words.join(" "),
    };
    filtered(parse(&text).ast, filter)
}

fn filtered(query: Ast, filter: u8) -> Ast {
    let condition = match filter {
        0 => "office:JP",
        1 => "NOT office:JP",
        2 => "ti:graphene",
        3 => "ti:(battery OR 電池)",
        _ => return query,
    };
    Ast::And(vec![query, parse(condition).ast])
}

fn words() -> impl Strategy<Value = Vec<&'static str>> {
    let word = prop_oneof![
        3 => prop::sample::select(ENGLISH),
        2 => prop::sample::select(JAPANESE),
    ];
    prop::collection::vec(word, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_page_is_that_of_scoring_every_document(
        words in words(), shape in 0_u8..9, filter in 0_u8..10, feedback in 0_u8..4, across: bool, size in 1_usize..20,
    ) {
        let mut request = SearchRequest::new(query(&words, shape, filter));
        request.feedback = (feedback == 0).then(|| vec!["cell".to_owned()]);
        if across {
            request.across.into = vec![Language::EN, Language::JA];
        }
        check(large(), &request, &[size, 100]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn it_is_so_in_any_index(seed: u64, runs in prop::collection::vec(1_u32..150, 1..4)) {
        let (_dir, generation) = index(seed, &runs);
        let mut numbers = Numbers(seed);
        for _ in 0..12 {
            let length = 1 + numbers.below(12);
            let words: Vec<&str> = (0..length)
                .map(|_| if numbers.below(3) == 0 { *numbers.pick(JAPANESE) } else { *numbers.pick(ENGLISH) })
                .collect();
            let request = SearchRequest::new(query(&words, numbers.below(9) as u8, numbers.below(8) as u8));
            check(&generation, &request, &[1, 1 + numbers.below(10)]);
        }
    }
}

/// The last window of a segment is as short as the segment leaves it; those of the next one begin where they should.
#[test]
fn windows_of_a_segment_do_not_depend_on_the_one_before() {
    let (_dir, generation) = index(11, &[4669, 3000]);
    for words in ["battery cell layer solid", "電池 電極", "battery cell film anode cathode 固体 装置"]
    {
        check(&generation, &SearchRequest::new(free_text(words)), &[3, 50]);
    }
}

/// Queries of one leaf, under every filter.
#[track_caller]
fn check_filtered(texts: &[&str]) {
    for text in texts {
        for filter in 0..5 {
            let request = SearchRequest::new(filtered(parse(text).ast, filter));
            check(large(), &request, &[1, 3, 50]);
        }
    }
}

/// A word in one part is one list of postings, whose documents are offered as they are read.
#[test]
fn a_single_list_has_the_pages_of_scoring_every_document() {
    check_filtered(&["ti:battery", "ti:電池", "ti:graphene", "ti:\"battery cell\""]);
}

/// A word in several parts is one leaf of several lists, as it is without parts that weigh nothing and with them.
#[test]
fn a_single_word_of_several_parts_has_the_pages_of_scoring_every_document() {
    check_filtered(&["battery", "電池", "graphene", "claims:cell"]);
    let config = IndexConfig::shipped();
    let ranking = config.ranking.with(&["part.title.weight=0".to_owned()]).expect("a setting");
    let config = IndexConfig { ranking, ..config };
    let documents = vec![english(1, "cell", &["a cell"]), english(2, "cell", &["a pump"])];
    let fixture = Fixture::with_config(documents, 1, &config);
    let page = fixture.page("cell");
    assert_eq!((ids_of(&page), page.total), (fixture.ids("cell"), 2));
    assert_eq!(ids_of(&page), ["US-20200000001-A1", "US-20200000002-A1"]);
}

/// Feedback adds terms that make no match: a segment may have one of them and no word of the query.
#[test]
fn what_feedback_adds_makes_no_match_by_itself() {
    let title = |serial: u32| if serial.is_multiple_of(5) { "lithium battery cell" } else { "pump valve" };
    let mut documents: Vec<Document> = (1..=2100).map(|serial| english(serial, title(serial), &[])).collect();
    documents.push(english(2101, "cell", &[]));
    let fixture = Fixture::of_runs(documents, &[2100, 1]);
    assert_eq!(fixture.generation.searcher().segment_readers().len(), 2);
    for text in ["\"lithium battery\"", "lithium"] {
        let request =
            SearchRequest { feedback: Some(Vec::new()), size: 100, ..SearchRequest::new(parse(text).ast) };
        let page = fixture.search(&request);
        assert_eq!((page.total, page.hits.len()), (420, 100), "{text}");
        assert!(page.feedback.as_ref().is_some_and(|terms| !terms.is_empty()), "{text}");
        check(&fixture.generation, &request, &[7, 500]);
    }
}

#[test]
fn the_index_has_several_segments_and_deleted_documents() {
    let segments = large().searcher().segment_readers();
    assert!(1 < segments.len(), "{}", segments.len());
    assert!(segments.iter().any(|segment| segment.has_deletes()));
}
