//! A request to a page.

use std::collections::HashSet;

use indexer::Generation;
use tantivy::{DocAddress, collector::Count, query::Query};

use super::{
    Explanation,
    bm25::Statistics,
    by_date::ByDate,
    by_score::{ByScore, Scored},
    evaluate::{self, Evaluator, Weighed},
};
use crate::{
    Cursor, Direction, DocumentParts, Facet, Hit, QueryError, SearchPage, SearchRequest, Sort, SortKey,
    YearSpan,
    cursor::{self, PlaceInOrder},
    facet::Tally,
    plan::{self, Plan},
    snippet::Highlighter,
};

/// The most terms for which the engine's pruned pass is used. Its operator (block-max WAND) spends more on choosing
/// what to skip than it saves when terms are many: at 100 terms it took 4.8 times as long as adding everything up.
const MAX_PRUNED_TERMS: usize = 48;

/// Runs a request on one generation.
///
/// Deterministic: the same request on the same generation gives the same page, and the pages that follow each other
/// by [`SearchPage::next`] hold every matching document once.
pub fn search(generation: &Generation, request: &SearchRequest) -> Result<SearchPage, QueryError> {
    let limit = generation.config().ranking.limits.page_size_max;
    if limit < request.size {
        return Err(QueryError::PageTooLarge { asked: request.size, limit });
    }
    let plan = plan::plan(generation, &request.query, &request.filters)?;
    let sort = effective_sort(request.sort, &plan);
    let echo = request.query.to_string();
    let search_hash = search_hash(&echo, request);
    check_cursor(generation, request.cursor.as_ref(), sort, search_hash)?;

    let query = plan::to_query(generation, &plan)?;
    let weighed = evaluate::weigh(generation, &mut Statistics::new(generation.searcher())?, &plan.root)?;
    let run = Run { generation, request, plan: &plan, query: query.as_ref(), weighed: &weighed, sort };
    let (total, facets, years) = run.tally()?;
    let Ranked { mut scored, first_page, after_first } = run.ranked()?;
    let more_follow = request.size < scored.len();
    scored.truncate(request.size);
    let next = (more_follow && !scored.is_empty()).then(|| Cursor {
        generation: generation.id().to_string(),
        search: search_hash,
        sort,
        total,
        first_page,
        after: if after_first { None } else { scored.last().map(|hit| hit.place) },
    });
    let hits = run.hits(&scored)?;
    let generation = generation.id().clone();
    Ok(SearchPage { generation, total, hits, facets, years, next, sort, echo, problems: plan.problems })
}

/// A document with its place in the order.
struct Placed {
    address: DocAddress,
    place: PlaceInOrder,
    score: f64,
}

struct Ranked {
    /// One more than the page holds, where more follow.
    scored: Vec<Placed>,
    /// See [`Cursor::first_page`].
    first_page: u32,
    /// Whether this is a pruned first page.
    after_first: bool,
}

struct Run<'s> {
    generation: &'s Generation,
    request: &'s SearchRequest,
    plan: &'s Plan,
    query: &'s dyn Query,
    weighed: &'s Weighed,
    sort: Sort,
}

impl Run<'_> {
    /// The counting pass: apart from the ranked one, which would not be pruned with it.
    fn tally(&self) -> Result<(u64, Vec<Facet>, Option<YearSpan>), QueryError> {
        let searcher = self.generation.searcher();
        if !self.request.facets.is_empty() {
            let tally = Tally { requests: self.request.facets.clone() };
            let counted = searcher.search(self.query, &tally)?;
            return Ok((counted.total, counted.facets, counted.years));
        }
        let total = match &self.request.cursor {
            Some(cursor) => cursor.total,
            None => searcher.search(self.query, &Count)? as u64,
        };
        Ok((total, Vec::new(), None))
    }

    fn ranked(&self) -> Result<Ranked, QueryError> {
        let wanted = self.request.size + 1;
        if self.request.size == 0 {
            return Ok(Ranked { scored: Vec::new(), first_page: 0, after_first: false });
        }
        if self.sort.key != SortKey::Score {
            let scored = self.by_date(wanted)?;
            return Ok(Ranked { scored, first_page: 0, after_first: false });
        }
        let ranking = self.by_score();
        let placed = |scored: Vec<Scored>| scored.iter().map(Placed::of).collect();
        match &self.request.cursor {
            None if self.is_pruned(ranking.leaves) => {
                let scored = placed(ranking.pruned(wanted)?);
                // The bounds by which the engine skips are those of each segment's own statistics, so that with
                // several segments a document may be skipped that belongs on the page (tantivy, pull request 856).
                let is_approximate = 1 < self.generation.searcher().segment_readers().len();
                let first_page = if is_approximate { self.request.size as u32 } else { 0 };
                Ok(Ranked { scored, first_page, after_first: is_approximate })
            }
            None => {
                let scored = placed(ranking.exhaustive(wanted, None, &HashSet::new())?);
                Ok(Ranked { scored, first_page: 0, after_first: false })
            }
            Some(cursor) => {
                // What a pruned first page held is found again by the same pass, and left out of the full order.
                let first_page = cursor.first_page as usize;
                let known = match first_page {
                    0 => HashSet::new(),
                    size => ranking.pruned(size + 1)?.iter().take(size).map(|hit| hit.address).collect(),
                };
                let scored = placed(ranking.exhaustive(wanted, cursor.after, &known)?);
                Ok(Ranked { scored, first_page: cursor.first_page, after_first: false })
            }
        }
    }

    fn by_score(&self) -> ByScore<'_> {
        ByScore {
            generation: self.generation,
            query: self.query,
            weighed: self.weighed,
            leaves: self.weighed.leaves(),
        }
    }

    fn is_pruned(&self, leaves: usize) -> bool {
        self.plan.filters.is_empty()
            && self.plan.root.is_flat_union()
            && (1..=MAX_PRUNED_TERMS).contains(&leaves)
    }

    fn by_date(&self, wanted: usize) -> Result<Vec<Placed>, QueryError> {
        let column = date_column(self.sort.key);
        let after = self.request.cursor.as_ref().and_then(|cursor| cursor.after);
        let collector = ByDate { column, direction: self.sort.direction, after, limit: wanted };
        let places = self.generation.searcher().search(self.query, &collector)?;
        let scores = self.by_score().score(places.iter().map(|place| place.address).collect())?;
        let score_of = |address| {
            let found = scores.binary_search_by_key(&address, |scored| scored.address);
            found.map_or(0.0, |i| scores[i].score)
        };
        let placed =
            |place: PlaceInOrder| Placed { address: place.address, place, score: score_of(place.address) };
        Ok(places.into_iter().map(placed).collect())
    }

    fn hits(&self, placed: &[Placed]) -> Result<Vec<Hit>, QueryError> {
        let mut highlighter = Highlighter::new(self.generation, self.plan)?;
        let mut hits = Vec::with_capacity(placed.len());
        for Placed { address, score, .. } in placed {
            let document = match self.request.parts {
                DocumentParts::Head => self.generation.head(*address)?,
                DocumentParts::Whole => self.generation.whole(*address)?,
            };
            let titles = highlighter.titles(&document, self.request.highlight);
            let passages = if self.request.highlight {
                highlighter.passages(&document, || self.generation.sections(*address))?
            } else {
                Vec::new()
            };
            let explanation = if self.request.explain { self.explain(*address)? } else { None };
            hits.push(Hit { id: document.id(), score: *score, document, titles, passages, explanation });
        }
        Ok(hits)
    }

    fn explain(&self, address: DocAddress) -> Result<Option<Explanation>, QueryError> {
        let segment = self.generation.searcher().segment_reader(address.segment_ord);
        let mut evaluator = Evaluator::new(self.generation, segment, self.weighed)?;
        Ok(evaluator.explain(address.doc_id))
    }
}

impl Placed {
    fn of(scored: &Scored) -> Self {
        Self { address: scored.address, place: scored.place(), score: scored.score }
    }
}

/// The column of dates that hits are ordered by.
pub(super) fn date_column(key: SortKey) -> &'static str {
    match key {
        SortKey::Filed => "filed",
        SortKey::Priority => "priority",
        SortKey::Published | SortKey::Score => "published",
    }
}

/// The order that is used: by date where no condition ranks, since all scores would be 0; scores always fall.
pub(super) fn effective_sort(asked: Sort, plan: &Plan) -> Sort {
    match asked.key {
        SortKey::Score if plan.scores() => Sort::default(),
        SortKey::Score => Sort { key: SortKey::Published, direction: Direction::Descending },
        SortKey::Published | SortKey::Filed | SortKey::Priority => asked,
    }
}

fn search_hash(echo: &str, request: &SearchRequest) -> u64 {
    let mut text = echo.to_owned();
    for filter in &request.filters {
        text.push('\n');
        text.push_str(&filter.to_ast().to_string());
    }
    cursor::hash(text.as_bytes())
}

fn check_cursor(
    generation: &Generation,
    cursor: Option<&Cursor>,
    sort: Sort,
    search_hash: u64,
) -> Result<(), QueryError> {
    let Some(cursor) = cursor else { return Ok(()) };
    let current = generation.id();
    if cursor.generation != current.to_string() {
        let of = cursor.generation.clone();
        return Err(QueryError::CursorOfOtherGeneration { of, current: current.clone() });
    }
    let segments = generation.searcher().segment_readers().len();
    let is_foreign_place = cursor.after.is_some_and(|place| segments <= place.address.segment_ord as usize);
    if cursor.sort != sort || cursor.search != search_hash || is_foreign_place {
        return Err(QueryError::CursorOfOtherSearch);
    }
    Ok(())
}
