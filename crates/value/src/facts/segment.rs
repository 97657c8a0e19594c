//! What the columns of one segment say of its documents. A segment never changes, and neither does this.

use std::hash::{DefaultHasher, Hash, Hasher};

use indexer::{KeywordField, NumberField};
use query::split_reference;
use tantivy::SegmentReader;

use super::{
    manner::Manner,
    words::{SegmentWords, for_each_word},
};
use crate::{FieldSet, TechnologyField, ValueError, lists::Lists};

/// A number that the index does not have of a document.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// Everything of a segment that is the same in each generation that has it.
pub(super) struct SegmentFacts {
    pub(super) is_article: Vec<bool>,
    pub(super) references: Vec<Reference>,
    /// What tells a version of a document from every other.
    pub(super) contents: Vec<u64>,
    pub(super) numbers: Vec<Vec<u32>>,
    pub(super) offices: SegmentWords,
    pub(super) kinds: SegmentWords,
    pub(super) statuses: SegmentWords,
    pub(super) applicants: SegmentWords,
    /// `university<TAB>青葉大学`.
    pub(super) applicant_sectors: SegmentWords,
    pub(super) countries: SegmentWords,
    /// Offices of the priorities.
    pub(super) priority_offices: SegmentWords,
    pub(super) subclasses: SegmentWords,
    pub(super) fields: Vec<Fields>,
    /// Distinct citations of the segment.
    pub(super) cited: Vec<(Reference, Manner)>,
    /// By document: places in `cited`.
    pub(super) citations: Lists<u32>,
}

/// The technology fields of a document, and the one that most of its main groups are in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fields {
    pub(super) all: FieldSet,
    pub(super) main: Option<TechnologyField>,
}

/// A cited number or a document's id, as two keys by which they meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reference {
    /// 64 bits of the hash of office and serial number, or of an article's id. Of ten million distinct ones two have
    /// the same by chance once in 370,000 generations (n²/2⁶⁵).
    pub(super) base: u64,
    /// The letters of its kind; 0 where it has none.
    pub(super) kind: u32,
}

impl Reference {
    fn of(text: &str) -> Self {
        let (base, kind) = split_reference(text);
        let mut hasher = DefaultHasher::new();
        base.hash(&mut hasher);
        // A kind is a letter and at most a digit (WIPO ST.16).
        let kind = kind.bytes().take(4).fold(0, |packed, byte| packed << 8 | u32::from(byte));
        Self { base: hasher.finish(), kind }
    }

    /// The same, or the same but for a kind that either lacks.
    pub(super) fn meets(self, other: Self) -> bool {
        self.base == other.base && (self.kind == other.kind || self.kind == 0 || other.kind == 0)
    }
}

/// The columns of numbers that are kept, in the order of [`SegmentFacts::numbers`].
pub(super) const NUMBERS: [NumberField; 12] = [
    NumberField::Published,
    NumberField::Filed,
    NumberField::Priority,
    NumberField::Granted,
    NumberField::ClaimCount,
    NumberField::IndependentClaimCount,
    NumberField::ClaimDepth,
    NumberField::FirstClaimCharacters,
    NumberField::FirstClaimWords,
    NumberField::CitationCount,
    NumberField::LiteratureCount,
    NumberField::PublicationCount,
];

impl SegmentFacts {
    pub(super) fn read(segment: &SegmentReader) -> Result<Self, ValueError> {
        let words = |keyword: KeywordField| SegmentWords::read(segment, keyword.as_str(), |word| Some(word));
        let priority_offices = SegmentWords::read(segment, KeywordField::Priorities.as_str(), |number| {
            number.split_once('-').map(|(office, _)| office)
        })?;
        let (cited, citations) = citations(segment)?;
        let (subclasses, fields) = classes(segment)?;
        Ok(Self {
            is_article: articles(segment)?,
            references: ids(segment)?,
            contents: contents(segment)?,
            numbers: NUMBERS.iter().map(|number| numbers(segment, *number)).collect::<Result<_, _>>()?,
            offices: words(KeywordField::Office)?,
            kinds: words(KeywordField::Kind)?,
            statuses: words(KeywordField::Status)?,
            applicants: words(KeywordField::ApplicantFacet)?,
            applicant_sectors: words(KeywordField::ApplicantSector)?,
            countries: words(KeywordField::ApplicantCountry)?,
            priority_offices,
            subclasses,
            fields,
            cited,
            citations,
        })
    }

    pub(super) fn documents(&self) -> u32 {
        self.is_article.len() as u32
    }

    /// Bytes that grow with documents and citations.
    pub(super) fn bytes(&self) -> usize {
        let words = [
            &self.offices,
            &self.kinds,
            &self.statuses,
            &self.applicants,
            &self.applicant_sectors,
            &self.countries,
            &self.priority_offices,
            &self.subclasses,
        ];
        let documents = self.is_article.len();
        let fixed = 1
            + size_of::<Reference>()
            + size_of::<u64>()
            + NUMBERS.len() * size_of::<u32>()
            + size_of::<Fields>();
        documents * fixed
            + words.iter().map(|words| words.of.bytes()).sum::<usize>()
            + self.cited.capacity() * size_of::<(Reference, Manner)>()
            + self.citations.bytes()
    }
}

fn numbers(segment: &SegmentReader, number: NumberField) -> Result<Vec<u32>, ValueError> {
    let column = segment.fast_fields().u64(number.as_str())?;
    let value = |document| column.first(document).map_or(UNKNOWN, |value| value as u32);
    Ok((0..segment.max_doc()).map(value).collect())
}

fn contents(segment: &SegmentReader) -> Result<Vec<u64>, ValueError> {
    let column = segment.fast_fields().u64(NumberField::ContentHash.as_str())?;
    Ok((0..segment.max_doc()).map(|document| column.first(document).unwrap_or_default()).collect())
}

fn articles(segment: &SegmentReader) -> Result<Vec<bool>, ValueError> {
    let types = SegmentWords::read(segment, KeywordField::Type.as_str(), |word| Some(word))?;
    let article = types.words.iter().position(|word| **word == *model::DocumentType::Article.as_str());
    let is_article = |document| article.is_some_and(|at| types.of.of(document).contains(&(at as u32)));
    Ok((0..segment.max_doc()).map(is_article).collect())
}

fn ids(segment: &SegmentReader) -> Result<Vec<Reference>, ValueError> {
    let none = Reference { base: 0, kind: 0 };
    let Some(column) = segment.fast_fields().str(KeywordField::Id.as_str())? else {
        return Ok(vec![none; segment.max_doc() as usize]);
    };
    let mut references = Vec::with_capacity(column.num_terms());
    for_each_word(&column, |id| {
        references.push(Reference::of(id));
        Ok(())
    })?;
    let of = |document| column.term_ords(document).next().map_or(none, |at| references[at as usize]);
    Ok((0..segment.max_doc()).map(of).collect())
}

/// The distinct citations of a segment, and those of each document.
type Citations = (Vec<(Reference, Manner)>, Lists<u32>);

fn citations(segment: &SegmentReader) -> Result<Citations, ValueError> {
    let mut cited = Vec::new();
    let mut lists = Lists::with_capacity(segment.max_doc() as usize);
    let Some(column) = segment.fast_fields().str(KeywordField::Citation.as_str())? else {
        (0..segment.max_doc()).for_each(|_| lists.end_list());
        return Ok((cited, lists));
    };
    cited.reserve(column.num_terms());
    for_each_word(&column, |value| {
        let mut parts = value.split('\t');
        let mut part = || parts.next().unwrap_or_default();
        let (number, letters, by, place) = (part(), part(), part(), part());
        cited.push((Reference::of(number), Manner::read(letters, by, place, number.contains(':'))));
        Ok(())
    })?;
    for document in 0..segment.max_doc() {
        column.term_ords(document).for_each(|ordinal| lists.push(ordinal as u32));
        lists.end_list();
    }
    Ok((cited, lists))
}

/// The classifications that say what a document is about, the first that it has: IPC, which the concordance is made
/// for; CPC and FI, whose main groups are those of IPC.
const SCHEMES: [(KeywordField, KeywordField); 3] = [
    (KeywordField::IpcSubclass, KeywordField::IpcGroup),
    (KeywordField::CpcSubclass, KeywordField::CpcGroup),
    (KeywordField::FiSubclass, KeywordField::FiGroup),
];

fn classes(segment: &SegmentReader) -> Result<(SegmentWords, Vec<Fields>), ValueError> {
    let mut schemes = Vec::new();
    for (subclass, group) in SCHEMES {
        let subclasses = SegmentWords::read(segment, subclass.as_str(), |word| Some(word))?;
        let groups = SegmentWords::read(segment, group.as_str(), |word| Some(word))?;
        schemes.push((subclasses, groups));
    }
    let mut words: Vec<Box<str>> =
        schemes.iter().flat_map(|(subclasses, _)| subclasses.words.iter().cloned()).collect();
    words.sort_unstable();
    words.dedup();
    let mut read = SegmentWords { words, of: Lists::with_capacity(segment.max_doc() as usize) };
    let mut fields = Vec::with_capacity(segment.max_doc() as usize);
    for document in 0..segment.max_doc() {
        let used = schemes.iter().find(|(subclasses, _)| !subclasses.of.of(document).is_empty());
        if let Some((subclasses, groups)) = used {
            let (subclasses, groups) =
                (subclasses.words_of_document(document), groups.words_of_document(document));
            fields.push(fields_of(&subclasses, &groups));
            for subclass in subclasses {
                if let Ok(at) = read.words.binary_search_by(|word| (**word).cmp(subclass)) {
                    read.of.push(at as u32);
                }
            }
        } else {
            fields.push(Fields::default());
        }
        read.of.end_list();
    }
    Ok((read, fields))
}

/// Main groups have their fields; a subclass counts only where no group of it is given. The main field has the most
/// symbols, of several the lowest number: columns keep no order among a document's symbols.
fn fields_of(subclasses: &[&str], groups: &[&str]) -> Fields {
    let mut counts = [0u16; TechnologyField::COUNT + 1];
    let alone =
        subclasses.iter().filter(|subclass| !groups.iter().any(|group| group.starts_with(**subclass)));
    let mut all = FieldSet::default();
    for field in groups.iter().chain(alone).filter_map(|symbol| TechnologyField::of_symbol(symbol)) {
        all.insert(field);
        counts[usize::from(field.number())] += 1;
    }
    let main =
        all.iter().max_by_key(|field| (counts[usize::from(field.number())], std::cmp::Reverse(*field)));
    Fields { all, main }
}
