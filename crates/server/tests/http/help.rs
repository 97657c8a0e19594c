//! The help page: whatever it shows as an example can be clicked and finds something.

use crate::support::get;
use axum::http::StatusCode;

/// The addresses that the content of a page links to, as a browser reads them.
fn links(page: &str) -> Vec<String> {
    let (_, main) = page.split_once("<main").expect("the page has content");
    let (main, _) = main.split_once("</main>").expect("it ends");
    main.split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().expect("a link ends").replace("&amp;", "&"))
        .collect()
}

/// A search of the page by the API: it must find a document and have nothing to say about the query.
async fn click(link: &str) {
    let answer = get(&link.replacen('/', "/v1/search", 1)).await;
    assert_eq!(answer.status, StatusCode::OK, "{link}: {}", answer.text);
    let body = answer.json();
    assert!(0 < body["total"]["value"].as_u64().unwrap(), "nothing is found by {link}: {body:#}");
    let problems = body["problems"].as_array().unwrap();
    // A number that is typed as it is says that it was read as one.
    let is_expected = |code: &str| code == "read-as-number" && link.contains("2012-900101");
    assert!(problems.iter().all(|one| is_expected(one["code"].as_str().unwrap())), "{link}: {problems:#?}");
}

#[tokio::test]
async fn every_example_finds_something() {
    let page = get("/help?lang=en").await;
    let links = links(&page.text);
    let (mut searches, mut others) = (0, 0);
    for link in links.iter().filter(|link| !link.starts_with('#')) {
        if link.starts_with("/?") {
            click(link).await;
            searches += 1;
        }
        let answer = get(link).await;
        assert_eq!(answer.status, StatusCode::OK, "{link}: {}", answer.text);
        assert!(!answer.text.is_empty(), "{link}");
        others += usize::from(!link.starts_with("/?"));
    }
    assert!(80 < searches, "{searches} searches");
    for path in ["/lines?", "/report?", "/v1/export?", "/resolve", "/classes", "/completeness"] {
        assert!(links.iter().any(|link| link.starts_with(path)), "no link to {path}");
    }
    assert!(10 <= others, "{others} other links");
}

#[tokio::test]
async fn every_operator_is_explained_in_both_languages() {
    for language in ["ja", "en"] {
        let page = get(&format!("/help?lang={language}")).await.text;
        for written in [
            "NOT",
            "NEAR/",
            "ADJ/",
            " AND ",
            " OR ",
            "sentence:",
            "paragraph:",
            "claim:",
            "claim.independent:",
            "=Laser",
            "[?]",
            "*lyte",
            "~2",
            "[2015 TO 2018-06]",
            "&gt;=",
            "number:(",
            "number:[",
            "cpc:=",
            "cpc.main:",
            "cites:",
            "citedby:",
            "cites.XY.examiner:",
            "prox/distance",
            "pd within",
            ",10C,",
            ",10N,",
            "/TI",
            "&quot;within&quot;",
            "L3 = L1 AND L2",
            "collapse=extended",
            "chizai verify",
            "chizai diff",
            "limits.expansions",
            "10,000",
            "format=bibtex",
        ] {
            assert!(page.contains(written), "{language}: {written}");
        }
    }
}
