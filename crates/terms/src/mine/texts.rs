//! Texts of an index that exist in both languages.

use std::collections::BTreeMap;

use indexer::Generation;
use model::{Claim, Document, DocumentId, Language, Text};

use crate::TermsError;

/// Texts of one document, or of two members of a family, that say the same in Japanese and in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlignedTexts {
    /// The document that supports what is found in them; of a family, the Japanese member.
    pub document: DocumentId,
    /// Japanese, English: titles, abstracts, claims of one number, keywords.
    pub texts: Vec<(String, String)>,
}

/// The texts of a document in one language.
#[derive(Debug, Clone, Default)]
struct OneLanguage {
    title: Option<String>,
    summary: Option<String>,
    claims: Vec<Claim>,
    keywords: Vec<String>,
}

/// The documents of a generation with texts in both languages, in the order of their ids; at most `limit`, chosen by a
/// hash of their ids.
pub(super) fn of_generation(generation: &Generation, limit: usize) -> Result<Vec<AlignedTexts>, TermsError> {
    let mut all: Vec<AlignedTexts> = Vec::new();
    // Members of families by what names the family: the first Japanese one and the first English one.
    let mut families: BTreeMap<String, [Option<DocumentId>; 2]> = BTreeMap::new();
    for document in generation.heads() {
        let document = document?;
        all.extend(within(&document));
        if let Some(name) = family(&document) {
            let members = families.entry(name).or_default();
            for (member, language) in members.iter_mut().zip([Language::JA, Language::EN]) {
                let id = document.id();
                if has_text(&document, language) && member.as_ref().is_none_or(|known| id < *known) {
                    *member = Some(id);
                }
            }
        }
        if 2 * limit < all.len() {
            keep(&mut all, limit);
        }
    }
    for members in families.into_values() {
        let [Some(ja), Some(en)] = members else { continue };
        if ja == en {
            continue;
        }
        all.extend(between(generation, &ja, &en)?);
        if 2 * limit < all.len() {
            keep(&mut all, limit);
        }
    }
    keep(&mut all, limit);
    all.sort_by(|a, b| a.document.cmp(&b.document));
    Ok(all)
}

fn keep(all: &mut Vec<AlignedTexts>, limit: usize) {
    if limit < all.len() {
        all.sort_by_cached_key(|texts| *blake3::hash(texts.document.to_string().as_bytes()).as_bytes());
        all.truncate(limit);
    }
}

fn within(document: &Document) -> Option<AlignedTexts> {
    let texts = aligned(&of_language(document, Language::JA), &of_language(document, Language::EN));
    (!texts.is_empty()).then(|| AlignedTexts { document: document.id(), texts })
}

fn between(
    generation: &Generation,
    ja: &DocumentId,
    en: &DocumentId,
) -> Result<Option<AlignedTexts>, TermsError> {
    let (Some(japanese), Some(english)) = (generation.address(ja)?, generation.address(en)?) else {
        return Ok(None);
    };
    let (japanese, english) = (generation.head(japanese)?, generation.head(english)?);
    let texts = aligned(&of_language(&japanese, Language::JA), &of_language(&english, Language::EN));
    Ok((!texts.is_empty()).then(|| AlignedTexts { document: ja.clone(), texts }))
}

/// What members of a simple family have in common: the source's id of it, or their priorities.
fn family(document: &Document) -> Option<String> {
    let Document::Patent(patent) = document else { return None };
    if let Some(family) = &patent.family {
        return Some(format!("family {family}"));
    }
    let mut priorities: Vec<String> =
        patent.priorities.iter().map(|priority| priority.number.to_string()).collect();
    priorities.sort();
    (!priorities.is_empty()).then(|| priorities.join(" "))
}

fn has_text(document: &Document, language: Language) -> bool {
    document.titles().iter().chain(document.abstracts()).any(|text| text.language == language)
}

fn of_language(document: &Document, language: Language) -> OneLanguage {
    let first =
        |texts: &[Text]| texts.iter().find(|text| text.language == language).map(|text| text.text.clone());
    let mut of_language = OneLanguage {
        title: first(document.titles()),
        summary: first(document.abstracts()),
        ..Default::default()
    };
    match document {
        Document::Patent(patent) => {
            of_language.claims =
                patent.claims.iter().filter(|claim| claim.language == language).cloned().collect();
        }
        Document::Article(article) => {
            let keywords = article.keywords.iter().filter(|keyword| keyword.language == language);
            of_language.keywords = keywords.map(|keyword| keyword.text.clone()).collect();
        }
    }
    of_language
}

fn aligned(ja: &OneLanguage, en: &OneLanguage) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    texts.extend(ja.title.clone().zip(en.title.clone()));
    texts.extend(ja.summary.clone().zip(en.summary.clone()));
    for claim in &ja.claims {
        let same = en.claims.iter().find(|other| other.number == claim.number);
        texts.extend(same.map(|other| (claim.text.clone(), other.text.clone())));
    }
    // Authors give keywords in the same order where they give as many; else all stand for all.
    if ja.keywords.len() == en.keywords.len() {
        texts.extend(ja.keywords.iter().cloned().zip(en.keywords.iter().cloned()));
    } else if !ja.keywords.is_empty() && !en.keywords.is_empty() {
        texts.push((ja.keywords.join("、"), en.keywords.join(", ")));
    }
    texts
}
