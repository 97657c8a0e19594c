//! Scores against their explanations, and explanations against the formula.

use model::Document;
use query::{Explained, SearchRequest, SimilarRequest, SimilarTo, parse, plan};

use super::fixture::{Fixture, demo, english, japanese};

const QUERIES: [&str; 12] = [
    "電池",
    "固体電解質 全固体電池 リチウム",
    "二酸化炭素を電気化学的に還元する銅触媒",
    "solid electrolyte lithium battery",
    "電池 battery",
    "固体電解質 AND 電池",
    "\"固体電解質\"",
    "ti:電池 OR claims:\"solid electrolyte\"",
    "電池 NOT 鉛",
    "(電極 AND office:JP) OR 触媒",
    "電池 office:JP pd:>=2010",
    "電池 電池 battery electrode electrolyte lithium the of and separator catalyst",
];

#[test]
fn a_score_is_the_sum_of_its_explanation() {
    for text in QUERIES {
        let request = SearchRequest {
            size: 100,
            explain: true,
            highlight: false,
            ..SearchRequest::new(parse(text).ast)
        };
        let page = demo().search(&request);
        assert!(!page.hits.is_empty(), "{text} finds nothing");
        for hit in &page.hits {
            let explanation = hit.explanation.as_ref().expect("an explanation was asked for");
            let sum: f64 = explanation.leaves().iter().map(|leaf| leaf.value).sum();
            assert!((sum - hit.score).abs() < 1e-6, "{text}: {} sums to {sum}, not {}", hit.id, hit.score);
        }
        assert!(page.hits.is_sorted_by(|a, b| b.score <= a.score), "{text}");
    }
}

/// The formula, worked out again from the figures that the explanation states.
#[test]
fn a_terms_score_follows_from_what_its_explanation_states() {
    let mut terms = 0;
    for text in QUERIES {
        let request = SearchRequest {
            size: 100,
            explain: true,
            highlight: false,
            ..SearchRequest::new(parse(text).ast)
        };
        for hit in demo().search(&request).hits {
            hit.explanation.expect("an explanation was asked for").each(&mut |node| {
                let Explained::Term { statistics, .. } = &node.what else { return };
                let mut pseudo_frequency = 0.0;
                // What stands in another language counts for nothing.
                for part in node.parts.iter().filter(|part| part.value != 0.0) {
                    let Explained::Occurrences { statistics: of_part, .. } = &part.what else {
                        panic!("{text}: {:?}", part.what)
                    };
                    let length = 1.0 - of_part.b + of_part.b * of_part.length as f32 / of_part.mean_length;
                    pseudo_frequency += of_part.weight * of_part.frequency as f32 / length * of_part.breadth;
                }
                let n = statistics.documents as f32;
                let of_term = |df: &u64| (1.0 + (n - *df as f32 + 0.5) / (*df as f32 + 0.5)).ln();
                let idf: f32 = statistics.document_frequencies.iter().map(of_term).sum();
                let saturated = (statistics.k1 + 1.0) * pseudo_frequency / (statistics.k1 + pseudo_frequency);
                let score = f64::from(statistics.boost * idf * saturated);
                assert!((score - node.value).abs() < 1e-4, "{text}: {score} is not {}: {node}", node.value);
                terms += 1;
            });
        }
    }
    assert!(500 < terms, "{terms} terms were checked");
}

#[test]
fn neighbours_of_a_free_text_are_a_term_more_and_match_nothing_more() {
    let texts = [("固体電解質 全固体電池", true), ("solid electrolyte", true), ("electrolyte", false)];
    for (text, has_pairs) in texts {
        let plan = plan::plan(&demo().generation, &parse(text).ast, &[]).expect("a plan");
        let plan::Clause::Any { clauses, .. } = &plan.root else { panic!("{text}: {:?}", plan.root) };
        let is_pair = |clause: &plan::Clause| matches!(clause, plan::Clause::Scored(term) if term.is_pair);
        assert_eq!(clauses.iter().any(is_pair), has_pairs, "{text}: {clauses:?}");
        let request = SearchRequest { size: 100, ..SearchRequest::new(parse(text).ast) };
        let page = demo().search(&request);
        assert_eq!(page.total, page.hits.len() as u64, "{text}");
    }
}

/// Statistics are those of a language's own documents.
#[test]
fn documents_in_another_language_change_no_score() {
    let of_language = vec![
        english(1, "solid electrolyte cell", &["An electrolyte of a cell."]),
        english(2, "liquid electrolyte", &["A membrane."]),
        english(3, "membrane of a cell with a longer title", &[]),
    ];
    let mut with_others = of_language.clone();
    with_others.push(japanese(1, "固体電解質の cell", &["electrolyte"]));
    with_others.push(japanese(2, "電池の electrolyte の膜", &["cell を備える電池"]));
    let scores = |documents: Vec<Document>| -> Vec<(String, f64)> {
        let page = Fixture::new(documents, 1).page("electrolyte cell");
        let of_english = page.hits.iter().filter(|hit| hit.id.to_string().starts_with("US"));
        of_english.map(|hit| (hit.id.to_string(), hit.score)).collect()
    };
    let alone = scores(of_language);
    assert_eq!(alone.len(), 3);
    assert_eq!(scores(with_others), alone);
}

/// Nor do they where terms of the best documents take part, or where a long text is looked up by the words that tell
/// most.
#[test]
fn documents_in_another_language_change_no_score_of_feedback_or_of_a_text() {
    let subjects = ["solid", "liquid", "sulfide", "oxide", "polymer", "halide", "gel", "ceramic"];
    let of_language: Vec<Document> = (1..)
        .zip(subjects)
        .map(|(serial, subject)| {
            let title = format!("{subject} electrolyte of a cell");
            let claim =
                format!("A {subject} electrolyte with a membrane between {subject} electrodes {serial}.");
            english(serial, &title, &[&claim])
        })
        .collect();
    let mut with_others = of_language.clone();
    with_others.extend(
        (1..40).map(|serial| japanese(serial, "射出成形機の金型", &["金型と弁とを備える射出成形機。"])),
    );
    let [alone, beside] = [of_language, with_others].map(|documents| Fixture::new(documents, 1));
    let fed_back = |fixture: &Fixture| {
        let request = SearchRequest {
            feedback: Some(Vec::new()),
            ..SearchRequest::new(parse("sulfide electrolyte").ast)
        };
        let page = fixture.search(&request);
        page.hits.iter().map(|hit| (hit.id.to_string(), hit.score)).collect::<Vec<_>>()
    };
    let found = fed_back(&alone);
    assert_eq!(found.len(), 8);
    assert_eq!(fed_back(&beside), found);
    let similar = |fixture: &Fixture| {
        let text =
            "A sulfide or halide electrolyte with a ceramic membrane between electrodes of a polymer cell";
        let search = SearchRequest::new(query::Ast::Everything);
        let request = SimilarRequest { to: SimilarTo::Text(text.to_owned()), before: None, search };
        let found = query::similar(&fixture.generation, &request).expect("the text is looked up");
        found.page.hits.iter().map(|hit| (hit.id.to_string(), hit.score)).collect::<Vec<_>>()
    };
    let found = similar(&alone);
    assert_eq!(found.len(), 8);
    assert_eq!(similar(&beside), found);
}

#[test]
fn an_explanation_names_terms_and_fields() {
    let request =
        SearchRequest {
            size: 1, explain: true, ..SearchRequest::new(parse("固体電解質 office:JP").ast)
        };
    let page = demo().search(&request);
    let explanation = page.hits[0].explanation.as_ref().expect("an explanation was asked for").to_string();
    assert!(explanation.contains("電解"), "{explanation}");
    assert!(explanation.contains(".ja: adds "), "{explanation}");
    assert!(explanation.contains("matched, without a score"), "{explanation}");
}

/// Feedback changes the order and never what matches; what it added is listed, explained and refusable.
#[test]
fn feedback_adds_terms_that_are_shown_and_refusable() {
    let of = |text: &str, feedback: Option<Vec<String>>| {
        let query = parse(text).ast;
        demo().search(&SearchRequest { size: 100, explain: true, feedback, ..SearchRequest::new(query) })
    };
    for text in ["固体電解質 電池", "laser scanning microscope", "(電極 AND office:JP) OR 触媒"] {
        let (plain, expanded) = (of(text, None), of(text, Some(Vec::new())));
        assert_eq!(plain.feedback, None);
        let terms = expanded.feedback.clone().expect("feedback was asked for");
        let weights: f64 = terms.iter().map(|term| term.weight).sum();
        assert!((weights - 1.0).abs() < 1e-9, "{text}: {weights}");
        assert!(terms.iter().all(|term| !term.documents.is_empty()), "{text}: {terms:?}");
        let ids = |page: &query::SearchPage| -> std::collections::BTreeSet<String> {
            page.hits.iter().map(|hit| hit.id.to_string()).collect()
        };
        assert_eq!((plain.total, ids(&plain)), (expanded.total, ids(&expanded)), "{text}");
        let scores =
            |page: &query::SearchPage| -> Vec<f64> { page.hits.iter().map(|hit| hit.score).collect() };
        assert_ne!(scores(&plain), scores(&expanded), "{text}");
        for hit in &expanded.hits {
            let explanation = hit.explanation.as_ref().expect("an explanation was asked for");
            let sum: f64 = explanation.leaves().iter().map(|leaf| leaf.value).sum();
            assert!((sum - hit.score).abs() < 1e-6, "{text}: {sum}, {}", hit.score);
        }
        let refused = terms[0].name.to_uppercase();
        let without = of(text, Some(vec![refused.clone()])).feedback.expect("feedback was asked for");
        assert!(without.iter().all(|term| term.name.to_uppercase() != refused), "{text}: {without:?}");
        let again = of(text, Some(Vec::new()));
        assert_eq!(scores(&again), scores(&expanded), "{text}");
        assert_eq!(again.feedback, Some(terms), "{text}");
    }
}

/// Of documents that all have the same score, none, none is better than another.
#[test]
fn where_nothing_scores_feedback_adds_nothing() {
    for text in ["", "office:JP"] {
        let query = parse(text).ast;
        let page = demo().search(&SearchRequest { feedback: Some(Vec::new()), ..SearchRequest::new(query) });
        assert!(0 < page.total, "{text}");
        assert_eq!(page.feedback, Some(Vec::new()), "{text}");
    }
}
