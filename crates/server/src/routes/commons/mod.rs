//! Self-service of the commons: what accounts enter, and what anybody may register.

pub(crate) mod accounts;
pub(crate) mod health;
pub(crate) mod import;
pub(crate) mod listings;
pub(crate) mod providers;
pub(crate) mod uses;

use axum::extract::{Path, rejection::PathRejection};
use commons::ProviderId;

use crate::{HttpError, request::parsed, signed_in::SignedIn};

/// The provider of the path, for which the account must be entitled to act.
fn own_provider(signed: &SignedIn, id: Result<Path<String>, PathRejection>) -> Result<ProviderId, HttpError> {
    let Path(id) = id?;
    let provider: ProviderId = parsed(&id, "/id")?;
    signed.acts_for(&provider)?;
    Ok(provider)
}
