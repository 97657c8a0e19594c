//! `/oai` as harvesters see it, read with the harvester's own reader.

use std::{path::Path, sync::LazyLock};

use crate::support::{Fixture, ask_of, fixture_with, get};
use axum::http::{Method, header};
use commons::{Author, Batch, Commons, Event, Field, NewEntry, Period, Role};
use harvest::{Answer, Element};
use server::ServerConfig;

/// Patents of the demo corpus.
const LISTED: [&str; 5] =
    ["JP-2012900101-A", "JP-2020940308-A", "JP-2012940101-A", "JP-2015940102-A", "JP-2017940109-A"];

fn admin() -> Author {
    Author::new("admin".parse().unwrap(), Role::Administrator)
}

fn since(from: &str, event: serde_json::Value) -> NewEntry {
    let event: Event = serde_json::from_value(event).expect("an event");
    NewEntry { event, valid: Period::since(from.parse().unwrap()), evidence: None, origin: None }
}

/// The usual ledger; one more provider, with a name that would break XML, lists five patents and withdraws the last.
fn ledger(dir: &Path) -> Commons {
    let commons = crate::support::ledger(dir);
    let provider = "tab-shop";
    let name = "<b>&\"' \u{b}\u{fffe}]]>";
    let joined = serde_json::json!({ "kind": "provider-joined", "provider": provider, "profile": {
        "names": { "ja": name, "en": name }, "kind": "firm", "country": "JP",
        "contacts": [{ "names": { "ja": "窓口", "en": "Desk" }, "email": "desk@example.org" }] } });
    let mut entries = vec![since("2025-01-01", joined)];
    for patent in LISTED {
        let listed = serde_json::json!({ "kind": "patent-listed", "provider": provider, "patent": patent,
            "offer": { "terms": { "terms": "model-research", "version": 1 }, "exclusive_licence": "none" } });
        entries.push(since("2025-02-01", listed));
    }
    let withdrawn = serde_json::json!({ "kind": "listing-withdrawn", "provider": provider,
        "patent": LISTED[4], "reason": "sold & <gone>" });
    entries.push(since("2025-03-01", withdrawn));
    commons.apply(&Batch { author: admin(), entries, key: None }).expect("it is entered");
    commons.create_first_administrator(admin().account(), 1).expect("the first one");
    let field: Field =
        serde_json::from_str(include_str!("../../../../demo-commons/field-smart-moulding.json")).unwrap();
    commons.save_field(&admin(), &"smart-moulding".parse().unwrap(), 0, &field).expect("it is saved");
    commons
}

static FIXTURE: LazyLock<Fixture> = LazyLock::new(|| {
    let config = ServerConfig {
        harvest_page_size: 3,
        public_url: Some("https://node.example/".to_owned()),
        contact: Some("admin@node.example".to_owned()),
        ..ServerConfig::default()
    };
    fixture_with(config, Some(ledger))
});

async fn oai(query: &str) -> Answer {
    let answer = ask_of(FIXTURE.router.clone(), Method::GET, &format!("/oai?{query}"), &[], "").await;
    assert_eq!(
        (answer.status.as_u16(), answer.header(header::CONTENT_TYPE)),
        (200, "text/xml; charset=utf-8")
    );
    Answer::read(&answer.text).unwrap_or_else(|error| panic!("{query}: {error}\n{}", answer.text))
}

/// The whole list, page by page.
async fn list(verb: &str, query: &str) -> Vec<harvest::Record> {
    let mut answer = oai(&format!("verb={verb}&{query}")).await;
    let mut records = answer.records;
    while let Some(token) = answer.token {
        answer = oai(&format!("verb={verb}&resumptionToken={token}")).await;
        assert!(answer.errors.is_empty(), "{token}: {:?}", answer.errors);
        records.extend(answer.records);
    }
    records
}

#[track_caller]
fn texts<'e>(element: &'e Element, name: &'e str) -> Vec<&'e str> {
    element.all(name).map(|child| child.text.as_str()).collect()
}

fn listing(patent: &str) -> String {
    format!("https://node.example/commons/listings/tab-shop/{patent}")
}

#[tokio::test]
async fn it_says_what_it_is() {
    let answer = oai("verb=Identify").await;
    let identify = answer.root.child("Identify").expect("it identifies itself");
    for (name, expected) in [
        ("baseURL", "https://node.example/oai"),
        ("protocolVersion", "2.0"),
        ("adminEmail", "admin@node.example"),
        ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ] {
        assert_eq!(identify.child(name).map(|child| child.text.as_str()), Some(expected), "{name}");
    }
    let formats = oai("verb=ListMetadataFormats").await;
    let formats: Vec<_> =
        formats.root.child("ListMetadataFormats").unwrap().all("metadataFormat").cloned().collect();
    assert_eq!(
        formats.iter().map(|format| texts(format, "metadataPrefix")[0]).collect::<Vec<_>>(),
        ["oai_dc", "commons"]
    );
    assert_eq!(texts(&formats[1], "schema"), ["https://node.example/schema/commons.xsd"]);
    let schema = ask_of(FIXTURE.router.clone(), Method::GET, "/schema/commons.xsd", &[], "").await;
    let schema = Element::read(&schema.text).unwrap();
    assert_eq!(schema.attribute("targetNamespace"), Some(texts(&formats[1], "metadataNamespace")[0]));
}

#[tokio::test]
async fn sets_are_providers_and_fields() {
    let answer = oai("verb=ListSets").await;
    let sets = answer.root.child("ListSets").unwrap();
    let specs: Vec<&str> = sets.children.iter().flat_map(|set| texts(set, "setSpec")).collect();
    assert!(specs.contains(&"provider") && specs.contains(&"provider:tab-shop"), "{specs:?}");
    assert!(specs.contains(&"field:smart-moulding"), "{specs:?}");
    let of_provider = list("ListIdentifiers", "metadataPrefix=oai_dc&set=provider:tab-shop").await;
    assert_eq!(of_provider.len(), 1 + LISTED.len(), "the provider and its listings");
    let in_field = list("ListIdentifiers", "metadataPrefix=oai_dc&set=field:smart-moulding").await;
    let identifiers: Vec<&str> = in_field.iter().map(|record| record.identifier.as_str()).collect();
    let expected: Vec<String> = LISTED[2..].iter().map(|patent| listing(patent)).collect();
    assert_eq!(identifiers, expected, "the withdrawn one belongs to its field still");
    assert_eq!(in_field[0].sets, ["provider:tab-shop", "field:smart-moulding"]);
    assert_eq!(
        oai("verb=ListRecords&metadataPrefix=oai_dc&set=provider:nobody").await.errors[0].code,
        "noRecordsMatch"
    );
}

#[tokio::test]
async fn pages_follow_each_other_and_a_token_is_good_twice() {
    let first = oai("verb=ListRecords&metadataPrefix=oai_dc").await;
    let all = list("ListRecords", "metadataPrefix=oai_dc").await;
    assert_eq!((first.records.len(), first.list_size), (3, Some(all.len() as u64)));
    let mut identifiers: Vec<&str> = all.iter().map(|record| record.identifier.as_str()).collect();
    identifiers.sort_unstable();
    identifiers.dedup();
    assert_eq!(identifiers.len(), all.len());
    let token = first.token.unwrap();
    let (once, twice) = (
        oai(&format!("verb=ListRecords&resumptionToken={token}")).await,
        oai(&format!("verb=ListRecords&resumptionToken={token}")).await,
    );
    assert_eq!(once.records, twice.records);
    let resumption = once.root.child("ListRecords").unwrap().child("resumptionToken").unwrap();
    assert_eq!(resumption.attribute("cursor"), Some("3"));
    let headers = list("ListIdentifiers", "metadataPrefix=commons").await;
    assert!(
        headers
            .iter()
            .zip(&all)
            .all(|(header, whole)| header.identifier == whole.identifier && header.metadata.is_none())
    );
    assert_eq!(headers.len(), all.len());
}

#[tokio::test]
async fn a_withdrawn_listing_is_a_deleted_record() {
    let all = list("ListRecords", "metadataPrefix=commons").await;
    let deleted: Vec<&harvest::Record> = all.iter().filter(|record| record.is_deleted).collect();
    assert_eq!(
        deleted.iter().map(|record| record.identifier.clone()).collect::<Vec<_>>(),
        [listing(LISTED[4])]
    );
    assert_eq!(deleted[0].metadata, None);
    let one = oai(&format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", listing(LISTED[4]))).await;
    assert!(one.records[0].is_deleted && one.errors.is_empty());
}

#[tokio::test]
async fn a_listing_is_given_in_dublin_core_and_in_its_own_words() {
    let get =
        |format: &str| format!("verb=GetRecord&metadataPrefix={format}&identifier={}", listing(LISTED[0]));
    let core = oai(&get("oai_dc")).await.records.remove(0).metadata.unwrap();
    assert!(!texts(&core, "title").is_empty() && texts(&core, "type") == ["Patent"], "{core:?}");
    assert_eq!(texts(&core, "identifier"), [LISTED[0], &listing(LISTED[0])]);
    assert_eq!(texts(&core, "rights")[0], "https://node.example/commons/terms/model-research/1");
    // Characters that XML cannot hold are replaced; all others arrive as they are.
    assert_eq!(texts(&core, "publisher")[0], "<b>&\"' \u{fffd}\u{fffd}]]>");
    let own = oai(&get("commons")).await.records.remove(0).metadata.unwrap();
    let listing = own.child("listing").unwrap();
    assert_eq!(
        (listing.attribute("provider"), listing.attribute("patent")),
        (Some("tab-shop"), Some(LISTED[0]))
    );
    assert_eq!(texts(listing, "since"), ["2025-02-01"]);
    let entry = own.child("entry").unwrap();
    let event: serde_json::Value = serde_json::from_str(&entry.text).unwrap();
    assert_eq!((&event["kind"], entry.attribute("from")), (&"patent-listed".into(), Some("2025-02-01")));
    assert!(entry.attributes.iter().all(|(_, value)| value != "admin"), "who entered it is not public");
}

#[tokio::test]
async fn records_are_selected_by_when_they_changed() {
    let all = list("ListIdentifiers", "metadataPrefix=oai_dc").await;
    let second = all.iter().map(|record| record.datestamp).max().unwrap().to_string().replace(".000Z", "Z");
    let day = &second[..10];
    for (range, expected) in [
        (format!("from={day}"), true),
        (format!("until={day}"), true),
        (format!("from={second}"), true),
        ("from=2999-01-01".to_owned(), false),
        ("until=2000-01-01T00:00:00Z".to_owned(), false),
    ] {
        let answer = oai(&format!("verb=ListIdentifiers&metadataPrefix=oai_dc&{range}")).await;
        assert_eq!(answer.error("noRecordsMatch").is_none(), expected, "{range}");
    }
}

#[tokio::test]
async fn mistakes_are_told_by_the_protocols_codes() {
    for (query, code) in [
        ("", "badVerb"),
        ("verb=Steal", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&set=a", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=x", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=x", "idDoesNotExist"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=999999!1!oai_dc!!!!1!2!providers/tab-shop", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=1!1!oai_dc!!!!1!2!providers/tab-shop", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
    ] {
        let answer = oai(query).await;
        assert_eq!(
            answer.errors.iter().map(|error| error.code.as_str()).collect::<Vec<_>>(),
            [code],
            "{query}"
        );
        let repeats = !answer.root.child("request").unwrap().attributes.is_empty();
        assert_eq!(repeats, !["badVerb", "badArgument"].contains(&code), "{query}");
    }
}

#[tokio::test]
async fn a_form_asks_the_same() {
    let form = [(header::CONTENT_TYPE, "application/x-www-form-urlencoded")];
    let router = || FIXTURE.router.clone();
    let posted = ask_of(router(), Method::POST, "/oai", &form, "verb=ListSets").await;
    let got = oai("verb=ListSets").await;
    assert_eq!(Answer::read(&posted.text).unwrap().root.child("ListSets"), got.root.child("ListSets"));
    let json = [(header::CONTENT_TYPE, "application/json")];
    assert_eq!(ask_of(router(), Method::POST, "/oai", &json, "{}").await.status.as_u16(), 415);
}

#[tokio::test]
async fn an_empty_ledger_has_no_sets_and_a_server_without_ledger_says_so() {
    fn empty(dir: &Path) -> Commons {
        Commons::open(&dir.join("commons.sqlite")).expect("a ledger is made")
    }
    let fixture = fixture_with(ServerConfig::default(), Some(empty));
    let answer = |query: &'static str| {
        let router = fixture.router.clone();
        async move { Answer::read(&ask_of(router, Method::GET, query, &[], "").await.text).unwrap() }
    };
    assert!(answer("/oai?verb=ListSets").await.error("noSetHierarchy").is_some());
    let by_set = answer("/oai?verb=ListRecords&metadataPrefix=oai_dc&set=provider:a").await;
    assert!(by_set.error("noSetHierarchy").is_some());
    assert!(answer("/oai?verb=ListRecords&metadataPrefix=oai_dc").await.error("noRecordsMatch").is_some());
    let without = fixture_with(ServerConfig::default(), None);
    let answer = ask_of(without.router.clone(), Method::GET, "/oai?verb=Identify", &[], "").await;
    crate::support::check_problem(&answer, 404, "no-ledger");
    let page = [(header::ACCEPT, "text/html")];
    let document = ask_of(without.router, Method::GET, "/documents/JP-2012900101-A", &page, "").await;
    assert_eq!(document.status.as_u16(), 200);
    assert!(document.text.contains("This server has no ledger of the commons"), "the panel says so");
    assert_eq!(get("/documents/JP-2012900101-A").await.status.as_u16(), 200);
}
