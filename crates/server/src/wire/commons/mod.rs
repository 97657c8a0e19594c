//! The commons: what a ledger says, as clients read it.

mod account;
mod entering;
mod health;
mod import;
mod ledger_line;
mod need;
mod profile;
mod reading;
mod terms;
mod use_answer;
mod use_record;

pub use account::{IssuedToken, NewAccount, NewToken, Whoami};
pub use entering::{Entered, ListingRequest};
pub use health::{FieldHealth, HealthCounts, HealthReport, IndicatorSummary, ListingHealth, ProviderHealth};
pub use import::{ImportConflict, ImportPlan, ImportResponse, ImportRow};
pub use ledger_line::LedgerLine;
pub use need::{
    NeedBody, NeedChange, NeedMatch, NeedRequest, NeedResponse, NeedSummary, NeedsResponse, SavedNeed,
};
pub use profile::{BilingualText, ContactBody, JoinRequest, Joined, NewEditor, ProfileBody, ProfileChange};
pub use reading::{
    CommonsOverview, FieldProvider, FieldResponse, FieldSummary, FieldsOfCommons, Gathered, PackageResponse,
    PackageSummary, PackagedPatent, PackagesResponse, ProviderResponse, ProviderSummary, ProvidersResponse,
    Region, TermsListResponse, TermsResponse, TermsSummary,
};
pub use terms::{TermsContent, TermsRequest, VersionName};
pub use use_answer::{
    AskedUse, BegunWork, HitUse, LedgerEvidence, LedgerOrigin, LedgerState, NamedProvider, Remark,
    UseContact, UseCount, UseResponse, UseTerms,
};
pub use use_record::{PersonBody, UseDeletion, UseReceipt, UseRecordRequest};

use ::commons::Tongue;

use crate::InterfaceLanguage;

/// The interface's language as the commons speaks it.
pub(crate) fn tongue(language: InterfaceLanguage) -> Tongue {
    match language {
        InterfaceLanguage::Japanese => Tongue::Japanese,
        InterfaceLanguage::English => Tongue::English,
    }
}
