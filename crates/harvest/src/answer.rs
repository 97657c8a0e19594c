use commons::Instant;

use crate::{Element, NotXml};

/// An answer of OAI-PMH 2.0 to any verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// When the node answered, by its own clock.
    pub response_date: Instant,
    /// What the protocol calls errors; an empty result is one.
    pub errors: Vec<ProtocolError>,
    /// Of `ListRecords` and `GetRecord`; of `ListIdentifiers` their headers.
    pub records: Vec<Record>,
    /// Where the list goes on.
    pub token: Option<String>,
    /// Records of the whole list, where the node tells.
    pub list_size: Option<u64>,
    /// The whole document.
    pub root: Element,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ProtocolError {
    pub code: String,
    pub message: String,
}

/// A record, or only its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub identifier: String,
    pub datestamp: Instant,
    pub sets: Vec<String>,
    pub is_deleted: bool,
    /// What stands in `metadata`.
    pub metadata: Option<Element>,
}

/// Why an answer cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("the answer is not XML: {0}")]
    NotXml(#[from] NotXml),
    #[error("the answer is no OAI-PMH: its root is <{root}>")]
    NotOaiPmh { root: String },
    #[error("the answer has no {what} that can be read ({given:?})")]
    Missing { what: &'static str, given: String },
}

impl Answer {
    pub fn read(xml: &str) -> Result<Self, ReadError> {
        let root = Element::read(xml)?;
        if root.name != "OAI-PMH" {
            return Err(ReadError::NotOaiPmh { root: root.name });
        }
        let error = |element: &Element| ProtocolError {
            code: element.attribute("code").unwrap_or_default().to_owned(),
            message: element.text.clone(),
        };
        let list = ["ListRecords", "ListIdentifiers", "GetRecord"].iter().find_map(|name| root.child(name));
        let (mut records, mut token, mut list_size) = (Vec::new(), None, None);
        for element in list.into_iter().flat_map(|list| &list.children) {
            match element.name.as_str() {
                "record" => records.push(record(element)?),
                "header" => records.push(header(element)?),
                "resumptionToken" => {
                    token = Some(element.text.trim().to_owned()).filter(|token| !token.is_empty());
                    list_size = element.attribute("completeListSize").and_then(|size| size.parse().ok());
                }
                _ => {}
            }
        }
        Ok(Self {
            response_date: instant("responseDate", root.child("responseDate"))?,
            errors: root.all("error").map(error).collect(),
            records,
            token,
            list_size,
            root,
        })
    }

    /// The error of that code, if it is there.
    pub fn error(&self, code: &str) -> Option<&ProtocolError> {
        self.errors.iter().find(|error| error.code == code)
    }
}

fn record(element: &Element) -> Result<Record, ReadError> {
    let missing = || ReadError::Missing { what: "header of a record", given: String::new() };
    let metadata = element.child("metadata").and_then(|metadata| metadata.children.first());
    Ok(Record { metadata: metadata.cloned(), ..header(element.child("header").ok_or_else(missing)?)? })
}

fn header(element: &Element) -> Result<Record, ReadError> {
    let missing = || ReadError::Missing { what: "identifier", given: String::new() };
    Ok(Record {
        identifier: element.child("identifier").ok_or_else(missing)?.text.trim().to_owned(),
        datestamp: instant("datestamp", element.child("datestamp"))?,
        sets: element.all("setSpec").map(|set| set.text.trim().to_owned()).collect(),
        is_deleted: element.attribute("status") == Some("deleted"),
        metadata: None,
    })
}

fn instant(what: &'static str, element: Option<&Element>) -> Result<Instant, ReadError> {
    let given = element.map(|element| element.text.trim().to_owned()).unwrap_or_default();
    given.parse().map_err(|_| ReadError::Missing { what, given })
}
