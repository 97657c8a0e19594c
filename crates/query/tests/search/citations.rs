//! Searches of citations against a plain look at every citation of every document.

use std::collections::BTreeSet;

use model::{
    Article, CitationCategory, CitationPlace, CitedBy, Document, DocumentId, LiteratureCitation, Patent,
    PatentCitation, PublicationNumber,
};
use query::{Ast, CitationDirection, Citing, Field, Operand, QueryError, SearchRequest, parse};

use super::fixture::{Fixture, Numbers, analyzers, demo, english, ids_of, japanese};

const LETTERS: [&str; 4] = ["X", "Y", "A", "P"];

/// A citation as a plain list holds it.
struct Cited {
    reference: String,
    categories: Vec<CitationCategory>,
    by: Option<CitedBy>,
    /// `None` of an article's references.
    place: Option<CitationPlace>,
}

fn citations(document: &Document) -> Vec<Cited> {
    let mut all = Vec::new();
    match document {
        Document::Patent(patent) => {
            for PatentCitation { number, categories, cited_by, place, .. } in &patent.citations {
                if let Some(number) = number {
                    let (categories, place) = (categories.clone(), Some(*place));
                    all.push(Cited { reference: number.to_string(), categories, by: *cited_by, place });
                }
            }
            for LiteratureCitation { doi, categories, cited_by, place, .. } in &patent.literature {
                if let Some(doi) = doi {
                    let (categories, place) = (categories.clone(), Some(*place));
                    all.push(Cited { reference: format!("doi:{doi}"), categories, by: *cited_by, place });
                }
            }
        }
        Document::Article(article) => {
            for reference in &article.references {
                let number = reference.patent.iter().map(ToString::to_string);
                for reference in number.chain(reference.doi.iter().map(|doi| format!("doi:{doi}"))) {
                    all.push(Cited { reference, categories: Vec::new(), by: None, place: None });
                }
            }
        }
    }
    all
}

/// Whether two references mean the same document: where either lacks the kind, the kind does not matter.
fn meet(a: &str, b: &str) -> bool {
    let read = |text: &str| text.parse::<PublicationNumber>();
    match (read(a), read(b)) {
        (Ok(a), Ok(b)) => {
            a.without_kind() == b.without_kind()
                && (a.kind().is_none() || b.kind().is_none() || a.kind() == b.kind())
        }
        _ => a == b,
    }
}

fn is_meant(citing: &Citing, cited: &Cited) -> bool {
    let categories = &citing.categories;
    (categories.is_empty() || categories.iter().any(|category| cited.categories.contains(category)))
        && citing.by.is_none_or(|by| cited.by == Some(by))
        && citing.place.is_none_or(|place| cited.place == Some(place))
}

/// The ids found by looking at every citation; `others` are references at the other end, `None` for anything.
fn plainly(documents: &[Document], citing: &Citing, others: Option<&[String]>) -> BTreeSet<String> {
    let is_other = |id: &str| others.is_none_or(|others| others.iter().any(|other| meet(other, id)));
    let meant = |document: &Document| -> Vec<Cited> {
        citations(document).into_iter().filter(|cited| is_meant(citing, cited)).collect()
    };
    let ids = documents.iter().map(|document| document.id().to_string());
    match citing.direction {
        CitationDirection::Cites => documents
            .iter()
            .filter(|document| meant(document).iter().any(|cited| is_other(&cited.reference)))
            .map(|document| document.id().to_string())
            .collect(),
        CitationDirection::CitedBy => {
            let others = documents.iter().filter(|document| is_other(&document.id().to_string()));
            let references: Vec<String> = others.flat_map(meant).map(|cited| cited.reference).collect();
            ids.filter(|id| references.iter().any(|reference| meet(reference, id))).collect()
        }
    }
}

/// Patents of two kinds a number, and articles, that cite each other and what the index lacks.
fn graph(count: u32, seed: u64) -> Vec<Document> {
    let mut numbers = Numbers(seed);
    let mut documents = Vec::new();
    for serial in 1..=count {
        let words = ["電池 電極", "固体 電池", "電極"];
        let mut document = match numbers.below(4) {
            0 => english(serial, numbers.pick::<&str>(&["solid battery", "electrode"]), &[]),
            1 => {
                let id = format!("doi:10.5555/a-{serial}").parse().expect("an id");
                Document::Article(Box::new(Article::new(id)))
            }
            _ => japanese(serial, numbers.pick::<&str>(&words), &[]),
        };
        for _ in 0..numbers.below(5) {
            let other = 1 + numbers.below(count as usize + 5);
            let reference = match numbers.below(5) {
                0 => format!("doi:10.5555/a-{other}"),
                1 => format!("JP-2020{other:06}"),
                2 => format!("JP-2020{other:06}-B2"),
                3 => format!("US-2020{other:07}-A1"),
                _ => format!("JP-2020{other:06}-A"),
            };
            let letters = (0..numbers.below(3)).map(|_| numbers.pick(&LETTERS).parse().expect("a letter"));
            let categories: Vec<CitationCategory> = letters.collect();
            let by = Some(*numbers.pick(&CitedBy::ALL)).filter(|_| !other.is_multiple_of(3));
            let place = *numbers.pick(&CitationPlace::ALL);
            cite(&mut document, &reference, categories, (by, place));
        }
        documents.push(document);
    }
    documents
}

fn cite(
    document: &mut Document,
    reference: &str,
    categories: Vec<CitationCategory>,
    (cited_by, place): (Option<CitedBy>, CitationPlace),
) {
    let text = reference.to_owned();
    let doi = reference.strip_prefix("doi:").and_then(|doi| doi.parse().ok());
    let number = reference.parse().ok();
    match document {
        Document::Patent(patent) if doi.is_some() => {
            patent.literature.push(LiteratureCitation { text, doi, categories, cited_by, place });
        }
        Document::Patent(patent) => {
            patent.citations.push(PatentCitation { text, number, categories, cited_by, place });
        }
        Document::Article(article) => {
            let json = serde_json::json!({ "text": text, "doi": doi, "patent": number });
            article.references.push(serde_json::from_value(json).expect("a reference"));
        }
    }
}

fn number(text: &str) -> Ast {
    Ast::leaf(Field::find("number").expect("a field"), Operand::Word(text.to_owned()))
}

fn found(fixture: &Fixture, query: Ast) -> BTreeSet<String> {
    let request = SearchRequest { size: 1000, highlight: false, ..SearchRequest::new(query) };
    ids_of(&fixture.search(&request)).into_iter().collect()
}

#[track_caller]
fn check(fixture: &Fixture, citing: Citing, others: Option<&[String]>) {
    let expected = plainly(&fixture.documents, &citing, others);
    let shown = format!("{citing:?}");
    assert_eq!(found(fixture, Ast::Citing(citing)), expected, "{shown}");
}

#[test]
fn joins_find_what_a_plain_look_finds() {
    for (seed, count, runs) in [(1, 40, 1), (2, 120, 3)] {
        let fixture = Fixture::new(graph(count, seed), runs);
        let mut numbers = Numbers(seed);
        for round in 0..120 {
            let direction = *numbers.pick(&[CitationDirection::Cites, CitationDirection::CitedBy]);
            let letters = (0..numbers.below(3)).map(|_| numbers.pick(&LETTERS).parse().expect("a letter"));
            let categories = letters.collect();
            let by = Some(*numbers.pick(&CitedBy::ALL)).filter(|_| round % 2 == 0);
            let place = Some(*numbers.pick(&CitationPlace::ALL)).filter(|_| round % 3 == 0);
            let citing =
                |of| Citing { direction, categories: Vec::clone(&categories), by, place, of: Box::new(of) };
            check(&fixture, citing(Ast::Everything), None);
            let queries = ["電池", "office:US", "*", "NOT 電極", "type:article", "無い"];
            let text = *numbers.pick(&queries);
            let others = found(&fixture, parse(text).ast).into_iter().collect::<Vec<_>>();
            // `*` as a part of a tree means the documents of the index, too, and not those that it lacks.
            let query = Ast::And(vec![parse(text).ast]);
            check(&fixture, citing(query), Some(&others));
            let serial = 1 + numbers.below(count as usize + 5);
            let names = [
                format!("JP-2020{serial:06}-A"),
                format!("JP-2020{serial:06}"),
                format!("US-2020{serial:07}-A1"),
                format!("doi:10.5555/a-{serial}"),
            ];
            let name = numbers.pick(&names).clone();
            check(&fixture, citing(number(&name)), Some(std::slice::from_ref(&name)));
            let of = Ast::Or(names.iter().map(|name| number(name)).collect());
            check(&fixture, citing(of), Some(&names));
        }
    }
}

#[test]
fn citations_stand_beside_other_conditions_and_never_score() {
    let fixture = Fixture::new(graph(120, 4), 2);
    let citing = |of| Citing {
        direction: CitationDirection::Cites,
        categories: Vec::new(),
        by: None,
        place: None,
        of: Box::new(of),
    };
    let anything = Ast::Citing(citing(Ast::Everything));
    let words = parse("電池").ast;
    let plain = fixture.search(&SearchRequest { size: 1000, ..SearchRequest::new(words.clone()) });
    let both = Ast::And(vec![words.clone(), anything.clone()]);
    let request = SearchRequest { size: 1000, explain: true, ..SearchRequest::new(both) };
    let page = fixture.search(&request);
    assert!(!page.hits.is_empty() && page.total < plain.total);
    for hit in &page.hits {
        let before = plain.hits.iter().find(|other| other.id == hit.id).expect("it has the word");
        assert_eq!(before.score, hit.score);
    }
    let not = found(&fixture, Ast::Not(Box::new(anything.clone())));
    assert_eq!(not.len() + found(&fixture, anything.clone()).len(), fixture.documents.len());
    // Documents that cite what cites anything with the word.
    let inner = Ast::And(vec![words, anything]);
    let others = found(&fixture, inner.clone()).into_iter().collect::<Vec<_>>();
    check(&fixture, citing(inner), Some(&others));
}

#[test]
fn a_written_number_names_its_document_in_any_form() {
    let citing = |direction, of: &str| {
        let of = Box::new(number(of));
        Ast::Citing(Citing { direction, categories: Vec::new(), by: None, place: None, of })
    };
    let doi = "10.5555/chizai.scan.2016.04";
    for written in [doi, "doi:10.5555/chizai.scan.2016.04", "https://doi.org/10.5555/CHIZAI.scan.2016.04"] {
        let ids = found(demo(), citing(CitationDirection::Cites, written));
        assert!(ids.contains("JP-2020940308-A") && ids.contains("WO-2020940308-A1"), "{written}: {ids:?}");
    }
    for written in ["JP-2020940308-A", "特開2020-940308", "JP2020940308A"] {
        let ids = found(demo(), citing(CitationDirection::CitedBy, written));
        assert!(ids.contains(&format!("doi:{doi}")), "{written}: {ids:?}");
    }
}

#[test]
fn both_directions_count_the_same_pairs() {
    let documents = &demo().documents;
    let one = |direction, id: &DocumentId| {
        let of = Box::new(number(&id.to_string()));
        found(demo(), Ast::Citing(Citing { direction, categories: Vec::new(), by: None, place: None, of }))
    };
    let mut pairs = [BTreeSet::new(), BTreeSet::new()];
    for document in documents {
        let id = document.id();
        pairs[0].extend(one(CitationDirection::Cites, &id).into_iter().map(|other| (other, id.to_string())));
        pairs[1]
            .extend(one(CitationDirection::CitedBy, &id).into_iter().map(|other| (id.to_string(), other)));
    }
    assert!(10 < pairs[0].len());
    assert_eq!(pairs[0], pairs[1]);
}

#[test]
fn too_many_documents_at_the_other_end_are_refused() {
    let mut config = indexer::IndexConfig::shipped();
    config.ranking.limits.citations_joined = 3;
    let dir = tempfile::tempdir().expect("a temporary folder");
    let options = indexer::WriterOptions { memory_bytes: 64 << 20, threads: 1, ..Default::default() };
    let writer = indexer::IndexWriter::open(dir.path(), &config, analyzers(), &options).expect("a writer");
    for serial in 1..=5 {
        let mut patent = Patent::new(format!("JP-2020{serial:06}-A").parse().expect("a number"));
        patent.published = model::Date::new(2020, None, None).ok();
        writer.add(Document::Patent(Box::new(patent))).expect("the document is taken");
    }
    writer.publish().expect("the run is published");
    let generation = indexer::Generation::open(dir.path(), &config, analyzers()).expect("the index opens");
    let of = Box::new(parse("office:JP").ast);
    let citing =
        Citing { direction: CitationDirection::Cites, categories: Vec::new(), by: None, place: None, of };
    let refused = query::search(&generation, &SearchRequest::new(Ast::Citing(citing)));
    assert!(matches!(refused, Err(QueryError::TooManyCitations { limit: 3 })), "{refused:?}");
}
