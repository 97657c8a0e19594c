//! Nobody enters anything without a right token, and nobody for another provider: every writing route of the API, taken from
//! the OpenAPI document, which is held to the router.

use std::{collections::BTreeSet, sync::Arc, sync::atomic::AtomicU64, sync::atomic::Ordering};

use crate::support::{Answer, Fixture, ask_of, check_problem, fixture};
use axum::http::{HeaderName, Method, header};
use commons::{AccountId, Author, Commons, Instant, IssuedToken, Role};
use serde_json::{Value, json};
use server::ServerConfig;

/// Who may use a route in this test's world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Administrator,
    /// Any account, for itself.
    Account,
    /// The editor of `aoba-battery`.
    Editor,
}

/// A request that is right when it comes from who may make it.
struct Row {
    method: &'static str,
    template: &'static str,
    path: String,
    by: By,
    content_type: &'static str,
    body: String,
    status: u16,
}

/// Writing routes that anybody may use.
const ANONYMOUS: [&str; 2] = ["POST /v1/commons/uses", "POST /v1/commons/uses/{reference}/deletion"];

fn profile() -> Value {
    json!({
        "names": {"ja": "北大学", "en": "Kita University"}, "kind": "university", "country": "JP",
        "contacts": [{"names": {"ja": "窓口", "en": "Desk"}, "email": "desk@example.org"}],
    })
}

fn need() -> Value {
    json!({
        "title": "A quiet pump", "text": "A pump that runs without noise", "language": "en",
        "visibility": "private", "is_open": true,
    })
}

fn row(method: &'static str, template: &'static str, by: By, body: &Value, status: u16) -> Row {
    let path = template.replace("{id}", "aoba-battery");
    Row { method, template, path, by, content_type: "application/json", body: body.to_string(), status }
}

/// One right request a route.
async fn rows(world: &World) -> Vec<Row> {
    let table = "番号,条項,専用実施権\nJP-2010940303-A,model-research,なし\n";
    let csv = |template, path: &str, status| Row {
        path: path.to_owned(),
        content_type: "text/csv",
        body: table.to_owned(),
        ..row("POST", template, By::Editor, &Value::Null, status)
    };
    let own = world.editor.token.account.to_string();
    let to = |path: String, row: Row| Row { path, ..row };
    vec![
        row(
            "POST",
            "/v1/commons/accounts",
            By::Administrator,
            &json!({"account": "new", "provider": "setouchi"}),
            201,
        ),
        to(
            "/v1/commons/accounts/closing".to_owned(),
            row("DELETE", "/v1/commons/accounts/{id}", By::Administrator, &Value::Null, 204),
        ),
        to(
            format!("/v1/commons/accounts/{own}/tokens"),
            row("POST", "/v1/commons/accounts/{id}/tokens", By::Editor, &json!({"days": 1}), 201),
        ),
        to(
            format!("/v1/commons/tokens/{}", world.spare.token.id),
            row("DELETE", "/v1/commons/tokens/{id}", By::Editor, &Value::Null, 204),
        ),
        row(
            "POST",
            "/v1/commons/providers",
            By::Administrator,
            &json!({"id": "kita", "profile": profile()}),
            201,
        ),
        row("PUT", "/v1/commons/providers/{id}/profile", By::Editor, &json!({"profile": profile()}), 200),
        row(
            "POST",
            "/v1/commons/providers/{id}/terms",
            By::Editor,
            &json!({"terms": "aoba-own", "like": {"terms": "model-research", "version": 1}}),
            200,
        ),
        row(
            "POST",
            "/v1/commons/providers/{id}/listings",
            By::Editor,
            &json!({"number": "JP-2012900101-A", "action": "withdraw"}),
            200,
        ),
        csv("/v1/commons/providers/{id}/import", "/v1/commons/providers/aoba-battery/import", 200),
        csv(
            "/v1/commons/providers/{id}/import/{plan}",
            &format!("/v1/commons/providers/aoba-battery/import/{}", world.plan(table).await),
            200,
        ),
        row("POST", "/v1/commons/needs", By::Account, &json!({"id": "quiet-pump", "need": need()}), 201),
        to(
            "/v1/commons/needs/ours".to_owned(),
            row("PUT", "/v1/commons/needs/{id}", By::Editor, &json!({"after": 1, "need": need()}), 200),
        ),
        to(
            "/v1/commons/needs/ours".to_owned(),
            row("DELETE", "/v1/commons/needs/{id}", By::Editor, &Value::Null, 204),
        ),
    ]
}

struct World {
    fixture: Fixture,
    commons: Commons,
    administrator: IssuedToken,
    editor: IssuedToken,
    /// Another token of the editor.
    spare: IssuedToken,
    other: IssuedToken,
    /// Tokens that were right once, each with what became of it.
    past: Vec<(&'static str, IssuedToken)>,
    requests: AtomicU64,
}

impl World {
    fn new() -> Self {
        let fixture = fixture(ServerConfig { behind_proxy: true, ..ServerConfig::default() });
        let commons = Commons::open(&fixture.ledger()).unwrap();
        let administrator = commons.create_first_administrator(&"admin".parse().unwrap(), 30).unwrap();
        let by = Author::new("admin".parse().unwrap(), Role::Administrator);
        let account = |name: &str, provider: &str| -> AccountId {
            let id = name.parse().unwrap();
            commons.create_account(&by, &id, &Role::Editor(provider.parse().unwrap())).unwrap();
            id
        };
        let stated = serde_json::from_value(need()).unwrap();
        let token = |account: &AccountId| commons.issue_token(&by, account, 30).unwrap();
        let own = account("aoba-desk", "aoba-battery");
        let desk = Author::new(own.clone(), Role::Editor("aoba-battery".parse().unwrap()));
        commons.save_need(&desk, &"ours".parse().unwrap(), 0, &stated).unwrap();
        let (editor, spare, revoked) = (token(&own), token(&own), token(&own));
        commons.revoke_token(&by, &revoked.token.id).unwrap();
        let other = token(&account("setouchi-desk", "setouchi"));
        let closed = account("aoba-former", "aoba-battery");
        let of_closed = token(&closed);
        commons.close_account(&by, &closed).unwrap();
        account("closing", "aoba-battery");
        let long_ago = Instant::now().plus_ms(-90 * 24 * 60 * 60 * 1000);
        let then = Commons::open_with_clock(&fixture.ledger(), Arc::new(move || long_ago)).unwrap();
        let expired = then.issue_token(&by, &own, 1).unwrap();
        let past = vec![("revoked", revoked), ("closed", of_closed), ("expired", expired)];
        Self { fixture, commons, administrator, editor, spare, other, past, requests: AtomicU64::new(0) }
    }

    /// The digest of the table's plan, as the editor is shown it.
    async fn plan(&self, table: &str) -> String {
        let template = "/v1/commons/providers/{id}/import";
        let row = Row {
            content_type: "text/csv",
            body: table.to_owned(),
            ..row("POST", template, By::Editor, &Value::Null, 200)
        };
        let answer = self.send(&row, Some(self.editor.text.reveal())).await;
        answer.json()["plan"].as_str().unwrap().to_owned()
    }

    async fn send(&self, row: &Row, token: Option<&str>) -> Answer {
        let authorization = token.map(|token| format!("Bearer {token}")).unwrap_or_default();
        // Each from another address: attempts are counted by it.
        let n = self.requests.fetch_add(1, Ordering::Relaxed);
        let address = format!("192.0.{}.{}", n / 250, n % 250);
        let mut headers = vec![
            (HeaderName::from_static("x-forwarded-for"), address.as_str()),
            (header::CONTENT_TYPE, row.content_type),
        ];
        if token.is_some() {
            headers.push((header::AUTHORIZATION, authorization.as_str()));
        }
        let method = Method::from_bytes(row.method.as_bytes()).unwrap();
        let body = if row.method == "DELETE" { "" } else { &row.body };
        ask_of(self.fixture.router.clone(), method, &row.path, &headers, body).await
    }
}

/// `METHOD template` of every operation that writes, by the OpenAPI document.
fn described() -> BTreeSet<String> {
    let paths = server::openapi()["paths"].as_object().unwrap();
    let of_commons = paths.iter().filter(|(path, _)| path.starts_with("/v1/commons/"));
    of_commons
        .flat_map(|(path, operations)| {
            let methods = operations.as_object().unwrap().keys().filter(|method| *method != "get");
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect()
}

/// The same by the router's own lines.
fn routed() -> BTreeSet<String> {
    let router = include_str!("../../src/router.rs");
    let routes = router.split(".route(\"").skip(1).filter_map(|route| route.split_once("\", "));
    let of_commons = routes.filter(|(path, _)| path.starts_with("/v1/commons/"));
    of_commons
        .flat_map(|(path, handlers)| {
            let handlers = handlers.split('\n').next().unwrap();
            let methods =
                ["post(", "put(", "delete(", "patch("].into_iter().filter(|call| handlers.contains(call));
            methods.map(move |call| format!("{} {path}", call.trim_end_matches('(').to_uppercase()))
        })
        .collect()
}

#[test]
fn every_writing_route_is_described() {
    assert_eq!(routed(), described());
    for operation in described() {
        let (method, path) = operation.split_once(' ').unwrap();
        let has_security = !server::openapi()["paths"][path][method.to_lowercase()]["security"].is_null();
        assert_eq!(has_security, !ANONYMOUS.contains(&operation.as_str()), "{operation}");
    }
}

#[tokio::test]
async fn nobody_writes_without_a_right_token_or_for_another_provider() {
    let world = World::new();
    let rows = rows(&world).await;
    let covered: BTreeSet<String> =
        rows.iter().map(|row| format!("{} {}", row.method, row.template)).collect();
    let expected: BTreeSet<String> =
        described().into_iter().filter(|operation| !ANONYMOUS.contains(&operation.as_str())).collect();
    assert_eq!(covered, expected, "a route without a row here");
    let before = world.commons.snapshot().unwrap().revision();
    for row in &rows {
        let what = format!("{} {}", row.method, row.path);
        let answer = world.send(row, None).await;
        check_problem(&answer, 401, "not-signed-in");
        assert!(answer.header(header::WWW_AUTHENTICATE).starts_with("Bearer"), "{what}");
        let forged = format!("{}0", world.editor.text.reveal().split_at(40).0);
        check_problem(&world.send(row, Some(&forged)).await, 401, "not-signed-in");
        for (past, token) in &world.past {
            let refused =
                check_problem(&world.send(row, Some(token.text.reveal())).await, 401, "not-signed-in");
            assert!(refused["detail"].as_str().unwrap().contains(past), "{what}: {refused}");
        }
        if row.by != By::Account {
            check_problem(&world.send(row, Some(world.other.text.reveal())).await, 403, "forbidden");
        }
        if row.by == By::Administrator {
            check_problem(&world.send(row, Some(world.editor.text.reveal())).await, 403, "forbidden");
        }
    }
    assert_eq!(world.commons.snapshot().unwrap().revision(), before, "nothing was entered");
    for row in &rows {
        let token = match row.by {
            By::Administrator => &world.administrator,
            By::Editor | By::Account => &world.editor,
        };
        let answer = world.send(row, Some(token.text.reveal())).await;
        assert_eq!(answer.status.as_u16(), row.status, "{} {}: {}", row.method, row.path, answer.text);
    }
}

/// Ten wrong tokens from one address wait; another address, and a token that is known, do not.
#[tokio::test]
async fn attempts_are_limited_by_address() {
    let world = World::new();
    let from = async |address: &str, token: &str| {
        let token = format!("Bearer {token}");
        let headers =
            [(HeaderName::from_static("x-forwarded-for"), address), (header::AUTHORIZATION, token.as_str())];
        ask_of(world.fixture.router.clone(), Method::GET, "/v1/commons/me", &headers, "").await
    };
    let right = world.editor.text.reveal();
    assert_eq!(from("198.51.100.1", right).await.json()["provider"], "aoba-battery");
    for _ in 0..10 {
        check_problem(&from("198.51.100.1", "chizai_00_00").await, 401, "not-signed-in");
    }
    let limited = from("198.51.100.1", "chizai_00_00").await;
    check_problem(&limited, 429, "too-many-attempts");
    assert!(0 < limited.header(header::RETRY_AFTER).parse::<u32>().unwrap());
    assert_eq!(from("198.51.100.1", right).await.status, 200, "a token that was found right before");
    check_problem(&from("198.51.100.1", world.other.text.reveal()).await, 429, "too-many-attempts");
    assert_eq!(from("198.51.100.2", world.other.text.reveal()).await.status, 200);
}
