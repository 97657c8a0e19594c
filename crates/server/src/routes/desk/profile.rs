use axum::{
    extract::State,
    response::{Html, Response},
};
use commons::{Email, Link, Prefecture, Profile, Refusal};
use model::{OfficeCode, Ror};

use super::{AtProvider, SentToProvider, given, refused_page};
use crate::{
    AppState, HttpError,
    desk::at_desk,
    entering,
    error::{Place, refused},
    request::{Pairs, parsed, parsed_if_given, to_ledger},
    web,
    wire::{BilingualText, ContactBody, ProfileBody, ProfileChange},
};

/// The form with the profile as it was entered last.
pub(crate) async fn form(
    AtProvider { signed, desk, provider }: AtProvider,
) -> Result<Html<String>, HttpError> {
    let snapshot = signed.commons.snapshot()?;
    let unknown = || {
        refused(&Refusal::UnknownProvider { provider: provider.clone() }, Place::Parameter("id".to_owned()))
    };
    let profile = snapshot.register().last_profile(&provider).ok_or_else(unknown)?;
    Ok(web::profile_page(&desk, provider.as_str(), &pairs_of(profile), None))
}

/// Enters the profile as from today. What the form does not show stays as it was.
pub(crate) async fn posted(
    State(state): State<AppState>,
    SentToProvider { at, form: sent }: SentToProvider,
) -> Result<Response, HttpError> {
    let (signed, entered, of) = (at.signed.clone(), at.provider.clone(), sent.clone());
    let work = move || {
        let snapshot = signed.commons.snapshot()?;
        let before = snapshot.register().last_profile(&entered);
        check_fields(&of)?;
        let profile = merged(before, body_of(&of))?;
        entering::change_profile(&signed, &entered, &ProfileChange { profile, from: None, evidence: None })
    };
    match at_desk(&state, work).await {
        Ok(_) => Ok(at.back("changed")),
        Err(error) => {
            refused_page(error, |error| web::profile_page(&at.desk, at.provider.as_str(), &sent, Some(error)))
        }
    }
}

/// What a form says of a provider, with one contact.
pub(super) fn body_of(sent: &Pairs) -> ProfileBody {
    let both = |ja: &str, en: &str| BilingualText {
        ja: given(sent, ja).unwrap_or_default(),
        en: given(sent, en).unwrap_or_default(),
    };
    let contact = ContactBody {
        names: both("contact_ja", "contact_en"),
        email: given(sent, "email"),
        telephone: given(sent, "telephone"),
        page: given(sent, "page"),
        languages: Vec::new(),
        classes: Vec::new(),
    };
    ProfileBody {
        names: both("name_ja", "name_en"),
        kind: given(sent, "kind").unwrap_or_default(),
        country: given(sent, "country").unwrap_or_default().to_uppercase(),
        prefecture: given(sent, "prefecture"),
        ror: given(sent, "ror"),
        homepage: given(sent, "homepage"),
        liaison_office: None,
        contacts: vec![contact],
        represented_by: Vec::new(),
    }
}

/// Reads the fields one by one, so that what is wrong is told in words of the form.
pub(super) fn check_fields(sent: &Pairs) -> Result<(), HttpError> {
    let country = given(sent, "country").unwrap_or_default().to_uppercase();
    parsed::<OfficeCode>(&country, "/country")?;
    parsed_if_given::<Prefecture>(sent.get("prefecture"), "/prefecture")?;
    parsed_if_given::<Ror>(sent.get("ror"), "/ror")?;
    parsed_if_given::<Link>(sent.get("homepage"), "/homepage")?;
    parsed_if_given::<Email>(sent.get("email"), "/email")?;
    parsed_if_given::<Link>(sent.get("page"), "/page")?;
    Ok(())
}

/// The form's profile with what it does not show: the liaison office, who represents it, further contacts, and of the first
/// one languages and classes.
fn merged(before: Option<&Profile>, mut after: ProfileBody) -> Result<ProfileBody, HttpError> {
    let Some(before) = before else { return Ok(after) };
    let before: ProfileBody = to_ledger(before, "/profile")?;
    after.liaison_office = before.liaison_office;
    after.represented_by = before.represented_by;
    let mut contacts = before.contacts.into_iter();
    if let (Some(own), Some(first)) = (after.contacts.first_mut(), contacts.next()) {
        own.languages = first.languages;
        own.classes = first.classes;
    }
    after.contacts.extend(contacts);
    Ok(after)
}

/// A profile as the form shows it.
fn pairs_of(profile: &Profile) -> Pairs {
    let mut pairs = Pairs::default();
    pairs.push("name_ja", profile.names.ja.as_str());
    pairs.push("name_en", profile.names.en.as_str());
    pairs.push("kind", profile.kind.as_str());
    pairs.push("country", profile.country.as_str());
    let optional = [
        ("prefecture", profile.prefecture.map(|one| one.to_string())),
        ("ror", profile.ror.as_ref().map(|ror| ror.as_str().to_owned())),
        ("homepage", profile.homepage.as_ref().map(|link| link.as_str().to_owned())),
    ];
    for (name, value) in optional {
        pairs.push(name, value.unwrap_or_default());
    }
    if let Some(contact) = profile.contacts.first() {
        pairs.push("contact_ja", contact.names.ja.as_str());
        pairs.push("contact_en", contact.names.en.as_str());
        pairs.push("email", contact.email.as_ref().map(ToString::to_string).unwrap_or_default());
        pairs.push("telephone", contact.telephone.clone().unwrap_or_default());
        pairs.push("page", contact.page.as_ref().map(|link| link.as_str().to_owned()).unwrap_or_default());
    }
    pairs
}
