//! What the help page says of the commons.

use maud::{Markup, html};

use super::{example_table, examples::Row};
use crate::web::PageContext;
use query::Syntax;

/// They find something wherever a patent is listed for research.
const EXAMPLES: &[Row] = &[
    ("commons:research", ["研究に使える特許 (今日)", "patents that are open for research today"]),
    ("commons:any", ["目的を問わず、今日掲載されている特許", "patents that are listed today for any use"]),
    (
        "commons:\"research user=company territory=JP\"",
        [
            "企業が日本で研究に使えるもの。user は company、small-firm、university、non-profit など",
            "those that a company may use in research in Japan; user is company, small-firm, university, non-profit …",
        ],
    ),
    (
        "commons:\"research provider=aoba-battery\"",
        [
            "提供者を限る。terms、region (都道府県)、tlo、package も同じ",
            "of one provider; likewise terms, region (prefecture), tlo, package",
        ],
    ),
    ("commons:\"research asof=2025-06-02\"", ["その日に使えたもの", "those that were open on that day"]),
];

/// Nothing where the server has no ledger.
pub(super) fn section(context: &PageContext) -> Markup {
    html! {
        @if context.has_commons {
            h2 #commons { (context.t("コモンズ", "The commons")) }
            p {
                (context.t(
                    "大学や企業が研究のために無償で開放した特許の台帳を、検索のたびに照らし合わせます。掲載や取下げは次の検索から有効です。",
                    "Patents that universities and firms have opened for research, free of charge, are joined to every search: a listing or a withdrawal holds from the next search on.",
                ))
            }
            (example_table(context, Syntax::Native, "commons", EXAMPLES))
            p {
                (context.t(
                    "asof=DAY は「その日に使えたか」を、いま台帳にある記録で答えます。後から記録された取下げも含みます。revision=N を足すと、台帳の第 N 版までに知られていたことだけで答え、その答えは後で変わりません。版は文献のページの「台帳の根拠」と、保存した検索の報告にあります。",
                    "asof=DAY asks what was open on that day, by what the ledger says now: a withdrawal that was entered later counts. With revision=N only what was known at revision N counts, and that answer never changes. Revisions stand in “Evidence in the ledger” on a patent's page and in the report of a search.",
                ))
            }
            p { (context.t("「使えますか」の答えは五つです。", "“May I use it?” has five answers:")) }
            ul {
                li { "● " (context.t("この条件で使える (条項の版と開始日つき)", "open for this use, with the version of the terms and the day since when")) }
                li { "▲ " (context.t("掲載されているが確認が必要 (理由つき)", "listed, but check, with the reasons")) }
                li { "■ " (context.t("取り下げられた (始めた利用がどうなるかつき)", "withdrawn, with what that means for work begun before")) }
                li { "○ " (context.t("ここには有効な権利がない", "no right in force here")) }
                li { "– " (context.t("掲載されていない", "not listed")) }
            }
            p {
                a href=(context.href("/commons", &[])) { (context.t("コモンズを見る", "Browse the commons")) } (context.t("。", "; "))
                a href=(context.href("/commons/providers", &[])) { (context.t("提供者", "providers")) } (context.t("、", ", "))
                a href=(context.href("/commons/terms", &[])) { (context.t("利用条件", "terms")) } (context.t("、", ", "))
                a href=(context.href("/commons/fields", &[])) { (context.t("技術分野", "technology fields")) } (context.t("、", ", "))
                a href=(context.href("/commons/needs", &[])) { (context.t("ニーズ", "needs")) }
                (context.t("。提供者は ", ". Providers serve themselves at ")) code { "/commons/desk" }
                (context.t(" で自分で掲載し、誰でも契約なしに利用を登録できます。", ", and anybody can register a use without a contract."))
            }
        }
    }
}
