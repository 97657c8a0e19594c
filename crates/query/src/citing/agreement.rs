//! When a printed citation and an article are the same: never by one weak sign.

use model::LiteratureRecord;

/// Letters of a title, kanji and kana counted twice, below which it agrees with nothing.
const TITLE_MIN: usize = 20;
/// One letter in so many of a title may be misprinted.
const LETTERS_A_MISPRINT: usize = 12;

/// By which rule a citation was resolved to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkRule {
    /// It carries the article's DOI.
    Doi,
    /// Title (misprints and a missing subtitle apart) and year, give or take one; without a year the first author.
    /// Not where both name first authors and these differ, unless volume and first page agree; nor where volume and
    /// first page both differ.
    Title,
    /// Volume, first page and year, give or take one, and the journal by name or ISSN, or the first author.
    Place,
}

impl LinkRule {
    /// The word of the HTTP API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Doi => "doi",
            Self::Title => "title",
            Self::Place => "place",
        }
    }
}

/// The rule by which a citation means an article.
pub(super) fn agreement(citation: &LiteratureRecord, article: &LiteratureRecord) -> Option<LinkRule> {
    let year = both(citation.year, article.year, |a, b| a.abs_diff(b) <= 1);
    if year == Some(false) {
        return None;
    }
    let same = |a: &str, b: &str| (!a.is_empty() && !b.is_empty()).then(|| a == b);
    let volume = same(&citation.volume, &article.volume);
    let page = same(&citation.first_page, &article.first_page);
    let is_placed = volume == Some(true) && page == Some(true);
    let author = author(citation, article);
    let title = pairs(&citation.titles, &article.titles).any(|(a, b)| titles_agree(a, b));
    let is_elsewhere = volume == Some(false) && page == Some(false);
    let dated = year == Some(true) || author == Some(true);
    if title && dated && !is_elsewhere && (author != Some(false) || is_placed) {
        return Some(LinkRule::Title);
    }
    let in_journal = citation.issns.iter().any(|issn| article.issns.contains(issn))
        || pairs(&citation.journals, &article.journals).any(|(a, b)| journals_agree(a, b));
    (is_placed && year == Some(true) && (in_journal || author == Some(true))).then_some(LinkRule::Place)
}

fn both<T>(a: Option<T>, b: Option<T>, agree: impl Fn(T, T) -> bool) -> Option<bool> {
    a.zip(b).map(|(a, b)| agree(a, b))
}

fn pairs<'r>(a: &'r [String], b: &'r [String]) -> impl Iterator<Item = (&'r str, &'r str)> {
    a.iter().flat_map(move |a| b.iter().map(move |b| (a.as_str(), b.as_str())))
}

/// Whether the first authors have a family name in common; `None` where either is unknown or they are in different
/// scripts.
fn author(citation: &LiteratureRecord, article: &LiteratureRecord) -> Option<bool> {
    let comparable = pairs(&citation.first_authors, &article.first_authors)
        .filter(|(a, b)| is_latin(a) == is_latin(b))
        .map(
            |(cited, known)| {
                if is_latin(cited) { share_family(cited, known) } else { begin_alike(cited, known) }
            },
        );
    comparable.reduce(|a, b| a || b)
}

fn is_latin(name: &str) -> bool {
    name.chars().all(|c| c < '\u{250}')
}

/// A citation's name has the family name first; printed in capitals it can be any word of it.
fn share_family(cited: &str, known: &str) -> bool {
    let long = |word: &&str| 1 < word.chars().count();
    let family = cited.split(' ').find(long);
    let known_family = known.split(' ').rfind(long);
    family.is_some_and(|family| known.split(' ').any(|word| word == family))
        || known_family.is_some_and(|family| cited.split(' ').any(|word| word == family))
}

/// Japanese names are cited by the family name or whole.
fn begin_alike(cited: &str, known: &str) -> bool {
    let (cited, known) = (cited.replace(' ', ""), known.replace(' ', ""));
    known.starts_with(&cited) || cited.starts_with(&known)
}

/// The same but for misprints, or one the beginning of the other.
fn titles_agree(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let weight: usize =
        short.chars().map(|c| if ('\u{3000}'..='\u{9fff}').contains(&c) { 2 } else { 1 }).sum();
    if weight < TITLE_MIN {
        return false;
    }
    if long.starts_with(short) {
        return true;
    }
    let allowed = short.chars().count() / LETTERS_A_MISPRINT;
    let lengths = long.chars().count() - short.chars().count().min(long.chars().count());
    lengths <= allowed && strsim::levenshtein(short, long) <= allowed
}

/// Words that names of journals leave out when they are shortened.
const SMALL: [&str; 11] = ["of", "the", "and", "in", "for", "a", "an", "on", "de", "der", "la"];

/// Whether two names mean one journal: the same words, each shortened or not, or the initials of them.
///
/// `j am chem soc` is Journal of the American Chemical Society; `pnas` is Proceedings of the National Academy of
/// Sciences, with more behind it or not.
fn journals_agree(a: &str, b: &str) -> bool {
    if !is_latin(a) || !is_latin(b) {
        let (a, b) = (a.replace(' ', ""), b.replace(' ', ""));
        return !a.is_empty() && a == b;
    }
    let words = |name: &'_ str| -> Vec<String> {
        name.split(' ').filter(|word| !SMALL.contains(word) && !word.is_empty()).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let same_words = a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| shortens(a, b) || shortens(b, a));
    let initials =
        |words: &[String]| -> String { words.iter().filter_map(|word| word.chars().next()).collect() };
    let is_initials = |short: &[String], long: &[String]| matches!(short, [word] if 3 <= word.len() && initials(long).starts_with(word.as_str()));
    !a.is_empty() && (same_words || is_initials(&a, &b) || is_initials(&b, &a))
}

/// Whether a word is another with letters left out behind the first: `biochem`, `natl`, `commun`.
fn shortens(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let mut letters = short.chars();
    letters.next().is_some_and(|first| rest.next() == Some(first))
        && letters.all(|letter| rest.any(|c| c == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(
        year: u16,
        volume: &str,
        page: &str,
        author: &str,
        journal: &str,
        title: &str,
    ) -> LiteratureRecord {
        let some = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
        LiteratureRecord {
            year: Some(year).filter(|year| *year != 0),
            volume: volume.to_owned(),
            first_page: page.to_owned(),
            first_authors: some(author),
            journals: some(journal),
            issns: Vec::new(),
            titles: some(title),
        }
    }

    fn article() -> LiteratureRecord {
        record(
            2001,
            "123",
            "9525",
            "hiro takeuchi",
            "journal of the american chemical society",
            "catalysisofinventedmetals",
        )
    }

    #[track_caller]
    fn check(citation: &LiteratureRecord, expected: Option<LinkRule>) {
        assert_eq!(agreement(citation, &article()), expected, "{citation:?}");
    }

    #[test]
    fn titles_agree_with_a_year_or_an_author() {
        check(&record(2002, "", "", "", "", "catalysisofinventedmetals"), Some(LinkRule::Title));
        check(&record(2001, "", "", "", "", "catalysisofinventedmetaIs"), Some(LinkRule::Title));
        check(&record(0, "", "", "takeuchi", "", "catalysisofinventedmetals"), Some(LinkRule::Title));
        check(&record(0, "", "", "", "", "catalysisofinventedmetals"), None);
        check(&record(2004, "", "", "takeuchi", "", "catalysisofinventedmetals"), None);
        check(&record(2001, "", "", "smith", "", "catalysisofinventedmetals"), None);
        check(&record(2001, "123", "9525", "smith", "", "catalysisofinventedmetals"), Some(LinkRule::Title));
        check(&record(2001, "12", "77", "takeuchi", "", "catalysisofinventedmetals"), None);
        check(&record(2001, "", "", "takeuchi", "", "catalysis"), None);
    }

    #[test]
    fn places_agree_with_a_journal_or_an_author() {
        check(&record(2001, "123", "9525", "", "j am chem soc", ""), Some(LinkRule::Place));
        check(&record(2001, "123", "9525", "", "jacs", ""), Some(LinkRule::Place));
        check(&record(2000, "123", "9525", "takeuchi h", "", ""), Some(LinkRule::Place));
        check(&record(2001, "123", "9525", "smith", "j org chem", ""), None);
        check(&record(0, "123", "9525", "takeuchi", "j am chem soc", ""), None);
        check(&record(2001, "123", "", "takeuchi", "j am chem soc", ""), None);
    }
}
