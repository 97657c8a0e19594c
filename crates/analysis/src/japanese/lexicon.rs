//! The dictionaries of the morphological view, with what the configuration makes of each word.

use std::collections::HashSet;
use std::path::Path;

use lindera_dictionary::dictionary::{Dictionary, UserDictionary};
use lindera_dictionary::mode::{Mode, Penalty};
use lindera_dictionary::viterbi::{LexType, WordId};

use super::katakana::Katakana;
use crate::config::{JapaneseConfig, WordDictionary};
use crate::dictionary::{DictionaryInfo, Ipadic, Technical, kanji_variants};
use crate::error::AnalysisError;

/// Costs that lindera's own search mode adds to long words, per character above the threshold.
const KANJI_PENALTY: i32 = 3000;
const OTHER_PENALTY: i32 = 1700;

/// Instead of an index into the terms: the surface is the term.
const SURFACE: u32 = 0;
/// Instead of an index into the terms: the word is dropped.
const STOP: u32 = u32::MAX;

/// What a dictionary word becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordTerm<'a> {
    Stop,
    Surface,
    Term(&'a str),
}

/// Shared by all workers.
pub(crate) struct Lexicon {
    pub(super) dictionary: Dictionary,
    pub(super) user: Option<UserDictionary>,
    pub(super) dividing: Mode,
    pub(super) divide_kanji_above: usize,
    pub(super) divide_other_above: usize,
    pub(super) katakana: Option<Katakana>,
    pub(super) katakana_stem_from: usize,
    terms: Vec<Box<str>>,
    /// By word id of the system dictionary: index into `terms`, or [`SURFACE`], or [`STOP`].
    system_terms: Vec<u32>,
    /// The same for the user dictionary.
    user_terms: Vec<u32>,
}

impl Lexicon {
    /// Opens the dictionaries that `config` names, and what to say of them.
    pub(crate) fn open(
        config: &JapaneseConfig,
        cache_dir: &Path,
    ) -> Result<(Self, Vec<DictionaryInfo>), AnalysisError> {
        let WordDictionary::Ipadic = config.dictionary;
        let ipadic = Ipadic::open(cache_dir)?;
        let mut infos = vec![ipadic.info(), kanji_variants()?];
        let user = if config.technical_terms {
            let technical = Technical::load()?;
            infos.push(technical.manifest.info());
            Some(technical.words)
        } else {
            None
        };
        let penalty = Penalty {
            kanji_penalty_length_threshold: usize::from(config.divide_kanji_above),
            kanji_penalty_length_penalty: KANJI_PENALTY,
            other_penalty_length_threshold: usize::from(config.divide_other_above),
            other_penalty_length_penalty: OTHER_PENALTY,
        };
        let mut lexicon = Lexicon {
            dictionary: ipadic.dictionary,
            user,
            dividing: Mode::Decompose(penalty),
            divide_kanji_above: usize::from(config.divide_kanji_above),
            divide_other_above: usize::from(config.divide_other_above),
            katakana: config.fold_katakana.then(Katakana::new),
            katakana_stem_from: usize::from(config.katakana_stem_from),
            system_terms: Vec::new(),
            user_terms: Vec::new(),
            terms: ipadic.words.terms,
        };
        let stops: Vec<bool> =
            ipadic.words.parts_of_speech.iter().map(|label| is_stopped(config, label)).collect();
        let system = ipadic.words.entries.iter().map(|word| match stops[usize::from(word.part_of_speech)] {
            true => STOP,
            false if config.fold_okurigana => word.common,
            false => word.base,
        });
        lexicon.system_terms = system.collect();
        lexicon.read_user_words(config);
        lexicon.stop_words(config);
        Ok((lexicon, infos))
    }

    /// What the word `id` becomes; an unknown word is always kept, since its part of speech is a guess.
    pub(super) fn term(&self, id: WordId) -> WordTerm<'_> {
        let terms = match id.lex_type() {
            LexType::System => &self.system_terms,
            LexType::User => &self.user_terms,
            LexType::Unknown => return WordTerm::Surface,
        };
        match terms.get(id.id() as usize) {
            None | Some(&SURFACE) => WordTerm::Surface,
            Some(&STOP) => WordTerm::Stop,
            Some(&index) => WordTerm::Term(&self.terms[index as usize]),
        }
    }

    /// A user word's base form column is its term, whatever its part of speech: that is how spellings are joined.
    fn read_user_words(&mut self, config: &JapaneseConfig) {
        let Some(user) = &self.user else { return };
        for id in 0..user.dict.word_count() {
            let details = user.word_details(id);
            let label = details.get(..4).map(|levels| levels.join(",")).unwrap_or_default();
            self.user_terms.push(match details.get(6) {
                _ if is_stopped(config, &label) => STOP,
                Some(&base) if base != "*" => {
                    self.terms.push(base.into());
                    (self.terms.len() - 1) as u32
                }
                _ => SURFACE,
            });
        }
    }

    /// Drops the configured words: those with such a base form, and those spelled so without one.
    fn stop_words(&mut self, config: &JapaneseConfig) {
        let words: HashSet<&str> = config.stop_words.iter().map(String::as_str).collect();
        let stopped: Vec<bool> = self.terms.iter().map(|term| words.contains(&**term)).collect();
        for term in &mut self.system_terms {
            if *term != STOP && stopped[*term as usize] {
                *term = STOP;
            }
        }
        for word in &config.stop_words {
            for entry in self.dictionary.prefix_dictionary.find_surface_iter(word) {
                self.system_terms[entry.word_id().id() as usize] = STOP;
            }
        }
    }
}

fn is_stopped(config: &JapaneseConfig, label: &str) -> bool {
    config.stop_parts_of_speech.iter().any(|stop| {
        label.strip_prefix(stop.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(','))
    })
}
