//! What a search answers.

use std::ops::Range;

use indexer::{GenerationId, StoredDocument};
use model::{Document, DocumentId, Language};

use crate::{
    Collapse, Cursor, DocumentParts, Explanation, Facet, FamilyCounts, FamilyOfHit, FeedbackTerm, Histogram,
    Problem, QueryError, Representative, SharedTerm, Sort, TermTranslation, YearSpan,
};

/// One page of hits, with what holds for the whole result set.
#[derive(Debug, Clone)]
pub struct SearchPage {
    pub generation: GenerationId,
    /// Documents that match, exactly.
    pub total: u64,
    /// Families among them; present where hits are families, or where it was asked for.
    pub families: Option<FamilyCounts>,
    /// Whether hits are documents or families.
    pub collapse: Collapse,
    /// Which document stands for a family.
    pub representative: Representative,
    pub hits: Vec<Hit>,
    /// In the order asked for, over all matching documents.
    pub facets: Vec<Facet>,
    /// In the order asked for, over all matching documents.
    pub histograms: Vec<Histogram>,
    /// First and last publication year among the matching documents; asked for by any facet.
    pub years: Option<YearSpan>,
    /// Present when more hits follow.
    pub next: Option<Cursor>,
    /// The order that was used.
    pub sort: Sort,
    /// The query as it was understood, in a form that parses to the same tree.
    pub echo: String,
    /// Terms that the best documents added, by weight; present where that was asked for.
    pub feedback: Option<Vec<FeedbackTerm>>,
    /// Pairs of terms that widened the query into another language, in the order of the query.
    pub translations: Vec<TermTranslation>,
    /// What came up while the query was planned (stop words left out); those of parsing come from `parse`.
    pub problems: Vec<Problem>,
}

/// One document of a page, or the one that stands for a family.
#[derive(Debug, Clone)]
pub struct Hit {
    pub id: DocumentId,
    /// The sum of the contributions that the explanation lists; 0 where nothing ranks.
    pub score: f64,
    /// Every title with its marks.
    pub titles: Vec<Passage>,
    /// The passages that show best why the document matched, best first; empty unless asked for.
    pub passages: Vec<Passage>,
    /// Present when asked for.
    pub explanation: Option<Explanation>,
    /// Present where hits are families.
    pub family: Option<FamilyOfHit>,
    /// What each term adds to its score, where reasons are made of that and no explanation was asked for.
    pub(crate) shares: Vec<SharedTerm>,
    pub(crate) stored: StoredDocument,
    pub(crate) parts: DocumentParts,
}

impl Hit {
    /// What a list of hits shows of the document: all but abstracts, claims, what it cites, and description or body.
    pub fn front(&self) -> &Document {
        self.stored.front()
    }

    /// See [`Self::front`].
    pub fn into_front(self) -> Document {
        self.stored.into_front()
    }

    /// The document as far as it was asked for, read each time.
    ///
    /// Errors: what is stored of it is damaged.
    pub fn document(&self) -> Result<Document, QueryError> {
        let stored = self.stored.clone();
        let document = match self.parts {
            DocumentParts::Head => stored.into_head(),
            DocumentParts::Whole => stored.into_whole(),
        };
        Ok(document?)
    }
}

/// A piece of a document's text, with the query's words marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The public field: `title`, `abstract`, `claims`, `description`, `body`, `keywords`.
    pub field: &'static str,
    pub place: Place,
    pub language: Language,
    /// One line. Cut text begins or ends with `…`.
    pub text: String,
    /// Byte ranges of `text`, ascending, disjoint, on character boundaries.
    pub marks: Vec<Range<usize>>,
}

/// Where a passage stands in its document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    Title,
    Abstract,
    /// The claim's number.
    Claim(u32),
    /// A paragraph of a description or body: its printed number (`0012`), where it has one, and its section's heading.
    Paragraph {
        number: Option<String>,
        heading: Option<String>,
    },
    Keywords,
}
