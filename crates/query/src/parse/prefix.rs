//! What can stand before a colon: a field, a unit of text, or a citation with its category and who brought it in.

use model::{CitationCategory, CitationPlace, CitedBy};

use super::lexer::TokenKind;
use crate::{CitationDirection, Field, Unit, field::fold};

/// Names of units, folded, with the Japanese ones.
const UNITS: &[(&str, Unit)] = &[
    ("sentence", Unit::Sentence),
    ("同一文", Unit::Sentence),
    ("paragraph", Unit::Paragraph),
    ("同一段落", Unit::Paragraph),
    ("claim", Unit::Claim),
    ("同一請求項", Unit::Claim),
];

const CITING: &[(&str, CitationDirection)] = &[
    ("cites", CitationDirection::Cites),
    ("ct", CitationDirection::Cites),
    ("引用", CitationDirection::Cites),
    ("引用文献", CitationDirection::Cites),
    ("citedby", CitationDirection::CitedBy),
    ("被引用", CitationDirection::CitedBy),
    ("被引用文献", CitationDirection::CitedBy),
];

/// Reads a name before a colon, in any case and width.
pub(super) fn read(written: &str) -> Option<TokenKind> {
    if let Some(field) = Field::find(written) {
        return Some(TokenKind::Field(field));
    }
    let name = fold(written);
    unit(&name).or_else(|| citing(&name))
}

/// `claim`, and with a part or language of the claims: `claim.independent`, `claim.ja`; `sentence.en`.
fn unit(name: &str) -> Option<TokenKind> {
    let (stem, part) = match name.split_once('.') {
        Some((stem, part)) => (stem, Some(part)),
        None => (name, None),
    };
    let (_, unit) = UNITS.iter().find(|(known, _)| *known == stem)?;
    let whole = if *unit == Unit::Claim { "claims" } else { "text" };
    let field = match part {
        Some(part) => Some(Field::find(&format!("{whole}.{part}"))?),
        None => None,
    };
    Some(TokenKind::Unit { unit: *unit, field })
}

/// `citedby`, `cites.X`, `cites.XY.examiner`, `citedby.third-party`, `cites.in-text`.
fn citing(name: &str) -> Option<TokenKind> {
    let mut parts = name.split('.');
    let stem = parts.next()?;
    let (_, direction) = CITING.iter().find(|(known, _)| *known == stem)?;
    let mut categories = Vec::new();
    let mut by = None;
    let mut place = None;
    for part in parts {
        if place.is_none()
            && let Some(known) = CitationPlace::ALL.into_iter().find(|place| place.as_str() == part)
        {
            place = Some(known);
        } else if by.is_none()
            && let Some(who) = CitedBy::ALL.into_iter().find(|who| who.as_str() == part)
        {
            by = Some(who);
        } else if by.is_none() && place.is_none() && categories.is_empty() {
            categories = letters(part)?;
        } else {
            return None;
        }
    }
    Some(TokenKind::Citing { direction: *direction, categories, by, place })
}

fn letters(part: &str) -> Option<Vec<CitationCategory>> {
    let mut categories = Vec::new();
    for letter in part.chars() {
        let category = letter.to_string().parse().ok()?;
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    (!categories.is_empty()).then_some(categories)
}
