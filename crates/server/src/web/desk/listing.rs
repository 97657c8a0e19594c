//! Listing or changing one patent.

use axum::response::Html;
use maud::{Markup, html};

use super::{
    DeskContext,
    form::{Field, options},
    import::planned,
    refusal, terms_label,
};
use crate::{HttpError, entering::TermsChoice, request::Pairs, wire::ImportPlan};

/// The form for one patent, with what it would do where that was asked.
pub(crate) fn listing_page(
    desk: &DeskContext,
    provider: &str,
    choices: &[TermsChoice],
    sent: &Pairs,
    plan: Option<&ImportPlan>,
    error: Option<&HttpError>,
) -> Html<String> {
    let is_change = sent.get("action") == Some("change");
    let heading = if is_change {
        desk.t("掲載を変更する", "Change a listing")
    } else {
        desk.t("特許を掲載する", "List a patent")
    };
    let main = html! {
        h1 { (heading) }
        p .small { a href=(desk.desk(provider, "")) { (desk.t("窓口: ", "Desk: ")) span .id { (provider) } } }
        (refusal(&desk.page, error))
        @if let Some(plan) = plan { (planned(desk, plan)) }
        form .fields action=(desk.desk(provider, "/listing")) method="post" {
            (desk.kept())
            @if is_change {
                input type="hidden" name="action" value="change";
                p { (desk.t(
                    "変更すると、次の内容が今日からの掲載の全部になります。",
                    "From today on, what stands below is the whole offer.",
                )) }
            }
            (fields(desk, choices, sent))
            p .buttons {
                button .plain type="submit" name="do" value="check" { (desk.t("確認する", "Look first")) }
                button type="submit" name="do" value="enter" { (heading) }
            }
        }
    };
    desk.framed(heading, &main)
}

fn fields(desk: &DeskContext, choices: &[TermsChoice], sent: &Pairs) -> Markup {
    let field = |name, label, hint, required| {
        let value = sent.get(name).unwrap_or_default();
        Field { name, label, value, hint, required }
    };
    let terms: Vec<(String, String)> =
        choices.iter().map(|choice| (choice.value(), terms_label(&desk.page, choice))).collect();
    let licences = options([
        ("none", desk.t("なし", "none")),
        ("exists", desk.t("あり", "there is one")),
        ("unknown", desk.t("不明", "unknown")),
    ]);
    let number = field(
        "number",
        desk.t("特許の番号", "Number of the patent"),
        desk.t(
            "どの形でも。例: 特開2012-900101、JP-2012900101-A",
            "In any form: JP-2012900101-A, 特開2012-900101",
        ),
        true,
    );
    let levels: Vec<(String, String)> =
        std::iter::once((String::new(), desk.t("書かない", "not said").to_owned()))
            .chain((1..=9).map(|level| (level.to_string(), level.to_string())))
            .collect();
    let day = desk.t("例: 2026-01-31。空なら今日", "Such as 2026-01-31; today where it is empty");
    html! {
        (number.text())
        (field("terms", desk.t("利用条件", "Terms"), "", true).select(&terms))
        (field("licence", desk.t("専用実施権", "Exclusive licences"), desk.t("「なし」以外は、利用者に「要確認」と表示します。", "Users are told to check unless there is none."), true).select(&licences))
        (field("from", desk.t("開始日", "First day"), day, false).text())
        (field("to", desk.t("終了日", "Last day"), desk.t("空なら条件のとおり", "As the terms say where it is empty"), false).text())
        details open[has_more(sent)] {
            summary { (desk.t("根拠と検証の情報 (任意)", "Evidence, if you like")) }
            (field("evidence", desk.t("掲載の根拠のアドレス", "An address that proves the listing"), "https://…", false).text())
            (field("contact", desk.t("この特許の窓口のアドレス", "A page to ask at about this patent"), "https://…", false).text())
            (field("readiness", desk.t("技術成熟度 (ISO 16290)", "Technology readiness level (ISO 16290)"), "", false).select(&levels))
            (field("prototype", desk.t("試作品のアドレス", "A page about a prototype"), "https://…", false).text())
            (field("test_data", desk.t("試験データのアドレス", "A page with test data"), "https://…", false).text())
            (field("paper", desk.t("論文のアドレス", "An article about it"), "https://…", false).text())
        }
    }
}

fn has_more(sent: &Pairs) -> bool {
    let names = ["evidence", "contact", "readiness", "prototype", "test_data", "paper"];
    names.into_iter().any(|name| sent.get(name).is_some_and(|value| !value.is_empty()))
}
