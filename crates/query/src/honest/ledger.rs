//! What an index holds, by office, kind and year: nothing found is not nothing there.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use indexer::{Generation, GenerationId, Part, View};
use tantivy::{
    SegmentReader,
    columnar::{Column, StrColumn},
    fieldnorm::FieldNormReader,
};

use crate::QueryError;

/// Generations whose holdings are remembered: as many as an index keeps.
const REMEMBERED: usize = 3;

/// What an index holds, within a period and offices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    pub generation: GenerationId,
    /// By office, type and kind; articles have no office.
    pub rows: Vec<LedgerRow>,
    /// Of all rows.
    pub documents: u64,
    /// Documents without a year of publication: counted only where no period is asked for.
    pub undated: u64,
}

/// Documents of one office, type and kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LedgerRow {
    /// ST.3 code; `None` for articles.
    pub office: Option<String>,
    /// `patent` or `article`.
    pub document_type: String,
    /// ST.16 code.
    pub kind: Option<String>,
    pub documents: u64,
    /// How many have an abstract, claims, and a description or body.
    pub with_abstract: u64,
    pub with_claims: u64,
    pub with_full_text: u64,
    /// First and last year of publication, and the years between them without a document.
    pub first_year: Option<u16>,
    pub last_year: Option<u16>,
    pub years_without: Vec<u16>,
}

/// Offices and years that a ledger is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Period {
    /// Any of these; empty: all, articles too.
    pub offices: Vec<String>,
    pub from: Option<u16>,
    pub to: Option<u16>,
}

/// What a document counts under.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    office: Option<String>,
    document_type: String,
    kind: Option<String>,
}

/// Documents of a key and a year.
#[derive(Debug, Clone, Copy, Default)]
struct Tallied {
    documents: u64,
    with_abstract: u64,
    with_claims: u64,
    with_full_text: u64,
}

/// `None` for documents without a year.
type Holdings = BTreeMap<Key, BTreeMap<Option<u16>, Tallied>>;

/// What a generation holds. The columns are read once a generation.
pub fn ledger(generation: &Generation, period: &Period) -> Result<Ledger, QueryError> {
    let holdings = holdings(generation)?;
    let is_asked = |office: Option<&str>| {
        period.offices.is_empty() || office.is_some_and(|office| period.offices.iter().any(|o| o == office))
    };
    let is_open = period.from.is_none() && period.to.is_none();
    let is_inside = |year: Option<u16>| match year {
        None => is_open,
        Some(year) => period.from.is_none_or(|from| from <= year) && period.to.is_none_or(|to| year <= to),
    };
    let mut ledger =
        Ledger { generation: generation.id().clone(), rows: Vec::new(), documents: 0, undated: 0 };
    for (key, years) in holdings.iter().filter(|(key, _)| is_asked(key.office.as_deref())) {
        let years: Vec<_> = years.iter().filter(|(year, _)| is_inside(**year)).collect();
        if years.is_empty() {
            continue;
        }
        let row = row(key, &years);
        ledger.documents += row.documents;
        ledger.undated +=
            years.iter().filter(|(year, _)| year.is_none()).map(|(_, t)| t.documents).sum::<u64>();
        ledger.rows.push(row);
    }
    Ok(ledger)
}

fn row(key: &Key, years: &[(&Option<u16>, &Tallied)]) -> LedgerRow {
    let sum = |part: fn(&Tallied) -> u64| years.iter().map(|(_, tallied)| part(tallied)).sum();
    let known: BTreeSet<u16> = years.iter().filter_map(|(year, _)| **year).collect();
    let (first_year, last_year) = (known.first().copied(), known.last().copied());
    let between = first_year.zip(last_year).map(|(first, last)| first..=last);
    LedgerRow {
        office: key.office.clone(),
        document_type: key.document_type.clone(),
        kind: key.kind.clone(),
        documents: sum(|tallied| tallied.documents),
        with_abstract: sum(|tallied| tallied.with_abstract),
        with_claims: sum(|tallied| tallied.with_claims),
        with_full_text: sum(|tallied| tallied.with_full_text),
        first_year,
        last_year,
        years_without: between.into_iter().flatten().filter(|year| !known.contains(year)).collect(),
    }
}

impl Ledger {
    /// First and last year of publication of any row.
    pub fn years(&self) -> Option<(u16, u16)> {
        let first = self.rows.iter().filter_map(|row| row.first_year).min()?;
        let last = self.rows.iter().filter_map(|row| row.last_year).max()?;
        Some((first, last))
    }

    /// BLAKE3 of the rows, one a line, in hexadecimal digits: two ledgers with the same digest hold the same.
    pub fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for row in &self.rows {
            hasher.update(row.line().as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

impl LedgerRow {
    /// The row for the digest: its values with tabs between them.
    fn line(&self) -> String {
        let year = |year: Option<u16>| year.map_or_else(String::new, |year| year.to_string());
        let mut line = [self.office.as_deref(), Some(&self.document_type), self.kind.as_deref()]
            .map(Option::unwrap_or_default)
            .join("\t");
        for figure in [self.documents, self.with_abstract, self.with_claims, self.with_full_text] {
            line.push_str(&format!("\t{figure}"));
        }
        line.push_str(&format!("\t{}\t{}", year(self.first_year), year(self.last_year)));
        for year in &self.years_without {
            line.push_str(&format!("\t{year}"));
        }
        line.push('\n');
        line
    }
}

/// The holdings of a generation, counted on first use.
fn holdings(generation: &Generation) -> Result<Arc<Holdings>, QueryError> {
    static KNOWN: Mutex<VecDeque<(GenerationId, Arc<Holdings>)>> = Mutex::new(VecDeque::new());
    // A panic while it is held leaves a list that is shorter than it could be, and valid.
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, holdings)) = known().iter().find(|(id, _)| id == generation.id()) {
        return Ok(Arc::clone(holdings));
    }
    let counted = Arc::new(counted(generation)?);
    let mut known = known();
    known.push_back((generation.id().clone(), Arc::clone(&counted)));
    if REMEMBERED < known.len() {
        known.pop_front();
    }
    Ok(counted)
}

fn counted(generation: &Generation) -> Result<Holdings, QueryError> {
    let mut holdings = Holdings::new();
    for segment in generation.searcher().segment_readers() {
        let columns = Columns::open(generation, segment)?;
        for document in segment.doc_ids_alive() {
            let years = holdings.entry(columns.key(document)?).or_default();
            columns.tally(document, years.entry(columns.year(document)).or_default());
        }
    }
    Ok(holdings)
}

/// The columns and lengths of one segment that holdings are counted from.
struct Columns {
    office: Option<StrColumn>,
    document_type: Option<StrColumn>,
    kind: Option<StrColumn>,
    year: Option<Column<u64>>,
    abstracts: Vec<FieldNormReader>,
    claims: Vec<FieldNormReader>,
    full_texts: Vec<FieldNormReader>,
}

impl Columns {
    fn open(generation: &Generation, segment: &SegmentReader) -> Result<Self, QueryError> {
        let fast = segment.fast_fields();
        let lengths = |parts: &[Part]| -> Result<Vec<FieldNormReader>, QueryError> {
            let mut readers = Vec::new();
            for field in generation.schema().text_fields() {
                // One view of each language tells whether there is a text.
                let is_word_view = matches!(field.view, View::Ja | View::En | View::Other);
                if parts.contains(&field.part) && is_word_view {
                    readers.push(segment.get_fieldnorms_reader(field.field)?);
                }
            }
            Ok(readers)
        };
        Ok(Self {
            office: fast.str("office")?,
            document_type: fast.str("type")?,
            kind: fast.str("kind")?,
            year: fast.column_opt::<u64>("year")?,
            abstracts: lengths(&[Part::Abstract])?,
            claims: lengths(&[Part::ClaimsFirst, Part::ClaimsIndependent, Part::ClaimsDependent])?,
            full_texts: lengths(&[Part::Description, Part::Body])?,
        })
    }

    fn key(&self, document: u32) -> Result<Key, QueryError> {
        Ok(Key {
            office: value(self.office.as_ref(), document)?,
            document_type: value(self.document_type.as_ref(), document)?.unwrap_or_default(),
            kind: value(self.kind.as_ref(), document)?,
        })
    }

    fn year(&self, document: u32) -> Option<u16> {
        self.year.as_ref().and_then(|years| years.first(document)).and_then(|year| u16::try_from(year).ok())
    }

    fn tally(&self, document: u32, tallied: &mut Tallied) {
        let has = |lengths: &[FieldNormReader]| {
            u64::from(lengths.iter().any(|reader| 0 < reader.fieldnorm_id(document)))
        };
        tallied.documents += 1;
        tallied.with_abstract += has(&self.abstracts);
        tallied.with_claims += has(&self.claims);
        tallied.with_full_text += has(&self.full_texts);
    }
}

/// The first value of a document in a column.
fn value(column: Option<&StrColumn>, document: u32) -> Result<Option<String>, QueryError> {
    let Some(column) = column else { return Ok(None) };
    let Some(ordinal) = column.term_ords(document).next() else { return Ok(None) };
    let mut text = String::new();
    column.ord_to_str(ordinal, &mut text)?;
    Ok(Some(text))
}
