//! From what a person types for a document to the ids under which it can be found.

use crate::{ArticleId, DocumentId, Doi, Invalid, Number, PublicationNumber, read_number};

/// What a text can name: documents by id, the likeliest first, and numbers that documents carry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentReading {
    /// Complete ids, to be tried in this order.
    pub ids: Vec<DocumentId>,
    /// Numbers that are no id: of applications, of grants, of publications without a kind.
    /// A document that carries one has it among its numbers.
    pub numbers: Vec<Number>,
}

/// Reads any accepted form of a document's name: its id, a DOI with or without resolver, a PMC id, and every form
/// that [`read_number`] reads.
pub fn read_document_id(text: &str) -> Result<DocumentReading, Invalid> {
    let text = text.trim();
    if let Some(id) = article_id(text) {
        return Ok(DocumentReading { ids: vec![DocumentId::Article(id)], numbers: Vec::new() });
    }
    let mut reading = DocumentReading::default();
    let canonical = text.parse::<PublicationNumber>().ok();
    if let Some(number) = &canonical {
        reading.add_publication(number.clone());
        if number.kind().is_some() {
            return Ok(reading);
        }
    }
    match read_number(text) {
        Ok(numbers) => numbers.numbers().iter().for_each(|number| reading.add(number)),
        Err(invalid) if canonical.is_none() => return Err(invalid),
        Err(_) => {}
    }
    Ok(reading)
}

impl DocumentReading {
    fn add(&mut self, number: &Number) {
        match number {
            Number::Publication(publication) => self.add_publication(publication.clone()),
            Number::Application(_) => self.add_number(number.clone()),
            Number::Grant(grant) => {
                grant.publications().into_iter().for_each(|publication| self.add_publication(publication));
                self.add_number(number.clone());
            }
        }
    }

    fn add_publication(&mut self, publication: PublicationNumber) {
        if publication.kind().is_none() {
            return self.add_number(Number::Publication(publication));
        }
        let id = DocumentId::Patent(publication);
        if !self.ids.contains(&id) {
            self.ids.push(id);
        }
    }

    fn add_number(&mut self, number: Number) {
        if !self.numbers.contains(&number) {
            self.numbers.push(number);
        }
    }
}

fn article_id(text: &str) -> Option<ArticleId> {
    let starts =
        |prefix: &str| text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    if starts("10.") || starts("http") || starts("doi") {
        return text.parse::<Doi>().ok().map(ArticleId::from);
    }
    if starts("PMC") && text.len() > 3 && text[3..].bytes().all(|b| b.is_ascii_digit()) {
        return format!("pmc:{}", text.to_ascii_uppercase()).parse().ok();
    }
    if text.contains(':') { text.parse().ok() } else { None }
}
