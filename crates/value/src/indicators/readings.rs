//! The value of each indicator, or why there is none.

use model::{Date, LegalState, OfficeCode};

use super::{
    Part, PartName,
    card::{Computed, Names, Subject},
};
use crate::{
    MINIMUM_COHORT, Measure, Missing, Reading,
    calendar::{DAYS_OF_YEAR, days_between, years_later},
    findings::{grant, grant_lag},
    formula::{Spread, mean, over_cohort_maximum, quantile},
};

/// The share of a cohort below a breakthrough, in percent (OECD).
const BREAKTHROUGH: f64 = 99.0;

/// Years from filing that a patent lasts, TRIPS Article 33.
const TERM_YEARS: u16 = 20;

/// What the composite of four is the mean of.
const FOUR: [(Measure, PartName); 4] = [
    (Measure::ForwardCitations5, PartName::ForwardOverMaximum),
    (Measure::FamilySize, PartName::FamilyOverMaximum),
    (Measure::Claims, PartName::ClaimsOverMaximum),
    (Measure::Generality, PartName::GeneralityOverMaximum),
];

/// What the composite of six is the mean of.
const SIX: [(Measure, PartName); 6] = [
    FOUR[0],
    FOUR[1],
    FOUR[2],
    FOUR[3],
    (Measure::BackwardCitations, PartName::BackwardOverMaximum),
    (Measure::GrantLag, PartName::SpeedOfGrant),
];

impl From<Reading> for Computed {
    fn from(reading: Reading) -> Self {
        Self { reading, parts: Vec::new(), documents: Vec::new(), classes: Vec::new(), names: Names::None }
    }
}

impl Subject<'_> {
    pub(super) fn compute(&self, measure: Measure) -> Computed {
        match measure {
            Measure::ForwardCitations5 => self.forward(5),
            Measure::ForwardCitations7 => self.forward(7),
            Measure::ForwardNormalised => self.forward_over_mean(),
            Measure::Breakthrough => self.breakthrough(),
            Measure::CategoryXy => self.category_xy(),
            Measure::Generality | Measure::GeneralityCorrected => self.generality(measure),
            Measure::BackwardCitations => self.backward(),
            Measure::LiteratureCitations | Measure::ScienceLinkage | Measure::LiteratureShare => {
                self.literature(measure)
            }
            Measure::Originality | Measure::OriginalityCorrected => self.originality(measure),
            Measure::Radicalness => self.radicalness(),
            Measure::Scope => self.scope(),
            Measure::Claims => {
                Computed { parts: self.claim_categories(), ..self.quantity(measure, Missing::Claims) }
            }
            Measure::IndependentClaims | Measure::ClaimDepth => self.quantity(measure, Missing::Claims),
            Measure::FirstClaimCharacters => self.quantity(measure, Missing::JapaneseClaim),
            Measure::FirstClaimWords => self.quantity(measure, Missing::EnglishClaim),
            Measure::FamilySize | Measure::InternationalFamily => self.family(measure),
            Measure::GrantLag => self.grant_lag(),
            Measure::RemainingLife => self.remaining_life().into(),
            Measure::SectorCollaboration => self.sectors(),
            Measure::Composite4 => self.composite(&FOUR),
            Measure::Composite6 => self.composite(&SIX),
        }
    }

    fn forward(&self, years: u16) -> Computed {
        let citing = &self.findings.citing;
        let until = self.findings.published.map(|published| years_later(published, years));
        let is_closed = until.zip(self.facts().as_of()).is_some_and(|(until, as_of)| until <= as_of);
        let counted: Vec<_> = match until {
            Some(until) => self.findings.cited_until(until).collect(),
            None => citing.iter().collect(),
        };
        let own = counted.iter().filter(|citing| citing.is_self).count();
        let mut parts = vec![Part::count(PartName::SelfCitations, own)];
        if !is_closed {
            parts.insert(0, Part::count(PartName::SoFar, counted.len()));
        }
        if !self.findings.citing_articles.is_empty() {
            parts.push(Part::count(PartName::CitingArticles, self.findings.citing_articles.len()));
        }
        let reading = match until {
            None => Reading::Unknown(Missing::PublicationDate),
            Some(until) if !is_closed => Reading::WindowNotClosed { until },
            Some(_) => Reading::Known(counted.len() as f64),
        };
        let documents = counted.iter().map(|citing| citing.document).collect();
        Computed { parts, documents, names: Names::Applicants, ..reading.into() }
    }

    /// What the cohort makes of the forward citations of five years; the reading says why not where it cannot be.
    fn forward_compared(&self) -> Result<(f64, Vec<f32>), Reading> {
        let forward = self.forward(5).reading;
        let Reading::Known(forward) = forward else { return Err(forward) };
        self.compared(Measure::ForwardCitations5).map(|values| (forward, values))
    }

    /// The values of a cohort that is large enough.
    fn compared(&self, measure: Measure) -> Result<Vec<f32>, Reading> {
        if let Err(missing) = self.cohort {
            return Err(Reading::Unknown(missing));
        }
        let values = self.peers_values(measure);
        if values.len() < MINIMUM_COHORT {
            return Err(Reading::NotEnoughData { size: values.len(), needed: MINIMUM_COHORT });
        }
        Ok(values)
    }

    fn forward_over_mean(&self) -> Computed {
        let (forward, values) = match self.forward_compared() {
            Ok(compared) => compared,
            Err(reading) => return reading.into(),
        };
        let mean = mean(&values).unwrap_or(0.0);
        let over_mean = (0.0 < mean).then(|| forward / mean);
        let reading = Reading::or_missing(over_mean, Missing::CohortValue);
        Computed { parts: vec![Part::new(PartName::CohortMean, mean)], ..reading.into() }
    }

    fn breakthrough(&self) -> Computed {
        let (forward, mut values) = match self.forward_compared() {
            Ok(compared) => compared,
            Err(reading) => return reading.into(),
        };
        let top = quantile(&mut values, BREAKTHROUGH).map_or(0.0, f64::from);
        let is_breakthrough = 0.0 < forward && top <= forward;
        let reading = Reading::Known(f64::from(u8::from(is_breakthrough)));
        Computed { parts: vec![Part::new(PartName::CohortTop, top)], ..reading.into() }
    }

    fn category_xy(&self) -> Computed {
        let citing: Vec<_> = self.findings.citing.iter().filter(|citing| citing.is_xy).collect();
        let own = citing.iter().filter(|citing| citing.is_self).count();
        Computed {
            parts: vec![Part::count(PartName::SelfCitations, own)],
            documents: citing.iter().map(|citing| citing.document).collect(),
            ..Reading::Known(citing.len() as f64).into()
        }
    }

    fn generality(&self, measure: Measure) -> Computed {
        let documents: Vec<u32> = self.findings.citing.iter().map(|citing| citing.document).collect();
        let families = self.findings.citing.iter().map(|citing| citing.family);
        let is_corrected = measure == Measure::GeneralityCorrected;
        let missing = (Missing::CitingClasses, Missing::SecondCiting);
        let reading = spread_reading(self.findings.generality, is_corrected, missing);
        Computed {
            parts: vec![known_classes(self.findings.generality)],
            classes: self.classes_of(families),
            documents,
            ..reading.into()
        }
    }

    fn originality(&self, measure: Measure) -> Computed {
        let documents: Vec<u32> = self.findings.cited.iter().map(|cited| cited.document).collect();
        let families = self.findings.cited.iter().map(|cited| cited.family);
        let is_corrected = measure == Measure::OriginalityCorrected;
        let missing = (Missing::CitedClasses, Missing::SecondCited);
        let reading = spread_reading(self.findings.originality, is_corrected, missing);
        Computed {
            parts: vec![
                known_classes(self.findings.originality),
                Part::new(PartName::OutsideIndex, self.findings.outside.patents),
            ],
            classes: self.classes_of(families),
            documents,
            ..reading.into()
        }
    }

    fn backward(&self) -> Computed {
        let cited = &self.findings.cited;
        let own = cited.iter().filter(|cited| cited.is_self).count();
        Computed {
            parts: vec![
                Part::count(PartName::SelfCitations, own),
                Part::count(PartName::InIndex, cited.len()),
                Part::new(PartName::OutsideIndex, self.findings.outside.patents),
                Part::new(PartName::InText, self.findings.outside.patents_in_text),
            ],
            documents: cited.iter().map(|cited| cited.document).collect(),
            names: Names::Applicants,
            ..Reading::Known(f64::from(self.findings.backward())).into()
        }
    }

    fn literature(&self, measure: Measure) -> Computed {
        let articles = &self.findings.cited_articles;
        let in_index = articles.len() as u32;
        let literature = Part::new(PartName::LiteratureCitations, self.findings.literature);
        let (reading, mut parts) = match measure {
            Measure::LiteratureShare => {
                let reading = Reading::or_missing(self.findings.literature_share(), Missing::Citations);
                let patents = Part::new(PartName::PatentCitations, self.findings.backward());
                (reading, vec![literature, patents])
            }
            Measure::ScienceLinkage => {
                (Reading::Known(f64::from(self.findings.publications)), vec![literature])
            }
            _ => (Reading::Known(f64::from(self.findings.literature)), Vec::new()),
        };
        parts.push(Part::new(PartName::WithDoi, in_index + self.findings.outside.literature));
        parts.push(Part::new(PartName::InIndex, in_index));
        Computed { parts, documents: articles.clone(), ..reading.into() }
    }

    fn radicalness(&self) -> Computed {
        let families = self.findings.cited.iter().map(|cited| cited.family);
        let reading = if self.findings.classes.is_empty() {
            Reading::Unknown(Missing::Classes)
        } else {
            Reading::or_missing(self.findings.radicalness, Missing::CitedClasses)
        };
        Computed {
            parts: vec![Part::new(PartName::OutsideIndex, self.findings.outside.patents)],
            documents: self.findings.cited.iter().map(|cited| cited.document).collect(),
            classes: self.classes_of(families),
            ..reading.into()
        }
    }

    fn scope(&self) -> Computed {
        let classes = self.findings.classes.clone();
        let count = (!classes.is_empty()).then_some(classes.len() as f64);
        Computed { classes, ..Reading::or_missing(count, Missing::Classes).into() }
    }

    fn quantity(&self, measure: Measure, missing: Missing) -> Computed {
        Reading::or_missing(self.figure(measure), missing).into()
    }

    fn family(&self, measure: Measure) -> Computed {
        let facts = self.facts();
        let members = facts.members(self.unit.family).to_vec();
        let value = match measure {
            Measure::FamilySize => self.findings.offices.len() as f64,
            _ => f64::from(u8::from(self.findings.is_international(facts))),
        };
        Computed {
            parts: vec![Part::count(PartName::Members, members.len())],
            documents: members,
            names: Names::Offices,
            ..Reading::Known(value).into()
        }
    }

    fn grant_lag(&self) -> Computed {
        let facts = self.facts();
        if facts.filed(self.document).is_none() {
            return Reading::Unknown(Missing::FilingDate).into();
        }
        let (Some(days), Some((_, granted))) = (grant_lag(facts, self.document), grant(facts, self.document))
        else {
            return Reading::Unknown(Missing::Grant).into();
        };
        let mut parts = vec![Part::new(PartName::Days, days as f64)];
        let reading = match self.compared(Measure::GrantLag) {
            Err(reading) => reading,
            Ok(values) => {
                let greatest = values.iter().copied().fold(0.0, f32::max);
                parts.push(Part::new(PartName::CohortGreatest, greatest));
                let speed = (0.0 < greatest).then(|| 1.0 - days as f64 / f64::from(greatest));
                Reading::or_missing(speed, Missing::CohortValue)
            }
        };
        Computed { parts, documents: vec![granted], ..reading.into() }
    }

    fn remaining_life(&self) -> Reading {
        let facts = self.facts();
        let Some((filed, as_of)) = facts.filed(self.document).zip(facts.as_of()) else {
            return Reading::Unknown(Missing::FilingDate);
        };
        // Utility models (U, Y), designs (S) and others have terms of their own; an international application is no right.
        let lasts = facts.kind(self.document).is_some_and(|kind| kind.starts_with(['A', 'B', 'C']));
        if !lasts || facts.office(self.document) == Some(OfficeCode::WO) {
            return Reading::Unknown(Missing::Term);
        }
        match facts.status(self.document) {
            None => Reading::Unknown(Missing::Status),
            Some(LegalState::Pending | LegalState::InForce) => {
                let end: Date = years_later(filed, TERM_YEARS);
                let years = days_between(as_of, end).map(|days| days.max(0) as f64 / DAYS_OF_YEAR);
                Reading::or_missing(years, Missing::FilingDate)
            }
            Some(_) => Reading::Unknown(Missing::NotInForce),
        }
    }

    fn sectors(&self) -> Computed {
        let facts = self.facts();
        let documents = &self.unit.documents;
        let mut sectors: Vec<&str> = documents
            .iter()
            .flat_map(|document| facts.sectors(*document))
            .map(model::Sector::as_str)
            .collect();
        sectors.sort_unstable();
        sectors.dedup();
        let all_stated = documents.iter().all(|document| facts.states_all_sectors(*document));
        let reading = match sectors.len() {
            0 => Reading::Unknown(Missing::Sectors),
            1 if !all_stated => Reading::Unknown(Missing::Sectors),
            count => Reading::Known(f64::from(u8::from(1 < count))),
        };
        Computed {
            parts: vec![Part::count(PartName::Sectors, sectors.len())],
            names: Names::Applicants,
            ..reading.into()
        }
    }

    fn composite(&self, components: &[(Measure, PartName)]) -> Computed {
        let (mut parts, mut why_not) = (Vec::new(), None);
        for &(measure, name) in components {
            let reading = match self.compute(measure).reading {
                // It is over the cohort's greatest already, from 0 for the slowest.
                Reading::Known(value) if measure == Measure::GrantLag => Ok(Reading::Known(value)),
                Reading::Known(value) => self.compared(measure).map(|mut values| {
                    let share = over_cohort_maximum(&mut values, value as f32);
                    Reading::or_missing(share, Missing::CohortValue)
                }),
                Reading::Unknown(_) => Err(Reading::Unknown(Missing::Part)),
                other => Err(other),
            };
            match reading {
                Ok(Reading::Known(share)) => parts.push(Part::new(name, share)),
                Ok(other) | Err(other) => why_not = why_not.or(Some(other)),
            }
        }
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        let reading = why_not.unwrap_or(Reading::Known(sum / components.len() as f64));
        Computed { parts, ..reading.into() }
    }

    /// Subclasses of families, ascending.
    fn classes_of(&self, families: impl Iterator<Item = u32>) -> Vec<u32> {
        let facts = self.facts();
        let mut classes: Vec<u32> =
            families.flat_map(|family| facts.subclasses_of_family(family)).copied().collect();
        classes.sort_unstable();
        classes.dedup();
        classes
    }
}

fn known_classes(spread: Option<Spread>) -> Part {
    Part::new(PartName::WithClasses, spread.map_or(0, |spread| spread.documents))
}

/// The raw or corrected value; what is missing where there is none, of any document or of a second one.
fn spread_reading(spread: Option<Spread>, is_corrected: bool, missing: (Missing, Missing)) -> Reading {
    match spread {
        None => Reading::Unknown(missing.0),
        Some(spread) if is_corrected => Reading::or_missing(spread.corrected, missing.1),
        Some(spread) => Reading::Known(spread.raw),
    }
}
