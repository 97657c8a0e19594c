use query::{Loss, LossReason, Translation};
use serde::Serialize;
use utoipa::ToSchema;

use super::ProblemItem;
use crate::InterfaceLanguage;

/// A query in another syntax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TranslateResponse {
    /// The query in the syntax asked for.
    #[schema(example = "ti=laser and pd>=2015")]
    pub text: String,
    /// What that syntax cannot say; empty: the text finds the same documents.
    pub losses: Vec<LossItem>,
    /// The query as it was understood, in chizai's own syntax.
    #[schema(example = "title:laser AND published:>=2015")]
    pub understood: String,
    /// What is wrong with the query as it was given.
    pub problems: Vec<ProblemItem>,
}

/// A part of a query that a syntax cannot say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LossItem {
    /// The part, in chizai's own syntax.
    pub what: String,
    /// Stable, for programs.
    #[schema(example = "unit")]
    pub code: String,
    /// For people.
    pub why: String,
    /// What was written instead; absent where the part was left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

impl TranslateResponse {
    pub(crate) fn new(
        translation: Translation,
        understood: String,
        problems: Vec<ProblemItem>,
        language: InterfaceLanguage,
    ) -> Self {
        let losses = translation.losses.into_iter().map(|loss| LossItem::new(loss, language)).collect();
        Self { text: translation.text, losses, understood, problems }
    }
}

impl LossItem {
    fn new(loss: Loss, language: InterfaceLanguage) -> Self {
        let why = language.pick(japanese(loss.reason), loss.reason.english()).to_owned();
        Self { what: loss.what, code: loss.reason.as_str().to_owned(), why, replaced_by: loss.replaced_by }
    }
}

fn japanese(reason: LossReason) -> &'static str {
    match reason {
        LossReason::Field => "この構文には同じ欄がありません",
        LossReason::FreeText => "この構文には、いずれかの語を含む文献を順位づける検索がありません",
        LossReason::Case => "この構文には、大文字と小文字を区別して語形を広げない検索がありません",
        LossReason::ExactClass => "この構文には、下位を含めない分類の指定がありません",
        LossReason::Fuzzy => "この構文には、つづりの揺れの検索がありません",
        LossReason::Truncation => "この構文には、文字数を決めた伏せ字がありません",
        LossReason::Wording => "この構文では、同じ書き方が別の条件として読まれます",
        LossReason::Unit => "この構文には、この単位（文・段落・請求項）の指定がありません",
        LossReason::Distance => "この構文には、この距離の指定がありません",
        LossReason::Citation => "この構文には、この引用の検索がありません",
        LossReason::Range => "この構文には、この範囲の指定がありません",
        LossReason::Line => "この構文には名前の付いた行がないので、中身を書き出しました",
        LossReason::Negation => "先頭または単独の NOT は、本来の検索サービスでは受け付けられません",
        LossReason::Everything => "本来の検索サービスには、すべての文献の指定がありません",
        LossReason::Nothing => "この構文には、どの文献にも当てはまらない条件がありません",
    }
}
