use axum::{
    Json,
    extract::{RawQuery, State},
    http::HeaderMap,
};
use query::{Syntax, parse_as, translate};

use super::only;
use crate::{
    AppState, HttpError, InterfaceLanguage,
    error::{Bilingual, Item, Place},
    request::{Pairs, did_you_mean},
    wire::{Problem, TranslateResponse},
};

/// Writes a query in another syntax, and says what that syntax cannot say. A query that is partly wrong is translated
/// as far as it was understood.
#[utoipa::path(
    get, path = "/v1/translate", tag = "about",
    params(
        ("q" = String, Query, description = "The query.", example = "ti=laser and pd>=2015"),
        ("from" = Option<String>, Query, description = "Its syntax: native (if absent), cql, jplatpat or json.", example = "cql"),
        ("to" = Option<String>, Query, description = "The syntax wanted: native (if absent), cql, jplatpat or json.", example = "jplatpat"),
        ("lang" = Option<String>, Query, description = "Language of messages: ja or en."),
    ),
    responses(
        (status = 200, description = "The query in the syntax asked for.", body = TranslateResponse),
        (status = 304, description = "Unchanged since the answer whose ETag was sent in If-None-Match."),
        (status = 400, description = "There is no such syntax, or the query is too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<TranslateResponse>, HttpError> {
    let query_string = query_string.unwrap_or_default();
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let pairs = Pairs::parse(&query_string);
    only(&pairs, &["q", "from", "to", "lang"])?;
    let (from, to) = (syntax(&pairs, "from")?, syntax(&pairs, "to")?);
    let text = pairs.get("q").unwrap_or_default();
    let (max, chars) = (state.config().query_chars_max, text.chars().count());
    if max < chars {
        let message = Bilingual::new(
            format!("検索式は {max} 文字 (limits.query_chars) までです (今は {chars} 文字)"),
            format!("the query has {chars} characters, the limit is {max} (limits.query_chars)"),
        );
        return Err(HttpError::invalid(vec![Item::new(
            Place::Parameter("q".to_owned()),
            "too-long",
            message,
        )]));
    }
    let parsed = parse_as(from, text);
    let place = || Place::Parameter("q".to_owned());
    let problems = parsed.problems.iter().map(|problem| Item::of_query(problem, place()).to_wire(language));
    let translation = translate(&parsed.ast, to);
    let understood = parsed.ast.to_string();
    Ok(Json(TranslateResponse::new(translation, understood, problems.collect(), language)))
}

fn syntax(pairs: &Pairs, name: &str) -> Result<Syntax, HttpError> {
    let Some(written) = pairs.get(name) else { return Ok(Syntax::default()) };
    written.parse().map_err(|_| {
        let names = Syntax::ALL.map(Syntax::as_str);
        let message = Bilingual::new(
            format!("{name} は {} のいずれかです ({written} は使えません)", names.join("、")),
            format!("{name} must be one of {}, not {written:?}", names.join(", ")),
        );
        let suggestion = did_you_mean(written, names.into_iter());
        let item = Item::new(Place::Parameter(name.to_owned()), "not-a-choice", message);
        HttpError::invalid(vec![item.suggest(suggestion)])
    })
}
