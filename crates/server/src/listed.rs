//! The condition `commons:…` of a search: which listings of the ledger it asks for.

use std::{
    collections::VecDeque,
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
};

use commons::{
    Asked, Commons, Day, Known, ListedPatents, ListingFilter, PackageId, Prefecture, ProviderId, Required,
    TermsId, Use, User, UserKind,
};
use model::{OfficeCode, PublicationNumber};
use query::{PatentSet, PatentSets, WrongCondition};

use crate::request::did_you_mean;

/// What a value may name besides a purpose, each as `name=value`.
pub(crate) const NAMES: [&str; 11] = [
    "user",
    "residence",
    "territory",
    "terms",
    "provider",
    "region",
    "tlo",
    "package",
    "asof",
    "state",
    "revision",
];

/// Sets of earlier revisions that are kept: those of a report's conditions.
const KEPT: usize = 8;

/// The ledger as searches join it.
struct LedgerSets {
    commons: Arc<Commons>,
    /// A set of an earlier revision never changes, and is read from the ledger's file again.
    earlier: Mutex<VecDeque<(Condition, Arc<ListedPatents>)>>,
}

/// What a value asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Condition {
    filter: ListingFilter,
    /// The revision of the ledger by which it is answered; the last one where none is named.
    revision: Option<u64>,
}

/// The patents of one condition.
struct LedgerSet {
    name: String,
    patents: Arc<ListedPatents>,
}

/// The ledger as the sets that [`query::join`] joins to a generation.
pub fn ledger_sets(commons: Arc<Commons>) -> Arc<dyn PatentSets> {
    Arc::new(LedgerSets { commons, earlier: Mutex::default() })
}

impl PatentSets for LedgerSets {
    fn set(&self, value: &str) -> Result<Arc<dyn PatentSet>, WrongCondition> {
        let condition = read(value, self.commons.now().day())?;
        // A file that cannot be read is told as what it is; the search cannot be answered without it.
        let failed = |error: commons::Error| WrongCondition { message: error.to_string(), suggestion: None };
        let patents = self.patents(&condition).map_err(failed)?;
        let name = format!("{:?} at revision {}", condition.filter, patents.snapshot().revision());
        Ok(Arc::new(LedgerSet { name, patents }))
    }
}

impl LedgerSets {
    fn patents(&self, condition: &Condition) -> Result<Arc<ListedPatents>, commons::Error> {
        let Some(revision) = condition.revision else { return self.commons.listed(&condition.filter) };
        // A lock whose holder panicked guards whole sets.
        let earlier = || self.earlier.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, patents)) = earlier().iter().find(|(of, _)| of == condition) {
            return Ok(patents.clone());
        }
        let snapshot = self.commons.snapshot_at(Known::Revision(revision))?;
        let patents = Arc::new(snapshot.listed(&condition.filter));
        let mut kept = earlier();
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back((condition.clone(), patents.clone()));
        Ok(patents)
    }
}

impl PatentSet for LedgerSet {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn each(&self, take: &mut dyn FnMut(&PublicationNumber)) {
        self.patents.numbers().for_each(take);
    }
}

/// Reads `research user=company territory=JP asof=2026-01-01`: a purpose and names with values, in any order; `any` is
/// whatever is listed. A user without a `residence` has its seat in Japan.
fn read(value: &str, today: Day) -> Result<Condition, WrongCondition> {
    let mut filter = ListingFilter::on(today);
    let mut revision = None;
    let mut user: Option<UserKind> = None;
    let mut residence = Some(OfficeCode::JP);
    for part in value.split([' ', ',', '\u{3000}']).filter(|part| !part.is_empty()) {
        let Some((name, value)) = part.split_once('=') else {
            if part != "any" {
                filter.asked.purpose = Some(word("use", part, Use::ALL.iter().map(|word| word.as_str()))?);
            }
            continue;
        };
        match name {
            "user" => user = Some(word(name, value, UserKind::ALL.iter().map(|word| word.as_str()))?),
            "residence" => residence = Some(read_value(name, value)?),
            "territory" => filter.asked.territory = Some(read_value(name, value)?),
            "terms" => match value.split_once('@') {
                Some((terms, version)) => {
                    filter.terms = Some(read_value::<TermsId>(name, terms)?);
                    filter.version = Some(read_value(name, version)?);
                }
                None => filter.terms = Some(read_value(name, value)?),
            },
            "provider" => filter.provider = Some(read_value::<ProviderId>(name, value)?),
            "region" => filter.prefecture = Some(read_value::<Prefecture>(name, value)?),
            "tlo" => filter.represented_by = Some(read_value::<ProviderId>(name, value)?),
            "package" => filter.package = Some(read_value::<PackageId>(name, value)?),
            "asof" => filter.on = read_value(name, value)?,
            "state" => filter.required = state(value)?,
            "revision" => revision = Some(read_value::<u64>(name, value)?),
            _ => return Err(unknown("name", name, NAMES.into_iter())),
        }
    }
    filter.asked = Asked { user: user.map(|kind| User { kind, residence }), ..filter.asked };
    Ok(Condition { filter, revision })
}

fn state(value: &str) -> Result<Required, WrongCondition> {
    match value {
        "listed" => Ok(Required::Listed),
        "open" => Ok(Required::Open),
        _ => Err(unknown("state", value, ["listed", "open"].into_iter())),
    }
}

fn word<T: FromStr>(
    what: &str,
    written: &str,
    words: impl Iterator<Item = &'static str> + Clone,
) -> Result<T, WrongCondition> {
    written.parse().map_err(|_| unknown(what, written, words))
}

fn unknown(what: &str, written: &str, words: impl Iterator<Item = &'static str> + Clone) -> WrongCondition {
    let list: Vec<&str> = words.clone().collect();
    let message = format!("{written:?} is no {what} of the commons; expected one of {}", list.join(", "));
    WrongCondition { message, suggestion: did_you_mean(written, words) }
}

fn read_value<T: FromStr>(name: &str, written: &str) -> Result<T, WrongCondition>
where
    T::Err: std::fmt::Display,
{
    let wrong = |error: T::Err| WrongCondition { message: format!("{name}: {error}"), suggestion: None };
    written.parse().map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        "2026-01-31".parse().unwrap()
    }

    #[test]
    fn a_purpose_and_names_are_read_in_any_order() {
        let filter = read("asof=2025-12-30, research user=company　territory=JP", today()).unwrap().filter;
        assert_eq!(filter.on.to_string(), "2025-12-30");
        assert_eq!(filter.asked.purpose, Some(Use::Research));
        let user = User { kind: UserKind::Company, residence: Some(OfficeCode::JP) };
        assert_eq!((filter.asked.user, filter.asked.territory), (Some(user), Some(OfficeCode::JP)));
        assert_eq!(filter.required, Required::Listed);
        let any = Condition { filter: ListingFilter::on(today()), revision: None };
        assert_eq!(read("any", today()).unwrap(), any);
        assert_eq!(read("any revision=7", today()).unwrap(), Condition { revision: Some(7), ..any });
        let filter = read("terms=model-research@2 region=宮城県 state=open", today()).unwrap().filter;
        assert_eq!((filter.version, filter.required), (Some(2), Required::Open));
        assert_eq!(filter.prefecture, Some("04".parse().unwrap()));
    }

    #[track_caller]
    fn check_wrong(value: &str, said: &str, suggestion: Option<&str>) {
        let wrong = read(value, today()).unwrap_err();
        assert!(wrong.message.contains(said), "{value}: {}", wrong.message);
        assert_eq!(wrong.suggestion.as_deref(), suggestion, "{value}");
    }

    #[test]
    fn what_cannot_be_read_is_told_with_what_may_be_meant() {
        check_wrong("reserch", "no use of the commons", Some("research"));
        check_wrong("research user=compny", "no user of the commons", Some("company"));
        check_wrong("usr=company", "no name of the commons", Some("user"));
        check_wrong("asof=soon", "asof", None);
        check_wrong("state=green", "listed, open", None);
        check_wrong("revision=last", "revision", None);
    }
}
