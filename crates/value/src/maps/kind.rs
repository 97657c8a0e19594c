//! The kinds of maps and what each can be divided by.

use std::str::FromStr;

use super::Words;

/// A kind of map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Filings and families by year.
    Filings,
    /// Top applicants with newcomers and leavers.
    Applicants,
    /// Technologies against applicants.
    Technologies,
    /// Problems against solutions.
    Matrix,
    /// Who applies together.
    Collaboration,
    /// Documents on a plane by what they say.
    Landscape,
    /// Documents around one by citations.
    Citations,
    /// Where applicants come from, and where they file.
    Flow,
    /// Papers against patents by year.
    Papers,
    /// Applicants against filings, period by period.
    Maturity,
    /// Families by the countries in which they have members.
    Families,
    /// Legal status by what is left of the nominal term.
    Status,
}

/// What a map is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// Nothing: the map has one form.
    Whole,
    Office,
    Origin,
    IpcSubclass,
    IpcGroup,
    CpcSubclass,
    CpcGroup,
    FiSubclass,
    FiGroup,
    FTermTheme,
    /// What fits the documents best.
    Auto,
    FTermViewpoints,
    PhrasesJa,
    PhrasesEn,
}

impl Kind {
    /// In the order of their use: what is asked first comes first.
    pub const ALL: [Self; 12] = [
        Self::Filings,
        Self::Applicants,
        Self::Technologies,
        Self::Matrix,
        Self::Flow,
        Self::Papers,
        Self::Maturity,
        Self::Families,
        Self::Status,
        Self::Collaboration,
        Self::Landscape,
        Self::Citations,
    ];

    /// The word of addresses: `filings`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Filings => "filings",
            Self::Applicants => "applicants",
            Self::Technologies => "technologies",
            Self::Matrix => "matrix",
            Self::Flow => "flow",
            Self::Collaboration => "collaboration",
            Self::Landscape => "landscape",
            Self::Citations => "citations",
            Self::Papers => "papers",
            Self::Maturity => "maturity",
            Self::Families => "families",
            Self::Status => "status",
        }
    }

    /// The name in a list of maps.
    pub fn words(self) -> Words {
        match self {
            Self::Filings => Words::new("出願とファミリーの推移", "Filings and families by year"),
            Self::Applicants => Words::new("主な出願人", "Top applicants"),
            Self::Technologies => Words::new("技術 × 出願人", "Technologies by applicants"),
            Self::Matrix => Words::new("課題 × 解決手段", "Problems by solutions"),
            Self::Collaboration => Words::new("共同出願", "Joint applications"),
            Self::Landscape => Words::new("俯瞰図", "Landscape"),
            Self::Citations => Words::new("引用の網", "Citation network"),
            Self::Flow => Words::new("出願人の国 × 出願先", "Origin and destination"),
            Self::Papers => Words::new("論文と特許の推移", "Papers and patents by year"),
            Self::Maturity => Words::new("成熟度（出願人数と出願件数）", "Maturity: applicants and filings"),
            Self::Families => Words::new("ファミリーの国別展開", "Family coverage by country"),
            Self::Status => Words::new("法的状態と残存期間", "Legal status and remaining life"),
        }
    }

    /// Whether it is drawn around a document instead of from a search by itself.
    pub fn needs_document(self) -> bool {
        self == Self::Citations
    }

    /// What the map can be divided by, the default first.
    pub fn choices(self) -> &'static [By] {
        match self {
            Self::Filings => &[By::Office, By::Origin],
            Self::Technologies => &[
                By::IpcGroup,
                By::IpcSubclass,
                By::CpcGroup,
                By::CpcSubclass,
                By::FiGroup,
                By::FiSubclass,
                By::FTermTheme,
            ],
            Self::Matrix => &[By::Auto, By::FTermViewpoints, By::PhrasesJa, By::PhrasesEn],
            _ => &[By::Whole],
        }
    }

    /// What stands on the axis of the rows, where the map is a matrix whose columns are chosen.
    pub fn rows(self) -> Option<&'static str> {
        match self {
            Self::Technologies => Some("applicant"),
            Self::Matrix => Some("problem"),
            _ => None,
        }
    }

    /// Rows, or rows and columns, where no number is asked for.
    pub fn top(self) -> usize {
        match self {
            Self::Applicants => 20,
            Self::Filings => 5,
            Self::Families => 15,
            Self::Collaboration => 30,
            Self::Landscape => 1_500,
            _ => 12,
        }
    }

    /// The most that can be asked for: what a page can hold.
    pub fn most(self) -> usize {
        match self {
            Self::Applicants | Self::Families | Self::Collaboration => 50,
            Self::Landscape => 3_000,
            Self::Filings => 6,
            _ => 20,
        }
    }
}

impl By {
    /// The word of the parameter `by`: `office`, `ipc.group`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Office => "office",
            Self::Origin => "origin",
            Self::IpcSubclass => "ipc",
            Self::IpcGroup => "ipc.group",
            Self::CpcSubclass => "cpc",
            Self::CpcGroup => "cpc.group",
            Self::FiSubclass => "fi",
            Self::FiGroup => "fi.group",
            Self::FTermTheme => "fterm",
            Self::Auto => "auto",
            Self::FTermViewpoints => "fterm.viewpoint",
            Self::PhrasesJa => "phrases.ja",
            Self::PhrasesEn => "phrases.en",
        }
    }

    /// Whether a word is its own, or names F-terms as a field and what is asked of it.
    pub fn is_called(self, word: &str) -> bool {
        self.as_str() == word || (self == Self::FTermViewpoints && word == "ft:viewpoint")
    }

    pub fn words(self) -> Words {
        match self {
            Self::Whole => Words::new("全体", "all"),
            Self::Office => Words::new("発行国・機関別", "by office"),
            Self::Origin => Words::new("出願人の国別", "by origin"),
            Self::IpcSubclass => Words::new("IPC サブクラス", "IPC subclass"),
            Self::IpcGroup => Words::new("IPC メイングループ", "IPC main group"),
            Self::CpcSubclass => Words::new("CPC サブクラス", "CPC subclass"),
            Self::CpcGroup => Words::new("CPC メイングループ", "CPC main group"),
            Self::FiSubclass => Words::new("FI サブクラス", "FI subclass"),
            Self::FiGroup => Words::new("FI メイングループ", "FI main group"),
            Self::FTermTheme => Words::new("Fターム テーマ", "F-term theme"),
            Self::Auto => Words::new("自動", "automatic"),
            Self::FTermViewpoints => Words::new("Fターム", "F-terms"),
            Self::PhrasesJa => Words::new("日本語の要約の句", "phrases of Japanese abstracts"),
            Self::PhrasesEn => Words::new("英語の要約の句", "phrases of English abstracts"),
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}
