//! The pages of self-service through the router: sessions, and forms that are taken from their own pages alone.

use std::collections::BTreeSet;

use crate::support::{Fixture, encoded, fixture};
use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use commons::{Author, Commons, Role};
use server::ServerConfig;
use tower::ServiceExt;

/// Status, `Location`, `Set-Cookie` and body.
struct Page {
    status: u16,
    location: String,
    cookie: String,
    cache: String,
    body: String,
}

struct World {
    fixture: Fixture,
    commons: Commons,
    /// Tokens of the editors of `aoba-battery` and `setouchi`, and of an administrator.
    own: String,
    other: String,
    administrator: String,
}

impl World {
    fn new() -> Self {
        let fixture = fixture(ServerConfig { use_records_an_hour: 2, ..ServerConfig::default() });
        let commons = Commons::open(&fixture.ledger()).unwrap();
        let administrator = commons.create_first_administrator(&"admin".parse().unwrap(), 30).unwrap();
        let by = Author::new("admin".parse().unwrap(), Role::Administrator);
        let token = |name: &str, provider: &str| {
            let id = name.parse().unwrap();
            commons.create_account(&by, &id, &Role::Editor(provider.parse().unwrap())).unwrap();
            commons.issue_token(&by, &id, 30).unwrap().text.reveal().to_owned()
        };
        let (own, other) = (token("aoba-desk", "aoba-battery"), token("setouchi-desk", "setouchi"));
        Self { administrator: administrator.text.reveal().to_owned(), fixture, commons, own, other }
    }

    async fn send(&self, request: Request<Body>) -> Page {
        let response = self.fixture.router.clone().oneshot(request).await.unwrap();
        let header = |name: &str| {
            response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let (location, cookie, cache) = (header("location"), header("set-cookie"), header("cache-control"));
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Page { status, location, cookie, cache, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    async fn get(&self, path: &str, token: Option<&str>) -> Page {
        let request = Request::get(path).header("accept", "text/html");
        let request = match token {
            Some(token) => request.header("cookie", format!("theme=dark; chizai-token={token}")),
            None => request,
        };
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, token: Option<&str>, fields: &[(&str, &str)]) -> Page {
        let boundary = "----a-boundary";
        let is_multipart = path.ends_with("/import");
        let body: String = if is_multipart {
            let part = |(name, value): &(&str, &str)| {
                format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
            };
            fields.iter().map(part).collect::<String>() + &format!("--{boundary}--\r\n")
        } else {
            let pair = |(name, value): &(&str, &str)| format!("{name}={}", encoded(value));
            fields.iter().map(pair).collect::<Vec<_>>().join("&")
        };
        let kind = if is_multipart {
            format!("multipart/form-data; boundary={boundary}")
        } else {
            "application/x-www-form-urlencoded".to_owned()
        };
        let request = Request::post(path).header("accept", "text/html").header("content-type", kind);
        let request = match token {
            Some(token) => request.header("cookie", format!("chizai-token={token}")),
            None => request,
        };
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// The key that the forms of a session carry.
    async fn form(&self, token: &str, path: &str) -> String {
        let page = self.get(path, Some(token)).await;
        let (_, after) =
            page.body.split_once("name=\"form\" value=\"").unwrap_or_else(|| panic!("{}", page.body));
        after.split('"').next().unwrap().to_owned()
    }
}

/// Addresses of the pages' forms, by the router's own lines.
fn posted() -> BTreeSet<String> {
    let router = include_str!("../../src/router.rs");
    let routes = router.split(".route(\"").skip(1).filter_map(|route| route.split_once("\", "));
    let pages = routes.filter(|(path, handlers)| {
        path.starts_with("/commons/") && handlers.split('\n').next().unwrap().contains("post(")
    });
    pages.map(|(path, _)| path.replace("{id}", "aoba-battery")).collect()
}

/// Forms that need no session: they give nobody's rights away.
const ANONYMOUS: [&str; 3] = ["/commons/sign-in", "/commons/uses", "/commons/uses/deletion"];

const NEED: [(&str, &str); 4] = [
    ("title", "A quiet pump"),
    ("text", "A pump without noise"),
    ("language", "en"),
    ("visibility", "private"),
];

/// What each form of a session sends to enter something.
const FORMS: [(&str, &[(&str, &str)]); 11] = [
    ("/commons/sign-out", &[]),
    (
        "/commons/join",
        &[
            ("id", "kita"),
            ("account", "kita-desk"),
            ("kind", "university"),
            ("country", "JP"),
            ("name_ja", "北大学"),
            ("name_en", "Kita"),
            ("contact_ja", "窓口"),
            ("contact_en", "Desk"),
            ("email", "desk@example.org"),
        ],
    ),
    (
        "/commons/desk/aoba-battery/profile",
        &[
            ("kind", "firm"),
            ("country", "JP"),
            ("name_ja", "青葉"),
            ("name_en", "Aoba"),
            ("contact_ja", "窓口"),
            ("contact_en", "Desk"),
            ("email", "desk@example.org"),
        ],
    ),
    (
        "/commons/desk/aoba-battery/terms",
        &[("like", "model-research@1"), ("terms", "aoba-own"), ("name_ja", "条項"), ("name_en", "Terms")],
    ),
    (
        "/commons/desk/aoba-battery/terms/own",
        &[
            ("terms", "aoba-words"),
            ("name_ja", "条項"),
            ("name_en", "Terms"),
            ("uses", "research"),
            ("uses", "education"),
            ("users", "anyone"),
            ("territory", "jp"),
            ("duration", "years"),
            ("years", "5"),
            ("on_withdrawal", "grace-months"),
            ("grace_months", "6"),
            ("succession", "binding"),
            ("exclusive_licence", "none-granted"),
            ("defensive_termination", "none"),
            ("reach_through", "none"),
            ("notice", "welcome"),
            ("text_ja", "研究に使えます。"),
            ("text_en", "You may use it in research."),
            ("do", "publish"),
        ],
    ),
    ("/commons/my/needs/aoba-battery/deletion", &[]),
    ("/commons/my/needs/aoba-battery", &[("after", "1"), NEED[0], NEED[1], NEED[2], NEED[3]]),
    ("/commons/my/needs", &[("id", "aoba-battery"), NEED[0], NEED[1], NEED[2], NEED[3]]),
    (
        "/commons/desk/aoba-battery/listing",
        &[("number", "JP-2010940303-A"), ("terms", "model-research@1"), ("licence", "none"), ("do", "enter")],
    ),
    (
        "/commons/desk/aoba-battery/import",
        &[("table", "number,licence\nJP-2012940101-A,none\n"), ("terms", "model-research@1")],
    ),
    ("/commons/desk/aoba-battery/withdrawal", &[("patent", "JP-2012900101-A")]),
];

#[tokio::test]
async fn a_form_is_taken_from_its_own_session_alone() {
    let world = World::new();
    let covered: BTreeSet<String> =
        FORMS.iter().map(|(path, _)| *path).chain(ANONYMOUS).map(str::to_owned).collect();
    assert_eq!(posted(), covered, "a form without a row here");
    let before = world.commons.snapshot().unwrap().revision();
    let of_other = world.form(&world.other, "/commons/desk/setouchi").await;
    let own = world.form(&world.own, "/commons/desk/aoba-battery").await;
    for (path, fields) in FORMS {
        let token = if path == "/commons/join" { &world.administrator } else { &world.own };
        let with = |form: &'static str| [fields, &[("form", form)]].concat();
        for (what, sent) in
            [("no key", fields.to_vec()), ("a wrong key", with("0123")), ("an empty key", with(""))]
        {
            let page = world.post(path, Some(token), &sent).await;
            assert_eq!(page.status, 403, "{path}: {what}: {}", page.body);
        }
        let of_another = [fields, &[("form", of_other.as_str())]].concat();
        assert_eq!(world.post(path, Some(token), &of_another).await.status, 403, "{path}: another's key");
        let right = [fields, &[("form", own.as_str())]].concat();
        let page = world.post(path, None, &right).await;
        assert_eq!(
            (page.status, page.location.starts_with("/commons/sign-in?next=")),
            (303, true),
            "{path}: no session"
        );
        if path.contains("/desk/") {
            let sent = [fields, &[("form", of_other.as_str())]].concat();
            let page = world.post(path, Some(&world.other), &sent).await;
            assert_eq!(page.status, 403, "{path}: another provider's editor");
            let page = world.get(path, Some(&world.other)).await;
            assert_eq!(page.status, 403, "{path}: another provider's editor looks");
        }
    }
    assert_eq!(world.commons.snapshot().unwrap().revision(), before, "nothing was entered");
}

#[tokio::test]
async fn every_form_enters_what_it_says() {
    let world = World::new();
    let own = world.form(&world.own, "/commons/desk/aoba-battery").await;
    let of_administrator = world.form(&world.administrator, "/commons/join").await;
    for (path, fields) in FORMS.iter().rev() {
        let (token, form) = match *path {
            "/commons/join" => (&world.administrator, &of_administrator),
            _ => (&world.own, &own),
        };
        let before = world.commons.snapshot().unwrap().revision();
        let sent = [fields, &[("form", form.as_str())][..]].concat();
        let page = world.post(path, Some(token), &sent).await;
        assert!(page.status < 400, "{path}: {} {}", page.status, page.body);
        assert_eq!(page.cache, "no-store", "{path}");
        let n_entered = world.commons.snapshot().unwrap().revision() - before;
        let is_elsewhere = path.ends_with("/import") || path.contains("/my/") || *path == "/commons/sign-out";
        assert_eq!(n_entered, u64::from(!is_elsewhere), "{path}: a table is shown first, a need is no event");
    }
}

#[tokio::test]
async fn a_token_becomes_a_cookie_that_scripts_and_other_sites_do_not_get() {
    let world = World::new();
    let page =
        world.post("/commons/sign-in", None, &[("token", "chizai_00_00"), ("next", "/commons/join")]).await;
    assert_eq!(page.status, 401);
    assert!(page.cookie.is_empty() && page.body.contains("role=\"alert\""), "{}", page.body);
    assert!(page.body.contains("value=\"/commons/join\""), "where it leads stays");
    let page = world
        .post("/commons/sign-in", None, &[("token", &world.own), ("next", "https://example.org/")])
        .await;
    assert_eq!((page.status, page.location.as_str()), (303, "/commons/desk"));
    assert_eq!(page.cookie, format!("chizai-token={}; Path=/commons; HttpOnly; SameSite=Strict", world.own));
    assert_eq!(world.get("/commons/desk", Some(&world.own)).await.location, "/commons/desk/aoba-battery");
    let form = world.form(&world.own, "/commons/desk/aoba-battery").await;
    let page = world.post("/commons/sign-out", Some(&world.own), &[("form", &form)]).await;
    assert!(page.cookie.contains("Max-Age=0"), "{}", page.cookie);
    assert_eq!(world.get("/commons/desk", None).await.location, "/commons/sign-in?next=%2Fcommons%2Fdesk");
}

#[tokio::test]
async fn forms_of_another_site_are_refused_before_they_are_read() {
    let world = World::new();
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://example.org")] {
        for path in posted() {
            let request = Request::post(&path).header(name, value).header("host", "127.0.0.1:8080");
            let page = world.send(request.body(Body::from(format!("token={}", world.own))).unwrap()).await;
            assert_eq!((page.status, page.cookie.as_str()), (403, ""), "{path} {name}");
        }
    }
}

#[tokio::test]
async fn a_table_is_shown_and_then_entered_from_its_page() {
    let world = World::new();
    let form = world.form(&world.own, "/commons/desk/aoba-battery/import").await;
    let path = "/commons/desk/aoba-battery/import";
    let with =
        |table: &'static str| vec![("form", form.as_str()), ("terms", "model-research@1"), ("table", table)];
    let page = world
        .post(path, Some(&world.own), &with("number,licence\nJP-2012940101-A,none\nnothing,none\n"))
        .await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("is-refused") && !page.body.contains("name=\"plan\""), "{}", page.body);
    let table = "number,licence\nJP-2012940101-A,none\n";
    let page = world.post(path, Some(&world.own), &with(table)).await;
    let (_, plan) = page.body.split_once("name=\"plan\" value=\"").unwrap();
    let plan = plan.split('"').next().unwrap();
    let before = world.commons.snapshot().unwrap().revision();
    let apply = [with("number,licence\r\nJP-2012940101-A,none\r\n"), vec![("plan", plan)]].concat();
    for n_entered in [1, 0] {
        let revision = world.commons.snapshot().unwrap().revision();
        let page = world.post(path, Some(&world.own), &apply).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert_eq!(world.commons.snapshot().unwrap().revision() - revision, n_entered);
    }
    assert_eq!(world.commons.snapshot().unwrap().revision(), before + 1);
    let empty = world.post(path, Some(&world.own), &with(" \n")).await;
    assert!(empty.status == 400 && empty.body.contains("role=\"alert\""), "{}", empty.body);
}

#[tokio::test]
async fn what_is_refused_comes_back_with_what_was_written() {
    let world = World::new();
    let form = world.form(&world.own, "/commons/desk/aoba-battery/listing").await;
    let sent = [
        ("form", form.as_str()),
        ("number", "JP-2010940303-A"),
        ("terms", "model-research@1"),
        ("licence", "none"),
        ("from", "soon"),
        ("paper", "https://example.org/paper"),
        ("do", "enter"),
    ];
    let page = world.post("/commons/desk/aoba-battery/listing?lang=ja", Some(&world.own), &sent).await;
    assert_eq!(page.status, 400, "{}", page.body);
    for written in ["value=\"soon\"", "value=\"https://example.org/paper\"", "日付として「soon」は使えません"]
    {
        assert!(page.body.contains(written), "{written}: {}", page.body);
    }
    let used =
        [("patent", "JP-2012900101-A"), ("used_for", "research"), ("since", "2099-01-01"), ("name", "山田")];
    let page = world.post("/commons/uses?lang=ja", None, &used).await;
    assert!(page.status == 400 && page.body.contains("value=\"山田\""), "{}", page.body);
    let used = [("patent", "JP-2012900101-A"), ("used_for", "research"), ("since", "2026-01-31")];
    assert_eq!(world.post("/commons/uses", None, &used).await.status, 201);
    let document = world.get("/documents/JP-2012900101-A?lang=en", None).await;
    assert!(document.body.contains("Records of use: "), "the count is on the document's page");
    assert!(!document.body.contains("山田"));
}

#[tokio::test]
async fn a_need_is_stated_changed_and_removed_by_its_owner_alone() {
    let world = World::new();
    let form = world.form(&world.own, "/commons/my/needs").await;
    let with = |more: &[(&'static str, &'static str)]| {
        let key: (&str, &str) = ("form", form.as_str());
        [&[key], &NEED[..], more]
            .concat()
            .into_iter()
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .collect::<Vec<_>>()
    };
    let send = async |path: &str, token: &str, fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        world.post(path, Some(token), &fields).await
    };
    let refused = send("/commons/my/needs?lang=en", &world.own, with(&[("id", "Quiet Pump")])).await;
    assert!(refused.status == 400 && refused.body.contains("value=\"A quiet pump\""), "{}", refused.body);
    let stated = send("/commons/my/needs", &world.own, with(&[("id", "quiet-pump")])).await;
    assert_eq!((stated.status, stated.location.as_str()), (303, "/commons/my/needs/quiet-pump"));
    let again = send("/commons/my/needs", &world.own, with(&[("id", "quiet-pump")])).await;
    assert_eq!(again.status, 409, "the name is taken");
    let page = world.get("/commons/my/needs/quiet-pump?lang=en", Some(&world.own)).await;
    assert!(page.body.contains("Patents in the commons") && page.body.contains("name=\"after\" value=\"1\""));
    // Private: not for others, nor on the public page.
    assert_eq!(world.get("/commons/my/needs/quiet-pump", Some(&world.other)).await.status, 404);
    assert_eq!(world.get("/commons/needs/quiet-pump", Some(&world.own)).await.status, 404);
    let of_other = world.form(&world.other, "/commons/my/needs").await;
    let mut theirs = with(&[("after", "1")]);
    theirs[0].1 = of_other.clone();
    let page = send("/commons/my/needs/quiet-pump", &world.other, theirs).await;
    assert_eq!(page.status, 404, "who may not read it is not told that it exists: {}", page.body);
    let removal = vec![("form".to_owned(), of_other)];
    assert_eq!(send("/commons/my/needs/quiet-pump/deletion", &world.other, removal).await.status, 403);
    let changed =
        send("/commons/my/needs/quiet-pump", &world.own, with(&[("after", "1"), ("is_open", "yes")])).await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    let outdated = send("/commons/my/needs/quiet-pump", &world.own, with(&[("after", "1")])).await;
    assert_eq!(outdated.status, 409, "another window saved meanwhile");
    let removal = vec![("form".to_owned(), form.clone())];
    assert_eq!(send("/commons/my/needs/quiet-pump/deletion", &world.own, removal).await.status, 303);
    assert_eq!(world.get("/commons/my/needs/quiet-pump", Some(&world.own)).await.status, 404);
}

#[tokio::test]
async fn terms_in_own_words_begin_like_published_ones_and_are_read_before_they_are_published() {
    let world = World::new();
    let path = "/commons/desk/aoba-battery/terms/own";
    let page = world.get(&format!("{path}?lang=en&like=model-research@1"), Some(&world.own)).await;
    for filled in ["name=\"uses\" value=\"research\" checked", "<option value=\"binding\"", "lang=\"ja\""] {
        assert!(page.body.contains(filled), "{filled}: {}", page.body);
    }
    let form = world.form(&world.own, path).await;
    let (_, fields) = FORMS.iter().find(|(of, _)| *of == path).unwrap();
    let sent = |over: &[(&'static str, &'static str)]| {
        let kept = fields.iter().filter(|(name, _)| over.iter().all(|(other, _)| other != name));
        let key = ("form".to_owned(), form.clone());
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        std::iter::once(key).chain(kept.map(own)).chain(over.iter().map(own)).collect::<Vec<_>>()
    };
    let post = async |fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        world.post(&format!("{path}?lang=en"), Some(&world.own), &fields).await
    };
    let before = world.commons.snapshot().unwrap().revision();
    let looked = post(sent(&[("do", "check")])).await;
    let said = "work begun before it may go on for 6 months";
    assert!(looked.status == 200 && looked.body.contains(said), "{}", looked.body);
    for (over, said) in [
        (&[("uses", "commercial"), ("do", "check")][..], "announced conditions"),
        (&[("years", "many")], "expected a number"),
        (&[("territory", "Japan")], "JAPAN"),
        (&[("duration", "until"), ("until", "soon")], "soon"),
    ] {
        let page = post(sent(over)).await;
        assert!(page.status == 400 && page.body.contains(said), "{over:?}: {}", page.body);
        assert!(page.body.contains("You may use it in research."), "what was written stays");
    }
    assert_eq!(world.commons.snapshot().unwrap().revision(), before);
}
