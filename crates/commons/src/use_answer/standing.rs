//! Whether a right is in force somewhere on a day, from what sources and the ledger say; never guessed.

use model::{Date, LegalState, LegalStatus, OfficeCode, PublicationNumber};

use super::Reason;
use crate::{Day, Entry, History};

/// Offices whose patents have effect in several states, or whose applications lead to patents of others: their number
/// alone does not tell where there is a right.
const REGIONAL: [&str; 8] = ["AP", "EA", "EM", "EP", "GC", "OA", "QZ", "WO"];

/// What the caller knows of the right besides the ledger.
#[derive(Debug, Clone, Copy)]
pub struct LegalKnowledge<'k> {
    /// What sources say of the publication, such as the index's document; empty where they say nothing.
    pub statuses: &'k [LegalStatus],
    pub family: Family<'k>,
}

/// The other publications of the family.
#[derive(Debug, Clone, Copy)]
pub enum Family<'k> {
    NotLookedUp,
    Members(&'k [PublicationNumber]),
}

/// The legal standing of a right in a territory on a day.
#[derive(Debug, Clone, Copy)]
pub enum Standing<'s> {
    InForce { as_of: Option<Date>, entry: Option<&'s Entry> },
    Pending { as_of: Option<Date> },
    NotInForce { state: LegalState, since: Option<Date>, entry: Option<&'s Entry> },
    NoRightThere { office: OfficeCode, territory: OfficeCode },
    Unknown,
}

impl LegalKnowledge<'_> {
    /// Nothing is known but what the ledger says.
    pub const NONE: Self = Self { statuses: &[], family: Family::NotLookedUp };

    /// The last word on the territory that is not later than the day; the ledger's, where both are of one day.
    ///
    /// A status of a later day says nothing of an earlier one, and one without a day yields to every dated one.
    pub fn standing<'s>(&self, history: &History<'s>, territory: OfficeCode, on: Day) -> Standing<'s> {
        let office = history.patent.office();
        if !may_reach(office, territory) {
            return Standing::NoRightThere { office, territory };
        }
        let of_ledger = history.right_change(territory, on);
        let stated = self.statuses.iter().filter(|status| {
            status.territory.unwrap_or(office) == territory
                && status.as_of.is_none_or(|as_of| as_of.last_day() <= on.date())
        });
        let stated = stated.max_by_key(|status| status.as_of);
        match (of_ledger, stated) {
            (Some(change), stated)
                if stated.and_then(|status| status.as_of) <= Some(change.entry.valid.from.date()) =>
            {
                let (day, entry) = (Some(change.entry.valid.from.date()), Some(change.entry));
                match change.lapsed {
                    Some(state) => Standing::NotInForce { state, since: day, entry },
                    None => Standing::InForce { as_of: day, entry },
                }
            }
            (_, Some(status)) => match status.state {
                LegalState::InForce => Standing::InForce { as_of: status.as_of, entry: None },
                LegalState::Pending => Standing::Pending { as_of: status.as_of },
                state => Standing::NotInForce { state, since: status.as_of, entry: None },
            },
            (_, None) => Standing::Unknown,
        }
    }
}

impl<'s> Standing<'s> {
    /// The reason of the first row, if there is no right.
    pub(super) fn no_right(&self) -> Option<Reason> {
        match *self {
            Self::NotInForce { state, since, .. } => Some(Reason::RightNotInForce { state, since }),
            Self::NoRightThere { office, territory } => Some(Reason::NoRightThere { office, territory }),
            _ => None,
        }
    }

    pub(super) fn entry(&self) -> Option<&'s Entry> {
        match *self {
            Self::InForce { entry, .. } | Self::NotInForce { entry, .. } => entry,
            _ => None,
        }
    }
}

/// Whether a right of the office can have effect in the territory: its own, or of a regional office.
pub(crate) fn may_reach(office: OfficeCode, territory: OfficeCode) -> bool {
    office == territory || REGIONAL.contains(&office.as_str())
}
