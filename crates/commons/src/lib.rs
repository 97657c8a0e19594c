//! The commons: which patents are open for use, to whom, under which terms, since when and until when.
//!
//! A [`Commons`] is an append-only ledger in one file. What happens is an [`Event`] with the days for which it holds, the
//! moment at which it was entered, who entered it, and a link to its evidence; each entry's hash covers the one before.
//! A [`Snapshot`] is what the ledger says up to a revision, in memory: it answers "may I use it?" ([`use_answer()`]) and
//! gives the set of patents that a search is joined with ([`ListingFilter`]).
//!
//! Two clocks run: a question is about a day, and about what was known at some moment. Entries are only added, so an
//! answer for a day as known at a revision never changes.
//!
//! No other crate names SQLite. This one knows documents by their numbers only, and no index.

mod text_form;

mod bilingual;
mod digest;
mod error;
mod identifier;
mod prefecture;
mod time;

mod event;
mod provider;
mod terms;

mod author;
mod ledger;
mod rules;
mod snapshot;
mod use_answer;

mod account;
mod field;
mod import;
mod need;
mod package_proposal;
mod record;
mod refusal_wording;
mod use_record;
mod versioned;
mod view_count;

pub use account::{
    Account, AttemptPolicy, Attempts, IssuedToken, MAX_TOKEN_DAYS, Secret, SignInRefused, Token, WaitMs,
};
pub use author::{Author, Role};
pub use bilingual::{Bilingual, Tongue};
pub use digest::Digest;
pub use error::{Error, Refusal};
pub use event::{
    DeclaredLicence, Entry, Event, NewEntry, Offer, Origin, Package, ReadinessLevel, Verification,
    VerificationKind,
};
pub use field::Field;
pub use identifier::{AccountId, FieldId, LicenceId, Link, NeedId, PackageId, ProviderId, TermsId};
pub use import::{
    Conflict, FoundDocument, ImportAction, ImportApplied, ImportDefaults, ImportError, ImportFormat,
    ImportPlan, PlannedRow, RawRow, Row, RowNumber, RowOutcome, RowProblem, Scalar, table_text,
};
pub use ledger::{
    Applied, Batch, BatchKey, Clock, Commons, Fault, HarvestProgress, LedgerVerification, Planned, Received,
    ReceivedContent, ReceivedEntry, Skipped, SkippedRecord, TakenOver, UnderWay,
};
pub use need::{Need, Visibility};
pub use package_proposal::{Candidate, Proposal, ProposalRules, Proposed, propose_package};
pub use prefecture::Prefecture;
pub use provider::{ClassPrefix, Contact, Email, Profile, ProviderKind, check_ror};
pub use record::{Record, RecordKey, RecordView};
pub use rules::Effect;
pub use snapshot::{
    ActiveLicence, Head, History, Known, ListedPatents, Listing, ListingFilter, ListingState, PublishedTerms,
    Register, Required, RightChange, Snapshot,
};
pub use terms::{
    Consideration, DefensiveTermination, Duration, ExclusiveLicenceRule, NoticeDuty, OnWithdrawal,
    ReachThrough, Residence, Shortfall, Succession, Terms, TermsVersion, Territory, Use, User, UserClass,
    UserKind, models,
};
pub use time::{Day, Instant, Period};
pub use use_answer::{
    Asked, Evidence, Family, LegalKnowledge, MayGoOn, NOT_LEGAL_ADVICE, Note, Reason, Standing, UseAnswer,
    UseQuestion, Verdict, WorkBegunBefore, use_answer,
};
pub use use_record::{NewUseRecord, Person, Receipt, Registrant, UseCount};
pub use versioned::Version;
pub use view_count::Views;
