//! Objects of which every version is kept: needs and fields.

use rusqlite::{Connection, OptionalExtension};
use serde::{Serialize, de::DeserializeOwned};

use crate::{AccountId, Author, Commons, Error, Instant, text_form::invalid};

/// Where a sort of object is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shelf {
    /// The word of messages, of the table of objects, and of the column that names the object in the table of versions.
    pub(crate) noun: &'static str,
}

/// One version of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version<T> {
    /// The object's name.
    pub id: String,
    /// From 1.
    pub version: u32,
    pub owner: AccountId,
    pub saved: Instant,
    pub content: T,
}

impl Commons {
    /// Saves the version after `expected`; 0 makes the object, which is then its author's. Only the owner and administrators
    /// save later ones. A version that others have saved meanwhile is not overwritten.
    pub(crate) fn save_version<T: Serialize>(
        &self,
        shelf: Shelf,
        by: &Author,
        id: &str,
        expected: u32,
        content: &T,
    ) -> Result<u32, Error> {
        let Shelf { noun } = shelf;
        let body = serde_json::to_string(content).map_err(|error| invalid(noun, id, error.to_string()))?;
        self.write(|transaction| {
            let owner = self.owner_in(transaction, shelf, id)?;
            let version = self.last_version(transaction, shelf, id)?;
            match owner {
                None if expected == 0 => {
                    let insert = format!("INSERT INTO {noun} (id, owner) VALUES (?1, ?2)");
                    self.in_file(transaction.execute(&insert, (id, by.account().as_str())))?;
                }
                None => return Err(Error::Unknown { what: noun, name: id.to_owned() }),
                Some(owner) if owner != *by.account() && !by.is_administrator() => {
                    return Err(not_the_owner(by));
                }
                Some(_) if expected == 0 => return Err(Error::Taken { what: noun, name: id.to_owned() }),
                Some(_) if expected != version => {
                    return Err(Error::Outdated { what: noun, name: id.to_owned(), version, expected });
                }
                Some(_) => {}
            }
            let insert =
                format!("INSERT INTO {noun}_version ({noun}, version, saved, body) VALUES (?1, ?2, ?3, ?4)");
            self.in_file(transaction.execute(&insert, (id, version + 1, self.now().to_string(), body)))?;
            Ok(version + 1)
        })
    }

    /// One version of an object, the last where none is asked for.
    pub(crate) fn version<T: DeserializeOwned>(
        &self,
        shelf: Shelf,
        id: &str,
        version: Option<u32>,
    ) -> Result<Option<Version<T>>, Error> {
        let found = self.versions_where(shelf, "id = ?1 AND (?2 IS NULL OR version = ?2)", id, version)?;
        Ok(found.into_iter().next_back())
    }

    /// The last version of every object, by name.
    pub(crate) fn last_versions<T: DeserializeOwned>(&self, shelf: Shelf) -> Result<Vec<Version<T>>, Error> {
        let Shelf { noun } = shelf;
        let last = format!(
            "?1 = '' AND ?2 IS NULL AND \
             version = (SELECT max(version) FROM {noun}_version AS other WHERE other.{noun} = id)"
        );
        self.versions_where(shelf, &last, "", None)
    }

    fn versions_where<T: DeserializeOwned>(
        &self,
        shelf: Shelf,
        condition: &str,
        id: &str,
        version: Option<u32>,
    ) -> Result<Vec<Version<T>>, Error> {
        let Shelf { noun } = shelf;
        let select = format!(
            "SELECT id, version, owner, saved, body FROM {noun} JOIN {noun}_version ON {noun} = id \
             WHERE {condition} ORDER BY id, version"
        );
        type Row = (String, u32, String, String, String);
        let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Row> {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        };
        self.read(|connection| {
            let mut statement = self.in_file(connection.prepare(&select))?;
            let rows = self.in_file(statement.query_map((id, version), read))?;
            rows.map(|row| {
                let (id, version, owner, saved, body) = self.in_file(row)?;
                let content =
                    serde_json::from_str(&body).map_err(|error| invalid(noun, &id, error.to_string()))?;
                Ok(Version { id, version, owner: owner.parse()?, saved: saved.parse()?, content })
            })
            .collect()
        })
    }

    /// Removes an object with all its versions: its owner and administrators only.
    pub(crate) fn remove_object(&self, shelf: Shelf, by: &Author, id: &str) -> Result<(), Error> {
        let Shelf { noun } = shelf;
        self.write(|transaction| {
            let unknown = || Error::Unknown { what: noun, name: id.to_owned() };
            let owner = self.owner_in(transaction, shelf, id)?.ok_or_else(unknown)?;
            if owner != *by.account() && !by.is_administrator() {
                return Err(not_the_owner(by));
            }
            self.in_file(transaction.execute(&format!("DELETE FROM {noun} WHERE id = ?1"), [id]))?;
            Ok(())
        })?;
        self.forget_what_was_overwritten()
    }

    fn owner_in(&self, connection: &Connection, shelf: Shelf, id: &str) -> Result<Option<AccountId>, Error> {
        let select = format!("SELECT owner FROM {} WHERE id = ?1", shelf.noun);
        let owner = connection.query_row(&select, [id], |row| row.get::<_, String>(0)).optional();
        Ok(self.in_file(owner)?.map(|owner| owner.parse()).transpose()?)
    }

    fn last_version(&self, connection: &Connection, shelf: Shelf, id: &str) -> Result<u32, Error> {
        let Shelf { noun } = shelf;
        let select = format!("SELECT coalesce(max(version), 0) FROM {noun}_version WHERE {noun} = ?1");
        self.in_file(connection.query_row(&select, [id], |row| row.get(0)))
    }
}

fn not_the_owner(by: &Author) -> Error {
    Error::Forbidden { account: by.account().clone(), reason: "only its owner changes it" }
}
