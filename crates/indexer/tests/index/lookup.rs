//! What can be found in a published generation, term by term.

use indexer::{Generation, KeywordField, NumberField, Part, View};
use model::{Document, Patent};
use tantivy::{
    Term,
    collector::{Count, DocSetCollector},
    query::{PhraseQuery, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::support::*;

const PATENT: &str = r#"{"type":"patent","number":"JP-2010228687-A","application":"JP-2009080123",
    "grant":"JP-5094774","filed":"2009-03-27","published":"2010-10-14",
    "priorities":[{"number":"US-61012345","date":"2008-04-01"}],
    "titles":[{"language":"ja","text":"二次電池"},{"language":"en","text":"Secondary batteries"}],
    "abstracts":[{"language":"ja","text":"寿命の長い二次電池を与える。"}],
    "claims":[{"number":1,"language":"ja","text":"正極を備える電池。"},
              {"number":2,"language":"ja","text":"負極を備える請求項1に記載の電池。","depends_on":[1]}],
    "description":[{"language":"ja","paragraphs":[{"number":"0001","text":"長い説明である。"}]}]}"#;

fn patent() -> Document {
    serde_json::from_str(PATENT).unwrap()
}

fn published() -> (tempfile::TempDir, Generation) {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), [patent(), document(1, 1)]);
    let generation = open(dir.path());
    (dir, generation)
}

/// A term of the field's own analyser finds the patent.
#[track_caller]
fn check_found(generation: &Generation, field: Field, term: &str) {
    let query = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::Basic);
    let found = generation.searcher().search(&query, &DocSetCollector).unwrap();
    assert_eq!(found.len(), 1, "{term:?} finds {found:?}");
    let address = found.into_iter().next().unwrap();
    assert_eq!(generation.head(address).unwrap().id(), patent().id());
}

#[test]
fn a_patent_is_found_by_each_of_its_numbers() {
    let (_dir, generation) = published();
    let field = generation.schema().keyword(KeywordField::Number);
    let name = generation.schema().analyzer(field).unwrap();
    let mut analyzer = generation.analyzers().get(name).unwrap();
    for number in
        ["JP-2010228687-A", "JP-2010228687", "jp-2010228687-a", "JP-2009080123", "JP-5094774", "US-61012345"]
    {
        check_found(&generation, field, analyzer.analyze(number).get(0).term);
    }
}

#[test]
fn a_head_has_no_sections_a_summary_no_claims_a_front_no_abstracts_and_all_are_apart() {
    let (_dir, generation) = published();
    let address = generation.address(&patent().id()).unwrap().unwrap();
    let (Document::Patent(head), Document::Patent(whole)) = (generation.head(address).unwrap(), patent())
    else {
        panic!("a patent was stored");
    };
    assert_eq!(*head, Patent { description: Vec::new(), ..(*whole).clone() });
    let summary = Patent { claims: Vec::new(), ..(*head).clone() };
    let front = Patent { abstracts: Vec::new(), ..summary.clone() };
    assert_eq!(generation.summary(address).unwrap(), Document::Patent(Box::new(summary)));
    assert_eq!(generation.front(address).unwrap(), Document::Patent(Box::new(front)));
    let stored = generation.stored(address).unwrap();
    assert_eq!(stored.abstracts().unwrap(), whole.abstracts);
    assert_eq!(stored.claims().unwrap(), whole.claims);
    assert_eq!(generation.sections(address).unwrap(), whole.description);
    assert_eq!(generation.whole(address).unwrap(), patent());
}

#[test]
fn quoted_text_is_found_by_characters_and_the_end_of_a_claim_is_marked() {
    let (_dir, generation) = published();
    let field = generation.schema().text(Part::ClaimsFirst, View::JaChars).unwrap().field;
    let phrase = |terms: &[&str]| {
        let terms = terms.iter().map(|term| Term::from_field_text(field, term)).collect();
        generation.searcher().search(&PhraseQuery::new(terms), &Count).unwrap()
    };
    assert_eq!(phrase(&["正", "極", "を", "備"]), 1);
    assert_eq!(phrase(&["極", "正"]), 0);
    // Stacked on the last character, the marker stands one position after the character before it.
    assert_eq!(phrase(&["池", analysis::UNIT_END]), 1);
    check_found(&generation, field, analysis::UNIT_END);
}

#[test]
fn dates_and_counts_are_columns() {
    let (_dir, generation) = published();
    let address = generation.address(&patent().id()).unwrap().unwrap();
    let segment = generation.searcher().segment_reader(address.segment_ord);
    for (number, expected) in [
        (NumberField::Published, 20_101_014),
        (NumberField::Filed, 20_090_327),
        (NumberField::Priority, 20_080_401),
        (NumberField::Year, 2010),
        (NumberField::ClaimCount, 2),
        (NumberField::IndependentClaimCount, 1),
        (NumberField::CitationCount, 0),
    ] {
        let column = segment.fast_fields().u64(number.as_str()).unwrap();
        assert_eq!(column.first(address.doc_id), Some(expected), "{number}");
    }
}
