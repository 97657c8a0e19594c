//! Self-service through the router: joining, terms, listings, tables, records of use and the health report.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::support::{Fixture, fixture};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderName, Request},
};
use commons::Commons;
use serde_json::{Value, json};
use server::ServerConfig;
use tower::ServiceExt;

struct World {
    fixture: Fixture,
    administrator: String,
}

/// Whose request it is: a token, or the address of somebody without one.
#[derive(Clone, Copy)]
enum Who<'w> {
    Token(&'w str),
    Anybody(&'w str),
}

impl World {
    fn new() -> Self {
        let config = ServerConfig { behind_proxy: true, use_records_an_hour: 3, ..ServerConfig::default() };
        let fixture = fixture(config);
        let commons = Commons::open(&fixture.ledger()).unwrap();
        let administrator = commons.create_first_administrator(&"admin".parse().unwrap(), 30).unwrap();
        Self { administrator: administrator.text.reveal().to_owned(), fixture }
    }

    async fn send(&self, who: Who<'_>, method: &str, path: &str, kind: &str, body: Vec<u8>) -> (u16, Value) {
        static REQUESTS: AtomicU64 = AtomicU64::new(0);
        let forwarded = HeaderName::from_static("x-forwarded-for");
        let request = Request::builder().method(method).uri(path).header("content-type", kind);
        let request = match who {
            Who::Token(token) => {
                let n = REQUESTS.fetch_add(1, Ordering::Relaxed);
                request
                    .header("authorization", format!("Bearer {token}"))
                    .header(forwarded, format!("192.0.2.{n}"))
            }
            Who::Anybody(address) => request.header(forwarded, address),
        };
        let response =
            self.fixture.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    async fn json(&self, who: Who<'_>, method: &str, path: &str, body: &Value) -> (u16, Value) {
        self.send(who, method, path, "application/json", body.to_string().into_bytes()).await
    }

    /// A university that joins, with its editor's token.
    async fn joined(&self, id: &str) -> String {
        let body = json!({
            "id": id, "profile": profile("Kita University"), "from": "2025-01-01",
            "editor": {"account": format!("{id}-desk"), "days": 10},
        });
        let (status, joined) =
            self.json(Who::Token(&self.administrator), "POST", "/v1/commons/providers", &body).await;
        assert_eq!((status, &joined["entered"]["outcome"]), (201, &"entered".into()), "{joined}");
        joined["token"]["token"].as_str().unwrap().to_owned()
    }

    async fn answer(&self, patent: &str) -> String {
        let (status, answer) = self
            .json(Who::Anybody("192.0.2.1"), "GET", &format!("/v1/documents/{patent}/use"), &Value::Null)
            .await;
        assert_eq!(status, 200, "{answer}");
        answer["answer"].as_str().unwrap().to_owned()
    }

    /// Numbers that a search for what is listed finds.
    async fn searched(&self, provider: &str) -> Vec<String> {
        let path = format!("/v1/search?size=100&provider={provider}");
        let (_, found) = self.json(Who::Anybody("192.0.2.1"), "GET", &path, &Value::Null).await;
        found["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
    }
}

fn profile(en: &str) -> Value {
    json!({
        "names": {"ja": "北大学", "en": en}, "kind": "university", "country": "JP", "prefecture": "宮城県",
        "contacts": [{"names": {"ja": "窓口", "en": "Desk"}, "email": "desk@example.org", "languages": ["ja"]}],
    })
}

#[tokio::test]
async fn a_provider_joins_and_its_editor_works_at_once() {
    let world = World::new();
    let token = world.joined("kita").await;
    let editor = Who::Token(&token);
    let (_, me) = world.json(editor, "GET", "/v1/commons/me", &Value::Null).await;
    assert_eq!(me, json!({"account": "kita-desk", "role": "editor", "provider": "kita"}));
    let again = json!({"id": "kita", "profile": profile("Another")});
    let (status, refused) =
        world.json(Who::Token(&world.administrator), "POST", "/v1/commons/providers", &again).await;
    assert_eq!(status, 409, "{refused}");
    let change = json!({"profile": profile("Kita Institute")});
    for outcome in ["entered", "nothing-new"] {
        let (status, entered) =
            world.json(editor, "PUT", "/v1/commons/providers/kita/profile", &change).await;
        assert_eq!((status, &entered["outcome"]), (200, &outcome.into()), "{entered}");
    }
    let wrong = json!({"profile": {"names": {"ja": "北", "en": "Kita"}, "kind": "school", "country": "JP", "contacts": []}});
    let (status, refused) = world.json(editor, "PUT", "/v1/commons/providers/kita/profile", &wrong).await;
    assert_eq!((status, &refused["errors"][0]["pointer"]), (400, &"/profile/kind".into()), "{refused}");
    let (_, second) =
        world.json(editor, "POST", "/v1/commons/accounts/kita-desk/tokens", &json!({"days": 2})).await;
    let id = second["id"].as_str().unwrap();
    let (status, _) = world.json(editor, "DELETE", &format!("/v1/commons/tokens/{id}"), &Value::Null).await;
    assert_eq!(status, 204);
    let second = Who::Token(second["token"].as_str().unwrap());
    assert_eq!(world.json(second, "GET", "/v1/commons/me", &Value::Null).await.0, 401, "revoked at once");
}

#[tokio::test]
async fn terms_are_taken_from_a_model_or_written_anew_in_versions() {
    let world = World::new();
    let token = world.joined("kita").await;
    let editor = Who::Token(&token);
    let path = "/v1/commons/providers/kita/terms";
    let like = json!({
        "terms": "kita-research", "like": {"terms": "model-research", "version": 1},
        "names": {"ja": "北大学の条項", "en": "Kita's terms"},
    });
    for outcome in ["entered", "nothing-new"] {
        let (status, entered) = world.json(editor, "POST", path, &like).await;
        assert_eq!((status, &entered["outcome"]), (200, &outcome.into()), "{entered}");
    }
    let content = json!({
        "names": {"ja": "北大学の条項", "en": "Kita's terms"}, "uses": ["research", "education"], "users": ["non-profit"],
        "residence": {"in": ["JP"]}, "territory": "everywhere", "duration": {"years": 5},
        "on_withdrawal": {"grace-months": 6}, "succession": "notice", "exclusive_licence": "none-granted",
        "defensive_termination": "none", "reach_through": "none", "consideration": "free", "notice": "welcome",
        "text": {"ja": "非営利の研究と教育に使えます。", "en": "Open to non-profit research and education."},
    });
    let (status, entered) =
        world.json(editor, "POST", path, &json!({"terms": "kita-research", "content": content})).await;
    assert_eq!((status, &entered["outcome"]), (200, &"entered".into()), "{entered}");
    let edited = json!({"terms": "kita-research", "version": 1, "content": content});
    let (status, refused) = world.json(editor, "POST", path, &edited).await;
    assert!(status == 409 && refused["detail"].as_str().unwrap().contains("never edited"), "{refused}");
    let mut narrow = content.clone();
    narrow["uses"] = json!(["reserch"]);
    let (status, refused) =
        world.json(editor, "POST", path, &json!({"terms": "kita-other", "content": narrow})).await;
    assert_eq!((status, &refused["errors"][0]["pointer"]), (400, &"/content/uses/0".into()), "{refused}");
    let listing = json!({"number": "JP-2010940303-A", "terms": "kita-research", "licence": "none"});
    let (status, listed) = world.json(editor, "POST", "/v1/commons/providers/kita/listings", &listing).await;
    assert_eq!(status, 200, "{listed}");
    assert_eq!(world.answer("JP-2010940303-A").await, "check", "the last version is for non-profit users");
}

#[tokio::test]
async fn a_patent_is_listed_changed_and_withdrawn_in_any_form_of_its_number() {
    let world = World::new();
    let token = world.joined("kita").await;
    let editor = Who::Token(&token);
    let path = "/v1/commons/providers/kita/listings";
    let list = json!({
        "number": "特開２０１０－９４０３０３", "terms": "model-research", "licence": "なし", "from": "2025-02-01",
        "readiness": 4, "prototype": "https://example.org/prototype",
    });
    let (status, dry) = world.json(editor, "POST", &format!("{path}?dry_run=true"), &list).await;
    assert_eq!((status, &dry["plan"]["rows"][0]["outcome"]), (200, &"enter".into()), "{dry}");
    assert!(dry["entered"].is_null());
    assert_eq!(world.answer("JP-2010940303-A").await, "not-listed", "a dry run enters nothing");
    for outcome in ["entered", "nothing-new"] {
        let (status, listed) = world.json(editor, "POST", path, &list).await;
        assert_eq!((status, &listed["entered"]["outcome"]), (200, &outcome.into()), "{listed}");
    }
    assert_eq!(world.answer("JP-2010940303-A").await, "open", "in the next request");
    assert_eq!(world.searched("kita").await, ["JP-2010940303-A"]);
    let change = json!({"number": "JP-2010940303-A", "action": "change", "terms": "model-research", "licence": "exists"});
    assert_eq!(world.json(editor, "POST", path, &change).await.0, 200);
    assert_eq!(world.answer("JP-2010940303-A").await, "check");
    let early = json!({"number": "JP-2010940303-A", "action": "withdraw", "from": "2025-03-01"});
    let (status, refused) = world.json(editor, "POST", &format!("{path}?lang=ja"), &early).await;
    assert!(status == 409 && refused["detail"].as_str().unwrap().contains("過去の日付"), "{refused}");
    let withdraw = json!({"number": "JP-2010940303-A", "action": "withdraw", "reason": "sold"});
    assert_eq!(world.json(editor, "POST", path, &withdraw).await.0, 200);
    assert_eq!(world.answer("JP-2010940303-A").await, "withdrawn");
    assert!(world.searched("kita").await.is_empty());
    let (status, refused) = world.json(editor, "POST", path, &json!({"number": "2012-900101"})).await;
    assert_eq!(status, 400, "{refused}");
    assert_eq!(refused["candidates"][0]["id"], "JP-2012900101-A", "{refused}");
}

/// What Excel writes in Japanese: Shift_JIS with full-width letters.
const TABLE: &str = "番号,専用実施権,開始日\r\n特開２０１２－９４０１０１,なし,\r\nJP-2015940102-A,,\r\n";

#[tokio::test]
async fn a_table_is_shown_and_then_entered_whole_and_once() {
    let world = World::new();
    let token = world.joined("kita").await;
    let editor = Who::Token(&token);
    let (table, _, _) = encoding_rs::SHIFT_JIS.encode(TABLE);
    let path = |plan: &str| format!("/v1/commons/providers/kita/import{plan}?terms=model-research&lang=ja");
    let send = async |plan: &str, table: &[u8]| {
        world.send(editor, "POST", &path(plan), "text/csv", table.to_vec()).await
    };
    let (status, plan) = send("", &table).await;
    assert_eq!((status, &plan["encoding"]), (200, &"Shift_JIS".into()), "{plan}");
    let outcomes: Vec<&str> =
        plan["rows"].as_array().unwrap().iter().map(|row| row["outcome"].as_str().unwrap()).collect();
    assert_eq!((outcomes, &plan["can_be_applied"]), (vec!["enter", "enter"], &true.into()));
    assert_eq!(plan["rows"][0]["patent"], "JP-2012940101-A");
    assert!(plan["rows"][1]["conflicts"][0]["text"].as_str().unwrap().contains("要確認"), "{plan}");
    assert_eq!(world.answer("JP-2012940101-A").await, "not-listed");
    let digest = format!("/{}", plan["plan"].as_str().unwrap());
    for outcome in ["entered", "entered-before"] {
        let (status, entered) = send(&digest, &table).await;
        assert_eq!((status, &entered["entered"]["outcome"]), (200, &outcome.into()), "{entered}");
    }
    assert_eq!(world.answer("JP-2012940101-A").await, "open");
    let (_, again) = send("", &table).await;
    assert_eq!(again["rows"][0]["outcome"], "unchanged", "{again}");
    let withdraw = "番号,操作\nJP-2012940101-A,取下げ\n".as_bytes();
    let (_, shown) = send("", withdraw).await;
    assert_eq!(send(&format!("/{}", shown["plan"].as_str().unwrap()), withdraw).await.0, 200);
    let (status, _) = send(&digest, &table).await;
    assert_eq!(status, 200, "the table was entered before, and is not entered again");
    assert_eq!(world.answer("JP-2012940101-A").await, "withdrawn");
}

#[tokio::test]
async fn what_was_not_shown_is_not_entered() {
    let world = World::new();
    let token = world.joined("kita").await;
    let editor = Who::Token(&token);
    let table = b"number,licence\nJP-2012940101-A,none\nJP-2015940102-A,none\n".to_vec();
    let path = "/v1/commons/providers/kita/import";
    let query = "?terms=model-research";
    let (_, plan) = world.send(editor, "POST", &format!("{path}{query}"), "text/csv", table.clone()).await;
    let shown = plan["plan"].as_str().unwrap();
    let elsewhere = json!({"number": "JP-2017940109-A", "terms": "model-research", "licence": "none"});
    assert_eq!(world.json(editor, "POST", "/v1/commons/providers/kita/listings", &elsewhere).await.0, 200);
    let other = b"number,licence\nJP-2012940101-A,none\n".to_vec();
    let apply = format!("{path}/{shown}{query}");
    let (status, refused) = world.send(editor, "POST", &apply, "text/csv", other).await;
    assert_eq!(status, 409, "another table: {refused}");
    let same = json!({"number": "JP-2015940102-A", "terms": "model-research", "licence": "exists"});
    assert_eq!(world.json(editor, "POST", "/v1/commons/providers/kita/listings", &same).await.0, 200);
    let (status, refused) = world.send(editor, "POST", &apply, "text/csv", table).await;
    assert_eq!(status, 409, "the ledger says something else of the patent by now: {refused}");
    assert_eq!(world.answer("JP-2012940101-A").await, "not-listed", "nothing of it was entered");
    let bad = b"number,colour\nJP-2012940101-A,red\n".to_vec();
    let (status, refused) = world.send(editor, "POST", path, "text/csv", bad).await;
    assert!(status == 400 && refused["detail"].as_str().unwrap().contains("colour"), "{refused}");
    let large = vec![b'x'; ServerConfig::default().import_bytes_max + 1];
    assert_eq!(world.send(editor, "POST", path, "text/csv", large).await.0, 413);
}

#[tokio::test]
async fn a_use_is_registered_and_its_person_deleted() {
    let world = World::new();
    let user = Who::Anybody("203.0.113.1");
    let record = json!({
        "patent": "特開2012-900101", "purpose": "research", "since": "2026-01-31",
        "person": {"name": "山田花子", "email": "hanako@example.org", "statement": "電池の試作"},
    });
    let (status, receipt) = world.json(user, "POST", "/v1/commons/uses", &record).await;
    assert_eq!(status, 201, "{receipt}");
    assert_eq!(receipt["records_of_use"], json!([{"purpose": "research", "count": 1}]));
    let (_, answer) = world.json(user, "GET", "/v1/documents/JP-2012900101-A/use", &Value::Null).await;
    assert_eq!(answer["records_of_use"][0]["count"], 1);
    let text = answer.to_string();
    assert!(!text.contains("hanako") && !text.contains("山田"), "persons are not public");
    let reference = receipt["reference"].as_str().unwrap();
    let deletion = format!("/v1/commons/uses/{reference}/deletion");
    assert_eq!(world.json(user, "POST", &deletion, &json!({"key": "0123"})).await.0, 404);
    let key = json!({"key": receipt["key"]});
    assert_eq!(world.json(user, "POST", &deletion, &key).await.0, 204);
    assert_eq!(world.json(user, "POST", &deletion, &key).await.0, 404, "once");
    let file = std::fs::read(world.fixture.ledger()).unwrap();
    assert!(!file.windows(6).any(|bytes| bytes == b"hanako"), "not in the file either");
    let (_, answer) = world.json(user, "GET", "/v1/documents/JP-2012900101-A/use", &Value::Null).await;
    assert_eq!(answer["records_of_use"][0]["count"], 1, "the count stays");
}

#[tokio::test]
async fn what_cannot_be_registered_is_refused_and_clients_are_limited() {
    let world = World::new();
    let user = Who::Anybody("203.0.113.2");
    let record = |patent: &str, since: &str| json!({"patent": patent, "purpose": "research", "since": since});
    for (body, status) in [
        (record("JP-2010940303-A", "2026-01-31"), 404),
        (record("doi:10.5555/chizai.asd.2015.0611", "2026-01-31"), 400),
        (record("JP-2012900101-A", "soon"), 400),
        (json!({"patent": "JP-2012900101-A", "purpose": "sale", "since": "2026-01-31"}), 400),
        (json!({"patent": "JP-2012900101-A"}), 400),
    ] {
        let (answered, refused) = world.json(user, "POST", "/v1/commons/uses", &body).await;
        assert_eq!(answered, status, "{body}: {refused}");
    }
    let mut statuses = Vec::new();
    for _ in 0..4 {
        let body = record("JP-2012900101-A", "2026-01-31");
        statuses.push(world.json(user, "POST", "/v1/commons/uses", &body).await.0);
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    let other = Who::Anybody("203.0.113.3");
    assert_eq!(
        world.json(other, "POST", "/v1/commons/uses", &record("JP-2012900101-A", "2026-01-31")).await.0,
        201
    );
}

#[tokio::test]
async fn a_health_report_says_what_to_look_at() {
    let world = World::new();
    let token = world.joined("kita").await;
    let editor = Who::Token(&token);
    let soon = Commons::open(&world.fixture.ledger()).unwrap().now().day().plus_months(1);
    let listings = [
        json!({"number": "JP-2024901636-A", "terms": "model-research", "licence": "none"}),
        json!({"number": "JP-H11900512-A", "terms": "model-research", "licence": "none"}),
        json!({"number": "JP-2012900101-A", "terms": "model-research", "licence": "exists", "to": soon}),
        json!({"number": "JP-7999999-B2", "terms": "model-research", "licence": "none"}),
    ];
    for listing in &listings {
        let (status, entered) =
            world.json(editor, "POST", "/v1/commons/providers/kita/listings", listing).await;
        assert_eq!(status, 200, "{entered}");
    }
    let path = "/v1/commons/providers/kita/health";
    let anybody = Who::Anybody("192.0.2.9");
    let (status, report) = world.json(anybody, "GET", path, &Value::Null).await;
    assert_eq!(status, 200, "{report}");
    let counts = &report["counts"];
    assert_eq!(
        (&counts["listed"], &counts["lapsing_soon"], &counts["not_in_index"]),
        (&4.into(), &1.into(), &1.into())
    );
    assert_eq!((&counts["not_in_force"], &counts["conflicts"]), (&1.into(), &1.into()), "{report}");
    let codes: Vec<(String, Vec<String>)> = report["listings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|listing| {
            let remarks = listing["remarks"].as_array().unwrap();
            let codes = remarks.iter().map(|remark| remark["code"].as_str().unwrap().to_owned()).collect();
            (listing["patent"].as_str().unwrap().to_owned(), codes)
        })
        .collect();
    let of = |patent: &str| codes.iter().find(|(id, _)| id == patent).map(|(_, codes)| codes.join(" "));
    assert_eq!(of("JP-H11900512-A").as_deref(), Some("not-in-force"));
    assert_eq!(
        of("JP-2012900101-A").as_deref(),
        Some("permission-ends-soon exclusive-licence-declared listed-by-another")
    );
    assert_eq!(of("JP-7999999-B2").as_deref(), Some("not-in-index"));
    let (_, all) = world.json(anybody, "GET", &format!("{path}?listings=all"), &Value::Null).await;
    assert_eq!(all["listings"].as_array().unwrap().len(), 4);
    assert_eq!((&counts["never_viewed"], report.get("views_since")), (&4.into(), None), "{report}");
    for look in
        ["/v1/documents/JP-H11900512-A", "/v1/documents/JP-H11900512-A/use", "/v1/documents/JP-2008900840-A"]
    {
        assert_eq!(world.json(anybody, "GET", look, &Value::Null).await.0, 200, "{look}");
    }
    for _ in ["written", "and not counted twice"] {
        let (_, report) = world.json(anybody, "GET", path, &Value::Null).await;
        assert_eq!(report["counts"]["never_viewed"], 3, "{report}");
        let listings = report["listings"].as_array().unwrap();
        let viewed = listings.iter().find(|listing| listing["patent"] == "JP-H11900512-A").unwrap();
        assert!(viewed["views"] == 2 && report["views_since"].is_string(), "{report}");
    }
    let commons = Commons::open(&world.fixture.ledger()).unwrap();
    assert_eq!(commons.views().unwrap().counts.len(), 1, "documents outside the commons are not counted");
    assert_eq!(world.json(anybody, "GET", "/v1/commons/providers/nobody/health", &Value::Null).await.0, 404);
}
