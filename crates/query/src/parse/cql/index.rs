//! Espacenet's field identifiers, and what they are here.

use crate::{Ast, CitationDirection, Citing, Field, FieldKind};

/// What stands before a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse) enum Index {
    Field(Field),
    /// `ct`: the documents that cite a number.
    Cites,
    /// `cql.allRecords`: every document.
    Everything,
}

/// Espacenet's identifiers and the fields that answer for them.
const INDEXES: &[(&str, &str)] = &[
    ("ti", "title"),
    ("ab", "abstract"),
    ("ta", "tiab"),
    ("txt", "text"),
    ("ftxt", "text"),
    ("nftxt", "text"),
    ("desc", "description"),
    ("claims", "claims"),
    ("in", "inventor"),
    ("pa", "applicant"),
    ("ia", "party"),
    ("pn", "number"),
    ("ap", "number"),
    ("pr", "number"),
    ("num", "number"),
    ("pd", "published"),
    ("ad", "filed"),
    ("prd", "priority"),
    ("famn", "family"),
    ("ipc", "ipc"),
    ("cpc", "cpc"),
    ("cpcc", "cpc"),
    ("cl", "class"),
];

impl Index {
    /// Finds an index in any case; chizai's other fields are indexes by their own names.
    pub(in crate::parse) fn find(written: &str) -> Option<Self> {
        let name: String = written.chars().map(crate::field::narrow).flat_map(char::to_lowercase).collect();
        let field = INDEXES.iter().find(|(index, _)| *index == name).map(|(_, field)| *field);
        match (field, name.as_str()) {
            (None, "ct" | "cites") => Some(Self::Cites),
            (None, "cql.allrecords") => Some(Self::Everything),
            (field, _) => Field::find(field.unwrap_or(&name)).map(Self::Field),
        }
    }

    /// The names nearest to one that is no index.
    pub(super) fn nearest(written: &str) -> Vec<String> {
        let name = written.to_lowercase();
        let mut found: Vec<(usize, &str)> = INDEXES
            .iter()
            .map(|(index, _)| (strsim::damerau_levenshtein(&name, index), *index))
            .filter(|(distance, index)| *distance <= 1 && *distance < index.len())
            .collect();
        found.sort_unstable();
        let mut names: Vec<String> = found.into_iter().map(|(_, index)| index.to_owned()).collect();
        names.extend(Field::nearest(written));
        names.truncate(3);
        names
    }

    /// The field whose values the index is compared with.
    pub(super) fn field(self) -> Field {
        match self {
            Self::Field(field) => field,
            Self::Cites => Field::find("number").unwrap_or(Field::TEXT),
            Self::Everything => Field::TEXT,
        }
    }

    /// Whether several words side by side are alternatives: a document has one date, and rarely two numbers.
    pub(super) fn words_are_alternatives(self) -> bool {
        !matches!(self.field().kind(), FieldKind::Text | FieldKind::Name | FieldKind::Class)
    }

    /// A condition on the index's field as a condition on the index.
    pub(super) fn wrap(self, condition: Ast) -> Ast {
        match self {
            Self::Field(_) => condition,
            Self::Everything => Ast::Everything,
            Self::Cites => Ast::Citing(Citing {
                direction: CitationDirection::Cites,
                categories: Vec::new(),
                by: None,
                place: None,
                of: Box::new(condition),
            }),
        }
    }

    /// What the index means in Espacenet that its field does not.
    pub(super) fn narrower_meaning(written: &str) -> Option<&'static str> {
        match written.to_lowercase().as_str() {
            "pn" => Some("publication numbers only"),
            "ap" => Some("application numbers only"),
            "pr" => Some("priority numbers only"),
            "cpcc" => Some("combinations of CPC symbols"),
            _ => None,
        }
    }
}
