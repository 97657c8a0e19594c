//! Requests to events of the ledger: what the API and the forms of the pages both do.

mod account;
mod listing;
mod need;
mod provider;
mod terms;
mod use_record;

use commons::{Applied, Batch, Commons, Event, Link, NewEntry, Period};

pub(crate) use account::{issue_token, new_account};
pub(crate) use listing::{ImportAsked, apply_table, one_listing, plan_of};
pub(crate) use need::{remove_need, save_need};
pub(crate) use provider::{change_profile, join};
pub(crate) use terms::{TermsChoice, content_like, publish_terms, terms_choices};
pub(crate) use use_record::{delete_use, register_use};

use crate::{HttpError, request::parsed_if_given, signed_in::SignedIn};

/// When an event holds and what proves it, as a request says it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Holding<'r> {
    pub(crate) from: Option<&'r str>,
    pub(crate) to: Option<&'r str>,
    pub(crate) evidence: Option<&'r str>,
}

impl Holding<'_> {
    fn entry(&self, commons: &Commons, event: Event) -> Result<NewEntry, HttpError> {
        let from = parsed_if_given(self.from, "/from")?.unwrap_or_else(|| commons.now().day());
        let valid = Period { from, to: parsed_if_given(self.to, "/to")? };
        let evidence: Option<Link> = parsed_if_given(self.evidence, "/evidence")?;
        Ok(NewEntry { event, valid, evidence, origin: None })
    }
}

/// Enters one event in the name of who is signed in.
fn enter(signed: &SignedIn, entry: NewEntry) -> Result<Applied, HttpError> {
    let batch = Batch { author: signed.author.clone(), entries: vec![entry], key: None };
    Ok(signed.commons.apply(&batch)?)
}
