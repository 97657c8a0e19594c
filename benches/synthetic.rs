//! Synthetic documents in any number, made of real text: the same ones at every run.
//!
//! A title is a real one. An abstract has as many sentences as a real abstract, each drawn from all abstracts, so that
//! words are as frequent as they are there and stand in the company that they have there. New documents bring new
//! words: one word in `WORDS_PER_NEW` is put together from the beginning of one and the end of another, which are
//! mostly rare, as names, numbers and misspellings are. Each document is marked as invented.

use model::{Date, Document, Language, Patent, PublicationNumber, Text};

use crate::{judged_documents, us_abstracts};

/// Of so many words of a text, one is new.
const WORDS_PER_NEW: u64 = 150;

/// Of so many documents, one is in Japanese.
const DOCUMENTS_PER_JAPANESE: u64 = 4;

/// Numbers that are the same at every run (SplitMix64; Steele, Lea and Flood, 2014).
pub struct Random(pub u64);

impl Random {
    /// The next number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len() as u64) as usize]
    }
}

/// What documents of a language are made of.
struct Pool {
    language: Language,
    titles: Vec<String>,
    sentences: Vec<String>,
    /// Sentences of each real abstract.
    lengths: Vec<usize>,
    end: &'static str,
}

/// Makes documents.
pub struct Synthetic {
    english: Pool,
    japanese: Pool,
}

impl Synthetic {
    /// Reads what documents are made of: scifact and 10,000 US abstracts; jaquad, jsquad and the abstracts of a journal.
    pub fn new() -> Self {
        let mut english = judged_documents("scifact", Language::EN);
        english.extend(us_abstracts());
        let sets = ["jaquad-dev-ja", "jsquad-valid-ja", "nlpjournal-title-abs-ja"];
        let japanese: Vec<Document> =
            sets.iter().flat_map(|name| judged_documents(name, Language::JA)).collect();
        Self {
            english: Pool::new(Language::EN, &english, ". "),
            japanese: Pool::new(Language::JA, &japanese, "。"),
        }
    }

    /// The i-th document; published in one of a hundred years, by turns.
    pub fn document(&self, i: usize) -> Document {
        let mut random = of_document(i);
        let is_japanese = random.below(DOCUMENTS_PER_JAPANESE) == 0;
        let language = if is_japanese { Language::JA } else { Language::EN };
        self.made(language, i, &mut random)
    }

    /// The i-th document of those in one language: English or Japanese.
    pub fn in_language(&self, language: Language, i: usize) -> Document {
        self.made(language, i, &mut of_document(i))
    }

    fn made(&self, language: Language, i: usize, random: &mut Random) -> Document {
        let pool = if language == Language::JA { &self.japanese } else { &self.english };
        let number: PublicationNumber = format!("JP-{}-B2", 100_000_000 + i).parse().expect("a number");
        let mut patent = Patent::new(number);
        patent.invented = true;
        patent.published = Date::new(1900 + (i % 100) as u16, None, None).ok();
        patent.titles = vec![Text::new(pool.language, random.of(&pool.titles))];
        patent.abstracts = vec![Text::new(pool.language, pool.text(random))];
        Document::Patent(Box::new(patent))
    }
}

/// Numbers of one document; multiplied, so that neighbours do not share what they draw.
fn of_document(i: usize) -> Random {
    Random((i as u64).wrapping_mul(0xd134_2543_de82_ef95))
}

impl Default for Synthetic {
    fn default() -> Self {
        Self::new()
    }
}

impl Pool {
    fn new(language: Language, documents: &[Document], end: &'static str) -> Self {
        let mut pool = Self { language, titles: Vec::new(), sentences: Vec::new(), lengths: Vec::new(), end };
        for document in documents {
            let titles = document.titles().iter().map(|title| title.text.clone());
            pool.titles.extend(titles.filter(|title| !title.is_empty()));
            for text in document.abstracts() {
                let sentences = text.text.split_inclusive(end).map(str::to_owned);
                let before = pool.sentences.len();
                pool.sentences.extend(sentences);
                pool.lengths.push(pool.sentences.len() - before);
            }
        }
        pool
    }

    fn text(&self, random: &mut Random) -> String {
        let mut text = String::new();
        for _ in 0..*random.of(&self.lengths) {
            let sentence = random.of(&self.sentences).trim_end();
            let words = sentence.split(' ').count() as u64;
            match self.language {
                Language::EN if random.below(WORDS_PER_NEW) < words => {
                    let at = random.below(words) as usize;
                    let new = self.new_word(random);
                    let replaced = sentence.split(' ').enumerate();
                    let replaced = replaced.map(|(i, word)| if i == at { new.as_str() } else { word });
                    text.push_str(&replaced.collect::<Vec<_>>().join(" "));
                }
                _ => text.push_str(sentence),
            }
            if self.end.ends_with(' ') {
                text.push(' ');
            }
        }
        text
    }

    /// The beginning of one word and the end of another.
    fn new_word(&self, random: &mut Random) -> String {
        let mut half = |first: bool| {
            let words: Vec<&str> = random.of(&self.sentences).split_whitespace().collect();
            let word: Vec<char> = random.of(&words).chars().filter(|c| c.is_alphanumeric()).collect();
            let middle = word.len() / 2;
            if first { word[..middle].iter().collect() } else { word[middle..].iter().collect::<String>() }
        };
        format!("{}{}", half(true), half(false))
    }
}
