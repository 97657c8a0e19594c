//! English: runs of one to three words between words that say little.

use super::Sections;

/// Headings of the Patent Abstracts of Japan, old and new.
const PROBLEM: [&str; 2] = ["PROBLEM TO BE SOLVED:", "PURPOSE:"];
const SOLUTION: [&str; 2] = ["SOLUTION:", "CONSTITUTION:"];

/// What sentences say that state a problem or an effect.
const CUES: &[&str] = &[
    "problem",
    "reduc",
    "improv",
    "prevent",
    "suppress",
    "avoid",
    "without",
    "enhanc",
    "increas",
    "decreas",
    "thereby",
    "stabl",
    "excellent",
    "higher",
    "lower",
    "less ",
    "easily",
    "even when",
    "so that",
    "durab",
    "resist",
    "safe",
];

/// Words that name no problem and no solution, and words between others.
const STOP: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "and",
    "or",
    "in",
    "on",
    "to",
    "is",
    "are",
    "was",
    "be",
    "by",
    "for",
    "with",
    "from",
    "as",
    "at",
    "that",
    "which",
    "when",
    "while",
    "where",
    "has",
    "have",
    "having",
    "includes",
    "include",
    "including",
    "comprises",
    "comprising",
    "comprise",
    "provided",
    "provides",
    "provide",
    "disclosed",
    "it",
    "its",
    "this",
    "these",
    "than",
    "into",
    "between",
    "one",
    "two",
    "first",
    "second",
    "third",
    "least",
    "most",
    "each",
    "any",
    "not",
    "can",
    "may",
    "said",
    "wherein",
    "thereby",
    "even",
    "without",
    "method",
    "apparatus",
    "device",
    "system",
    "invention",
    "present",
    "according",
    "being",
    "such",
    "other",
    "more",
    "less",
    "same",
    "also",
    "both",
    "based",
    "used",
    "using",
    "use",
    "made",
    "plurality",
    "through",
    "after",
    "before",
    "over",
    "under",
    "above",
    "below",
    "during",
    "so",
    "no",
    "only",
    "then",
    "thus",
    "their",
    "they",
    "them",
    "because",
    "rather",
    "part",
    "obtained",
    "formed",
    "improved",
    "reduced",
    "increased",
    "high",
    "low",
    "higher",
    "lower",
    "larger",
    "smaller",
    "large",
    "small",
    "good",
    "excellent",
    "suppressed",
    "prevented",
    "stably",
    "stable",
    "performed",
    "arranged",
    "contains",
    "containing",
    "changes",
    "change",
    "changed",
    "kept",
    "takes",
    "taken",
    "time",
    "times",
    "amount",
    "ratio",
    "range",
    "degrees",
    "celsius",
    "within",
    "unit",
    "units",
    "step",
    "steps",
    "side",
    "state",
    "value",
    "values",
    "set",
    "obtain",
    "shown",
    "makes",
    "make",
    "given",
    "passes",
    "passed",
    "placed",
    "added",
    "does",
    "will",
    "must",
    "during",
    "result",
    "results",
];

/// What stands under the headings; without headings, sentences by what they say.
pub(super) fn sections(text: &str) -> Sections {
    if let Some((_, rest)) = PROBLEM.iter().find_map(|heading| text.split_once(heading)) {
        let cut = SOLUTION.iter().find_map(|heading| rest.split_once(heading));
        let (problem, solution) = cut.unwrap_or((rest, ""));
        let solution = solution.split("COPYRIGHT").next().unwrap_or_default();
        return Sections { problem: problem.to_owned(), solution: solution.to_owned() };
    }
    let mut sections = Sections::default();
    for sentence in text.split(". ") {
        let lower = sentence.to_lowercase();
        let section = if CUES.iter().any(|cue| lower.contains(cue)) {
            &mut sections.problem
        } else {
            &mut sections.solution
        };
        section.push_str(sentence);
        section.push_str(". ");
    }
    for section in [&mut sections.problem, &mut sections.solution] {
        section.truncate(section.trim_end().trim_end_matches('.').len());
    }
    sections
}

/// Runs of one to three words, each with its weight: two words say more than one.
pub(super) fn candidates(text: &str) -> Vec<(String, f64)> {
    let mut candidates = Vec::new();
    for piece in text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == ' ')) {
        let words: Vec<String> = piece.split(' ').map(str::to_lowercase).collect();
        for run in words.split(|word| !is_content(word)) {
            for length in 1..=3 {
                for words in run.windows(length) {
                    candidates.push((words.join(" "), [0.7, 1.6, 1.8][length - 1]));
                }
            }
        }
    }
    candidates
}

fn is_content(word: &str) -> bool {
    3 <= word.len()
        && word.chars().any(char::is_alphabetic)
        && !word.starts_with('-')
        && !word.ends_with('-')
        && !STOP.contains(&word)
}
