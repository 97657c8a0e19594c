use commons::{AccountId, IssuedToken, ProviderId, Refusal, Role};

use crate::{
    HttpError,
    error::{Place, refused},
    request::parsed,
    signed_in::SignedIn,
    wire::NewAccount,
};

/// Days for which a token is valid where a request does not say.
const DAYS: u32 = 90;

/// Opens an account with its first token: administrators only.
pub(crate) fn new_account(signed: &SignedIn, request: &NewAccount) -> Result<IssuedToken, HttpError> {
    let account: AccountId = parsed(&request.account, "/account")?;
    let role = match request.provider.as_deref() {
        None => Role::Administrator,
        Some(provider) => {
            let provider: ProviderId = parsed(provider, "/provider")?;
            if signed.commons.snapshot()?.register().joining(&provider).is_none() {
                let place = Place::Pointer("/provider".to_owned());
                return Err(refused(&Refusal::UnknownProvider { provider }, place));
            }
            Role::Editor(provider)
        }
    };
    signed.commons.create_account(&signed.author, &account, &role)?;
    issue_token(signed, &account, request.days)
}

/// Issues another token of an account.
pub(crate) fn issue_token(
    signed: &SignedIn,
    account: &AccountId,
    days: Option<u32>,
) -> Result<IssuedToken, HttpError> {
    Ok(signed.commons.issue_token(&signed.author, account, days.unwrap_or(DAYS))?)
}
