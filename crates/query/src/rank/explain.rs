//! Why a hit has its score.

use std::fmt;

use indexer::View;

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
    /// Of several languages, the one in which the document scores most.
    Best,
    /// Operands of AND, all of which matched.
    AllOf,
    /// A condition that matched and does not score, such as a class or a date.
    Matched,
    /// The document carries a number that the query names.
    Named,
    /// Terms that the best documents added.
    Feedback,
    /// A term of the query, a phrase or a condition on positions, in the language in which it scores most.
    Term { name: String, statistics: TermStatistics },
    /// What a document has of a term in one physical field such as `claims.first.ja`, as a share of its score.
    Occurrences { name: String, field: String, statistics: OccurrenceStatistics },
}

/// The numbers of BM25F for one term in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct TermStatistics {
    pub view: View,
    /// The sum of the parts' pseudo-frequencies.
    pub pseudo_frequency: f32,
    /// Documents that have each term of it, in the part in which most have it.
    pub document_frequencies: Vec<u64>,
    /// Documents with text in the view.
    pub documents: u64,
    /// The sum over its terms.
    pub idf: f32,
    pub k1: f32,
    /// The view's multiplier, times the word's occurrences in a free text or the weight of a pair.
    pub boost: f32,
}

/// What one part adds to a term's pseudo-frequency.
#[derive(Debug, Clone, PartialEq)]
pub struct OccurrenceStatistics {
    /// Occurrences in the part of this document.
    pub frequency: u32,
    /// Terms in the part of this document, as the index keeps it (one byte, rounded down).
    pub length: u32,
    /// Mean number of terms in the part, over the documents that have it.
    pub mean_length: f32,
    /// The part's weight, times that of the variant.
    pub weight: f32,
    /// Share of the length that is made up for.
    pub b: f32,
    /// What makes up for the number of parts that the document has.
    pub breadth: f32,
    pub pseudo_frequency: f32,
}

impl Explanation {
    /// Of a condition that does not score.
    pub(super) fn of_match() -> Self {
        Self { value: 0.0, what: Explained::Matched, parts: Vec::new() }
    }

    pub(super) fn sum(what: Explained, parts: Vec<Self>) -> Self {
        Self { value: parts.iter().map(|part| part.value).sum(), what, parts }
    }

    /// Calls for itself and for every part below it.
    pub fn each(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        self.parts.iter().for_each(|part| part.each(visit));
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
            Self::Best => f.write_str("in the language in which it scores most"),
            Self::AllOf => f.write_str("all of"),
            Self::Matched => f.write_str("matched, without a score"),
            Self::Named => f.write_str("carries the number"),
            Self::Feedback => f.write_str("terms of the best documents"),
            Self::Term { name, statistics } => write!(f, "{name}: {statistics}"),
            Self::Occurrences { name, field, statistics } => write!(f, "{name} in {field}: {statistics}"),
        }
    }
}

impl fmt::Display for TermStatistics {
    /// The formula with its numbers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { view, pseudo_frequency, document_frequencies, documents, idf, k1, boost } = self;
        let frequencies: Vec<String> = document_frequencies.iter().map(u64::to_string).collect();
        write!(
            f,
            "boost {boost} * idf {idf:.4} * (k1 + 1) * t / (k1 + t) with t {pseudo_frequency:.4}, k1 {k1}; \
             in {} of {documents} documents ({view})",
            frequencies.join("+")
        )
    }
}

impl fmt::Display for OccurrenceStatistics {
    /// The formula with its numbers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { frequency, length, mean_length, weight, b, breadth, pseudo_frequency } = self;
        write!(
            f,
            "adds {pseudo_frequency:.4} to t: weight {weight} * {frequency} times, in {length} words \
             (mean {mean_length:.1}, b {b}), * {breadth:.3} for the document's parts"
        )
    }
}
