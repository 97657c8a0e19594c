//! Choosing terms: the models, and a provider's own.

use axum::response::Html;
use maud::{Markup, html};

use super::{DeskContext, form::Field, refusal, terms_label};
use crate::{HttpError, entering::TermsChoice, request::Pairs};

/// The terms that the provider's listings can take, and the form that publishes some under its own name.
pub(crate) fn terms_choice_page(
    desk: &DeskContext,
    provider: &str,
    choices: &[TermsChoice],
    sent: &Pairs,
    error: Option<&HttpError>,
) -> Html<String> {
    let heading = desk.t("利用条件を選ぶ", "Choose terms");
    let main = html! {
        h1 { (heading) }
        p .small { a href=(desk.desk(provider, "")) { (desk.t("窓口: ", "Desk: ")) span .id { (provider) } } }
        p { (desk.t(
            "モデル条項はそのまま使えます。掲載のときに選んでください。モデルであり、法的助言ではありません。",
            "The models can be taken as they are: choose one when you list a patent. They are models, not legal advice.",
        )) }
        @for choice in choices { (described(desk, provider, choice)) }
        h2 #own { (desk.t("自分の名前で公開する", "Publish them under your own name")) }
        p { (desk.t(
            "公開した条項は書き換えられません。変えるときは次の版を公開します。",
            "Published terms are never edited: a change is the next version.",
        )) " " a href=(desk.desk(provider, "/terms/own")) { (desk.t("文言も条件も自分で決める", "Or choose every condition and word yourself")) } }
        (refusal(&desk.page, error))
        (own(desk, provider, choices, sent))
    };
    desk.framed(heading, &main)
}

fn described(desk: &DeskContext, provider: &str, choice: &TermsChoice) -> Markup {
    let take = desk.page.href(&format!("/commons/desk/{provider}/listing"), &[("terms", &choice.value())]);
    let like = desk.page.href(&format!("/commons/desk/{provider}/terms/own"), &[("like", &choice.value())]);
    html! {
        section .terms aria-labelledby={ "terms-" (choice.value()) } {
            h2 id={ "terms-" (choice.value()) } { (terms_label(&desk.page, choice)) }
            p .small.quiet { span .id { (choice.value()) } }
            ul { @for line in &choice.summary { li { (line) } } }
            details { summary { (desk.t("条項の全文", "Full text")) } p .pre { (choice.text) } }
            p {
                a href=(take) { (desk.t("この条件で掲載する", "List a patent under them")) } " · "
                a href=(like) { (desk.t("これを元に書き換える", "Write your own like them")) }
            }
        }
    }
}

fn own(desk: &DeskContext, provider: &str, choices: &[TermsChoice], sent: &Pairs) -> Markup {
    let value = |name: &str| sent.get(name).unwrap_or_default();
    let models: Vec<(String, String)> =
        choices.iter().map(|choice| (choice.value(), terms_label(&desk.page, choice))).collect();
    let like = Field {
        name: "like",
        label: desk.t("元にする条項", "Like"),
        value: value("like"),
        hint: "",
        required: true,
    };
    let hint = desk
        .t("小文字の英数字とハイフン。例: kita-research", "Small letters, digits and hyphens: kita-research");
    let terms = Field {
        name: "terms",
        label: desk.t("条項の名前", "Their name"),
        value: value("terms"),
        hint,
        required: true,
    };
    let title = |name, label| Field {
        name,
        label,
        value: sent.get(name).unwrap_or_default(),
        hint: "",
        required: true,
    };
    html! {
        form .fields action=(desk.desk(provider, "/terms")) method="post" {
            (desk.kept())
            (like.select(&models))
            (terms.text())
            (title("name_ja", desk.t("表題 (日本語)", "Title in Japanese")).text())
            (title("name_en", desk.t("表題 (英語)", "Title in English")).text())
            p { button type="submit" { (desk.t("公開する", "Publish")) } }
        }
    }
}
