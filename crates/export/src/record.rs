//! What RIS, BibTeX and CSL-JSON all need of a document, picked for one reader.

use model::{Date, Document, Language, Patent, Text};

use crate::name::{self, Name};

/// A document as a reference manager sees it.
#[derive(Debug)]
pub(crate) struct Record<'d> {
    pub(crate) id: String,
    pub(crate) patent: Option<&'d Patent>,
    /// The title in the reader's language, else the first.
    pub(crate) title: Option<&'d Text>,
    /// The other titles.
    pub(crate) other_titles: Vec<&'d Text>,
    /// Inventors or authors.
    pub(crate) creators: Vec<Name>,
    /// Applicants of a patent, assignees where there are none.
    pub(crate) holders: Vec<Name>,
    pub(crate) published: Option<Date>,
    pub(crate) summary: Option<&'d Text>,
    pub(crate) keywords: Vec<String>,
    pub(crate) doi: Option<&'d str>,
    pub(crate) journal: Option<&'d model::Journal>,
    pub(crate) journal_title: Option<&'d Text>,
    pub(crate) invented: bool,
}

impl<'d> Record<'d> {
    pub(crate) fn new(document: &'d Document, language: Language) -> Self {
        let title = name::for_reader(document.titles(), language);
        let mut record = Self {
            id: document.id().to_string(),
            patent: None,
            title,
            other_titles: document.titles().iter().filter(|text| Some(*text) != title).collect(),
            creators: Vec::new(),
            holders: Vec::new(),
            published: document.published(),
            summary: name::for_reader(document.abstracts(), language),
            keywords: Vec::new(),
            doi: None,
            journal: None,
            journal_title: None,
            invented: document.is_invented(),
        };
        match document {
            Document::Patent(patent) => {
                let holders =
                    if patent.applicants.is_empty() { &patent.assignees } else { &patent.applicants };
                record.creators = name::people(&patent.inventors, language);
                record.holders = name::holders(holders, &patent.inventors, language);
                record.keywords = classes(patent);
                record.patent = Some(patent);
            }
            Document::Article(article) => {
                record.creators = name::authors(&article.authors, language);
                record.keywords = article.keywords.iter().map(|keyword| keyword.text.clone()).collect();
                record.doi = article.id.as_str().strip_prefix("doi:");
                record.journal = article.journal.as_ref();
                record.journal_title =
                    record.journal.and_then(|journal| name::for_reader(&journal.titles, language));
            }
        }
        record
    }
}

/// The symbols of all schemes, each with the scheme's name before it, as they differ in meaning.
fn classes(patent: &Patent) -> Vec<String> {
    let ipc = patent.ipc.iter().map(|class| format!("IPC {}", class.symbol));
    let cpc = patent.cpc.iter().map(|class| format!("CPC {}", class.symbol));
    let fi = patent.fi.iter().map(|symbol| format!("FI {symbol}"));
    let f_terms = patent.f_terms.iter().map(|term| format!("F-term {term}"));
    ipc.chain(cpc).chain(fi).chain(f_terms).collect()
}
