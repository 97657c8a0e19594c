//! chizai: the whole path from a tree to ten documents, planning and the exact total included.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use indexer::Generation;
use query::{FacetColumn, FacetRequest, SearchPage, SearchRequest};

use crate::engine::{Answer, Engine, Mode, Query};

pub(crate) struct Chizai {
    pub(crate) name: &'static str,
    pub(crate) generation: Arc<Generation>,
}

impl Chizai {
    fn page(&self, query: &Query, mode: Mode) -> SearchPage {
        let facets = match mode {
            Mode::Top | Mode::Total => Vec::new(),
            Mode::Facets => [FacetColumn::Type, FacetColumn::Language, FacetColumn::Year]
                .map(|column| FacetRequest { column, size: 10 })
                .to_vec(),
        };
        let request = SearchRequest {
            filters: query.filters.clone(),
            facets,
            highlight: false,
            ..SearchRequest::new(query.ast.clone())
        };
        query::search(&self.generation, &request).expect("a page")
    }
}

impl Engine for Chizai {
    fn name(&self) -> &'static str {
        self.name
    }

    fn run(&mut self, query: &Query, mode: Mode) -> Answer {
        let started = Instant::now();
        let page = self.page(query, mode);
        let took = started.elapsed();
        let hits = page.hits.iter().map(|hit| (hit.id.to_string(), hit.score)).collect();
        Answer { took, total: page.total, hits }
    }

    fn batch(&mut self, queries: &[Query], mode: Mode, threads: usize) -> Duration {
        in_threads(queries, threads, |query| drop(self.page(query, mode)))
    }
}

/// How long so many threads take over all queries.
pub(crate) fn in_threads(queries: &[Query], threads: usize, answer: impl Fn(&Query) + Sync) -> Duration {
    let next = AtomicUsize::new(0);
    let started = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(query) = queries.get(next.fetch_add(1, Ordering::Relaxed)) {
                    answer(query);
                }
            });
        }
    });
    started.elapsed()
}
