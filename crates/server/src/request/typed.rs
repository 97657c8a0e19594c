//! JSON to typed requests, and requests to what the ledger takes; what is wrong is told with its place.

use std::{fmt::Write, str::FromStr};

use model::Invalid;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use crate::{
    HttpError,
    error::{Bilingual, Item, Place, wrong},
};

/// A body in the form that a route takes.
pub(crate) fn typed<T: DeserializeOwned>(body: Value) -> Result<T, HttpError> {
    at(body, "")
}

/// A part of a request as the ledger's own type, by their common JSON form; `pointer` is the part's place.
pub(crate) fn to_ledger<T: DeserializeOwned>(part: &impl Serialize, pointer: &str) -> Result<T, HttpError> {
    // Plain structs with string keys: serialising them cannot fail.
    at(serde_json::to_value(part).unwrap_or_default(), pointer)
}

/// A text as what it names.
pub(crate) fn parsed<T: FromStr<Err = Invalid>>(text: &str, pointer: &str) -> Result<T, HttpError> {
    text.trim().parse().map_err(|invalid| wrong(&invalid, Place::Pointer(pointer.to_owned())))
}

/// The same where it may be absent or empty.
pub(crate) fn parsed_if_given<T: FromStr<Err = Invalid>>(
    text: Option<&str>,
    pointer: &str,
) -> Result<Option<T>, HttpError> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(|text| parsed(text, pointer)).transpose()
}

fn at<T: DeserializeOwned>(value: Value, base: &str) -> Result<T, HttpError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let pointer = format!("{base}{}", pointer(error.path()));
        let reason = error.inner().to_string();
        let place = if pointer.is_empty() { "/" } else { &pointer };
        let message =
            Bilingual::new(format!("{place} が読めません ({reason})"), format!("{place}: {reason}"));
        HttpError::invalid(vec![Item::new(Place::Pointer(pointer), "wrong-type", message)])
    })
}

/// RFC 6901.
fn pointer(path: &Path) -> String {
    path.iter().fold(String::new(), |mut pointer, segment| {
        // Writing to a string does not fail.
        _ = match segment {
            Segment::Seq { index } => write!(pointer, "/{index}"),
            Segment::Map { key } => write!(pointer, "/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { .. } | Segment::Unknown => Ok(()),
        };
        pointer
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::wire::{JoinRequest, ProfileBody};

    #[track_caller]
    fn check<T: DeserializeOwned + std::fmt::Debug>(read: Result<T, HttpError>, pointer: &str, said: &str) {
        let item = read.unwrap_err().items.swap_remove(0);
        assert_eq!(item.place, Place::Pointer(pointer.to_owned()), "{item:?}");
        assert!(item.message.english.contains(said), "{item:?}");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let body = json!({"id": "kita", "profile": {"names": {"ja": "北", "en": 3}, "kind": "x"}});
        check(typed::<JoinRequest>(body), "/profile/names/en", "expected a string");
        check(typed::<JoinRequest>(json!({"idd": 1})), "/idd", "unknown field");
        let profile: ProfileBody = serde_json::from_value(json!({
            "names": {"ja": "北", "en": "Kita"}, "kind": "university", "country": "JP",
            "contacts": [{"names": {"ja": "窓口", "en": "Desk"}, "email": "nobody"}],
        }))
        .unwrap();
        check(
            to_ledger::<commons::Profile>(&profile, "/profile"),
            "/profile/contacts/0/email",
            "name@domain",
        );
        check(parsed::<commons::Day>("soon", "/from"), "/from", "soon");
    }
}
