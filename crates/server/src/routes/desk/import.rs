use axum::{
    body::Bytes,
    extract::{
        FromRequest, Multipart, Path, Request, State, multipart::MultipartError, rejection::PathRejection,
    },
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use commons::{Digest, table_text};

use super::super::search::body_too_slow;
use super::{AtDesk, AtProvider, given, refused_page};
use crate::{
    AppState, HttpError, ProblemKind,
    desk::at_desk,
    entering::{self, ImportAsked, TermsChoice, terms_choices},
    error::{Bilingual, Item, Place},
    request::{Pairs, parsed},
    session::check_form,
    web::{self, ImportView},
    wire::{Entered, ImportPlan},
};

/// The form for a table.
pub(crate) async fn form(
    AtProvider { signed, desk, provider }: AtProvider,
) -> Result<Html<String>, HttpError> {
    let choices = terms_choices(&signed.commons, &provider, desk.page.language)?;
    let (sent, provider) = (Pairs::default(), provider.as_str());
    Ok(web::import_page(
        &desk,
        &ImportView { provider, choices: &choices, sent: &sent, shown: None, error: None },
    ))
}

/// What a table came to.
enum Outcome {
    Shown { text: String, plan: ImportPlan },
    Entered(Entered),
}

/// Shows what a table would do, or enters the one that was shown.
pub(crate) async fn posted(
    State(state): State<AppState>,
    at: AtDesk,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, HttpError> {
    let (sent, file) = parts_of(&state, request).await?;
    check_form(&at.desk.form, &sent)?;
    let AtProvider { signed, desk, provider } = AtProvider::new(at, id)?;
    let choices: Vec<TermsChoice> = terms_choices(&signed.commons, &provider, desk.page.language)?;
    let table = file.unwrap_or_else(|| Bytes::from(sent.get("table").unwrap_or_default().to_owned()));
    let (of, asked) = (provider.clone(), sent.clone());
    let (generation, language) = (state.generation(), desk.page.language);
    let work = move || {
        if table.iter().all(u8::is_ascii_whitespace) {
            return Err(no_table());
        }
        let defaults = ImportAsked::read(&asked)?;
        let plan = entering::plan_of(&signed, &generation, &of, &defaults, &table)?;
        match given(&asked, "plan") {
            None => Ok(Outcome::Shown { text: table_text(&table)?, plan: ImportPlan::new(&plan, language)? }),
            Some(shown) => {
                let shown: Digest = parsed(&shown, "/plan")?;
                Ok(Outcome::Entered(Entered::from(&entering::apply_table(&signed, &plan, shown)?)))
            }
        }
    };
    let view =
        ImportView { provider: provider.as_str(), choices: &choices, sent: &sent, shown: None, error: None };
    match at_desk(&state, work).await {
        Ok(Outcome::Entered(entered)) => {
            Ok(web::imported_page(&desk, provider.as_str(), &entered).into_response())
        }
        Ok(Outcome::Shown { text, plan }) => {
            Ok(web::import_page(&desk, &ImportView { shown: Some((&text, &plan)), ..view }).into_response())
        }
        Err(error) => {
            refused_page(error, |error| web::import_page(&desk, &ImportView { error: Some(error), ..view }))
        }
    }
}

fn no_table() -> HttpError {
    let message =
        Bilingual::new("表のファイルを選ぶか、表を貼り付けてください", "choose a file, or paste a table");
    HttpError::invalid(vec![Item::new(Place::Pointer("/table".to_owned()), "missing", message)])
}

/// The fields of the form and the file, where one was chosen: browsers send an empty one else.
async fn parts_of(state: &AppState, request: Request) -> Result<(Pairs, Option<Bytes>), HttpError> {
    let limit = state.config().search_timeout;
    let reading = async {
        let mut parts = Multipart::from_request(request, state)
            .await
            .map_err(|rejection| unread(&rejection.body_text()))?;
        let (mut fields, mut file) = (Pairs::default(), None);
        while let Some(part) = parts.next_field().await.map_err(|error| broken(state, &error))? {
            let name = part.name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(|error| broken(state, &error))?;
            if name == "file" {
                file = Some(bytes).filter(|bytes| !bytes.is_empty());
            } else {
                fields.push(&name, String::from_utf8_lossy(&bytes).replace("\r\n", "\n"));
            }
        }
        Ok((fields, file))
    };
    tokio::time::timeout(limit, reading).await.unwrap_or_else(|_| Err(body_too_slow()))
}

fn broken(state: &AppState, error: &MultipartError) -> HttpError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let limit = state.config().import_bytes_max;
        let detail = Bilingual::new(
            format!("表が上限の {limit} バイトを超えています。分けてください"),
            format!("the table is larger than the limit of {limit} bytes; split it"),
        );
        return HttpError::new(ProblemKind::BodyTooLarge, detail);
    }
    unread(&error.body_text())
}

fn unread(cause: &str) -> HttpError {
    let detail = Bilingual::new("フォームを読めませんでした", "the form could not be read");
    HttpError { cause: Some(cause.to_owned()), ..HttpError::new(ProblemKind::InvalidRequest, detail) }
}
