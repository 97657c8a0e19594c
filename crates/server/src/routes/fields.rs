use axum::{Json, extract::RawQuery, http::HeaderMap};

use super::only;
use crate::{
    HttpError, InterfaceLanguage,
    request::Pairs,
    wire::{
        FacetDescription, FieldDescription, FieldsResponse, OperatorDescription, PathDescription, Problem,
    },
};

/// The fields that a query can name, with what can be written after the colon.
#[utoipa::path(
    get, path = "/v1/fields", tag = "about",
    params(("lang" = Option<String>, Query, description = "Language of the descriptions: ja or en.")),
    responses(
        (status = 200, description = "All fields, in the order of the help page.", body = FieldsResponse),
        (status = 400, description = "There is no such parameter.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<FieldsResponse>, HttpError> {
    let query_string = query_string.unwrap_or_default();
    only(&Pairs::parse(&query_string), &["lang"])?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let fields = query::fields().iter().map(|field| FieldDescription {
        name: field.name.to_owned(),
        aliases: field.aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        kind: field.kind.as_str().to_owned(),
        description: language.pick(field.summary_ja, field.summary).to_owned(),
        operators: field.operators().into_iter().map(str::to_owned).collect(),
        example: field.example.to_owned(),
    });
    let paths = export::fields().iter().map(|field| PathDescription {
        path: field.path.to_owned(),
        description: language.pick(field.summary_ja, field.summary).to_owned(),
        by_language: field.has_languages(),
    });
    let operators = query::OPERATORS
        .iter()
        .map(|(name, form)| OperatorDescription { name: (*name).to_owned(), form: (*form).to_owned() });
    let facets = query::FacetColumn::ALL
        .map(|facet| FacetDescription { name: facet.name().to_owned(), filter: facet.field().to_owned() });
    Ok(Json(FieldsResponse {
        fields: fields.collect(),
        operators: operators.collect(),
        paths: paths.collect(),
        facets: facets.into(),
    }))
}
