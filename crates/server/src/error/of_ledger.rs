//! What the ledger refuses, as answers: who may not is told apart from what does not fit, is not there, or cannot be read.

use commons::{Error, ImportError, Refusal};
use model::Invalid;

use super::{Bilingual, HttpError, Item, Place};
use crate::ProblemKind;

/// Faults of the ledger's file are the server's; what the caller gave wrong is told as it is.
impl From<Error> for HttpError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Storage { .. }
            | Error::File { .. }
            | Error::Unreadable { .. }
            | Error::NotALedger { .. }
            | Error::NewerSchema { .. }
            | Error::Exists { .. }
            | Error::Random(_)
            | Error::Hashing(_) => Self::internal(error),
            Error::Unknown { name, .. } => {
                let japanese = format!("「{name}」は台帳にありません");
                Self::new(ProblemKind::NotInLedger, Bilingual::new(japanese, error.to_string()))
            }
            Error::Refused { refusal, .. } => refused(refusal, Place::Pointer(String::new())),
            Error::Forbidden { account, .. } => {
                let japanese = format!("{account} にはできません");
                Self::new(ProblemKind::Forbidden, Bilingual::new(japanese, error.to_string()))
            }
            Error::Taken { name, .. } => {
                let japanese = format!("「{name}」は既にあります");
                Self::new(ProblemKind::Conflict, Bilingual::new(japanese, error.to_string()))
            }
            Error::KeyUsed { .. } | Error::Outdated { .. } => {
                Self::new(ProblemKind::Conflict, Bilingual::same(error.to_string()))
            }
            Error::Invalid(invalid) => wrong(invalid, Place::Pointer(String::new())),
            Error::BatchTooLarge { .. } | Error::NoSuchRevision { .. } | Error::NotYetKnown { .. } => {
                let place = Place::Pointer(String::new());
                let message = Bilingual::same(error.to_string());
                Self::invalid(vec![Item::new(place, "refused-by-ledger", message)])
            }
        }
    }
}

/// An event that was not entered, and where in the request it stands.
pub(crate) fn refused(refusal: &Refusal, place: Place) -> HttpError {
    let said = refusal.sentence();
    let said = Bilingual::new(said.ja, said.en);
    let kind = match refusal {
        Refusal::Invalid(invalid) => return wrong(invalid, place),
        Refusal::PeriodReversed { .. } | Refusal::HasNoEnd { .. } => {
            return HttpError::invalid(vec![Item::new(place, "refused-by-ledger", said)]);
        }
        Refusal::NotYours { .. } | Refusal::NotYourPatent { .. } | Refusal::AdministratorsOnly => {
            ProblemKind::Forbidden
        }
        Refusal::UnknownProvider { .. } | Refusal::UnknownTerms(_) => ProblemKind::NotInLedger,
        _ => ProblemKind::Conflict,
    };
    HttpError::new(kind, said)
}

/// A value that cannot be read, and where in the request it stands.
pub(crate) fn wrong(invalid: &Invalid, place: Place) -> HttpError {
    let said = Refusal::Invalid(invalid.clone()).sentence();
    HttpError::invalid(vec![Item::new(place, "not-readable", Bilingual::new(said.ja, said.en))])
}

/// A table that is not read at all.
impl From<ImportError> for HttpError {
    fn from(error: ImportError) -> Self {
        let said = error.sentence();
        let said = Bilingual::new(said.ja, said.en);
        match error {
            ImportError::TooLarge { .. } | ImportError::TooManyRows { .. } => {
                Self::new(ProblemKind::BodyTooLarge, said)
            }
            _ => Self::invalid(vec![Item::new(Place::Pointer(String::new()), "unreadable-table", said)]),
        }
    }
}
