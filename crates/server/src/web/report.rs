//! A report of a search as a page that prints on A4.

use axum::response::Html;
use maud::{Markup, html};

use super::{
    PageContext,
    frame::{Framed, frame, grouped},
};
use crate::{
    request::encode_component,
    wire::{CountedNode, Report},
};

pub(crate) fn report_page(context: &PageContext, report: &Report) -> Html<String> {
    let title = format!("{} – {}", context.t("検索報告書", "Search report"), report.input);
    let json = context.href_with(|_| {}).replacen("/report", "/v1/reports", 1);
    let main = html! {
        article .report {
            h1 { (context.t("検索報告書", "Search report")) }
            p .screen-only {
                a href=(json) download { (context.t("JSON で保存 (chizai verify で確かめられます)", "Save as JSON (chizai verify checks it)")) }
                " · "
                a href=(json.replacen("/v1/reports", "/", 1)) { (context.t("検索結果へ", "To the results")) }
            }
            (question(context, report))
            h2 #tree { (context.t("各部分の件数", "Counts of the parts")) }
            ul .counted { (node(&report.tree)) }
            @if !report.complete {
                p .small { (context.t("部分が多いため、一部は数えていません。", "There are too many parts; some were not counted.")) }
            }
            (index(context, report))
            (results(context, report))
            p .small { (context.t("報告書の指紋 (BLAKE3): ", "Digest of this report (BLAKE3): ")) code { (report.digest) } }
        }
    };
    frame(context, Framed { title: &title, box_text: Some(&report.input), alternate: Some(json), main })
}

fn question(context: &PageContext, report: &Report) -> Markup {
    html! {
        dl .facts {
            dt { (context.t("検索式", "Query")) } dd { code lang="und" { (report.input) } }
            dt { (context.t("理解した式", "As understood")) } dd { code lang="und" { (report.understood) } }
            @for filter in &report.filters {
                dt { (context.t("絞り込み", "Filter")) } dd { code lang="und" { (filter) } }
            }
            @for excluded in &report.excluded {
                dt { (context.t("除外", "Excluded")) } dd { code lang="und" { (excluded) } }
            }
            dt { (context.t("並び順", "Order")) } dd { code { (report.sort) } }
            @if let Some(families) = &report.families {
                dt { (context.t("ファミリー", "Families")) }
                dd {
                    strong .number { (grouped(families.families)) }
                    " " code { (families.definition) " · " (families.representative) }
                }
            }
            dt { (context.t("件数", "Documents")) } dd { strong .number { (grouped(report.total)) } }
            dt { (context.t("作成", "Made")) } dd .number { (report.made) }
        }
    }
}

fn node(counted: &CountedNode) -> Markup {
    html! {
        li {
            span .count.number { (counted.count.map_or_else(|| "?".to_owned(), grouped)) }
            " " code lang="und" { (counted.query) }
            @if !counted.children.is_empty() { ul { @for child in &counted.children { (node(child)) } } }
        }
    }
}

fn index(context: &PageContext, report: &Report) -> Markup {
    let index = &report.index;
    let stored_form = index.stored_form.to_string();
    let documents = grouped(index.documents);
    let facts = [
        (context.t("世代", "Generation"), &index.generation),
        (context.t("文献数", "Documents"), &documents),
        (context.t("索引の指紋", "Index fingerprint"), &index.fingerprint),
        (context.t("欄", "Fields"), &index.fields),
        (context.t("解析器と辞書", "Analysers and dictionaries"), &index.analyzers),
        (context.t("保存形式", "Stored form"), &stored_form),
        (context.t("検索エンジン", "Engine"), &index.engine),
        (context.t("重みと上限", "Weights and limits"), &index.ranking),
        (context.t("収録範囲", "Holdings"), &index.completeness),
        (context.t("プログラム", "Program"), &report.program),
    ];
    html! {
        h2 { (context.t("索引", "Index")) }
        dl .facts { @for (name, value) in facts { dt { (name) } dd { code { (value) } } } }
    }
}

fn results(context: &PageContext, report: &Report) -> Markup {
    let results = &report.results;
    html! {
        h2 { (context.t("結果", "Result")) }
        dl .facts {
            dt { (context.t("番号の列 (BLAKE3)", "List of ids (BLAKE3)")) } dd { code { (results.ids_blake3) } }
            dt { (context.t("番号と内容の列 (BLAKE3)", "Ids and contents (BLAKE3)")) } dd { code { (results.contents_blake3) } }
        }
        @if !results.listed_all {
            p .small {
                (context.t("はじめの ", "The first ")) (grouped(results.documents.len() as u64))
                (context.t(" 件 (limits.report_documents) を示します。", " documents are listed (limits.report_documents)."))
            }
        }
        ol .ids {
            @for document in &results.documents {
                li { a href={ "/documents/" (encode_component(&document.id)) } { (document.id) } }
            }
        }
    }
}
