//! Every record of the demo corpus reads as a `Document`, and the corpus holds together: its numbers are
//! its own, its claims refer backwards, its citations and families lead to documents that are there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use model::{Article, Document, DocumentType, Language, Patent};
use serde_json::Value;

/// The registrant of every DOI of the corpus: 10.5555 is reserved for examples.
const DOI_PREFIX: &str = "doi:10.5555/chizai.";

/// One record with the place it was read from, as an editor would open it.
struct Record {
    place: String,
    document: Document,
}

fn demo_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("the folder was just listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    files.sort();
    files
}

/// Reads a file's records; what cannot be read is told with file, line and the place inside the record.
fn read(path: &Path, problems: &mut String) -> Vec<Record> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut records = Vec::new();
    for (line, json) in text.lines().enumerate() {
        let place = format!("{name}:{}", line + 1);
        let mut deserializer = serde_json::Deserializer::from_str(json);
        match serde_path_to_error::deserialize::<_, Document>(&mut deserializer) {
            Ok(document) => records.push(Record { place, document }),
            Err(error) => {
                let _ = writeln!(problems, "{place}: at {}: {}", error.path(), error.inner());
            }
        }
    }
    records
}

fn read_all() -> Vec<Record> {
    let mut problems = String::new();
    let records = demo_files().iter().flat_map(|path| read(path, &mut problems)).collect();
    assert!(problems.is_empty(), "\n{problems}");
    records
}

/// Runs `rule` on every record and fails once with all that it found.
#[track_caller]
fn check(rule: impl Fn(&Document) -> Vec<String>) {
    let mut problems = String::new();
    for Record { place, document } in read_all() {
        for problem in rule(&document) {
            let _ = writeln!(problems, "{place}: {}: {problem}", document.id());
        }
    }
    assert!(problems.is_empty(), "\n{problems}");
}

fn ids() -> BTreeSet<String> {
    read_all().iter().map(|record| record.document.id().to_string()).collect()
}

#[test]
fn demo_corpus_reads() {
    assert!(!read_all().is_empty(), "no record in {:?}", demo_files());
}

#[test]
fn every_field_has_patents_and_articles_enough() {
    assert_eq!(demo_files().len(), 5, "one file for each of the five fields: {:?}", demo_files());
    for path in demo_files() {
        let mut problems = String::new();
        let records = read(&path, &mut problems);
        let count =
            |wanted| records.iter().filter(|record| record.document.document_type() == wanted).count();
        let (patents, articles) = (count(DocumentType::Patent), count(DocumentType::Article));
        assert!(
            12 <= patents && 6 <= articles,
            "{}: {patents} patents and {articles} articles, expected at least 12 and 6",
            path.display()
        );
    }
}

/// The corpus holds canonical forms: reading changes nothing, so that what a user exports is what is committed.
#[test]
fn records_are_written_as_they_were_read() {
    let mut problems = String::new();
    for path in demo_files() {
        let text = fs::read_to_string(&path).expect("the file was just listed");
        for (line, json) in text.lines().enumerate() {
            let place = format!("{}:{}", path.display(), line + 1);
            let given: Value = serde_json::from_str(json).expect(&place);
            let document: Document = serde_json::from_str(json).expect(&place);
            let written = serde_json::to_value(&document).expect(&place);
            for (member, given, written) in differences(&given, &written) {
                let _ = writeln!(problems, "{place}: {member} is {given}, would be written {written}");
            }
        }
    }
    assert!(problems.is_empty(), "\n{problems}");
}

/// The members in which two records differ, with both values.
fn differences<'a>(given: &'a Value, written: &'a Value) -> Vec<(&'a str, &'a Value, &'a Value)> {
    let members = |value: &'a Value| value.as_object().into_iter().flat_map(|object| object.keys());
    let names: BTreeSet<&'a String> = members(given).chain(members(written)).collect();
    let triples = names.into_iter().map(|name| (name.as_str(), &given[name], &written[name]));
    triples.filter(|(_, given, written)| given != written).collect()
}

#[test]
fn ids_are_unique() {
    let mut places = BTreeMap::new();
    for Record { place, document } in read_all() {
        if let Some(earlier) = places.insert(document.id().to_string(), place.clone()) {
            panic!("{place}: {} is also at {earlier}", document.id());
        }
    }
}

#[test]
fn all_is_marked_as_invented() {
    check(|document| match document.is_invented() {
        true => vec![],
        false => vec!["lacks \"invented\": true".to_owned()],
    });
}

#[test]
fn articles_have_example_dois() {
    check(|document| match document {
        Document::Article(article) if !article.id.as_str().starts_with(DOI_PREFIX) => {
            vec![format!("the id does not start with {DOI_PREFIX}")]
        }
        _ => vec![],
    });
}

#[test]
fn claims_are_numbered_and_refer_backwards() {
    check(|document| match document {
        Document::Patent(patent) => claim_problems(patent),
        Document::Article(_) => vec![],
    });
}

fn claim_problems(patent: &Patent) -> Vec<String> {
    let mut problems = Vec::new();
    let languages: BTreeSet<Language> = patent.claims.iter().map(|claim| claim.language).collect();
    for language in languages {
        let claims = patent.claims.iter().filter(|claim| claim.language == language);
        for (expected, claim) in (1..).zip(claims) {
            if claim.number != expected {
                problems.push(format!("claim {} ({language}) stands where {expected} should", claim.number));
            }
            for refers_to in claim.depends_on.iter().filter(|number| claim.number <= **number) {
                problems.push(format!("claim {} refers to claim {refers_to}", claim.number));
            }
        }
    }
    if !patent.claims.iter().any(|claim| claim.is_independent()) {
        problems.push("no independent claim".to_owned());
    }
    problems
}

#[test]
fn dates_follow_each_other() {
    check(|document| match document {
        Document::Patent(patent) => {
            let order = [
                ("priority or filing", patent.earliest_date()),
                ("filed", patent.filed),
                ("published", patent.published),
            ];
            let late = order.windows(2).filter(|pair| pair[1].1 < pair[0].1);
            late.map(|pair| format!("{} {:?} after {} {:?}", pair[0].0, pair[0].1, pair[1].0, pair[1].1))
                .collect()
        }
        Document::Article(_) => vec![],
    });
}

#[test]
fn citations_lead_to_demo_documents() {
    let ids = ids();
    check(|document| {
        let cited = match document {
            Document::Patent(patent) => cited_by_patent(patent),
            Document::Article(article) => cited_by_article(article),
        };
        cited
            .into_iter()
            .filter(|id| !ids.contains(id))
            .map(|id| format!("cites {id}, which is not there"))
            .collect()
    });
}

fn cited_by_patent(patent: &Patent) -> Vec<String> {
    let patents =
        patent.citations.iter().filter_map(|citation| citation.number.as_ref()).map(ToString::to_string);
    let literature = patent.literature.iter().filter_map(|citation| citation.doi.as_ref());
    patents.chain(literature.map(|doi| format!("doi:{doi}"))).collect()
}

fn cited_by_article(article: &Article) -> Vec<String> {
    let patents =
        article.references.iter().filter_map(|reference| reference.patent.as_ref()).map(ToString::to_string);
    let articles = article.references.iter().filter_map(|reference| reference.doi.as_ref());
    patents.chain(articles.map(|doi| format!("doi:{doi}"))).collect()
}

/// A family's members claim one priority, so that collapsing by family and by priority agree.
#[test]
fn family_members_share_their_priority() {
    let mut families: BTreeMap<String, Vec<Box<Patent>>> = BTreeMap::new();
    for Record { document, .. } in read_all() {
        if let Document::Patent(patent) = document
            && let Some(family) = patent.family.clone()
        {
            families.entry(family).or_default().push(patent);
        }
    }
    for (family, members) in families {
        let numbers: Vec<_> = members.iter().map(|member| member.number.to_string()).collect();
        assert!(2 <= members.len(), "{family} has one member only: {numbers:?}");
        for member in &members {
            let first = members[0].priorities.first().map(|priority| &priority.number);
            let own = member.priorities.first().map(|priority| &priority.number);
            assert!(own.is_some() && own == first, "{family}: {numbers:?} do not share a first priority");
        }
    }
}
