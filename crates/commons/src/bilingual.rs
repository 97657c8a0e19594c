use serde::{Deserialize, Serialize};

/// The same thing said in Japanese and in English.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual<T = String> {
    pub ja: T,
    pub en: T,
}

impl Bilingual {
    pub fn new(ja: &str, en: &str) -> Self {
        Self { ja: ja.to_owned(), en: en.to_owned() }
    }

    /// Whether both languages say something.
    pub fn is_complete(&self) -> bool {
        !self.ja.trim().is_empty() && !self.en.trim().is_empty()
    }
}

/// The languages in which the commons speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tongue {
    Japanese,
    English,
}

impl<T> Bilingual<T> {
    pub fn get(&self, tongue: Tongue) -> &T {
        match tongue {
            Tongue::Japanese => &self.ja,
            Tongue::English => &self.en,
        }
    }
}
