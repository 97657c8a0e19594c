//! Reading the commons: as JSON, as pages in both languages, as a whole.

use std::{path::Path, sync::LazyLock};

use crate::support::{Answer, Fixture, ask_of, check_problem, encoded, fixture_with};
use axum::http::{HeaderName, Method, header};
use commons::{Author, Batch, Commons, Event, Field, Need, NewEntry, Period, Role};
use harvest::Element;
use serde_json::{Value, json};
use server::ServerConfig;

fn admin() -> Author {
    Author::new("admin".parse().unwrap(), Role::Administrator)
}

fn since(from: &str, event: Value) -> NewEntry {
    let event: Event = serde_json::from_value(event).expect("an event");
    NewEntry { event, valid: Period::since(from.parse().unwrap()), evidence: None, origin: None }
}

/// The usual ledger with a package, a field, a public need and a private one, and a withdrawal.
fn ledger(dir: &Path) -> Commons {
    let commons = crate::support::ledger(dir);
    let offer = json!({ "terms": { "terms": "model-research", "version": 1 }, "exclusive_licence": "none" });
    let listed = |provider: &str, patent: &str| {
        let event =
            json!({ "kind": "patent-listed", "provider": provider, "patent": patent, "offer": offer });
        since("2025-04-01", event)
    };
    let package = json!({ "kind": "package-offered", "package": "mould", "content": {
        "names": { "ja": "金型", "en": "Moulds <b>" }, "provider": "tohoku-technobridge",
        "patents": ["JP-2012940101-A", "JP-2015940102-A"] } });
    let withdrawn =
        json!({ "kind": "listing-withdrawn", "provider": "hokushin", "patent": "JP-2020940308-A" });
    let entries = vec![
        listed("hokushin", "JP-2012940101-A"),
        listed("hokushin", "JP-2015940102-A"),
        listed("hokushin", "JP-2020940308-A"),
        since("2025-05-01", package),
        since("2025-06-01", withdrawn),
    ];
    commons.apply(&Batch { author: admin(), entries, key: None }).expect("it is entered");
    commons.create_first_administrator(admin().account(), 1).expect("the first one");
    let field: Field =
        serde_json::from_str(include_str!("../../../../demo-commons/field-smart-moulding.json")).unwrap();
    commons.save_field(&admin(), &"smart-moulding".parse().unwrap(), 0, &field).expect("it is saved");
    let need: Need =
        serde_json::from_str(include_str!("../../../../demo-commons/need-mould-cooling.json")).unwrap();
    commons.save_need(&admin(), &"cooling".parse().unwrap(), 0, &need).expect("it is saved");
    let secret = Need { visibility: "private".parse().unwrap(), ..need };
    commons.save_need(&admin(), &"secret".parse().unwrap(), 0, &secret).expect("it is saved");
    commons
}

static FIXTURE: LazyLock<Fixture> = LazyLock::new(|| {
    let config = ServerConfig {
        public_url: Some("https://node.example".to_owned()),
        sitemap_size: 20,
        ..ServerConfig::default()
    };
    fixture_with(config, Some(ledger))
});

async fn get_with(path: &str, headers: &[(HeaderName, &str)]) -> Answer {
    ask_of(FIXTURE.router.clone(), Method::GET, path, headers, "").await
}

async fn get(path: &str) -> Answer {
    get_with(path, &[]).await
}

async fn json_of(path: &str) -> Value {
    let answer = get(path).await;
    assert_eq!(answer.status.as_u16(), 200, "{path}: {}", answer.text);
    answer.json()
}

#[tokio::test]
async fn counts_lead_into_the_commons() {
    let overview = json_of("/v1/commons").await;
    for (name, expected) in
        [("listed", 3), ("listed_for_research", 3), ("packages", 1), ("fields", 1), ("needs", 1)]
    {
        assert_eq!(overview[name], expected, "{name}: {overview:#}");
    }
}

#[tokio::test]
async fn providers_are_found_by_region_and_kind() {
    let ids = |body: &Value| -> Vec<String> {
        body["providers"].as_array().unwrap().iter().map(|p| p["id"].as_str().unwrap().to_owned()).collect()
    };
    let all = ids(&json_of("/v1/commons/providers").await);
    assert!(6 <= all.len(), "{all:?}");
    let offices = ids(&json_of("/v1/commons/providers?kind=licensing-office").await);
    assert_eq!(offices, ["tohoku-technobridge"]);
    let in_miyagi = json_of("/v1/commons/providers?region=%E5%AE%AE%E5%9F%8E&lang=ja").await;
    assert!(ids(&in_miyagi).contains(&"hokushin".to_owned()));
    assert_eq!(in_miyagi["providers"][0]["prefecture"]["name"], "宮城県");
    let problem =
        check_problem(&get("/v1/commons/providers?kind=universty&region=x").await, 400, "invalid-request");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 2, "{problem:#}");
    check_problem(&get("/v1/commons/providers?colour=red").await, 400, "invalid-request");
}

#[tokio::test]
async fn a_provider_says_whom_to_ask_about_what() {
    let provider = json_of("/v1/commons/providers/hokushin").await;
    assert_eq!((&provider["listed"], &provider["kind"]), (&2.into(), &"university".into()), "{provider:#}");
    assert_eq!(provider["represented_by"][0]["id"], "tohoku-technobridge");
    let contacts = provider["contacts"].as_array().unwrap();
    assert_eq!(contacts[1]["classes"], json!(["H01M"]), "{provider:#}");
    let found = json_of(&provider["search"].as_str().unwrap().replace("/?", "/v1/search?")).await;
    assert_eq!(found["total"]["value"], 2, "the link leads to what it lists");
    check_problem(&get("/v1/commons/providers/nobody").await, 404, "not-in-ledger");
    let office = json_of("/v1/commons/providers/tohoku-technobridge").await;
    assert_eq!(office["packages"][0]["id"], "mould", "{office:#}");
    assert!(office["represents"].as_array().unwrap().iter().any(|of| of["id"] == "hokushin"), "{office:#}");
}

#[tokio::test]
async fn terms_are_read_as_data_summary_and_text_with_their_hashes() {
    let list = json_of("/v1/commons/terms").await;
    assert_eq!(list["terms"].as_array().unwrap().len(), 3, "{list:#}");
    let terms = json_of("/v1/commons/terms/model-research/1").await;
    assert_eq!((&terms["listed"], &terms["content"]["uses"]), (&3.into(), &json!(["research"])), "{terms:#}");
    assert!(terms["content"]["text"]["ja"].as_str().unwrap().contains("研究"));
    assert_eq!(terms["sha256"]["en"].as_str().unwrap().len(), 64);
    for path in ["model-research/2", "model-research/x", "nothing/1"] {
        check_problem(&get(&format!("/v1/commons/terms/{path}")).await, 404, "not-in-ledger");
    }
}

#[tokio::test]
async fn packages_and_fields_gather_patents() {
    let package = json_of("/v1/commons/packages/mould?lang=ja").await;
    let patents = package["patents"].as_array().unwrap();
    assert_eq!(patents.len(), 2);
    assert_eq!(patents[0]["listed_by"][0]["id"], "hokushin", "{package:#}");
    let field = json_of("/v1/commons/fields/smart-moulding").await;
    assert_eq!(field["patents"]["total"], 2, "{field:#}");
    let articles = json_of(&field["articles"]["search"].as_str().unwrap().replace("/?", "/v1/search?")).await;
    assert_eq!(articles["total"]["value"], field["articles"]["total"], "{field:#}");
    assert_eq!(
        (&field["providers"][0]["id"], &field["providers"][0]["listed"]),
        (&"hokushin".into(), &2.into())
    );
    let all = json_of(&field["patents"]["search"].as_str().unwrap().replace("/?", "/v1/search?")).await;
    assert_eq!(all["total"]["value"], field["patents"]["total"]);
    check_problem(&get("/v1/commons/fields/nothing").await, 404, "not-in-ledger");
    let health = json_of("/v1/commons/fields/smart-moulding/health?listings=all").await;
    assert_eq!((&health["field"]["id"], &health["counts"]["listed"]), (&"smart-moulding".into(), &2.into()));
    assert!(health["listings"].as_array().unwrap().iter().all(|listing| listing["provider"] == "hokushin"));
    check_summary(&health, &format!("q={}&commons=any", encoded(health["query"].as_str().unwrap()))).await;
    check_problem(&get("/v1/commons/fields/nothing/health").await, 404, "not-in-ledger");
    let health = json_of("/v1/commons/providers/hokushin/health").await;
    check_summary(&health, "q=&commons=any&provider=hokushin").await;
}

/// The indicators of a health report are those that the portfolio of the same search tells.
async fn check_summary(health: &Value, search: &str) {
    let summary = &health["indicators"];
    let portfolio = json_of(&format!("/v1/portfolio?{search}")).await;
    let set = &portfolio["set"];
    assert_ne!(summary["patents"], 0);
    for count in ["patents", "families"] {
        assert_eq!(summary[count], set[count], "{search}");
    }
    assert_eq!(summary["as_of"], portfolio["as_of"]);
    for (list, least) in [("figures", 4), ("distributions", 2)] {
        let told = summary[list].as_array().unwrap();
        assert!(least <= told.len(), "{summary:#}");
        for figure in told {
            assert!(set[list].as_array().unwrap().contains(figure), "{figure:#} of {set:#}");
        }
    }
}

#[tokio::test]
async fn a_need_is_matched_to_patents_articles_and_contacts() {
    let need = json_of("/v1/commons/needs/cooling?since=2025-04-01").await;
    assert_eq!(need["method"], "coverage", "{need:#}");
    let patents = need["patents"].as_array().unwrap();
    assert_eq!(patents[0]["id"], "JP-2012940101-A", "{need:#}");
    assert!(
        !patents[0]["covered"].as_array().unwrap().is_empty() && patents[0]["is_new"] == true,
        "{need:#}"
    );
    assert_eq!(need["providers"][0]["id"], "hokushin");
    let later = json_of("/v1/commons/needs/cooling?since=2999-01-01").await;
    assert_eq!(later["patents"][0]["is_new"], false);
    check_problem(&get("/v1/commons/needs/cooling?since=soon").await, 400, "invalid-request");
    check_problem(&get("/v1/commons/needs/secret").await, 404, "not-in-ledger");
    let listed = json_of("/v1/commons/needs").await;
    assert_eq!(listed["needs"].as_array().unwrap().len(), 1, "private needs are not listed: {listed:#}");
    let feed = get("/commons/needs/cooling/feed").await;
    assert_eq!(feed.header(header::CONTENT_TYPE), "application/atom+xml; charset=utf-8");
    let feed = Element::read(&feed.text).expect("the feed is XML");
    assert_eq!(feed.all("entry").count(), patents.len());
    assert_eq!(feed.child("id").unwrap().text, "https://node.example/commons/needs/cooling");
}

#[tokio::test]
async fn pages_are_read_in_both_languages() {
    for path in [
        "/commons",
        "/commons/providers",
        "/commons/providers/hokushin",
        "/commons/terms",
        "/commons/terms/model-research/1",
        "/commons/packages",
        "/commons/packages/mould",
        "/commons/fields",
        "/commons/fields/smart-moulding",
        "/commons/fields/smart-moulding/health",
        "/commons/needs",
        "/commons/needs/cooling?since=2025-01-01",
    ] {
        for language in ["ja", "en"] {
            let separator = if path.contains('?') { '&' } else { '?' };
            let page = get(&format!("{path}{separator}lang={language}")).await;
            assert_eq!(page.status.as_u16(), 200, "{path}: {}", page.text);
            assert!(page.text.contains(&format!("<html lang=\"{language}\">")), "{path}");
            assert!(!page.text.contains("Moulds <b>"), "{path}: what providers write is text");
        }
    }
    let of_field = get("/commons/fields/smart-moulding?lang=en").await.text;
    for wanted in ["<figure class=\"map\"><svg", "href=\"/maps/applicants?", "href=\"/maps/landscape?"] {
        assert!(of_field.contains(wanted), "a field has its maps: {wanted}");
    }
    let health = get("/commons/fields/smart-moulding/health?lang=en").await.text;
    assert!(health.contains("<dt>never viewed</dt><dd class=\"number\"><a href="), "{health}");
    let page = get_with("/commons/providers/nobody", &[(header::ACCEPT, "text/html")]).await;
    assert_eq!(page.status.as_u16(), 404);
    assert!(get("/?lang=en").await.text.contains("href=\"/commons?lang=en\""), "the navigation leads there");
}

#[tokio::test]
async fn the_help_s_examples_of_the_commons_find_something() {
    let page = get("/help?lang=en").await.text;
    let (_, section) = page.split_once("id=\"commons\"").expect("a server with a ledger explains it");
    let (section, _) = section.split_once("<h2").expect("another section follows");
    let links: Vec<&str> =
        section.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let searches = links.iter().filter(|link| link.starts_with("/?"));
    for link in searches.clone() {
        let answer = json_of(&link.replace("&amp;", "&").replacen('/', "/v1/search", 1)).await;
        assert!(0 < answer["total"]["value"].as_u64().unwrap(), "{link}: {answer:#}");
        assert_eq!(answer["problems"], json!([]), "{link}");
    }
    assert_eq!(searches.count(), 5);
    for link in links.iter().filter(|link| !link.starts_with("/?")) {
        assert_eq!(get(link).await.status.as_u16(), 200, "{link}");
    }
}

#[tokio::test]
async fn the_whole_ledger_is_downloaded_without_accounts() {
    let answer = get("/v1/commons/ledger").await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/x-ndjson");
    let lines: Vec<Value> = answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answer.header("x-total"), lines.len().to_string());
    for (i, line) in lines.iter().enumerate() {
        assert_eq!(line["number"], i as u64 + 1);
        assert!(line.get("by").is_none() && !line.to_string().contains("\"admin\""), "{line}");
        if i != 0 {
            assert_eq!(line["previous"], lines[i - 1]["sha256"], "the chain is whole");
        }
    }
    let rest = get(&format!("/v1/commons/ledger?after={}", lines.len() - 2)).await;
    assert_eq!(rest.text.lines().count(), 2);
    assert!(!answer.text.contains("mould-cooling") && !answer.text.contains("secret"));
    check_problem(&get("/v1/commons/ledger?after=x").await, 400, "invalid-request");
}

#[tokio::test]
async fn a_listing_is_linked_data_with_its_terms_as_licence() {
    let path = "/commons/listings/hokushin/JP-2012940101-A";
    let answer = get(path).await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/ld+json");
    let listing = answer.json();
    assert_eq!(listing["@id"], format!("https://node.example{path}"));
    assert_eq!(listing["license"]["@id"], "https://node.example/commons/terms/model-research/1");
    assert_eq!(listing["creativeWorkStatus"], "listed");
    let withdrawn = json_of("/commons/listings/hokushin/JP-2020940308-A").await;
    assert_eq!(
        (&withdrawn["creativeWorkStatus"], &withdrawn["expires"]),
        (&"withdrawn".into(), &"2025-06-01".into())
    );
    assert!(withdrawn.get("license").is_none(), "{withdrawn:#}");
    let browser = get_with(path, &[(header::ACCEPT, "text/html")]).await;
    assert_eq!(
        (browser.status.as_u16(), browser.header(header::LOCATION)),
        (303, "/documents/JP-2012940101-A#use")
    );
    check_problem(&get("/commons/listings/hokushin/JP-2012900101-A").await, 404, "not-in-ledger");
}

#[tokio::test]
async fn crawlers_are_told_of_every_page_in_lists_that_are_not_too_long() {
    let robots = get("/robots.txt").await;
    for line in ["Sitemap: https://node.example/sitemap.xml", "Disallow: /maps", "Disallow: /portfolio"] {
        assert!(robots.text.lines().any(|of| of == line), "{}", robots.text);
    }
    let index = Element::read(&get("/sitemap.xml").await.text).unwrap();
    assert_eq!(index.name, "sitemapindex");
    let mut pages = Vec::new();
    for list in index.all("sitemap") {
        let address = &list.child("loc").unwrap().text;
        let part = get(address.strip_prefix("https://node.example").unwrap()).await;
        let part = Element::read(&part.text).unwrap();
        assert!(part.children.len() <= 20);
        pages.extend(part.children.iter().map(|url| url.child("loc").unwrap().text.clone()));
    }
    for page in ["/commons/providers/hokushin", "/documents/JP-2012940101-A", "/commons/needs/cooling"] {
        assert!(pages.contains(&format!("https://node.example{page}")), "{page}: {pages:?}");
    }
    assert!(
        !pages.iter().any(|page| page.contains("JP-2020940308-A") || page.contains("secret")),
        "{pages:?}"
    );
    assert_eq!(get("/sitemap/99.xml").await.status.as_u16(), 404);
    assert_eq!(get("/sitemap/x").await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_server_without_ledger_says_so() {
    let without = fixture_with(ServerConfig::default(), None);
    for path in [
        "/v1/commons",
        "/v1/commons/providers",
        "/v1/commons/terms",
        "/v1/commons/packages",
        "/v1/commons/fields",
        "/v1/commons/needs",
        "/v1/commons/ledger",
        "/commons",
        "/commons/listings/hokushin/JP-2012940101-A",
    ] {
        let answer = ask_of(without.router.clone(), Method::GET, path, &[], "").await;
        check_problem(&answer, 404, "no-ledger");
    }
    let sitemap = ask_of(without.router.clone(), Method::GET, "/sitemap.xml", &[], "").await;
    assert_eq!(Element::read(&sitemap.text).unwrap().name, "urlset");
    let start = ask_of(without.router, Method::GET, "/?lang=en", &[], "").await;
    assert!(!start.text.contains("href=\"/commons"), "there is no way to what is not there");
}
