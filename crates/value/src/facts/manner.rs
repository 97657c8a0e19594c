//! How a document is cited.

use model::{CitationPlace, CitedBy};

/// Letters of WIPO ST.14 that are kept, a bit each.
const LETTERS: &str = "XYADEILNOPRT&";

/// Where the number of who cited stands: 0 where the source does not say.
const BY_SHIFT: u32 = 13;
const BY_MASK: u32 = 0b111;

const IN_TEXT: u32 = 1 << 16;
const LITERATURE: u32 = 1 << 17;

/// Categories, origin and place of one citation, packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Manner(u32);

impl Manner {
    /// Reads what follows the cited number in a value of the column `citation`: letters, who cited, the place.
    pub(super) fn read(letters: &str, by: &str, place: &str, is_literature: bool) -> Self {
        let mut packed = 0;
        for letter in letters.chars() {
            if let Some(bit) = LETTERS.find(letter) {
                packed |= 1 << bit;
            }
        }
        let by = CitedBy::ALL.iter().position(|known| known.as_str() == by);
        packed |= by.map_or(0, |at| at as u32 + 1) << BY_SHIFT;
        if place == CitationPlace::InText.as_str() {
            packed |= IN_TEXT;
        }
        if is_literature {
            packed |= LITERATURE;
        }
        Self(packed)
    }

    /// Whether it has a category of ST.14, such as `X`.
    pub fn has(self, letter: char) -> bool {
        LETTERS.find(letter).is_some_and(|bit| self.0 & 1 << bit != 0)
    }

    /// Particularly relevant alone (X) or together with others (Y), WIPO ST.14.
    pub fn takes_novelty_or_step(self) -> bool {
        self.has('X') || self.has('Y')
    }

    /// Who brought it in, where the source says so.
    pub fn by(self) -> Option<CitedBy> {
        let number = self.0 >> BY_SHIFT & BY_MASK;
        CitedBy::ALL.get((number as usize).checked_sub(1)?).copied()
    }

    /// In the description, and not among the references of the front page or the search report.
    pub fn is_in_text(self) -> bool {
        self.0 & IN_TEXT != 0
    }

    /// Literature other than patents.
    pub fn is_literature(self) -> bool {
        self.0 & LITERATURE != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manner_keeps_what_it_is_made_of() {
        let manner = Manner::read("XA", "third-party", "in-text", false);
        assert!(manner.has('X') && manner.has('A') && !manner.has('Y') && manner.takes_novelty_or_step());
        assert_eq!(manner.by(), Some(CitedBy::ThirdParty));
        assert!(manner.is_in_text() && !manner.is_literature());
        let manner = Manner::read("&", "", "front-page", true);
        assert!(manner.has('&') && !manner.takes_novelty_or_step());
        assert_eq!(manner.by(), None);
        assert!(!manner.is_in_text() && manner.is_literature());
        for by in CitedBy::ALL {
            assert_eq!(Manner::read("", by.as_str(), "", false).by(), Some(by));
        }
    }
}
