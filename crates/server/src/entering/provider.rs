use commons::{AccountId, Batch, Event, Profile, ProviderId, Role};

use super::{Holding, enter, issue_token};
use crate::{
    HttpError,
    error::{Place, refused},
    request::{parsed, to_ledger},
    signed_in::SignedIn,
    wire::{Entered, JoinRequest, Joined, ProfileChange},
};

/// Enters that a provider joins, and opens an account for its editor where one is asked for.
///
/// The account is made before the event is entered and after it was judged, so that neither is there without the other
/// unless the server stops in between; then the same request says which one is there already.
pub(crate) fn join(signed: &SignedIn, request: &JoinRequest) -> Result<Joined, HttpError> {
    let provider: ProviderId = parsed(&request.id, "/id")?;
    signed.acts_for(&provider)?;
    let profile: Profile = to_ledger(&request.profile, "/profile")?;
    let event = Event::ProviderJoined { provider: provider.clone(), profile: Box::new(profile) };
    let holding = Holding { from: request.from.as_deref(), to: None, evidence: request.evidence.as_deref() };
    let entry = holding.entry(&signed.commons, event)?;
    let batch = Batch { author: signed.author.clone(), entries: vec![entry.clone()], key: None };
    for effect in signed.commons.plan(&batch)?.effects {
        effect.map_err(|refusal| refused(&refusal, Place::Pointer("/profile".to_owned())))?;
    }
    let account = match &request.editor {
        None => None,
        Some(editor) => {
            let account: AccountId = parsed(&editor.account, "/editor/account")?;
            signed.commons.create_account(&signed.author, &account, &Role::Editor(provider.clone()))?;
            Some((account, editor.days))
        }
    };
    let applied = enter(signed, entry)?;
    let token = account.map(|(account, days)| issue_token(signed, &account, days)).transpose()?;
    Ok(Joined {
        provider: provider.to_string(),
        entered: Entered::from(&applied),
        token: token.as_ref().map(Into::into),
    })
}

/// Enters the provider's profile as it is from a day on.
pub(crate) fn change_profile(
    signed: &SignedIn,
    provider: &ProviderId,
    request: &ProfileChange,
) -> Result<Entered, HttpError> {
    let profile: Profile = to_ledger(&request.profile, "/profile")?;
    let event = Event::ProviderChanged { provider: provider.clone(), profile: Box::new(profile) };
    let holding = Holding { from: request.from.as_deref(), to: None, evidence: request.evidence.as_deref() };
    let applied = enter(signed, holding.entry(&signed.commons, event)?)?;
    Ok(Entered::from(&applied))
}
