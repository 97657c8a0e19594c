//! The one query tree. Echo, counts per node, explanations and translation between syntaxes all read it.
//!
//! A tree says what is asked, in no syntax's words: what several syntaxes can say is one node, and what only one can
//! say has a node all the same.

mod pattern;
mod print;

use model::{CitationCategory, CitationPlace, CitedBy, Date, Number};

pub use pattern::{Pattern, Piece};

use crate::Field;

/// A query. Every tree is legal, and its printed form finds the same documents in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ast {
    /// Every document: the empty query, or `*`.
    Everything,
    Leaf(Leaf),
    /// All operands match. Empty: every document.
    And(Vec<Ast>),
    /// At least one operand matches. Empty: no document.
    Or(Vec<Ast>),
    /// The operand does not match.
    Not(Box<Ast>),
    Near(Near),
    Within(Within),
    Citing(Citing),
    Line(Line),
}

/// Two texts near each other, in one claim, paragraph or title.
///
/// Operands are text conditions, OR of them, and [`Near`] again: `(固体 OR 全固体) NEAR/5 電解質`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Near {
    pub left: Box<Ast>,
    pub right: Box<Ast>,
    /// How far apart at most, from the end of one to the start of the other: neighbours have distance 1. Counts
    /// characters in Japanese and words in other languages. [`Near::UNLIMITED`]: anywhere in the unit.
    pub distance: u32,
    /// Whether `left` must come first.
    pub ordered: bool,
}

impl Near {
    /// No limit but the claim, paragraph or title.
    pub const UNLIMITED: u32 = u32::MAX;

    /// The largest distance that can be asked for: a long paragraph of Japanese.
    pub const MAX_DISTANCE: u32 = 999;
}

/// The whole operand holds inside one unit of the text: `claim:(A AND B)` wants both in the same claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Within {
    pub unit: Unit,
    /// Text conditions under AND, OR, NOT and [`Near`].
    pub operand: Box<Ast>,
}

/// A unit of text whose ends the index knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    Sentence,
    /// A paragraph of a description or body; a title, an abstract, a claim and a keyword count as one each.
    Paragraph,
    /// One claim.
    Claim,
}

/// Documents that cite others, or that others cite.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Citing {
    pub direction: CitationDirection,
    /// Any of these, WIPO ST.14; empty: whatever the category.
    pub categories: Vec<CitationCategory>,
    /// Who brought the citation in; `None`: whoever.
    pub by: Option<CitedBy>,
    /// Where a patent cites; `None`: wherever, and references of articles too.
    pub place: Option<CitationPlace>,
    /// The documents at the other end. A number names a document whether the index holds it or not.
    pub of: Box<Ast>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CitationDirection {
    /// The documents found cite one of `of`.
    Cites,
    /// The documents found are cited by one of `of`.
    CitedBy,
}

/// A reference to a named line of a search of several lines.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    pub name: String,
    /// What the line stands for.
    pub operand: Box<Ast>,
}

/// A condition on one field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Leaf {
    /// [`Field::TEXT`] where the user named none.
    pub field: Field,
    pub operand: Operand,
}

/// What a field is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Operand {
    /// Words side by side, in the user's order with one space between them: documents with any of their terms,
    /// ranked by how many and how rare. Text fields only.
    FreeText(String),
    /// One word that must be there. Where an analyser splits it, its parts must follow each other.
    Word(String),
    /// Quoted text: exact by characters in Japanese, word by word in order in other languages.
    Quoted(String),
    /// As written: letters' case counts and nothing is expanded. Of a class, this very symbol and nothing below it.
    Exact(String),
    /// Truncation: one word, or in Japanese a run of characters, that fits. Text and name fields only.
    Pattern(Pattern),
    /// A word that differs by at most `distance` letters added, left out, replaced or exchanged with a neighbour
    /// (Damerau-Levenshtein); 1 or 2. Text fields, other languages than Japanese.
    Fuzzy { word: String, distance: u8 },
    /// `H01M10*`: any value that starts so. Class, number and keyword fields only.
    Prefix(String),
    /// Between two bounds; a missing bound is open. Date and number fields, and [`Value::Identifier`] in the field of
    /// patents' numbers.
    Range { lower: Option<Bound>, upper: Option<Bound> },
}

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bound {
    pub value: Value,
    /// Whether the value itself is inside. A date of reduced precision stands for all of its days.
    pub inclusive: bool,
}

/// A value that has an order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    Date(Date),
    Number(u64),
    /// A patent document's or application's number; both ends of a range are of one [`Number::series`].
    Identifier(Number),
}

impl Ast {
    /// A condition on a field.
    pub fn leaf(field: Field, operand: Operand) -> Self {
        Self::Leaf(Leaf { field, operand })
    }

    /// How many operators stand inside each other at most; 0 for a leaf.
    pub fn depth(&self) -> usize {
        let deepest = self.operands().into_iter().map(Self::depth).max();
        deepest.map_or(0, |below| below + 1)
    }

    /// Operators and leaves, those of referenced lines as often as they are referred to.
    pub fn size(&self) -> usize {
        1 + self.operands().into_iter().map(Self::size).sum::<usize>()
    }

    /// Whether the tree is [`Ast::Everything`].
    pub fn is_everything(&self) -> bool {
        matches!(self, Self::Everything)
    }

    /// What the node is made of, in the order written; nothing for a condition.
    pub fn operands(&self) -> Vec<&Self> {
        match self {
            Self::Everything | Self::Leaf(_) => Vec::new(),
            Self::And(operands) | Self::Or(operands) => operands.iter().collect(),
            Self::Not(operand) => vec![operand],
            Self::Near(near) => vec![&near.left, &near.right],
            Self::Within(within) => vec![&within.operand],
            Self::Citing(citing) => vec![&citing.of],
            Self::Line(line) => vec![&line.operand],
        }
    }

    /// The same tree with the node at a path of places among operands, from 0, put in place of what stands there;
    /// `None` where the path leads nowhere.
    pub fn replaced(&self, path: &[usize], by: Self) -> Option<Self> {
        let Some((place, rest)) = path.split_first() else { return Some(by) };
        let new = Box::new(self.operands().get(*place)?.replaced(rest, by)?);
        let mut tree = self.clone();
        match &mut tree {
            Self::Everything | Self::Leaf(_) => return None,
            Self::And(operands) | Self::Or(operands) => operands[*place] = *new,
            Self::Not(operand) => *operand = new,
            Self::Near(near) if *place == 0 => near.left = new,
            Self::Near(near) => near.right = new,
            Self::Within(within) => within.operand = new,
            Self::Citing(citing) => citing.of = new,
            Self::Line(line) => line.operand = new,
        }
        Some(tree)
    }

    /// The same tree with what each line stands for in the place of its name.
    pub fn without_lines(&self) -> Self {
        let of = |operand: &Self| Box::new(operand.without_lines());
        let all = |operands: &[Self]| operands.iter().map(Self::without_lines).collect();
        match self {
            Self::Everything | Self::Leaf(_) => self.clone(),
            Self::And(operands) => Self::And(all(operands)),
            Self::Or(operands) => Self::Or(all(operands)),
            Self::Not(operand) => Self::Not(of(operand)),
            Self::Near(near) => {
                Self::Near(Near { left: of(&near.left), right: of(&near.right), ..near.clone() })
            }
            Self::Within(within) => Self::Within(Within { operand: of(&within.operand), ..within.clone() }),
            Self::Citing(citing) => Self::Citing(Citing { of: of(&citing.of), ..citing.clone() }),
            Self::Line(line) => line.operand.without_lines(),
        }
    }

    /// The same tree with each leaf changed.
    pub fn with_leaves(&self, change: &dyn Fn(&Leaf) -> Leaf) -> Self {
        let of = |operand: &Self| Box::new(operand.with_leaves(change));
        let all = |operands: &[Self]| operands.iter().map(|operand| operand.with_leaves(change)).collect();
        match self {
            Self::Everything => Self::Everything,
            Self::Leaf(leaf) => Self::Leaf(change(leaf)),
            Self::And(operands) => Self::And(all(operands)),
            Self::Or(operands) => Self::Or(all(operands)),
            Self::Not(operand) => Self::Not(of(operand)),
            Self::Near(near) => {
                Self::Near(Near { left: of(&near.left), right: of(&near.right), ..near.clone() })
            }
            Self::Within(within) => Self::Within(Within { operand: of(&within.operand), ..within.clone() }),
            Self::Citing(citing) => Self::Citing(Citing { of: of(&citing.of), ..citing.clone() }),
            Self::Line(line) => Self::Line(Line { operand: of(&line.operand), ..line.clone() }),
        }
    }

    /// The leaves in the order written, those below a NOT as well.
    pub fn leaves(&self) -> Vec<&Leaf> {
        match self {
            Self::Leaf(leaf) => vec![leaf],
            tree => tree.operands().into_iter().flat_map(Self::leaves).collect(),
        }
    }
}
