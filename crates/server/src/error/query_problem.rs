use query::{Problem, ProblemCode};

use super::{Bilingual, Item, Place};

impl Item {
    /// A problem of a query's text, or of a filter's value, at the place where it was given.
    pub(crate) fn of_query(problem: &Problem, place: Place) -> Self {
        Self {
            place,
            code: problem.code.as_str(),
            message: Bilingual::new(japanese(problem), problem.message.clone()),
            // What a query looks like is what to read it as.
            suggestion: match problem.code.as_str() {
                "other-syntax" => Some(problem.subject.clone()),
                _ => problem.suggestions.first().cloned(),
            },
            char_range: Some(problem.char_range.clone()),
        }
    }
}

/// The message in Japanese; the English one comes with the problem.
fn japanese(problem: &Problem) -> String {
    let subject = &problem.subject;
    match problem.code {
        ProblemCode::UnknownField => format!("「{subject}」という欄はありません"),
        ProblemCode::TextWithColon => {
            format!("「{subject}」という欄はないので、コロンの前も本文の語として読みました")
        }
        ProblemCode::ReadAsProse => {
            "欄や演算子のない長い文なので、引用符や括弧も含めて文章として読みました".to_owned()
        }
        ProblemCode::InvalidValue => format!("「{subject}」はこの欄の値として読めません"),
        ProblemCode::UnsupportedOperation => format!("この欄では「{subject}」の指定はできません"),
        ProblemCode::EmptyRange => format!("範囲「{subject}」は始まりが終わりより後です"),
        ProblemCode::UnclosedQuote => {
            "引用符が閉じていないので、検索式の終わりまでを引用としました".to_owned()
        }
        ProblemCode::EmptyQuote => "中身のない引用符を除きました".to_owned(),
        ProblemCode::UnclosedParenthesis => "かっこが閉じていないので、検索式の終わりで閉じました".to_owned(),
        ProblemCode::UnopenedParenthesis => "対応のない閉じかっこを除きました".to_owned(),
        ProblemCode::EmptyParentheses => "中身のないかっこを除きました".to_owned(),
        ProblemCode::MissingValue => format!("「{subject}」の後に値がありません"),
        ProblemCode::MissingOperand => format!("「{subject}」の相手がないので除きました"),
        ProblemCode::NothingToSearch => {
            "検索できる語が残りませんでした。すべての文献は * で指定します".to_owned()
        }
        ProblemCode::MalformedRange => format!("「{subject}」は [はじめ TO おわり] の形になっていません"),
        ProblemCode::NumbersOfDifferentSeries => {
            format!("番号の範囲「{subject}」の両端は、庁・番号の種類・種別・年の書き方が同じものに限ります")
        }
        ProblemCode::AmbiguousNumber => format!("番号の範囲「{subject}」は何通りにも読めます"),
        ProblemCode::ReadAsNumber => {
            format!("「{subject}」は文献番号としても探しました")
        }
        ProblemCode::UnsupportedTruncation => {
            format!("この欄では前方一致などの指定はできないので、「{subject}」は記号なしで検索しました")
        }
        ProblemCode::InvalidDistance => {
            format!(
                "「{subject}」は距離として読めません（NEAR/n と ADJ/n は 1 から 999 か *、~ は 1 か 2、10N と 10C は 1 から 99）"
            )
        }
        ProblemCode::NotInProximity => {
            format!("「{subject}」は NEAR や ADJ の両側に置けません。語、引用、OR でまとめた語だけを置けます")
        }
        ProblemCode::NotInUnit => {
            format!(
                "「{subject}」は同一文・同一段落・同一請求項のかっこの中に置けません。外に AND で置いてください"
            )
        }
        ProblemCode::WordsBesideProximity => {
            "NEAR と ADJ はすぐ隣の一語だけを取ります。複数の語は引用符かかっこでまとめてください".to_owned()
        }
        ProblemCode::OtherSyntax => match subject.as_str() {
            "ppubs" => {
                "米国特許商標庁 Patent Public Search の書き方のようです。この書き方は読めません".to_owned()
            }
            name => format!("別の書き方の検索式のようです。syntax={name} を選ぶとその書き方で読みます"),
        },
        ProblemCode::TooDeep => "かっこの入れ子が深すぎます".to_owned(),
        ProblemCode::TooLong => "検索式が長すぎます".to_owned(),
        ProblemCode::WordsSelected => {
            format!(
                "{subject} 種類の語のうち、手掛かりになる語だけを検索しました (ranking.toml の long.terms)"
            )
        }
        ProblemCode::StopWordLeftOut => format!("「{subject}」はありふれた語なので条件から除きました"),
        ProblemCode::LeftToRight => {
            format!(
                "この構文では演算子を左から順に読みます（「{subject}」）。標準の構文とは優先順位が違います"
            )
        }
        ProblemCode::GuessedField => format!("「{subject}」は形から欄を推定して読みました"),
        ProblemCode::ReadDifferently => format!("「{subject}」はこの検索の範囲で近い意味に読みました"),
        ProblemCode::MalformedJson => format!("JSON の検索式として読めません（{subject}）"),
        ProblemCode::UnknownClass => format!("「{subject}」という分類記号はありません"),
        ProblemCode::ClassNotInScheme => {
            format!("「{subject}」は手元の分類表にないので、この記号そのものが付いた文献だけを検索しました")
        }
        ProblemCode::NoClassScheme => format!(
            "分類表が入っていないので、「{subject}」の下位は記号の形で分かる範囲 (メイングループまで) だけを検索しました"
        ),
        ProblemCode::ClassHierarchyBorrowed => {
            format!("「{subject}」の下位は、手元にある CPC の階層によって検索しました")
        }
        ProblemCode::UnknownLine => format!("「{subject}」という行は、この行より前にありません"),
        ProblemCode::LineNamedTwice => format!("「{subject}」という名前の行はすでにあります"),
        ProblemCode::LineNamedLikeField => {
            format!("「{subject}」という名前の行として読みました。欄の名前の書き誤りかもしれません")
        }
        ProblemCode::LineWithoutOperator => {
            format!("行「{subject}」の隣に AND、OR、NOT のいずれかが必要です")
        }
        ProblemCode::SpellingAdded => {
            format!(
                "「{subject}」: この綴りでも検索しました。引用符で囲むと、書いたとおりの綴りだけを探します"
            )
        }
        ProblemCode::OnlyStopWords => {
            format!("「{subject}」はありふれた語なので、すべての語を残した索引で検索しました")
        }
    }
}
