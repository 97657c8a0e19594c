use axum::response::Html;
use maud::{Markup, html};
use query::FieldInfo;

use super::{
    PageContext,
    frame::{Framed, frame},
};

/// Query, what it does in Japanese, and in English.
const SYNTAX: &[(&str, &str, &str)] = &[
    (
        "固体電解質 硫化物",
        "語を並べると、そのいずれかを含む文献を、よく合うものから順に示します。",
        "Words side by side: documents with any of them, best first.",
    ),
    (
        "固体電解質 AND 硫化物",
        "AND はどちらも含むもの、OR はどちらかを含むものです。大文字で書きます。",
        "AND: both must be there. OR: either. Write them in capitals.",
    ),
    ("固体電解質 NOT 硫化物", "NOT は除きます。", "NOT leaves documents out."),
    ("(正極 OR cathode) AND \"固体電解質\"", "かっこでまとめます。", "Parentheses group."),
    (
        "\"温度を検知する手段\"",
        "引用符の中は、日本語では一字一句そのとおり、英語ではその語順で探します。",
        "Quoted text: character by character in Japanese, word by word in order in English.",
    ),
    (
        "claims:\"固体電解質層\"",
        "欄名: を付けると、その欄だけを探します。",
        "A field's name and a colon search that field only.",
    ),
    (
        "claims.ja:電池",
        "本文の欄は .ja .en で言語を選べます。",
        "Text fields take .ja or .en to choose a language.",
    ),
    (
        "cpc:H01M10/05",
        "分類は、分類表で下位に当たるものをすべて含みます。分類は「分類」のページでたどれます。",
        "A class includes everything that its scheme has below it. The page “Classes” lets you browse them.",
    ),
    ("ipc:H01M*", "* で終わると、そこから始まるものすべてです。", "A final * stands for any ending."),
    (
        "published:[2015 TO 2018-06]",
        "期間は [はじめ TO おわり]、または >=2015 のように書きます。",
        "A range: [from TO to], or >=2015.",
    ),
];

/// How queries are written, by examples that can be tried.
pub(crate) fn help_page(context: &PageContext, fields: &[FieldInfo]) -> Html<String> {
    let main = html! {
        div .reading {
            h1 { (context.t("検索式の書き方", "How to write a query")) }
            p {
                (context.t(
                    "例を選ぶと、そのまま検索します。日本語の式と英語の式の区別はありません。言語を推測することもありません。",
                    "Choose an example to run it. Japanese and English queries are written alike, and no language is guessed.",
                ))
            }
            h2 #syntax { (context.t("式", "Syntax")) }
            (syntax_table(context))
            h2 #fields { (context.t("欄", "Fields")) }
            (field_table(context, fields))
            h2 #numbers { (context.t("番号", "Numbers")) }
            p {
                (context.t(
                    "特開2010-228687、US 7,654,321 B2、10.1000/182 のような番号は、そのまま入力できます。範囲は number:[特開2010-1 TO 特開2010-999]、並べるときは number:(…) です。",
                    "Numbers such as 特開2010-228687, US 7,654,321 B2 or 10.1000/182 can be typed as they are. A range is number:[JP-2010000001-A TO JP-2010000999-A], a list number:(…).",
                ))
                " "
                a href=(context.href("/resolve", &[])) {
                    (context.t("文章の中の番号をまとめて調べる", "Find all numbers in a text"))
                }
            }
            h2 #keys { (context.t("キー", "Keys")) }
            p {
                kbd { "/" } (context.t(" 検索欄へ、", " to the search box, ")) kbd { "j" } " " kbd { "k" }
                (context.t(
                    " 次と前の文献 (文献のページでは印の付いた語)。スクリプトを止めていても、Tab キーとリンクですべて使えます。",
                    " to the next and previous hit (on a document's page: marked word). Everything works with Tab and links alone, too.",
                ))
            }
        }
    };
    let title = context.t("検索式の書き方 – chizai", "How to write a query – chizai");
    frame(context, Framed { title, box_text: Some(""), alternate: None, main })
}

fn syntax_table(context: &PageContext) -> Markup {
    html! {
        div .table tabindex="0" role="region" aria-labelledby="syntax" {
            table {
                thead { tr {
                    th scope="col" { (context.t("例", "Example")) }
                    th scope="col" { (context.t("意味", "Meaning")) }
                } }
                tbody {
                    @for (query, japanese, english) in SYNTAX {
                        tr {
                            td { a href=(context.search_href(query)) { code lang="und" { (query) } } }
                            td { (context.t(japanese, english)) }
                        }
                    }
                }
            }
        }
    }
}

fn field_table(context: &PageContext, fields: &[FieldInfo]) -> Markup {
    html! {
        div .table.fields tabindex="0" role="region" aria-labelledby="fields" {
            table {
                thead { tr {
                    th scope="col" { (context.t("欄", "Field")) }
                    th scope="col" { (context.t("内容", "Content")) }
                    th scope="col" { (context.t("例", "Example")) }
                } }
                tbody {
                    @for field in fields {
                        tr id={ "field-" (field.name) } {
                            th scope="row" {
                                code { (field.name) }
                                @if !field.aliases.is_empty() {
                                    br; span .quiet lang="ja" { (field.aliases.join(" ")) }
                                }
                            }
                            td { (context.t(field.summary_ja, field.summary)) }
                            td { a href=(context.search_href(field.example)) { code lang="und" { (field.example) } } }
                        }
                    }
                }
            }
        }
    }
}
