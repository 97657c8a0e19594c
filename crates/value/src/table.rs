//! The figures of all documents and families of a generation, so that each can be placed in its cohort.

use std::{sync::Arc, thread};

use indexer::Generation;

use crate::{
    Facts, Measure, Quantity, ValueError,
    calendar::years_later,
    cohort::Cohorts,
    findings::{Findings, Unit, grant_lag},
    update::{Update, WINDOWS},
};

/// The figures that are kept of every document; others are made of them.
pub(crate) const COLUMNS: [Measure; 21] = [
    Measure::ForwardCitations5,
    Measure::ForwardCitations7,
    Measure::CategoryXy,
    Measure::Generality,
    Measure::GeneralityCorrected,
    Measure::BackwardCitations,
    Measure::LiteratureCitations,
    Measure::ScienceLinkage,
    Measure::LiteratureShare,
    Measure::Originality,
    Measure::OriginalityCorrected,
    Measure::Radicalness,
    Measure::Scope,
    Measure::Claims,
    Measure::IndependentClaims,
    Measure::ClaimDepth,
    Measure::FirstClaimCharacters,
    Measure::FirstClaimWords,
    Measure::FamilySize,
    // Days from filing to grant, not yet over the cohort's greatest.
    Measure::GrantLag,
    Measure::InternationalFamily,
];

/// The figures of one document or family in the order of [`COLUMNS`]; NaN where there is none.
pub(crate) type Row = [f32; COLUMNS.len()];

/// The place of a measure among [`COLUMNS`].
pub(crate) fn column(measure: Measure) -> Option<usize> {
    COLUMNS.iter().position(|other| *other == measure)
}

/// The figures of a generation. Kept with it: 168 bytes a document at most. After an update those of the families that it
/// reaches are computed, others are taken over.
pub struct Figures {
    facts: Arc<Facts>,
    pub(crate) cohorts: Cohorts,
    /// By document.
    patents: Vec<Row>,
    /// By simple family.
    families: Vec<Row>,
    held_families: usize,
}

impl Figures {
    /// The figures of a generation, computed when they are first asked for.
    pub fn of(generation: &Generation) -> Result<Arc<Self>, ValueError> {
        let facts = Facts::of(generation)?;
        generation.derived_after(|_, before| Ok(Self::compute(facts, before)))
    }

    /// The figures of a generation where they were computed already.
    pub fn if_computed(generation: &Generation) -> Option<Arc<Self>> {
        generation.derived_if_made()
    }

    /// Takes over from figures of an earlier generation what holds.
    fn compute(facts: Arc<Facts>, before: Option<&Self>) -> Self {
        let update = before.map(|before| (before, Update::new(&before.facts, &facts)));
        let mut held = vec![None; facts.family_count() as usize];
        if let Some((_, update)) = &update {
            in_parallel(&mut held, |family, before| *before = update.held(family));
        }
        let nothing = [f32::NAN; COLUMNS.len()];
        let mut patents = vec![nothing; facts.number_bound() as usize];
        in_parallel(&mut patents, |document, row| {
            if facts.is_live(document) && !facts.is_article(document) {
                let known = update.as_ref().and_then(|(before, update)| {
                    held[facts.family(document) as usize]?;
                    Some(*before.patent(update.document(document)?))
                });
                *row = known.unwrap_or_else(|| row_of_document(&facts, document));
            }
        });
        let mut families = vec![nothing; facts.family_count() as usize];
        in_parallel(&mut families, |family, row| {
            let known = before.zip(held[family as usize]).map(|(before, number)| *before.family(number));
            *row = known.unwrap_or_else(|| {
                let unit = Unit::of_family(&facts, family);
                row_of(&facts, &unit.find(&facts), None)
            });
        });
        drop(update);
        let held_families = held.iter().flatten().count();
        Self { cohorts: Cohorts::read(&facts), facts, patents, families, held_families }
    }

    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    pub(crate) fn patent(&self, document: u32) -> &Row {
        &self.patents[document as usize]
    }

    pub(crate) fn family(&self, family: u32) -> &Row {
        &self.families[family as usize]
    }

    /// A column of documents; values that are not there are left out.
    pub(crate) fn of_patents(&self, documents: &[u32], column: usize) -> Vec<f32> {
        known(documents.iter().map(|document| self.patents[*document as usize][column]))
    }

    /// A column of families.
    pub(crate) fn of_families(&self, families: &[u32], column: usize) -> Vec<f32> {
        known(families.iter().map(|family| self.families[*family as usize][column]))
    }

    /// Families whose figures, and those of their documents, were taken over from an earlier generation.
    pub fn held_families(&self) -> usize {
        self.held_families
    }

    /// Bytes that grow with documents and citations, facts included.
    pub fn bytes(&self) -> usize {
        self.facts.bytes()
            + self.cohorts.bytes()
            + (self.patents.len() + self.families.len()) * size_of::<Row>()
    }
}

fn known(values: impl Iterator<Item = f32>) -> Vec<f32> {
    values.filter(|value| !value.is_nan()).collect()
}

/// The figures of a document.
fn row_of_document(facts: &Facts, document: u32) -> Row {
    row_of(facts, &Unit::of_patent(facts, document).find(facts), Some(document))
}

fn row_of(facts: &Facts, findings: &Findings, document: Option<u32>) -> Row {
    let quantity = |quantity| {
        document
            .and_then(|document| facts.quantity(document, quantity))
            .map_or(f32::NAN, |value| value as f32)
    };
    let optional = |value: Option<f64>| value.map_or(f32::NAN, |value| value as f32);
    let no_claims = quantity(Quantity::Claims) == 0.0;
    COLUMNS.map(|measure| match measure {
        Measure::ForwardCitations5 => optional(forward(facts, findings, WINDOWS[0])),
        Measure::ForwardCitations7 => optional(forward(facts, findings, WINDOWS[1])),
        Measure::CategoryXy => findings.citing.iter().filter(|citing| citing.is_xy).count() as f32,
        Measure::Generality => optional(findings.generality.map(|spread| spread.raw)),
        Measure::GeneralityCorrected => optional(findings.generality.and_then(|spread| spread.corrected)),
        Measure::BackwardCitations => findings.backward() as f32,
        Measure::LiteratureCitations => findings.literature as f32,
        Measure::ScienceLinkage => findings.publications as f32,
        Measure::LiteratureShare => optional(findings.literature_share()),
        Measure::Originality => optional(findings.originality.map(|spread| spread.raw)),
        Measure::OriginalityCorrected => optional(findings.originality.and_then(|spread| spread.corrected)),
        Measure::Radicalness => optional(findings.radicalness),
        Measure::Scope if findings.classes.is_empty() => f32::NAN,
        Measure::Scope => findings.classes.len() as f32,
        Measure::Claims | Measure::IndependentClaims if no_claims => f32::NAN,
        Measure::Claims => quantity(Quantity::Claims),
        Measure::IndependentClaims => quantity(Quantity::IndependentClaims),
        Measure::ClaimDepth => quantity(Quantity::ClaimDepth),
        Measure::FirstClaimCharacters => quantity(Quantity::FirstClaimCharacters),
        Measure::FirstClaimWords => quantity(Quantity::FirstClaimWords),
        Measure::FamilySize => findings.offices.len() as f32,
        Measure::GrantLag => {
            document.and_then(|document| grant_lag(facts, document)).map_or(f32::NAN, |days| days as f32)
        }
        Measure::InternationalFamily => f32::from(u8::from(findings.is_international(facts))),
        _ => f32::NAN,
    })
}

/// Forward citations of a window that has closed.
fn forward(facts: &Facts, findings: &Findings, years: u16) -> Option<f64> {
    let until = years_later(findings.published?, years);
    (until <= facts.as_of()?).then(|| findings.cited_until(until).count() as f64)
}

/// Fills each row, on as many threads as the machine has.
fn in_parallel<T: Send>(rows: &mut [T], fill: impl Fn(u32, &mut T) + Sync) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let part = rows.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        for (at, part_of_rows) in rows.chunks_mut(part).enumerate() {
            let fill = &fill;
            scope.spawn(move || {
                for (number, row) in ((at * part) as u32..).zip(part_of_rows) {
                    fill(number, row);
                }
            });
        }
    });
}
