//! What sort of thing a citation names.

use std::sync::LazyLock;

use super::{numerals::Numerals, parts::Parts};

/// What a printed citation is a citation of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LiteratureKind {
    /// An article, a paper of a conference, a book.
    Publication,
    /// What offices, courts and their parties write or make: search reports, office actions, applications, abstracts
    /// and translations of patents.
    OfficePaper,
    /// A page or document on the web that has no place in a journal.
    WebPage,
    /// Catalogues, manuals, brochures, data sheets.
    TradeLiterature,
    /// None of these, as far as its text tells.
    #[default]
    Other,
}

impl LiteratureKind {
    pub const ALL: [Self; 5] =
        [Self::Publication, Self::OfficePaper, Self::WebPage, Self::TradeLiterature, Self::Other];

    /// `office-paper`: the word of the HTTP API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::OfficePaper => "office-paper",
            Self::WebPage => "web-page",
            Self::TradeLiterature => "trade-literature",
            Self::Other => "other",
        }
    }

    pub(super) const fn has_parts(self) -> bool {
        !matches!(self, Self::OfficePaper)
    }
}

/// Words of offices and courts, in capitals; a letter or digit on neither side where they begin or end with one.
const OFFICE: &[&str] = &[
    "OFFICE ACTION",
    "OFFICIAL ACTION",
    "SEARCH REPORT",
    "PARTIAL SEARCH",
    "WRITTEN OPINION",
    "U.S. APPL",
    "U.S APPL",
    "US APPL",
    "U.S. PATENT APPL",
    "US PATENT APPL",
    "PATENT APPLICATION",
    "APPLICATION SERIAL NO",
    "APPL. SER. NO",
    "SERIAL NO",
    "SER. NO",
    "APPLICATION NO",
    "APPL. NO",
    "NOTICE OF ALLOWANCE",
    "NOTICE OF REASONS",
    "NOTICE OF REJECTION",
    "NOTIFICATION OF REASONS",
    "NOTIFICATION OF THE FIRST",
    "NOTICE OF OPPOSITION",
    "NOTICE OF PRELIMINARY",
    "RESTRICTION REQUIREMENT",
    "PRELIMINARY REPORT",
    "EXAMINATION REPORT",
    "EXAMINER'S REPORT",
    "EXAMINER’S REPORT",
    "FIRST ACTION",
    "ADVISORY ACTION",
    "FINAL REJECTION",
    "PATENT ABSTRACTS OF JAPAN",
    "PAT. ABSTRACTS OF JAPAN",
    "DATABASE WPI",
    "DERWENT ABSTRACT",
    "ENGLISH ABSTRACT",
    "ENGLISH LANGUAGE ABSTRACT",
    "ABSTRACT OF JP",
    "ABSTRACT FOR JP",
    "TRANSLATION OF JP",
    "TRANSLATION OF FR",
    "TRANSLATION OF DE",
    "INTERNATIONAL APPLICATION",
    "FILE HISTORY",
    "FILE WRAPPER",
    "PROSECUTION HISTORY",
    "EXTENDED EUROPEAN",
    "SUPPLEMENTARY EUROPEAN",
    "COMMUNICATION PURSUANT",
    "COMMUNICATION FROM THE EUROPEAN",
    "RESPONSE DATED",
    "RESPONSE TO",
    "REPLY TO",
    "DECLARATION OF",
    "INTERROGATORIES",
    "COMPLAINT FOR",
    "DISTRICT COURT",
    "CIVIL ACTION",
    "MACHINE TRANSLATION",
    "NOA MAILED",
    "PCT/",
    "SEE ALSO REFERENCES OF",
    "RE-EXAMINATION",
    "REEXAMINATION",
    "SEARCH DATED",
    "PTO-892",
    "拒絶理由",
    "国際調査報告",
    "国際予備",
    "補正書",
    "意見書",
    "特願",
    "公開技報",
    "早期審査",
];

const WEB: &[&str] = &[
    "HTTP:",
    "HTTPS:",
    "WWW.",
    "[ONLINE]",
    "(ONLINE)",
    "RETRIEVED FROM",
    "RETRIEVED ON",
    "[RETRIEVED",
    "WEB PAGE",
    "WEBPAGE",
    "WEB SITE",
    "WEBSITE",
    "BLOG",
    "ACCESSED",
    "URL:",
    ".COM",
    "YOUTUBE",
    "インタ-ネット",
    "オンライン",
    "ウェブ",
];

const TRADE: &[&str] = &[
    "CATALOG",
    "CATALOGUE",
    "CATALOGS",
    "BROCHURE",
    "MANUAL",
    "USER'S GUIDE",
    "USER’S GUIDE",
    "USER GUIDE",
    "DATA SHEET",
    "DATASHEET",
    "ADVERTISEMENT",
    "ADVERTISEMENTS",
    "FLYER",
    "LEAFLET",
    "PRODUCT INFORMATION",
    "PRODUCT SHEET",
    "TECHNICAL SHEET",
    "PRESS RELEASE",
    "PRICE LIST",
    "PHOTOGRAPH",
    "PHOTOGRAPHS",
    "PHOTOS",
    "PRODUCT LITERATURE",
    "INSTRUCTION SHEET",
    "SALES SHEET",
    "OPERATING INSTRUCTIONS",
    "カタログ",
    "取扱説明書",
    "マニュアル",
    "パンフレット",
    "社内資料",
];

/// Office papers also where what is quoted beside them has a place in a journal.
const ABSTRACTS_OF_OFFICES: &[&str] = &["PATENT ABSTRACTS OF JAPAN", "DATABASE WPI"];

/// What names an entry of a database.
const RECORDS: &[&str] = &["ACCESSION NO", "GENBANK", "NCBI"];

/// Words of one list by their first byte, so that a text is read once for all of them.
struct Words {
    by_first: [Vec<&'static str>; 256],
}

static OFFICE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(OFFICE));
static OFFICE_ABSTRACT_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(ABSTRACTS_OF_OFFICES));
static WEB_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(WEB));
static TRADE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(TRADE));
static RECORD_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(RECORDS));

/// `folded` is the citation's text in folded form.
pub(super) fn of(
    folded: &str,
    numerals: &Numerals,
    has_quoted_title: bool,
    has_year: bool,
    has_doi: bool,
) -> LiteratureKind {
    let has_volume = numerals.volume.is_some();
    let has_pages = numerals.first_page.is_some();
    // A title may speak of applications and manuals; volume, page and year beside it are those of a journal.
    let is_placed = has_doi || (has_volume && (has_pages || has_year));
    let is_office_paper = match is_placed && has_quoted_title {
        true => OFFICE_ABSTRACT_WORDS.are_in(folded),
        false => OFFICE_WORDS.are_in(folded),
    };
    if is_office_paper {
        return LiteratureKind::OfficePaper;
    }
    if is_placed {
        return LiteratureKind::Publication;
    }
    if WEB_WORDS.are_in(folded) {
        return LiteratureKind::WebPage;
    }
    if TRADE_WORDS.are_in(folded) {
        return LiteratureKind::TradeLiterature;
    }
    if (has_year && (has_pages || has_quoted_title)) || (has_volume && has_pages) {
        return LiteratureKind::Publication;
    }
    match numerals.has_bare_pages && has_year {
        true => LiteratureKind::Publication,
        false => LiteratureKind::Other,
    }
}

/// Whether authors beside a title or a journal, dated or paged, tell a publication where no other mark does; `folded` is
/// the citation's text in folded form.
pub(super) fn is_told_by_parts(folded: &str, parts: &Parts, numerals: &Numerals, has_year: bool) -> bool {
    let is_placed = has_year || numerals.first_page.is_some();
    is_placed
        && parts.authors.is_some()
        && (parts.title.is_some() || parts.journal.is_some())
        && !RECORD_WORDS.are_in(folded)
}

impl Words {
    fn of(words: &[&'static str]) -> Self {
        let mut by_first = [const { Vec::new() }; 256];
        for &word in words {
            by_first[usize::from(word.as_bytes()[0])].push(word);
        }
        Self { by_first }
    }

    /// Whether `text` has one of the words, with a letter or digit on neither side where it begins or ends with one.
    fn are_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let is_letter = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric())
        };
        let ends = |word: &str, end: usize| {
            !word.ends_with(|c: char| c.is_ascii_alphabetic()) || word == "U.S. APPL" || !is_letter(Some(end))
        };
        bytes.iter().enumerate().any(|(at, first)| {
            let words = &self.by_first[usize::from(*first)];
            let is_inside = || first.is_ascii_alphanumeric() && is_letter(at.checked_sub(1));
            let is_here =
                |word: &&str| bytes[at..].starts_with(word.as_bytes()) && ends(word, at + word.len());
            !words.is_empty() && !is_inside() && words.iter().any(is_here)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same word by word.
    fn has_word(text: &str, word: &str) -> bool {
        let bounded = |at: usize| {
            let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let begins = !word.starts_with(|c: char| c.is_ascii_alphanumeric())
                || !is_letter(text[..at].chars().next_back());
            let ends = !word.ends_with(|c: char| c.is_ascii_alphabetic())
                || word == "U.S. APPL"
                || !is_letter(text[at + word.len()..].chars().next());
            begins && ends
        };
        text.match_indices(word).any(|(at, _)| bounded(at))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn words_are_found_in_one_pass_as_one_by_one(
            parts in prop::collection::vec((any::<prop::sample::Index>(), 0..5_usize, r"[ A-Z0-9./「語]{0,4}"), 0..6),
        ) {
            for (list, words) in [
                (OFFICE, &OFFICE_WORDS),
                (ABSTRACTS_OF_OFFICES, &OFFICE_ABSTRACT_WORDS),
                (WEB, &WEB_WORDS),
                (TRADE, &TRADE_WORDS),
                (RECORDS, &RECORD_WORDS),
            ] {
                let text: String = parts.iter().map(|(word, cut, between)| {
                    let word = list[word.index(list.len())];
                    let cut = word.char_indices().nth_back(*cut).map_or(0, |(at, _)| at);
                    format!("{}{between}", &word[..cut])
                }).collect();
                let expected = list.iter().any(|word| has_word(&text, word));
                prop_assert_eq!(words.are_in(&text), expected, "{}", text);
            }
        }
    }
}
