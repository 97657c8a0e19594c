//! Tokens that this process has verified, so that each request does not cost a hash that is slow on purpose.

use std::collections::HashMap;

use crate::Digest;

/// Tokens that are remembered; where there are more, all are forgotten and verified again.
const MAX_TOKENS: usize = 10_000;

/// SHA-256 of presented texts with the stored hash that they were verified against.
///
/// A fast hash is enough here, unlike in the file: it lives in memory only, and what it hashes has 256 random bits.
#[derive(Debug, Default)]
pub(crate) struct Recognised {
    verified: HashMap<Digest, String>,
}

impl Recognised {
    pub(crate) fn knows_any(&self, presented: &str) -> bool {
        self.verified.contains_key(&Digest::of(presented.as_bytes()))
    }

    pub(crate) fn knows(&self, presented: &str, hash: &str) -> bool {
        self.verified.get(&Digest::of(presented.as_bytes())).is_some_and(|verified| verified == hash)
    }

    pub(crate) fn remember(&mut self, presented: &str, hash: String) {
        if MAX_TOKENS <= self.verified.len() {
            self.verified.clear();
        }
        self.verified.insert(Digest::of(presented.as_bytes()), hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_with_the_hash_that_it_was_verified_against() {
        let mut recognised = Recognised::default();
        recognised.remember("chizai_a_b", "hash".to_owned());
        assert!(recognised.knows("chizai_a_b", "hash") && recognised.knows_any("chizai_a_b"));
        assert!(!recognised.knows("chizai_a_b", "another"));
        assert!(!recognised.knows("chizai_a_c", "hash") && !recognised.knows_any("chizai_a_c"));
    }

    #[test]
    fn no_more_tokens_are_remembered_than_there_is_room_for() {
        let mut recognised = Recognised::default();
        for i in 0..=MAX_TOKENS {
            recognised.remember(&i.to_string(), String::new());
        }
        assert!(recognised.verified.len() <= MAX_TOKENS);
        assert!(recognised.knows(&MAX_TOKENS.to_string(), ""));
    }
}
