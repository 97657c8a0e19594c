//! Whether terms cover a user, a place and a purpose.

use model::OfficeCode;

use super::{Residence, Terms, Territory, Use, UserClass};
use crate::text_form::words;

words!(
    /// What a user is.
    UserKind, "kind of user", {
        Individual = "individual",
        University = "university",
        PublicInstitute = "public-institute",
        NonProfit = "non-profit",
        /// 中小企業
        SmallFirm = "small-firm",
        Company = "company",
    }
);

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct User {
    pub kind: UserKind,
    /// Where the user has its seat; none where the user does not say.
    pub residence: Option<OfficeCode>,
}

/// What terms do not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shortfall {
    Use,
    User,
    Residence,
    /// The terms ask for a seat in certain countries and the user did not say where it has its own.
    ResidenceNotSaid,
    Territory,
}

impl Terms {
    pub fn covers_use(&self, purpose: Use) -> bool {
        self.uses.contains(&purpose)
    }

    pub fn covers_territory(&self, territory: OfficeCode) -> bool {
        match &self.territory {
            Territory::Everywhere => true,
            Territory::In(countries) => countries.contains(&territory),
        }
    }

    /// What keeps the user out, if anything does.
    pub fn user_shortfalls(&self, user: User) -> Vec<Shortfall> {
        let mut shortfalls = Vec::new();
        if !self.users.iter().any(|class| class.includes(user.kind)) {
            shortfalls.push(Shortfall::User);
        }
        if let Residence::In(countries) = &self.residence {
            match user.residence {
                Some(country) if countries.contains(&country) => {}
                Some(_) => shortfalls.push(Shortfall::Residence),
                None => shortfalls.push(Shortfall::ResidenceNotSaid),
            }
        }
        shortfalls
    }
}

impl UserClass {
    pub fn includes(self, kind: UserKind) -> bool {
        match self {
            Self::Anyone => true,
            Self::NonProfit => {
                matches!(kind, UserKind::University | UserKind::PublicInstitute | UserKind::NonProfit)
            }
            Self::Companies => matches!(kind, UserKind::SmallFirm | UserKind::Company),
            Self::SmallFirms => kind == UserKind::SmallFirm,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_include_kinds() {
        for (class, kinds) in [
            (UserClass::Anyone, UserKind::ALL),
            (UserClass::NonProfit, &[UserKind::University, UserKind::PublicInstitute, UserKind::NonProfit]),
            (UserClass::Companies, &[UserKind::SmallFirm, UserKind::Company]),
            (UserClass::SmallFirms, &[UserKind::SmallFirm]),
        ] {
            let included: Vec<UserKind> =
                UserKind::ALL.iter().copied().filter(|kind| class.includes(*kind)).collect();
            assert_eq!(included, kinds, "{class}");
        }
    }
}
