use commons::{Need, NeedId};

use crate::{
    HttpError,
    request::to_ledger,
    signed_in::SignedIn,
    wire::{NeedBody, SavedNeed},
};

/// Saves the version after `after`, 0 for a new need.
pub(crate) fn save_need(
    signed: &SignedIn,
    id: &NeedId,
    after: u32,
    need: &NeedBody,
) -> Result<SavedNeed, HttpError> {
    let need: Need = to_ledger(need, "/need")?;
    let version = signed.commons.save_need(&signed.author, id, after, &need)?;
    Ok(SavedNeed { id: id.to_string(), version, href: format!("/commons/needs/{id}") })
}

/// Removes a need with all its versions.
pub(crate) fn remove_need(signed: &SignedIn, id: &NeedId) -> Result<(), HttpError> {
    Ok(signed.commons.remove_need(&signed.author, id)?)
}
