//! How often patents of the ledger are looked at: counts alone, nothing of who looked.

use std::collections::HashMap;

use model::PublicationNumber;
use rusqlite::OptionalExtension;

use crate::{Commons, Error, Instant};

/// What is known of how often patents were looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Views {
    /// When counting began; none where nobody has looked at any patent yet.
    pub since: Option<Instant>,
    /// Looks by patent, for those that were looked at.
    pub counts: HashMap<PublicationNumber, u64>,
}

impl Commons {
    /// Adds looks to those that were counted before, all or none.
    pub fn add_views(&self, looks: &HashMap<PublicationNumber, u64>) -> Result<(), Error> {
        self.write(|transaction| {
            let began = "INSERT INTO view_counting (only, since) VALUES (1, ?1) ON CONFLICT DO NOTHING";
            self.in_file(transaction.execute(began, [self.now().to_string()]))?;
            let add = "INSERT INTO view_count (patent, n) VALUES (?1, ?2) \
                       ON CONFLICT (patent) DO UPDATE SET n = n + excluded.n";
            let mut add = self.in_file(transaction.prepare(add))?;
            for (patent, n) in looks {
                let n = i64::try_from(*n).unwrap_or(i64::MAX);
                self.in_file(add.execute((patent.to_string(), n)))?;
            }
            Ok(())
        })
    }

    pub fn views(&self) -> Result<Views, Error> {
        self.read(|connection| {
            let since = connection.query_row("SELECT since FROM view_counting", [], |row| row.get(0));
            let since: Option<String> = self.in_file(since.optional())?;
            let mut statement = self.in_file(connection.prepare("SELECT patent, n FROM view_count"))?;
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?));
            let rows = self.in_file(statement.query_map([], read))?;
            let mut counts = HashMap::new();
            for row in rows {
                let (patent, n) = self.in_file(row)?;
                counts.insert(patent.parse()?, u64::try_from(n).unwrap_or(0));
            }
            Ok(Views { since: since.map(|since| since.parse()).transpose()?, counts })
        })
    }
}
