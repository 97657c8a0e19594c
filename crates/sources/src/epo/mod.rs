//! The EPO's forms: `patent-document` (the MAREC corpus), OPS full texts, DOCDB and OPS exchange documents.
//!
//! Of one publication OPS gives description and claims in documents apart: each is read with what it has.

mod citations;
mod classes;
mod exchange;
mod fulltext;
mod parties;
mod patent_document;
mod status;

use model::{Language, Text};

pub(crate) use exchange::read as read_exchange;
pub(crate) use fulltext::read as read_fulltext;
pub(crate) use patent_document::read as read_patent_document;

use crate::{st36, xml::Element};

/// Titles or abstracts, one for each language: the first is the office's own, others are other sources' copies.
fn texts<'a>(elements: impl Iterator<Item = &'a Element>, otherwise: Language) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for element in elements {
        let language = st36::language(element, otherwise);
        let text = st36::text_of(element);
        if !text.is_empty() && texts.iter().all(|known| known.language != language) {
            texts.push(Text::new(language, text));
        }
    }
    // DOCDB repeats a text without its language, in other letters: no third text.
    if texts.len() > 1 {
        texts.retain(|text| text.language != Language::UNDETERMINED);
    }
    texts
}
