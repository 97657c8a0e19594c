//! Searching across languages: scenario 10 of what professional searchers expect, on the demo corpus.

use std::{collections::BTreeSet, time::Duration};

use indexer::{GenerationWatch, IndexConfig};
use model::Language;
use query::{Across, SearchPage, SearchRequest, WordPair, parse};
use terms::{Decision, DecisionKeys, Decisions, Source};

use super::fixture::{Fixture, analyzers, demo, english, ids_of, japanese, mined_demo};

fn across(into: &[Language], refused: &[&str]) -> Across {
    let refused = refused.iter().map(|pair| pair.parse::<WordPair>().expect("a pair")).collect();
    Across { into: into.to_vec(), refused }
}

fn page(fixture: &Fixture, text: &str, across: Across) -> SearchPage {
    let query = parse(text).ast;
    fixture.search(&SearchRequest { size: 200, explain: true, across, ..SearchRequest::new(query) })
}

fn ids(page: &SearchPage) -> BTreeSet<String> {
    ids_of(page).into_iter().collect()
}

#[test]
fn a_japanese_term_finds_english_documents_and_the_pair_is_refusable() {
    let plain = page(mined_demo(), "固体電解質", Across::default());
    let wide = page(mined_demo(), "固体電解質", across(&[Language::EN], &[]));
    assert_eq!(ids(&plain), ids(&page(demo(), "固体電解質", Across::default())));
    assert!(plain.translations.is_empty());
    let english_only = "doi:10.5555/chizai.asd.2015.0611";
    assert!(!ids(&plain).contains(english_only) && ids(&wide).contains(english_only));
    assert!(ids(&plain).is_subset(&ids(&wide)));

    let pair = wide
        .translations
        .iter()
        .find(|pair| pair.translation.to_lowercase() == "solid electrolyte")
        .expect("the pair took part");
    assert_eq!((pair.word.as_str(), pair.into), ("固体電解質", Language::EN));
    assert_eq!(pair.sources, [Source::Mined]);
    assert!(3 <= pair.support && 3 <= pair.documents.len(), "{pair:?}");
    assert!(0.0 < pair.weight && pair.weight <= 1.0 && 0.0 < pair.probability && pair.probability <= 1.0);

    let others: Vec<WordPair> = wide
        .translations
        .iter()
        .filter(|other| *other != pair)
        .map(query::TermTranslation::refusal)
        .collect();
    let refusing = |refused: Vec<WordPair>| {
        page(mined_demo(), "固体電解質", Across { into: vec![Language::EN], refused })
    };
    let only_others = refusing(vec![pair.refusal()]);
    let only_pair = refusing(others.clone());
    let none = refusing([others, vec![pair.refusal()]].concat());
    assert_eq!(ids(&none), ids(&plain), "refusing every pair leaves what the words find");
    assert!(only_others.translations.iter().all(|other| other.translation != pair.translation));
    assert_eq!(only_pair.translations.len(), 1);
    // What the pair alone brought is gone without it, and nothing else.
    let union: BTreeSet<String> = ids(&only_others).union(&ids(&only_pair)).cloned().collect();
    assert_eq!(union, ids(&wide));
    assert!(!ids(&only_others).contains(english_only));
    assert!(!ids(&refusing(vec!["solid electrolytes = 固体電解質".parse().unwrap()])).contains(english_only));
}

#[test]
fn explanations_sum_to_scores() {
    for text in [
        "固体電解質",
        "固体電解質 電池",
        "solid electrolyte battery",
        "title:電池 AND 固体電解質",
        "\"固体電解質\" NOT 電極",
    ] {
        for into in [vec![Language::EN], vec![Language::JA], vec![Language::EN, Language::JA]] {
            let page = page(mined_demo(), text, across(&into, &[]));
            for hit in &page.hits {
                let explanation = hit.explanation.as_ref().expect("an explanation was asked for");
                let sum: f64 = explanation.leaves().iter().map(|leaf| leaf.value).sum();
                assert!((sum - hit.score).abs() < 1e-6, "{text}: {sum}, {}", hit.score);
            }
        }
    }
}

#[test]
fn conditions_are_widened_and_filters_are_not() {
    let total = |text: &str, into: &[Language]| page(mined_demo(), text, across(into, &[])).total;
    for text in ["固体電解質 AND type:article", "title:固体電解質", "\"固体電解質\""] {
        assert!(total(text, &[]) < total(text, &[Language::EN]), "{text}");
        assert_eq!(total(text, &[]), total(text, &[Language::JA]), "{text}: these are Japanese words");
    }
    assert!(total("solid electrolyte", &[]) < total("solid electrolyte", &[Language::JA]));
    // A field of one language stays in it.
    assert_eq!(total("title.ja:固体電解質", &[]), total("title.ja:固体電解質", &[Language::EN]));
    let filter = query::Filter::read("text", &["固体電解質"]).expect("a filter");
    let request = SearchRequest {
        filters: vec![filter],
        across: across(&[Language::EN], &[]),
        ..SearchRequest::new(parse("電池").ast)
    };
    let without = SearchRequest { across: Across::default(), ..request.clone() };
    let mined = mined_demo();
    assert!(mined.search(&request).total <= mined.search(&without).total + 8);
    let japanese_only = mined.page("固体電解質").total;
    assert!(mined.search(&request).total <= japanese_only);
}

/// A term with several translations is one term: a document does not gain by their number.
#[test]
fn many_translations_count_as_one_term() {
    let mut documents: Vec<_> = (0..20).map(|i| english(i, "unrelated matter", &["a thing"])).collect();
    documents.push(english(30, "cell", &[]));
    documents.push(english(31, "battery", &[]));
    documents.push(japanese(32, "電池", &[]));
    let fixture = Fixture::new(documents, 1);
    let decided = [("電池", "cell"), ("電池", "battery"), ("電池", "accumulator")];
    let fixture = fixture.with_added_terms(&decided);
    let page = page(&fixture, "電池", across(&[Language::EN], &[]));
    assert_eq!(page.total, 3);
    let words: Vec<&str> = page.translations.iter().map(|pair| pair.translation.as_str()).collect();
    assert_eq!(words, ["battery", "cell"], "what the index does not hold takes no part");
    let scores: Vec<f64> =
        page.hits.iter().filter(|hit| hit.id.to_string().starts_with("US")).map(|hit| hit.score).collect();
    assert_eq!(scores[0], scores[1], "the frequencies of both are added up: neither is rarer");
    let idf = |n: f64| (1.0 + (22.0 - n + 0.5) / (n + 0.5)).ln();
    let ranking = &IndexConfig::shipped().ranking;
    assert!(scores[0] < f64::from(ranking.view[&indexer::View::En].k1 + 1.0) * idf(2.0) + 1e-6);
}

#[test]
fn a_katakana_word_finds_what_sounds_like_it() {
    let fixture =
        Fixture::new(vec![english(1, "zeolite membrane", &[]), japanese(2, "ゼオライト膜", &[])], 1);
    let found = page(&fixture, "ゼオライト", across(&[Language::EN], &[]));
    assert_eq!(found.total, 2);
    let pair = &found.translations[0];
    assert_eq!((pair.translation.as_str(), pair.sources.as_slice()), ("zeolite", [Source::Sound].as_slice()));
    assert_eq!(page(&fixture, "zeolite", across(&[Language::JA], &[])).total, 2);
    assert_eq!(page(&fixture, "ゼオライト", across(&[Language::EN], &["zeolite=ゼオライト"])).total, 1);
}

#[test]
fn a_watched_index_sees_pairs_and_decisions() {
    let fixture = Fixture::new(vec![english(1, "cell", &[]), japanese(2, "電池", &[])], 1);
    let config = IndexConfig::shipped();
    let watch = GenerationWatch::start(fixture.dir(), &config, analyzers()).expect("the index is watched");
    let before = watch.current();
    let total = || {
        let request =
            SearchRequest { across: across(&[Language::EN], &[]), ..SearchRequest::new(parse("電池").ast) };
        query::search(&watch.current(), &request).expect("an answer").total
    };
    assert_eq!(total(), 1);
    let mut keys = DecisionKeys::new(&config, analyzers()).expect("keys");
    let mut decisions = Decisions::default();
    decisions.decide(&mut keys, Decision::Add, "電池", "cell").expect("a decision");
    decisions.install(fixture.dir()).expect("it is installed");
    assert!(watch.wait_for_terms(before.term_files(), Duration::from_secs(20)));
    assert_eq!(total(), 2);
    assert_eq!(watch.current().id(), before.id(), "it is the same generation");
}

#[test]
fn what_is_no_language_or_pair_is_refused() {
    let problem = Across::into_languages("fr").unwrap_err();
    assert!(problem.message.contains("only into en, ja or both"), "{problem:?}");
    assert_eq!(Across::into_languages("ja, en").unwrap(), [Language::JA, Language::EN]);
    for text in ["固体電解質", "=x", "x="] {
        assert!(text.parse::<WordPair>().is_err(), "{text}");
    }
    assert_eq!("a = b".parse::<WordPair>().unwrap().to_string(), "a=b");
}

/// A term of several words and its translation are one term: a document that has both in two languages does not have
/// the term twice.
#[test]
fn a_term_of_several_words_counts_once_in_two_languages() {
    let mut documents: Vec<_> = (0..20).map(|i| english(i, "unrelated matter", &["a thing"])).collect();
    documents.extend((40..60).map(|i| japanese(i, "別の発明", &["装置"])));
    documents.push(english(30, "solid electrolyte", &[]));
    documents.push(japanese(31, "固体電解質", &[]));
    let mut both = japanese(32, "固体電解質", &[]);
    if let model::Document::Patent(patent) = &mut both {
        patent.titles.push(model::Text::new(Language::EN, "solid electrolyte"));
    }
    documents.push(both);
    let fixture = Fixture::new(documents, 1).with_added_terms(&[("固体電解質", "solid electrolyte")]);
    for (query, into) in [("固体電解質", Language::EN), ("solid electrolyte", Language::JA)] {
        let found = page(&fixture, query, across(&[into], &[]));
        assert_eq!(found.total, 3, "{query}");
        let score = |id: &str| {
            let hit = found.hits.iter().find(|hit| hit.id.to_string().starts_with(id));
            hit.unwrap_or_else(|| panic!("{id} is not found by {query}")).score
        };
        let best = score("US-20200000030").max(score("JP-2020000031"));
        assert!(
            (score("JP-2020000032") - best).abs() < 1e-6,
            "{query}: {:?}",
            found.hits.iter().map(|h| h.score).collect::<Vec<_>>()
        );
    }
}
