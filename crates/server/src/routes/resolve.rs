use axum::{
    Json,
    extract::{RawQuery, Request, State},
    http::HeaderMap,
};
use serde_json::Value;

use super::{
    only,
    search::{body_of, language_of},
};
use crate::{
    AppState, HttpError, InterfaceLanguage,
    error::{Bilingual, Item, Place},
    request::{Pairs, did_you_mean},
    resolve::resolve_text,
    search::in_gate,
    wire::{Problem, ResolveResponse},
};

/// The members of a body, and the parameters of a URL.
const MEMBERS: [&str; 2] = ["text", "lang"];

/// Finds every patent's number and DOI in a pasted text: an office action, an e-mail, a list.
///
/// Each comes with its place in characters, the form it was read as, and the documents of the index; what can mean
/// several documents has all of them. What is no number is not guessed at.
#[utoipa::path(
    get, path = "/v1/resolve", tag = "documents",
    params(
        ("text" = String, Query, description = "The text, if it is short; POST takes longer ones.", example = "引用文献1：特開2010-228687号公報"),
        ("lang" = Option<String>, Query, description = "Language of messages and titles: ja or en."),
    ),
    responses(
        (status = 200, description = "The numbers and DOIs in the order of the text; none is a success too.", body = ResolveResponse),
        (status = 400, description = "The text is missing or longer than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<ResolveResponse>, HttpError> {
    let query_string = query_string.unwrap_or_default();
    let pairs = Pairs::parse(&query_string);
    only(&pairs, &MEMBERS)?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let place = || Place::Parameter("text".to_owned());
    let text = pairs.get("text").ok_or_else(|| missing(place()))?;
    answer(&state, text.to_owned(), place(), language).await.map(Json)
}

/// The same for longer texts: a JSON body with the text in its member `text`.
#[utoipa::path(
    post, path = "/v1/resolve", tag = "documents",
    responses(
        (status = 200, description = "The numbers and DOIs in the order of the text; none is a success too.", body = ResolveResponse),
        (status = 400, description = "The body is wrong, or the text longer than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not announced as JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    request: Request,
) -> Result<Json<ResolveResponse>, HttpError> {
    let headers = request.headers().clone();
    let body = body_of(&state, request).await?;
    let language = language_of(&body, &headers);
    let text = text_of(body)?;
    answer(&state, text, Place::Pointer("/text".to_owned()), language).await.map(Json)
}

fn text_of(body: Value) -> Result<String, HttpError> {
    let wrong = |pointer: &str, english: &str, japanese: &str| {
        let message = Bilingual::new(japanese, english);
        HttpError::invalid(vec![Item::new(Place::Pointer(pointer.to_owned()), "wrong-type", message)])
    };
    let Value::Object(mut members) = body else {
        return Err(wrong("", "the body must be a JSON object", "JSON のオブジェクトを送ってください"));
    };
    if let Some(unknown) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
        let message = Bilingual::new(
            format!("{unknown} というパラメーターはありません"),
            format!("there is no parameter {unknown:?}"),
        );
        let place = Place::Pointer(format!("/{}", unknown.replace('~', "~0").replace('/', "~1")));
        let suggestion = did_you_mean(unknown, MEMBERS.into_iter());
        return Err(HttpError::invalid(vec![
            Item::new(place, "unknown-parameter", message).suggest(suggestion),
        ]));
    }
    match members.remove("text") {
        Some(Value::String(text)) => Ok(text),
        None => Err(missing(Place::Pointer("/text".to_owned()))),
        Some(_) => Err(wrong("/text", "expected a string", "文字列を送ってください")),
    }
}

fn missing(place: Place) -> HttpError {
    let message = Bilingual::new("text が必要です", "text is required");
    HttpError::invalid(vec![Item::new(place, "missing", message)])
}

/// Reads and resolves a text that is not longer than the limit.
pub(crate) async fn answer(
    state: &AppState,
    text: String,
    place: Place,
    language: InterfaceLanguage,
) -> Result<ResolveResponse, HttpError> {
    let (max, chars) = (state.config().resolve_chars_max, text.chars().count());
    if max < chars {
        let message = Bilingual::new(
            format!("文章は {max} 文字 (resolve_chars_max) までです (今は {chars} 文字)"),
            format!("the text has {chars} characters, the limit is {max} (resolve_chars_max)"),
        );
        return Err(HttpError::invalid(vec![Item::new(place, "too-long", message)]));
    }
    let generation = state.generation();
    Ok(in_gate(state, move || resolve_text(&generation, &text, language)).await??)
}
