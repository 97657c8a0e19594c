use ::commons::{Author, IssuedToken as Issued, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A token as it is shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IssuedToken {
    pub account: String,
    /// The public part, by which it is revoked.
    pub id: String,
    /// UTC.
    pub expires: String,
    /// What its holder sends as `Authorization: Bearer`. Only its hash is kept.
    pub token: String,
}

impl From<&Issued> for IssuedToken {
    fn from(issued: &Issued) -> Self {
        Self {
            account: issued.token.account.to_string(),
            id: issued.token.id.clone(),
            expires: issued.token.expires.to_string(),
            token: issued.text.reveal().to_owned(),
        }
    }
}

/// An account to be made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    #[schema(example = "kita-desk")]
    pub account: String,
    /// The provider that it edits; without one it is an administrator's.
    #[serde(default)]
    pub provider: Option<String>,
    /// Days for which its first token is valid, 1 to 400; 90 where it is absent.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 400)]
    pub days: Option<u32>,
}

/// Another token of an account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// Days for which it is valid, 1 to 400; 90 where it is absent.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 400)]
    pub days: Option<u32>,
}

/// The account of the token that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Whoami {
    pub account: String,
    /// `administrator` or `editor`.
    pub role: String,
    /// Whose editor it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
}

impl From<&Author> for Whoami {
    fn from(author: &Author) -> Self {
        let (role, provider) = match author.role() {
            Role::Administrator => ("administrator", None),
            Role::Editor(provider) => ("editor", Some(provider.to_string())),
        };
        Self { account: author.account().to_string(), role: role.to_owned(), provider }
    }
}
