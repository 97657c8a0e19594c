//! One router on an index of the demo corpus, and a client that needs no port.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    sync::Arc,
};

use analysis::Analyzers;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header, header::AsHeaderName},
};
use commons::{Author, Batch, Commons, Event, NewEntry, Period, Role, models};
use indexer::{GenerationWatch, IndexConfig, IndexWriter, WriterOptions};
use serde_json::Value;
use server::{AppState, ServerConfig};
use tempfile::TempDir;
use tower::ServiceExt;

/// A router and the folder that its index lives in.
pub(crate) struct Fixture {
    pub(crate) router: Router,
    folder: TempDir,
}

impl Fixture {
    /// The ledger's file, which a test may open beside the server.
    pub(crate) fn ledger(&self) -> std::path::PathBuf {
        self.folder.path().join("commons.sqlite")
    }

    /// The same index, served with another configuration.
    pub(crate) fn reopened(&self, index_config: &IndexConfig, config: ServerConfig) -> Router {
        let analyzers = Analyzers::load(&index_config.analyzers, &analysis::default_cache_dir())
            .expect("the shipped analysers load");
        let watch = GenerationWatch::start(self.folder.path(), index_config, &analyzers)
            .expect("the index opens again");
        server::router(AppState::new(watch, config))
    }
}

/// The demo corpus in a temporary folder, indexed once a process.
pub(crate) fn router() -> Router {
    use std::sync::LazyLock;
    static FIXTURE: LazyLock<Fixture> = LazyLock::new(|| fixture(ServerConfig::default()));
    FIXTURE.router.clone()
}

pub(crate) fn fixture(config: ServerConfig) -> Fixture {
    fixture_with(config, Some(ledger))
}

/// The same with another ledger, or without any.
pub(crate) fn fixture_with(config: ServerConfig, ledger: Option<fn(&Path) -> Commons>) -> Fixture {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let index_config = IndexConfig::shipped();
    let analyzers = Analyzers::load(&index_config.analyzers, &analysis::default_cache_dir())
        .expect("the shipped analysers load");
    index_demo(folder.path(), &index_config, &analyzers);
    let watch =
        GenerationWatch::start(folder.path(), &index_config, &analyzers).expect("the new index opens");
    let commons = ledger.map(|ledger| Arc::new(ledger(folder.path())));
    Fixture { router: server::router(AppState::with_commons(watch, config, commons)), folder }
}

/// A ledger with the demo's providers, in which one patent is listed.
pub(crate) fn ledger(dir: &Path) -> Commons {
    let commons = Commons::open(&dir.join("commons.sqlite")).expect("a ledger is made");
    let author = Author::new("admin".parse().unwrap(), Role::Administrator);
    let providers = include_str!("../../../../../demo-commons/providers.jsonl");
    let joined = providers.lines().filter(|line| line.contains("provider-joined"));
    let mut entries: Vec<NewEntry> =
        joined.map(|line| serde_json::from_str(line).expect("an event")).collect();
    let from: commons::Day = "2024-04-01".parse().unwrap();
    let conditions = "https://example.org/conditions".parse().unwrap();
    let enter = |event| NewEntry { event, valid: Period::since(from), evidence: None, origin: None };
    entries.extend(models(conditions).map(|(id, terms)| enter(Event::publish(id, 1, None, terms))));
    let offer = r#"{"terms": {"terms": "model-research", "version": 1}, "exclusive_licence": "none"}"#;
    entries.push(enter(Event::PatentListed {
        provider: "aoba-battery".parse().unwrap(),
        patent: "JP-2012900101-A".parse().unwrap(),
        offer: Box::new(serde_json::from_str(offer).expect("an offer")),
    }));
    commons.apply(&Batch { author, entries, key: None }).expect("it is entered");
    commons
}

fn index_demo(dir: &Path, config: &IndexConfig, analyzers: &Analyzers) {
    let options = WriterOptions::default();
    let writer = IndexWriter::open(dir, config, analyzers, &options).expect("an empty folder takes an index");
    let demo = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo"));
    for entry in fs::read_dir(demo).expect("the demo corpus is in the repository") {
        let path = entry.expect("its folder can be read").path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        let file = fs::File::open(&path).expect("its files can be read");
        for (i, line) in BufReader::new(file).lines().enumerate() {
            let line = line.expect("UTF-8 lines");
            let document = serde_json::from_str(&line)
                .unwrap_or_else(|error| panic!("{}:{}: {error}", path.display(), i + 1));
            writer.add(document).expect("a document is indexed");
        }
    }
    writer.publish().expect("the index is published");
    let table = [demo.join("classes.tsv")];
    let reading = sources::read_schemes(&table, &sources::Limits::default(), &Default::default());
    for scheme in reading.expect("the excerpt of the schemes is in the repository").schemes {
        indexer::install_scheme(dir, &scheme).expect("a scheme is installed");
    }
}

/// An answer, whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("not JSON: {error}\n{}", self.text))
    }

    /// The header's value, or nothing.
    pub(crate) fn header(&self, name: impl AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

pub(crate) async fn ask(method: Method, uri: &str, headers: &[(HeaderName, &str)], body: &str) -> Answer {
    ask_of(router(), method, uri, headers, body).await
}

pub(crate) async fn ask_of(
    router: Router,
    method: Method,
    uri: &str,
    headers: &[(HeaderName, &str)],
    body: &str,
) -> Answer {
    let mut request = Request::new(Body::from(body.to_owned()));
    *request.method_mut() = method;
    *request.uri_mut() = uri.parse().expect("a test's address");
    for (name, value) in headers {
        request.headers_mut().insert(name, HeaderValue::from_str(value).expect("a test's header"));
    }
    let response = router.oneshot(request).await.expect("a router always answers");
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body in memory");
    Answer { status: head.status, headers: head.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
}

pub(crate) async fn get(uri: &str) -> Answer {
    get_with(uri, &[]).await
}

pub(crate) async fn get_with(uri: &str, headers: &[(HeaderName, &str)]) -> Answer {
    ask(Method::GET, uri, headers, "").await
}

pub(crate) async fn post_json(uri: &str, body: &Value) -> Answer {
    let json = [(header::CONTENT_TYPE, "application/json")];
    ask(Method::POST, uri, &json, &body.to_string()).await
}

/// The body of a refusal, after the checks that every problem document must pass.
#[track_caller]
pub(crate) fn check_problem(answer: &Answer, status: u16, slug: &str) -> Value {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["type"], format!("/docs#problem-{slug}"), "{problem:#}");
    assert_eq!(problem["status"], status);
    assert!(!problem["title"].as_str().unwrap_or_default().is_empty(), "{problem:#}");
    problem
}

/// A text as a value in an address or a form.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
