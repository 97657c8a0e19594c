use std::sync::Arc;

use indexer::{Generation, GenerationWatch};

use crate::{ServerConfig, exports::ExportPlaces, gate::SearchGate, metrics::Metrics};

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
}

impl AppState {
    pub fn new(watch: GenerationWatch, config: ServerConfig) -> Self {
        let (gate, exports) = (SearchGate::new(&config), ExportPlaces::new(&config));
        Self { inner: Arc::new(Inner { watch, gate, exports, metrics: Metrics::new(), config }) }
    }

    pub fn config(&self) -> &ServerConfig {
        &self.inner.config
    }

    /// The generation that a request which starts now works with, to its end.
    pub(crate) fn generation(&self) -> Arc<Generation> {
        self.inner.watch.current()
    }

    pub(crate) fn watch(&self) -> &GenerationWatch {
        &self.inner.watch
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
