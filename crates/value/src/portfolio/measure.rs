//! The figures of a set that are one number each.

use super::Portfolio;
use crate::{Bilingual, Reading};

/// A figure of a set of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PortfolioMeasure {
    Impact,
    CycleTime,
    Cr4,
    Hhi,
    International,
    Collaboration,
}

impl PortfolioMeasure {
    /// In the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Impact, Self::CycleTime, Self::Cr4, Self::Hhi, Self::International, Self::Collaboration];

    /// Its name in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Impact => "impact",
            Self::CycleTime => "technology_cycle_time",
            Self::Cr4 => "cr4",
            Self::Hhi => "hhi",
            Self::International => "international_share",
            Self::Collaboration => "collaboration_share",
        }
    }

    pub const fn title(self) -> Bilingual<&'static str> {
        let (ja, en) = match self {
            Self::Impact => ("被引用の影響度", "citation impact"),
            Self::CycleTime => ("技術サイクルタイム (年)", "technology cycle time, years"),
            Self::Cr4 => ("上位 4 出願人の集中度 (CR4)", "concentration of four applicants (CR4)"),
            Self::Hhi => ("出願人の集中度 (HHI)", "concentration of applicants (HHI)"),
            Self::International => ("国際展開発明の割合", "share of international families"),
            Self::Collaboration => ("産学官の共同出願の割合", "share of collaboration of sectors"),
        };
        Bilingual { ja, en }
    }

    /// How it is computed, in words.
    pub const fn formula(self) -> Bilingual<&'static str> {
        let (ja, en) = match self {
            Self::Impact => (
                "ファミリーごとの 5 年以内の被引用数 ÷ コホート (分野・最先の出願年) の平均、その平均。1 が期待値",
                "mean over families of forward citations in 5 years ÷ their mean in the cohort (field and earliest filing year); 1 is what is expected",
            ),
            Self::CycleTime => (
                "引用先ファミリーと引用元ファミリーの最先の出願日の差の中央値 (2 つあれば小さいほう)。出典は公報のフロントページの引用文献の古さをみる",
                "median of the years between the earliest filings of cited and citing families, of two middle values the lower; its source takes the age of the patents cited on front pages",
            ),
            Self::Cr4 => (
                "上位 4 出願人のファミリーの割合。共同出願は出願人で等分する",
                "share of the families of the four greatest applicants; a family is shared equally among its applicants",
            ),
            Self::Hhi => (
                "出願人ごとの割合の 2 乗和 (0〜1)。共同出願は出願人で等分する",
                "sum of the squares of applicants' shares, 0 to 1; a family is shared equally among its applicants",
            ),
            Self::International => (
                "2 以上の官庁、または EPO か WIPO が発行したファミリーの割合",
                "share of families that at least two offices published, or EPO or WIPO",
            ),
            Self::Collaboration => (
                "セクターが示されたファミリーのうち、2 以上のセクターの出願人がいるものの割合",
                "share of families with applicants of at least two sectors among those whose sectors are stated",
            ),
        };
        Bilingual { ja, en }
    }

    /// The paper or standard that it is from.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Impact => {
                "Waltman, van Eck, van Leeuwen, Visser, van Raan, Towards a new crown indicator: an empirical analysis, Scientometrics 87, 2011 (mean normalised citation score), of families"
            }
            Self::CycleTime => {
                "Kayal, Waters, An empirical evaluation of the technology cycle time indicator, IEEE Transactions on Engineering Management 46, 1999"
            }
            Self::Cr4 | Self::Hhi => {
                "Herfindahl, Concentration in the Steel Industry, 1950; Hirschman, American Economic Review 54, 1964"
            }
            Self::International => {
                "Japan Patent Office, surveys of trends in patent applications (特許出願技術動向調査): international patent families"
            }
            Self::Collaboration => "the publications themselves",
        }
    }
}

impl Portfolio {
    /// A figure, and of how many families or citations it was computed.
    pub fn figure(&self, measure: PortfolioMeasure) -> (Reading, usize) {
        match measure {
            PortfolioMeasure::Impact => (self.impact.reading, self.impact.of),
            PortfolioMeasure::CycleTime => (self.cycle_time.median, self.cycle_time.citations),
            PortfolioMeasure::Cr4 => (self.cr4, self.families),
            PortfolioMeasure::Hhi => (self.hhi, self.families),
            PortfolioMeasure::International => (self.international, self.families),
            PortfolioMeasure::Collaboration => (self.collaboration.reading, self.collaboration.of),
        }
    }
}
