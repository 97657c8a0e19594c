//! What the chain needs to know of each dictionary word, worked out once when the dictionary is compiled.
//!
//! Fetching a word's details for every token halves the speed of segmentation. The table holds, by word id, the part
//! of speech and the term: the base form of inflected words, or the common form of okurigana spellings.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use lindera_dictionary::dictionary::Dictionary;

use crate::fold::{is_hiragana, is_kanji};

/// Raised when the table's content or form changes.
pub(crate) const WORD_TABLE_VERSION: u32 = 2;

/// Parts of speech and terms by word id.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct WordTable {
    /// Distinct part-of-speech labels: four levels joined by commas.
    pub(crate) parts_of_speech: Vec<String>,
    pub(crate) entries: Vec<WordEntry>,
    /// Distinct terms; the first is empty and stands for the surface as it is.
    pub(crate) terms: Vec<Box<str>>,
}

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordEntry {
    /// Index into [`WordTable::parts_of_speech`].
    pub(crate) part_of_speech: u16,
    /// Index into [`WordTable::terms`]: the base form.
    pub(crate) base: u32,
    /// Index into [`WordTable::terms`]: the common form of all okurigana spellings.
    pub(crate) common: u32,
}

/// Columns of a word's details in IPADIC.
struct Details<'a> {
    part_of_speech: [&'a str; 4],
    form: &'a str,
    base: &'a str,
    reading: &'a str,
}

impl<'a> Details<'a> {
    fn of(dictionary: &'a Dictionary, id: usize) -> Self {
        let mut fields = dictionary.word_details_iter(id);
        let mut next = || fields.next().unwrap_or("*");
        let part_of_speech = [next(), next(), next(), next()];
        let (_conjugation, form, base, reading) = (next(), next(), next(), next());
        Details { part_of_speech, form, base, reading }
    }

    fn is_verb(&self) -> bool {
        self.part_of_speech[0] == "動詞" && self.part_of_speech[1] == "自立"
    }

    fn is_inflected(&self) -> bool {
        matches!(self.part_of_speech[0], "動詞" | "形容詞")
    }

    fn is_plain_noun(&self) -> bool {
        self.part_of_speech[0] == "名詞"
            && matches!(self.part_of_speech[1], "一般" | "サ変接続" | "形容動詞語幹" | "副詞可能")
    }
}

impl WordTable {
    /// Works the table out of a compiled dictionary.
    pub(crate) fn of(dictionary: &Dictionary) -> Self {
        let count = dictionary.prefix_dictionary.word_count();
        let spellings = Spellings::of(dictionary, count);
        let mut table = WordTable { terms: vec!["".into()], ..WordTable::default() };
        let mut labels: HashMap<String, u16> = HashMap::new();
        let mut terms: HashMap<String, u32> = HashMap::new();
        for id in 0..count {
            let word = Details::of(dictionary, id);
            let label = word.part_of_speech.join(",");
            let part_of_speech = *labels.entry(label).or_insert_with_key(|label| {
                table.parts_of_speech.push(label.clone());
                (table.parts_of_speech.len() - 1) as u16
            });
            let mut term = |text: &str| {
                *terms.entry(text.to_owned()).or_insert_with(|| {
                    table.terms.push(text.into());
                    (table.terms.len() - 1) as u32
                })
            };
            let base = if word.is_inflected() && word.base != "*" { term(word.base) } else { 0 };
            let common = spellings.common(&word).map_or(base, &mut term);
            table.entries.push(WordEntry { part_of_speech, base, common });
        }
        table
    }

    pub(crate) fn write(&self, path: &Path) -> io::Result<()> {
        let mut bytes = Vec::new();
        let number =
            |bytes: &mut Vec<u8>, value: usize| bytes.extend_from_slice(&(value as u32).to_le_bytes());
        let lists = [
            self.parts_of_speech.iter().map(String::as_str).collect::<Vec<_>>(),
            self.terms.iter().map(|term| &**term).collect(),
        ];
        for list in lists {
            let text = list.join("\n");
            number(&mut bytes, text.len());
            bytes.extend_from_slice(text.as_bytes());
        }
        number(&mut bytes, self.entries.len());
        for entry in &self.entries {
            bytes.extend_from_slice(&entry.part_of_speech.to_le_bytes());
            number(&mut bytes, entry.base as usize);
            number(&mut bytes, entry.common as usize);
        }
        std::fs::write(path, bytes)
    }

    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        let bytes = std::fs::read(path)?;
        Self::decode(&bytes)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the word table is cut short"))
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let parts_of_speech = take_list(&mut rest)?.split('\n').map(str::to_owned).collect();
        let terms = take_list(&mut rest)?.split('\n').map(Box::from).collect();
        let (count, rows) = rest.split_first_chunk::<4>()?;
        let (rows, tail) = rows.as_chunks::<10>();
        if rows.len() != u32::from_le_bytes(*count) as usize || !tail.is_empty() {
            return None;
        }
        let entries = rows
            .iter()
            .map(|&[a, b, c, d, e, f, g, h, i, j]| WordEntry {
                part_of_speech: u16::from_le_bytes([a, b]),
                base: u32::from_le_bytes([c, d, e, f]),
                common: u32::from_le_bytes([g, h, i, j]),
            })
            .collect();
        Some(WordTable { parts_of_speech, entries, terms })
    }
}

/// A list's text: its length in four bytes, then the text.
fn take_list<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let (length, tail) = rest.split_first_chunk::<4>()?;
    let (text, tail) = tail.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    *rest = tail;
    std::str::from_utf8(text).ok()
}

/// Spellings of one word that differ in okurigana only: 取り付け, 取付け, 取付; 行う, 行なう.
///
/// Two spellings are the same word when they have the same kanji in the same order *and the same reading*; a verb
/// counts with the reading of its 連用形, so that it meets the noun made of it. The reading is what makes this safe:
/// 組合せ (くみあわせ) is kept apart from 組合 (くみあい), 生き物 (いきもの) from 生物 (せいぶつ).
struct Spellings {
    /// By kanji and reading: the shortest spelling, the verb before the noun.
    common: HashMap<(String, String), String>,
    /// The reading of a verb's 連用形 by its base form; verbs with two (開く: ひらく, あく) are left out.
    stems: HashMap<String, Option<String>>,
}

impl Spellings {
    fn of(dictionary: &Dictionary, count: usize) -> Self {
        let mut stems: HashMap<String, Option<String>> = HashMap::new();
        for id in 0..count {
            let word = Details::of(dictionary, id);
            if word.is_verb() && word.form == "連用形" {
                let stem = stems.entry(word.base.to_owned()).or_insert_with(|| Some(word.reading.to_owned()));
                if stem.as_deref() != Some(word.reading) {
                    *stem = None;
                }
            }
        }
        let mut spellings = Spellings { common: HashMap::new(), stems };
        let mut shortest: HashMap<(String, String), (String, bool)> = HashMap::new();
        for id in 0..count {
            let word = Details::of(dictionary, id);
            let Some(key) = spellings.key(&word) else { continue };
            let rank = |base: &str, is_verb: bool| (base.len(), !is_verb, base.to_owned());
            let own = (word.base.to_owned(), word.is_verb());
            let shortest = shortest.entry(key).or_insert_with(|| own.clone());
            if rank(&own.0, own.1) < rank(&shortest.0, shortest.1) {
                *shortest = own;
            }
        }
        spellings.common = shortest.into_iter().map(|(key, (base, _))| (key, base)).collect();
        spellings
    }

    fn common(&self, word: &Details<'_>) -> Option<&str> {
        self.common.get(&self.key(word)?).map(String::as_str)
    }

    /// Kanji and reading of a word that may have other okurigana.
    fn key(&self, word: &Details<'_>) -> Option<(String, String)> {
        if !word.base.starts_with(is_kanji) || !word.base.chars().all(|c| is_kanji(c) || is_hiragana(c)) {
            return None;
        }
        let kanji: String = word.base.chars().filter(|&c| is_kanji(c)).collect();
        let all_kanji = kanji.len() == word.base.len();
        let reading = match () {
            () if word.is_verb() => self.stems.get(word.base)?.as_deref()?,
            // A single kanji is a word of its own (畳) rather than a spelling of the verb (畳む).
            () if word.is_plain_noun() && !(all_kanji && kanji.chars().nth(1).is_none()) => word.reading,
            () => return None,
        };
        Some((kanji, reading.to_owned()))
    }
}
