//! Withdrawing one patent, with what that means for work already begun.

use axum::response::Html;
use maud::html;

use super::{DeskContext, form::Field, refusal};
use crate::{HttpError, request::Pairs};

/// The listing that is about to be withdrawn.
pub(crate) struct WithdrawalView<'v> {
    pub(crate) provider: &'v str,
    pub(crate) patent: &'v str,
    pub(crate) title: Option<(&'v str, &'v str)>,
    pub(crate) since: &'v str,
    pub(crate) terms: &'v str,
    /// What its terms say for work already begun, for a withdrawal from today.
    pub(crate) meaning: &'v str,
    pub(crate) records_of_use: u64,
    pub(crate) sent: &'v Pairs,
    pub(crate) error: Option<&'v HttpError>,
}

/// The page that says what a withdrawal means, and its form.
pub(crate) fn withdrawal_page(desk: &DeskContext, view: &WithdrawalView<'_>) -> Html<String> {
    let context = &desk.page;
    let heading = desk.t("掲載を取り下げますか", "Withdraw the listing?");
    let value = |name: &str| view.sent.get(name).unwrap_or_default();
    let hint = desk.t(
        "例: 2026-01-31。空なら今日。過去の日付にはできません",
        "Such as 2026-01-31; today where it is empty. Not in the past",
    );
    let from = Field {
        name: "from",
        label: desk.t("取下げの日", "From"),
        value: value("from"),
        hint,
        required: false,
    };
    let hint = desk.t("公開されます", "It is public");
    let reason = Field {
        name: "reason",
        label: desk.t("理由 (任意)", "Reason, if you like"),
        value: value("reason"),
        hint,
        required: false,
    };
    let main = html! {
        h1 { (heading) }
        p .small { a href=(desk.desk(view.provider, "")) { (desk.t("窓口: ", "Desk: ")) span .id { (view.provider) } } }
        p {
            strong .id { (view.patent) }
            @if let Some((title, language)) = view.title { " " span lang=(language) { (title) } }
        }
        dl .said {
            dt { (desk.t("掲載の始まり", "Listed since")) } dd .number { (view.since) }
            dt { (desk.t("条件", "Terms")) } dd { (view.terms) }
            dt { (desk.t("利用の登録", "Records of use")) } dd .number { (view.records_of_use) }
        }
        h2 #means { (desk.t("取り下げると", "What it means")) }
        ul .list {
            li { strong { (view.meaning) } }
            li { (desk.t(
                "その日から、新しい利用は認められません。掲載していた日についての答えは変わりません。",
                "From that day no new use is permitted. What was answered for the days before stays.",
            )) }
            @if 0 < view.records_of_use { li { (desk.t(
                "利用を登録した人のうち連絡先のある人には、管理者が知らせます。",
                "Administrators tell those who registered a use and left an address.",
            )) } }
        }
        (refusal(context, view.error))
        form .fields action=(desk.desk(view.provider, "/withdrawal")) method="post" {
            (desk.kept())
            input type="hidden" name="patent" value=(view.patent);
            (from.text())
            (reason.text())
            p .buttons {
                button #withdraw type="submit" { (desk.t("取り下げる", "Withdraw")) }
                a href=(desk.desk(view.provider, "")) { (desk.t("やめる", "Keep it listed")) }
            }
        }
    };
    desk.framed(heading, &main)
}
