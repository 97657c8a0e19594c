use std::sync::Arc;

use commons::{Commons, Day, NewUseRecord, Person, Use};
use indexer::Generation;
use model::PublicationNumber;

use crate::{
    HttpError, ProblemKind,
    client::Client,
    desk::Desk,
    may_use::patent_of,
    request::{parsed, to_ledger},
    resolve,
    wire::{UseCount, UseReceipt, UseRecordRequest},
};

/// Registers a use. A person without a word is none.
pub(crate) fn register_use(
    desk: &Desk,
    commons: &Arc<Commons>,
    generation: &Generation,
    client: Client,
    request: &UseRecordRequest,
) -> Result<UseReceipt, HttpError> {
    let patent = patent_named(commons, generation, &request.patent)?;
    let (purpose, since): (Use, Day) =
        (parsed(&request.purpose, "/purpose")?, parsed(&request.since, "/since")?);
    let person: Option<Person> =
        request.person.as_ref().map(|person| to_ledger(person, "/person")).transpose()?;
    let is_silent =
        |person: &Person| person.name.is_none() && person.email.is_none() && person.statement.is_none();
    let person = person.filter(|person| !is_silent(person));
    // Only what would be entered counts, so that mistakes in a form do not use up what a client may register.
    desk.begin_registration(client, commons.now())?;
    let receipt = commons.register_use(&NewUseRecord { patent: patent.clone(), purpose, since, person })?;
    let counts = commons.use_counts(Some(&patent))?;
    Ok(UseReceipt {
        reference: receipt.reference,
        key: receipt.key.reveal().to_owned(),
        patent: patent.to_string(),
        purpose: purpose.to_string(),
        since: since.to_string(),
        records_of_use: counts.iter().map(UseCount::from).collect(),
    })
}

/// Takes the person out of a record for who has its key.
pub(crate) fn delete_use(
    desk: &Desk,
    commons: &Commons,
    client: Client,
    reference: &str,
    key: &str,
) -> Result<(), HttpError> {
    desk.delete(client, commons.now(), || Ok(commons.delete_use(reference.trim(), key.trim())?))
}

/// The patent that the index has under a number, or one that only the ledger knows.
fn patent_named(
    commons: &Commons,
    generation: &Generation,
    written: &str,
) -> Result<PublicationNumber, HttpError> {
    match resolve::document(generation, written) {
        Ok(document) => Ok(patent_of(&document)?.number.clone()),
        Err(error) if error.kind == ProblemKind::DocumentNotFound => {
            let known = written.trim().parse::<PublicationNumber>().ok();
            let snapshot = commons.snapshot()?;
            known.filter(|number| snapshot.place(number).is_some()).ok_or(error)
        }
        Err(error) => Err(error),
    }
}
