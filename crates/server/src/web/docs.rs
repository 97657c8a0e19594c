use axum::response::Html;
use indexer::RankingConfig;
use maud::{Markup, html};
use serde_json::Value;

use super::{
    PageContext,
    frame::{Framed, frame},
};
use crate::{ProblemKind, ServerConfig, openapi::openapi};

const EXAMPLE: &str = r#"curl 'http://127.0.0.1:8080/v1/search?q=%E5%9B%BA%E4%BD%93%E9%9B%BB%E8%A7%A3%E8%B3%AA&office=JP&size=5'

curl -H 'Content-Type: application/json' http://127.0.0.1:8080/v1/search \
     -d '{"q": "claims:\"solid electrolyte\"", "from": "2015", "facets": ["year", "applicant"]}'"#;

/// The API for people: the OpenAPI document, laid out on the server.
pub(crate) fn docs_page(
    context: &PageContext,
    config: &ServerConfig,
    ranking: &RankingConfig,
) -> Html<String> {
    let document = openapi();
    // What people come for stands first; the rest keeps the document's order.
    let mut paths: Vec<(&str, &Value)> = members(&document["paths"]).collect();
    paths.sort_by_key(|(path, _)| (!path.starts_with("/v1/"), *path != "/v1/search"));
    let main = html! {
        div .reading.wide {
            h1 { (context.t("API の説明", "The API")) }
            p {
                (context.t("この説明は ", "This page is made from ")) a href="/openapi.json" { "openapi.json" }
                (context.t(
                    " (OpenAPI 3.1) から作られています。説明文は英語です。",
                    " (OpenAPI 3.1), which is made from the code.",
                ))
            }
            pre tabindex="0" aria-label=(context.t("例", "Example")) { code { (EXAMPLE) } }
            @for (path, methods) in paths {
                @for (method, operation) in members(methods) {
                    (operation_section(context, path, method, operation))
                }
            }
            h2 #problems { (context.t("問題の種類", "Problems")) }
            (problem_table(context))
            h2 #limits { (context.t("上限", "Limits")) }
            p {
                (context.t("名前は ranking.toml の ", "The names are the keys of "))
                code { "[limits]" }
                (context.t(" の項目と chizai serve の引数です。", " in ranking.toml and the flags of chizai serve."))
            }
            (limit_table(context, config, ranking))
            h2 #schemas { (context.t("型", "Types")) }
            @for (name, schema) in members(&document["components"]["schemas"]) { (type_section(context, name, schema)) }
        }
    };
    let title = context.t("API – chizai", "API – chizai");
    frame(context, Framed { title, box_text: Some(""), alternate: Some("/openapi.json".to_owned()), main })
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, member)| (name.as_str(), member))
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

/// English words of ours, in which anything that is written in kana or kanji is a Japanese term.
fn english(text: &str) -> Markup {
    let is_japanese = |c: char| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    let Some(first) = text.chars().next() else { return html! {} };
    let end = text.find(|c| is_japanese(c) != is_japanese(first)).unwrap_or(text.len());
    let (run, rest) = text.split_at(end);
    html! {
        @if is_japanese(first) { span lang="ja" { (run) } } @else { (run) }
        (english(rest))
    }
}

fn operation_section(context: &PageContext, path: &str, method: &str, operation: &Value) -> Markup {
    let parameters: &[Value] = operation["parameters"].as_array().map_or(&[], Vec::as_slice);
    let id = format!("{method}{}", path.replace(['/', '{', '}'], "-"));
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { span .method { (method.to_uppercase()) } " " code { (path) } }
            p lang="en" { (english(text(operation, "summary"))) }
            @if !text(operation, "description").is_empty() { p lang="en" { (english(text(operation, "description"))) } }
            @if operation.get("requestBody").is_some() {
                p lang="en" { "Body: JSON, " (type_of(&operation["requestBody"]["content"]["application/json"]["schema"])) }
            }
            @if !parameters.is_empty() { (parameter_table(context, parameters)) }
            (response_table(context, &operation["responses"]))
        }
    }
}

fn parameter_table(context: &PageContext, parameters: &[Value]) -> Markup {
    html! {
        div .table tabindex="0" role="region" aria-label=(context.t("パラメーター", "Parameters")) {
            table {
                thead { tr {
                    th scope="col" { (context.t("パラメーター", "Parameter")) }
                    th scope="col" { (context.t("型", "Type")) }
                    th scope="col" { (context.t("意味", "Meaning")) }
                } }
                tbody {
                    @for parameter in parameters {
                        tr {
                            th scope="row" { code { (text(parameter, "name")) } }
                            td { (type_of(&parameter["schema"])) }
                            td lang="en" {
                                (english(text(parameter, "description")))
                                @if let Some(example) = parameter.get("example") {
                                    " " span .quiet { "e.g. " code lang="und" { (plain(example)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn response_table(context: &PageContext, responses: &Value) -> Markup {
    html! {
        div .table tabindex="0" role="region" aria-label=(context.t("応答", "Answers")) {
            table {
                thead { tr {
                    th scope="col" { (context.t("状態", "Status")) }
                    th scope="col" { (context.t("意味", "Meaning")) }
                    th scope="col" { (context.t("本文", "Body")) }
                } }
                tbody {
                    @for (status, response) in members(responses) {
                        tr {
                            th scope="row" .status { (status) }
                            td lang="en" { (english(text(response, "description"))) }
                            td {
                                @for (media_type, content) in members(&response["content"]) {
                                    code { (media_type) } " " (type_of(&content["schema"]))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn type_section(context: &PageContext, name: &str, schema: &Value) -> Markup {
    let id = format!("type-{name}");
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    html! {
        section aria-labelledby=(id) {
            h3 id=(id) { code { (name) } }
            @if !text(schema, "description").is_empty() { p lang="en" { (english(text(schema, "description"))) } }
            @if schema.get("properties").is_none() { p { (type_of(schema)) } } @else {
                div .table tabindex="0" role="region" aria-labelledby=(id) {
                    table {
                        thead { tr {
                            th scope="col" { (context.t("名前", "Member")) }
                            th scope="col" { (context.t("型", "Type")) }
                            th scope="col" { (context.t("意味", "Meaning")) }
                        } }
                        tbody {
                            @for (member, described) in members(&schema["properties"]) {
                                tr {
                                    th scope="row" {
                                        code { (member) }
                                        @if !required.contains(&member) { span .quiet { "?" } }
                                    }
                                    td { (type_of(described)) }
                                    td lang="en" { (english(text(described, "description"))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A schema in few words, with links to named types.
fn type_of(schema: &Value) -> Markup {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        return html! { a href={ "#type-" (name) } { code { (name) } } };
    }
    for (composition, between) in [("allOf", " + "), ("oneOf", " | "), ("anyOf", " | ")] {
        if let Some(parts) = schema[composition].as_array() {
            return html! { @for (i, part) in parts.iter().enumerate() { @if i != 0 { (between) } (type_of(part)) } };
        }
    }
    if let Some(choices) = schema["enum"].as_array() {
        let choices: Vec<String> = choices.iter().map(plain).collect();
        return html! { (choices.join(" | ")) };
    }
    if let Some(constant) = schema.get("const") {
        return html! { (plain(constant)) };
    }
    match &schema["type"] {
        Value::String(kind) if kind == "array" => html! { (type_of(&schema["items"])) "[]" },
        Value::String(kind) => html! { (kind) },
        Value::Array(kinds) => html! { (kinds.iter().map(plain).collect::<Vec<_>>().join(" | ")) },
        _ => html! {},
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn problem_table(context: &PageContext) -> Markup {
    html! {
        div .table tabindex="0" role="region" aria-labelledby="problems" {
            table {
                tbody {
                    @for kind in ProblemKind::ALL {
                        @let words = kind.words();
                        tr id={ "problem-" (words.slug) } {
                            th scope="row" { code { (words.slug) } }
                            td .status { (words.status.as_u16()) }
                            td { (words.title(context.language)) }
                            td { (words.advice(context.language)) }
                        }
                    }
                }
            }
        }
    }
}

fn limit_table(context: &PageContext, config: &ServerConfig, ranking: &RankingConfig) -> Markup {
    let seconds = |duration: std::time::Duration| format!("{} s", duration.as_secs_f64());
    let count = |number: usize| number.to_string();
    let of_ranking = &ranking.limits;
    let limits: [(&str, String, &str, &str); 14] = [
        (
            "page_size",
            count(config.page_size_default),
            "size がないときの件数",
            "hits on a page without size",
        ),
        ("page_size_max", count(config.page_size_max), "1 ページの件数", "hits on a page"),
        ("query_chars", count(config.query_chars_max), "検索式の文字数", "characters of a query"),
        ("filters", count(config.filter_values_max), "一つの絞り込みの値の数", "values of one filter"),
        ("facet_values", count(config.facet_size_max), "ファセットの値の数", "buckets of a facet"),
        (
            "histogram_buckets",
            count(of_ranking.histogram_buckets),
            "区間ごとの件数の区間の数",
            "buckets of a histogram",
        ),
        ("clauses", count(of_ranking.clauses), "検索式の条件の数", "conditions of a query"),
        ("passages", count(of_ranking.passages), "1 件の抜粋の数", "passages of a hit"),
        ("--searches", count(config.concurrent_searches), "同時に動く検索", "searches at once"),
        ("--exports", count(config.concurrent_exports), "同時に動く書き出し", "exports at once"),
        ("--queue", count(config.queue_length), "順番を待つ検索", "searches that wait"),
        (
            "--timeout",
            seconds(config.search_timeout),
            "検索の時間 (待ち時間を含む)",
            "time of a search, waiting included",
        ),
        ("/v1/analyze", count(config.analyze_chars_max), "解析する文字数", "characters to analyse"),
        ("POST /v1/search", count(config.body_bytes_max), "本文のバイト数", "bytes of a body"),
    ];
    html! {
        div .table tabindex="0" role="region" aria-labelledby="limits" {
            table {
                tbody {
                    @for (name, value, japanese, english) in limits {
                        tr {
                            th scope="row" { code { (name) } }
                            td .number { (value) }
                            td { (context.t(japanese, english)) }
                        }
                    }
                }
            }
        }
        p .small.quiet {
            (context.t(
                "深さの上限はありません。続きは cursor で取ります。",
                "There is no limit on depth: pages follow each other by cursor.",
            ))
        }
    }
}
