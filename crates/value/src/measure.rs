//! The indicators: their names, what they say, their formulas and sources.

use crate::Bilingual;

/// HJT, OECD and others, as answers name them.
mod source {
    pub(super) const OECD: &str =
        "Squicciarini, Dernis, Criscuolo, Measuring Patent Quality, OECD STI Working Papers 2013/03";
    pub(super) const HJT: &str =
        "Hall, Jaffe, Trajtenberg, The NBER Patent Citation Data File, NBER Working Paper 8498, 2001";
    pub(super) const HALL: &str = "Hall, A Note on the Bias in Herfindahl-type Measures Based on Count Data, Revue d'économie industrielle 110, 2005";
    pub(super) const NARIN: &str = "Narin, Hamilton, Olivastro, The increasing linkage between U.S. technology and public science, Research Policy 26, 1997";
    pub(super) const LITERATURE_SHARE: &str =
        "the two counts; of non-patent references: Narin, Hamilton, Olivastro, Research Policy 26, 1997";
    pub(super) const KUHN: &str = "Kuhn, Thompson, How to Measure and Draw Causal Inferences with Patent Scope, International Journal of the Economics of Business 26, 2019";
    pub(super) const ST14: &str = "WIPO Standard ST.14, paragraph 14";
    pub(super) const JPO: &str = "Japan Patent Office, surveys of trends in patent applications (特許出願技術動向調査): international patent families";
    pub(super) const TRIPS: &str =
        "TRIPS Agreement, Article 33; Patent Act (Japan), Article 67; 35 U.S.C. 154(a)(2)";
    pub(super) const FRONT_PAGE: &str = "the publication itself";
}

macro_rules! measures {
    ($($variant:ident = $name:literal, $title_en:literal, $title_ja:literal, $source:expr,
        $formula_en:literal, $formula_ja:literal;)*) => {
        /// An indicator.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Measure {
            $($variant,)*
        }

        impl Measure {
            /// Every one, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in answers.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            pub const fn title(self) -> Bilingual<&'static str> {
                match self { $(Self::$variant => Bilingual { ja: $title_ja, en: $title_en },)* }
            }

            /// How it is computed, in words.
            pub const fn formula(self) -> Bilingual<&'static str> {
                match self { $(Self::$variant => Bilingual { ja: $formula_ja, en: $formula_en },)* }
            }

            /// The paper or standard that it is from.
            pub const fn source(self) -> &'static str {
                match self { $(Self::$variant => $source,)* }
            }
        }
    };
}

measures! {
    ForwardCitations5 = "forward_citations_5y", "forward citations, 5 years", "被引用数 (5 年)", source::OECD,
        "families that cite it on the front page or in the search report, from its publication to 5 years after; its own family left out, each family once",
        "公開から 5 年以内にフロントページまたは調査報告で本件を引用したファミリーの数。自ファミリーを除き、各ファミリーは 1 回";
    ForwardCitations7 = "forward_citations_7y", "forward citations, 7 years", "被引用数 (7 年)", source::OECD,
        "families that cite it on the front page or in the search report, from its publication to 7 years after; its own family left out, each family once", "公開から 7 年以内にフロントページまたは調査報告で本件を引用したファミリーの数。自ファミリーを除き、各ファミリーは 1 回";
    ForwardNormalised = "forward_citations_normalised", "forward citations over the cohort's mean", "被引用数 ÷ コホート平均", source::HJT,
        "forward citations in 5 years ÷ their mean in the cohort", "5 年以内の被引用数 ÷ コホートの平均";
    Breakthrough = "breakthrough", "among the most cited of its cohort", "コホート内最上位の被引用", source::OECD,
        "1 where the forward citations in 5 years are not below the cohort's 99th percentile (nearest rank) and not 0, else 0",
        "5 年以内の被引用数がコホートの 99 パーセンタイル (最近順位法) 以上で 0 でなければ 1、それ以外は 0";
    CategoryXy = "xy_received", "cited as X or Y against others", "X・Y 文献としての被引用数", source::ST14,
        "families against which it is cited with category X or Y until the date of the figures; its own family left out",
        "基準日までに本件を X または Y カテゴリーで引用された他のファミリーの数。自ファミリーを除く";
    Generality = "generality", "generality", "汎用性 (generality)", source::HJT,
        "1 − Σₖ ((1/N) Σₙ βₖₙ)²; βₖₙ: share of subclass k among the subclasses of citing family n of N, each once, where OECD weighs them by their symbols; until the date of the figures",
        "1 − Σₖ ((1/N) Σₙ βₖₙ)²。βₖₙ は引用元ファミリー n (全 N 件) のサブクラスに占める k の割合 (各 1 回。OECD は記号の数で重み付けする)。基準日まで";
    GeneralityCorrected = "generality_corrected", "generality, corrected for small numbers", "汎用性 (少数補正)", source::HALL,
        "1 − Σₙ≠ₘ Σₖ βₖₙ βₖₘ / (N(N − 1)): N/(N − 1) times the generality where each citing family has one subclass",
        "1 − Σₙ≠ₘ Σₖ βₖₙ βₖₘ / (N(N − 1))。引用元がサブクラスを 1 つだけ持つときは汎用性の N/(N − 1) 倍に等しい";
    BackwardCitations = "backward_citations", "backward citations", "引用数 (特許)", source::OECD,
        "families and patents outside the index that it cites on the front page or in the search report, each once; its own family left out",
        "フロントページまたは調査報告で引用するファミリーと索引外の特許の数。自ファミリーを除き、各 1 回";
    LiteratureCitations = "literature_citations", "non-patent citations", "非特許文献の引用数", source::NARIN,
        "non-patent literature that its source lists, of whatever kind", "情報源が挙げる非特許文献の数 (種類を問わない)";
    ScienceLinkage = "science_linkage", "science linkage", "サイエンスリンケージ", source::NARIN,
        "non-patent citations that are publications: articles, papers of conferences and books, by a DOI or by what the citation says; no office actions, search reports, pages of the web or catalogues",
        "非特許文献の引用のうち、論文・会議録・書籍の数。DOI または引用の文面で判定し、拒絶理由通知・調査報告・ウェブページ・カタログなどは数えない";
    LiteratureShare = "literature_share", "share of non-patent citations", "非特許文献の引用割合", source::LITERATURE_SHARE,
        "non-patent citations ÷ (non-patent citations + backward citations)", "非特許文献の引用数 ÷ (非特許文献の引用数 + 特許の引用数)";
    Originality = "originality", "originality", "独創性 (originality)", source::HJT,
        "1 − Σₖ ((1/N) Σₙ βₖₙ)²; βₖₙ: share of subclass k among the subclasses of cited family n of N that the index has, each once",
        "1 − Σₖ ((1/N) Σₙ βₖₙ)²。βₖₙ は索引にある引用先ファミリー n (全 N 件) のサブクラスに占める k の割合 (各 1 回)";
    OriginalityCorrected = "originality_corrected", "originality, corrected for small numbers", "独創性 (少数補正)", source::HALL,
        "1 − Σₙ≠ₘ Σₖ βₖₙ βₖₘ / (N(N − 1)): N/(N − 1) times the originality where each cited family has one subclass",
        "1 − Σₙ≠ₘ Σₖ βₖₙ βₖₘ / (N(N − 1))。引用先がサブクラスを 1 つだけ持つときは独創性の N/(N − 1) 倍に等しい";
    Radicalness = "radicalness", "radicalness", "ラディカルネス", source::OECD,
        "subclasses of cited families that it does not have ÷ all subclasses of cited families; both in subclasses, where OECD counts the latter at IPC's finest level",
        "引用先ファミリーのサブクラスのうち本件にないものの数 ÷ 引用先ファミリーのサブクラスの総数。OECD は分母を IPC の最下位階層で数えるが、ここでは両方をサブクラスで数える";
    Scope = "scope", "scope: subclasses", "技術範囲 (サブクラス数)", source::OECD,
        "distinct subclasses of IPC, else CPC, else FI; not the legal scope", "異なるサブクラス (IPC、なければ CPC、なければ FI) の数。権利範囲ではない";
    Claims = "claims", "claims", "請求項数", source::OECD, "claims of the publication", "公報の請求項の数";
    IndependentClaims = "independent_claims", "independent claims", "独立請求項数", source::FRONT_PAGE,
        "claims that refer to no other", "他の請求項を引用しない請求項の数";
    ClaimDepth = "claim_depth", "dependency depth", "従属の深さ", source::FRONT_PAGE,
        "references on the longest way from a claim to an independent one", "請求項から独立請求項に至る引用の最長の段数";
    FirstClaimCharacters = "first_claim_characters", "first independent claim, Japanese characters", "第 1 独立請求項の文字数 (日本語)", source::KUHN,
        "characters of the first independent claim in Japanese without white space; fewer is broader; compared with Japanese claims only",
        "日本語の最初の独立請求項の文字数 (空白を除く)。短いほど広い。日本語の請求項とだけ比較する";
    FirstClaimWords = "first_claim_words", "first independent claim, English words", "第 1 独立請求項の語数 (英語)", source::KUHN,
        "words of the first independent claim in English; fewer is broader; compared with English claims only",
        "英語の最初の独立請求項の語数。短いほど広い。英語の請求項とだけ比較する";
    FamilySize = "family_size", "family size: offices", "ファミリーサイズ (官庁数)", source::OECD,
        "distinct offices that published a member of the simple family and that the index has", "シンプルファミリーの構成文献を発行した官庁の数 (索引にあるもの)";
    InternationalFamily = "international_family", "international patent family", "国際展開発明 (IPF)", source::JPO,
        "1 where at least two offices published members, or EPO or WIPO did, else 0", "2 以上の官庁、または EPO か WIPO が構成文献を発行していれば 1、それ以外は 0";
    GrantLag = "grant_lag", "speed of grant", "登録までの速さ", source::OECD,
        "1 − Δ ÷ (greatest Δ in the cohort); Δ: days from filing to grant at this office, the publication of a B document where no grant is stated",
        "1 − Δ ÷ (コホート内の最大の Δ)。Δ は当該官庁での出願から登録までの日数。登録日がなければ B 公報の発行日による";
    RemainingLife = "remaining_life", "remaining life, years", "残存期間 (年)", source::TRIPS,
        "years from the date of the figures to 20 years after filing; only where the source states a pending or granted right; extensions, adjustments and fees not considered",
        "基準日から出願後 20 年までの年数。情報源が係属中または有効とするものに限る。延長・調整・年金は考慮しない";
    SectorCollaboration = "sector_collaboration", "collaboration of sectors", "産学官の共同出願", source::FRONT_PAGE,
        "1 where its applicants are of at least two sectors (university, company, public institute, …), else 0; only where the source states sectors",
        "出願人が 2 以上のセクター (大学・企業・公的機関など) にわたれば 1、それ以外は 0。情報源がセクターを示すものに限る";
    Composite4 = "composite_4", "composite of four", "4 指標の合成", source::OECD,
        "mean of forward citations (5 years), family size, claims and generality, each over the cohort's maximum, winsorised at its 98th percentile; only where all four are known, so never of an uncited patent; read it with its parts only",
        "5 年被引用数・ファミリーサイズ・請求項数・汎用性を、それぞれコホートの最大値 (98 パーセンタイルでウィンザー化) で割った値の平均。4 つとも分かるときに限るので、被引用のない特許にはない。内訳とともに読むこと";
    Composite6 = "composite_6", "composite of six", "6 指標の合成", source::OECD,
        "mean of the parts of the composite of four, of backward citations over the cohort's maximum likewise, and of the speed of grant; only where all six are known, so never of an uncited patent or one without a grant; read it with its parts only",
        "4 指標の合成の内訳に、同様に割った特許の引用数と、登録までの速さを加えた 6 つの平均。6 つとも分かるときに限るので、被引用や登録のない特許にはない。内訳とともに読むこと";
}

impl Measure {
    /// Whether it is said of a family too: what a single publication or office decides is not.
    pub const fn is_of_families(self) -> bool {
        !matches!(
            self,
            Self::Claims
                | Self::IndependentClaims
                | Self::ClaimDepth
                | Self::FirstClaimCharacters
                | Self::FirstClaimWords
                | Self::GrantLag
                | Self::RemainingLife
                | Self::Composite4
                | Self::Composite6
        )
    }

    /// Whether it is 1 for yes and 0 for no.
    pub const fn is_flag(self) -> bool {
        matches!(self, Self::Breakthrough | Self::InternationalFamily | Self::SectorCollaboration)
    }
}
