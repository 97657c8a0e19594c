//! What people decided about pairs, apart from what is mined: `DIR/terms/decisions.tsv`, one decision a line.

use std::{fmt, fs, path::Path};

use indexer::{IndexConfig, TermFiles};

use crate::{Direction, TermsError, keys::Keys};

/// What a person decided about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decision {
    /// It is a pair, mined or not.
    Add,
    /// It is none, whatever is mined.
    Veto,
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Add => "add",
            Self::Veto => "veto",
        })
    }
}

/// All decisions about the pairs of an index, in the order of their making.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    decided: Vec<(Decision, String, String)>,
}

const HEAD: &str =
    "# Decisions about term pairs: add or veto, Japanese, English. Mining leaves this file alone.\n";

impl Decisions {
    /// The decisions beside the index in `dir`; none where there is no file.
    pub fn open(dir: &Path) -> Result<Self, TermsError> {
        match TermFiles::open(dir)?.decisions() {
            Some(path) => Self::read(&path),
            None => Ok(Self::default()),
        }
    }

    pub(crate) fn read(path: &Path) -> Result<Self, TermsError> {
        let text =
            fs::read_to_string(path).map_err(|source| TermsError::Read { path: path.to_owned(), source })?;
        let mut decided = Vec::new();
        for (i, line) in
            text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        {
            let wrong = |reason: &str| TermsError::Line {
                path: path.to_owned(),
                line: i + 1,
                reason: format!("{reason}: {line:?}"),
            };
            let columns: Vec<&str> = line.split('\t').collect();
            let [decision, ja, en] = columns.as_slice() else {
                return Err(wrong("expected add or veto, Japanese and English, apart by tabs"));
            };
            let decision = match *decision {
                "add" => Decision::Add,
                "veto" => Decision::Veto,
                _ => return Err(wrong("expected add or veto")),
            };
            decided.push((decision, (*ja).to_owned(), (*en).to_owned()));
        }
        Ok(Self { decided })
    }

    /// Decision, Japanese, English.
    pub fn iter(&self) -> impl Iterator<Item = (Decision, &str, &str)> {
        self.decided.iter().map(|(decision, ja, en)| (*decision, ja.as_str(), en.as_str()))
    }

    pub fn is_empty(&self) -> bool {
        self.decided.is_empty()
    }

    /// Decides about a pair; what was decided about the same one before is replaced. False where nothing changes.
    pub fn decide(
        &mut self,
        keys: &mut DecisionKeys,
        decision: Decision,
        ja: &str,
        en: &str,
    ) -> Result<bool, TermsError> {
        let (ja, en) = (plain(ja), plain(en));
        let pair = keys.of(&ja, &en)?;
        let mut is_new = true;
        let mut kept = Vec::with_capacity(self.decided.len() + 1);
        for known in std::mem::take(&mut self.decided) {
            if keys.of(&known.1, &known.2)? != pair {
                kept.push(known);
            } else {
                is_new &= known.0 != decision;
            }
        }
        kept.push((decision, ja, en));
        self.decided = kept;
        Ok(is_new)
    }

    /// Takes a decision back. False where there is none like it.
    pub fn withdraw(
        &mut self,
        keys: &mut DecisionKeys,
        decision: Decision,
        ja: &str,
        en: &str,
    ) -> Result<bool, TermsError> {
        let pair = keys.of(&plain(ja), &plain(en))?;
        let before = self.decided.len();
        let mut kept = Vec::with_capacity(before);
        for known in std::mem::take(&mut self.decided) {
            if known.0 != decision || keys.of(&known.1, &known.2)? != pair {
                kept.push(known);
            }
        }
        self.decided = kept;
        Ok(self.decided.len() < before)
    }

    /// Puts the decisions beside the index in `dir`.
    pub fn install(&self, dir: &Path) -> Result<(), TermsError> {
        let mut text = HEAD.to_owned();
        for (decision, ja, en) in &self.decided {
            text.push_str(&format!("{decision}\t{ja}\t{en}\n"));
        }
        Ok(TermFiles::install(dir, TermFiles::DECISIONS, text.as_bytes())?)
    }
}

/// Tells pairs apart as an index does: by the terms of their sides, not by their letters.
pub struct DecisionKeys(Keys);

impl DecisionKeys {
    pub fn new(config: &IndexConfig, analyzers: &analysis::Analyzers) -> Result<Self, TermsError> {
        Keys::new(config, analyzers).map(Self)
    }

    fn of(&mut self, ja: &str, en: &str) -> Result<(String, String), TermsError> {
        let mut key = |direction, surface: &str, language| match self.0.side(direction, surface) {
            Some(side) => Ok(side.key),
            None => Err(TermsError::NoTerm { surface: surface.to_owned(), language }),
        };
        Ok((key(Direction::ToEnglish, ja, "Japanese")?, key(Direction::ToJapanese, en, "English")?))
    }
}

/// One line, single spaces.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
