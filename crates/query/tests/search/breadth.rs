//! What is made up for the number of parts that a document has.

use indexer::IndexConfig;
use model::{Document, Language, Paragraph, Section, Text};

use super::fixture::{Fixture, english, japanese};

fn with(setting: &str) -> IndexConfig {
    let mut config = IndexConfig::shipped();
    config.ranking = config.ranking.with(&[setting.to_owned()]).expect("a setting of ranking.toml");
    config
}

/// The same titles, with or without a description.
fn described(document: Document, description: &str) -> Document {
    let Document::Patent(mut patent) = document else { panic!("a patent") };
    let paragraph = Paragraph { number: None, text: description.to_owned() };
    patent.description = vec![Section { language: Language::EN, heading: None, paragraphs: vec![paragraph] }];
    Document::Patent(patent)
}

fn scores(documents: Vec<Document>, setting: &str, query: &str) -> Vec<(String, f64)> {
    let page = Fixture::with_config(documents, 1, &with(setting)).page(query);
    page.hits.iter().map(|hit| (hit.id.to_string(), hit.score)).collect()
}

fn titles() -> Vec<Document> {
    vec![
        english(1, "Electrolyte layer of a cell", &[]),
        english(2, "Cell with an electrolyte and a membrane", &[]),
        english(3, "Membrane", &[]),
    ]
}

#[test]
fn where_all_documents_have_the_same_parts_nothing_changes() {
    let whole = || titles().into_iter().map(|one| described(one, "An electrolyte in a cell.")).collect();
    for documents in [titles, whole as fn() -> Vec<Document>] {
        let without = scores(documents(), "breadth.b=0", "electrolyte cell membrane");
        assert_eq!(without.len(), 3);
        assert_eq!(scores(documents(), "breadth.b=1", "electrolyte cell membrane"), without);
    }
}

#[test]
fn a_document_with_more_parts_than_others_gains_less_by_each() {
    let documents = || {
        let mut documents = titles();
        let broad = documents.remove(0);
        documents.push(described(broad, "A membrane beside the electrolyte layer."));
        documents
    };
    let of = |setting: &str, id: &str| {
        let all = scores(documents(), setting, "electrolyte");
        all.into_iter().find(|(known, _)| known == id).expect("it has the word").1
    };
    let (broad, narrow) = ("US-20200000001-A1", "US-20200000002-A1");
    assert!(of("breadth.b=1", broad) < of("breadth.b=0", broad));
    assert!(of("breadth.b=1", broad) < of("breadth.b=0.5", broad));
    assert_eq!(of("breadth.b=1", narrow), of("breadth.b=0", narrow));
}

#[test]
fn a_document_of_another_language_changes_no_score() {
    let alone = scores(titles(), "breadth.b=1", "electrolyte");
    let mut mixed = titles();
    let Document::Patent(mut patent) = japanese(9, "固体電解質を備える電池", &["固体電解質の層。"])
    else {
        panic!("a patent")
    };
    patent.abstracts = vec![Text::new(Language::JA, "固体電解質の層を備える。")];
    mixed.push(Document::Patent(patent));
    let mixed: Vec<(String, f64)> = scores(mixed, "breadth.b=1", "electrolyte");
    assert_eq!(mixed, alone);
}
