//! What can happen to a commons, and how the ledger keeps it.

use std::collections::BTreeSet;

use model::{ApplicationNumber, Invalid, LegalState, OfficeCode, PublicationNumber};
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, Bilingual, Contact, Digest, Instant, LicenceId, Link, PackageId, Period, Profile, ProviderId,
    Terms, TermsId, TermsVersion,
    provider::{MAX_ITEMS, check_names, check_note},
    text_form::{invalid, words},
};

/// Something that happened, on its day.
///
/// Where an event sets a state (a profile, the terms of a listing), that state holds from the first day of the entry's
/// period until a later event sets another; of two events with the same first day, the one entered later counts. So a
/// mistake is corrected by entering the right state for the same day: nothing is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Event {
    ProviderJoined {
        provider: ProviderId,
        profile: Box<Profile>,
    },
    ProviderChanged {
        provider: ProviderId,
        profile: Box<Profile>,
    },
    /// A version of terms. The period is that in which a listing may begin to use it.
    TermsPublished {
        terms: TermsId,
        /// From 1, each one more than the one before.
        version: u32,
        /// Whose terms they are; none for the models that all may use.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider: Option<ProviderId>,
        content: Box<Terms>,
        /// SHA-256 of the texts of `content`.
        text_sha256: Bilingual<Digest>,
    },
    /// The period is that of the permission; without an end it lasts as the terms say.
    PatentListed {
        provider: ProviderId,
        patent: PublicationNumber,
        offer: Box<Offer>,
    },
    /// The offer as it is from then on; the day of listing stays.
    ListingChanged {
        provider: ProviderId,
        patent: PublicationNumber,
        offer: Box<Offer>,
    },
    ListingWithdrawn {
        provider: ProviderId,
        patent: PublicationNumber,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    AssigneeChanged {
        patent: PublicationNumber,
        /// The new owner's name as the register has it.
        assignee: String,
        /// The new owner, where it is itself a provider.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider: Option<ProviderId>,
    },
    ExclusiveLicenceGranted {
        patent: PublicationNumber,
        licence: LicenceId,
        /// The field of use to which it is limited; none where it covers all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field_of_use: Option<String>,
    },
    ExclusiveLicenceEnded {
        patent: PublicationNumber,
        licence: LicenceId,
    },
    RightLapsed {
        patent: PublicationNumber,
        territory: OfficeCode,
        /// Lapsed, expired, refused, withdrawn or revoked.
        state: LegalState,
    },
    RightRestored {
        patent: PublicationNumber,
        territory: OfficeCode,
    },
    PackageOffered {
        package: PackageId,
        content: Box<Package>,
    },
    PackageWithdrawn {
        package: PackageId,
    },
}

/// What a provider offers for a patent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    pub terms: TermsVersion,
    /// Of the patent: with it other publications of the same application are known to be meant too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<ApplicationNumber>,
    pub exclusive_licence: DeclaredLicence,
    /// Whom to ask about this patent, before the provider's own contacts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verification: Vec<Verification>,
    /// How far the technology is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readiness: Option<ReadinessLevel>,
}

/// Whether an exclusive licence exists when the patent is listed, as the provider declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeclaredLicence {
    None,
    /// One limited to a field of use.
    InField(String),
    Exists,
    Unknown,
}

words!(
    /// What a link shows of a listed patent.
    VerificationKind, "kind of evidence", {
        /// 試作品
        Prototype = "prototype",
        /// 試験データ
        TestData = "test-data",
        /// 論文
        Paper = "paper",
        Other = "other",
    }
);

/// Evidence by which a firm can judge before it asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    pub kind: VerificationKind,
    pub link: Link,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Bilingual>,
}

/// Technology readiness level, 1 (principles observed) to 9 (proven in operation): ISO 16290.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct ReadinessLevel(u8);

impl TryFrom<u8> for ReadinessLevel {
    type Error = Invalid;

    fn try_from(level: u8) -> Result<Self, Invalid> {
        if (1..=9).contains(&level) {
            Ok(Self(level))
        } else {
            Err(invalid("readiness level", &level.to_string(), "expected 1 to 9"))
        }
    }
}

impl From<ReadinessLevel> for u8 {
    fn from(level: ReadinessLevel) -> Self {
        level.0
    }
}

/// Several patents that are offered together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    pub names: Bilingual,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Bilingual>,
    /// The provider that offers it.
    pub provider: ProviderId,
    /// At least two.
    pub patents: BTreeSet<PublicationNumber>,
}

/// An event on its way into the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewEntry {
    pub event: Event,
    pub valid: Period,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Link>,
    /// Where it was entered first, if it was taken over from another node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// The node that an entry was taken over from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    pub node: Link,
    /// Its number in that node's ledger; 0 where the node does not tell it, as of a deleted record.
    pub entry: u64,
    pub entered: Instant,
}

/// A line of the ledger: everything that its hash covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// From 1, without gaps; a *revision* of the ledger is the number of its last entry.
    pub number: u64,
    /// The first entry of the batch that it came in.
    pub batch: u64,
    pub entered: Instant,
    pub by: AccountId,
    pub valid: Period,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Link>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    pub event: Event,
    /// Hash of the entry before, or zeros.
    pub previous: Digest,
}

impl Event {
    /// A version of terms with the hashes of its texts.
    pub fn publish(terms: TermsId, version: u32, provider: Option<ProviderId>, content: Terms) -> Self {
        let text_sha256 = content.text_digests();
        Self::TermsPublished { terms, version, provider, content: Box::new(content), text_sha256 }
    }

    /// The patent that it is about, if it is about one.
    pub fn patent(&self) -> Option<&PublicationNumber> {
        match self {
            Self::PatentListed { patent, .. }
            | Self::ListingChanged { patent, .. }
            | Self::ListingWithdrawn { patent, .. }
            | Self::AssigneeChanged { patent, .. }
            | Self::ExclusiveLicenceGranted { patent, .. }
            | Self::ExclusiveLicenceEnded { patent, .. }
            | Self::RightLapsed { patent, .. }
            | Self::RightRestored { patent, .. } => Some(patent),
            _ => None,
        }
    }

    /// The provider whose listing of a patent it is about, if it is about one.
    pub fn listing_provider(&self) -> Option<&ProviderId> {
        match self {
            Self::PatentListed { provider, .. }
            | Self::ListingChanged { provider, .. }
            | Self::ListingWithdrawn { provider, .. } => Some(provider),
            _ => None,
        }
    }

    /// Refuses what is wrong whatever else the ledger holds.
    pub fn check(&self) -> Result<(), Invalid> {
        match self {
            Self::ProviderJoined { profile, .. } | Self::ProviderChanged { profile, .. } => profile.check(),
            Self::TermsPublished { content, text_sha256, .. } => {
                content.check()?;
                if content.text_digests() == *text_sha256 {
                    Ok(())
                } else {
                    Err(invalid("SHA-256 of the terms", &text_sha256.ja.to_string(), "not that of the text"))
                }
            }
            Self::PatentListed { patent, offer, .. } | Self::ListingChanged { patent, offer, .. } => {
                check_kind(patent)?;
                offer.check()
            }
            Self::ListingWithdrawn { reason: Some(reason), .. } => check_note("reason", reason),
            Self::AssigneeChanged { assignee, .. } if assignee.trim().is_empty() => {
                Err(invalid("assignee", assignee, "expected the new owner's name"))
            }
            Self::AssigneeChanged { assignee, .. } => check_note("assignee", assignee),
            Self::RightLapsed { state: LegalState::Pending | LegalState::InForce, .. } => {
                Err(invalid("legal state", "in force", "a right that lapsed is not in force or pending"))
            }
            Self::PackageOffered { content, .. } => content.check(),
            _ => Ok(()),
        }
    }
}

/// A right is listed by a publication that can be told from every other one.
fn check_kind(patent: &PublicationNumber) -> Result<(), Invalid> {
    match patent.kind() {
        Some(_) => Ok(()),
        None => Err(invalid("patent", &patent.to_string(), "expected a kind code as in JP-2010228687-A")),
    }
}

impl Offer {
    fn check(&self) -> Result<(), Invalid> {
        if MAX_ITEMS < self.verification.len() {
            let n_links = self.verification.len().to_string();
            return Err(invalid("evidence", &n_links, format!("at most {MAX_ITEMS} links a listing")));
        }
        if let DeclaredLicence::InField(field) = &self.exclusive_licence {
            check_note("field of use", field)?;
        }
        for note in self.verification.iter().filter_map(|verification| verification.note.as_ref()) {
            check_names("note of the evidence", note)?;
        }
        self.contact.as_ref().map_or(Ok(()), Contact::check)
    }
}

impl Package {
    /// Most patents of a package.
    pub const MAX_PATENTS: usize = 1_000;

    fn check(&self) -> Result<(), Invalid> {
        check_names("package's names", &self.names)?;
        if let Some(description) = &self.description {
            check_names("package's description", description)?;
        }
        let n_patents = self.patents.len();
        if !(2..=Self::MAX_PATENTS).contains(&n_patents) {
            let reason = format!("expected 2 to {} patents", Self::MAX_PATENTS);
            return Err(invalid("package", &n_patents.to_string(), reason));
        }
        self.patents.iter().try_for_each(check_kind)
    }
}
