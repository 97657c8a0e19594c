//! Terms of use as data: the dimensions in which pledges differ, each with its words.

mod admission;
mod models;
mod summary;

use std::collections::BTreeSet;

use model::{Invalid, OfficeCode};
use serde::{Deserialize, Serialize};

pub use admission::{Shortfall, User, UserKind};
pub use models::models;

use crate::{
    Bilingual, Day, Digest, Link, TermsId,
    provider::{MAX_ITEMS, check_names},
    text_form::{invalid, words},
};

/// Longest text of terms in one language, in characters: about forty printed pages.
const MAX_TEXT: usize = 100_000;

/// Longest term of years or months: longer than any patent lives.
const MAX_YEARS: u32 = 100;

words!(
    /// What may be done.
    Use, "use", {
        /// 研究: experiments on and with the invention, companies' own research included.
        Research = "research",
        /// 教育
        Education = "education",
        /// 評価: trials to judge whether the invention suits, without products sold.
        Evaluation = "evaluation",
        /// 事業化: commercial use under conditions announced in advance.
        Commercial = "commercial",
    }
);

words!(
    /// Who may.
    UserClass, "class of users", {
        Anyone = "anyone",
        /// Universities, public institutes and other non-profit bodies.
        NonProfit = "non-profit",
        /// Companies of any size.
        Companies = "companies",
        /// 中小企業, as the law of the user's country has it.
        SmallFirms = "small-firms",
    }
);

words!(
    /// What becomes of the permission when the right is sold or otherwise passes on.
    Succession, "succession", {
        /// The provider binds the new owner to it.
        Binding = "binding",
        /// The provider tells users, and the new owner is not bound.
        Notice = "notice",
        Unknown = "unknown",
    }
);

words!(
    /// What the provider promises about exclusive licences.
    ExclusiveLicenceRule, "rule for exclusive licences", {
        /// None is granted while the patent is listed.
        NoneGranted = "none-granted",
        /// One may be granted, with this use kept open.
        UseReserved = "use-reserved",
        /// One may end the permission.
        MayEnd = "may-end",
        Unknown = "unknown",
    }
);

words!(
    /// Whether the permission ends for those who attack.
    DefensiveTermination, "defensive termination", {
        None = "none",
        /// For a user who asserts a patent against the provider.
        AgainstLitigants = "against-litigants",
    }
);

words!(
    /// Whether the provider claims a share in what users find.
    ReachThrough, "reach-through", {
        None = "none",
        /// Users offer the provider a licence of improvements.
        GrantBack = "grant-back",
        /// Users pay from what the results earn.
        Royalty = "royalty",
    }
);

words!(
    /// What users tell the provider.
    NoticeDuty, "notice duty", {
        None = "none",
        /// A record of use is welcome and not required.
        Welcome = "welcome",
        /// The patent is named in publications of the results.
        Acknowledgement = "acknowledgement",
        /// The provider is told before the use begins.
        BeforeUse = "before-use",
    }
);

/// Where users have their seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Residence {
    Anywhere,
    /// "Domestic" is the one country of the provider.
    In(BTreeSet<OfficeCode>),
}

/// Where the use takes place: ST.3 codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Territory {
    Everywhere,
    In(BTreeSet<OfficeCode>),
}

/// How long the permission lasts unless it is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duration {
    /// As long as the right is in force.
    LifeOfRight,
    /// To that day, included.
    Until(Day),
    /// So many years from the day of listing.
    Years(u32),
}

/// What a withdrawal means for work that has begun before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnWithdrawal {
    /// It may go on under the terms as they were.
    OngoingWorkProtected,
    /// It may go on for so many months.
    GraceMonths(u32),
    Stop,
}

/// What the user gives for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consideration {
    /// Nothing, for any of the uses.
    Free,
    /// Nothing but for commercial use, whose conditions are announced there.
    CommercialConditions(Link),
}

/// One version of terms, with the text that counts and the data that machines read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    pub names: Bilingual,
    pub uses: BTreeSet<Use>,
    pub users: BTreeSet<UserClass>,
    pub residence: Residence,
    pub territory: Territory,
    pub duration: Duration,
    pub on_withdrawal: OnWithdrawal,
    pub succession: Succession,
    pub exclusive_licence: ExclusiveLicenceRule,
    pub defensive_termination: DefensiveTermination,
    pub reach_through: ReachThrough,
    pub consideration: Consideration,
    pub notice: NoticeDuty,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governing_law: Option<OfficeCode>,
    /// The wording, in both languages.
    pub text: Bilingual,
}

/// A version of terms: `model-research` version 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermsVersion {
    pub terms: TermsId,
    /// From 1.
    pub version: u32,
}

impl Terms {
    /// SHA-256 of each text's UTF-8 bytes, as it was published.
    pub fn text_digests(&self) -> Bilingual<Digest> {
        Bilingual { ja: Digest::of(self.text.ja.as_bytes()), en: Digest::of(self.text.en.as_bytes()) }
    }

    /// Refuses terms that permit nothing, to nobody or nowhere, or that contradict themselves.
    pub fn check(&self) -> Result<(), Invalid> {
        let wrong = |what, reason: &str| Err(invalid(what, &self.names.en, reason));
        check_names("terms' names", &self.names)?;
        if !self.text.is_complete() {
            return wrong("terms' text", "expected Japanese and English");
        }
        let longest = self.text.ja.chars().count().max(self.text.en.chars().count());
        if MAX_TEXT < longest {
            return wrong("terms' text", &format!("{longest} characters, at most {MAX_TEXT}"));
        }
        if self.uses.is_empty() || self.users.is_empty() {
            return wrong("terms", "expected at least one use and one class of users");
        }
        let empty = |countries: &BTreeSet<OfficeCode>| countries.is_empty() || MAX_ITEMS < countries.len();
        if matches!(&self.residence, Residence::In(countries) if empty(countries))
            || matches!(&self.territory, Territory::In(countries) if empty(countries))
        {
            return wrong("terms", &format!("a list of countries has 1 to {MAX_ITEMS}"));
        }
        let announced = matches!(self.consideration, Consideration::CommercialConditions(_));
        if announced != self.uses.contains(&Use::Commercial) {
            return wrong("consideration", "commercial use and its announced conditions need each other");
        }
        if matches!(self.duration, Duration::Years(years) if years == 0 || MAX_YEARS < years) {
            return wrong("duration", &format!("expected 1 to {MAX_YEARS} years"));
        }
        if matches!(self.on_withdrawal, OnWithdrawal::GraceMonths(n) if n == 0 || MAX_YEARS * 12 < n) {
            return wrong("months after a withdrawal", &format!("expected 1 to {}", MAX_YEARS * 12));
        }
        Ok(())
    }
}
