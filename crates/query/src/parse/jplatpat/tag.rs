//! J-PlatPat's structure tags (構造タグ), and what they are here.

use std::ops::Range;

use crate::{Field, Problem, ProblemCode};

/// Tags and the fields that answer for them.
const TAGS: &[(&str, &str)] = &[
    ("TX", "text"),
    ("TI", "title"),
    ("AB", "abstract"),
    ("CL", "claims"),
    ("SP", "description"),
    ("AP", "applicant"),
    ("IN", "inventor"),
    ("FI", "fi"),
    ("FT", "fterm"),
    ("IP", "ipc"),
    ("CP", "cpc"),
    ("PN", "number"),
    ("AN", "number"),
    ("RN", "number"),
    ("PD", "published"),
    ("AD", "filed"),
];

/// Tags of J-PlatPat whose data the index does not hold.
const NOT_INDEXED: &[&str] = &["BI", "FW", "FC", "RP", "RD", "AC", "EN"];

/// A tag as written, in capitals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) char_range: Range<usize>,
}

/// Whether J-PlatPat has the tag.
pub(super) fn is_known(name: &str) -> bool {
    TAGS.iter().any(|(tag, _)| *tag == name) || NOT_INDEXED.contains(&name)
}

impl Tag {
    /// The field, and what is to be said about it.
    pub(super) fn field(&self, problems: &mut Vec<Problem>) -> Option<Field> {
        let name = self.name.as_str();
        let Some((_, field)) = TAGS.iter().find(|(tag, _)| *tag == name) else {
            problems.push(self.unknown());
            return None;
        };
        let field = Field::find(field)?;
        let narrower = match name {
            "PN" => Some("publication numbers only"),
            "AN" => Some("application numbers only"),
            "RN" => Some("registration numbers only"),
            _ => None,
        };
        if let Some(meaning) = narrower {
            let message = format!("/{name} means {meaning}; it was read in the field {field}");
            let place = self.char_range.clone();
            problems.push(Problem::new(ProblemCode::ReadDifferently, place, &format!("/{name}"), message));
        }
        Some(field)
    }

    fn unknown(&self) -> Problem {
        let name = &self.name;
        let (place, subject) = (self.char_range.clone(), format!("/{name}"));
        if NOT_INDEXED.contains(&name.as_str()) {
            let message = format!("what /{name} searches in J-PlatPat is not indexed here");
            return Problem::new(ProblemCode::UnsupportedOperation, place, &subject, message);
        }
        let message =
            format!("no tag is called /{name}; a keyword that ends so is written with /TX behind it");
        let mut problem = Problem::new(ProblemCode::UnknownField, place, &subject, message);
        let near = |tag: &&str| strsim::damerau_levenshtein(name, tag) == 1;
        problem.suggestions =
            TAGS.iter().map(|(tag, _)| *tag).filter(near).take(3).map(|tag| format!("/{tag}")).collect();
        problem
    }
}
