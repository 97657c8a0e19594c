//! Phrases for problems and for solutions, mined from what abstracts say under 【課題】 and 【解決手段】 or in the
//! sentences of English ones.

mod english;
mod japanese;

use std::collections::BTreeMap;

use model::{DocumentType, Language};
use query::QueryError;

use super::scope::Scope;

/// Documents that are read at most, evenly over the base: phrases that matter occur in many.
const READ: usize = 2_000;

/// The least number of documents that a phrase must occur in.
const LEAST: usize = 2;

/// Phrases of a set of documents, those that tell most first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Phrases {
    pub(super) problems: Vec<String>,
    pub(super) solutions: Vec<String>,
    /// Documents that were read.
    pub(super) read: usize,
}

/// What an abstract says of its problem and of its solution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sections {
    pub(super) problem: String,
    pub(super) solution: String,
}

/// Mines the abstracts of the base in one language for at most `size` phrases of each sort.
pub(super) fn mine(scope: &Scope<'_>, language: Language, size: usize) -> Result<Phrases, QueryError> {
    let nth = (scope.base.len() as usize).div_ceil(READ).max(1);
    let mut sections = Vec::new();
    for address in scope.base.set.addresses().step_by(nth) {
        let stored = scope.generation.stored(address)?;
        if stored.front().document_type() != DocumentType::Patent {
            continue;
        }
        let abstracts = stored.abstracts()?;
        let text = abstracts.iter().find(|text| text.language == language);
        let found = text.map(|text| sections_of(&text.text, language)).unwrap_or_default();
        sections.push(found);
    }
    Ok(of_sections(&sections, language, size))
}

fn sections_of(text: &str, language: Language) -> Sections {
    if language == Language::JA { japanese::sections(text) } else { english::sections(text) }
}

/// Phrases of a text, each with its weight: what says more weighs more.
pub(super) fn candidates(text: &str, language: Language) -> Vec<(String, f64)> {
    if language == Language::JA { japanese::candidates(text) } else { english::candidates(text) }
}

fn of_sections(sections: &[Sections], language: Language, size: usize) -> Phrases {
    let candidates = |text: &str| candidates(text, language);
    let problems: Vec<&str> = sections.iter().map(|of| of.problem.as_str()).collect();
    let solutions: Vec<&str> = sections.iter().map(|of| of.solution.as_str()).collect();
    let problems = chosen(&problems, &candidates, size, &[]);
    let solutions = chosen(&solutions, &candidates, size, &problems);
    Phrases { problems, solutions, read: sections.len() }
}

/// The phrases that occur in most texts, none inside another that occurs about as often.
fn chosen(
    texts: &[&str],
    candidates: &dyn Fn(&str) -> Vec<(String, f64)>,
    size: usize,
    taken: &[String],
) -> Vec<String> {
    let mut found: BTreeMap<String, (usize, f64)> = BTreeMap::new();
    for text in texts {
        let mut of_text = candidates(text);
        of_text.sort_by(|a, b| a.0.cmp(&b.0));
        of_text.dedup_by(|a, b| a.0 == b.0);
        for (phrase, weight) in of_text {
            found.entry(phrase).or_insert((0, weight)).0 += 1;
        }
    }
    let mut ranked: Vec<(String, usize, f64)> = found
        .into_iter()
        .filter(|(phrase, (texts, _))| LEAST <= *texts && !taken.contains(phrase))
        .map(|(phrase, (texts, weight))| (phrase, texts, texts as f64 * weight))
        .collect();
    ranked.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    let mut kept: Vec<Kept> = Vec::new();
    for (phrase, texts, _) in ranked {
        keep(&mut kept, phrase, texts, size);
    }
    kept.into_iter().map(|kept| kept.phrase).collect()
}

/// A phrase that was chosen.
struct Kept {
    phrase: String,
    /// In how many texts it occurs.
    texts: usize,
    /// In how many texts the most frequent of the shorter phrases occurs that it stands for.
    stands_for: usize,
}

/// Keeps a phrase, in the place of shorter ones that occur hardly more often: the longer one says more. One that is inside of
/// a kept one and occurs hardly more often is left out.
fn keep(kept: &mut Vec<Kept>, phrase: String, texts: usize, size: usize) {
    let hardly_more = |more: usize, texts: usize| more <= texts * 3 / 2;
    if kept.iter().any(|other| other.phrase.contains(&phrase) && hardly_more(texts, other.texts)) {
        return;
    }
    let within = |other: &Kept| phrase.contains(&other.phrase) && hardly_more(other.texts, texts);
    // Else phrases would grow, each hardly rarer than the last, until they are far rarer than the first.
    if kept.iter().any(|other| within(other) && !hardly_more(other.stands_for, texts)) {
        return;
    }
    let place = kept.iter().position(within);
    let stands_for =
        kept.iter().filter(|other| within(other)).map(|other| other.stands_for).fold(texts, usize::max);
    kept.retain(|other| !within(other));
    if kept.len() < size {
        kept.insert(place.unwrap_or(kept.len()), Kept { phrase, texts, stands_for });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_come_from_the_sections_that_they_belong_to() {
        let texts = [
            "【課題】金型の温度変動に追従し、成形品の寸法のばらつきを抑える。\n【解決手段】冷却水の流量を変える弁を備える。",
            "【課題】成形品の寸法のばらつきと、金型の温度変動を抑える。\n【解決手段】制御部が冷却水の流量を増やし、弁を開く。",
            "【課題】樹脂の劣化を防ぐ。\n【解決手段】冷却水を用いる。",
        ];
        let sections: Vec<Sections> = texts.iter().map(|text| sections_of(text, Language::JA)).collect();
        let phrases = of_sections(&sections, Language::JA, 3);
        assert_eq!(phrases.problems, ["金型の温度変動", "成形品の寸法"]);
        assert_eq!(phrases.solutions, ["冷却水の流量"]);
    }

    #[test]
    fn english_sentences_are_told_apart_by_what_they_say() {
        let text = "A valve changes the flow rate of cooling water. Variation in the dimensions of the molded article is reduced.";
        let sections = sections_of(text, Language::EN);
        assert_eq!(sections.solution.trim(), "A valve changes the flow rate of cooling water");
        assert!(sections.problem.contains("dimensions"));
        let marked = "PROBLEM TO BE SOLVED: To prevent a leak. SOLUTION: A seal is provided.";
        let sections = sections_of(marked, Language::EN);
        assert_eq!(
            (sections.problem.trim(), sections.solution.trim()),
            ("To prevent a leak.", "A seal is provided.")
        );
    }
}
