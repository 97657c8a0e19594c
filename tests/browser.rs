//! The pages in a real Chromium: what a person does with keyboard, pointer and phone, and what it looks like.
//!
//! Pictures of every page are written to `target/screenshots`. Look at them after a change of the pages.

mod chrome;
mod desk;

use std::fs;

use chrome::{Browser, Setup, Size};
use serde_json::Value;

use crate::support::{Server, demo_index, workspace};

/// WebDriver's code point of the key.
const TAB: &str = "\u{e004}";

const CHECKS: &str = include_str!("browser/checks.js");

/// The pages that every setup is checked on.
const PAGES: &[(&str, &str)] = &[
    ("start", "/"),
    ("results", "/?q=%E5%9B%BA%E4%BD%93%E9%9B%BB%E8%A7%A3%E8%B3%AA"),
    ("results-english", "/?q=solid+electrolyte"),
    ("results-filtered", "/?q=electrolyte&type=patent&not_office=US&from=2005&sort=newest"),
    ("explained", "/?q=electrolyte&explain=true&size=3"),
    ("nothing", "/?q=%22zzz+qqq%22+AND+battery"),
    ("refused", "/?q=titel:battery"),
    ("document", "/documents/JP-2012940101-A?q=%E9%87%91%E5%9E%8B%E3%81%AE%E6%B8%A9%E5%BA%A6"),
    ("use-withdrawn", "/documents/JP-9001210-B2?on=2026-01-01&begun=2025-03-01"),
    ("use-check", "/documents/JP-2018940207-A"),
    ("similar", "/similar/JP-2020900404-A"),
    ("similar-articles", "/similar/JP-2020900404-A?type=article&before=priority"),
    (
        "similar-text",
        "/similar?text=%E7%A1%AB%E5%8C%96%E7%89%A9%E5%9B%BA%E4%BD%93%E9%9B%BB%E8%A7%A3%E8%B3%AA%E3%82%92%E5%82%99%E3%81%88%E3%82%8B%E9%9B%BB%E6%B1%A0",
    ),
    (
        "coverage",
        "/coverage?description=%E9%87%91%E5%9E%8B%E3%81%AE%E6%B8%A9%E5%BA%A6%E3%82%92%E6%A4%9C%E7%9F%A5%E3%81%99%E3%82%8B%E6%89%8B%E6%AE%B5%E3%81%A8%E3%80%81%E6%A4%9C%E7%9F%A5%E3%81%97%E3%81%9F%E6%B8%A9%E5%BA%A6%E3%81%AB%E5%BF%9C%E3%81%98%E3%81%A6%E5%86%B7%E5%8D%B4%E6%B0%B4%E3%81%AE%E6%B5%81%E9%87%8F%E3%82%92%E5%A4%89%E3%81%88%E3%82%8B%E5%BC%81%E3%81%A8%E3%82%92%E5%82%99%E3%81%88%E3%82%8B%E5%B0%84%E5%87%BA%E6%88%90%E5%BD%A2%E6%A9%9F",
    ),
    ("coverage-form", "/coverage"),
    ("commons", "/commons"),
    ("providers", "/commons/providers"),
    ("provider", "/commons/providers/tohoku-technobridge"),
    ("terms-list", "/commons/terms"),
    ("terms-read", "/commons/terms/model-research/1"),
    ("packages", "/commons/packages"),
    ("fields", "/commons/fields"),
    ("field", "/commons/fields/smart-moulding"),
    ("field-health", "/commons/fields/smart-moulding/health"),
    ("needs", "/commons/needs"),
    ("need", "/commons/needs/mould-cooling?since=2025-01-01"),
    ("portfolio", "/portfolio?q=ipc:H01M&against=ipc:C25B"),
    ("portfolio-refused", "/portfolio?q=published:soon"),
    ("map-filings", "/maps/filings"),
    ("map-applicants", "/maps/applicants"),
    ("map-technologies", "/maps/technologies"),
    ("map-papers", "/maps/papers"),
    ("map-maturity", "/maps/maturity"),
    ("map-status", "/maps/status"),
    ("map-matrix", "/maps/matrix"),
    ("map-collaboration", "/maps/collaboration"),
    ("map-landscape", "/maps/landscape"),
    ("map-citations", "/maps/citations?document=JP-2020940308-A"),
    ("map-nothing", "/maps/filings?q=%22zzz+qqq%22"),
    ("help", "/help"),
    ("docs", "/docs"),
    ("missing", "/nothing-here"),
];

#[track_caller]
fn assert_nothing_wrong(page: &str, wrong: &Value) {
    assert_eq!(wrong.as_array().map(Vec::len), Some(0), "{page}: {wrong:#}");
}

/// Opens all pages, takes their pictures and runs the static checks on each.
async fn check_pages(name: &str, setup: Setup) {
    let server = Server::start(demo_index());
    let browser = Browser::start(setup).await;
    for (page, path) in PAGES {
        browser.open(&format!("{}{path}", server.base)).await;
        browser.screenshot(&format!("{name}-{page}")).await;
        assert_nothing_wrong(&format!("{name} {page}"), &browser.run(CHECKS).await);
    }
    browser.close().await;
}

#[tokio::test]
async fn pages_are_sound_in_japanese() {
    check_pages("ja", Setup { language: "ja", ..Setup::default() }).await;
}

#[tokio::test]
async fn pages_are_sound_in_english() {
    check_pages("en", Setup::default()).await;
}

#[tokio::test]
async fn pages_are_sound_in_the_dark() {
    check_pages("dark", Setup { language: "ja", dark: true, ..Setup::default() }).await;
}

#[tokio::test]
async fn pages_are_sound_on_a_phone() {
    check_pages("phone", Setup { language: "ja", size: Size::Phone, ..Setup::default() }).await;
}

#[tokio::test]
async fn a_search_needs_only_the_keyboard() {
    let server = Server::start(demo_index());
    let browser = Browser::start(Setup { language: "ja", ..Setup::default() }).await;
    browser.open(&server.base).await;
    browser.keys("/").await;
    browser.keys("固体電解質").await;
    browser.enter().await;
    browser.appears(".hit").await;
    assert!(browser.text("h1").await.contains("固体電解質"));
    assert!(browser.text(".hit .passage").await.contains("電解質"));
    assert!(!browser.text(".hit mark").await.is_empty());

    // The first stop of Tab is the way past the head, and it shows where it is.
    browser.open(&format!("{}/?q=electrolyte", server.base)).await;
    browser.keys(TAB).await;
    assert_eq!(browser.run("return document.activeElement.className").await, "skip");
    let outline = browser.run("return getComputedStyle(document.activeElement).outlineStyle").await;
    assert_eq!(outline, "solid");
    browser.keys("j").await;
    browser.keys("j").await;
    browser.keys("k").await;
    let first = browser.run("return document.activeElement.closest('.hit').id").await;
    assert_eq!(first, "hit-1");
    browser.enter().await;
    browser.appears(".document").await;
    assert!(0 < browser.count(".hit-mark").await);
    browser.close().await;
}

#[tokio::test]
async fn facets_include_exclude_and_are_removed() {
    let server = Server::start(demo_index());
    let browser = Browser::start(Setup::default()).await;
    browser.open(&format!("{}/?q=electrolyte", server.base)).await;
    let total = async || -> u64 { browser.text(".summary strong").await.replace(',', "").parse().unwrap() };
    let all = total().await;
    browser.follow("section[aria-labelledby=facet-type] li:first-child .bar").await;
    let included = total().await;
    assert!(browser.address().await.contains("type=patent"));
    browser.follow(".remove").await;
    assert_eq!(total().await, all);
    browser.follow("section[aria-labelledby=facet-type] li:first-child .exclude").await;
    assert_eq!(total().await, all - included);
    assert!(browser.text(".summary h1").await.contains("no patents"));
    browser.close().await;
}

#[tokio::test]
async fn a_document_leads_on_by_links() {
    let server = Server::start(demo_index());
    let browser = Browser::start(Setup { language: "ja", script: false, ..Setup::default() }).await;
    browser.open(&format!("{}/documents/JP-2012940101-A?q=%E5%86%B7%E5%8D%B4%E6%B0%B4", server.base)).await;
    assert!(browser.text("h1").await.contains("射出成形機"));
    assert!(browser.text("header .invented").await.contains("架空"));
    browser.click(".outline a[href='#claim-2-ja']").await;
    browser.click("#claim-2-ja .prose .ref").await;
    assert!(browser.address().await.ends_with("#claim-1-ja"));
    browser.click(".marks a").await;
    assert!(browser.address().await.ends_with("#mark-1"));
    browser.click("#mark-1 .hop a").await;
    assert!(browser.address().await.ends_with("#mark-2"));
    browser.follow(".facts .cited a").await;
    assert!(browser.text(".document > header .id").await.starts_with("US-"));
    browser.close().await;
}

/// The word on a hit leads to the panel, and the panel's form asks another question; in both languages, without a script.
#[tokio::test]
async fn the_use_panel_is_reached_and_asked_again() {
    let server = Server::start(demo_index());
    for (language, open, withdrawn) in
        [("ja", "研究利用可", "取下げ"), ("en", "open for research", "withdrawn")]
    {
        let browser = Browser::start(Setup { language, script: false, ..Setup::default() }).await;
        browser.open(&format!("{}/?q=number:JP-9001210-B2", server.base)).await;
        assert!(browser.text(".hit .use-word").await.contains(withdrawn));
        browser.follow(".hit .use-word").await;
        assert!(browser.text("#use .answer").await.contains(withdrawn));
        let day = browser.client.find(fantoccini::Locator::Css("#use-on")).await.unwrap();
        day.send_keys("2025-12-30").await.unwrap();
        browser.follow(".use-question button").await;
        assert!(browser.text("#use .answer").await.contains(open));
        let panel = browser.text("#use").await;
        assert!(panel.contains("ip@aoba-battery.example.jp") && panel.contains("2025-12-30"), "{panel}");
        browser.screenshot(&format!("{language}-use-panel")).await;
        browser.close().await;
    }
}

#[tokio::test]
async fn everything_works_with_scripts_switched_off() {
    let server = Server::start(demo_index());
    let browser = Browser::start(Setup { script: false, ..Setup::default() }).await;
    browser.open(&server.base).await;
    let input = browser.client.find(fantoccini::Locator::Css("#q")).await.unwrap();
    input.send_keys("solid electrolyte").await.unwrap();
    browser.follow(".box button").await;
    browser.appears(".hit").await;
    browser.follow(".hit h2 a").await;
    browser.appears(".document").await;
    browser.close().await;
}

#[tokio::test]
async fn the_language_is_switched_by_a_link_and_kept() {
    let server = Server::start(demo_index());
    let browser = Browser::start(Setup::default()).await;
    browser.open(&format!("{}/?q=electrolyte", server.base)).await;
    assert_eq!(browser.run("return document.documentElement.lang").await, "en");
    browser.follow("a[hreflang=ja]").await;
    assert_eq!(browser.run("return document.documentElement.lang").await, "ja");
    browser.follow(".hit h2 a").await;
    assert_eq!(browser.run("return document.documentElement.lang").await, "ja");
    assert!(browser.text(".outline").await.contains("目次"));
    browser.close().await;
}

/// A technique is typed, judged, and its elements are edited, in both languages and without a script.
#[tokio::test]
async fn a_technique_is_compared_and_its_elements_edited() {
    let server = Server::start(demo_index());
    for (language, technique, first, added) in [
        (
            "ja",
            "金型の温度を検知する手段と、冷却水の流量を変える弁とを備える射出成形機",
            "JP-2012940101-A",
            "手動の玉形弁",
        ),
        (
            "en",
            "An injection molding machine with means for detecting the temperature of a mold and a valve that changes the flow rate of cooling water",
            "US-20129400101-A1",
            "a proportional control valve",
        ),
    ] {
        let browser = Browser::start(Setup { language, script: false, ..Setup::default() }).await;
        browser.open(&format!("{}/coverage", server.base)).await;
        let field = browser.client.find(fantoccini::Locator::Css("#description")).await.unwrap();
        field.send_keys(technique).await.unwrap();
        browser.follow(".coverage form button").await;
        browser.appears(".matrix").await;
        assert!(browser.text(".matrix thead").await.contains(first), "{language}");
        assert_eq!(browser.count(".matrix tbody tr").await, 3, "{language}");
        browser.click(".matrix tbody tr:first-child td a").await;
        assert!(browser.address().await.contains("#cell-1-"), "{language}");
        browser.click(".elements summary").await;
        let field = browser.client.find(fantoccini::Locator::Css("#elements")).await.unwrap();
        field.send_keys(&format!("\n{added}")).await.unwrap();
        browser.follow(".elements button").await;
        browser.appears(".matrix").await;
        assert_eq!(browser.count(".matrix tbody tr").await, 4, "{language}");
        browser.screenshot(&format!("{language}-coverage-edited")).await;
        browser.close().await;
    }
}

/// A desk screen shows a dozen hits at least; the README's picture is taken here, too.
#[tokio::test]
async fn a_desk_screen_shows_a_dozen_hits() {
    let server = Server::start(demo_index());
    let browser = Browser::start(Setup { language: "ja", ..Setup::default() }).await;
    browser.show(1440, 1200).await;
    browser.open(&format!("{}/?q=%E9%9B%BB%E8%A7%A3%E8%B3%AA+%E9%9B%BB%E6%B1%A0", server.base)).await;
    let script = "return [...document.querySelectorAll('.hit')]
        .filter((hit) => hit.getBoundingClientRect().bottom <= innerHeight).length";
    let whole = browser.run(script).await.as_u64().unwrap();
    assert!((12..=15).contains(&whole), "{whole} hits");
    browser.screenshot("search").await;
    let picture = workspace().join("target/screenshots/search.png");
    assert!(0 < fs::metadata(picture).unwrap().len());
    browser.close().await;
}

/// A long text goes into the form, and every link of the answer is reached by Tab.
#[tokio::test]
async fn similar_documents_need_only_the_keyboard() {
    let server = Server::start(demo_index());
    let browser = Browser::start(Setup { language: "en", ..Setup::default() }).await;
    browser.open(&format!("{}/similar", server.base)).await;
    browser.run("document.getElementById('text').focus()").await;
    browser.keys("a laser scanning microscope with a spectral detector").await;
    // Past the type and the date to the button.
    browser.keys(TAB).await;
    browser.keys(TAB).await;
    browser.keys(TAB).await;
    browser.enter().await;
    browser.appears(".hit").await;
    assert!(browser.text(".hit .reasons").await.contains("shared terms"));
    assert!(browser.text(".hit").await.contains("US-20059400301-A1"));
    browser.keys("j").await;
    let first = browser.run("return document.activeElement.closest('.hit').id").await;
    assert_eq!(first, "hit-1");
    browser.close().await;
}
