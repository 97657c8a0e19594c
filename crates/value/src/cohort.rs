//! Cohorts: what a patent is compared with.
//!
//! A patent's cohort are the patents of the same office, WIPO technology field and filing year; a family's are the
//! families of the same field and earliest filing year, whatever the office (OECD compares within field and filing
//! year; drafting and citing differ by office as well). Each family counts once a cohort, by its latest publication at
//! the office. A document of several fields is compared in its main one, and is among those that documents of each of
//! its fields are compared with.

use std::cmp::Reverse;

use model::OfficeCode;

use crate::{Facts, FieldSet, TechnologyField};

/// The least size of a cohort that a percentile, a mean or a maximum is told of: below it one document more moves a
/// percentile by over three points, and a 99th percentile means the greatest value alone. The usual rule of thumb for
/// means of skewed counts.
pub const MINIMUM_COHORT: usize = 30;

/// What a document or family is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cohort {
    /// `None` of families.
    pub office: Option<OfficeCode>,
    pub field: TechnologyField,
    /// Of filing; of a family the earliest, priorities included.
    pub year: u16,
}

/// The members of all cohorts.
pub(crate) struct Cohorts {
    /// Of documents by office, field and filing year, ascending.
    patents: Vec<(Key, u32)>,
    /// Of families by field and earliest filing year, ascending.
    families: Vec<(Key, u32)>,
}

/// Office (0 for families, else one more than its number), field and year, packed so that they sort.
type Key = u64;

impl Cohorts {
    pub(crate) fn read(facts: &Facts) -> Self {
        let (mut patents, mut families) = (Vec::new(), Vec::new());
        let mut latest = Vec::new();
        for family in 0..facts.family_count() {
            let members = facts.members(family);
            if let Some((fields, _, year)) = of_family(facts, family) {
                families.extend(fields.iter().map(|field| (key(None, field, year), family)));
            }
            latest.clear();
            latest.extend(members.iter().filter_map(|member| {
                let office = facts.office_number(*member)?;
                Some((office, Reverse(facts.published(*member)), *member))
            }));
            latest.sort_unstable();
            latest.dedup_by_key(|(office, _, _)| *office);
            for (office, _, document) in &latest {
                let Some(year) = facts.filed(*document).map(|day| day.year()) else { continue };
                let fields = facts.technology_fields(*document);
                patents.extend(fields.iter().map(|field| (key(Some(*office), field, year), *document)));
            }
        }
        patents.sort_unstable();
        families.sort_unstable();
        Self { patents, families }
    }

    /// The documents of the cohort of a document, itself in the place of what else stands for its family there.
    pub(crate) fn of_document(&self, facts: &Facts, document: u32) -> Option<(Cohort, Vec<u32>)> {
        let office = facts.office_number(document)?;
        let cohort = Cohort {
            office: facts.office(document),
            field: facts.main_field(document)?,
            year: facts.filed(document)?.year(),
        };
        let family = facts.family(document);
        let all = with_key(&self.patents, key(Some(office), cohort.field, cohort.year));
        let mut members: Vec<u32> = all.filter(|member| facts.family(*member) != family).collect();
        members.push(document);
        Some((cohort, members))
    }

    /// The families of the cohort of a family.
    pub(crate) fn of_family(&self, facts: &Facts, family: u32) -> Option<(Cohort, Vec<u32>)> {
        let (_, field, year) = of_family(facts, family)?;
        let members = with_key(&self.families, key(None, field, year)).collect();
        Some((Cohort { office: None, field, year }, members))
    }

    pub(crate) fn bytes(&self) -> usize {
        (self.patents.capacity() + self.families.capacity()) * size_of::<(Key, u32)>()
    }
}

/// The fields of a family, its main field, and its earliest year of filing.
pub(crate) fn of_family(facts: &Facts, family: u32) -> Option<(FieldSet, TechnologyField, u16)> {
    let members = facts.members(family);
    let year = members.iter().filter_map(|member| facts.priority(*member)).min()?.year();
    let mut counts = [0u32; TechnologyField::COUNT + 1];
    let fields = facts.fields_of_family(family);
    for member in members {
        if let Some(main) = facts.main_field(*member) {
            counts[usize::from(main.number())] += 1;
        }
    }
    let main = fields.iter().max_by_key(|field| (counts[usize::from(field.number())], Reverse(*field)))?;
    Some((fields, main, year))
}

fn key(office: Option<u32>, field: TechnologyField, year: u16) -> Key {
    u64::from(office.map_or(0, |number| number + 1)) << 32 | u64::from(field.number()) << 16 | u64::from(year)
}

fn with_key(members: &[(Key, u32)], key: Key) -> impl Iterator<Item = u32> + '_ {
    let from = members.partition_point(|(other, _)| *other < key);
    members[from..].iter().take_while(move |(other, _)| *other == key).map(|(_, member)| *member)
}
