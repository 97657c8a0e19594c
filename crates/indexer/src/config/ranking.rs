//! The typed form of `ranking.toml`: weights and limits, which may change without a rebuild.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ConfigError, CoverageRanking, fingerprint, toml_file};
use crate::schema::{Part, View};

/// Weights and limits of a search, the typed form of `ranking.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankingConfig {
    pub part: BTreeMap<Part, PartWeights>,
    pub view: BTreeMap<View, ViewWeights>,
    pub breadth: Breadth,
    pub pair: Pair,
    pub long: Long,
    pub feedback: Feedback,
    pub translation: Translation,
    pub mining: Mining,
    pub coverage: CoverageRanking,
    pub limits: Limits,
}

/// What BM25F makes of occurrences in a part.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartWeights {
    /// How many occurrences in an abstract one in this part is worth.
    pub weight: f32,
    /// What it adds to the breadth of a document that has it.
    pub breadth: f32,
    /// Share of the part's length that is made up for, 0 to 1; the view's `b` where it is not given.
    pub b: Option<f32>,
}

/// What BM25F makes of terms of a view.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewWeights {
    /// Multiplier of scores.
    pub weight: f32,
    /// Saturation of repeated occurrences: the larger, the more a further one counts. Above 0.
    pub k1: f32,
    /// Share of a part's length that is made up for, 0 to 1.
    pub b: f32,
    /// Multiplier of the score of two terms of a free text that stand side by side, as one term beside what each
    /// scores by itself; 0 for none.
    pub pair: f32,
}

/// What BM25F makes of the number of parts that a document has.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breadth {
    /// Share of it that is made up for, 0 to 1.
    pub b: f32,
}

/// Which terms of a free text are neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The farthest that they may stand from each other: 1 for neighbours, 2 where one word that is not indexed may
    /// lie between.
    pub distance: u32,
}

/// What is searched of a long text: a paragraph, a claim, a document.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Long {
    /// Different words of one view that are searched at once: those that tell most.
    pub terms: usize,
    /// Saturation of words that a text repeats: the larger, the more a further one counts. Above 0.
    pub k3: f32,
}

/// Which terms of the best documents take part in the ranking, where that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// The best documents, of which terms are taken.
    pub documents: usize,
    /// Terms that are taken of all of them.
    pub terms: usize,
    /// Their share of the weight, 0 to 1 and below 1; the query has the rest.
    pub share: f32,
    /// The power of a document's score, beside the best one's, with which its terms count: 0 for all alike.
    pub power: i32,
}

/// How terms of a query are searched in the other language, where that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// Multiplier of the score of a term in the other language.
    pub weight: f32,
    /// Translations of one term, at most: the likeliest that the index holds.
    pub terms: usize,
    /// The least probability of a translation, as a share of the likeliest's, 0 to 1.
    pub probability: f32,
    /// A translation counts its share of the likeliest's probability to this power: 0 for all alike.
    pub power: f32,
    /// A term of several words counts their number to this power: 0 as one, 1 as all of them.
    pub length: f32,
    /// How alike a katakana word and an English one must sound where no pair is known, 0 to 1.
    pub sound: f32,
}

/// How term pairs are mined from texts in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mining {
    /// Documents whose texts are read; of more, these are chosen by a hash of their ids.
    pub documents: usize,
    /// Aligned texts that a pair of terms has in common, at least.
    pub together: u32,
    /// The least log-likelihood ratio of a pair; 10.83 is met by chance once in a thousand.
    pub log_likelihood_ratio: f64,
    /// The least probability of a pair, in its better direction.
    pub probability: f32,
    /// Terms of a pair's side, at most.
    pub terms: usize,
    /// What an entry of a dictionary counts beside one occurrence, while texts are aligned.
    pub dictionary: f32,
    /// Texts with a term in which these and dictionaries count alike.
    pub even: f32,
    /// How much less a dictionary's next gloss counts: of glosses 0, 1, 2 … the weights are 1 / (1 + decay * gloss).
    pub decay: f32,
}

/// Every limit of a search; an answer that was cut says by which.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Hits of a page when the request does not say.
    pub page_size: usize,
    pub page_size_max: usize,
    /// Characters of a query's text.
    pub query_chars: usize,
    /// Terms and operators of a query, before it is spread over fields.
    pub clauses: usize,
    /// Terms of the index that one truncated or misspelt word may stand for.
    pub expansions: usize,
    /// Values of one facet.
    pub facet_values: usize,
    /// Buckets of one histogram, the empty ones between others included.
    pub histogram_buckets: usize,
    /// Values of one filter in a request.
    pub filters: usize,
    /// Highlighted passages of a hit.
    pub passages: usize,
    /// Members of a family that are listed with a hit.
    pub family_members: usize,
    /// Distinct documents or references that a search of citations may have at the other end.
    pub citations_joined: usize,
    /// Parts of a query that are counted for its echo, and as many counts again for advice.
    pub counted_nodes: usize,
    /// Lines of a search of several lines.
    pub lines: usize,
    /// Documents that a report lists, beside the hash over all of them.
    pub report_documents: usize,
    /// Changed documents of a comparison for which the cause is told part by part.
    pub explained_changes: usize,
}

impl RankingConfig {
    pub fn parse(text: &str, file_name: &str) -> Result<Self, ConfigError> {
        let config: Self = toml_file::parse(text, file_name)?;
        let wrong = |key: String, reason: &str| {
            Err(ConfigError::Invalid { file: file_name.to_owned(), key, reason: reason.to_owned() })
        };
        for part in Part::ALL {
            match config.part.get(part) {
                None => return wrong(format!("part.\"{part}\""), "is missing"),
                Some(PartWeights { weight, .. }) if !usable(*weight) => {
                    return wrong(format!("part.\"{part}\".weight"), WEIGHT);
                }
                Some(PartWeights { breadth, .. }) if !usable(*breadth) => {
                    return wrong(format!("part.\"{part}\".breadth"), WEIGHT);
                }
                Some(PartWeights { b: Some(b), .. }) if !(0.0..=1.0).contains(b) => {
                    return wrong(format!("part.\"{part}\".b"), SHARE);
                }
                Some(_) => {}
            }
        }
        for view in View::ALL {
            match config.view.get(view) {
                None => return wrong(format!("view.\"{view}\""), "is missing"),
                Some(of_view) if !usable(of_view.weight) => {
                    return wrong(format!("view.\"{view}\".weight"), WEIGHT);
                }
                Some(of_view) if !usable(of_view.pair) => {
                    return wrong(format!("view.\"{view}\".pair"), WEIGHT);
                }
                Some(of_view) if !usable(of_view.k1) || of_view.k1 == 0.0 => {
                    return wrong(format!("view.\"{view}\".k1"), "must be a finite number above 0");
                }
                Some(of_view) if !(0.0..=1.0).contains(&of_view.b) => {
                    return wrong(format!("view.\"{view}\".b"), SHARE);
                }
                Some(_) => {}
            }
        }
        if !(0.0..=1.0).contains(&config.breadth.b) {
            return wrong("breadth.b".to_owned(), SHARE);
        }
        if config.long.terms == 0 {
            return wrong("long.terms".to_owned(), "must be at least 1");
        }
        if !usable(config.long.k3) || config.long.k3 == 0.0 {
            return wrong("long.k3".to_owned(), "must be a finite number above 0");
        }
        if !(0.0..1.0).contains(&config.feedback.share) {
            return wrong("feedback.share".to_owned(), "must lie between 0 and 1, and be less than 1");
        }
        if config.feedback.power < 0 {
            return wrong("feedback.power".to_owned(), "must be at least 0");
        }
        let Translation { weight, terms, probability, power, length, sound } = config.translation;
        for (key, value) in [("weight", weight), ("power", power), ("length", length)] {
            if !usable(value) {
                return wrong(format!("translation.{key}"), WEIGHT);
            }
        }
        for (key, value) in [("probability", probability), ("sound", sound)] {
            if !(0.0..=1.0).contains(&value) {
                return wrong(format!("translation.{key}"), SHARE);
            }
        }
        if terms == 0 {
            return wrong("translation.terms".to_owned(), "must be at least 1");
        }
        let Mining { probability, terms, dictionary, even, decay, .. } = config.mining;
        for (key, value) in [("dictionary", dictionary), ("even", even), ("decay", decay)] {
            if !usable(value) {
                return wrong(format!("mining.{key}"), WEIGHT);
            }
        }
        if !(0.0..=1.0).contains(&probability) {
            return wrong("mining.probability".to_owned(), SHARE);
        }
        if !config.mining.log_likelihood_ratio.is_finite() {
            return wrong("mining.log_likelihood_ratio".to_owned(), "must be a finite number");
        }
        if !(1..=8).contains(&terms) {
            return wrong("mining.terms".to_owned(), "must lie between 1 and 8");
        }
        if let Some((key, reason)) = config.coverage.fault() {
            return wrong(format!("coverage.{key}"), reason);
        }
        if let Some(key) = config.limits.first_zero() {
            return wrong(format!("limits.{key}"), "must be at least 1");
        }
        if config.limits.page_size > config.limits.page_size_max {
            return wrong("limits.page_size".to_owned(), "must not exceed limits.page_size_max");
        }
        Ok(config)
    }

    /// The same with other settings, each as a line of the file with its whole key: `part.title.weight = 2`.
    pub fn with(&self, settings: &[String]) -> Result<Self, ConfigError> {
        let mut table = toml::Table::try_from(self).expect("a configuration of strings and numbers is TOML");
        for setting in settings {
            let setting: toml::Table = toml_file::parse(setting, setting)?;
            merge(&mut table, setting);
        }
        let text = toml::to_string(&table).expect("a table of TOML is TOML");
        Self::parse(&text, &settings.join(", "))
    }

    /// The share of a physical field's length that is made up for.
    pub fn b(&self, part: Part, view: View) -> f32 {
        self.part[&part].b.unwrap_or(self.view[&view].b)
    }

    /// Sixteen hexadecimal digits; it gates nothing, since no weight is written into an index.
    pub fn fingerprint(&self) -> String {
        let json = serde_json::to_vec(self).expect("a configuration of strings and numbers is JSON");
        fingerprint::hex(&json)
    }
}

const WEIGHT: &str = "must be a finite number, 0 or more";
const SHARE: &str = "must lie between 0 and 1";

fn merge(table: &mut toml::Table, settings: toml::Table) {
    for (key, value) in settings {
        match (table.get_mut(&key), value) {
            (Some(toml::Value::Table(known)), toml::Value::Table(settings)) => merge(known, settings),
            // A whole number is one of the weights as well.
            (Some(known @ toml::Value::Float(_)), toml::Value::Integer(number)) => {
                *known = toml::Value::Float(number as f64);
            }
            (_, value) => {
                table.insert(key, value);
            }
        }
    }
}

/// The weights are multiplied into scores, which must stay finite and ordered.
fn usable(weight: f32) -> bool {
    weight.is_finite() && weight >= 0.0
}

impl Limits {
    fn first_zero(&self) -> Option<&'static str> {
        let all = [
            ("page_size", self.page_size),
            ("page_size_max", self.page_size_max),
            ("query_chars", self.query_chars),
            ("clauses", self.clauses),
            ("expansions", self.expansions),
            ("facet_values", self.facet_values),
            ("histogram_buckets", self.histogram_buckets),
            ("filters", self.filters),
            ("passages", self.passages),
            ("family_members", self.family_members),
            ("citations_joined", self.citations_joined),
            ("counted_nodes", self.counted_nodes),
            ("lines", self.lines),
            ("report_documents", self.report_documents),
            ("explained_changes", self.explained_changes),
        ];
        all.into_iter().find_map(|(key, limit)| (limit == 0).then_some(key))
    }
}
