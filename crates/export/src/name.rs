//! Names of people and organisations as reference managers want them.
//!
//! The exchange form has a name as its source writes it, in one piece. What its parts are is read from how it is
//! written, and only where that is certain; a name that is not taken apart is passed on whole.

use model::{Author, Language, Party, Sector, Text};

/// A name in one script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Name {
    /// A person's name in its two parts.
    Person { family: String, given: String },
    /// An organisation's name, or a person's that cannot be told apart.
    Literal(String),
}

/// Words that only names of groups have.
const GROUP_WORDS: [&str; 14] = [
    "collaboration",
    "consortium",
    "group",
    "team",
    "committee",
    "society",
    "network",
    "investigators",
    "委員会",
    "研究会",
    "学会",
    "グループ",
    "機構",
    "コンソーシアム",
];

impl Name {
    /// The name of a person as its source writes it.
    ///
    /// * `Kosman, Wilhelmus`: what stands before the comma is the family name.
    /// * `髙﨑 守`: in Japanese the family name stands before the space; a name all in katakana may be of a foreigner,
    ///   in the order of speech, and stays whole.
    /// * `Ludwig van Beethoven`: in Latin script the family name is the last word, with the words in lower case before
    ///   it, as BibTeX reads names (Patashnik, "BibTeXing", 1988, section 4, item 18).
    /// * `KOSMAN WILHELMUS`: in capitals, as the EPO's DOCDB writes, either word may be the family name: whole.
    pub(crate) fn of_person(name: &str) -> Self {
        let name = name.trim();
        let literal = || Self::Literal(name.to_owned());
        let lower = name.to_lowercase();
        if GROUP_WORDS.iter().any(|word| lower.contains(word)) {
            return literal();
        }
        if let Some((family, given)) = name.split_once([',', '，']) {
            let (family, given) = (family.trim(), given.trim());
            return if family.is_empty() || given.is_empty() {
                literal()
            } else {
                Self::parts(family, given)
            };
        }
        if name.chars().any(is_east_asian) {
            return match name.split_once([' ', '\u{3000}']) {
                Some((family, given)) if !name.chars().all(is_katakana) => {
                    Self::parts(family.trim(), given.trim())
                }
                _ => literal(),
            };
        }
        let is_capitals = !name.chars().any(char::is_lowercase);
        let words: Vec<&str> = name.split_whitespace().collect();
        if is_capitals || words.len() < 2 {
            return literal();
        }
        let starts_lower = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
        let is_suffix = |word: &str| matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV");
        let last = words.len() - if is_suffix(words[words.len() - 1]) && 2 < words.len() { 2 } else { 1 };
        let family = words[1..last].iter().position(starts_lower).map_or(last, |i| i + 1);
        Self::parts(&words[family..].join(" "), &words[..family].join(" "))
    }

    fn parts(family: &str, given: &str) -> Self {
        Self::Person { family: family.to_owned(), given: given.to_owned() }
    }
}

/// The name in the reader's language, else the source's main form.
pub(crate) fn for_reader(names: &[Text], language: Language) -> Option<&Text> {
    names.iter().find(|name| name.language == language).or(names.first())
}

/// Inventors: people.
pub(crate) fn people(parties: &[Party], language: Language) -> Vec<Name> {
    let names = parties.iter().filter_map(|party| for_reader(&party.names, language));
    names.map(|name| Name::of_person(&name.text)).collect()
}

/// Authors: people, or groups that are told by their words.
pub(crate) fn authors(authors: &[Author], language: Language) -> Vec<Name> {
    let names = authors.iter().filter_map(|author| for_reader(&author.names, language));
    names.map(|name| Name::of_person(&name.text)).collect()
}

/// Applicants or assignees: organisations, unless the source says otherwise or an inventor has the same name.
pub(crate) fn holders(parties: &[Party], inventors: &[Party], language: Language) -> Vec<Name> {
    let is_inventor = |party: &Party| {
        inventors.iter().any(|inventor| party.names.iter().any(|name| inventor.names.contains(name)))
    };
    let names = parties.iter().filter_map(|party| Some((party, for_reader(&party.names, language)?)));
    names
        .map(|(party, name)| {
            if party.sector == Some(Sector::Individual) || is_inventor(party) {
                Name::of_person(&name.text)
            } else {
                Name::Literal(name.text.clone())
            }
        })
        .collect()
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a0}'..='\u{30ff}' | ' ' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, family: &str, given: &str) {
        let expected = match given {
            "" => Name::Literal(family.to_owned()),
            given => Name::parts(family, given),
        };
        assert_eq!(Name::of_person(written), expected, "{written}");
    }

    #[test]
    fn names_are_taken_apart_where_that_is_certain() {
        check("髙﨑 守", "髙﨑", "守");
        check("髙﨑　守", "髙﨑", "守");
        check("高崎守", "高崎守", "");
        check("ジョン スミス", "ジョン スミス", "");
        check("東野 マリア", "東野", "マリア");
        check("Kosman, Wilhelmus", "Kosman", "Wilhelmus");
        check("KOSMAN WILHELMUS", "KOSMAN WILHELMUS", "");
        check("Ludwig van Beethoven", "van Beethoven", "Ludwig");
        check("Mary Ann de la Cruz", "de la Cruz", "Mary Ann");
        check("Taro Yamada", "Yamada", "Taro");
        check("Philip Ehlinger Jr.", "Ehlinger Jr.", "Philip");
        check("Plato", "Plato", "");
        check("The ALICE Collaboration", "The ALICE Collaboration", "");
        check("日本電池標準化委員会 第二部会", "日本電池標準化委員会 第二部会", "");
        check("", "", "");
    }
}
