//! Numbers beside an indicator: what it is made of.

use crate::Bilingual;

macro_rules! part_names {
    ($($variant:ident = $name:literal, $en:literal, $ja:literal;)*) => {
        /// What a number beside an indicator is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum PartName {
            $($variant,)*
        }

        impl PartName {
            /// Its name in answers.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            pub const fn text(self) -> Bilingual<&'static str> {
                match self { $(Self::$variant => Bilingual { ja: $ja, en: $en },)* }
            }
        }
    };
}

part_names! {
    SelfCitations = "self", "of them by or of the same applicant", "うち自己引用 (同じ出願人)";
    SoFar = "so_far", "until the date of the figures", "基準日まで";
    CitingArticles = "citing_articles", "articles that cite it, not counted", "引用する論文 (算入しない)";
    CohortMean = "cohort_mean", "the cohort's mean", "コホートの平均";
    CohortTop = "cohort_p99", "the cohort's 99th percentile", "コホートの 99 パーセンタイル";
    WithClasses = "with_classes", "N: families with classes", "N: 分類のあるファミリー";
    InIndex = "in_index", "in the index", "索引にあるもの";
    OutsideIndex = "outside_index", "not in the index", "索引にないもの";
    InText = "in_text", "cited in the text only and not in the index, not counted", "本文でのみ引用し索引にないもの (算入しない)";
    WithDoi = "with_doi", "with a DOI", "DOI のあるもの";
    PatentCitations = "patent_citations", "backward citations", "特許の引用数";
    LiteratureCitations = "literature_citations", "non-patent citations", "非特許文献の引用数";
    Products = "products", "claims to products", "物の請求項";
    Processes = "processes", "claims to processes", "方法の請求項";
    ProductionProcesses = "production_processes", "claims to processes of production", "物を生産する方法の請求項";
    Uses = "uses", "claims to uses", "用途の請求項";
    UnstatedCategory = "unstated_category", "claims whose category the source does not state", "カテゴリーが示されていない請求項";
    Members = "members", "members in the index", "索引にある構成文献";
    Days = "days", "days from filing to grant", "出願から登録までの日数";
    CohortGreatest = "cohort_greatest", "the cohort's greatest", "コホートの最大";
    Sectors = "sectors", "sectors", "セクターの数";
    ForwardOverMaximum = "forward_citations_5y_over_maximum", "forward citations, 5 years, over the cohort's maximum", "5 年被引用数 ÷ コホートの最大値";
    FamilyOverMaximum = "family_size_over_maximum", "family size over the cohort's maximum", "ファミリーサイズ ÷ コホートの最大値";
    ClaimsOverMaximum = "claims_over_maximum", "claims over the cohort's maximum", "請求項数 ÷ コホートの最大値";
    GeneralityOverMaximum = "generality_over_maximum", "generality over the cohort's maximum", "汎用性 ÷ コホートの最大値";
    BackwardOverMaximum = "backward_citations_over_maximum", "backward citations over the cohort's maximum", "特許の引用数 ÷ コホートの最大値";
    SpeedOfGrant = "grant_lag", "speed of grant", "登録までの速さ";
}

/// A number beside an indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    pub name: PartName,
    pub value: f64,
}

impl Part {
    pub(crate) fn new(name: PartName, value: impl Into<f64>) -> Self {
        Self { name, value: value.into() }
    }

    pub(crate) fn count(name: PartName, count: usize) -> Self {
        Self { name, value: count as f64 }
    }
}
