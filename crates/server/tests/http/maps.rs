//! Maps through the router: what a mark counts is what its search finds, on the demo corpus (scenario 13).

use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

use axum::http::{HeaderName, Method, header};
use harvest::Element;
use indexer::IndexConfig;
use serde_json::Value;
use server::ServerConfig;

use crate::support::{Answer, Fixture, ask_of, check_problem, encoded, fixture};

/// Served with the limits of the shipped `ranking.toml`.
static FIXTURE: LazyLock<Fixture> =
    LazyLock::new(|| fixture(ServerConfig::new(&IndexConfig::shipped().ranking.limits)));

async fn get_with(uri: &str, headers: &[(HeaderName, &str)]) -> Answer {
    ask_of(FIXTURE.router.clone(), Method::GET, uri, headers, "").await
}

async fn get(uri: &str) -> Answer {
    get_with(uri, &[]).await
}

/// Searches of which maps are drawn: all, a few words in two languages, filters, a single document, nothing.
const SEARCHES: [&str; 5] = [
    "",
    "q=%E9%9B%BB%E8%A7%A3%E8%B3%AA%20electrolyte",
    "office=JP&not_status=expired&from=2005",
    "q=number:JP-2012900101-A",
    "q=%22zzz%20qqq%22",
];

/// The document of which most others are cited.
const CENTRE: &str = "&document=JP-2020940308-A";

/// Every kind with everything that it can be divided by, as the beginning of an address.
async fn kinds() -> Vec<String> {
    let listed = get("/v1/maps").await.json();
    let maps = listed["maps"].as_array().unwrap();
    assert_eq!(maps.len(), 12);
    let of_map = |map: &Value| -> Vec<String> {
        let kind = map["kind"].as_str().unwrap();
        let around = if kind == "citations" { CENTRE } else { "" };
        let by = map["by"].as_array().unwrap().iter().map(|by| by.as_str().unwrap());
        by.map(|by| format!("/v1/maps/{kind}?by={by}{around}")).collect()
    };
    maps.iter().flat_map(of_map).collect()
}

fn cells(map: &Value) -> Vec<&Value> {
    let tables = map["tables"].as_array().unwrap().iter();
    let rows = tables.flat_map(|table| table["rows"].as_array().unwrap());
    let cells = rows.flat_map(|row| row["cells"].as_array().unwrap()).filter(|cell| !cell.is_null());
    let white = map["white_spaces"].as_array().unwrap().iter().map(|space| &space["cell"]);
    std::iter::once(&map["total"]).chain(cells).chain(white).collect()
}

/// What searches count, each asked once.
#[derive(Default)]
struct Counts {
    /// Documents, simple families, applicants.
    known: HashMap<String, [u64; 3]>,
}

impl Counts {
    async fn of(&mut self, search: &str, unit: &str) -> u64 {
        let at = ["documents", "families", "applicants"].iter().position(|name| *name == unit).unwrap();
        if !self.known.contains_key(search) {
            let asked = format!("{search}&size=0&facets=applicant&families=true&highlight=false");
            let found = ok(get(&asked).await, &asked).json();
            let counts = [
                &found["total"]["value"],
                &found["families"]["simple"]["value"],
                &found["facets"][0]["distinct"],
            ];
            let counts = counts.map(|count| count.as_u64().unwrap_or_else(|| panic!("{search}: {found:#}")));
            self.known.insert(search.to_owned(), counts);
        }
        self.known[search][at]
    }
}

#[track_caller]
fn ok(answer: Answer, path: &str) -> Answer {
    assert_eq!(answer.status.as_u16(), 200, "{path}: {}", answer.text);
    answer
}

/// Every count of every table, zeros among them, and every link of every chart.
#[tokio::test]
async fn every_mark_counts_what_its_search_finds() {
    let mut counts = Counts::default();
    let (mut compared, mut marks) = (0, 0);
    for search in SEARCHES {
        for kind in kinds().await {
            let path = format!("{kind}&{search}");
            let map = ok(get(&path).await, &path).json();
            let mut searches = BTreeSet::new();
            for cell in cells(&map) {
                let (count, unit) = (cell["count"].as_u64().unwrap(), cell["unit"].as_str().unwrap());
                let search = cell["search"].as_str().unwrap();
                assert_eq!(counts.of(search, unit).await, count, "{path}: {cell}");
                compared += 1;
                searches.insert(search.replacen("/v1/search", "/", 1));
            }
            let svg = get(&format!("{path}&format=svg")).await.text;
            for href in svg.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                let search = href.strip_prefix("http://localhost").map(|search| search.replace("&amp;", "&"));
                assert!(
                    search.is_some_and(|search| searches.contains(&search)),
                    "{path}: {href} is in no table"
                );
                marks += 1;
            }
        }
    }
    assert!(6_000 < compared && 2_000 < marks, "{compared} counts, {marks} links of charts");
}

/// Two servers that open the same generation draw the same bytes, which are XML; narrow and wide, in both languages.
#[tokio::test]
async fn every_picture_is_well_formed_and_the_same_to_the_byte() {
    let config = IndexConfig::shipped();
    let [one, other] = [(); 2].map(|()| FIXTURE.reopened(&config, ServerConfig::new(&config.ranking.limits)));
    for kind in kinds().await {
        for form in ["lang=ja&width=wide", "lang=en&width=narrow"] {
            let path = format!("{kind}&format=svg&{form}");
            let picture = ask_of(one.clone(), Method::GET, &path, &[], "").await;
            let svg = Element::read(&picture.text).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(svg.name, "svg");
            let again = ask_of(other.clone(), Method::GET, &path, &[], "").await;
            assert!(picture.text == again.text, "{path} is drawn in two ways");
        }
    }
}

#[tokio::test]
async fn a_picture_is_not_revalidated_as_figures() {
    let path = "/v1/maps/filings?q=battery";
    let figures = get(path).await;
    let picture = get_with(path, &[(header::ACCEPT, "image/svg+xml")]).await;
    assert_eq!(picture.header(header::CONTENT_TYPE), "image/svg+xml");
    assert_ne!(figures.header(header::ETAG), picture.header(header::ETAG));
    let known = figures.header(header::ETAG);
    let again = [(header::ACCEPT, "image/svg+xml"), (header::IF_NONE_MATCH, known)];
    assert_eq!(get_with(path, &again).await.status.as_u16(), 200);
    assert_eq!(get_with(path, &[(header::IF_NONE_MATCH, known)]).await.status.as_u16(), 304);
}

#[tokio::test]
async fn a_path_that_is_no_text_is_a_problem_in_words() {
    check_problem(&get("/v1/maps/%FF").await, 400, "invalid-request");
    check_problem(&get("/maps/%FF").await, 400, "invalid-request");
}

/// Each mark repeats the query: 6,000 characters are 54,000 bytes in an address.
#[tokio::test]
async fn addresses_that_a_long_query_makes_are_bounded() {
    let long = encoded(&format!("NOT \"{}\"", "電".repeat(6_000)));
    for path in ["/v1/maps/applicants", "/v1/maps/applicants?format=svg", "/maps/filings", "/maps/report"] {
        let (path, form) = path.split_once('?').unwrap_or((path, "lang=en"));
        let answer = get_with(&format!("{path}?{form}&q={long}"), &[(header::ACCEPT_LANGUAGE, "en")]).await;
        let said: String = answer.text.chars().take(2_000).collect();
        assert_eq!(answer.status.as_u16(), 400, "{path}: {said}");
        assert!(answer.text.contains("the limit is 16777216: shorten the query"), "{path}: {said}");
    }
    assert_eq!(get(&format!("/v1/maps/status?q={long}")).await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_refused_map_says_what_was_meant() {
    let page = get_with("/maps/filings?by=ofice", &[(header::ACCEPT_LANGUAGE, "en")]).await;
    assert_eq!(page.status.as_u16(), 400);
    assert!(page.text.contains("Did you mean <span class=\"echo-word\">office</span>?"), "{}", page.text);
}

#[tokio::test]
async fn counts_of_a_portfolio_are_doors() {
    let page = get("/portfolio?q=battery&lang=en").await.text;
    for filter in ["office=JP", "sector=company"] {
        let address = format!("/?q=battery&lang=en&{filter}&collapse=simple");
        assert!(page.contains(&format!("href=\"{}\"", address.replace('&', "&amp;"))), "{address}: {page}");
        let found = get(&address.replacen("/?", "/v1/search?", 1)).await.json();
        assert!(found["total"]["value"].as_u64().is_some_and(|count| count != 0), "{address}: {found:#}");
    }
}
