//! Latin words and numbers in the view of single characters: each is looked up as a whole, and letter by letter only
//! where it is open, since letters are everywhere.

use super::spans::Open;

/// What the markers of a character say of the Latin word or number that it belongs to. A word of another view has
/// none.
#[derive(Default)]
pub(super) struct OfWord {
    begins: bool,
    ends: bool,
    /// The term of the word, at its last character; none where it may stand for longer words too.
    whole: Option<String>,
}

/// How characters are looked up.
#[derive(Default)]
pub(super) struct Reading {
    /// In their order.
    pub(super) pieces: Vec<Piece>,
    /// The ends of words that are looked up by their letters, with the places of their characters.
    pub(super) markers: Vec<(usize, &'static str)>,
    /// Where the word begins that ends the text and is open there.
    pub(super) beginning: Option<usize>,
}

/// What is looked up, by the place of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Character(usize),
    /// The word that ends here.
    Word(usize),
}

impl OfWord {
    pub(super) fn read(&mut self, marker: &str) {
        match marker {
            analysis::WORD_START => self.begins = true,
            analysis::WORD_END => self.ends = true,
            _ if marker.starts_with(analysis::WHOLE_WORD) && !analysis::may_be_cut(marker) => {
                self.whole = Some(marker.to_owned());
            }
            _ => {}
        }
    }

    /// The term of the word that ends here.
    pub(super) fn whole(&self) -> &str {
        self.whole.as_deref().unwrap_or_default()
    }
}

impl Reading {
    /// `open` tells where the text may begin or end inside of a word.
    pub(super) fn of<'w>(characters: impl Iterator<Item = &'w OfWord>, open: Open) -> Self {
        let characters: Vec<&OfWord> = characters.collect();
        let mut reading = Self::default();
        let mut at = 0;
        while let Some(character) = characters.get(at) {
            let end = if character.begins { word_end(&characters, at) } else { at };
            let is_open = open.start && at == 0 || open.end && end + 1 == characters.len();
            if !is_open && characters[end].whole.is_some() {
                reading.pieces.push(Piece::Word(end));
            } else {
                reading.add_letters(&characters, at..end + 1, open);
            }
            at = end + 1;
        }
        reading
    }

    fn add_letters(&mut self, characters: &[&OfWord], letters: std::ops::Range<usize>, open: Open) {
        self.pieces.extend(letters.clone().map(Piece::Character));
        let (first, last) = (letters.start, letters.end - 1);
        if !characters[first].begins {
            return;
        }
        let is_last = letters.end == characters.len();
        if first == 0 && !open.start {
            self.markers.push((first, analysis::WORD_START));
        }
        if is_last && !open.end {
            self.markers.push((last, analysis::WORD_END));
        }
        // Behind a number that may be the end of a word, letters are not the beginning of one.
        let begins = if first == 0 { !open.start } else { !characters[first - 1].ends };
        if is_last && open.end && begins {
            self.beginning = Some(first);
        }
    }
}

/// Where the word ends that begins at a place.
fn word_end(characters: &[&OfWord], first: usize) -> usize {
    let length = characters[first..].iter().position(|character| character.ends);
    length.map_or(first, |length| first + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters of words; `|` divides the words, and kana belong to none.
    fn read(words: &str, open: Open) -> Reading {
        let mut all = Vec::new();
        for word in words.split('|') {
            let is_latin = word.is_ascii();
            for (i, _) in word.chars().enumerate() {
                let ends = is_latin && i + 1 == word.len();
                let whole = ends.then(|| format!("{}{word}", analysis::WHOLE_WORD));
                all.push(OfWord { begins: is_latin && i == 0, ends, whole });
            }
        }
        Reading::of(all.iter(), open)
    }

    const CLOSED: Open = Open { start: false, end: false };
    const OPEN_START: Open = Open { start: true, end: false };
    const OPEN_END: Open = Open { start: false, end: true };

    #[test]
    fn words_are_whole_but_where_they_are_open() {
        use Piece::{Character, Word};
        let pieces = |words, open| read(words, open).pieces;
        assert_eq!(pieces("ab|の|c", CLOSED), [Word(1), Character(2), Word(3)]);
        assert_eq!(pieces("ab|の|cd", OPEN_END), [Word(1), Character(2), Character(3), Character(4)]);
        assert_eq!(pieces("ab|の|cd", OPEN_START), [Character(0), Character(1), Character(2), Word(4)]);
        assert_eq!(pieces("のの", CLOSED), [Character(0), Character(1)]);
    }

    #[test]
    fn an_open_word_is_marked_where_it_is_closed() {
        assert_eq!(read("ab", CLOSED).markers, []);
        assert_eq!(read("ab", OPEN_END).markers, [(0, analysis::WORD_START)]);
        assert_eq!(read("ab", OPEN_START).markers, [(1, analysis::WORD_END)]);
        assert_eq!(read("ab", Open { start: true, end: true }).markers, []);
    }

    #[test]
    fn an_open_end_has_a_beginning_unless_that_is_open_too() {
        assert_eq!(read("ab", OPEN_END).beginning, Some(0));
        assert_eq!(read("の|ab", OPEN_END).beginning, Some(1));
        assert_eq!(read("3|d", OPEN_END).beginning, None);
        assert_eq!(read("ab", Open { start: true, end: true }).beginning, None);
        assert_eq!(read("ab|の", OPEN_END).beginning, None);
    }
}
