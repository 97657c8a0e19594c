use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::BilingualText;

/// Terms to be published: their content, or that of a published version under a name of the provider's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsRequest {
    /// Their name for good: small letters, digits and hyphens.
    #[schema(example = "kita-research")]
    pub terms: String,
    /// From 1, without gaps; the next one where it is absent.
    #[serde(default)]
    #[schema(minimum = 1)]
    pub version: Option<u32>,
    /// The whole content. Either this or `like`.
    #[serde(default)]
    pub content: Option<TermsContent>,
    /// A published version, such as a model, whose content they take as it is.
    #[serde(default)]
    pub like: Option<VersionName>,
    /// Names of their own, for content that is taken from `like`.
    #[serde(default)]
    pub names: Option<BilingualText>,
    /// First day on which a listing may begin to use them; today in Japan where it is absent.
    #[serde(default)]
    pub from: Option<String>,
    /// Last such day.
    #[serde(default)]
    pub to: Option<String>,
    /// An address that proves it.
    #[serde(default)]
    pub evidence: Option<String>,
}

/// A version of terms.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VersionName {
    #[schema(example = "model-research")]
    pub terms: String,
    #[schema(minimum = 1, example = 1)]
    pub version: u32,
}

/// Terms as data, with the text that counts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsContent {
    pub names: BilingualText,
    /// `research`, `education`, `evaluation`, `commercial`.
    pub uses: Vec<String>,
    /// `anyone`, `non-profit`, `companies`, `small-firms`.
    pub users: Vec<String>,
    /// Where users have their seat: `"anywhere"` or `{"in": ["JP"]}`.
    pub residence: Value,
    /// Where the use takes place: `"everywhere"` or `{"in": ["JP"]}`.
    pub territory: Value,
    /// `"life-of-right"`, `{"until": "2030-03-31"}` or `{"years": 5}`.
    pub duration: Value,
    /// `"ongoing-work-protected"`, `{"grace-months": 12}` or `"stop"`.
    pub on_withdrawal: Value,
    /// `binding`, `notice`, `unknown`.
    pub succession: String,
    /// `none-granted`, `use-reserved`, `may-end`, `unknown`.
    pub exclusive_licence: String,
    /// `none`, `against-litigants`.
    pub defensive_termination: String,
    /// `none`, `grant-back`, `royalty`.
    pub reach_through: String,
    /// `"free"` or `{"commercial-conditions": "https://…"}`.
    pub consideration: Value,
    /// `none`, `welcome`, `acknowledgement`, `before-use`.
    pub notice: String,
    /// ST.3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governing_law: Option<String>,
    /// The wording.
    pub text: BilingualText,
}
