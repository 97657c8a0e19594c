use std::time::Duration;

use indexer::Limits;

/// What the server allows. There is no limit on depth: pages follow each other by cursor, at the same cost each.
///
/// Every limit has a name here; an answer that hits one names it, with value and limit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ServerConfig {
    /// Hits on a page when a request does not say.
    pub page_size_default: usize,
    /// Most hits that one request may ask for.
    pub page_size_max: usize,
    /// Hits on a page of the web interface: a desk screen shows them without scrolling far.
    pub web_page_size: usize,
    /// Longest query, in characters.
    pub query_chars_max: usize,
    /// Most values of one filter in a request.
    pub filter_values_max: usize,
    /// Most buckets of a facet.
    pub facet_size_max: usize,
    /// Longest text that `/v1/analyze` takes, in characters.
    pub analyze_chars_max: usize,
    /// Longest text in which `/v1/resolve` looks for numbers, in characters: an office action of dozens of pages.
    pub resolve_chars_max: usize,
    /// Largest request body, in bytes.
    pub body_bytes_max: usize,
    /// Largest table of listings, in bytes: some 50 thousand rows.
    pub import_bytes_max: usize,
    /// Longest time of a search, the time in the queue included.
    pub search_timeout: Duration,
    /// Searches that run at once; each takes one blocking thread.
    pub concurrent_searches: usize,
    /// Searches that may wait for a thread. One more is refused with 503 and `Retry-After`.
    pub queue_length: usize,
    /// Exports that are under way at once; each takes one blocking thread until its client has read it.
    pub concurrent_exports: usize,
    /// How long the client of an export may take nothing before it is given up.
    pub export_stall: Duration,
    /// Requests about the ledger that are under way at once; each takes one blocking thread, and one of them writes.
    pub ledger_places: usize,
    /// Requests about the ledger that may wait for a place. One more is refused with 503 and `Retry-After`.
    pub ledger_queue: usize,
    /// Longest time of a request about the ledger, the time in the queue included.
    pub ledger_timeout: Duration,
    /// Records of use that one client may register within an hour.
    pub use_records_an_hour: usize,
    /// Whether a proxy of ours stands before the server: the last address of `X-Forwarded-For` is then the client's, and
    /// `X-Forwarded-Proto` says whether it came by HTTPS. Without one, clients could write there what they like.
    pub behind_proxy: bool,
    /// What `Retry-After` says when the queue is full.
    pub retry_after: Duration,
    /// How long requests that are under way may take to end when the server shuts down.
    pub shutdown_grace: Duration,
    /// Records of a page of `/oai`.
    pub harvest_page_size: usize,
    /// Addresses of one list of `/sitemap.xml`.
    pub sitemap_size: usize,
    /// The address at which others reach this server, `https://hub.example`; without it that of each request.
    pub public_url: Option<String>,
    /// The e-mail address of whoever runs this server, which harvesters are told.
    pub contact: Option<String>,
}

impl ServerConfig {
    /// The limits of `ranking.toml`, and the defaults for what belongs to the machine.
    pub fn new(limits: &Limits) -> Self {
        Self {
            page_size_default: limits.page_size,
            page_size_max: limits.page_size_max,
            query_chars_max: limits.query_chars,
            filter_values_max: limits.filters,
            facet_size_max: limits.facet_values,
            ..Self::default()
        }
    }
}

impl Default for ServerConfig {
    /// Fits a machine of a few cores with one index.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            page_size_default: 10,
            page_size_max: 100,
            web_page_size: 15,
            query_chars_max: 4_000,
            filter_values_max: 100,
            facet_size_max: 200,
            analyze_chars_max: 20_000,
            resolve_chars_max: 80_000,
            body_bytes_max: 256 * 1024,
            import_bytes_max: 8 * 1024 * 1024,
            search_timeout: Duration::from_secs(10),
            concurrent_searches: cores,
            queue_length: 64,
            concurrent_exports: cores,
            export_stall: Duration::from_secs(60),
            ledger_places: cores,
            ledger_queue: 256,
            ledger_timeout: Duration::from_secs(60),
            use_records_an_hour: 20,
            behind_proxy: false,
            retry_after: Duration::from_secs(1),
            shutdown_grace: Duration::from_secs(10),
            harvest_page_size: 100,
            sitemap_size: 50_000,
            public_url: None,
            contact: None,
        }
    }
}
