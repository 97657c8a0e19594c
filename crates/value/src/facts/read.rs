//! Putting the segments of a generation together.

use std::sync::Arc;

use indexer::Generation;
use model::{Date, Sector};
use query::Families;

use super::{
    Facts, Segment,
    edges::Edges,
    segment::{SegmentFacts, UNKNOWN},
    words::{SegmentWords, Vocabulary},
};
use crate::{TechnologyField, ValueError, lists::Lists};

impl Facts {
    /// The facts of a generation, read when they are first asked for and kept with it.
    pub fn of(generation: &Generation) -> Result<Arc<Self>, ValueError> {
        generation.derived(Self::read)
    }

    fn read(generation: &Generation) -> Result<Self, ValueError> {
        let mut of_segments = Vec::new();
        let mut is_live = Vec::new();
        for segment in generation.searcher().segment_readers() {
            of_segments.push(generation.derived_of_segment(segment, SegmentFacts::read)?);
            is_live.extend((0..segment.max_doc()).map(|document| !segment.is_deleted(document)));
        }
        let vocabulary = |words: fn(&SegmentFacts) -> &SegmentWords| {
            Vocabulary::merge(&of_segments.iter().map(|facts| words(facts)).collect::<Vec<_>>())
        };
        let (kinds, mut kind_numbers) = vocabulary(|facts| &facts.kinds);
        let (statuses, mut status_numbers) = vocabulary(|facts| &facts.statuses);
        let (countries, mut country_numbers) = vocabulary(|facts| &facts.countries);
        let (subclasses, mut subclass_numbers) = vocabulary(|facts| &facts.subclasses);
        let (applicants, mut applicant_numbers) = vocabulary(|facts| &facts.applicants);
        let both = of_segments.iter().flat_map(|facts| [&facts.offices, &facts.priority_offices]);
        let (offices, mut office_numbers) = Vocabulary::merge(&both.collect::<Vec<_>>());
        let mut segments = Vec::new();
        let mut base = 0;
        for (at, facts) in of_segments.into_iter().enumerate() {
            let documents = facts.documents();
            segments.push(Segment {
                base,
                facts,
                offices: std::mem::take(&mut office_numbers[2 * at]),
                priority_offices: std::mem::take(&mut office_numbers[2 * at + 1]),
                kinds: std::mem::take(&mut kind_numbers[at]),
                statuses: std::mem::take(&mut status_numbers[at]),
                countries: std::mem::take(&mut country_numbers[at]),
                subclasses: std::mem::take(&mut subclass_numbers[at]),
                applicants: std::mem::take(&mut applicant_numbers[at]),
            });
            base += documents;
        }
        let mut facts = Self {
            generation: generation.id().clone(),
            live_count: is_live.iter().filter(|live| **live).count(),
            families: Families::of(generation)?,
            edges: Edges::resolve(&segments, &is_live),
            sectors: sectors(&segments, &applicants),
            segments,
            is_live,
            offices,
            kinds,
            statuses,
            countries,
            subclasses,
            applicants,
            family_applicants: Lists::default(),
            family_subclasses: Lists::default(),
            field_counts: [0; TechnologyField::COUNT + 1],
            as_of: None,
        };
        facts.as_of =
            facts.documents().filter_map(|number| facts.published(number)).max().map(|day| day.last_day());
        facts.family_applicants = facts.by_family(|number| facts.applicants(number));
        facts.family_subclasses = facts.by_family(|number| facts.subclasses(number));
        for family in 0..facts.family_count() {
            for field in facts.fields_of_family(family).iter() {
                facts.field_counts[usize::from(field.number())] += 1;
            }
        }
        Ok(facts)
    }

    /// What any document of each family has, ascending.
    fn by_family<I: Iterator<Item = u32>>(&self, of: impl Fn(u32) -> I) -> Lists<u32> {
        let mut lists = Lists::with_capacity(self.family_count() as usize);
        let mut values = Vec::new();
        for family in 0..self.family_count() {
            values.extend(self.members(family).iter().flat_map(|member| of(*member)));
            values.sort_unstable();
            values.dedup();
            values.drain(..).for_each(|value| lists.push(value));
            lists.end_list();
        }
        lists
    }

    /// Bytes that the tables hold, names left out: what grows with documents and citations.
    pub fn bytes(&self) -> usize {
        let of_segment = |segment: &Segment| segment.facts.bytes();
        self.edges.bytes()
            + self.family_applicants.bytes()
            + self.family_subclasses.bytes()
            + self.is_live.capacity()
            + self.segments.iter().map(of_segment).sum::<usize>()
    }
}

/// `university<TAB>青葉大学`: the sector.
pub(crate) fn sector_of(word: &str) -> Option<Sector> {
    let (word, _) = word.split_once('\t')?;
    Sector::ALL.into_iter().find(|sector| sector.as_str() == word)
}

/// YYYYMMDD, 00 for an unknown month or day.
pub(crate) fn date_of(number: u32) -> Option<Date> {
    if number == UNKNOWN {
        return None;
    }
    let [month, day] = [number / 100 % 100, number % 100].map(|part| (part != 0).then_some(part as u8));
    Date::new((number / 10_000) as u16, month, day).ok()
}

/// By applicant: the sector that most documents state, of several the first of [`Sector::ALL`].
fn sectors(segments: &[Segment], applicants: &Vocabulary) -> Vec<Option<Sector>> {
    let mut counts = vec![[0u32; Sector::ALL.len()]; applicants.len()];
    for segment in segments {
        let stated = &segment.facts.applicant_sectors;
        let meant: Vec<Option<(usize, usize)>> = stated
            .words
            .iter()
            .map(|word| {
                let (_, name) = word.split_once('\t')?;
                let sector = sector_of(word)?;
                let at = Sector::ALL.iter().position(|known| *known == sector)?;
                Some((applicants.number(name)? as usize, at))
            })
            .collect();
        for document in 0..segment.facts.documents() {
            for (applicant, sector) in stated.of.of(document).iter().filter_map(|at| meant[*at as usize]) {
                counts[applicant][sector] += 1;
            }
        }
    }
    let most = |counts: [u32; Sector::ALL.len()]| {
        let at = (0..counts.len()).max_by_key(|at| (counts[*at], std::cmp::Reverse(*at)))?;
        (0 < counts[at]).then_some(Sector::ALL[at])
    };
    counts.into_iter().map(most).collect()
}
