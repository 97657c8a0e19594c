use axum::{
    Json,
    body::Bytes,
    extract::{Request, State},
    http::{HeaderMap, Method, Uri},
    response::Html,
};
use indexer::Generation;
use query::Syntax;

use super::{
    pages,
    search::{body_of, language_of, read_body},
};
use crate::{
    AppState, HttpError, InterfaceLanguage,
    error::{Bilingual, Item, Place},
    honesty,
    request::Pairs,
    search::in_gate,
    web,
    wire::{LinesRequest, LinesResponse, Problem},
};

/// A search of several lines: each with its exact count, problems and advice.
///
/// A line that cannot be searched has no count, and neither have the lines that refer to it; the others are counted.
#[utoipa::path(
    post, path = "/v1/lines", tag = "search", request_body = LinesRequest,
    responses(
        (status = 200, description = "The lines in their order.", body = LinesResponse),
        (status = 400, description = "The body is wrong, or has too many lines.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not announced as JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The search took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    request: Request,
) -> Result<Json<LinesResponse>, HttpError> {
    let headers = request.headers().clone();
    let body = body_of(&state, request).await?;
    let language = language_of(&body, &headers);
    let asked: LinesRequest = serde_json::from_value(body).map_err(|error| {
        let message = Bilingual::new(
            "text に複数行の検索式を文字列で入れてください",
            format!("the body must be an object with the member text: {error}"),
        );
        HttpError::invalid(vec![Item::new(Place::Pointer(String::new()), "wrong-type", message)])
    })?;
    let syntax = syntax(asked.syntax.as_deref(), Place::Pointer("/syntax".to_owned()))?;
    counted(&state, asked.text, syntax, language).await.map(Json)
}

/// The page with a form; its lines come in the address or in the form's body.
pub(crate) async fn page(
    State(state): State<AppState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    request: Request,
) -> Result<Html<String>, HttpError> {
    let mut context = pages::context(&state, &uri, &headers);
    if method == Method::POST {
        let body: Bytes = read_body(&state, request).await?;
        let form = Pairs::parse(&String::from_utf8_lossy(&body));
        context.pairs.0.extend(form.0);
    }
    let text = context.pairs.get("text").unwrap_or_default().replace("\r\n", "\n");
    let syntax = syntax(context.pairs.get("syntax"), Place::Parameter("syntax".to_owned()))?;
    // The address of the other language should not carry what a form carried.
    context.pairs.0.retain(|(name, _)| name == "lang");
    let answer = match text.trim() {
        "" => None,
        _ => Some(counted(&state, text.clone(), syntax, context.language).await?),
    };
    Ok(web::lines_page(&context, &text, syntax, answer.as_ref()))
}

/// The syntax asked for, chizai's own where none is.
fn syntax(written: Option<&str>, place: Place) -> Result<Syntax, HttpError> {
    let Some(written) = written.filter(|written| !written.is_empty()) else { return Ok(Syntax::default()) };
    written.parse().map_err(|error: query::UnknownSyntax| {
        let japanese =
            format!("syntax は native, cql, jplatpat, json のいずれかです ({written} は使えません)");
        HttpError::invalid(vec![Item::new(
            place,
            "not-a-choice",
            Bilingual::new(japanese, error.to_string()),
        )])
    })
}

async fn counted(
    state: &AppState,
    text: String,
    syntax: Syntax,
    language: InterfaceLanguage,
) -> Result<LinesResponse, HttpError> {
    let lines = query::lines(&text, syntax);
    let generation = state.generation();
    let limit = generation.config().ranking.limits.lines;
    if limit < lines.len() {
        let count = lines.len();
        let message = Bilingual::new(
            format!("行は {limit} 行 (limits.lines) までです (今は {count} 行)"),
            format!("there are {count} lines, the limit is {limit} (limits.lines)"),
        );
        return Err(HttpError::invalid(vec![Item::new(
            Place::Pointer("/text".to_owned()),
            "too-many",
            message,
        )]));
    }
    in_gate(state, move || answer(&generation, &lines, language)).await?
}

fn answer(
    generation: &Generation,
    lines: &[query::NamedLine],
    language: InterfaceLanguage,
) -> Result<LinesResponse, HttpError> {
    let lines = honesty::count_lines(generation, lines, language)?;
    Ok(LinesResponse { generation: generation.id().to_string(), lines })
}
