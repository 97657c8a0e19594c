//! Scores against the engine's own, and explanations against scores.

use query::{SearchRequest, parse, plan};
use tantivy::collector::TopDocs;

use super::fixture::demo;

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
fn a_score_is_the_sum_of_its_explanation_and_the_engines_score() {
    let fixture = demo();
    for text in QUERIES {
        let ast = parse(text).ast;
        let plan = plan::plan(&fixture.generation, &ast, &[]).expect("a plan");
        let query = plan::to_query(&fixture.generation, &plan).expect("an engine's query");
        let of_engine = fixture
            .generation
            .searcher()
            .search(&query, &TopDocs::with_limit(100).order_by_score())
            .expect("the engine searches");
        let request = SearchRequest { size: 100, explain: true, highlight: false, ..SearchRequest::new(ast) };
        let page = fixture.search(&request);
        assert!(!page.hits.is_empty(), "{text} finds nothing");
        for hit in &page.hits {
            let explanation = hit.explanation.as_ref().expect("an explanation was asked for");
            let sum: f64 = explanation.leaves().iter().map(|leaf| leaf.value).sum();
            assert!((sum - hit.score).abs() < 1e-6, "{text}: {} sums to {sum}, not {}", hit.id, hit.score);
            let address = fixture.generation.address(&hit.id).expect("readable").expect("present");
            let (score, _) = of_engine
                .iter()
                .find(|(_, found)| *found == address)
                .unwrap_or_else(|| panic!("{text}: the engine does not find {}", hit.id));
            let difference = (f64::from(*score) - hit.score).abs();
            assert!(difference <= 1e-5 * hit.score.max(1.0), "{text}: {} has {score}, {}", hit.id, hit.score);
        }
        assert!(page.hits.is_sorted_by(|a, b| b.score <= a.score), "{text}");
        assert_eq!(of_engine.len().min(100), page.hits.len(), "{text}");
    }
}

#[test]
fn one_flat_union_is_what_free_text_becomes() {
    for text in ["固体電解質 全固体電池", "solid electrolyte", "電池 battery"] {
        let plan = plan::plan(&demo().generation, &parse(text).ast, &[]).expect("a plan");
        let plan::Clause::Any { clauses, .. } = &plan.root else { panic!("{text}: {:?}", plan.root) };
        let is_term = |clause: &plan::Clause| matches!(clause, plan::Clause::Term { .. });
        assert!(clauses.iter().all(is_term), "{text}: {clauses:?}");
        assert!(!clauses.is_empty());
    }
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
    assert!(explanation.contains(".ja: "), "{explanation}");
    assert!(explanation.contains("matched, without a score"), "{explanation}");
}
