use axum::{
    extract::State,
    response::{Html, IntoResponse, Redirect, Response},
};
use commons::Refusal;

use super::{AtDesk, AtProvider};
use crate::{
    AppState, HttpError,
    desk::at_desk,
    error::{Place, refused},
    figures::if_ready,
    listing_health::provider_health,
    web::{self, PageContext},
    wire::{NamedProvider, tongue},
};

/// The desks at which the account may work; the only one at once.
pub(crate) async fn desks(
    State(state): State<AppState>,
    AtDesk { signed, desk }: AtDesk,
) -> Result<Response, HttpError> {
    let language = desk.page.language;
    let providers = at_desk(&state, move || {
        let (snapshot, today) = (signed.commons.snapshot()?, signed.commons.now().day());
        let joined = snapshot.register().providers(today, snapshot.revision());
        let own = joined.filter(|(provider, _)| signed.author.acts_for(provider, &snapshot));
        let named = own.map(|(provider, profile)| NamedProvider {
            id: provider.to_string(),
            name: profile.names.get(tongue(language)).clone(),
        });
        Ok(named.collect::<Vec<_>>())
    })
    .await?;
    match providers.as_slice() {
        [only] if desk.who.provider.is_some() => {
            let href = desk.page.href(&format!("/commons/desk/{}", only.id), &[]);
            Ok(Redirect::to(&href).into_response())
        }
        _ => Ok(web::desks_page(&desk, &providers).into_response()),
    }
}

/// A provider's listings and how they stand.
pub(crate) async fn desk(
    State(state): State<AppState>,
    AtProvider { signed, desk, provider }: AtProvider,
) -> Result<Html<String>, HttpError> {
    let (of_work, generation, language) = (state.clone(), state.generation(), desk.page.language);
    let report = at_desk(&state, move || {
        of_work.write_looks();
        let figures = if_ready(&of_work, &generation)?;
        let figures = figures.as_deref();
        let report = provider_health(&generation, &signed.commons, figures, &provider, true, language)?;
        let place = Place::Parameter("id".to_owned());
        report.ok_or_else(|| refused(&Refusal::UnknownProvider { provider }, place))
    })
    .await?;
    let from = desk.page.pairs.get("from").and_then(|from| from.parse().ok()).unwrap_or(0);
    Ok(web::desk_page(&desk, &report, from, done(&desk.page)))
}

/// What was done right before, where the address says so.
fn done(context: &PageContext) -> Option<&'static str> {
    let (ja, en) = match context.pairs.get("done")? {
        "listed" => (
            "掲載を記録しました。次の検索から有効です。",
            "The listing is entered; it takes effect in the next search.",
        ),
        "unchanged" => ("台帳には既に同じ内容があります。", "The ledger said so already."),
        "withdrawn" => ("取下げを記録しました。", "The withdrawal is entered."),
        "published" => ("条項を公開しました。", "The terms are published."),
        "changed" => ("提供者の情報を記録しました。", "The provider's details are entered."),
        _ => return None,
    };
    Some(if context.language.code() == "ja" { ja } else { en })
}
