use std::path::PathBuf;

use model::Invalid;

use crate::{AccountId, BatchKey, Day, Instant, LicenceId, PackageId, ProviderId, TermsVersion};

/// What can go wrong with the commons.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{path}: the ledger cannot be read or written: {source}")]
    Storage { path: PathBuf, source: rusqlite::Error },
    #[error("{path}: {source}")]
    File { path: PathBuf, source: std::io::Error },
    #[error(
        "{path} is not a ledger of the commons: its application id is {found:#x}, expected {expected:#x}"
    )]
    NotALedger { path: PathBuf, found: i32, expected: i32 },
    #[error(
        "{path} was written by a newer chizai: its schema is {found}, this one knows up to {known}; \
         use the newer program"
    )]
    NewerSchema { path: PathBuf, found: usize, known: usize },
    #[error("{path}: entry {number} cannot be read: {reason}; run a verification")]
    Unreadable { path: PathBuf, number: u64, reason: String },
    #[error("{path} exists already; a backup does not overwrite")]
    Exists { path: PathBuf },
    #[error("event {place} of the batch: {refusal}")]
    Refused {
        /// From 1.
        place: usize,
        refusal: Box<Refusal>,
    },
    #[error("the batch has {given} events, at most {limit}; split it")]
    BatchTooLarge { given: usize, limit: usize },
    #[error("the batch key {key} was used for another batch (entry {first}); take a new key")]
    KeyUsed { key: BatchKey, first: u64 },
    #[error("revision {revision} does not exist yet; the last is {last}")]
    NoSuchRevision { revision: u64, last: u64 },
    #[error("what is known at {instant} is not certain before that moment has passed; it is {now}")]
    NotYetKnown { instant: Instant, now: Instant },
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("there is no {what} {name}")]
    Unknown { what: &'static str, name: String },
    #[error("{what} {name} exists already")]
    Taken { what: &'static str, name: String },
    #[error("{what} {name} is at version {version}, not {expected}; read it again and change that")]
    Outdated { what: &'static str, name: String, version: u32, expected: u32 },
    #[error("{account} may not do this: {reason}")]
    Forbidden { account: AccountId, reason: &'static str },
    #[error("the operating system gives no random numbers: {0}")]
    Random(String),
    #[error("a token cannot be hashed: {0}")]
    Hashing(String),
}

/// Why an event is not entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("the period ends before it begins ({from} to {to})")]
    PeriodReversed { from: Day, to: Day },
    #[error("this event has a first day and no last one ({to} given)")]
    HasNoEnd { to: Day },
    #[error("{account} may not act for {provider}")]
    NotYours { account: AccountId, provider: ProviderId },
    #[error("{account} may not enter this for {patent}, which its provider has not listed")]
    NotYourPatent { account: AccountId, patent: String },
    #[error("only an administrator may enter this")]
    AdministratorsOnly,
    #[error(
        "{from} is before today, {today}: what takes a permission away is not dated back, because users have relied on \
         the ledger; an administrator can record what happened elsewhere"
    )]
    DatedBack { from: Day, today: Day },
    #[error("provider {provider} has not joined")]
    UnknownProvider { provider: ProviderId },
    #[error("provider {provider} has joined already with another profile; enter a change")]
    AlreadyJoined { provider: ProviderId },
    #[error("terms {} version {} are not published", .0.terms, .0.version)]
    UnknownTerms(TermsVersion),
    #[error("terms {} version {} are published with other content and are never edited; publish version {next}", .version.terms, .version.version)]
    TermsPublished { version: TermsVersion, next: u32 },
    #[error("terms {} have {last} versions; the next is {}, not {}", .version.terms, .last + 1, .version.version)]
    VersionGap { version: TermsVersion, last: u32 },
    #[error("terms {} version {} belong to {owner}", .version.terms, .version.version)]
    TermsOfAnother { version: TermsVersion, owner: String },
    #[error("terms {} version {} are not offered for a listing that begins on {on}", .version.terms, .version.version)]
    TermsNotOffered { version: TermsVersion, on: Day },
    #[error("{patent} is not listed by {provider} on {on}")]
    NotListed { patent: String, provider: ProviderId, on: Day },
    #[error("{patent} is not listed by anybody on {on}")]
    NotListedByAnybody { patent: String, on: Day },
    #[error("{patent} is listed by {provider} already, since {since}, under another offer; enter a change")]
    AlreadyListed { patent: String, provider: ProviderId, since: Day },
    #[error("licence {licence} of {patent} is not granted")]
    UnknownLicence { patent: String, licence: LicenceId },
    #[error("licence {licence} of {patent} is granted already in another way; take another name")]
    LicenceExists { patent: String, licence: LicenceId },
    #[error("the right of {patent} has not lapsed there before {on}")]
    NotLapsed { patent: String, on: Day },
    #[error("package {package} is not offered on {on}")]
    UnknownPackage { package: PackageId, on: Day },
    #[error("package {package} is offered by {provider}")]
    PackageOfAnother { package: PackageId, provider: ProviderId },
}
