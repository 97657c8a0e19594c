//! A request to a page.

use std::{cell::OnceCell, collections::HashMap, sync::Arc};

use indexer::Generation;
use tantivy::{DocAddress, DocId, collector::Collector};

use super::{
    by_date::ByDate,
    by_score::{ByScore, Scored},
    collapse::{ByFamily, Matches, PlacedFamily},
    evaluate::{Evaluator, Weighed},
    feedback, matched,
};
use crate::{
    Across, Collapse, Cursor, Direction, Facet, FamilyCounts, FamilyDefinition, FamilyMember, FamilyOfHit,
    Histogram, Hit, QueryError, SearchPage, SearchRequest, Sort, SortKey, YearSpan,
    cursor::{self, PlaceInOrder},
    facet::{Histograms, Tallied, tally},
    found::{Found, FoundQuery},
    plan::{self, Plan},
    snippet::{Highlighter, plain_titles},
};

/// Runs a request on one generation.
///
/// Deterministic: the same request on the same generation gives the same page, and the pages that follow each other
/// by [`SearchPage::next`] hold every matching document once.
pub fn search(generation: &Generation, request: &SearchRequest) -> Result<SearchPage, QueryError> {
    let plan = plan::plan_across(generation, &request.query, &request.filters, &request.across)?;
    run(generation, request, plan, request.query.to_string(), Shares::LeftOut)
}

/// Whether hits are given what each term adds to their scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shares {
    LeftOut,
    /// Where no explanation was asked for, which says it too.
    Told,
}

/// Runs a request with a plan that stands for its query; `echo` tells plans apart.
pub(super) fn run(
    generation: &Generation,
    request: &SearchRequest,
    plan: Plan,
    echo: String,
    shares: Shares,
) -> Result<SearchPage, QueryError> {
    let limit = generation.config().ranking.limits.page_size_max;
    if limit < request.size {
        return Err(QueryError::PageTooLarge { asked: request.size, limit });
    }
    let sort = effective_sort(request.sort, &plan);
    let search_hash = search_hash(&echo, request);
    check_cursor(generation, request.cursor.as_ref(), sort, search_hash)?;

    let (weighed, feedback) = feedback::weighed(generation, request, &plan)?;
    let run =
        Run { generation, request, plan: &plan, weighed: &weighed, sort, shares, found: OnceCell::new() };
    let (counted, mut scored) = run.answer()?;
    let more_follow = request.size < scored.len();
    scored.truncate(request.size);
    let last = scored.last().filter(|_| more_follow);
    let next = last.map(|hit| Cursor {
        generation: generation.id().to_string(),
        search: search_hash,
        sort,
        total: counted.total,
        after: hit.place,
    });
    let hits = run.hits(&scored, counted.matches.as_ref())?;
    Ok(SearchPage {
        generation: generation.id().clone(),
        total: counted.total,
        families: counted.families,
        collapse: request.collapse,
        representative: request.representative.clone(),
        hits,
        facets: counted.facets,
        histograms: counted.histograms,
        years: counted.years,
        next,
        sort,
        echo,
        feedback: request.feedback.is_some().then_some(feedback),
        translations: plan.translations,
        problems: plan.problems,
    })
}

/// What holds for the whole result set.
struct Counted {
    total: u64,
    families: Option<FamilyCounts>,
    facets: Vec<Facet>,
    histograms: Vec<Histogram>,
    years: Option<YearSpan>,
    /// Present where hits are families.
    matches: Option<Matches>,
}

/// A document with its place in the order.
struct Placed {
    address: DocAddress,
    place: PlaceInOrder,
    score: f64,
    /// The number of its family, where hits are families.
    family: Option<u32>,
}

struct Run<'s> {
    generation: &'s Generation,
    request: &'s SearchRequest,
    plan: &'s Plan,
    weighed: &'s Weighed,
    sort: Sort,
    shares: Shares,
    /// What matches, once it was asked for.
    found: OnceCell<Arc<Found>>,
}

impl Run<'_> {
    /// One hit more than the page holds, where more follow.
    fn answer(&self) -> Result<(Counted, Vec<Placed>), QueryError> {
        match self.request.collapse.definition() {
            Some(definition) => self.families(definition),
            None => {
                // What matches may be found while it is ranked.
                let ranked = self.ranked()?;
                Ok((self.counted()?, ranked))
            }
        }
    }

    fn counted(&self) -> Result<Counted, QueryError> {
        let (tallied, histograms) = self.tally()?;
        let families = if self.request.count_families {
            Some(Matches::unordered(&self.by_score())?.families())
        } else {
            None
        };
        let total = match (self.found.get(), &self.request.cursor) {
            (Some(found), _) => found.len(),
            (None, Some(cursor)) => cursor.total,
            (None, None) => match self.total_of_term() {
                Some(total) => total,
                None => self.found()?.len(),
            },
        };
        let (facets, years) = tallied.map_or((Vec::new(), None), |tallied| (tallied.facets, tallied.years));
        Ok(Counted { total, families, facets, histograms, years, matches: None })
    }

    /// Every match is looked at, also on later pages: nothing can be pruned, since a family's place is that of its
    /// best member.
    fn families(&self, definition: FamilyDefinition) -> Result<(Counted, Vec<Placed>), QueryError> {
        let by_family = ByFamily {
            ranking: self.by_score(),
            definition,
            representative: &self.request.representative,
            sort: self.sort,
            after: self.request.cursor.as_ref().map(|cursor| cursor.after),
        };
        let wanted = if self.request.size == 0 { 0 } else { self.request.size + 1 };
        let (matches, page) = by_family.page(wanted)?;
        let (tallied, histograms) = self.tally()?;
        let (facets, years) = tallied.map_or((Vec::new(), None), |tallied| (tallied.facets, tallied.years));
        let scored = page.iter().map(Placed::of_family).collect();
        let families = Some(matches.families());
        let counted = Counted {
            total: matches.documents(),
            families,
            facets,
            histograms,
            years,
            matches: Some(matches),
        };
        Ok((counted, scored))
    }

    /// The counting pass, by what was found.
    fn tally(&self) -> Result<(Option<Tallied>, Vec<Histogram>), QueryError> {
        let SearchRequest { facets, histograms, .. } = self.request;
        if facets.is_empty() && histograms.is_empty() {
            return Ok((None, Vec::new()));
        }
        let tallied = tally(self.generation, self.found()?, facets)?;
        if histograms.is_empty() {
            return Ok((Some(tallied), Vec::new()));
        }
        let histograms = Histograms(histograms.clone());
        let counts = self.search(&histograms)?;
        let limit = self.generation.config().ranking.limits.histogram_buckets;
        Ok((Some(tallied), histograms.made_of(&counts, limit)?))
    }

    fn ranked(&self) -> Result<Vec<Placed>, QueryError> {
        let wanted = self.request.size + 1;
        if self.request.size == 0 {
            return Ok(Vec::new());
        }
        if let Some(column) = self.sort.column() {
            return self.by_date(column, wanted);
        }
        let after = self.request.cursor.as_ref().map(|cursor| cursor.after);
        let ranking = self.by_score();
        let best = match self.found.get() {
            None if self.is_found_needed() => {
                let (best, found) = ranking.best_and_found(wanted, after)?;
                self.found.get_or_init(|| Arc::new(found));
                best
            }
            found => ranking.best(found.map(Arc::as_ref), wanted, after)?,
        };
        Ok(best.iter().map(Placed::of).collect())
    }

    /// Whether what matches is needed besides the best of it.
    fn is_found_needed(&self) -> bool {
        let SearchRequest { facets, histograms, cursor, .. } = self.request;
        !facets.is_empty() || !histograms.is_empty() || cursor.is_none() && self.total_of_term().is_none()
    }

    fn total_of_term(&self) -> Option<u64> {
        matched::total_of_term(self.generation, self.plan, self.weighed)
    }

    /// Collects every match, without scores.
    fn search<C: Collector>(&self, collector: &C) -> Result<C::Fruit, QueryError> {
        let matching = FoundQuery(Arc::clone(self.found()?));
        Ok(self.generation.searcher().search(&matching, collector)?)
    }

    fn found(&self) -> Result<&Arc<Found>, QueryError> {
        if let Some(known) = self.found.get() {
            return Ok(known);
        }
        let found = matched::documents(self.generation, self.plan, self.weighed)?;
        Ok(self.found.get_or_init(|| Arc::new(found)))
    }

    fn by_score(&self) -> ByScore<'_> {
        ByScore {
            generation: self.generation,
            plan: self.plan,
            weighed: self.weighed,
            leaves: self.weighed.leaves(),
        }
    }

    fn by_date(&self, column: &'static str, wanted: usize) -> Result<Vec<Placed>, QueryError> {
        let after = self.request.cursor.as_ref().map(|cursor| cursor.after);
        let collector = ByDate { column, direction: self.sort.direction, after, limit: wanted };
        let places = self.search(&collector)?;
        let scores = self.by_score().score(places.iter().map(|place| place.address).collect())?;
        let score_of = |address| {
            let found = scores.binary_search_by_key(&address, |scored| scored.address);
            found.map_or(0.0, |i| scores[i].score)
        };
        let placed = |place: PlaceInOrder| Placed {
            address: place.address,
            place,
            score: score_of(place.address),
            family: None,
        };
        Ok(places.into_iter().map(placed).collect())
    }

    fn hits(&self, placed: &[Placed], matches: Option<&Matches>) -> Result<Vec<Hit>, QueryError> {
        let marks = self.request.highlight && !placed.is_empty();
        // Made of every word of the query, which takes as long as ranking where it is long.
        let mut highlighter = marks.then(|| Highlighter::new(self.generation, self.plan)).transpose()?;
        let mut explanations = if self.request.explain {
            self.told(placed, |evaluator, document| evaluator.explain(document))?
        } else {
            HashMap::new()
        };
        let mut shares = if self.shares == Shares::Told && !self.request.explain {
            self.told(placed, |evaluator, document| evaluator.shares(document))?
        } else {
            HashMap::new()
        };
        let mut hits = Vec::with_capacity(placed.len());
        for Placed { address, score, family, .. } in placed {
            let stored = self.generation.stored(*address)?;
            let (titles, passages) = match &mut highlighter {
                Some(highlighter) => (highlighter.titles(stored.front()), highlighter.passages(&stored)?),
                None => (plain_titles(stored.front()), Vec::new()),
            };
            let explanation = explanations.remove(address);
            let family = match matches.zip(*family) {
                Some((matches, family)) => Some(self.family_of_hit(matches, family)?),
                None => None,
            };
            hits.push(Hit {
                id: stored.front().id(),
                score: *score,
                titles,
                passages,
                explanation,
                family,
                shares: shares.remove(address).unwrap_or_default(),
                stored,
                parts: self.request.parts,
            });
        }
        Ok(hits)
    }

    fn family_of_hit(&self, matches: &Matches, family: u32) -> Result<FamilyOfHit, QueryError> {
        let all = match self.request.collapse.definition() {
            Some(definition) => matches.members(definition, family),
            None => Vec::new(),
        };
        let listed = all.len().min(self.generation.config().ranking.limits.family_members);
        let mut members = Vec::with_capacity(listed);
        for (address, matched) in &all[..listed] {
            members.push(FamilyMember::of(&self.generation.front(*address)?, *matched));
        }
        let matched = all.iter().filter(|(_, matched)| *matched).count() as u64;
        Ok(FamilyOfHit { size: all.len() as u64, matched, members })
    }

    /// What is told of each hit: a segment's postings are opened once for all of its hits.
    fn told<T>(
        &self,
        placed: &[Placed],
        tell: impl Fn(&mut Evaluator<'_>, DocId) -> Option<T>,
    ) -> Result<HashMap<DocAddress, T>, QueryError> {
        let mut told = HashMap::new();
        let mut addresses: Vec<DocAddress> = placed.iter().map(|placed| placed.address).collect();
        addresses.sort_unstable();
        for of_segment in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let segment = self.generation.searcher().segment_reader(of_segment[0].segment_ord);
            let mut evaluator = Evaluator::new(self.generation, segment, self.weighed)?;
            for &address in of_segment {
                told.extend(tell(&mut evaluator, address.doc_id).map(|of_hit| (address, of_hit)));
            }
        }
        Ok(told)
    }
}

impl Placed {
    fn of(scored: &Scored) -> Self {
        Self { address: scored.address, place: scored.place(), score: scored.score, family: None }
    }

    fn of_family(family: &PlacedFamily) -> Self {
        let PlacedFamily { number, place, representative, score } = *family;
        Self { address: representative, place, score, family: Some(number) }
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
    if let Some(refused) = &request.feedback {
        text.push_str(&format!("\n\n\n{}", refused.join("\n")));
    }
    if request.across != Across::default() {
        let Across { into, refused } = &request.across;
        text.push_str(&format!("\n\n\n\n{into:?}"));
        refused.iter().for_each(|pair| text.push_str(&format!("\n{pair}")));
    }
    if request.collapse != Collapse::None {
        text.push_str(&format!("\n\n{}\n{}", request.collapse.as_str(), request.representative));
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
    let is_foreign_place = segments <= cursor.after.address.segment_ord as usize;
    if cursor.sort != sort || cursor.search != search_hash || is_foreign_place {
        return Err(QueryError::CursorOfOtherSearch);
    }
    Ok(())
}
