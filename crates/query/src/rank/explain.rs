//! Why a hit has its score.

use std::fmt;

/// A part of a score and what it is the sum of.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The sum of the parts' values, in their order; of a leaf, its contribution.
    pub value: f64,
    pub what: Explained,
    /// Empty for a leaf.
    pub parts: Vec<Explanation>,
}

/// What a part of a score stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Explained {
    /// A condition of the query, as the echo prints it.
    Condition(String),
    /// Operands of OR of which at least one matched.
    AnyOf,
    /// Operands of AND, all of which matched.
    AllOf,
    /// A condition that matched and does not score, such as a class or a date.
    Matched,
    /// One term, the terms of a phrase, or a condition on positions, in one physical field such as `claims.first.ja`.
    Terms { field: String, terms: Vec<String>, statistics: TermStatistics },
}

/// The numbers of BM25 for one term or phrase in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct TermStatistics {
    /// Occurrences in the field of this document.
    pub frequency: u32,
    /// Documents with each term in the field; where an operand stands for several terms, the sum of theirs, and all
    /// documents at most.
    pub document_frequencies: Vec<u64>,
    /// Documents of the index.
    pub documents: u64,
    /// Terms in the field of this document, as the index keeps it (one byte, rounded down).
    pub length: u32,
    /// Mean number of terms in the field over all documents.
    pub mean_length: f32,
    /// The multiplier of the field, times the word's occurrences in a free-text query.
    pub boost: f32,
}

impl Explanation {
    pub(super) fn sum(what: Explained, parts: Vec<Self>) -> Self {
        Self { value: parts.iter().map(|part| part.value).sum(), what, parts }
    }

    /// The leaves with their contributions, in order.
    pub fn leaves(&self) -> Vec<&Self> {
        if self.parts.is_empty() { vec![self] } else { self.parts.iter().flat_map(Self::leaves).collect() }
    }
}

impl fmt::Display for Explanation {
    /// One line a part, indented by its depth.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl Explanation {
    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        writeln!(f, "{:indent$}{:.4} {}", "", self.value, self.what, indent = 2 * depth)?;
        self.parts.iter().try_for_each(|part| part.write(f, depth + 1))
    }
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Condition(condition) => write!(f, "for {condition}"),
            Self::AnyOf => f.write_str("any of"),
            Self::AllOf => f.write_str("all of"),
            Self::Matched => f.write_str("matched, without a score"),
            Self::Terms { field, terms, statistics } => {
                let TermStatistics { frequency, document_frequencies, documents, length, mean_length, boost } =
                    statistics;
                write!(
                    f,
                    "{} in {field}: {frequency} times in {length} words (mean {mean_length:.1}), \
                     in {document_frequencies:?} of {documents} documents, boost {boost}",
                    terms.join(" ")
                )
            }
        }
    }
}
