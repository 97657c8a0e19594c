use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    ApplicationNumber, Classification, Date, Doi, FTerm, FiSymbol, GrantNumber, Invalid, Language,
    OfficeCode, Party, PublicationNumber, Section, Text,
};

/// One publication of a patent document: an application laid open, a granted patent, a utility model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Patent {
    /// (10) the number of this publication; it identifies the document.
    pub number: PublicationNumber,
    /// (21)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<ApplicationNumber>,
    /// (11) of the grant, where it differs from the publication's number (特許第…号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<GrantNumber>,
    /// (22)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<Date>,
    /// (43) or (45), the date of this publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// (24) or the date of registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<Date>,
    /// (31) to (33)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<Priority>,
    /// The simple family's id as the source gives it (DOCDB family id).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// (54)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<Text>,
    /// (57)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub abstracts: Vec<Text>,
    /// In printed order, one language after the other where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub description: Vec<Section>,
    /// (71)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applicants: Vec<Party>,
    /// (73)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assignees: Vec<Party>,
    /// (72)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inventors: Vec<Party>,
    /// (51)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ipc: Vec<Classification>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cpc: Vec<Classification>,
    /// (52) of Japan: FI.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fi: Vec<FiSymbol>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub f_terms: Vec<FTerm>,
    /// (56), the patent documents among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<PatentCitation>,
    /// (56), the non-patent literature among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub literature: Vec<LiteratureCitation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<LegalStatus>,
    /// An invented document for demonstration and tests: shown as such wherever it appears.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub invented: bool,
}

impl Patent {
    /// A patent of which nothing but the number is known yet.
    pub fn new(number: PublicationNumber) -> Self {
        Self {
            number,
            application: None,
            grant: None,
            filed: None,
            published: None,
            granted: None,
            priorities: Vec::new(),
            family: None,
            titles: Vec::new(),
            abstracts: Vec::new(),
            claims: Vec::new(),
            description: Vec::new(),
            applicants: Vec::new(),
            assignees: Vec::new(),
            inventors: Vec::new(),
            ipc: Vec::new(),
            cpc: Vec::new(),
            fi: Vec::new(),
            f_terms: Vec::new(),
            citations: Vec::new(),
            literature: Vec::new(),
            status: None,
            invented: false,
        }
    }

    /// The earliest of the priority dates and the filing date: what prior art is measured against.
    pub fn earliest_date(&self) -> Option<Date> {
        self.priorities.iter().filter_map(|priority| priority.date).chain(self.filed).min()
    }
}

/// (31) number, (32) date and (33) office of a priority application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    pub number: ApplicationNumber,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

/// One claim in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// From 1, as printed.
    pub number: u32,
    pub language: Language,
    /// Without the printed number or 【請求項1】; a line break starts a new line as printed.
    pub text: String,
    /// Only where the source states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<ClaimCategory>,
    /// The claims it refers to as dependent; empty for an independent claim.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<u32>,
}

impl Claim {
    pub fn is_independent(&self) -> bool {
        self.depends_on.is_empty()
    }
}

/// 発明のカテゴリー: what a claim is directed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimCategory {
    /// 物
    Product,
    /// 方法
    Process,
    /// 物を生産する方法
    ProductionProcess,
    /// 用途
    Use,
}

/// A patent document that this one cites or that was cited against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PatentCitation {
    /// As printed, always kept.
    pub text: String,
    /// The number read from it, where it could be read; offices often leave the kind out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<PublicationNumber>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CitationCategory>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cited_by: Option<CitedBy>,
    #[serde(default, skip_serializing_if = "CitationPlace::is_front_page")]
    pub place: CitationPlace,
}

/// A citation of non-patent literature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LiteratureCitation {
    /// As printed.
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<Doi>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CitationCategory>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cited_by: Option<CitedBy>,
    #[serde(default, skip_serializing_if = "CitationPlace::is_front_page")]
    pub place: CitationPlace,
}

/// Where a patent cites.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CitationPlace {
    /// Among the references cited, (56), or in the search report: what stands for the whole patent.
    #[default]
    FrontPage,
    /// In the description, where the source marks it.
    InText,
}

impl CitationPlace {
    pub const ALL: [Self; 2] = [Self::FrontPage, Self::InText];

    /// The word of the exchange form: `in-text`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FrontPage => "front-page",
            Self::InText => "in-text",
        }
    }

    fn is_front_page(&self) -> bool {
        *self == Self::FrontPage
    }
}

/// The category letter of a citation, WIPO ST.14: X, Y, A, D, E, I, L, N, O, P, R, T or &.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CitationCategory(char);

impl CitationCategory {
    pub fn letter(&self) -> char {
        self.0
    }
}

impl std::str::FromStr for CitationCategory {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let mut letters = text.trim().chars();
        match (letters.next().map(|letter| letter.to_ascii_uppercase()), letters.next()) {
            (Some(letter), None) if "XYADEILNOPRT&".contains(letter) => Ok(Self(letter)),
            _ => Err(Invalid::new("citation category", text, "expected one letter of WIPO ST.14")),
        }
    }
}

impl std::fmt::Display for CitationCategory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

crate::newtype::as_json_string!(
    CitationCategory,
    "CitationCategory",
    "Category of a citation, WIPO ST.14",
    "^[XYADEILNOPRT&]$"
);

/// Who brought a citation in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CitedBy {
    Applicant,
    Examiner,
    /// The search report.
    Search,
    Opposition,
    ThirdParty,
    Other,
}

impl CitedBy {
    /// The word of the exchange form: `third-party`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Examiner => "examiner",
            Self::Search => "search",
            Self::Opposition => "opposition",
            Self::ThirdParty => "third-party",
            Self::Other => "other",
        }
    }

    pub const ALL: [Self; 6] =
        [Self::Applicant, Self::Examiner, Self::Search, Self::Opposition, Self::ThirdParty, Self::Other];
}

/// The legal status as a source states it, with its date: an assertion, not advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LegalStatus {
    pub state: LegalState,
    /// The day for which the source states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Where it holds, if not in the publication's own office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub territory: Option<OfficeCode>,
    /// The source's own words or code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

/// The states of WIPO ST.27 that a searcher asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LegalState {
    Pending,
    InForce,
    Lapsed,
    Expired,
    Refused,
    Withdrawn,
    Revoked,
}

impl LegalState {
    pub const ALL: [Self; 7] = [
        Self::Pending,
        Self::InForce,
        Self::Lapsed,
        Self::Expired,
        Self::Refused,
        Self::Withdrawn,
        Self::Revoked,
    ];

    /// The word of the exchange form: `in-force`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InForce => "in-force",
            Self::Lapsed => "lapsed",
            Self::Expired => "expired",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Revoked => "revoked",
        }
    }
}
