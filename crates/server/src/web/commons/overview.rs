use axum::response::Html;
use maud::html;

use super::{
    super::frame::{Framed, frame, grouped},
    PageContext,
};
use crate::wire::CommonsOverview;

/// The entry: what the commons is, how much it holds, and the ways into it.
pub(crate) fn overview_page(context: &PageContext, overview: &CommonsOverview) -> Html<String> {
    let heading = context.t("コモンズ", "The commons");
    let rows = [
        (
            context.t("掲載中の特許", "Patents listed today"),
            overview.listed,
            context.href("/", &[("commons", "any")]),
        ),
        (
            context.t("うち研究に使えるもの", "Of these, for research"),
            overview.listed_for_research,
            context.href("/", &[("commons", "research")]),
        ),
        (context.t("提供者", "Providers"), overview.providers, context.href("/commons/providers", &[])),
        (context.t("条項の版", "Versions of terms"), overview.terms, context.href("/commons/terms", &[])),
        (context.t("パッケージ", "Packages"), overview.packages, context.href("/commons/packages", &[])),
        (context.t("技術分野", "Technology fields"), overview.fields, context.href("/commons/fields", &[])),
        (context.t("公開中のニーズ", "Public needs"), overview.needs, context.href("/commons/needs", &[])),
    ];
    let main = html! {
        div .reading.commons {
            h1 { (heading) }
            p { (context.t(
                "大学や企業が、個別の契約なしに研究などに使ってよいとした特許の台帳です。どの特許を、誰が、どの条件で開いているかを、尋ねる前に確かめられます。",
                "A ledger of patents that universities and firms have opened for use in research and the like, without individual contracts. Anyone can see before asking which patents are open, by whom, and under which terms.",
            )) }
            dl .counts {
                @for (label, count, href) in &rows {
                    div { dt { (label) } dd { a href=(href) { span .number { (grouped(*count)) } } } }
                }
            }
            h2 { (context.t("加わる", "Take part")) }
            ul .list {
                li { a href=(context.href("/commons/desk", &[])) { (context.t("提供者の窓口 (サインイン)", "Providers’ desk (sign in)")) } (context.t(": 特許を掲載し、取り下げる", ": list and withdraw patents")) }
                li { a href=(context.href("/commons/uses", &[])) { (context.t("研究での利用を登録する", "Register a use in research")) } }
            }
            h2 { (context.t("データを取る", "Take the data")) }
            ul .list {
                li { a href="/v1/commons/ledger" { (context.t("台帳のすべての記録 (NDJSON)", "All entries of the ledger (NDJSON)")) } }
                li { a href="/oai?verb=Identify" { "OAI-PMH 2.0" } (context.t(" (収集用)", " (for harvesters)")) }
                li { a href=(context.href("/docs", &[])) { "API" } }
            }
            p .quiet.small {
                time .number datetime=(overview.on) { (overview.on) }
                (context.t(" 時点、台帳の版 ", ", revision ")) span .number { (overview.ledger.revision) }
                (context.t("。法的な助言ではありません。", " of the ledger. Not legal advice."))
            }
        }
    };
    let title = format!("{heading} – chizai");
    let alternate = Some("/v1/commons".to_owned());
    frame(context, Framed { title: &title, box_text: Some(""), alternate, main })
}
