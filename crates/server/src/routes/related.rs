//! What is around a document: `/v1/documents/{id}/citations`, `/family`, `/links` and `/science`.

use axum::Json;
use query::{CitationDirection, FamilyDefinition};
use value::UnitKind;

use super::only;
use crate::{
    AppState, HttpError, InterfaceLanguage,
    citations::{self, Wanted},
    document_links,
    error::{Bilingual, Item, Place},
    figures,
    may_use::{self, UseAsked},
    request::{Pairs, did_you_mean},
    resolve,
    search::in_gate,
    wire::{
        CitationsResponse, FamilyResponse, IndicatorsResponse, LinksResponse, Problem, ScienceResponse,
        UseResponse,
    },
};

/// A part of a document's surroundings, as the last segment of the address names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Related {
    Citations,
    Family,
    /// Whether it may be used.
    Use,
    /// Its indicators of technical value.
    Indicators,
    /// The papers and patents around it.
    Links,
    /// The science behind a claim.
    Science,
}

impl Related {
    /// Whether the address asks for it. Slashes of a DOI may stand unescaped, so that the router cannot tell; a DOI
    /// that ends so itself is asked for with its slashes escaped.
    pub(crate) fn of(raw_path: &str) -> Option<(Self, &'static str)> {
        let suffixes = [
            (Self::Citations, "/citations"),
            (Self::Family, "/family"),
            (Self::Use, "/use"),
            (Self::Indicators, "/indicators"),
            (Self::Links, "/links"),
            (Self::Science, "/science"),
        ];
        suffixes.into_iter().find(|(_, suffix)| raw_path.ends_with(suffix))
    }
}

/// What a document cites, or what cites it, with counts by category and by who cited.
///
/// Citations that name no document, or none of the index, stay in the list as they were printed.
#[utoipa::path(
    get, path = "/v1/documents/{id}/citations", tag = "documents",
    params(
        ("id" = String, Path, description = "A number in any accepted form, or a DOI, percent-encoded.", example = "JP-2020940308-A"),
        ("direction" = Option<String>, Query, description = "cites (what it cites, the default) or citedby (the documents of the index that cite it)."),
        ("category" = Option<String>, Query, description = "Only citations of a category, WIPO ST.14: X, Y, A, D, E, I, L, N, O, P, R, T or &.", example = "X"),
        ("place" = Option<String>, Query, description = "Only citations that a patent has there: front-page or in-text.", example = "front-page"),
        ("by" = Option<String>, Query, description = "Only citations brought in by: applicant, examiner, search, opposition, third-party or other.", example = "examiner"),
        ("lang" = Option<String>, Query, description = "Language of messages and titles: ja or en."),
    ),
    responses(
        (status = 200, description = "The citations.", body = CitationsResponse),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        (status = 400, description = "A parameter is wrong, or this is not a number.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The index does not hold the document.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn citations(
    state: &AppState,
    id: String,
    pairs: &Pairs,
    language: InterfaceLanguage,
) -> Result<Json<CitationsResponse>, HttpError> {
    only(pairs, &["direction", "category", "by", "place", "lang"])?;
    let wanted = Wanted {
        direction: match choice(pairs, "direction", &["cites", "citedby"])? {
            Some("citedby") => CitationDirection::CitedBy,
            _ => CitationDirection::Cites,
        },
        category: match pairs.get("category").filter(|letter| !letter.is_empty()) {
            Some(letter) => Some(letter.parse().map_err(|_| not_a_category(letter))?),
            None => None,
        },
        by: {
            let words = model::CitedBy::ALL.map(model::CitedBy::as_str);
            let word = choice(pairs, "by", &words)?;
            model::CitedBy::ALL.into_iter().find(|by| Some(by.as_str()) == word)
        },
        place: {
            let words = model::CitationPlace::ALL.map(model::CitationPlace::as_str);
            let word = choice(pairs, "place", &words)?;
            model::CitationPlace::ALL.into_iter().find(|place| Some(place.as_str()) == word)
        },
    };
    let generation = state.generation();
    let answer = in_gate(state, move || {
        let document = resolve::document(&generation, &id)?;
        citations::citations(&generation, &document, wanted, language)
    });
    Ok(Json(answer.await??))
}

/// Whether a patent may be used: on a day, by a user, in a place, for a purpose.
///
/// One of five answers, computed from the ledger of the commons and the recorded legal status by the table of
/// docs/commons.md, with the entries that it rests on and whom to ask. Not legal advice.
#[utoipa::path(
    get, path = "/v1/documents/{id}/use", tag = "commons",
    params(
        ("id" = String, Path, description = "A number in any accepted form, percent-encoded.", example = "JP-2012900101-A"),
        ("on" = Option<String>, Query, description = "The day of the use, YYYY-MM-DD; today in Japan if absent.", example = "2026-01-01"),
        ("user" = Option<String>, Query, description = "individual, university, public-institute, non-profit, small-firm or company (the default).", example = "company"),
        ("residence" = Option<String>, Query, description = "Where the user has its seat, ST.3; JP if absent, unsaid if empty.", example = "JP"),
        ("territory" = Option<String>, Query, description = "Where the use takes place, ST.3; JP if absent.", example = "JP"),
        ("purpose" = Option<String>, Query, description = "research (the default), education, evaluation or commercial.", example = "research"),
        ("begun" = Option<String>, Query, description = "When the user's own work began, YYYY-MM-DD: whether it may go on after a withdrawal.", example = "2025-04-01"),
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The answer.", body = UseResponse),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        (status = 304, description = "Unchanged since the answer whose ETag was sent in If-None-Match."),
        (status = 400, description = "A parameter is wrong, this is not a number, or it is an article's.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The index does not hold the document, or the server has no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn use_of(
    state: &AppState,
    id: String,
    pairs: &Pairs,
    language: InterfaceLanguage,
) -> Result<Json<UseResponse>, HttpError> {
    only(pairs, &["on", "user", "residence", "territory", "purpose", "begun", "lang"])?;
    let asked = UseAsked::read(pairs)?;
    let commons = state.commons().cloned().ok_or_else(may_use::no_ledger)?;
    let (generation, of_work) = (state.generation(), state.clone());
    let answer = in_gate(state, move || {
        let document = resolve::document(&generation, &id)?;
        of_work.looked_at(&document);
        may_use::answer(&commons, &generation, &document, &asked, language)
    });
    Ok(Json(answer.await??))
}

/// The indicators of technical value of a patent: each with its value or why there is none, its formula and source,
/// what it was computed from, and how it stands among the patents of its office, WIPO technology field and filing year.
///
/// The first question after an update computes the figures of the whole index.
#[utoipa::path(
    get, path = "/v1/documents/{id}/indicators", tag = "documents",
    params(
        ("id" = String, Path, description = "A number in any accepted form, percent-encoded.", example = "JP-2012900101-A"),
        ("unit" = Option<String>, Query, description = "patent (what its family published at its office, the default) or family."),
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The indicators.", body = IndicatorsResponse),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        (status = 304, description = "Unchanged since the answer whose ETag was sent in If-None-Match."),
        (status = 400, description = "A parameter is wrong, this is not a number, or it is an article's.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The index does not hold the document.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The figures of this generation took too long; asked again, they go on from there.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn indicators(
    state: &AppState,
    id: String,
    pairs: &Pairs,
    language: InterfaceLanguage,
) -> Result<Json<IndicatorsResponse>, HttpError> {
    only(pairs, &["unit", "lang"])?;
    let word = choice(pairs, "unit", &UnitKind::ALL.map(UnitKind::as_str))?;
    let unit = UnitKind::ALL.into_iter().find(|unit| Some(unit.as_str()) == word).unwrap_or_default();
    let generation = state.generation();
    let answer = in_gate(state, move || {
        let document = resolve::document(&generation, &id)?;
        figures::indicators(&generation, &document, unit, language)
    });
    Ok(Json(answer.await??))
}

/// A document's family in the index, with the priorities that connect it.
#[utoipa::path(
    get, path = "/v1/documents/{id}/family", tag = "documents",
    params(
        ("id" = String, Path, description = "A number in any accepted form, percent-encoded.", example = "JP-2020940308-A"),
        ("definition" = Option<String>, Query, description = "simple (the default) or extended."),
        ("lang" = Option<String>, Query, description = "Language of messages and titles: ja or en."),
    ),
    responses(
        (status = 200, description = "The family.", body = FamilyResponse),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        (status = 400, description = "A parameter is wrong, or this is not a number.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The index does not hold the document.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn family(
    state: &AppState,
    id: String,
    pairs: &Pairs,
    language: InterfaceLanguage,
) -> Result<Json<FamilyResponse>, HttpError> {
    only(pairs, &["definition", "lang"])?;
    let definition = match choice(pairs, "definition", &["simple", "extended"])? {
        Some("extended") => FamilyDefinition::Extended,
        _ => FamilyDefinition::Simple,
    };
    let generation = state.generation();
    let answer = in_gate(state, move || {
        let document = resolve::document(&generation, &id)?;
        citations::family(&generation, &document, definition, language)
    });
    Ok(Json(answer.await??))
}

/// The papers and patents that a document cites, and the patents and articles of the index that cite it.
///
/// Citations of literature are read from what is printed and resolved by DOI, by title, or by volume and page; one that
/// agrees with several articles, or with none, stays in the list with what was read of it. Patents that cite a document
/// are apart by where they do: on the front page or in the text.
#[utoipa::path(
    get, path = "/v1/documents/{id}/links", tag = "documents",
    params(
        ("id" = String, Path, description = "A number in any accepted form, or a DOI, percent-encoded.", example = "JP-2020940308-A"),
        ("lang" = Option<String>, Query, description = "Language of messages and titles: ja or en."),
    ),
    responses(
        (status = 200, description = "The links.", body = LinksResponse),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        (status = 400, description = "A parameter is wrong, or this is not a number.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The index does not hold the document.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn links(
    state: &AppState,
    id: String,
    pairs: &Pairs,
    language: InterfaceLanguage,
) -> Result<Json<LinksResponse>, HttpError> {
    only(pairs, &["lang"])?;
    let generation = state.generation();
    let answer = in_gate(state, move || {
        let document = resolve::document(&generation, &id)?;
        document_links(&generation, &document, language)
    });
    Ok(Json(answer.await??))
}

/// The science behind a claim: articles that mention its elements before the priority date, and articles from then on
/// that cite the patent.
#[utoipa::path(
    get, path = "/v1/documents/{id}/science", tag = "documents",
    params(
        ("id" = String, Path, description = "A number in any accepted form, percent-encoded.", example = "JP-2020940308-A"),
        ("claim" = Option<u32>, Query, description = "The claim's number; 1 if absent.", example = 1),
        ("lang" = Option<String>, Query, description = "Language of messages and titles: ja or en."),
    ),
    responses(
        (status = 200, description = "The articles.", body = ScienceResponse),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        (status = 400, description = "A parameter is wrong, the document has no such claim, or this is not a number.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The index does not hold the document.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn science(
    state: &AppState,
    id: String,
    pairs: &Pairs,
    language: InterfaceLanguage,
) -> Result<Json<ScienceResponse>, HttpError> {
    only(pairs, &["claim", "lang"])?;
    let claim = claim_number(pairs)?;
    let generation = state.generation();
    let answer = in_gate(state, move || {
        let document = resolve::document(&generation, &id)?;
        crate::science::science(&generation, &document, claim, language)
    });
    Ok(Json(answer.await??))
}

/// The number of the claim asked for; the first where none is.
pub(crate) fn claim_number(pairs: &Pairs) -> Result<u32, HttpError> {
    let Some(written) = pairs.get("claim").filter(|written| !written.is_empty()) else { return Ok(1) };
    match written.parse() {
        Ok(number @ 1..=CLAIMS_MAX) => Ok(number),
        _ => {
            let message = Bilingual::new(
                format!("claim は 1 から {CLAIMS_MAX} までの請求項番号です ({written} は使えません)"),
                format!("claim must be the number of a claim, 1 to {CLAIMS_MAX}, not {written:?}"),
            );
            Err(HttpError::invalid(vec![Item::new(
                Place::Parameter("claim".to_owned()),
                "out-of-range",
                message,
            )]))
        }
    }
}

/// The largest number that is taken for a claim's.
const CLAIMS_MAX: u32 = 9999;

/// One of a few words, or none where it is absent or empty.
fn choice<'p>(pairs: &'p Pairs, name: &str, words: &[&str]) -> Result<Option<&'p str>, HttpError> {
    let Some(written) = pairs.get(name).filter(|written| !written.is_empty()) else { return Ok(None) };
    if words.contains(&written) {
        return Ok(Some(written));
    }
    let message = Bilingual::new(
        format!("{name} は {} のいずれかです ({written} は使えません)", words.join("、")),
        format!("{name} must be one of {}, not {written:?}", words.join(", ")),
    );
    let suggestion = did_you_mean(written, words.iter().copied());
    let item = Item::new(Place::Parameter(name.to_owned()), "not-a-choice", message).suggest(suggestion);
    Err(HttpError::invalid(vec![item]))
}

fn not_a_category(written: &str) -> HttpError {
    let message = Bilingual::new(
        format!("category は WIPO ST.14 の一文字 (X、Y、A など) です ({written} は使えません)"),
        format!("category must be one letter of WIPO ST.14, such as X, Y or A, not {written:?}"),
    );
    HttpError::invalid(vec![Item::new(Place::Parameter("category".to_owned()), "not-a-category", message)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_segment_says_what_is_asked_for() {
        #[track_caller]
        fn check(path: &str, expected: Option<Related>) {
            assert_eq!(Related::of(path).map(|(related, _)| related), expected, "{path}");
        }
        check("/v1/documents/JP-2020940308-A", None);
        check("/v1/documents/JP-2020940308-A/citations", Some(Related::Citations));
        check("/v1/documents/10.5555/chizai.scan.2016.04/citations", Some(Related::Citations));
        check("/v1/documents/JP-2020940308-A/family", Some(Related::Family));
        check("/v1/documents/JP-2020940308-A/indicators", Some(Related::Indicators));
        check("/v1/documents/10.5555/chizai.scan.2016.04/links", Some(Related::Links));
        check("/v1/documents/JP-2020940308-A/science", Some(Related::Science));
        check("/v1/documents/10.5555%2Ffamily", None);
    }
}
