//! What each row would do: the number that was recognised, what the index knows of it, conflicts, and the event.

use std::collections::HashMap;

use model::{
    ApplicationNumber, Invalid, LegalState, LegalStatus, Number, NumberReading, PublicationNumber,
    read_number,
};

use super::{ImportAction, ImportError, ImportFormat, Row, decode::decode, row::contact_at, table};
use crate::{
    Author, Batch, BatchKey, Commons, Day, Effect, Error, Event, Link, ListingState, NewEntry, Offer, Period,
    ProviderId, Refusal, Snapshot, TermsVersion,
};

/// What rows leave out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportDefaults {
    pub provider: ProviderId,
    /// Of listings that name none.
    pub terms: Option<TermsVersion>,
    /// The first day where a row has none.
    pub from: Day,
    pub evidence: Option<Link>,
}

/// A document that the index has for a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDocument {
    pub publication: PublicationNumber,
    pub application: Option<ApplicationNumber>,
    pub statuses: Vec<LegalStatus>,
}

/// What every row would do, as of a revision of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPlan {
    pub rows: Vec<PlannedRow>,
    /// The encoding that the table was in.
    pub encoding: &'static str,
    pub author: Author,
    /// The revision that it was made from; what is entered meanwhile is judged again when the plan is applied.
    pub revision: u64,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRow {
    /// From 1; in JSON the place of the row.
    pub line: u64,
    /// The number as given.
    pub given: String,
    pub number: RowNumber,
    /// What sources say last of the right in its own office, if the index has the document.
    pub status: Option<LegalStatus>,
    pub conflicts: Vec<Conflict>,
    /// The last entry about the patent when the row was judged, if there is one.
    pub last_entry: Option<u64>,
    pub outcome: RowOutcome,
}

/// What a number was recognised as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowNumber {
    One {
        patent: PublicationNumber,
        is_in_index: bool,
    },
    /// It can mean several; the row must say which. Never a guess.
    Ambiguous(Vec<Number>),
    /// It names a right or an application, and the index has no publication of it.
    NoPublication(Number),
    Unreadable,
}

/// What people should look at before they apply; it does not keep a row from being entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// An earlier row, named by its line, is about the same patent.
    SameAsLine(u64),
    NotInForce(LegalState),
    ListedByAnother(ProviderId),
    ExclusiveLicence {
        since: Day,
    },
    /// The listing will need checking, since the row does not say that there is no exclusive licence.
    LicenceNotDeclared,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowOutcome {
    WillEnter(Box<NewEntry>),
    /// The ledger says so already. It is in the batch all the same, so that the same table makes the same batch.
    Unchanged(Box<NewEntry>),
    /// All that is wrong with the row.
    Refused(Vec<RowProblem>),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    #[error(transparent)]
    Cell(#[from] Invalid),
    #[error("the number can mean {0}; write one of them")]
    Ambiguous(String),
    #[error("the index has no publication of {0}; write the number of a publication with its kind code")]
    NoPublication(Number),
    #[error("neither the row nor the import names terms")]
    NoTerms,
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl ImportPlan {
    /// Whether no row is refused, so that it can be applied.
    pub fn can_be_applied(&self) -> bool {
        !self.rows.iter().any(|row| matches!(row.outcome, RowOutcome::Refused(_)))
    }

    /// The batch that enters it, with a key of the caller's that keeps it from being entered twice.
    pub fn batch(&self, key: Option<BatchKey>) -> Batch {
        let entries = self.rows.iter().filter_map(|row| match &row.outcome {
            RowOutcome::WillEnter(entry) | RowOutcome::Unchanged(entry) => Some((**entry).clone()),
            RowOutcome::Refused(_) => None,
        });
        Batch { author: self.author.clone(), entries: entries.collect(), key }
    }
}

impl Commons {
    /// Reads a table and says what every row would do, without doing it. `lookup` gives the documents of the index that a
    /// number names: the publication itself, or all publications of an application or a grant.
    ///
    /// Enter the plan's batch with [`Commons::apply`], which judges every event again.
    pub fn plan_import(
        &self,
        table: &[u8],
        format: ImportFormat,
        author: &Author,
        defaults: &ImportDefaults,
        lookup: &dyn Fn(&Number) -> Vec<FoundDocument>,
    ) -> Result<Result<ImportPlan, ImportError>, Error> {
        let read = decode(table).and_then(|(text, encoding)| Ok((table::rows(&text, format)?, encoding)));
        let (raw, encoding) = match read {
            Ok(read) => read,
            Err(error) => return Ok(Err(error)),
        };
        let snapshot = self.snapshot()?;
        let planner = Planner { snapshot: &snapshot, defaults, lookup };
        let mut seen: HashMap<PublicationNumber, u64> = HashMap::new();
        let mut rows: Vec<PlannedRow> = raw
            .iter()
            .map(|(line, raw)| match raw.read() {
                Ok(row) => planner.row(*line, &row, &mut seen),
                Err(problems) => unreadable(*line, raw.number.clone().unwrap_or_default(), problems),
            })
            .collect();
        self.judge(&mut rows, author)?;
        Ok(Ok(ImportPlan { rows, encoding, author: author.clone(), revision: snapshot.revision() }))
    }

    /// Asks the ledger's rules about the events, in their order.
    fn judge(&self, rows: &mut [PlannedRow], author: &Author) -> Result<(), Error> {
        let entry = |row: &PlannedRow| match &row.outcome {
            RowOutcome::WillEnter(entry) => Some((**entry).clone()),
            _ => None,
        };
        let entries = rows.iter().filter_map(entry).collect();
        let planned = self.plan(&Batch { author: author.clone(), entries, key: None })?;
        let waiting = rows.iter_mut().filter(|row| matches!(row.outcome, RowOutcome::WillEnter(_)));
        for (row, effect) in waiting.zip(planned.effects) {
            let RowOutcome::WillEnter(entry) = &row.outcome else { continue };
            match effect {
                Ok(Effect::Changes) => {}
                Ok(Effect::Nothing) => row.outcome = RowOutcome::Unchanged(entry.clone()),
                Err(refusal) => row.outcome = RowOutcome::Refused(vec![refusal.into()]),
            }
        }
        Ok(())
    }
}

fn unreadable(line: u64, given: String, problems: Vec<Invalid>) -> PlannedRow {
    PlannedRow {
        line,
        given,
        number: RowNumber::Unreadable,
        status: None,
        conflicts: Vec::new(),
        last_entry: None,
        outcome: RowOutcome::Refused(problems.into_iter().map(RowProblem::Cell).collect()),
    }
}

struct Planner<'p> {
    snapshot: &'p Snapshot,
    defaults: &'p ImportDefaults,
    lookup: &'p dyn Fn(&Number) -> Vec<FoundDocument>,
}

impl Planner<'_> {
    fn row(&self, line: u64, row: &Row, seen: &mut HashMap<PublicationNumber, u64>) -> PlannedRow {
        let (number, document) = match read_number(&row.number) {
            Ok(reading) => self.recognised(&reading),
            Err(problem) => return unreadable(line, row.number.clone(), vec![problem]),
        };
        let mut planned = PlannedRow {
            line,
            given: row.number.clone(),
            number,
            status: None,
            conflicts: Vec::new(),
            last_entry: None,
            outcome: RowOutcome::Refused(Vec::new()),
        };
        planned.outcome = match &planned.number {
            RowNumber::One { patent, .. } => {
                let own =
                    |status: &&LegalStatus| status.territory.is_none_or(|place| place == patent.office());
                let statuses = document.as_ref().map(|document| &document.statuses[..]).unwrap_or_default();
                planned.status = statuses.iter().filter(own).max_by_key(|status| status.as_of).cloned();
                planned.conflicts = self.conflicts(patent, row, planned.status.as_ref());
                planned.last_entry = self.last_entry(patent);
                if let Some(earlier) = seen.get(patent) {
                    planned.conflicts.push(Conflict::SameAsLine(*earlier));
                }
                seen.entry(patent.clone()).or_insert(line);
                self.outcome(patent, row, document.and_then(|document| document.application))
            }
            RowNumber::Ambiguous(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                RowOutcome::Refused(vec![RowProblem::Ambiguous(numbers.join(", "))])
            }
            RowNumber::NoPublication(number) => {
                RowOutcome::Refused(vec![RowProblem::NoPublication(number.clone())])
            }
            RowNumber::Unreadable => RowOutcome::Refused(Vec::new()),
        };
        planned
    }

    /// The one publication that a number means: the document of the index, the granted one where the index has several
    /// publications of one application, or else the number as it was given if it is a publication's with its kind.
    fn recognised(&self, reading: &NumberReading) -> (RowNumber, Option<FoundDocument>) {
        let numbers = reading.numbers();
        let mut found: Vec<FoundDocument> = numbers.iter().flat_map(|number| (self.lookup)(number)).collect();
        found.sort_by(|a, b| a.publication.cmp(&b.publication));
        found.dedup_by(|a, b| a.publication == b.publication);
        if let [number] = numbers
            && let Some(document) = of_one_application(&found)
        {
            let is_meant = match number {
                Number::Publication(given) => given.kind().is_none() || *given == document.publication,
                Number::Application(_) | Number::Grant(_) => true,
            };
            if is_meant {
                let patent = document.publication.clone();
                return (RowNumber::One { patent, is_in_index: true }, Some(document.clone()));
            }
        }
        let publications = || found.iter().map(|document| Number::Publication(document.publication.clone()));
        let number = match numbers {
            [Number::Publication(given)] if given.kind().is_some() && found.is_empty() => {
                RowNumber::One { patent: given.clone(), is_in_index: false }
            }
            [number] if found.is_empty() => match number {
                Number::Grant(grant) if !grant.publications().is_empty() => {
                    RowNumber::Ambiguous(grant.publications().into_iter().map(Number::Publication).collect())
                }
                _ => RowNumber::NoPublication(number.clone()),
            },
            _ if found.is_empty() => RowNumber::Ambiguous(numbers.to_vec()),
            _ => RowNumber::Ambiguous(publications().collect()),
        };
        (number, None)
    }

    fn last_entry(&self, patent: &PublicationNumber) -> Option<u64> {
        let place = self.snapshot.place(patent)?;
        self.snapshot.entries_at(place).last().map(|entry| entry.number)
    }

    fn conflicts(
        &self,
        patent: &PublicationNumber,
        row: &Row,
        status: Option<&LegalStatus>,
    ) -> Vec<Conflict> {
        if row.action == ImportAction::Withdraw {
            return Vec::new();
        }
        let from = row.from.unwrap_or(self.defaults.from);
        let history = self.snapshot.history(patent, self.snapshot.revision());
        let ended = status.map(|status| status.state);
        let ended = ended.filter(|state| !matches!(state, LegalState::InForce | LegalState::Pending));
        let others = history.listings(from).into_iter().filter_map(|(provider, state)| match state {
            ListingState::Current(_) if *provider != self.defaults.provider => {
                Some(Conflict::ListedByAnother(provider.clone()))
            }
            _ => None,
        });
        let licences = history.licences(from);
        let licences =
            licences.iter().map(|licence| Conflict::ExclusiveLicence { since: licence.entry.valid.from });
        let undeclared = row.licence == crate::DeclaredLicence::Unknown;
        ended
            .map(Conflict::NotInForce)
            .into_iter()
            .chain(others)
            .chain(licences)
            .chain(undeclared.then_some(Conflict::LicenceNotDeclared))
            .collect()
    }

    fn outcome(
        &self,
        patent: &PublicationNumber,
        row: &Row,
        application: Option<ApplicationNumber>,
    ) -> RowOutcome {
        let provider = self.defaults.provider.clone();
        let patent = patent.clone();
        let event = match row.action {
            ImportAction::Withdraw => {
                Event::ListingWithdrawn { provider, patent, reason: row.reason.clone() }
            }
            ImportAction::List | ImportAction::Change => {
                let Some(terms) = self.terms(row) else {
                    return RowOutcome::Refused(vec![RowProblem::NoTerms]);
                };
                let offer = Box::new(Offer {
                    terms,
                    application,
                    exclusive_licence: row.licence.clone(),
                    contact: row.contact.clone().map(contact_at),
                    verification: row.verification.clone(),
                    readiness: row.readiness,
                });
                match row.action {
                    ImportAction::Change => Event::ListingChanged { provider, patent, offer },
                    _ => Event::PatentListed { provider, patent, offer },
                }
            }
        };
        let valid = Period { from: row.from.unwrap_or(self.defaults.from), to: row.to };
        let evidence = row.evidence.clone().or_else(|| self.defaults.evidence.clone());
        RowOutcome::WillEnter(Box::new(NewEntry { event, valid, evidence, origin: None }))
    }

    /// The row's terms in its version, in the last one where it names none, or the terms of the import.
    fn terms(&self, row: &Row) -> Option<TermsVersion> {
        match &row.terms {
            None => self.defaults.terms.clone(),
            Some(terms) => {
                let last = || self.snapshot.register().last_version(terms).max(1);
                Some(TermsVersion { terms: terms.clone(), version: row.version.unwrap_or_else(last) })
            }
        }
    }
}

/// The only document, or of publications of one application the granted one, if there is one such: it is the right.
fn of_one_application(found: &[FoundDocument]) -> Option<&FoundDocument> {
    let (first, others) = found.split_first()?;
    if others.is_empty() {
        return Some(first);
    }
    let is_same =
        |other: &FoundDocument| other.application.is_some() && other.application == first.application;
    let is_granted =
        |document: &&FoundDocument| document.publication.kind().is_some_and(|kind| kind.letter() == 'B');
    let mut granted = found.iter().filter(is_granted);
    match (others.iter().all(is_same), granted.next(), granted.next()) {
        (true, Some(granted), None) => Some(granted),
        _ => None,
    }
}
