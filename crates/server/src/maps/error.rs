//! Why a map or a report is not drawn.

use std::time::{Duration, Instant};

use query::QueryError;

use super::links::ADDRESSES_MAX_BYTES;
use crate::{
    HttpError,
    error::{Bilingual, Item, Place},
    search::timed_out,
};

/// Why a map or a report is not drawn.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error(
        "the query, repeated in the address of every mark, makes {bytes} bytes; the limit is {ADDRESSES_MAX_BYTES}: shorten the query"
    )]
    TooManyAddresses { bytes: usize },
    #[error("not made within {} seconds", limit.as_secs_f64())]
    TimedOut { limit: Duration },
}

/// When work is given up that nobody waits for any more.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    at: Instant,
    limit: Duration,
}

impl Deadline {
    pub(crate) fn after(limit: Duration) -> Self {
        Self { at: Instant::now() + limit, limit }
    }

    /// An error once it has passed.
    pub(crate) fn check(&self) -> Result<(), MapError> {
        if self.at < Instant::now() { Err(MapError::TimedOut { limit: self.limit }) } else { Ok(()) }
    }
}

impl From<MapError> for HttpError {
    fn from(error: MapError) -> Self {
        match error {
            MapError::Query(error) => error.into(),
            MapError::TooManyAddresses { bytes } => {
                let message = Bilingual::new(
                    format!(
                        "図の印はどれも検索式をアドレスに含むため、合わせて {bytes} バイトになります。上限は {ADDRESSES_MAX_BYTES} バイトです。検索式を短くするか、top を小さくしてください"
                    ),
                    format!("{error}, or take a smaller top"),
                );
                Self::invalid(vec![Item::new(
                    Place::Parameter("q".to_owned()),
                    "too-long-for-a-map",
                    message,
                )])
            }
            MapError::TimedOut { limit } => timed_out(limit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_passes() {
        assert!(Deadline::after(Duration::from_secs(3600)).check().is_ok());
        let limit = Duration::ZERO;
        let passed = Deadline { at: Instant::now().checked_sub(Duration::from_nanos(1)).unwrap(), limit };
        assert!(matches!(passed.check(), Err(MapError::TimedOut { .. })));
    }
}
