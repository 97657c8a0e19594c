//! The documents that every engine indexes: real ones, in one language or both, as they are or as one long text.

use std::collections::HashSet;

use benches::{
    judged_documents, query_corpus, synthetic::Synthetic, synthetic_documents, texts, us_abstracts,
};
use model::{Date, Document, Language, Paragraph, Patent, Section};

/// Documents with what their queries are made of.
pub(crate) struct Corpus {
    pub(crate) name: &'static str,
    pub(crate) documents: Vec<Document>,
    pub(crate) languages: Vec<Language>,
}

/// Documents of the synthetic corpus, where `CHIZAI_BENCH_DOCUMENTS` does not say.
const SYNTHETIC: usize = 100_000;

/// Years before this one hold the documents' places, which no publication has: a range of them is a share of all.
pub(crate) const FIRST_YEAR: u16 = 1500;

/// Different years.
pub(crate) const YEARS: u16 = 100;

impl Corpus {
    /// Both languages in documents made of real text.
    pub(crate) fn synthetic() -> Self {
        let synthetic = Synthetic::new();
        let documents = (0..synthetic_documents(SYNTHETIC)).map(|i| dated((i, synthetic.document(i))));
        Self {
            name: "synthetic",
            documents: documents.collect(),
            languages: vec![Language::EN, Language::JA],
        }
    }

    /// Real documents: English, Japanese and both.
    pub(crate) fn real() -> Vec<Self> {
        let mut documents = query_corpus();
        documents.extend(us_abstracts());
        documents.extend(judged_documents("nlpjournal-title-abs-ja", Language::JA));
        // The later of two with one id would replace the earlier, which the index would keep as deleted.
        let mut known = HashSet::new();
        documents.retain(|document| known.insert(document.id()));
        let of = |language: Language| -> Vec<Document> {
            documents.iter().filter_map(|document| in_language(document.clone(), language)).collect()
        };
        let corpus = |name, languages: &[Language], documents: Vec<Document>| Self {
            name,
            languages: languages.to_vec(),
            documents: (0..).zip(documents).map(dated).collect(),
        };
        let (english, japanese) = (of(Language::EN), of(Language::JA));
        let mixed = corpus("mixed", &[Language::EN, Language::JA], documents);
        vec![
            corpus("English", &[Language::EN], english),
            corpus("Japanese", &[Language::JA], japanese),
            mixed,
        ]
    }

    /// The same documents, each with all its text in one field.
    pub(crate) fn flat(&self) -> Vec<Document> {
        self.documents.iter().zip(0..).map(|(document, place)| flat(document, place)).collect()
    }
}

/// What a document has in one language; nothing where that is no text.
fn in_language(mut document: Document, language: Language) -> Option<Document> {
    match &mut document {
        Document::Patent(patent) => {
            patent.titles.retain(|text| text.language == language);
            patent.abstracts.retain(|text| text.language == language);
            patent.claims.retain(|claim| claim.language == language);
            patent.description.retain(|section| section.language == language);
        }
        Document::Article(article) => {
            article.titles.retain(|text| text.language == language);
            article.abstracts.retain(|text| text.language == language);
            article.keywords.retain(|text| text.language == language);
            article.body.retain(|section| section.language == language);
        }
    }
    (!texts(&document).is_empty()).then_some(document)
}

/// A document published in the year that its place says.
pub(crate) fn dated((place, mut document): (usize, Document)) -> Document {
    let year = Date::new(FIRST_YEAR + (place % usize::from(YEARS)) as u16, None, None).ok();
    match &mut document {
        Document::Patent(patent) => patent.published = year,
        Document::Article(article) => article.published = year,
    }
    document
}

fn flat(document: &Document, place: usize) -> Document {
    let mut patent = Patent::new(format!("US-{}-B2", 9_000_000 + place).parse().expect("a number"));
    patent.published = document.published();
    let mut section = |language: Language, text: &str| {
        let paragraph = Paragraph { number: None, text: text.to_owned() };
        match patent.description.last_mut().filter(|section| section.language == language) {
            Some(section) => section.paragraphs.push(paragraph),
            None => {
                patent.description.push(Section { heading: None, language, paragraphs: vec![paragraph] });
            }
        }
    };
    for text in document.titles().iter().chain(document.abstracts()) {
        section(text.language, &text.text);
    }
    let sections = match document {
        Document::Patent(patent) => {
            patent.claims.iter().for_each(|claim| section(claim.language, &claim.text));
            &patent.description
        }
        Document::Article(article) => &article.body,
    };
    for of_document in sections {
        of_document.paragraphs.iter().for_each(|paragraph| section(of_document.language, &paragraph.text));
    }
    Document::Patent(Box::new(patent))
}
