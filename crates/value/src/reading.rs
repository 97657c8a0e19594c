//! What an indicator says, and why where it says nothing.

use model::Date;

/// A text in both languages of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bilingual<T> {
    pub ja: T,
    pub en: T,
}

/// The value of an indicator, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    Known(f64),
    /// The cohort is smaller than a comparison needs.
    NotEnoughData {
        size: usize,
        needed: usize,
    },
    /// Citations may still come until this day.
    WindowNotClosed {
        until: Date,
    },
    Unknown(Missing),
}

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    PublicationDate,
    FilingDate,
    /// IPC, CPC or FI that the concordance knows.
    TechnologyField,
    /// Classes of the document itself.
    Classes,
    /// A cited patent in the index that has classes.
    CitedClasses,
    /// A second such patent, which the correction needs.
    SecondCited,
    /// A citing patent with classes.
    CitingClasses,
    SecondCiting,
    /// Any citation, of patents or literature.
    Citations,
    Claims,
    JapaneseClaim,
    EnglishClaim,
    Grant,
    /// The source states no legal status.
    Status,
    /// The right is pending or in force no more, or was refused or withdrawn.
    NotInForce,
    /// The term of this kind of document is not 20 years, or not known.
    Term,
    Sectors,
    /// The source names no applicants.
    Applicants,
    /// A family whose window of five years has closed.
    ClosedWindow,
    /// Nothing but articles.
    Patents,
    /// Nothing in the cohort is above 0.
    CohortValue,
    /// One of its parts.
    Part,
}

impl Missing {
    /// The word in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PublicationDate => "publication-date",
            Self::FilingDate => "filing-date",
            Self::TechnologyField => "technology-field",
            Self::Classes => "classes",
            Self::CitedClasses => "cited-classes",
            Self::SecondCited => "second-cited",
            Self::CitingClasses => "citing-classes",
            Self::SecondCiting => "second-citing",
            Self::Citations => "citations",
            Self::Claims => "claims",
            Self::JapaneseClaim => "japanese-claim",
            Self::EnglishClaim => "english-claim",
            Self::Grant => "grant",
            Self::Status => "status",
            Self::NotInForce => "not-in-force",
            Self::Term => "term",
            Self::Sectors => "sectors",
            Self::Applicants => "applicants",
            Self::ClosedWindow => "closed-window",
            Self::Patents => "patents",
            Self::CohortValue => "cohort-value",
            Self::Part => "part",
        }
    }

    pub const fn text(self) -> Bilingual<&'static str> {
        let (ja, en) = match self {
            Self::PublicationDate => ("公開日がない", "no date of publication"),
            Self::FilingDate => ("出願日がない", "no filing date"),
            Self::TechnologyField => {
                ("WIPO 技術分野が決まる分類がない", "no class that WIPO's technology fields know")
            }
            Self::Classes => ("分類がない", "no classes"),
            Self::CitedClasses => {
                ("分類のある引用先が索引にない", "the index has no cited patent with classes")
            }
            Self::SecondCited => {
                ("補正には分類のある引用先が 2 件必要", "the correction needs two cited patents with classes")
            }
            Self::CitingClasses => {
                ("分類のある引用元が索引にない", "the index has no citing patent with classes")
            }
            Self::SecondCiting => (
                "補正には分類のある引用元が 2 件必要",
                "the correction needs two citing patents with classes",
            ),
            Self::Citations => ("引用がない", "it cites nothing"),
            Self::Claims => ("請求項がない", "no claims"),
            Self::JapaneseClaim => ("日本語の独立請求項がない", "no independent claim in Japanese"),
            Self::EnglishClaim => ("英語の独立請求項がない", "no independent claim in English"),
            Self::Grant => ("登録日がない", "no date of grant"),
            Self::Status => ("情報源が法的状態を示していない", "the source states no legal status"),
            Self::NotInForce => ("係属中でも有効でもない", "neither pending nor in force"),
            Self::Term => {
                ("この種別の存続期間は 20 年ではない", "the term of this kind of document is not 20 years")
            }
            Self::Sectors => {
                ("情報源が出願人のセクターを示していない", "the source states no sectors of applicants")
            }
            Self::Applicants => ("出願人がない", "no applicants"),
            Self::ClosedWindow => {
                ("5 年の期間が過ぎたファミリーがない", "no family whose window of five years has closed")
            }
            Self::Patents => ("特許がない", "no patents"),
            Self::CohortValue => ("コホートに 0 を超える値がない", "nothing of the cohort is above 0"),
            Self::Part => ("内訳のいずれかがない", "one of its parts is missing"),
        };
        Bilingual { ja, en }
    }
}

impl Reading {
    pub fn known(self) -> Option<f64> {
        match self {
            Self::Known(value) => Some(value),
            _ => None,
        }
    }

    /// A value that may be missing.
    pub(crate) fn or_missing(value: Option<f64>, missing: Missing) -> Self {
        value.map_or(Self::Unknown(missing), Self::Known)
    }
}
