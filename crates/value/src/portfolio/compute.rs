//! Computing the figures of a set.

use std::collections::BTreeMap;

use model::{Date, Sector};
use tantivy::DocAddress;

use super::{
    APPLICANTS_SHOWN, ApplicantCount, CycleTime, Distribution, FieldCount, MINIMUM_EXPECTED, Portfolio,
    Share, counts::Counts,
};
use crate::{
    Facts, Figures, MINIMUM_COHORT, Measure, Missing, Reading, TechnologyField,
    calendar::{DAYS_OF_YEAR, days_between},
    cohort,
    formula::{advantage, concentration, herfindahl, mean, quantile},
    table::{COLUMNS, column},
};

/// The applicants whose share CR4 is.
const GREATEST: usize = 4;

/// The figures of a set of documents. Those that the index does not have are an error of the caller.
pub fn portfolio(figures: &Figures, addresses: &[DocAddress]) -> Portfolio {
    let facts = figures.facts();
    let (patents, families) = families_of(facts, addresses);
    let set = Set { figures, facts, families };
    let counted = set.count();
    Portfolio {
        as_of: facts.as_of(),
        patents,
        articles: addresses.len() - patents,
        families: set.families.len(),
        distributions: set.distributions(),
        fields: set.fields(),
        cr4: Reading::or_missing(concentration(&counted.shares, GREATEST), Missing::Applicants),
        hhi: Reading::or_missing(herfindahl(&counted.shares), Missing::Applicants),
        cycle_time: set.cycle_time(),
        international: set.international(),
        collaboration: counted.collaboration(),
        impact: set.impact(),
        applicant_count: counted.applicants.len(),
        applicants: set.named(counted.applicants),
        offices: counted
            .offices
            .by_count()
            .into_iter()
            .filter_map(|(office, count)| Some((facts.offices().word(office).parse().ok()?, count)))
            .collect(),
        years: counted.years.by_key(),
        sectors: counted.sectors.by_key().into_iter().map(|(at, count)| (Sector::ALL[at], count)).collect(),
    }
}

/// Families with patents in both of two sets.
pub fn common_families(facts: &Facts, a: &[DocAddress], b: &[DocAddress]) -> usize {
    let (_, others) = families_of(facts, b);
    let (_, families) = families_of(facts, a);
    families.iter().filter(|family| others.binary_search(family).is_ok()).count()
}

/// How many of the documents are patents, and their families, ascending.
fn families_of(facts: &Facts, addresses: &[DocAddress]) -> (usize, Vec<u32>) {
    let numbers = addresses.iter().map(|address| facts.number(*address));
    let mut families: Vec<u32> =
        numbers.filter(|number| !facts.is_article(*number)).map(|number| facts.family(number)).collect();
    let patents = families.len();
    families.sort_unstable();
    families.dedup();
    (patents, families)
}

struct Set<'s> {
    figures: &'s Figures,
    facts: &'s Facts,
    /// Ascending.
    families: Vec<u32>,
}

/// What families were counted by.
#[derive(Default)]
struct Counted {
    offices: Counts<u32>,
    years: Counts<u16>,
    /// By place in [`Sector::ALL`].
    sectors: Counts<usize>,
    applicants: Counts<u32>,
    /// Families shared equally among their applicants, by applicant.
    shares: Vec<f64>,
    with_sectors: usize,
    with_two_sectors: usize,
}

impl Counted {
    fn collaboration(&self) -> Share {
        let share = (0 < self.with_sectors).then(|| self.with_two_sectors as f64 / self.with_sectors as f64);
        Share { reading: Reading::or_missing(share, Missing::Sectors), of: self.with_sectors }
    }
}

impl Set<'_> {
    fn count(&self) -> Counted {
        let facts = self.facts;
        let mut counted = Counted::default();
        let mut shares: BTreeMap<u32, f64> = BTreeMap::new();
        for &family in &self.families {
            let members = facts.members(family);
            let once = |values: &mut Vec<u32>| {
                values.sort_unstable();
                values.dedup();
            };
            let mut offices: Vec<u32> =
                members.iter().filter_map(|member| facts.office_number(*member)).collect();
            once(&mut offices);
            offices.into_iter().for_each(|office| counted.offices.add(office));
            if let Some(filed) = self.filed(family) {
                counted.years.add(filed.year());
            }
            let mut sectors: Vec<usize> = members
                .iter()
                .flat_map(|member| facts.sectors(*member))
                .filter_map(|sector| Sector::ALL.iter().position(|known| *known == sector))
                .collect();
            sectors.sort_unstable();
            sectors.dedup();
            counted.with_sectors += usize::from(!sectors.is_empty());
            counted.with_two_sectors += usize::from(1 < sectors.len());
            sectors.into_iter().for_each(|sector| counted.sectors.add(sector));
            let applicants = facts.applicants_of_family(family);
            for &applicant in applicants {
                counted.applicants.add(applicant);
                *shares.entry(applicant).or_default() += 1.0 / applicants.len() as f64;
            }
        }
        counted.shares = shares.into_values().collect();
        counted
    }

    /// The earliest day of filing of a family.
    fn filed(&self, family: u32) -> Option<Date> {
        self.facts.members(family).iter().filter_map(|member| self.facts.priority(*member)).min()
    }

    fn named(&self, applicants: Counts<u32>) -> Vec<ApplicantCount> {
        let named = applicants.by_count().into_iter().take(APPLICANTS_SHOWN);
        named
            .map(|(applicant, families)| ApplicantCount {
                name: self.facts.applicant_names().word(applicant).to_owned(),
                sector: self.facts.sector_of_applicant(applicant),
                families,
            })
            .collect()
    }

    fn distributions(&self) -> Vec<Distribution> {
        let measures = COLUMNS.iter().filter(|measure| measure.is_of_families() && !measure.is_flag());
        let distribution = |measure: &Measure| {
            let mut values = self.figures.of_families(&self.families, column(*measure)?);
            let mean = mean(&values)?;
            let mut at = |percent| quantile(&mut values, percent).map(f64::from);
            let quartiles = [at(0.0)?, at(25.0)?, at(50.0)?, at(75.0)?, at(100.0)?];
            Some(Distribution { measure: *measure, known: values.len(), mean, quartiles })
        };
        measures.filter_map(distribution).collect()
    }

    /// Counts families in each field, here and in the whole index.
    fn fields(&self) -> Vec<FieldCount> {
        let all = self.facts.field_counts();
        let mut here = [0usize; TechnologyField::COUNT + 1];
        for &family in &self.families {
            for field in self.facts.fields_of_family(family).iter() {
                here[usize::from(field.number())] += 1;
            }
        }
        let (set, whole): (usize, usize) = (here.iter().sum(), all.iter().sum());
        let count = |field: TechnologyField| {
            let at = usize::from(field.number());
            let expected = set as f64 * all[at] as f64 / whole as f64;
            let value = advantage(here[at] as f64, set as f64, all[at] as f64, whole as f64);
            let advantage = if expected < MINIMUM_EXPECTED {
                Reading::NotEnoughData { size: expected as usize, needed: MINIMUM_EXPECTED as usize }
            } else {
                Reading::or_missing(value, Missing::TechnologyField)
            };
            FieldCount { field, families: here[at], expected, advantage }
        };
        TechnologyField::all().filter(|field| 0 < here[usize::from(field.number())]).map(count).collect()
    }

    fn cycle_time(&self) -> CycleTime {
        let facts = self.facts;
        let mut years = Vec::new();
        for &family in &self.families {
            let mut cited: Vec<u32> = facts
                .members(family)
                .iter()
                .flat_map(|member| facts.cited(*member))
                .filter(|edge| !edge.manner.is_in_text() && !facts.is_article(edge.document))
                .map(|edge| facts.family(edge.document))
                .filter(|other| *other != family)
                .collect();
            cited.sort_unstable();
            cited.dedup();
            let Some(filed) = self.filed(family) else { continue };
            let age = |other: &u32| Some(days_between(self.filed(*other)?, filed)? as f64 / DAYS_OF_YEAR);
            years.extend(cited.iter().filter_map(age).map(|years| years as f32));
        }
        let citations = years.len();
        let median = match quantile(&mut years, 50.0) {
            Some(_) if citations < MINIMUM_COHORT => {
                Reading::NotEnoughData { size: citations, needed: MINIMUM_COHORT }
            }
            median => Reading::or_missing(median.map(f64::from), Missing::Citations),
        };
        CycleTime { median, citations }
    }

    fn international(&self) -> Reading {
        let flags = column(Measure::InternationalFamily)
            .map(|column| self.figures.of_families(&self.families, column))
            .unwrap_or_default();
        Reading::or_missing(mean(&flags), Missing::Patents)
    }

    /// Families whose window has closed and whose cohort is large enough take part.
    fn impact(&self) -> Share {
        let Some(forward) = column(Measure::ForwardCitations5) else {
            return Share { reading: Reading::Unknown(Missing::ClosedWindow), of: 0 };
        };
        let mut cohorts: BTreeMap<(u8, u16), (usize, Option<f64>)> = BTreeMap::new();
        let mut over_mean = Vec::new();
        for &family in &self.families {
            let [value] = self.figures.of_families(&[family], forward)[..] else { continue };
            let Some((_, field, year)) = cohort::of_family(self.facts, family) else { continue };
            let (_, expected) = *cohorts.entry((field.number(), year)).or_insert_with(|| {
                let peers = self.figures.cohorts.of_family(self.facts, family);
                let peers = peers.map(|(_, peers)| peers).unwrap_or_default();
                let values = self.figures.of_families(&peers, forward);
                let is_enough = |mean: &f64| MINIMUM_COHORT <= values.len() && 0.0 < *mean;
                (values.len(), mean(&values).filter(is_enough))
            });
            over_mean.extend(expected.map(|expected| (f64::from(value) / expected) as f32));
        }
        let reading = match (mean(&over_mean), cohorts.values().map(|(size, _)| *size).max()) {
            (Some(mean), _) => Reading::Known(mean),
            (None, None) => Reading::Unknown(Missing::ClosedWindow),
            (None, Some(size)) if size < MINIMUM_COHORT => {
                Reading::NotEnoughData { size, needed: MINIMUM_COHORT }
            }
            (None, Some(_)) => Reading::Unknown(Missing::CohortValue),
        };
        Share { reading, of: over_mean.len() }
    }
}
