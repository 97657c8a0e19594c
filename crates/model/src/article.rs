use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ArticleId, Date, Doi, Issn, Meaning, Number, Orcid, PublicationNumber, Section, Text, scan};

/// A scientific article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The DOI, else the source's own id with its prefix.
    pub id: ArticleId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub abstracts: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Section>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journal: Option<Journal>,
    /// The earliest date of publication that the source gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// The licence's URI or name, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// An invented document for demonstration and tests: shown as such wherever it appears.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub invented: bool,
}

impl Article {
    /// An article of which nothing but the id is known yet.
    pub fn new(id: ArticleId) -> Self {
        Self {
            id,
            titles: Vec::new(),
            abstracts: Vec::new(),
            keywords: Vec::new(),
            body: Vec::new(),
            authors: Vec::new(),
            journal: None,
            published: None,
            references: Vec::new(),
            licence: None,
            invented: false,
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Author {
    /// The name in each script given; a group author has its name here too.
    pub names: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub affiliations: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orcid: Option<Orcid>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    pub titles: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issns: Vec<Issn>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// First to last page, or the article's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
}

/// An entry of an article's list of references.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// As printed.
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<Doi>,
    /// The patent, where the reference is to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patent: Option<PublicationNumber>,
}

impl Reference {
    /// The patent that it cites: the one that the source states, else the only publication that its text names by a
    /// label or an office (`U.S. Pat. No. 7,654,321`). Two numbers, or one that leaves open what it is, give none.
    pub fn cited_patent(&self) -> Option<PublicationNumber> {
        if self.patent.is_some() || self.doi.is_some() {
            return self.patent.clone();
        }
        let mut numbers =
            scan(&self.text).into_iter().filter(|found| found.is_labelled).filter_map(|found| {
                match found.meaning {
                    Meaning::Number(reading) => Some(reading),
                    Meaning::Doi(_) => None,
                }
            });
        let reading = numbers.next().filter(|_| numbers.next().is_none())?;
        let publication = |number: &Number| match number {
            Number::Publication(number) => Some(number.without_kind()),
            Number::Grant(grant) => grant.publications().first().map(PublicationNumber::without_kind),
            Number::Application(_) => None,
        };
        match reading.numbers() {
            [Number::Publication(number)] => Some(number.clone()),
            numbers => {
                let first = publication(numbers.first()?)?;
                numbers.iter().all(|number| publication(number).as_ref() == Some(&first)).then_some(first)
            }
        }
    }
}
