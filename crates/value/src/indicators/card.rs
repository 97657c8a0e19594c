//! Computing the indicators of one document.

use indexer::Generation;
use model::{ClaimCategory, Document, DocumentId, Language, Patent};

use super::{Card, INPUTS_SHOWN, Ids, Indicator, Inputs, Part, PartName, Standing, UnitKind};
use crate::{
    Cohort, Facts, Figures, MINIMUM_COHORT, Measure, Missing, Reading, ValueError,
    findings::{Findings, Unit},
    formula::percentile,
    table::{Row, column},
};

/// The indicators of a patent or of its family.
///
/// The figures of the whole generation are computed when they are first needed, and kept with it.
pub fn indicators(generation: &Generation, id: &DocumentId, unit: UnitKind) -> Result<Card, ValueError> {
    let Some(address) = generation.address(id)? else {
        return Err(ValueError::UnknownDocument { id: id.to_string() });
    };
    let Document::Patent(patent) = generation.head(address)? else {
        return Err(ValueError::NotAPatent { id: id.to_string() });
    };
    let figures = Figures::of(generation)?;
    let facts = figures.facts();
    let subject = Subject::new(&figures, facts.number(address), unit, &patent);
    let ids = Ids::open(generation)?;
    let mut indicators = Vec::new();
    for measure in Measure::ALL.iter().filter(|measure| subject.has(**measure)) {
        indicators.push(subject.indicator(*measure, &ids)?);
    }
    let members = subject.unit.documents.iter().map(|member| ids.of(facts, *member));
    Ok(Card {
        document: id.clone(),
        unit,
        members: members.collect::<Result<_, _>>()?,
        as_of: facts.as_of(),
        indicators,
    })
}

/// What the indicators are of, with everything that they are computed from.
pub(super) struct Subject<'s> {
    pub(super) figures: &'s Figures,
    pub(super) document: u32,
    pub(super) kind: UnitKind,
    pub(super) patent: &'s Patent,
    pub(super) unit: Unit,
    pub(super) findings: Findings,
    /// The members of its cohort; empty where it has none.
    pub(super) peers: Vec<u32>,
    pub(super) cohort: Result<Cohort, Missing>,
}

/// The value of an indicator with what belongs to it, numbers of documents not yet turned into ids.
pub(super) struct Computed {
    pub(super) reading: Reading,
    pub(super) parts: Vec<Part>,
    pub(super) documents: Vec<u32>,
    pub(super) classes: Vec<u32>,
    /// Whether applicants and offices are among what it was computed from.
    pub(super) names: Names,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    None,
    Applicants,
    Offices,
}

impl<'s> Subject<'s> {
    fn new(figures: &'s Figures, document: u32, kind: UnitKind, patent: &'s Patent) -> Self {
        let facts = figures.facts();
        let found = match kind {
            UnitKind::Patent => figures.cohorts.of_document(facts, document),
            UnitKind::Family => figures.cohorts.of_family(facts, facts.family(document)),
        };
        let unit = match kind {
            UnitKind::Patent => Unit::of_patent(facts, document),
            UnitKind::Family => Unit::of_family(facts, facts.family(document)),
        };
        let (cohort, peers) = match found {
            Some((cohort, peers)) => (Ok(cohort), peers),
            None if facts.filed(document).is_none() => (Err(Missing::FilingDate), Vec::new()),
            None => (Err(Missing::TechnologyField), Vec::new()),
        };
        let findings = unit.find(facts);
        Self { figures, document, kind, patent, unit, findings, peers, cohort }
    }

    pub(super) fn facts(&self) -> &Facts {
        self.figures.facts()
    }

    /// Lengths are told in the languages that the claims are in.
    fn has(&self, measure: Measure) -> bool {
        let has_claims = |language| self.patent.claims.iter().any(|claim| claim.language == language);
        let in_language = match measure {
            Measure::FirstClaimCharacters => has_claims(Language::JA),
            Measure::FirstClaimWords => has_claims(Language::EN),
            _ => true,
        };
        in_language && (self.kind == UnitKind::Patent || measure.is_of_families())
    }

    /// The values of a measure in the cohort, this one's included.
    pub(super) fn peers_values(&self, measure: Measure) -> Vec<f32> {
        let Some(column) = column(measure) else { return Vec::new() };
        match self.kind {
            UnitKind::Patent => self.figures.of_patents(&self.peers, column),
            UnitKind::Family => self.figures.of_families(&self.peers, column),
        }
    }

    /// A figure of the whole computation; the page shows what percentiles were computed from.
    pub(super) fn figure(&self, measure: Measure) -> Option<f64> {
        let row: &Row = match self.kind {
            UnitKind::Patent => self.figures.patent(self.document),
            UnitKind::Family => self.figures.family(self.facts().family(self.document)),
        };
        Some(f64::from(row[column(measure)?])).filter(|value| !value.is_nan())
    }

    fn indicator(&self, measure: Measure, ids: &Ids) -> Result<Indicator, ValueError> {
        let computed = self.compute(measure);
        let facts = self.facts();
        let shown = computed.documents.iter().take(INPUTS_SHOWN);
        let words = |numbers: &[u32], vocabulary: &crate::Vocabulary| -> Vec<String> {
            numbers.iter().map(|number| vocabulary.word(*number).to_owned()).collect()
        };
        let applicants = match computed.names {
            Names::Applicants => words(facts.applicants_of_family(self.unit.family), facts.applicant_names()),
            _ => Vec::new(),
        };
        let offices = match computed.names {
            Names::Offices => words(&self.findings.offices, facts.offices()),
            _ => Vec::new(),
        };
        Ok(Indicator {
            measure,
            reading: computed.reading,
            parts: computed.parts,
            inputs: Inputs {
                documents: shown.map(|document| ids.of(facts, *document)).collect::<Result<_, _>>()?,
                document_count: computed.documents.len(),
                classes: words(&computed.classes, facts.subclass_symbols()),
                applicants,
                offices,
            },
            standing: self.standing(measure, computed.reading),
        })
    }

    fn standing(&self, measure: Measure, reading: Reading) -> Standing {
        if column(measure).is_none() || measure.is_flag() {
            return Standing::NotCompared;
        }
        let cohort = match self.cohort {
            Ok(cohort) => cohort,
            Err(missing) => return Standing::NoCohort(missing),
        };
        let values = self.peers_values(measure);
        let place = || match self.figure(measure).and_then(|value| percentile(&values, value as f32)) {
            _ if values.len() < MINIMUM_COHORT => {
                Some(Reading::NotEnoughData { size: values.len(), needed: MINIMUM_COHORT })
            }
            // The column has days, and few of them are fast.
            Some(place) if measure == Measure::GrantLag => Some(Reading::Known(100.0 - place)),
            place => place.map(Reading::Known),
        };
        let language = match measure {
            Measure::FirstClaimCharacters => Some(Language::JA),
            Measure::FirstClaimWords => Some(Language::EN),
            _ => None,
        };
        let is_compared = matches!(reading, Reading::Known(_) | Reading::NotEnoughData { .. });
        Standing::In { cohort, language, size: values.len(), percentile: is_compared.then(place).flatten() }
    }

    /// Claims by what they are directed to, where the source says so.
    pub(super) fn claim_categories(&self) -> Vec<Part> {
        let mut claims: Vec<(u32, Option<ClaimCategory>)> =
            self.patent.claims.iter().map(|claim| (claim.number, claim.category)).collect();
        claims.sort_unstable_by_key(|(number, _)| *number);
        claims.dedup_by_key(|(number, _)| *number);
        let names = [
            (Some(ClaimCategory::Product), PartName::Products),
            (Some(ClaimCategory::Process), PartName::Processes),
            (Some(ClaimCategory::ProductionProcess), PartName::ProductionProcesses),
            (Some(ClaimCategory::Use), PartName::Uses),
            (None, PartName::UnstatedCategory),
        ];
        let count = |category| claims.iter().filter(|(_, other)| *other == category).count();
        let parts = names.into_iter().map(|(category, name)| Part::count(name, count(category)));
        parts.filter(|part| 0.0 < part.value).collect()
    }
}
