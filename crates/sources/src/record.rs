use std::{borrow::Cow, path::PathBuf, sync::Arc};

use model::Document;

use crate::{Format, Limits, Reason, RecordError, epo, jats, jpo, jsonl, uspto, xml};

/// One record as it stands in its file, not parsed yet: what a worker thread is handed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRecord {
    pub file: Arc<PathBuf>,
    /// The entry of the archive, where the file is one; nested archives are joined by `!`.
    pub entry: Option<Arc<str>>,
    /// From 1 within the file or entry.
    pub number: u64,
    /// Byte offset of the record in the file or entry, after decompression.
    pub position: u64,
    pub format: Format,
    pub bytes: Vec<u8>,
}

impl RawRecord {
    /// The error of this record; `offset` is inside the record.
    pub(crate) fn error(&self, offset: Option<u64>, reason: Reason) -> RecordError {
        RecordError {
            file: self.file.to_path_buf(),
            entry: self.entry.as_deref().map(str::to_owned),
            record: self.number,
            position: Some(self.position + offset.unwrap_or(0)),
            reason,
        }
    }
}

/// The documents of a record: one, or none for what is ignored (`Format::UsptoOther`).
pub fn parse(raw: &RawRecord, limits: &Limits) -> Vec<Result<Document, RecordError>> {
    if raw.format == Format::UsptoOther {
        return Vec::new();
    }
    vec![parse_one(raw, limits)]
}

#[expect(
    clippy::result_large_err,
    reason = "an error is made once for a bad record, and its parts are its point"
)]
fn parse_one(raw: &RawRecord, limits: &Limits) -> Result<Document, RecordError> {
    if raw.format == Format::JsonLines {
        return jsonl::read(&raw.bytes).map_err(|reason| raw.error(None, reason));
    }
    let text = xml::decode(&raw.bytes).map_err(|fault| raw.error(Some(fault.offset), fault.reason))?;
    // Places in text that was decoded are no places in the file.
    let same_places = matches!(text, Cow::Borrowed(_));
    let root = xml::parse(&text, limits)
        .map_err(|fault| raw.error(same_places.then_some(fault.offset), fault.reason))?;
    let document = match raw.format {
        Format::UsptoGrant | Format::UsptoApplication => uspto::read(&root),
        Format::JpoSt36 => jpo::read(&root),
        Format::MarecPatentDocument => epo::read_patent_document(&root),
        Format::OpsFulltext => epo::read_fulltext(&root),
        Format::Exchange => epo::read_exchange(&root),
        Format::Jats => jats::read(&root),
        Format::UsptoOther | Format::JsonLines => return Err(raw.error(None, Reason::NoRoot)),
    };
    document.map_err(|reason| raw.error(None, reason))
}
