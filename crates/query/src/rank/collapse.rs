//! Families instead of documents: every match is looked at once, each family is placed where its best match stands.
//!
//! Memory of a search: 8 bytes a family of the generation and one bit a document. A family's place is worked out
//! from the engine's 32-bit scores first, which choose candidates, and from exact scores then, as in
//! [`super::by_score`].

use std::{collections::HashMap, sync::Arc};

use indexer::Generation;
use tantivy::{
    DocAddress, DocId, Score,
    columnar::{Column, StrColumn},
    query::EnableScoring,
};

use super::by_score::{ByScore, Scored};
use crate::{
    Direction, FamilyCounts, FamilyDefinition, QueryError, Representative, Sort, bits::Bits,
    cursor::PlaceInOrder, family::Families,
};

/// Families beyond the page whose exact places are worked out in the first attempt.
const MARGIN: usize = 16;

/// Growth of their number from one attempt to the next.
const GROWTH: usize = 4;

/// No match yet.
const UNPLACED: u64 = u64::MAX;

/// The matching documents of a search, and the families that they are of.
pub(super) struct Matches {
    families: Arc<Families>,
    matched: Bits,
}

/// A family on a page.
pub(super) struct PlacedFamily {
    pub(super) number: u32,
    /// Of its best match.
    pub(super) place: PlaceInOrder,
    pub(super) representative: DocAddress,
    /// Of the representative.
    pub(super) score: f64,
}

/// What puts matches in order.
enum Order {
    Score,
    Dates { columns: Vec<Option<Column<u64>>>, direction: Direction },
}

/// A search whose hits are families.
pub(super) struct ByFamily<'s> {
    pub(super) ranking: ByScore<'s>,
    pub(super) definition: FamilyDefinition,
    pub(super) representative: &'s Representative,
    pub(super) sort: Sort,
    pub(super) after: Option<PlaceInOrder>,
}

impl Matches {
    /// Collects the matches without any order.
    pub(super) fn unordered(ranking: &ByScore<'_>) -> Result<Self, QueryError> {
        let families = Families::of(ranking.generation)?;
        let mut matched = Bits::below(families.documents());
        for_each_match(ranking, false, |address, _| {
            matched.insert(families.document(address));
        })?;
        Ok(Self { families, matched })
    }

    pub(super) fn documents(&self) -> u64 {
        self.matched.len()
    }

    pub(super) fn families(&self) -> FamilyCounts {
        self.families.count(&self.matched)
    }

    /// The live documents of a family, each with whether it matches, those that do first.
    pub(super) fn members(&self, definition: FamilyDefinition, family: u32) -> Vec<(DocAddress, bool)> {
        let members = self.families.members(definition, family);
        let of =
            |wanted: bool| members.iter().filter(move |member| self.matched.contains(**member) == wanted);
        let placed = |wanted: bool| of(wanted).map(move |member| (self.families.address(*member), wanted));
        placed(true).chain(placed(false)).collect()
    }

    fn matching(&self, definition: FamilyDefinition, family: u32) -> impl Iterator<Item = DocAddress> + '_ {
        let members = self.families.members(definition, family).iter();
        members.filter(|member| self.matched.contains(**member)).map(|member| self.families.address(*member))
    }

    fn family_of(&self, definition: FamilyDefinition, address: DocAddress) -> u32 {
        self.families.family(definition, self.families.document(address))
    }
}

/// Calls for each live match with its score, which is 0 unless asked for.
fn for_each_match(
    ranking: &ByScore<'_>,
    scoring: bool,
    mut each: impl FnMut(DocAddress, Score),
) -> Result<(), QueryError> {
    let searcher = ranking.generation.searcher();
    let weight = if scoring {
        ranking.scoring()?.weight(EnableScoring::enabled_from_searcher(searcher))?
    } else {
        ranking.matching()?.weight(EnableScoring::disabled_from_searcher(searcher))?
    };
    for (segment_ord, segment) in (0..).zip(searcher.segment_readers()) {
        let alive = segment.alive_bitset();
        let mut visit = |doc_id: DocId, score| {
            if alive.is_none_or(|alive| alive.is_alive(doc_id)) {
                each(DocAddress { segment_ord, doc_id }, score);
            }
        };
        if scoring {
            weight.for_each(segment, &mut visit)?;
        } else {
            weight.for_each_no_score(segment, &mut |block| {
                block.iter().for_each(|doc_id| visit(*doc_id, 0.0));
            })?;
        }
    }
    Ok(())
}

impl ByFamily<'_> {
    /// All matches, and the first `wanted` families after the place given.
    pub(super) fn page(&self, wanted: usize) -> Result<(Matches, Vec<PlacedFamily>), QueryError> {
        let order = Order::of(self.ranking.generation, self.sort)?;
        let families = Families::of(self.ranking.generation)?;
        let mut best = vec![UNPLACED; families.count_of(self.definition)];
        let mut matched = Bits::below(families.documents());
        for_each_match(&self.ranking, matches!(order, Order::Score), |address, score| {
            let document = families.document(address);
            matched.insert(document);
            let of_family = &mut best[families.family(self.definition, document) as usize];
            *of_family = (*of_family).min(key(order.rank(address, score), document));
        })?;
        best.retain(|key| *key != UNPLACED);
        let matches = Matches { families, matched };
        if wanted == 0 {
            return Ok((matches, Vec::new()));
        }
        let page = match order {
            Order::Score => self.by_score(&matches, best, wanted)?,
            Order::Dates { .. } => self.by_date(&matches, best, wanted, &order)?,
        };
        Ok((matches, page))
    }

    fn by_date(
        &self,
        matches: &Matches,
        mut keys: Vec<u64>,
        wanted: usize,
        order: &Order,
    ) -> Result<Vec<PlacedFamily>, QueryError> {
        if let Some(after) = self.after {
            let last = key(after.rank as u32, matches.families.document(after.address));
            keys.retain(|key| last < *key);
        }
        keep_least(&mut keys, wanted);
        keys.sort_unstable();
        let mut page = Vec::with_capacity(keys.len());
        for key in keys {
            let address = matches.families.address(key as u32);
            let place = PlaceInOrder { rank: key >> 32, address };
            let number = matches.family_of(self.definition, address);
            let rank = |address| PlaceInOrder { rank: u64::from(order.rank(address, 0.0)), address };
            let representative = match self.representative {
                Representative::Rank => address,
                _ => {
                    let members = matches.matching(self.definition, number).map(rank).collect();
                    self.preferred(members)?.address
                }
            };
            page.push(PlacedFamily { number, place, representative, score: 0.0 });
        }
        let scored = self.ranking.score(page.iter().map(|family| family.representative).collect())?;
        for family in &mut page {
            let found = scored.binary_search_by_key(&family.representative, |scored| scored.address);
            family.score = found.map_or(0.0, |at| scored[at].score);
        }
        Ok(page)
    }

    fn by_score(
        &self,
        matches: &Matches,
        mut keys: Vec<u64>,
        wanted: usize,
    ) -> Result<Vec<PlacedFamily>, QueryError> {
        let rounding = self.ranking.rounding();
        if let Some(after) = self.after {
            let ceiling = f64::from_bits(!after.rank);
            if self.ranking.leaves < 2 || ceiling == 0.0 {
                // The engine's score is the exact one.
                let last = key(rank_of(ceiling as Score), matches.families.document(after.address));
                keys.retain(|key| last < *key);
            } else {
                let ceiling = rank_of((ceiling * (1.0 + rounding)) as Score);
                keys.retain(|key| u64::from(ceiling) <= key >> 32);
            }
        }
        let mut limit = wanted + MARGIN;
        loop {
            let is_everything = keys.len() <= limit;
            let mut candidates = keys.clone();
            keep_least(&mut candidates, limit);
            let worst = candidates.iter().max().map_or(0.0, |key| score_of((key >> 32) as u32));
            let page = self.exactly(matches, &candidates, wanted)?;
            let no_rounding = self.ranking.leaves < 2 || worst == 0.0;
            let floor = f64::from(worst) * (1.0 + rounding);
            let is_above = |family: &PlacedFamily| floor < f64::from_bits(!family.place.rank);
            let is_page = page.len() == wanted && (no_rounding || page.last().is_some_and(is_above));
            if is_everything || is_page {
                return Ok(page);
            }
            limit *= GROWTH;
        }
    }

    /// The first `wanted` families of the candidates by their exact places.
    fn exactly(
        &self,
        matches: &Matches,
        candidates: &[u64],
        wanted: usize,
    ) -> Result<Vec<PlacedFamily>, QueryError> {
        let mut addresses = Vec::with_capacity(candidates.len());
        for key in candidates {
            let number = matches.family_of(self.definition, matches.families.address(*key as u32));
            addresses.extend(matches.matching(self.definition, number));
        }
        let mut of_family: HashMap<u32, Vec<Scored>> = HashMap::with_capacity(candidates.len());
        for scored in self.ranking.score(addresses)? {
            of_family.entry(matches.family_of(self.definition, scored.address)).or_default().push(scored);
        }
        let mut placed: Vec<(PlaceInOrder, u32)> = of_family
            .iter()
            .filter_map(|(number, members)| Some((members.iter().map(Scored::place).min()?, *number)))
            .filter(|(place, _)| self.after.is_none_or(|after| after < *place))
            .collect();
        placed.sort_unstable();
        placed.truncate(wanted);
        let mut page = Vec::with_capacity(placed.len());
        for (place, number) in placed {
            let members = &of_family[&number];
            let best = match self.representative {
                Representative::Rank => place,
                _ => self.preferred(members.iter().map(Scored::place).collect())?,
            };
            let score = f64::from_bits(!best.rank);
            page.push(PlacedFamily { number, place, representative: best.address, score });
        }
        Ok(page)
    }

    /// The member that is preferred; among equals the one that comes first. There is at least one.
    fn preferred(&self, members: Vec<PlaceInOrder>) -> Result<PlaceInOrder, QueryError> {
        let mut best: Option<(usize, PlaceInOrder)> = None;
        for place in members {
            let candidate = (self.preference(place.address)?, place);
            best = Some(best.map_or(candidate, |best| best.min(candidate)));
        }
        // Families on a page have a match, by which they were found.
        Ok(best.expect("a family on a page has a match").1)
    }

    /// The place in the list of preferred values of the first that the document has.
    fn preference(&self, address: DocAddress) -> Result<usize, QueryError> {
        let (field, wanted): (_, Vec<String>) = match self.representative {
            Representative::Rank => return Ok(0),
            Representative::Language(languages) => {
                ("language", languages.iter().map(ToString::to_string).collect())
            }
            Representative::Office(offices) => ("office", offices.iter().map(ToString::to_string).collect()),
        };
        let segment = self.ranking.generation.searcher().segment_reader(address.segment_ord);
        let Some(column) = segment.fast_fields().str(field)? else { return Ok(wanted.len()) };
        let has = values(&column, address.doc_id)?;
        Ok(wanted.iter().position(|value| has.contains(value)).unwrap_or(wanted.len()))
    }
}

fn values(column: &StrColumn, document: DocId) -> Result<Vec<String>, QueryError> {
    let mut values = Vec::new();
    for ordinal in column.term_ords(document) {
        let mut value = String::new();
        column.ord_to_str(ordinal, &mut value)?;
        values.push(value);
    }
    Ok(values)
}

impl Order {
    fn of(generation: &Generation, sort: Sort) -> Result<Self, QueryError> {
        let Some(column) = sort.column() else { return Ok(Self::Score) };
        let mut columns = Vec::new();
        for segment in generation.searcher().segment_readers() {
            columns.push(segment.fast_fields().column_opt::<u64>(column)?);
        }
        Ok(Self::Dates { columns, direction: sort.direction })
    }

    /// Smaller comes first; documents without the date come last.
    fn rank(&self, address: DocAddress, score: Score) -> u32 {
        match self {
            Self::Score => rank_of(score),
            Self::Dates { columns, direction } => {
                let column = columns[address.segment_ord as usize].as_ref();
                // Dates are below 10^8.
                let date = column.and_then(|column| column.first(address.doc_id)).map(|date| date as u32);
                match (date, direction) {
                    (None, _) => u32::MAX,
                    (Some(date), Direction::Ascending) => date,
                    (Some(date), Direction::Descending) => u32::MAX - 1 - date,
                }
            }
        }
    }
}

/// The bits of floating-point numbers that are not negative are ordered as the numbers are.
fn rank_of(score: Score) -> u32 {
    !score.to_bits()
}

fn score_of(rank: u32) -> Score {
    Score::from_bits(!rank)
}

/// Rank and document in one number: smaller comes first.
fn key(rank: u32, document: u32) -> u64 {
    u64::from(rank) << 32 | u64::from(document)
}

fn keep_least(keys: &mut Vec<u64>, limit: usize) {
    if limit < keys.len() {
        keys.select_nth_unstable(limit - 1);
        keys.truncate(limit);
    }
}
