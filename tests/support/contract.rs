//! Every answer against the OpenAPI document: the path's template, the status, the media type and the JSON schema.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use jsonschema::Validator;
use serde_json::Value;

use super::workspace;

/// The document that the server's own test holds to what is served.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let text = std::fs::read_to_string(workspace().join("crates/server/tests/http/openapi.json")).unwrap();
    serde_json::from_str(&text).unwrap()
});

/// Compiled schemas by their pointer in the document.
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// Checks an answer. Pages, assets and addresses where nothing is have no schema; a problem document always has.
#[track_caller]
pub(crate) fn check(method: &str, path: &str, status: u16, content_type: &str, body: &str) {
    let what = format!("{method} {path} answered {status} ({content_type})");
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if media_type == "application/problem+json" {
        check_schema("/components/schemas/Problem", body, &what);
    }
    let Some(template) = template_of(path.split('?').next().unwrap_or_default()) else { return };
    let operation = format!("/paths/{}/{}", escape(template), method.to_lowercase());
    // A method that a path does not take is answered for every path alike.
    if status == 405 {
        return;
    }
    let response = format!("{operation}/responses/{status}");
    let Some(described) = DOCUMENT.pointer(&response) else { panic!("{what}, which is not documented") };
    let Some(contents) = described["content"].as_object() else {
        assert!(body.is_empty(), "{what}: no body is documented, this came: {body}");
        return;
    };
    assert!(contents.contains_key(media_type), "{what}, documented are {:?}", contents.keys());
    let is_json = media_type == "application/json" || media_type.ends_with("+json");
    if is_json && media_type != "application/problem+json" {
        check_schema(&format!("{response}/content/{}/schema", escape(media_type)), body, &what);
    }
}

/// The documented path that an address belongs to: of those that fit, the one that says most of it in letters.
fn template_of(path: &str) -> Option<&'static str> {
    let templates = DOCUMENT["paths"].as_object()?.keys().map(String::as_str);
    templates.filter(|template| fits(path, template)).max_by_key(|template| literals(template).concat().len())
}

/// What stands between the parameters of a template.
fn literals(template: &str) -> Vec<&str> {
    template.split('{').map(|part| part.split_once('}').map_or(part, |(_, literal)| literal)).collect()
}

/// Whether the literals stand in the path in their order, a parameter's value between each two.
fn fits(path: &str, template: &str) -> bool {
    let literals = literals(template);
    let [first, between @ .., last] = literals.as_slice() else { return path == template };
    let Some(mut rest) = path.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else {
        return false;
    };
    for literal in between {
        let Some((value, after)) = rest.split_once(literal) else { return false };
        if value.is_empty() {
            return false;
        }
        rest = after;
    }
    !rest.is_empty()
}

#[track_caller]
fn check_schema(pointer: &str, body: &str, what: &str) {
    let value: Value = serde_json::from_str(body).unwrap_or_else(|error| panic!("{what}: {error}: {body}"));
    let validator = validator(pointer);
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}, against {pointer}: {errors:#?}\n{value:#}");
}

fn validator(pointer: &str) -> Arc<Validator> {
    let mut validators = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let made = validators.entry(pointer.to_owned()).or_insert_with(|| {
        let mut root = DOCUMENT.clone();
        root["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
        // The schema itself, not a reference: the braces of a path's template may not stand in one.
        root["allOf"] = Value::Array(DOCUMENT.pointer(pointer).cloned().into_iter().collect());
        Arc::new(jsonschema::validator_for(&root).expect("the schemas are JSON Schema"))
    });
    Arc::clone(made)
}

/// RFC 6901.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
