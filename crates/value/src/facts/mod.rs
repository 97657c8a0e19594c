//! What is known of every document of a generation, in columns: what figures are computed from.
//!
//! Documents have numbers from 0 in the order of their addresses, as in [`Families`]; the numbers of deleted ones are
//! left out by [`Facts::documents`]. Everything is read from the columns of the index: no stored document is opened.
//! What a segment says is kept with it, so that after an update only new segments are read
//! ([`indexer::Generation::derived_of_segment`]); what joins segments (numbering of names, citations, families) is made
//! anew.

mod edges;
mod manner;
mod read;
mod segment;
mod words;

use std::sync::Arc;

use indexer::GenerationId;
use model::{Date, LegalState, OfficeCode, Sector};
use query::{Families, FamilyDefinition};
use tantivy::DocAddress;

pub use edges::{Edge, Outside};
pub use manner::Manner;
pub(crate) use read::{date_of, sector_of};
pub use words::Vocabulary;

use self::{
    edges::Edges,
    segment::{SegmentFacts, UNKNOWN},
};
use crate::{FieldSet, TechnologyField, lists::Lists};

/// What is known of every document of a generation. See the module's head.
pub struct Facts {
    generation: GenerationId,
    segments: Vec<Segment>,
    is_live: Vec<bool>,
    live_count: usize,
    families: Arc<Families>,
    offices: Vocabulary,
    kinds: Vocabulary,
    statuses: Vocabulary,
    countries: Vocabulary,
    subclasses: Vocabulary,
    applicants: Vocabulary,
    /// By applicant: the sector that most of its documents state.
    sectors: Vec<Option<Sector>>,
    edges: Edges,
    /// By simple family: its applicants, ascending.
    family_applicants: Lists<u32>,
    /// By simple family: its subclasses, ascending.
    family_subclasses: Lists<u32>,
    field_counts: [usize; TechnologyField::COUNT + 1],
    as_of: Option<Date>,
}

/// A segment's facts with the generation's numbers of its words.
struct Segment {
    /// The number of its first document.
    base: u32,
    facts: Arc<SegmentFacts>,
    offices: Vec<u32>,
    kinds: Vec<u32>,
    statuses: Vec<u32>,
    countries: Vec<u32>,
    priority_offices: Vec<u32>,
    subclasses: Vec<u32>,
    applicants: Vec<u32>,
}

/// A number that the index may have of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    Claims,
    IndependentClaims,
    /// References on the longest way from a claim to an independent one.
    ClaimDepth,
    /// Of the first independent claim in Japanese.
    FirstClaimCharacters,
    /// Of the first independent claim in English.
    FirstClaimWords,
    /// Patents that the source lists as cited, read or not.
    PatentCitations,
    /// Other literature that the source lists as cited.
    LiteratureCitations,
    /// Of them, articles, papers of conferences and books.
    PublicationCitations,
}

impl Facts {
    /// The generation that this was read from.
    pub fn generation(&self) -> &GenerationId {
        &self.generation
    }

    /// The latest day of publication in the generation: until when the index can know of anything.
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// The numbers of all documents, deleted ones left out, ascending.
    pub fn documents(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..).zip(&self.is_live).filter(|(_, live)| **live).map(|(number, _)| number)
    }

    /// Documents, deleted ones left out.
    pub fn document_count(&self) -> usize {
        self.live_count
    }

    /// Whether a document of this number is there and not deleted.
    pub fn is_live(&self, number: u32) -> bool {
        self.is_live.get(number as usize).is_some_and(|live| *live)
    }

    /// One more than the highest number of a document: the length of a table by number.
    pub fn number_bound(&self) -> u32 {
        self.is_live.len() as u32
    }

    /// The number of a document.
    pub fn number(&self, address: DocAddress) -> u32 {
        self.families.document(address)
    }

    /// The address of a number.
    pub fn address(&self, number: u32) -> DocAddress {
        self.families.address(number)
    }

    /// Whether it is an article and not a patent.
    pub fn is_article(&self, number: u32) -> bool {
        let (segment, document) = self.segment(number);
        segment.facts.is_article[document as usize]
    }

    /// The office that published it.
    pub fn office(&self, number: u32) -> Option<OfficeCode> {
        self.office_number(number).and_then(|office| self.offices.word(office).parse().ok())
    }

    /// The number of its office in [`Self::offices`].
    pub fn office_number(&self, number: u32) -> Option<u32> {
        let (segment, document) = self.segment(number);
        segment.facts.offices.of.of(document).first().map(|at| segment.offices[*at as usize])
    }

    /// Its kind, WIPO ST.16.
    pub fn kind(&self, number: u32) -> Option<&str> {
        let (segment, document) = self.segment(number);
        let kind = segment.facts.kinds.of.of(document).first()?;
        Some(self.kinds.word(segment.kinds[*kind as usize]))
    }

    /// The legal state that its source states.
    pub fn status(&self, number: u32) -> Option<LegalState> {
        let (segment, document) = self.segment(number);
        let word =
            self.statuses.word(segment.statuses[*segment.facts.statuses.of.of(document).first()? as usize]);
        LegalState::ALL.into_iter().find(|state| state.as_str() == word)
    }

    pub fn published(&self, number: u32) -> Option<Date> {
        self.date(number, 0)
    }

    pub fn filed(&self, number: u32) -> Option<Date> {
        self.date(number, 1)
    }

    /// The earliest of its priorities and its filing.
    pub fn priority(&self, number: u32) -> Option<Date> {
        self.date(number, 2)
    }

    /// The date of grant, where its source states it.
    pub fn granted(&self, number: u32) -> Option<Date> {
        self.date(number, 3)
    }

    /// A number that the index has of it.
    pub fn quantity(&self, number: u32, quantity: Quantity) -> Option<u32> {
        self.column(number, 4 + quantity as usize)
    }

    /// Its applicants and assignees, by their numbers in [`Self::applicant_names`].
    pub fn applicants(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        let (segment, document) = self.segment(number);
        segment.facts.applicants.of.of(document).iter().map(|at| segment.applicants[*at as usize])
    }

    /// The sectors of its applicants, where its source states them.
    pub fn sectors(&self, number: u32) -> Vec<Sector> {
        let (segment, document) = self.segment(number);
        let words = segment.facts.applicant_sectors.words_of_document(document);
        let mut sectors: Vec<Sector> = words.into_iter().filter_map(sector_of).collect();
        sectors.sort_unstable_by_key(|sector| *sector as u8);
        sectors.dedup();
        sectors
    }

    /// Whether its source states a sector of each of its applicants.
    pub fn states_all_sectors(&self, number: u32) -> bool {
        let (segment, document) = self.segment(number);
        let stated = segment.facts.applicant_sectors.of.of(document).len();
        segment.facts.applicants.of.of(document).len() <= stated
    }

    /// Where its applicants are, by their numbers in [`Self::countries`].
    pub fn applicant_countries(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        let (segment, document) = self.segment(number);
        segment.facts.countries.of.of(document).iter().map(|at| segment.countries[*at as usize])
    }

    /// The offices of the applications whose priority it claims, or of its own, by their numbers in
    /// [`Self::offices`].
    pub fn priority_offices(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        let (segment, document) = self.segment(number);
        segment.facts.priority_offices.of.of(document).iter().map(|at| segment.priority_offices[*at as usize])
    }

    /// Its subclasses, of IPC, else of CPC, else of FI, by their numbers in [`Self::subclass_symbols`].
    pub fn subclasses(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        let (segment, document) = self.segment(number);
        segment.facts.subclasses.of.of(document).iter().map(|at| segment.subclasses[*at as usize])
    }

    /// Its WIPO technology fields.
    pub fn technology_fields(&self, number: u32) -> FieldSet {
        let (segment, document) = self.segment(number);
        segment.facts.fields[document as usize].all
    }

    /// The technology field that most of its main groups are in; of several the lowest number.
    pub fn main_field(&self, number: u32) -> Option<TechnologyField> {
        let (segment, document) = self.segment(number);
        segment.facts.fields[document as usize].main
    }

    /// The technology fields of any document of a simple family.
    pub fn fields_of_family(&self, family: u32) -> FieldSet {
        let members = self.members(family).iter();
        members.fold(FieldSet::default(), |fields, member| fields.union(self.technology_fields(*member)))
    }

    /// By the number of a technology field: families in the whole index, one of several fields in each.
    pub fn field_counts(&self) -> &[usize; TechnologyField::COUNT + 1] {
        &self.field_counts
    }

    /// Every office that published a document or that a priority is of, by number.
    pub fn offices(&self) -> &Vocabulary {
        &self.offices
    }

    /// States in which applicants are, WIPO ST.3, by number.
    pub fn countries(&self) -> &Vocabulary {
        &self.countries
    }

    /// Subclasses such as `H01M`, by number.
    pub fn subclass_symbols(&self) -> &Vocabulary {
        &self.subclasses
    }

    /// Names of applicants as their sources write them first, by number.
    pub fn applicant_names(&self) -> &Vocabulary {
        &self.applicants
    }

    /// The sector that most documents of an applicant state for it.
    pub fn sector_of_applicant(&self, applicant: u32) -> Option<Sector> {
        self.sectors[applicant as usize]
    }

    /// The families of the generation.
    pub fn families(&self) -> &Families {
        &self.families
    }

    /// The simple family of a document that is not deleted.
    pub fn family(&self, number: u32) -> u32 {
        self.families.family(FamilyDefinition::Simple, number)
    }

    /// The documents of a simple family.
    pub fn members(&self, family: u32) -> &[u32] {
        self.families.members(FamilyDefinition::Simple, family)
    }

    /// Simple families.
    pub fn family_count(&self) -> u32 {
        self.families.count_of(FamilyDefinition::Simple) as u32
    }

    /// Applicants of any document of a simple family, ascending.
    pub fn applicants_of_family(&self, family: u32) -> &[u32] {
        self.family_applicants.of(family)
    }

    /// Subclasses of any document of a simple family, ascending.
    pub fn subclasses_of_family(&self, family: u32) -> &[u32] {
        self.family_subclasses.of(family)
    }

    /// The documents of the index that it cites, ascending; one that it cites in two ways stands twice.
    pub fn cited(&self, number: u32) -> &[Edge] {
        self.edges.cited.of(number)
    }

    /// The documents of the index that cite it, ascending.
    pub fn citing(&self, number: u32) -> &[Edge] {
        self.edges.citing.of(number)
    }

    /// What documents cite together and the index does not have, each once.
    pub fn cited_outside(&self, numbers: &[u32]) -> Outside {
        self.edges.outside(numbers)
    }

    /// A hash of everything that its source says, which tells this version of it from every other document.
    pub(crate) fn content(&self, number: u32) -> u64 {
        let (segment, document) = self.segment(number);
        segment.facts.contents[document as usize]
    }

    /// Whether a document cites the same of what the index does not have as another one of other facts does.
    pub(crate) fn cites_the_same_outside(&self, number: u32, others: &Self, other: u32) -> bool {
        self.edges.cites_the_same_outside(number, &others.edges, other)
    }

    /// Citations between documents of the index.
    pub fn citation_count(&self) -> usize {
        self.edges.cited.value_count()
    }

    fn date(&self, number: u32, column: usize) -> Option<Date> {
        date_of(self.column(number, column)?)
    }

    fn column(&self, number: u32, column: usize) -> Option<u32> {
        let (segment, document) = self.segment(number);
        Some(segment.facts.numbers[column][document as usize]).filter(|value| *value != UNKNOWN)
    }

    /// The segment of a document, and its number there.
    fn segment(&self, number: u32) -> (&Segment, u32) {
        // Of empty segments, which have the base of the next one, the last is taken: the one that has the document.
        let at = self.segments.partition_point(|segment| segment.base <= number) - 1;
        let segment = &self.segments[at];
        (segment, number - segment.base)
    }
}

#[cfg(test)]
mod tests;
