use std::fmt;

/// What a record is, told from its root element or first byte, never from the file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// USPTO `us-patent-grant` v4.0 to v4.5: patents, designs, plants, reissues.
    UsptoGrant,
    /// USPTO `us-patent-application` v4.0 to v4.4.
    UsptoApplication,
    /// What USPTO's streams hold beside patents, such as sequence listings: counted as ignored.
    UsptoOther,
    /// JPO `jp-official-gazette`, WIPO ST.36.
    JpoSt36,
    /// `patent-document`, the form of the MAREC corpus.
    MarecPatentDocument,
    /// EPO OPS `fulltext-document`.
    OpsFulltext,
    /// EPO DOCDB and OPS `exchange-document`.
    Exchange,
    /// JATS and NLM `article`.
    Jats,
    /// chizai's own form: one JSON document a line.
    JsonLines,
}

impl Format {
    /// The format of a record with this root element, by its name without prefix.
    pub fn of_root(local_name: &str) -> Option<Self> {
        Some(match local_name {
            "us-patent-grant" => Self::UsptoGrant,
            "us-patent-application" => Self::UsptoApplication,
            "sequence-cwu"
            | "table-cwu"
            | "program-listing-cwu"
            | "sequence-listing"
            | "us-sequence-listing"
            | "ST26SequenceListing" => Self::UsptoOther,
            "jp-official-gazette" => Self::JpoSt36,
            "patent-document" => Self::MarecPatentDocument,
            "fulltext-document" => Self::OpsFulltext,
            "exchange-document" => Self::Exchange,
            "article" => Self::Jats,
            _ => return None,
        })
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::UsptoGrant => "uspto-grant",
            Self::UsptoApplication => "uspto-application",
            Self::UsptoOther => "uspto-other",
            Self::JpoSt36 => "jpo-st36",
            Self::MarecPatentDocument => "patent-document",
            Self::OpsFulltext => "ops-fulltext",
            Self::Exchange => "exchange",
            Self::Jats => "jats",
            Self::JsonLines => "json-lines",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Roots that hold many documents: a stream of them is split at the documents inside.
pub(crate) fn is_container(root: &str) -> bool {
    matches!(
        root,
        "exchange-documents"
            | "fulltext-documents"
            | "world-patent-data"
            | "patent-documents"
            | "pmc-articleset"
            | "OAI-PMH"
    )
}

/// Formats that are recognised and not read: the root element, what it is, its years.
pub(crate) fn unread_root(root: &str) -> Option<(&'static str, &'static str)> {
    Some(match root {
        "PATDOC" => ("USPTO Red Book ST.32 (PATDOC)", "2001 to 2004"),
        "patent-application-publication" => ("USPTO application v1.5/v1.6 (pap)", "2001 to 2004"),
        "CPCMasterClassificationFile"
        | "CPCGrantPublicationMasterClassification"
        | "CPCApplicationPublicationMasterClassification" => ("CPC master classification file", "2013 on"),
        "ClaimsDocument" | "SpecificationDocument" | "AbstractDocument" => {
            ("USPTO file wrapper document (XML4IP)", "2012 on")
        }
        "class-scheme" => ("CPC scheme", "2013 on"),
        _ => return None,
    })
}
