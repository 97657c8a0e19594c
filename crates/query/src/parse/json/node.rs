//! The shapes of the JSON form.

use model::{CitationCategory, CitationPlace, CitedBy};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// A query as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
#[schemars(rename = "QueryNode")]
pub enum Node {
    /// Every document.
    Everything {
        everything: bool,
    },
    /// All of these; none: every document.
    And {
        and: Vec<Node>,
    },
    /// At least one of these; none: no document.
    Or {
        or: Vec<Node>,
    },
    /// Not this.
    Not {
        not: Box<Node>,
    },
    /// Two texts near each other.
    Near {
        near: NearNode,
    },
    /// All of it in one sentence, paragraph or claim.
    Within {
        within: WithinNode,
    },
    /// Documents that cite others.
    Cites {
        cites: CitingNode,
    },
    /// Documents that others cite.
    CitedBy {
        cited_by: CitingNode,
    },
    /// A named line of a search of several lines.
    Line {
        line: LineNode,
    },
    /// A condition on a field.
    FreeText {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        free_text: String,
    },
    Word {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        word: String,
    },
    Quoted {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        quoted: String,
    },
    Exact {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        exact: String,
    },
    Pattern {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        pattern: Vec<PieceNode>,
    },
    Fuzzy {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        fuzzy: FuzzyNode,
    },
    Prefix {
        field: Option<String>,
        prefix: String,
    },
    Range {
        field: Option<String>,
        range: RangeNode,
    },
}

/// Two texts near each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NearNode {
    pub left: Box<Node>,
    pub right: Box<Node>,
    /// Words, or characters in Japanese, from the end of one to the start of the other: neighbours have 1. Without
    /// it, anywhere in the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<u32>,
    /// Whether `left` comes first.
    #[serde(default)]
    pub ordered: bool,
}

/// A query that holds inside one unit of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithinNode {
    pub unit: UnitName,
    pub query: Box<Node>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnitName {
    Sentence,
    Paragraph,
    Claim,
}

/// The other end of a citation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CitingNode {
    pub of: Box<Node>,
    /// Any of these, WIPO ST.14; none: whatever the category.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CitationCategory>,
    /// Who brought the citation in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<CitedBy>,
    /// Where a patent cites.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CitationPlace>,
}

/// A named line and what it stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineNode {
    pub name: String,
    pub query: Box<Node>,
}

/// A word one or two letters off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FuzzyNode {
    pub word: String,
    /// 1 or 2.
    pub distance: u8,
}

/// Characters of a word, or a gap among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PieceNode {
    Literal(String),
    Any(Gap),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// Any number of characters, none included.
    Run,
    /// Exactly one character.
    One,
    /// One character or none.
    AtMostOne,
}

/// Dates `2010`, `2010-05`, `2010-05-03`, or whole numbers, as strings; an end that is not given is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RangeNode {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    #[serde(default = "included", skip_serializing_if = "is_included")]
    pub from_inclusive: bool,
    #[serde(default = "included", skip_serializing_if = "is_included")]
    pub to_inclusive: bool,
}

fn included() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_included(inclusive: &bool) -> bool {
    *inclusive
}

/// Every member that a node can have. Reading into one struct, rather than trying one shape after the other, keeps
/// the place of an error.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    everything: Option<bool>,
    and: Option<Vec<Node>>,
    or: Option<Vec<Node>>,
    not: Option<Box<Node>>,
    near: Option<NearNode>,
    within: Option<WithinNode>,
    cites: Option<CitingNode>,
    cited_by: Option<CitingNode>,
    line: Option<LineNode>,
    field: Option<String>,
    free_text: Option<String>,
    word: Option<String>,
    quoted: Option<String>,
    exact: Option<String>,
    pattern: Option<Vec<PieceNode>>,
    fuzzy: Option<FuzzyNode>,
    prefix: Option<String>,
    range: Option<RangeNode>,
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = Members::deserialize(deserializer)?;
        let field = members.field;
        let has_field = field.is_some();
        let trees = [
            members.everything.map(|everything| Self::Everything { everything }),
            members.and.map(|and| Self::And { and }),
            members.or.map(|or| Self::Or { or }),
            members.not.map(|not| Self::Not { not }),
            members.near.map(|near| Self::Near { near }),
            members.within.map(|within| Self::Within { within }),
            members.cites.map(|cites| Self::Cites { cites }),
            members.cited_by.map(|cited_by| Self::CitedBy { cited_by }),
            members.line.map(|line| Self::Line { line }),
        ];
        let of = |field: &Option<String>| field.clone();
        let conditions = [
            members.free_text.map(|free_text| Self::FreeText { field: of(&field), free_text }),
            members.word.map(|word| Self::Word { field: of(&field), word }),
            members.quoted.map(|quoted| Self::Quoted { field: of(&field), quoted }),
            members.exact.map(|exact| Self::Exact { field: of(&field), exact }),
            members.pattern.map(|pattern| Self::Pattern { field: of(&field), pattern }),
            members.fuzzy.map(|fuzzy| Self::Fuzzy { field: of(&field), fuzzy }),
            members.prefix.map(|prefix| Self::Prefix { field: of(&field), prefix }),
            members.range.map(|range| Self::Range { field: of(&field), range }),
        ];
        let mut trees: Vec<Self> = trees.into_iter().flatten().collect();
        let mut conditions: Vec<Self> = conditions.into_iter().flatten().collect();
        match (trees.len(), conditions.len()) {
            (0, 0) => Err(D::Error::custom("a node needs one of the members and, or, not, word, quoted, …")),
            (1, 0) if has_field => {
                Err(D::Error::custom("field stands beside word, quoted, exact and the like only"))
            }
            (1, 0) => Ok(trees.remove(0)),
            (0, 1) => Ok(conditions.remove(0)),
            _ => Err(D::Error::custom("a node has one of its members only, field aside")),
        }
    }
}
