use std::{fmt, str::FromStr};

use commons::{Instant, RecordKey, RecordView};

use super::{
    Format,
    request::{RecordSet, Selection},
};

/// Where a list goes on. It says all that the rest depends on, so that the server remembers nothing, a token is good for as
/// long as the ledger is, and the same token gives the same records (section 3.5.1): those of one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) selection: Selection,
    pub(super) view: RecordView,
    /// The last record that was given.
    pub(super) after: RecordKey,
    /// Records that were given before.
    pub(super) n_given: u64,
    /// Records of the whole list.
    pub(super) n_records: u64,
}

impl fmt::Display for Token {
    /// Letters, digits and `-:/!`, which need no encoding in a query string.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Selection { format, set, from, until } = &self.selection;
        let bound = |bound: &Option<i64>| bound.map(|second| second.to_string()).unwrap_or_default();
        let set = set.as_ref().map(RecordSet::spec).unwrap_or_default();
        let (revision, at) = (self.view.revision, self.view.at.unix_ms());
        let (prefix, from, until) = (format.prefix(), bound(from), bound(until));
        let (given, total, after) = (self.n_given, self.n_records, &self.after);
        write!(f, "{revision}!{at}!{prefix}!{set}!{from}!{until}!{given}!{total}!{after}")
    }
}

/// The text is no token.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotAToken;

impl FromStr for Token {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let parts: Vec<&str> = text.split('!').collect();
        let [revision, at, prefix, set, from, until, given, total, after] = parts[..] else {
            return Err(NotAToken);
        };
        let bound = |written: &str| match written {
            "" => Ok(None),
            digits => digits.parse::<i64>().map(Some).map_err(|_| NotAToken),
        };
        let number = |written: &str| written.parse::<u64>().map_err(|_| NotAToken);
        let selection = Selection {
            format: Format::of_prefix(prefix).ok_or(NotAToken)?,
            set: match set {
                "" => None,
                spec => Some(RecordSet::of_spec(spec).ok_or(NotAToken)?),
            },
            from: bound(from)?,
            until: bound(until)?,
        };
        let at = Instant::from_unix_ms(at.parse().map_err(|_| NotAToken)?);
        Ok(Self {
            selection,
            view: RecordView { revision: number(revision)?, at },
            after: after.parse().map_err(|_| NotAToken)?,
            n_given: number(given)?,
            n_records: number(total)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_written_and_read_alike() {
        for text in [
            "7!1700000000000!oai_dc!!!!100!250!listings/aoba/JP-2010228687-A",
            "7!1!commons!provider:aoba!0!99!100!250!terms/open/1",
            "7!1!commons!field!!99!100!250!providers/aoba",
        ] {
            assert_eq!(text.parse::<Token>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "x",
            "7!1!marc!!!!1!2!providers/a",
            "7!1!oai_dc!!!!1!2!others/a",
            "-7!1!oai_dc!!!!1!2!providers/a",
        ] {
            assert_eq!(text.parse::<Token>(), Err(NotAToken), "{text}");
        }
    }
}
