//! What the help page says of several lines, families, reports and exports.

use indexer::Limits;
use maud::{Markup, html};

use crate::web::{PageContext, frame::grouped};

/// Lines that find something in the demo corpus.
const LINES: &str = "L1: 固体電解質 OR \"solid electrolyte\"\nL2: ipc:H01M10/05\nL3 = L1 AND L2 # 両方";

/// A search on the demo corpus for the examples below.
const QUERY: &str = "電解質";

pub(super) fn sections(context: &PageContext, limits: &Limits) -> Markup {
    html! {
        (lines(context, limits))
        (ranking(context))
        (similar(context, limits))
        (families(context))
        (keeping(context))
    }
}

fn lines(context: &PageContext, limits: &Limits) -> Markup {
    html! {
        h2 #lines { (context.t("複数行の検索", "Several lines")) }
        p {
            (context.t(
                "1 行に 1 つの検索式を書き、名前を付けて後の行で使います。行ごとに件数が出ます。# から後は注釈です。",
                "Write one query a line, name it and use it in later lines; each line gets its count. What follows # is a comment.",
            ))
            " " (context.t("行は ", "The limit is ")) (limits.lines) (context.t(" 行 (limits.lines) までです。", " lines (limits.lines)."))
        }
        pre lang="und" { code { (LINES) } }
        p {
            a href=(context.href("/lines", &[("text", LINES)])) {
                (context.t("この例の件数を数える", "Count this example"))
            }
        }
    }
}

fn families(context: &PageContext) -> Markup {
    let of = |definition: &str| context.href("/", &[("q", QUERY), ("collapse", definition)]);
    html! {
        h2 #families { (context.t("ファミリー", "Families")) }
        p {
            (context.t(
                "件数は文献でもファミリーでも正確です。結果をファミリーごとにまとめると、1 つのファミリーが 1 件になり、代表を順位・言語・発行庁で選べます。",
                "Documents and families are both counted exactly. Collapsed, one family is one hit, shown by the best document or by one in a language or of an office that you prefer.",
            ))
        }
        ul {
            li {
                a href=(of("simple")) { (context.t("シンプルファミリー", "Simple families")) }
                (context.t("：優先権がすべて同じ文献。", ": documents with the very same priorities."))
            }
            li {
                a href=(of("extended")) { (context.t("拡張ファミリー", "Extended families")) }
                (context.t(
                    "：優先権を 1 つでも共有する文献を、次々につないだもの。",
                    ": documents that share a priority, directly or through others.",
                ))
            }
        }
    }
}

fn ranking(context: &PageContext) -> Markup {
    html! {
        h2 #ranking { (context.t("順位", "Ranking")) }
        p {
            (context.t(
                "語は題名・要約・請求項・本文を通して 1 回だけ採点します (BM25F)。検索語が文献でも並んでいれば、その組も 1 語として加わります。",
                "A word is scored once over title, abstract, claims and text (BM25F); words of the query that stand side by side in a document as well count as one word more.",
            ))
        }
        p {
            a href=(context.href("/", &[("q", QUERY), ("feedback", "true")])) {
                (context.t("上位文献の語を加えた順位", "Ranked with words of the best documents"))
            }
            (context.t(
                "では、上位の文献に目立つ語が順位に加わります。該当する文献は変わらず、加えた語は表示され、1 語ずつ外せます。",
                ": words that mark out the best documents take part in the ranking. What matches stays as it is; the words are shown, and each can be left out.",
            ))
        }
    }
}

fn similar(context: &PageContext, limits: &Limits) -> Markup {
    let of = |pair: &[(&str, &str)]| context.href("/similar/JP-2020900404-A", pair);
    html! {
        h2 #similar { (context.t("近い文献", "Similar documents")) }
        p {
            (context.t(
                "文献のページと検索結果の「近い文献」から、その文献に近い特許と論文を、共通の語・分類・引用という理由とともに近い順に見られます。同じファミリーの文献は除きます。",
                "“Similar” on a hit and on a document's page lists patents and articles near it, most similar first, each with the reasons: shared terms, classes and citations. Its own family is left out.",
            ))
        }
        ul {
            li { a href=(of(&[])) { (context.t("ある特許に近い特許と論文", "Patents and articles near a patent")) } }
            li { a href=(of(&[("type", "article")])) { (context.t("近い論文だけ", "Only the articles")) } }
            li { a href=(of(&[("before", "priority")])) { (context.t("優先日より前のものだけ", "Only what was published before its priority")) } }
            li {
                a href=(context.href("/similar", &[])) { (context.t("段落・請求項・公報を貼り付けて探す", "Paste a paragraph, a claim or a publication")) }
                (context.t("：", ": up to "))
                (grouped(limits.query_chars as u64))
                (context.t(
                    " 文字まで。長い文章では手掛かりになる語だけを検索し、そう知らせます。見出し (【請求項1】、Abstract: など) があれば部分ごとに重みを付けます。",
                    " characters. Of a long text the words that tell most are searched, and the page says so. Where it has headings (【請求項1】, Abstract:), words count by part.",
                ))
            }
        }
    }
}

fn keeping(context: &PageContext) -> Markup {
    let export = |format: &str| context.href("/v1/export", &[("q", QUERY), ("format", format)]);
    html! {
        h2 #keeping { (context.t("確かめ、残す", "Check and keep")) }
        ul {
            li {
                a href=(context.search_href("電池 OR 正極 AND NOT 鉛")) { (context.t("各部分の件数と助言", "Counts and advice")) }
                (context.t(
                    "：結果のページには、理解した検索式、その各部分の件数、見つからない部分や優先順位の落とし穴への助言があります。",
                    ": the page of results shows the query as understood, the count of each part, and advice on parts that find nothing or traps of precedence.",
                ))
            }
            li {
                a href=(context.href("/report", &[("q", QUERY)])) { (context.t("報告書", "Report")) }
                (context.t("：検索式、件数、索引の状態、結果の列の指紋を 1 枚に残します。JSON で保存したものは ", ": query, counts, the state of the index and a digest of the list of results. Saved as JSON, it is run again and compared by "))
                code { "chizai verify" }
                (context.t(" で後から再実行して違いを確かめられ、", ", and ")) code { "chizai diff" }
                (context.t(
                    " は 2 つの世代の間で増えた・減った・変わった文献とその理由を示します。",
                    " shows what was added, removed and changed between two generations, and why.",
                ))
            }
            li {
                (context.t("書き出し：結果のすべてを ", "Export of the whole result as "))
                @for (i, (format, label)) in FORMATS.iter().enumerate() {
                    @if i != 0 { (context.t("、", ", ")) }
                    a href=(export(format)) { (label) }
                }
                (context.t(
                    "。件数の上限はありません。CSV は bom=true で Excel 向け、fields= で欄を選べます。",
                    ". There is no ceiling. CSV takes bom=true for Excel, and fields= chooses columns.",
                ))
            }
            li {
                a href=(context.href("/completeness", &[])) { (context.t("収録範囲", "Holdings")) }
                (context.t("：庁と年ごとの文献数。", ": documents by office and year."))
            }
        }
    }
}

const FORMATS: &[(&str, &str)] =
    &[("ndjson", "NDJSON"), ("csv", "CSV"), ("ris", "RIS"), ("bibtex", "BibTeX"), ("csl", "CSL-JSON")];
