//! The OpenAPI document: made of the handlers' attributes, the wire types' schemas, the one table of search
//! parameters, and the model's own JSON Schema for documents.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use crate::{
    request::{Parameter, ParameterKind},
    routes, wire,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "chizai",
        description = "Full-text search over patents and articles. Problems are RFC 9457 documents; answers carry \
                       the generation of the index that gave them, and a weak ETag that changes with it.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT")
    ),
    paths(
        routes::search::get,
        routes::search::post,
        routes::document::get,
        routes::analyze::get,
        routes::fields::get,
        routes::health::healthz,
        routes::health::readyz,
        routes::metrics::get,
    ),
    components(schemas(wire::Problem)),
    tags(
        (name = "search", description = "Finding documents."),
        (name = "documents", description = "Reading one."),
        (name = "about", description = "How texts and queries are read."),
        (name = "operation", description = "For those who run the server."),
    )
)]
struct Description;

/// The document as JSON. What is served at `/openapi.json`.
pub fn openapi() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
        // Plain data structures with string keys: serialising them cannot fail.
        let mut document = serde_json::to_value(Description::openapi()).unwrap_or_default();
        add_search_parameters(&mut document);
        add_document_schema(&mut document);
        document
    });
    &DOCUMENT
}

fn add_search_parameters(document: &mut Value) {
    let search = &mut document["paths"]["/v1/search"];
    search["get"]["parameters"] = Parameter::all().map(in_query).collect();
    let members: Map<String, Value> = Parameter::all()
        .map(|parameter| {
            let mut schema = schema(parameter);
            schema["description"] = parameter.description.into();
            (parameter.name.to_owned(), schema)
        })
        .collect();
    document["components"]["schemas"]["SearchRequest"] = json!({
        "type": "object",
        "description": "The parameters of a search.",
        "additionalProperties": false,
        "properties": members,
    });
    document["paths"]["/v1/search"]["post"]["requestBody"] = json!({
        "required": true,
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/SearchRequest" } } },
    });
}

fn in_query(parameter: &Parameter) -> Value {
    let mut described = json!({
        "name": parameter.name,
        "in": "query",
        "required": false,
        "description": parameter.description,
        "schema": schema(parameter),
    });
    if matches!(parameter.kind, ParameterKind::Names) {
        described["style"] = "form".into();
        described["explode"] = false.into();
    }
    if !parameter.example.is_empty() {
        described["example"] = example(parameter);
    }
    described
}

fn schema(parameter: &Parameter) -> Value {
    match parameter.kind {
        ParameterKind::Text => json!({ "type": "string" }),
        ParameterKind::List | ParameterKind::Names => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
        ParameterKind::Integer => json!({ "type": "integer", "minimum": 1 }),
        ParameterKind::Flag => json!({ "type": "boolean" }),
        ParameterKind::Choice(choices) => json!({ "type": "string", "enum": choices }),
    }
}

fn example(parameter: &Parameter) -> Value {
    match parameter.kind {
        ParameterKind::List => json!([parameter.example]),
        ParameterKind::Names => parameter.example.split(',').collect(),
        ParameterKind::Integer => parameter.example.parse::<u64>().map_or(Value::Null, Value::from),
        ParameterKind::Flag => Value::Bool(parameter.example == "true"),
        ParameterKind::Text | ParameterKind::Choice(_) => parameter.example.into(),
    }
}

/// Puts the exchange form's own schema among the components, where the document answer refers to it.
fn add_document_schema(document: &mut Value) {
    let mut schema = schemars::schema_for!(model::Document).to_value();
    let definitions = schema.as_object_mut().and_then(|schema| {
        schema.remove("$schema");
        schema.remove("$defs")
    });
    let schemas = &mut document["components"]["schemas"];
    schemas["DocumentResponse"]["properties"]["document"] = json!({
        "description": "The document in the exchange form (the form of chizai's JSON Lines).",
        "allOf": [{ "$ref": "#/components/schemas/Document" }],
    });
    schemas["Document"] = schema;
    if let Some(Value::Object(definitions)) = definitions {
        for (name, definition) in definitions {
            // Names of the model and of the wire that are the same would shadow one another.
            schemas[format!("Document.{name}")] = definition;
        }
    }
    relocate(&mut document["components"]["schemas"]);
}

/// Follows the definitions to their new place.
fn relocate(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(reference) if name == "$ref" => {
                        if let Some(definition) = reference.strip_prefix("#/$defs/") {
                            *reference = format!("#/components/schemas/Document.{definition}");
                        }
                    }
                    member => relocate(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(relocate),
        _ => {}
    }
}
