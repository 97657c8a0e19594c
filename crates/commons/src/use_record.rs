//! "We use this in research": a voluntary record, so that a withdrawal surprises nobody and providers see that their
//! patents matter. Counts are public, persons are not; a deletion takes the person out and keeps the count.

use model::{Invalid, PublicationNumber};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::{
    Author, Commons, Day, Email, Error, Secret, Use,
    account::{hash, hash_of_nobody, random_text, verifies},
    provider::check_note,
    text_form::invalid,
};

/// Digits of the random part of a reference.
const REFERENCE_BYTES: usize = 6;

/// What a user registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUseRecord {
    pub patent: PublicationNumber,
    pub purpose: Use,
    pub since: Day,
    /// Who it is, if the user says so.
    pub person: Option<Person>,
}

/// The private part of a record of use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// What it is used for, in the user's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
}

/// What the user keeps.
#[derive(Debug)]
pub struct Receipt {
    /// The number by which the record is named: `U-` and twelve digits.
    pub reference: String,
    /// What deletes it: shown once, only its hash is kept.
    pub key: Secret,
}

/// How many records of use a patent has: all of them, deleted ones too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseCount {
    pub patent: PublicationNumber,
    pub purpose: Use,
    pub n_records: u64,
}

/// Whom to tell of a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registrant {
    pub reference: String,
    pub purpose: Use,
    pub since: Day,
    pub person: Person,
}

impl Person {
    fn check(&self) -> Result<(), Invalid> {
        for (what, text) in [("name", &self.name), ("statement", &self.statement)] {
            if let Some(text) = text {
                check_note(what, text)?;
            }
        }
        Ok(())
    }
}

impl Commons {
    /// Registers a use of a patent that the ledger knows, begun on a day that is not in the future.
    pub fn register_use(&self, new: &NewUseRecord) -> Result<Receipt, Error> {
        let today = self.now().day();
        if today < new.since {
            let reason = format!("a use has begun; today is {today}");
            return Err(invalid("beginning of use", &new.since.to_string(), reason).into());
        }
        if self.snapshot()?.place(&new.patent).is_none() {
            return Err(Error::Unknown { what: "listing of", name: new.patent.to_string() });
        }
        if let Some(person) = &new.person {
            person.check()?;
        }
        let person = new.person.as_ref().map(serde_json::to_string).transpose();
        let person = person.map_err(|error| invalid("person", "", error.to_string()))?;
        let (reference, key) = (format!("U-{}", random_text(REFERENCE_BYTES)?), random_text(16)?);
        let key_hash = hash(&key)?;
        self.write(|transaction| {
            let insert = "INSERT INTO use_record \
                          (reference, patent, purpose, since, registered, person, key_hash) \
                          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            let (patent, since) = (new.patent.to_string(), new.since.to_string());
            let registered = self.now().to_string();
            let values = (&reference, patent, new.purpose.as_str(), since, registered, person, key_hash);
            self.in_file(transaction.execute(insert, values))
        })?;
        Ok(Receipt { reference, key: Secret::new(key) })
    }

    /// Takes the person out of a record for good, at the request of who has its key. A wrong reference, a wrong key and a
    /// record that is deleted already are not told apart.
    pub fn delete_use(&self, reference: &str, key: &str) -> Result<(), Error> {
        let hash = self.read(|connection| {
            let select = "SELECT key_hash FROM use_record WHERE reference = ?1";
            let row = connection.query_row(select, [reference], |row| row.get::<_, Option<String>>(0));
            Ok(self.in_file(row.optional())?.flatten())
        })?;
        let compared = match &hash {
            Some(hash) => hash.as_str(),
            None => hash_of_nobody()?,
        };
        let is_right = verifies(key, compared);
        if hash.is_none() || !is_right {
            return Err(Error::Unknown { what: "record of use with that key,", name: reference.to_owned() });
        }
        self.erase_use(reference)
    }

    /// The same at a request that reached an administrator in another way.
    pub fn delete_use_as(&self, by: &Author, reference: &str) -> Result<(), Error> {
        if !by.is_administrator() {
            let reason = "it is for administrators and for who has the key";
            return Err(Error::Forbidden { account: by.account().clone(), reason });
        }
        self.erase_use(reference)
    }

    fn erase_use(&self, reference: &str) -> Result<(), Error> {
        self.write(|transaction| {
            let update = "UPDATE use_record SET person = NULL, key_hash = NULL, deleted = ?2 \
                          WHERE reference = ?1 AND deleted IS NULL";
            let values = (reference, self.now().to_string());
            match self.in_file(transaction.execute(update, values))? {
                0 => Err(Error::Unknown { what: "record of use", name: reference.to_owned() }),
                _ => Ok(()),
            }
        })?;
        self.forget_what_was_overwritten()
    }

    /// Counts by patent and purpose, of one patent or of all.
    pub fn use_counts(&self, patent: Option<&PublicationNumber>) -> Result<Vec<UseCount>, Error> {
        self.read(|connection| {
            let select = "SELECT patent, purpose, count(*) FROM use_record \
                          WHERE ?1 IS NULL OR patent = ?1 GROUP BY patent, purpose ORDER BY patent, purpose";
            let mut statement = self.in_file(connection.prepare(select))?;
            let read = |row: &rusqlite::Row<'_>| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, u64>(2)?))
            };
            let rows = self.in_file(statement.query_map([patent.map(ToString::to_string)], read))?;
            let count = |row: rusqlite::Result<(String, String, u64)>| {
                let (patent, purpose, n_records) = self.in_file(row)?;
                Ok(UseCount { patent: patent.parse()?, purpose: purpose.parse()?, n_records })
            };
            rows.map(count).collect()
        })
    }

    /// Those who registered a use of a patent and said who they are: for administrators, who tell them of a withdrawal.
    pub fn registrants(&self, by: &Author, patent: &PublicationNumber) -> Result<Vec<Registrant>, Error> {
        if !by.is_administrator() {
            let reason = "persons behind records of use are not shown to providers";
            return Err(Error::Forbidden { account: by.account().clone(), reason });
        }
        self.read(|connection| {
            let select = "SELECT reference, purpose, since, person FROM use_record \
                          WHERE patent = ?1 AND person IS NOT NULL ORDER BY registered, reference";
            let mut statement = self.in_file(connection.prepare(select))?;
            type Row = (String, String, String, String);
            let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Row> {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            };
            let rows = self.in_file(statement.query_map([patent.to_string()], read))?;
            let registrant = |row: rusqlite::Result<Row>| {
                let (reference, purpose, since, person) = self.in_file(row)?;
                let person = serde_json::from_str(&person)
                    .map_err(|error| invalid("person", &reference, error.to_string()))?;
                Ok(Registrant { reference, purpose: purpose.parse()?, since: since.parse()?, person })
            };
            rows.map(registrant).collect()
        })
    }
}
