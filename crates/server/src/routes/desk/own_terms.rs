//! Terms in a provider's own words: every dimension chosen, both texts written.

use axum::{
    extract::State,
    response::{Html, IntoResponse, Response},
};
use commons::{Refusal, Terms};
use serde_json::{Value, json};

use super::{AtProvider, SentToProvider, given, refused_page};
use crate::{
    AppState, HttpError,
    desk::at_desk,
    entering::{self, content_like},
    error::{Bilingual, Item, Place, refused},
    request::{Pairs, parsed, to_ledger},
    web::{self, OwnTermsView},
    wire::{BilingualText, TermsContent, TermsRequest, VersionName},
};

/// Codes and words in one field stand apart by these.
const SEPARATORS: [char; 4] = [',', '、', ' ', '　'];

/// The form, filled like published terms where the address names them.
pub(crate) async fn form(
    State(state): State<AppState>,
    AtProvider { signed, desk, provider }: AtProvider,
) -> Result<Html<String>, HttpError> {
    let like = desk.page.pairs.get("like").map(version_name);
    let shown = at_desk(&state, move || match like {
        Some(like) => Ok(pairs_of(&content_like(&*signed.commons.snapshot()?, &like)?)),
        None => Ok(Pairs::default()),
    })
    .await?;
    let view = OwnTermsView { provider: provider.as_str(), sent: &shown, summary: None, error: None };
    Ok(web::own_terms_page(&desk, &view))
}

/// Says what the terms would mean, or publishes them.
pub(crate) async fn posted(
    State(state): State<AppState>,
    SentToProvider { at, form: sent }: SentToProvider,
) -> Result<Response, HttpError> {
    let (signed, of, asked) = (at.signed.clone(), at.provider.clone(), sent.clone());
    let is_dry = sent.get("do") == Some("check");
    let work = move || {
        let request = asked_terms(&asked)?;
        if is_dry {
            let terms: Terms = to_ledger(&request.content, "/content")?;
            let place = || Place::Pointer("/content".to_owned());
            terms.check().map_err(|invalid| refused(&Refusal::Invalid(invalid), place()))?;
            return Ok(Some(terms.summary()));
        }
        entering::publish_terms(&signed, &of, &request)?;
        Ok(None)
    };
    let page = |summary: Option<&[commons::Bilingual]>, error: Option<&HttpError>| {
        let view = OwnTermsView { provider: at.provider.as_str(), sent: &sent, summary, error };
        web::own_terms_page(&at.desk, &view)
    };
    match at_desk(&state, work).await {
        Ok(Some(summary)) => Ok(page(Some(&summary), None).into_response()),
        Ok(None) => Ok(at.back("published")),
        Err(error) => refused_page(error, |error| page(None, Some(error))),
    }
}

/// `NAME@VERSION` of published terms.
pub(super) fn version_name(text: &str) -> VersionName {
    let (terms, version) = text.split_once('@').unwrap_or((text, "1"));
    VersionName { terms: terms.to_owned(), version: version.parse().unwrap_or(1) }
}

fn asked_terms(sent: &Pairs) -> Result<TermsRequest, HttpError> {
    Ok(TermsRequest {
        terms: given(sent, "terms").unwrap_or_default(),
        version: None,
        content: Some(content_of(sent)?),
        like: None,
        names: None,
        from: given(sent, "from"),
        to: None,
        evidence: None,
    })
}

fn content_of(sent: &Pairs) -> Result<TermsContent, HttpError> {
    let text = |name: &str| given(sent, name).unwrap_or_default();
    let both =
        |name: &str| BilingualText { ja: text(&format!("{name}_ja")), en: text(&format!("{name}_en")) };
    let written = |name: &str| sent.get(name).unwrap_or_default().to_owned();
    let all = |name: &str| {
        let values = sent.0.iter().filter(|(given, _)| given == name);
        values.map(|(_, value)| value.clone()).collect()
    };
    Ok(TermsContent {
        names: both("name"),
        uses: all("uses"),
        users: all("users"),
        residence: countries(sent, "residence", "anywhere")?,
        territory: countries(sent, "territory", "everywhere")?,
        duration: match text("duration").as_str() {
            "until" => json!({"until": text("until")}),
            "years" => json!({"years": number(sent, "years")?}),
            word => word.into(),
        },
        on_withdrawal: match text("on_withdrawal").as_str() {
            "grace-months" => json!({"grace-months": number(sent, "grace_months")?}),
            word => word.into(),
        },
        succession: text("succession"),
        exclusive_licence: text("exclusive_licence"),
        defensive_termination: text("defensive_termination"),
        reach_through: text("reach_through"),
        consideration: match given(sent, "conditions") {
            Some(link) => json!({"commercial-conditions": link}),
            None => "free".into(),
        },
        notice: text("notice"),
        governing_law: given(sent, "governing_law").map(|law| law.to_uppercase()),
        // As it was written: its hash is published.
        text: BilingualText { ja: written("text_ja"), en: written("text_en") },
    })
}

/// ST.3 codes, or the word for all where there are none.
fn countries(sent: &Pairs, name: &str, all: &str) -> Result<Value, HttpError> {
    let Some(written) = given(sent, name) else { return Ok(all.into()) };
    let codes = written.split(SEPARATORS).filter(|code| !code.is_empty());
    let codes: Vec<model::OfficeCode> =
        codes.map(|code| parsed(&code.to_uppercase(), &format!("/{name}"))).collect::<Result<_, _>>()?;
    Ok(json!({ "in": codes }))
}

fn number(sent: &Pairs, name: &str) -> Result<u32, HttpError> {
    let written = given(sent, name).unwrap_or_default();
    written.parse().map_err(|_| {
        let message = Bilingual::new(
            format!("{name} には数を書いてください ({written} は使えません)"),
            format!("{name}: expected a number, not {written:?}"),
        );
        let place = Place::Pointer(format!("/{name}"));
        HttpError::invalid(vec![Item::new(place, "not-a-number", message)])
    })
}

/// Published terms as the form shows them.
fn pairs_of(terms: &Terms) -> Pairs {
    let mut pairs = Pairs::default();
    let content: TermsContent = match to_ledger(terms, "/content") {
        Ok(content) => content,
        // Both are forms of one document; what one writes the other reads.
        Err(_) => return pairs,
    };
    let TermsContent { names, uses, users, residence, territory, text, .. } = &content;
    uses.iter().for_each(|one| pairs.push("uses", one));
    users.iter().for_each(|one| pairs.push("users", one));
    for (name, value) in [("residence", residence), ("territory", territory)] {
        let codes = value["in"].as_array().into_iter().flatten().filter_map(Value::as_str);
        pairs.push(name, codes.collect::<Vec<_>>().join(" "));
    }
    for (name, value, parts) in [
        ("duration", &content.duration, &[("until", "until"), ("years", "years")][..]),
        ("on_withdrawal", &content.on_withdrawal, &[("grace-months", "grace_months")]),
    ] {
        let with_value = parts.iter().find_map(|(word, field)| Some((word, field, value.get(word)?)));
        match with_value {
            Some((word, field, value)) => {
                pairs.push(name, *word);
                pairs.push(field, value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            }
            None => pairs.push(name, value.as_str().unwrap_or_default()),
        }
    }
    let conditions = content.consideration["commercial-conditions"].as_str().unwrap_or_default();
    for (name, value) in [
        ("name_ja", names.ja.as_str()),
        ("name_en", &names.en),
        ("succession", &content.succession),
        ("exclusive_licence", &content.exclusive_licence),
        ("defensive_termination", &content.defensive_termination),
        ("reach_through", &content.reach_through),
        ("notice", &content.notice),
        ("conditions", conditions),
        ("governing_law", content.governing_law.as_deref().unwrap_or_default()),
        ("text_ja", &text.ja),
        ("text_en", &text.en),
    ] {
        pairs.push(name, value);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use commons::models;

    use super::*;

    /// What the form shows of terms, sent back, are the same terms.
    #[test]
    fn the_form_keeps_what_it_is_filled_with() {
        let conditions = "https://example.org/conditions".parse().unwrap();
        for (_, model) in models(conditions) {
            let content = content_of(&pairs_of(&model)).unwrap();
            assert_eq!(to_ledger::<Terms>(&content, "").unwrap(), model);
        }
    }
}
