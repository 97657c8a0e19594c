//! The OpenAPI document: made of the handlers' attributes, the wire types' schemas, the one table of search
//! parameters, and the model's own JSON Schema for documents.

use std::sync::LazyLock;

use export::FieldForm;
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use crate::{
    request::{Endpoint, Parameter, ParameterKind},
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
        routes::similar::get,
        routes::similar::post,
        routes::coverage::get,
        routes::coverage::post,
        routes::maps::list,
        routes::maps::get,
        routes::export::get,
        routes::export::post,
        routes::document::get,
        routes::related::citations,
        routes::related::links,
        routes::related::science,
        routes::related::family,
        routes::related::use_of,
        routes::related::indicators,
        routes::portfolio::get,
        routes::reading::api::overview,
        routes::reading::api::providers,
        routes::reading::api::provider,
        routes::reading::api::terms_list,
        routes::reading::api::terms,
        routes::reading::api::packages,
        routes::reading::api::package,
        routes::reading::api::fields,
        routes::reading::api::field,
        routes::reading::needs::list,
        routes::reading::needs::get,
        routes::reading::needs::state,
        routes::reading::needs::change,
        routes::reading::needs::remove,
        routes::reading::open_data::ledger,
        routes::oai::get,
        routes::oai::post,
        routes::resolve::get,
        routes::resolve::post,
        routes::analyze::get,
        routes::fields::get,
        routes::completeness::get,
        routes::lines::post,
        routes::reports::get,
        routes::reports::post,
        routes::reports::verify,
        routes::reports::diff,
        routes::classes::schemes,
        routes::classes::scheme,
        routes::classes::class,
        routes::translate::get,
        routes::commons::accounts::me,
        routes::commons::accounts::post,
        routes::commons::accounts::close,
        routes::commons::accounts::issue,
        routes::commons::accounts::revoke,
        routes::commons::providers::join,
        routes::commons::providers::change,
        routes::commons::providers::publish_terms,
        routes::commons::listings::post,
        routes::commons::import::plan,
        routes::commons::import::apply,
        routes::commons::uses::register,
        routes::commons::uses::delete,
        routes::commons::health::of_provider,
        routes::commons::health::of_field,
        routes::health::healthz,
        routes::health::readyz,
        routes::metrics::get,
    ),
    components(schemas(wire::LedgerLine, wire::Problem, wire::SelectedHit, wire::SelectedDocument)),
    tags(
        (name = "search", description = "Finding documents."),
        (name = "documents", description = "Reading one."),
        (name = "maps", description = "Seeing what a search found as charts and tables."),
        (name = "commons", description = "Which patents may be used, for what, under which terms."),
        (name = "reports", description = "Showing later what was asked and found."),
        (name = "classes", description = "Browsing classification schemes."),
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
        add_parameters(&mut document, "/v1/search", "SearchRequest", Endpoint::Search);
        add_parameters(&mut document, "/v1/export", "ExportRequest", Endpoint::Export);
        add_parameters(&mut document, "/v1/coverage", "CoverageRequest", Endpoint::Coverage);
        document["paths"]["/v1/portfolio"]["get"]["parameters"] =
            Endpoint::Portfolio.parameters().map(in_query).collect();
        add_map_parameters(&mut document);
        add_similar_parameters(&mut document);
        add_report_parameters(&mut document);
        add_resolve_body(&mut document);
        add_document_schema(&mut document);
        add_query_schema(&mut document);
        add_selected_parts(&mut document);
        document["components"]["securitySchemes"]["token"] = json!({
            "type": "http",
            "scheme": "bearer",
            "description": "A token of an account, which an administrator issues; reading needs none.",
        });
        document
    });
    &DOCUMENT
}

fn add_parameters(document: &mut Value, path: &str, name: &str, endpoint: Endpoint) {
    document["paths"][path]["get"]["parameters"] = endpoint.parameters().map(in_query).collect();
    add_body(document, path, name, endpoint);
}

/// The JSON body of a path's `POST`, under a name of its own among the schemas.
fn add_body(document: &mut Value, path: &str, name: &str, endpoint: Endpoint) {
    let members: Map<String, Value> = endpoint
        .parameters()
        .map(|parameter| {
            let mut schema = schema(parameter);
            schema["description"] = parameter.description.into();
            (parameter.name.to_owned(), schema)
        })
        .collect();
    document["components"]["schemas"][name] = json!({
        "type": "object",
        "description": "The parameters, as in the URL.",
        "additionalProperties": false,
        "properties": members,
    });
    document["paths"][path]["post"]["requestBody"] = json!({
        "required": true,
        "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } },
    });
}

/// Maps take most parameters of a search, beside their kind.
fn add_map_parameters(document: &mut Value) {
    let of_map = &mut document["paths"]["/v1/maps/{kind}"]["get"]["parameters"];
    if let Some(parameters) = of_map.as_array_mut() {
        parameters.extend(Endpoint::Map.parameters().map(in_query));
    }
}

/// Similar documents take most parameters of a search, beside the document's number or a text.
fn add_similar_parameters(document: &mut Value) {
    let of_document = &mut document["paths"]["/v1/similar/{id}"]["get"]["parameters"];
    if let Some(parameters) = of_document.as_array_mut() {
        parameters.extend(Endpoint::Similar.parameters().map(in_query));
    }
    add_body(document, "/v1/similar", "SimilarRequest", Endpoint::SimilarText);
    document["components"]["schemas"]["SimilarRequest"]["required"] = json!(["text"]);
}

/// Reports and comparisons take the parameters of a search.
fn add_report_parameters(document: &mut Value) {
    let parameters: Vec<Value> = Endpoint::Search.parameters().map(in_query).collect();
    for path in ["/v1/reports", "/v1/diff"] {
        document["paths"][path]["get"]["parameters"] = parameters.clone().into();
    }
    document["paths"]["/v1/reports"]["post"]["requestBody"] =
        document["paths"]["/v1/search"]["post"]["requestBody"].clone();
    if let Some(of_diff) = document["paths"]["/v1/diff"]["get"]["parameters"].as_array_mut() {
        let earlier = "The earlier generation, such as a report names.";
        of_diff.push(generation(routes::reports::FROM, true, earlier));
        let later = "The later one; the current one where it is absent.";
        of_diff.push(generation(routes::reports::TO, false, later));
        use routes::reports::{FROM_DAY, FROM_REVISION, TO_DAY, TO_REVISION};
        for (name, side) in [(FROM_REVISION, "earlier"), (TO_REVISION, "later")] {
            of_diff.push(json!({
                "name": name, "in": "query", "required": false, "schema": { "type": "integer", "minimum": 0 },
                "description": format!("The revision of the ledger on the {side} side; the last one where it is absent."),
            }));
        }
        for (name, side) in [(FROM_DAY, "earlier"), (TO_DAY, "later")] {
            of_diff.push(json!({
                "name": name, "in": "query", "required": false, "schema": { "type": "string", "format": "date" },
                "description": format!("The day that conditions on the commons are about on the {side} side; today in Japan where it is absent."),
            }));
        }
    }
}

fn generation(name: &str, required: bool, description: &str) -> Value {
    json!({
        "name": name,
        "in": "query",
        "required": required,
        "description": description,
        "schema": { "type": "string", "pattern": "^[0-9]{6,}-[0-9a-f]{8}$" },
    })
}

fn add_resolve_body(document: &mut Value) {
    document["paths"]["/v1/resolve"]["post"]["requestBody"] = json!({
        "required": true,
        "content": { "application/json": { "schema": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": false,
            "properties": {
                "text": { "type": "string", "description": "The text, of 80,000 characters at most." },
                "lang": { "type": "string", "enum": ["ja", "en"], "description": "Language of messages and titles." },
            },
        } } },
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
        ParameterKind::Integer => json!({ "type": "integer", "minimum": 0 }),
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

/// Puts the schema of the query's JSON form among the components.
fn add_query_schema(document: &mut Value) {
    let schema = schemars::schema_for!(query::parse::json::Node).to_value().to_string();
    let schema = schema
        .replace("\"#/$defs/", "\"#/components/schemas/Query.")
        .replace("\"$ref\":\"#\"", "\"$ref\":\"#/components/schemas/Query\"");
    // It was serialised just now.
    let Ok(Value::Object(mut schema)) = serde_json::from_str(&schema) else { return };
    schema.remove("$schema");
    let definitions = schema.remove("$defs");
    let schemas = &mut document["components"]["schemas"];
    schemas["Query"] = Value::Object(schema);
    if let Some(Value::Object(definitions)) = definitions {
        for (name, definition) in definitions {
            schemas[format!("Query.{name}")] = definition;
        }
    }
}

/// Says what stands at each path of `fields`, and where answers of that form are given.
fn add_selected_parts(document: &mut Value) {
    let schemas = &mut document["components"]["schemas"];
    let mut properties = Map::new();
    for field in export::fields() {
        let value = part_schema(schemas, field);
        match field.path.split_once('.') {
            None => {
                properties.insert(field.path.to_owned(), value);
            }
            Some((group, name)) => {
                let group = properties.entry(group).or_insert_with(
                    || json!({ "type": "object", "additionalProperties": false, "properties": {} }),
                );
                group["properties"][name] = value;
            }
        }
    }
    schemas["SelectedParts"] = json!({
        "type": "object",
        "description": "The parts of a document that were asked for; what the document does not have is absent.",
        "additionalProperties": false,
        "properties": properties,
    });
    let parts = json!({ "$ref": "#/components/schemas/SelectedParts" });
    schemas["SelectedHit"]["properties"]["fields"] = parts.clone();
    schemas["SelectedDocument"]["properties"]["fields"] = parts;
    let either = |whole: &str, selected: &str| {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        json!({ "anyOf": [reference(whole), reference(selected)] })
    };
    schemas["SearchResponse"]["properties"]["hits"]["items"] = either("Hit", "SelectedHit");
    let answer = &mut document["paths"]["/v1/documents/{id}"]["get"]["responses"]["200"];
    answer["content"]["application/json"]["schema"] = either("DocumentResponse", "SelectedDocument");
}

/// The schema of one part: that of its member of the exchange form, by language where it is.
fn part_schema(schemas: &Value, field: &export::Field) -> Value {
    let mut forms = schemas["Document"]["oneOf"].as_array().into_iter().flatten();
    let member = forms.find_map(|form| form["properties"].get(field.member)).cloned();
    let described = |mut schema: Value| {
        schema["description"] = field.summary.into();
        schema
    };
    match (field.form, member) {
        (FieldForm::Identity, _) | (_, None) => described(json!({ "type": "string" })),
        (FieldForm::Member, Some(schema)) => described(json!({ "allOf": [schema] })),
        (form, Some(schema)) => {
            let items =
                if form == FieldForm::Texts { json!({ "type": "string" }) } else { schema["items"].clone() };
            described(json!({
                "type": "object",
                "additionalProperties": { "type": "array", "items": items },
            }))
        }
    }
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
