//! What sort of thing a citation names.

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

pub(super) fn of(
    text: &str,
    numerals: &Numerals,
    has_quoted_title: bool,
    has_year: bool,
    has_doi: bool,
) -> LiteratureKind {
    let folded: String = crate::scan::Letters::new(text).folded_whole();
    let says = |words: &[&str]| words.iter().any(|word| has_word(&folded, word));
    let has_volume = numerals.volume.is_some();
    let has_pages = numerals.first_page.is_some();
    // A title may speak of applications and manuals; volume, page and year beside it are those of a journal.
    let is_placed = has_doi || (has_volume && (has_pages || has_year));
    if says(&["PATENT ABSTRACTS OF JAPAN", "DATABASE WPI"])
        || (says(OFFICE) && !(is_placed && has_quoted_title))
    {
        return LiteratureKind::OfficePaper;
    }
    if is_placed {
        return LiteratureKind::Publication;
    }
    if says(WEB) {
        return LiteratureKind::WebPage;
    }
    if says(TRADE) {
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

/// Whether authors beside a title or a journal, dated or paged, tell a publication where no other mark does.
pub(super) fn is_told_by_parts(text: &str, parts: &Parts, numerals: &Numerals, has_year: bool) -> bool {
    let folded = crate::scan::Letters::new(text).folded_whole();
    let is_record = ["ACCESSION NO", "GENBANK", "NCBI"].iter().any(|word| has_word(&folded, word));
    let is_placed = has_year || numerals.first_page.is_some();
    !is_record && is_placed && parts.authors.is_some() && (parts.title.is_some() || parts.journal.is_some())
}

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
