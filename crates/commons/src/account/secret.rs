//! Random secrets, and what is kept of them.

use std::{fmt, fmt::Write, sync::OnceLock};

use argon2::{Argon2, PasswordHasher, PasswordVerifier};

use crate::Error;

/// Bytes of salt: RFC 9106 recommends 16.
const SALT_BYTES: usize = 16;

/// A secret that is shown once and never logged: formatting it for debugging does not tell it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    /// One of 256 random bits, for a purpose of the caller's own.
    pub fn random() -> Result<Self, Error> {
        random_text(32).map(Self)
    }

    /// The text, to be given to its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// So many random bytes of the operating system, in hexadecimal digits.
pub(crate) fn random_text(n_bytes: usize) -> Result<String, Error> {
    let mut bytes = vec![0; n_bytes];
    getrandom::fill(&mut bytes).map_err(|error| Error::Random(error.to_string()))?;
    let mut text = String::with_capacity(n_bytes * 2);
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// Argon2id in version 19 with the crate's parameters, 19 MiB and two passes, which OWASP's list recommends; the text that
/// results has them, so that others can follow later.
pub(crate) fn hash(secret: &str) -> Result<String, Error> {
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(|error| Error::Random(error.to_string()))?;
    let hashed = Argon2::default().hash_password_with_salt(secret.as_bytes(), &salt);
    hashed.map(|hash| hash.to_string()).map_err(|error| Error::Hashing(error.to_string()))
}

/// Whether the hash is the secret's. The two hashes are compared in constant time, and what an attacker can choose, the
/// secret, is compared by its hash only.
pub(crate) fn verifies(secret: &str, hash: &str) -> bool {
    Argon2::default().verify_password(secret.as_bytes(), hash).is_ok()
}

/// A hash that no secret has, verified against where there is none: an unknown name takes as long as a wrong secret.
pub(crate) fn hash_of_nobody() -> Result<&'static str, Error> {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash);
    }
    let made = hash(&random_text(32)?)?;
    Ok(HASH.get_or_init(|| made))
}
