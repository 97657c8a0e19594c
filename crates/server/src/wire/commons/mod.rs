//! The commons: what a ledger says, as clients read it.

mod import;
mod use_answer;

pub use import::{ImportConflict, ImportPlan, ImportRow};
pub use use_answer::{
    AskedUse, BegunWork, HitUse, LedgerEvidence, LedgerState, NamedProvider, Remark, UseContact, UseCount,
    UseResponse, UseTerms,
};

use model::LegalState;

/// The word of a legal state in the exchange form.
pub fn state_word(state: LegalState) -> &'static str {
    match state {
        LegalState::Pending => "pending",
        LegalState::InForce => "in-force",
        LegalState::Lapsed => "lapsed",
        LegalState::Expired => "expired",
        LegalState::Refused => "refused",
        LegalState::Withdrawn => "withdrawn",
        LegalState::Revoked => "revoked",
    }
}
