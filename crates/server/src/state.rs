use std::sync::Arc;

use commons::Commons;
use indexer::{Generation, GenerationWatch};
use query::PatentSets;

use crate::{
    ServerConfig, desk::Desk, exports::ExportPlaces, field_listings::FieldListings, figures::Background,
    gate::SearchGate, listed::ledger_sets, metrics::Metrics, views::Looks,
};

/// What every request can reach. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    inner: Arc<Inner>,
}

struct Inner {
    watch: GenerationWatch,
    config: ServerConfig,
    gate: SearchGate,
    exports: ExportPlaces,
    metrics: Metrics,
    commons: Option<Arc<Commons>>,
    sets: Option<Arc<dyn PatentSets>>,
    desk: Desk,
    field_listings: FieldListings,
    looks: Looks,
    background: Background,
}

impl AppState {
    /// Without a ledger of the commons.
    pub fn new(watch: GenerationWatch, config: ServerConfig) -> Self {
        Self::with_commons(watch, config, None)
    }

    /// With the ledger, where there is one, that is joined to searches and answers "may I use it?".
    pub fn with_commons(watch: GenerationWatch, config: ServerConfig, commons: Option<Arc<Commons>>) -> Self {
        let (gate, exports) = (SearchGate::new(&config), ExportPlaces::new(&config));
        let sets = commons.clone().map(ledger_sets);
        let (metrics, desk, field_listings) = (Metrics::new(), Desk::new(&config), FieldListings::default());
        Self {
            inner: Arc::new(Inner {
                watch,
                gate,
                exports,
                metrics,
                config,
                commons,
                sets,
                desk,
                field_listings,
                looks: Looks::new(),
                background: Background::default(),
            }),
        }
    }

    pub fn config(&self) -> &ServerConfig {
        &self.inner.config
    }

    /// The generation that a request which starts now works with, to its end.
    pub(crate) fn generation(&self) -> Arc<Generation> {
        self.joined(self.inner.watch.current())
    }

    /// A generation with the ledger joined to its searches, where there is one.
    pub(crate) fn joined(&self, generation: Arc<Generation>) -> Arc<Generation> {
        if let Some(sets) = &self.inner.sets {
            query::join(&generation, sets);
        }
        generation
    }

    pub(crate) fn watch(&self) -> &GenerationWatch {
        &self.inner.watch
    }

    /// The ledger; none where the server was started without one.
    pub(crate) fn commons(&self) -> Option<&Arc<Commons>> {
        self.inner.commons.as_ref()
    }

    /// Where accounts sign in and entries are taken.
    pub(crate) fn desk(&self) -> &Desk {
        &self.inner.desk
    }

    pub(crate) fn field_listings(&self) -> &FieldListings {
        &self.inner.field_listings
    }

    /// Counts a look at a document of the commons.
    pub(crate) fn looked_at(&self, document: &model::Document) {
        if let Some(commons) = self.commons() {
            self.inner.looks.count(commons, document);
        }
    }

    /// Writes the looks that were counted and not written yet.
    pub(crate) fn write_looks(&self) {
        if let Some(commons) = self.commons() {
            self.inner.looks.write(commons);
        }
    }

    /// Figures that are computed beside the pages.
    pub(crate) fn background(&self) -> &Background {
        &self.inner.background
    }

    pub(crate) fn gate(&self) -> &SearchGate {
        &self.inner.gate
    }

    pub(crate) fn exports(&self) -> &ExportPlaces {
        &self.inner.exports
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }
}
