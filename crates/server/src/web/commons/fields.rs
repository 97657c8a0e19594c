use axum::response::Html;
use maud::{Markup, html};

use super::{
    super::{
        frame::grouped,
        health,
        maps::{figure, map_links},
    },
    PageContext, both,
    contacts::contacts,
    gathered, own, page,
};
use crate::{
    maps::Drawn,
    wire::{FieldHealth, FieldProvider, FieldResponse, FieldsOfCommons, ListingHealth},
};

pub(crate) fn fields_page(context: &PageContext, response: &FieldsOfCommons) -> Html<String> {
    let content = html! {
        p { (context.t(
            "重点的な技術分野ごとに、コモンズの特許、関連する論文、提供者と窓口を集めています。",
            "For each priority field of technology: its patents in the commons, related articles, providers and contacts.",
        )) }
        @if response.fields.is_empty() {
            p .quiet { (context.t("技術分野はまだありません。", "There is no field yet.")) }
        }
        ul .list {
            @for field in &response.fields {
                li {
                    a href=(context.href(&field.href, &[])) { (own(context, &field.names)) }
                    p .quiet.small { (own(context, &field.description)) }
                }
            }
        }
    };
    page(context, context.t("技術分野", "Technology fields"), "/v1/commons/fields", &content)
}

/// `drawn` are the field's maps that the page shows.
pub(crate) fn field_page(context: &PageContext, response: &FieldResponse, drawn: &[Drawn]) -> Html<String> {
    let field = &response.field;
    let content = html! {
        @let (language, name) = match context.language.code() {
            "ja" => ("en", &field.names.en),
            _ => ("ja", &field.names.ja),
        };
        p .quiet lang=(language) { (name) }
        (both(context, &field.description))
        details {
            summary { (context.t("この分野の決め方", "What the field is made of")) }
            ul .list {
                @for search in &response.searches {
                    li { a href=(context.href("/", &[("q", search)])) { code lang="und" { (search) } } }
                }
                @for class in &response.classes {
                    li { (context.t("分類 ", "class ")) a href=(context.href("/", &[("q", &format!("ipc:{class}* OR cpc:{class}*"))])) { code { (class) } } }
                }
            }
            p .quiet.small { (context.t("第", "version ")) (field.version) (context.t("版、", ", ")) time .number datetime=(response.saved) { (response.saved) } }
        }
        h2 { (context.t("マップ", "Maps")) }
        @for one in drawn { (figure(one)) }
        (map_links(context, &response.query))
        p {
            a href=(context.href("/portfolio", &[("q", &response.query)])) { (context.t("この分野の指標", "Figures of the field")) } " · "
            a href=(context.href("/portfolio", &[("q", &response.query), ("commons", "any")])) {
                (context.t("コモンズの特許の指標", "figures of its patents in the commons"))
            }
        }
        h2 { (context.t("コモンズの特許", "Patents in the commons")) }
        (gathered(context, &response.patents, context.t("この分野の特許は今日は掲載されていません。", "No patent of the field is listed today.")))
        h2 { (context.t("関連する論文", "Related articles")) }
        (gathered(context, &response.articles, context.t("索引に論文はありません。", "The index has no article of the field.")))
        h2 { (context.t("提供者と窓口", "Providers and whom to ask")) }
        (providers(context, &response.providers))
        p { a href=(context.href(&format!("{}/health", field.href), &[])) { (context.t("掲載の状況 (有効性、終了の予定、競合、利用)", "How the listings stand: in force, ending, in conflict, in use")) } }
        p .quiet.small {
            time .number datetime=(response.on) { (response.on) } (context.t(" 時点、台帳の版 ", ", revision "))
            span .number { (response.ledger.revision) } (context.t("", " of the ledger"))
        }
    };
    page(context, own(context, &field.names), &format!("/v1/commons/fields/{}", field.id), &content)
}

/// How the listings of a field stand.
pub(crate) fn field_health_page(context: &PageContext, of: &FieldHealth) -> Html<String> {
    let field = &of.field;
    let json = format!("/v1/commons/fields/{}/health", field.id);
    let content = html! {
        p { a href=(context.href(&field.href, &[])) { (own(context, &field.names)) } }
        (health::counts(context, &of.report, &context.href(&field.href, &[]), &format!("{json}?listings=all")))
        (health::indicators(context, &of.report, &context.href("/portfolio", &[("q", &of.query), ("commons", "any")])))
        h2 #listings { (context.t("見ておくこと", "To look at")) }
        @if of.report.listings.is_empty() {
            p .quiet { (context.t("掲載中の特許について、言うことはありません。", "There is nothing to say about what is listed.")) }
        } @else {
            div .table tabindex="0" role="region" aria-labelledby="listings" {
                table .listings {
                    thead { tr {
                        th scope="col" { (context.t("特許", "Patent")) }
                        th scope="col" { (context.t("提供者", "Provider")) }
                        th scope="col" { (context.t("状態", "State")) }
                        th scope="col" { (context.t("閲覧・利用", "Views, uses")) }
                        th scope="col" { (context.t("見ておくこと", "To look at")) }
                    } }
                    tbody { @for listing in &of.report.listings { (health_row(context, listing)) } }
                }
            }
        }
    };
    page(context, context.t("掲載の状況", "How the listings stand"), &json, &content)
}

fn health_row(context: &PageContext, listing: &ListingHealth) -> Markup {
    let provider = context.href(&format!("/commons/providers/{}", listing.provider), &[]);
    html! {
        tr {
            (health::patent(context, listing))
            td .small { a .id href=(provider) { (listing.provider) } }
            td { (health::state(context, listing)) }
            td .number { (health::interest(context, listing)) }
            td .small { (health::remarks(listing)) }
        }
    }
}

/// Providers with how much they list and the contacts that fit.
pub(super) fn providers(context: &PageContext, providers: &[FieldProvider]) -> Markup {
    html! {
        @if providers.is_empty() { p .quiet { (context.t("なし", "none")) } }
        @for provider in providers {
            h3 {
                a href=(context.href(&provider.href, &[])) { (provider.name) }
                " " span .quiet.small { (grouped(provider.listed)) (context.t(" 件", if provider.listed == 1 { " patent" } else { " patents" })) }
            }
            (contacts(context, &provider.contacts))
        }
    }
}
