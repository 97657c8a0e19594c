use axum::{
    Json,
    extract::{RawQuery, State},
};

use super::only;
use crate::{
    AppState, HttpError,
    error::{Bilingual, Item, Place},
    request::{Pairs, did_you_mean},
    search::in_gate,
    wire::{self, AnalyzeResponse, Problem, Token},
};

/// Shows the terms that a field's analyser makes of a text: what a search for that text looks for.
#[utoipa::path(
    get, path = "/v1/analyze", tag = "about",
    params(
        ("field" = String, Query, description = "A physical field or an analyser: claims.ja, title.en, applicant, japanese, …", example = "claims.first.ja"),
        ("text" = String, Query, description = "The text.", example = "二次電池の正極活物質"),
        ("lang" = Option<String>, Query, description = "Language of messages: ja or en."),
    ),
    responses(
        (status = 200, description = "The terms in order.", body = AnalyzeResponse),
        (status = 400, description = "There is no such field, or the text is too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
) -> Result<Json<AnalyzeResponse>, HttpError> {
    let pairs = Pairs::parse(&query_string.unwrap_or_default());
    only(&pairs, &["field", "text", "lang"])?;
    let (field, text) = (required(&pairs, "field")?, required(&pairs, "text")?);
    let (max, chars) = (state.config().analyze_chars_max, text.chars().count());
    if max < chars {
        let message = Bilingual::new(
            format!("text は {max} 文字までです (今は {chars} 文字)"),
            format!("the text has {chars} characters, the limit is {max}"),
        );
        return Err(refused("text", "too-long", message, None));
    }
    let generation = state.generation();
    let analyzer = analyzer_of(&generation, &field)?;
    in_gate(&state, move || analyze(&generation, field, analyzer, &text)).await?.map(Json)
}

fn required(pairs: &Pairs, name: &str) -> Result<String, HttpError> {
    pairs.get(name).map(str::to_owned).ok_or_else(|| {
        let message = Bilingual::new(format!("{name} が必要です"), format!("{name} is required"));
        refused(name, "missing", message, None)
    })
}

fn refused(name: &str, code: &'static str, message: Bilingual, suggestion: Option<String>) -> HttpError {
    HttpError::invalid(vec![Item::new(Place::Parameter(name.to_owned()), code, message).suggest(suggestion)])
}

/// The analyser of a field. A field of several parts (`claims.ja`) has the same one in each; an analyser may be
/// named itself.
fn analyzer_of(generation: &indexer::Generation, field: &str) -> Result<String, HttpError> {
    let schema = generation.schema();
    let exact = schema.field(field).and_then(|found| schema.analyzer(found)).map(str::to_owned);
    let in_part = || {
        let (part, view) = field.split_once('.')?;
        let found = schema.text_fields().iter().find(|text_field| {
            text_field.name.strip_prefix(part).is_some_and(|rest| rest.starts_with('.'))
                && text_field.view.as_str() == view
        });
        found.map(|text_field| text_field.analyzer.clone())
    };
    let named = || generation.analyzers().names().find(|name| *name == field).map(str::to_owned);
    exact.or_else(in_part).or_else(named).ok_or_else(|| {
        let names: Vec<&str> =
            schema.text_fields().iter().map(|text_field| text_field.name.as_ref()).collect();
        let message = Bilingual::new(
            format!("{field} という欄はありません。例: claims.ja、title.en、applicant"),
            format!("there is no field {field:?}; text fields are named like {}", names.join(", ")),
        );
        let suggestion = did_you_mean(field, names.iter().copied());
        refused("field", "unknown-field", message, suggestion)
    })
}

fn analyze(
    generation: &indexer::Generation,
    field: String,
    analyzer: String,
    text: &str,
) -> Result<AnalyzeResponse, HttpError> {
    let mut worker = generation
        .analyzers()
        .get(&analyzer)
        .ok_or_else(|| HttpError::internal(format!("the schema names an unknown analyser {analyzer}")))?;
    let tokens: Vec<_> = worker.analyze(text).iter().filter(|token| !token.is_marker()).collect();
    let byte_ranges: Vec<_> = tokens.iter().map(|token| token.byte_range.clone()).collect();
    let tokens = tokens
        .iter()
        .zip(wire::char_ranges(text, &byte_ranges))
        .map(|(token, range)| Token {
            term: token.term.to_owned(),
            text: text[token.byte_range.clone()].to_owned(),
            range,
            position: token.position,
        })
        .collect();
    Ok(AnalyzeResponse { field, analyzer, tokens })
}
