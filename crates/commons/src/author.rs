use crate::{AccountId, ProviderId, Register, Snapshot};

/// Who enters events, and for whom: made by the sign-in of an account, or by the program that owns the ledger's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    account: AccountId,
    role: Role,
}

/// What an account may do.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Role {
    Administrator,
    /// Acts for the provider, and for those that say that it represents them.
    Editor(ProviderId),
}

impl Author {
    pub fn new(account: AccountId, role: Role) -> Self {
        Self { account, role }
    }

    pub fn account(&self) -> &AccountId {
        &self.account
    }

    pub fn role(&self) -> &Role {
        &self.role
    }

    pub fn is_administrator(&self) -> bool {
        self.role == Role::Administrator
    }

    /// Whether the author may act for the provider: an administrator for all, an editor for its own provider and for
    /// those whose profile names that one as representing them.
    pub fn acts_for(&self, provider: &ProviderId, snapshot: &Snapshot) -> bool {
        match &self.role {
            Role::Administrator => true,
            Role::Editor(own) => own == provider || represents(snapshot.register(), own, provider),
        }
    }
}

/// The last entered profile decides, not the one of a day: an ended mandate ends at once.
pub(crate) fn represents(register: &Register, agent: &ProviderId, provider: &ProviderId) -> bool {
    register.last_profile(provider).is_some_and(|profile| profile.represented_by.contains(agent))
}
