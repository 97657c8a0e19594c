//! Bilingual term pairs of an index, in Japanese and English.
//!
//! A [`Miner`] reads the texts of a generation that say the same in both languages and the dictionaries that the user
//! adds, and makes [`Pair`]s with probabilities; [`install`] puts them beside the index, where [`TermPairs`] finds
//! them, together with what people decided. [`sound`] tells how alike a katakana word and an English word sound.
//! Nothing here knows a query, the engine, or the network.

mod decision;
mod dictionary;
mod error;
mod keys;
mod mine;
mod pair;
mod pairs;
pub mod sound;
mod store;

pub use decision::{Decision, DecisionKeys, Decisions};
pub use dictionary::{Dictionary, DictionaryEntry};
pub use error::TermsError;
pub use mine::{AlignedTexts, Mined, Miner};
pub use pair::{Direction, Pair, Side, Source};
pub use pairs::TermPairs;
pub use store::{DictionaryInfo, PairsInfo, install};
