//! Why a hit has its score.

/// A part of a score and what it is the sum of.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The sum of the parts' values; of a leaf, its contribution.
    pub value: f64,
    pub what: Explained,
    /// Empty for a leaf.
    pub parts: Vec<Explanation>,
}

/// What a part of a score stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Explained {
    /// The whole score.
    Score,
    /// A condition of the query, printed.
    Condition(String),
    /// A physical field, such as `claims.first.ja`.
    Field(String),
    /// One term, or the terms of a phrase, in one field.
    Terms { terms: Vec<String>, statistics: TermStatistics },
}

/// The numbers of BM25 for one term or phrase in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct TermStatistics {
    /// Occurrences in the field of this document.
    pub frequency: u32,
    /// Documents with each term in the field.
    pub document_frequencies: Vec<u64>,
    /// Documents of the index.
    pub documents: u64,
    /// Terms in the field of this document, as the index keeps it (one byte, rounded down).
    pub length: u32,
    /// Mean number of terms in the field over all documents.
    pub mean_length: f32,
    /// The multiplier of the field.
    pub boost: f32,
}
