//! What a provider says of itself.

use axum::response::Html;
use commons::{Prefecture, ProviderKind};
use maud::{Markup, html};

use super::{
    DeskContext,
    form::{Field, options},
    refusal,
};
use crate::{HttpError, request::Pairs, web::PageContext, wire::tongue};

/// The provider's profile, to be changed.
pub(crate) fn profile_page(
    desk: &DeskContext,
    provider: &str,
    sent: &Pairs,
    error: Option<&HttpError>,
) -> Html<String> {
    let context = &desk.page;
    let heading = context.t("提供者の情報", "The provider's details");
    let main = html! {
        h1 { (heading) }
        p .small { a href=(desk.desk(provider, "")) { (desk.t("窓口: ", "Desk: ")) span .id { (provider) } } }
        (refusal(context, error))
        form .fields action=(desk.desk(provider, "/profile")) method="post" {
            (desk.kept())
            (fields(context, sent))
            p { button type="submit" { (context.t("今日からの内容として記録する", "Enter it as from today")) } }
        }
        p .small.quiet { (context.t(
            "窓口が二つ以上ある場合と、分野別の窓口は、API (PUT /v1/commons/providers/{id}/profile) で記録します。ここで送ると最初の窓口だけを書き換えます。",
            "Contacts by field and further ones are entered by the API (PUT /v1/commons/providers/{id}/profile). What is sent here replaces the first contact only.",
        )) }
    };
    desk.framed(heading, &main)
}

/// The fields of a profile with its first contact, in the order of a visiting card.
pub(super) fn fields(context: &PageContext, sent: &Pairs) -> Markup {
    let t = |ja, en| context.t(ja, en);
    let field = |name, label, hint, required| {
        let value = sent.get(name).unwrap_or_default();
        Field { name, label, value, hint, required }.text()
    };
    html! {
        (field("name_ja", t("名称 (日本語)", "Name in Japanese"), "", true))
        (field("name_en", t("名称 (英語)", "Name in English"), "", true))
        (kind(context, sent))
        (field("country", t("所在国", "Country"), t("ST.3 の 2 文字", "ST.3: two letters"), true))
        (prefecture(context, sent))
        (field("ror", "ROR", t("あれば。例: 057zh3y96", "Where there is one: 057zh3y96"), false))
        (field("homepage", t("ホームページ", "Homepage"), "https://…", false))
        fieldset {
            legend { (t("問い合わせ窓口", "Whom to ask")) }
            (field("contact_ja", t("窓口名 (日本語)", "Its name in Japanese"), "", true))
            (field("contact_en", t("窓口名 (英語)", "Its name in English"), "", true))
            (field("email", t("メールアドレス", "Email"), "", false))
            (field("telephone", t("電話番号", "Telephone"), "+81-22-000-0000", false))
            (field("page", t("ページ", "Page"), t("メール、電話、ページのどれか一つは必要です。", "One of email, telephone and page is needed."), false))
        }
    }
}

fn kind(context: &PageContext, sent: &Pairs) -> Markup {
    let label = |kind: ProviderKind| match kind {
        ProviderKind::University => context.t("大学", "university"),
        ProviderKind::Firm => context.t("企業", "firm"),
        ProviderKind::PublicInstitute => context.t("公的研究機関", "public institute"),
        ProviderKind::LicensingOffice => context.t("技術移転機関 (TLO)", "licensing office (TLO)"),
    };
    let kinds = options(ProviderKind::ALL.iter().map(|kind| (kind.as_str(), label(*kind))));
    let value = sent.get("kind").unwrap_or_default();
    Field { name: "kind", label: context.t("種類", "Kind"), value, hint: "", required: true }.select(&kinds)
}

fn prefecture(context: &PageContext, sent: &Pairs) -> Markup {
    let none = (String::new(), context.t("なし・国外", "none, or abroad").to_owned());
    let named = Prefecture::all().map(|one| (one.to_string(), one.name(tongue(context.language)).to_owned()));
    let all: Vec<(String, String)> = std::iter::once(none).chain(named).collect();
    let value = sent.get("prefecture").unwrap_or_default();
    Field {
        name: "prefecture", label: context.t("都道府県", "Prefecture"), value, hint: "", required: false
    }
    .select(&all)
}
