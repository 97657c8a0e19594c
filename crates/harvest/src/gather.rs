//! One harvest of one node.

use commons::{
    Author, Commons, Event, HarvestProgress, Instant, Link, Period, Received, ReceivedContent, ReceivedEntry,
    RecordKey, SkippedRecord, UnderWay,
};

use crate::{Answer, Client, Element, FetchError, ReadError, Record};

/// Why a harvest did not come to its end. What was entered before stays, and the next harvest goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum HarvestError {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error("{url}: {source}")]
    Read { url: String, source: ReadError },
    #[error("{url} refuses: {message}")]
    Refused { url: String, message: String },
    #[error("{url} gives the same token again: the list would never end")]
    EndlessList { url: String },
    #[error(transparent)]
    Ledger(#[from] commons::Error),
}

/// What a harvest brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Harvested {
    pub n_records: usize,
    /// Entries that were entered.
    pub n_entered: usize,
    /// Records that said nothing new.
    pub n_known: usize,
    /// Records that this ledger does not take, each with the reason.
    pub skipped: Vec<SkippedRecord>,
    /// Records that could not be read.
    pub unreadable: Vec<UnreadableRecord>,
    /// Where the next harvest begins, by the node's clock.
    pub since: Option<Instant>,
}

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableRecord {
    pub identifier: String,
    pub reason: String,
}

/// How far a harvest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub n_records: usize,
    /// Of the whole list, where the node tells.
    pub list_size: Option<u64>,
}

/// Harvests a node: what has changed since the last whole harvest, or everything where `full`.
///
/// `node` is the node's address without `/oai`; it names the node in the ledger, so that a node that is harvested from
/// another address is another one. `tell` is called after each page.
pub fn harvest(
    commons: &Commons,
    by: &Author,
    node: &Link,
    full: bool,
    tell: &mut dyn FnMut(Progress),
) -> Result<Harvested, HarvestError> {
    let client = Client::default();
    let mut progress = if full { HarvestProgress::default() } else { commons.harvest_progress(node)? };
    let mut harvested = Harvested::default();
    loop {
        let url = next_url(node, &progress);
        let answer = Answer::read(&client.get(&url)?)
            .map_err(|source| HarvestError::Read { url: url.clone(), source })?;
        if answer.error("badResumptionToken").is_some() && progress.under_way.is_some() {
            // The node's ledger is another one than that of the token: the list is asked for again.
            progress.under_way = None;
            continue;
        }
        if let Some(error) = answer.errors.iter().find(|error| error.code != "noRecordsMatch") {
            return Err(HarvestError::Refused { url, message: error.to_string() });
        }
        let before = progress.under_way.take();
        if before.as_ref().is_some_and(|before| Some(&before.token) == answer.token.as_ref()) {
            return Err(HarvestError::EndlessList { url });
        }
        let begun = before.map_or(answer.response_date, |before| before.begun);
        match &answer.token {
            Some(token) => progress.under_way = Some(UnderWay { begun, token: token.clone() }),
            None => progress.since = Some(begun),
        }
        let records: Vec<Received> =
            answer.records.iter().filter_map(|record| received(record, &mut harvested)).collect();
        let taken = commons.take_over(by, node, &records, &progress)?;
        harvested.n_records += answer.records.len();
        harvested.n_entered += taken.n_entered;
        harvested.n_known += taken.n_known;
        harvested.skipped.extend(taken.skipped);
        harvested.since = progress.since;
        tell(Progress { n_records: harvested.n_records, list_size: answer.list_size });
        if progress.under_way.is_none() {
            return Ok(harvested);
        }
    }
}

fn next_url(node: &Link, progress: &HarvestProgress) -> String {
    let mut url = format!("{}/oai?verb=ListRecords", node.as_str().trim_end_matches('/'));
    match (&progress.under_way, progress.since) {
        (Some(under_way), _) => url.push_str(&format!("&resumptionToken={}", encoded(&under_way.token))),
        (None, since) => {
            url.push_str("&metadataPrefix=commons");
            if let Some(since) = since {
                // Of the second in which the last harvest began nothing is missed: it is asked for again.
                let written = since.to_string();
                let second = written.split('.').next().unwrap_or_default();
                url.push_str(&format!("&from={}Z", second.trim_end_matches('Z')));
            }
        }
    }
    url
}

/// Everything but the unreserved characters of RFC 3986.
fn encoded(text: &str) -> String {
    let encode = |b: u8| match b {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
        _ => format!("%{b:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// A record as the ledger takes it over; one that cannot be read is named in the result.
fn received(record: &Record, harvested: &mut Harvested) -> Option<Received> {
    match read(record) {
        Ok(received) => Some(received),
        Err(reason) => {
            harvested.unreadable.push(UnreadableRecord { identifier: record.identifier.clone(), reason });
            None
        }
    }
}

fn read(record: &Record) -> Result<Received, String> {
    let address: Link = record.identifier.parse().map_err(|error: model::Invalid| error.to_string())?;
    let (_, key) = record.identifier.rsplit_once("/commons/").ok_or("the identifier names no record")?;
    let key: RecordKey = key.parse().map_err(|error: model::Invalid| error.to_string())?;
    let content = if record.is_deleted {
        ReceivedContent::Deleted { changed: record.datestamp }
    } else {
        let metadata = record.metadata.as_ref().ok_or("there is no metadata")?;
        let entries: Vec<ReceivedEntry> = metadata.all("entry").map(entry).collect::<Result<_, _>>()?;
        if entries.is_empty() {
            return Err("there is no entry in it".to_owned());
        }
        ReceivedContent::Present(entries)
    };
    Ok(Received { key, address, content })
}

fn entry(element: &Element) -> Result<ReceivedEntry, String> {
    fn value<T: std::str::FromStr>(element: &Element, name: &str) -> Result<Option<T>, String> {
        let Some(written) = element.attribute(name) else { return Ok(None) };
        written.parse().map(Some).map_err(|_| format!("{name}={written:?} cannot be read"))
    }
    fn required<T: std::str::FromStr>(element: &Element, name: &str) -> Result<T, String> {
        value(element, name)?.ok_or_else(|| format!("an entry has no {name}"))
    }
    let event: Event = serde_json::from_str(&element.text).map_err(|error| format!("event: {error}"))?;
    Ok(ReceivedEntry {
        number: required(element, "number")?,
        entered: required(element, "entered")?,
        valid: Period { from: required(element, "from")?, to: value(element, "to")? },
        evidence: value(element, "evidence")?,
        event,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(since: Option<&str>, token: Option<&str>, expected: &str) {
        let begun = "2026-01-01T00:00:00Z".parse().unwrap();
        let progress = HarvestProgress {
            since: since.map(|since| since.parse().unwrap()),
            under_way: token.map(|token| UnderWay { begun, token: token.to_owned() }),
        };
        let url = next_url(&"https://node.example/".parse().unwrap(), &progress);
        assert_eq!(url, format!("https://node.example/oai?verb=ListRecords&{expected}"));
    }

    #[test]
    fn the_next_request_goes_on_where_the_last_ended() {
        check(None, None, "metadataPrefix=commons");
        check(Some("2026-01-31T09:30:00.500Z"), None, "metadataPrefix=commons&from=2026-01-31T09:30:00Z");
        check(Some("2026-01-31T09:30:00Z"), Some("7!a/b&c"), "resumptionToken=7%21a%2Fb%26c");
    }

    #[test]
    fn a_record_says_what_is_wrong_with_it() {
        let record = |identifier: &str, metadata: Option<&str>| Record {
            identifier: identifier.to_owned(),
            datestamp: "2026-01-01T00:00:00Z".parse().unwrap(),
            sets: Vec::new(),
            is_deleted: false,
            metadata: metadata.map(|xml| Element::read(xml).unwrap()),
        };
        let listing = "https://node.example/commons/listings/aoba/JP-7000001-B2";
        for (identifier, metadata, expected) in [
            ("oai:elsewhere:1", None, "https://"),
            ("https://node.example/1", None, "names no record"),
            ("https://node.example/commons/others/1", None, "expected providers"),
            (listing, None, "no metadata"),
            (listing, Some("<commons/>"), "no entry"),
            (listing, Some("<commons><entry>{}</entry></commons>"), "event"),
            (
                listing,
                Some(
                    "<commons><entry entered=\"2026-01-01T00:00:00Z\" from=\"2026-01-01\">\
                     {\"kind\":\"package-withdrawn\",\"package\":\"a\"}</entry></commons>",
                ),
                "no number",
            ),
        ] {
            let error = read(&record(identifier, metadata)).unwrap_err();
            assert!(error.contains(expected), "{identifier} {metadata:?}: {error}");
        }
    }
}
