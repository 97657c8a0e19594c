//! Why an answer is as it is, and what is said beside it.

use model::{Date, LegalState, OfficeCode, PublicationNumber};

use crate::{
    Day, DeclaredLicence, ExclusiveLicenceRule, Link, NoticeDuty, ProviderId, Shortfall, Succession,
};

/// A reason with the facts that it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The right is not in force, as a source or the ledger says, for a day if it says so.
    RightNotInForce {
        state: LegalState,
        since: Option<Date>,
    },
    /// A right of that office has no effect in that territory.
    NoRightThere {
        office: OfficeCode,
        territory: OfficeCode,
    },
    NotCovered {
        provider: ProviderId,
        shortfall: Shortfall,
    },
    /// The right has a new owner since a day after the listing, who is not known to be bound.
    AssigneeChanged {
        assignee: String,
        on: Day,
        succession: Succession,
    },
    /// An exclusive licence is in force.
    ExclusiveLicence {
        since: Day,
        field_of_use: Option<String>,
        /// What the terms promise for that case.
        rule: ExclusiveLicenceRule,
    },
    /// The provider declared with the listing that there is one, or that it does not know.
    DeclaredLicence {
        provider: ProviderId,
        declared: DeclaredLicence,
    },
    /// Another provider of the same patent, such as a co-owner, has withdrawn it.
    WithdrawnByAnother {
        provider: ProviderId,
        on: Day,
    },
    Withdrawn {
        on: Day,
    },
    ListingEnded {
        provider: ProviderId,
        last: Day,
    },
    ListedLater {
        from: Day,
    },
    NeverListed,
}

impl Reason {
    /// The word by which machines tell it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RightNotInForce { .. } => "right-not-in-force",
            Self::NoRightThere { .. } => "no-right-there",
            Self::NotCovered { shortfall, .. } => match shortfall {
                Shortfall::Use => "use-not-covered",
                Shortfall::User => "user-not-covered",
                Shortfall::Residence => "residence-not-covered",
                Shortfall::ResidenceNotSaid => "residence-not-said",
                Shortfall::Territory => "territory-not-covered",
            },
            Self::AssigneeChanged { .. } => "assignee-changed",
            Self::ExclusiveLicence { .. } => "exclusive-licence",
            Self::DeclaredLicence { declared, .. } => match declared {
                DeclaredLicence::None | DeclaredLicence::Unknown => "exclusive-licence-unknown",
                DeclaredLicence::InField(_) | DeclaredLicence::Exists => "exclusive-licence-declared",
            },
            Self::WithdrawnByAnother { .. } => "withdrawn-by-another",
            Self::Withdrawn { .. } => "withdrawn",
            Self::ListingEnded { .. } => "listing-ended",
            Self::ListedLater { .. } => "listed-later",
            Self::NeverListed => "never-listed",
        }
    }
}

/// What a reader of an answer must be told besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Neither a source nor the ledger says for that day whether the right is in force there.
    LegalStatusUnknown,
    /// An application: the right does not exist yet.
    RightPending {
        as_of: Option<Date>,
    },
    InForce {
        as_of: Option<Date>,
    },
    /// Whether the family has a member in that territory was not looked up.
    FamilyNotLookedUp,
    /// Members of the family in that territory, to be asked about one by one.
    FamilyMembersThere {
        numbers: Vec<PublicationNumber>,
    },
    NewOwnerBound {
        assignee: String,
        on: Day,
    },
    CommercialConditions {
        link: Link,
    },
    Notice {
        duty: NoticeDuty,
    },
    /// The withdrawal was entered on that day, after the day from which it holds: until then the ledger said otherwise.
    EnteredAfterwards {
        entered: Day,
    },
}

impl Note {
    pub fn code(&self) -> &'static str {
        match self {
            Self::LegalStatusUnknown => "legal-status-unknown",
            Self::RightPending { .. } => "right-pending",
            Self::InForce { .. } => "in-force",
            Self::FamilyNotLookedUp => "family-not-looked-up",
            Self::FamilyMembersThere { .. } => "family-members-there",
            Self::NewOwnerBound { .. } => "new-owner-bound",
            Self::CommercialConditions { .. } => "commercial-conditions",
            Self::Notice { .. } => "notice",
            Self::EnteredAfterwards { .. } => "entered-afterwards",
        }
    }
}
