//! The one query tree. Echo, counts per node, explanations and translation between syntaxes all read it.
//!
//! Only what is planned and executed is in the enums. Where the professional syntaxes will enter:
//! * proximity, same sentence, same paragraph, same claim: a variant of [`Ast`] with operands, a distance and its
//!   unit, since its operands are trees (`(A OR B) NEAR C`);
//! * truncation inside text, case-sensitive and exact terms, fuzzy terms: variants of [`Operand`], since they say how
//!   one field's value is compared;
//! * class hierarchies, numbers and citations: [`Operand::Word`] on their fields already, since the field's kind says
//!   how a value is read;
//! * named lines: a variant of [`Ast`] holding the name and the tree it stands for.

mod print;

use model::Date;

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
    /// `H01M10*`: any value that starts so. Class, number and keyword fields only.
    Prefix(String),
    /// Between two bounds; a missing bound is open. Date and number fields only.
    Range { lower: Option<Bound>, upper: Option<Bound> },
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    pub value: Value,
    /// Whether the value itself is inside. A date of reduced precision stands for all of its days.
    pub inclusive: bool,
}

/// A value that has an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    Date(Date),
    Number(u64),
}

impl Ast {
    /// A condition on a field.
    pub fn leaf(field: Field, operand: Operand) -> Self {
        Self::Leaf(Leaf { field, operand })
    }

    /// Whether the tree is [`Ast::Everything`].
    pub fn is_everything(&self) -> bool {
        matches!(self, Self::Everything)
    }

    /// The leaves in the order written, those below a NOT as well.
    pub fn leaves(&self) -> Vec<&Leaf> {
        match self {
            Self::Everything => Vec::new(),
            Self::Leaf(leaf) => vec![leaf],
            Self::And(operands) | Self::Or(operands) => operands.iter().flat_map(Self::leaves).collect(),
            Self::Not(operand) => operand.leaves(),
        }
    }
}
