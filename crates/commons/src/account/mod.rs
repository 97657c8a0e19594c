//! Who may enter events: administrators and editors, and the tokens by which they are known.

mod attempts;
mod recognised;
mod secret;

use rusqlite::{Connection, OptionalExtension};

pub use attempts::{AttemptPolicy, Attempts, WaitMs};
pub(crate) use recognised::Recognised;
pub use secret::Secret;
pub(crate) use secret::{hash, hash_of_nobody, random_text, verifies};

use crate::{AccountId, Author, Commons, Error, Instant, ProviderId, Role, text_form::invalid};

/// What a token begins with, so that one that leaks into a text can be found there.
const TOKEN_PREFIX: &str = "chizai";

/// Longest life of a token, in days.
pub const MAX_TOKEN_DAYS: u32 = 400;

/// Most tokens of one account that are neither revoked nor expired.
const MAX_LIVE_TOKENS: i64 = 20;

/// An account, open or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub role: Role,
    pub created: Instant,
    pub closed: Option<Instant>,
}

/// A token without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The public part, by which it is revoked.
    pub id: String,
    pub account: AccountId,
    pub created: Instant,
    pub expires: Instant,
    pub revoked: Option<Instant>,
}

/// A token as it is shown once, when it is made.
#[derive(Debug)]
pub struct IssuedToken {
    pub token: Token,
    /// What its holder presents. Only its hash is kept.
    pub text: Secret,
}

/// Why a token does not sign in. What is unknown and what has a wrong secret are not told apart, in word or in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefused {
    #[error("this token is not known here")]
    Unknown,
    #[error("this token expired at {0}")]
    Expired(Instant),
    #[error("this token was revoked at {0}")]
    Revoked(Instant),
    #[error("this account was closed at {0}")]
    Closed(Instant),
}

impl Commons {
    /// Makes the first administrator with its token; refused where there is one already, closed or not.
    pub fn create_first_administrator(&self, id: &AccountId, days: u32) -> Result<IssuedToken, Error> {
        let issued = self.new_token(id, days)?;
        self.write(|transaction| {
            let select = "SELECT id FROM account WHERE provider IS NULL";
            let existing = transaction.query_row(select, [], |row| row.get::<_, String>(0)).optional();
            match self.in_file(existing)? {
                Some(name) => Err(Error::Taken { what: "an administrator,", name }),
                None => {
                    self.insert_account(transaction, id, &Role::Administrator)?;
                    self.insert_token(transaction, &issued)
                }
            }
        })?;
        Ok(issued.shown())
    }

    /// Opens an account: administrators only, for providers that have joined or are about to.
    pub fn create_account(&self, by: &Author, id: &AccountId, role: &Role) -> Result<(), Error> {
        administrators_only(by)?;
        self.write(|transaction| self.insert_account(transaction, id, role))
    }

    /// Closes an account for good; its tokens sign in no more. The last administrator is not closed.
    pub fn close_account(&self, by: &Author, id: &AccountId) -> Result<(), Error> {
        administrators_only(by)?;
        self.write(|transaction| {
            let account = self.account_in(transaction, id)?;
            let others =
                "SELECT count(*) FROM account WHERE provider IS NULL AND closed IS NULL AND id <> ?1";
            let others: i64 = self.in_file(transaction.query_row(others, [id.as_str()], |row| row.get(0)))?;
            if account.role == Role::Administrator && others == 0 {
                return Err(forbidden(by, "the last administrator stays; make another one first"));
            }
            let update = "UPDATE account SET closed = ?2 WHERE id = ?1 AND closed IS NULL";
            self.in_file(transaction.execute(update, (id.as_str(), self.now().to_string())))?;
            Ok(())
        })
    }

    /// All accounts by name: administrators only.
    pub fn accounts(&self, by: &Author) -> Result<Vec<Account>, Error> {
        administrators_only(by)?;
        self.read(|connection| {
            let mut statement = self.in_file(connection.prepare("SELECT id FROM account ORDER BY id"))?;
            let ids = self.in_file(statement.query_map([], |row| row.get::<_, String>(0)))?;
            ids.map(|id| self.account_in(connection, &self.in_file(id)?.parse()?)).collect()
        })
    }

    /// Makes a token of an account, for itself or by an administrator.
    pub fn issue_token(&self, by: &Author, account: &AccountId, days: u32) -> Result<IssuedToken, Error> {
        own_or_administrator(by, account)?;
        let issued = self.new_token(account, days)?;
        self.write(|transaction| {
            if let Some(closed) = self.account_in(transaction, account)?.closed {
                let reason = format!("closed at {closed}");
                return Err(invalid("account", account.as_str(), reason).into());
            }
            let live = "SELECT count(*) FROM token WHERE account = ?1 AND revoked IS NULL AND ?2 < expires";
            let values = (account.as_str(), self.now().to_string());
            let n_live: i64 = self.in_file(transaction.query_row(live, values, |row| row.get(0)))?;
            if MAX_LIVE_TOKENS <= n_live {
                let reason = format!("it has {n_live} tokens, at most {MAX_LIVE_TOKENS}; revoke some");
                return Err(invalid("account", account.as_str(), reason).into());
            }
            self.insert_token(transaction, &issued)
        })?;
        Ok(issued.shown())
    }

    /// Ends a token at once; one that has ended stays as it is.
    pub fn revoke_token(&self, by: &Author, token: &str) -> Result<(), Error> {
        self.write(|transaction| {
            let select = "SELECT account FROM token WHERE id = ?1";
            let account = transaction.query_row(select, [token], |row| row.get::<_, String>(0)).optional();
            let unknown = || Error::Unknown { what: "token", name: token.to_owned() };
            let account: AccountId = self.in_file(account)?.ok_or_else(unknown)?.parse()?;
            own_or_administrator(by, &account)?;
            let update = "UPDATE token SET revoked = ?2 WHERE id = ?1 AND revoked IS NULL";
            self.in_file(transaction.execute(update, (token, self.now().to_string())))?;
            Ok(())
        })
    }

    /// Tokens of an account, the newest first.
    pub fn tokens(&self, by: &Author, account: &AccountId) -> Result<Vec<Token>, Error> {
        own_or_administrator(by, account)?;
        self.read(|connection| {
            let select = "SELECT id, account, created, expires, revoked FROM token WHERE account = ?1 \
                          ORDER BY created DESC, id";
            let mut statement = self.in_file(connection.prepare(select))?;
            let rows = self.in_file(statement.query_map([account.as_str()], TokenRow::read))?;
            rows.map(|row| self.in_file(row)?.token()).collect()
        })
    }

    /// Who presents a token. The inner result is the answer to the presenter, the outer one trouble with the ledger.
    ///
    /// It takes the time of one argon2 hash, some 20 ms, whether or not there is such a token. Callers limit attempts
    /// ([`Attempts`]), after they have asked [`Commons::recognise`].
    pub fn sign_in(&self, presented: &str) -> Result<Result<Author, SignInRefused>, Error> {
        let (id, secret) = parts(presented).unwrap_or(("", ""));
        let Some((token, account, hash)) = self.token_with_hash(id)? else {
            verifies(secret, hash_of_nobody()?);
            return Ok(Err(SignInRefused::Unknown));
        };
        if !verifies(secret, &hash) {
            return Ok(Err(SignInRefused::Unknown));
        }
        self.recognised().remember(presented, hash);
        Ok(self.author_of(&token, account))
    }

    /// The same without the hash, for a token whose secret this process has found right before; none for any other. Expiry,
    /// revocation and closing are looked up each time.
    pub fn recognise(&self, presented: &str) -> Result<Option<Result<Author, SignInRefused>>, Error> {
        let Some((id, _)) = parts(presented) else { return Ok(None) };
        if !self.recognised().knows_any(presented) {
            return Ok(None);
        }
        Ok(match self.token_with_hash(id)? {
            Some((token, account, hash)) if self.recognised().knows(presented, &hash) => {
                Some(self.author_of(&token, account))
            }
            _ => None,
        })
    }

    fn author_of(&self, token: &Token, account: Account) -> Result<Author, SignInRefused> {
        match (token.revoked, account.closed) {
            (_, Some(closed)) => Err(SignInRefused::Closed(closed)),
            (Some(revoked), None) => Err(SignInRefused::Revoked(revoked)),
            (None, None) if token.expires <= self.now() => Err(SignInRefused::Expired(token.expires)),
            (None, None) => Ok(Author::new(account.id, account.role)),
        }
    }

    fn token_with_hash(&self, id: &str) -> Result<Option<(Token, Account, String)>, Error> {
        self.read(|connection| {
            let select = "SELECT id, account, created, expires, revoked, hash FROM token WHERE id = ?1";
            let row = connection
                .query_row(select, [id], |row| Ok((TokenRow::read(row)?, row.get::<_, String>(5)?)));
            let Some((row, hash)) = self.in_file(row.optional())? else { return Ok(None) };
            let token = row.token()?;
            let account = self.account_in(connection, &token.account)?;
            Ok(Some((token, account, hash)))
        })
    }

    /// Hashing is done before the file is locked.
    fn new_token(&self, account: &AccountId, days: u32) -> Result<Fresh, Error> {
        if days == 0 || MAX_TOKEN_DAYS < days {
            let reason = format!("expected 1 to {MAX_TOKEN_DAYS} days");
            return Err(invalid("life of a token", &days.to_string(), reason).into());
        }
        let (id, secret) = (random_text(8)?, random_text(32)?);
        let created = self.now();
        let expires = created.plus_ms(i64::from(days) * 24 * 60 * 60 * 1000);
        let text = Secret::new(format!("{TOKEN_PREFIX}_{id}_{secret}"));
        let token = Token { id, account: account.clone(), created, expires, revoked: None };
        Ok(Fresh { hash: hash(&secret)?, issued: IssuedToken { token, text } })
    }

    fn insert_account(&self, connection: &Connection, id: &AccountId, role: &Role) -> Result<(), Error> {
        let provider = match role {
            Role::Administrator => None,
            Role::Editor(provider) => Some(provider.as_str()),
        };
        let insert = "INSERT INTO account (id, provider, created) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        let values = (id.as_str(), provider, self.now().to_string());
        match self.in_file(connection.execute(insert, values))? {
            0 => Err(Error::Taken { what: "account", name: id.to_string() }),
            _ => Ok(()),
        }
    }

    fn insert_token(&self, connection: &Connection, fresh: &Fresh) -> Result<(), Error> {
        let token = &fresh.issued.token;
        let insert = "INSERT INTO token (id, account, hash, created, expires) VALUES (?1, ?2, ?3, ?4, ?5)";
        let (created, expires) = (token.created.to_string(), token.expires.to_string());
        let values = (&token.id, token.account.as_str(), &fresh.hash, created, expires);
        self.in_file(connection.execute(insert, values))?;
        Ok(())
    }

    fn account_in(&self, connection: &Connection, id: &AccountId) -> Result<Account, Error> {
        let select = "SELECT provider, created, closed FROM account WHERE id = ?1";
        type Row = (Option<String>, String, Option<String>);
        let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Row> {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        };
        let found = self.in_file(connection.query_row(select, [id.as_str()], read).optional())?;
        let (provider, created, closed) =
            found.ok_or_else(|| Error::Unknown { what: "account", name: id.to_string() })?;
        let role = match provider {
            Some(provider) => Role::Editor(provider.parse::<ProviderId>()?),
            None => Role::Administrator,
        };
        let closed = closed.map(|closed| closed.parse()).transpose()?;
        Ok(Account { id: id.clone(), role, created: created.parse()?, closed })
    }
}

/// A token that is not stored yet.
struct Fresh {
    issued: IssuedToken,
    hash: String,
}

impl Fresh {
    fn shown(self) -> IssuedToken {
        self.issued
    }
}

struct TokenRow {
    id: String,
    account: String,
    created: String,
    expires: String,
    revoked: Option<String>,
}

impl TokenRow {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            account: row.get(1)?,
            created: row.get(2)?,
            expires: row.get(3)?,
            revoked: row.get(4)?,
        })
    }

    fn token(self) -> Result<Token, Error> {
        Ok(Token {
            id: self.id,
            account: self.account.parse()?,
            created: self.created.parse()?,
            expires: self.expires.parse()?,
            revoked: self.revoked.map(|revoked| revoked.parse()).transpose()?,
        })
    }
}

/// Public part and secret of a token.
fn parts(presented: &str) -> Option<(&str, &str)> {
    let rest = presented.trim().strip_prefix(TOKEN_PREFIX)?.strip_prefix('_')?;
    rest.split_once('_')
}

fn forbidden(by: &Author, reason: &'static str) -> Error {
    Error::Forbidden { account: by.account().clone(), reason }
}

fn administrators_only(by: &Author) -> Result<(), Error> {
    if by.is_administrator() { Ok(()) } else { Err(forbidden(by, "it is for administrators")) }
}

fn own_or_administrator(by: &Author, account: &AccountId) -> Result<(), Error> {
    if by.account() == account || by.is_administrator() {
        Ok(())
    } else {
        Err(forbidden(by, "the account is another's"))
    }
}
