//! What the integration tests share: the analysers of the shipped configuration.

use std::sync::OnceLock;

use analysis::{Analyzers, AnalyzersConfig};

pub(crate) const SHIPPED: &str = include_str!("../../../../index-config/analyzers.toml");

/// The shipped analysers, with the dictionary compiled below the target folder once for all test runs.
pub(crate) fn analyzers() -> &'static Analyzers {
    static ANALYZERS: OnceLock<Analyzers> = OnceLock::new();
    ANALYZERS.get_or_init(|| {
        let config = AnalyzersConfig::parse(SHIPPED, "index-config/analyzers.toml")
            .expect("the shipped configuration is right");
        let cache = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("chizai-cache");
        Analyzers::load(&config, &cache).expect("the dictionary can be compiled")
    })
}
