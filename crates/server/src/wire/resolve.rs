use model::{Meaning, Number};
use query::Mentioned;
use serde::Serialize;
use utoipa::ToSchema;

use super::{CharRange, CitedLink};
use crate::InterfaceLanguage;

/// The numbers and DOIs of a text, with the documents that they mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ResolveResponse {
    pub generation: String,
    /// In the order of the text; one that is mentioned twice is here twice.
    pub mentions: Vec<Mention>,
}

/// A number or DOI as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Mention {
    /// As written, label included.
    #[schema(example = "特開2010-228687号公報")]
    pub text: String,
    pub range: CharRange,
    /// What was read, where a list leaves something out: 同2010-2号 is read as 特開2010-2号.
    pub read_as: String,
    /// `found`: one document. `ambiguous`: several documents, or a number without a label; none is chosen. `not-held`:
    /// read, but the index has no such document. `needs-crosswalk`: a Japanese patent that was published under another
    /// number (特公), which cannot be computed from this one.
    #[schema(example = "found")]
    pub status: &'static str,
    /// All that the number can mean, the likeliest first.
    pub readings: Vec<Reading>,
    /// The documents of the index; where there are several, they are candidates.
    pub documents: Vec<CitedLink>,
}

/// One meaning of a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Reading {
    /// `publication`, `application`, `grant` or `doi`.
    pub sort: &'static str,
    /// In canonical form.
    #[schema(example = "JP-2010228687-A")]
    pub number: String,
    /// As it is printed for readers of the answer's language.
    #[schema(example = "特開2010-228687")]
    pub display: String,
}

impl Mention {
    /// A mention in `text`, with links to its documents.
    pub fn new(
        text: &str,
        mentioned: &Mentioned,
        documents: Vec<CitedLink>,
        language: InterfaceLanguage,
    ) -> Self {
        let found = &mentioned.found;
        let readings = readings(&found.meaning, language);
        let status = match documents.len() {
            0 if mentioned.needs_crosswalk() => "needs-crosswalk",
            _ if !found.is_labelled && 1 < readings.len() => "ambiguous",
            0 => "not-held",
            1 => "found",
            _ => "ambiguous",
        };
        Self {
            text: text[found.byte_range.clone()].to_owned(),
            range: found.char_range.clone().into(),
            read_as: found.read_as.clone(),
            status,
            readings,
            documents,
        }
    }
}

fn readings(meaning: &Meaning, language: InterfaceLanguage) -> Vec<Reading> {
    let numbers = match meaning {
        Meaning::Doi(doi) => {
            return vec![Reading { sort: "doi", number: format!("doi:{doi}"), display: doi.to_string() }];
        }
        Meaning::Number(reading) => reading.numbers(),
    };
    let language = match language {
        InterfaceLanguage::Japanese => model::Language::JA,
        InterfaceLanguage::English => model::Language::EN,
    };
    let reading = |number: &Number| Reading {
        sort: match number {
            Number::Publication(_) => "publication",
            Number::Application(_) => "application",
            Number::Grant(_) => "grant",
        },
        number: number.to_string(),
        display: number.display(language),
    };
    numbers.iter().map(reading).collect()
}
