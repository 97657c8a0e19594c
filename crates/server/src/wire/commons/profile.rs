use ::commons::Bilingual;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Entered, IssuedToken};

/// The same in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BilingualText {
    pub ja: String,
    pub en: String,
}

impl From<&Bilingual> for BilingualText {
    fn from(text: &Bilingual) -> Self {
        Self { ja: text.ja.clone(), en: text.en.clone() }
    }
}

/// What a provider says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileBody {
    pub names: BilingualText,
    /// `university`, `firm`, `public-institute` or `licensing-office`.
    #[schema(example = "university")]
    pub kind: String,
    /// Where it has its seat, ST.3.
    #[schema(example = "JP")]
    pub country: String,
    /// Of a provider in Japan: a number from 01 to 47 or a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefecture: Option<String>,
    /// Id of the Research Organization Registry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ror: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub homepage: Option<String>,
    /// The office that brings users and researchers together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liaison_office: Option<BilingualText>,
    /// At least one.
    pub contacts: Vec<ContactBody>,
    /// Providers that may enter events for this one, such as its licensing office.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub represented_by: Vec<String>,
}

/// Whom to ask: with an email, a telephone or a page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactBody {
    pub names: BilingualText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Languages in which it answers; empty where it does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Beginnings of IPC or CPC symbols; empty for every field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
}

/// A provider that joins.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JoinRequest {
    /// Its name in the ledger for good: small letters, digits and hyphens.
    #[schema(example = "kita")]
    pub id: String,
    pub profile: ProfileBody,
    /// First day; today in Japan where it is absent.
    #[serde(default)]
    pub from: Option<String>,
    /// An address that proves it.
    #[serde(default)]
    pub evidence: Option<String>,
    /// An account for it, made with it.
    #[serde(default)]
    pub editor: Option<NewEditor>,
}

/// The account of a provider's editor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEditor {
    #[schema(example = "kita-desk")]
    pub account: String,
    /// Days for which its token is valid, 1 to 400; 90 where it is absent.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 400)]
    pub days: Option<u32>,
}

/// What became of joining.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Joined {
    pub provider: String,
    pub entered: Entered,
    /// The editor's token, where an account was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<IssuedToken>,
}

/// The profile as it is from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    pub profile: ProfileBody,
    /// First day; today in Japan where it is absent.
    #[serde(default)]
    pub from: Option<String>,
    /// An address that proves it.
    #[serde(default)]
    pub evidence: Option<String>,
}
