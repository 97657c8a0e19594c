use maud::{Markup, html};

use super::{PageContext, both};
use crate::wire::ContactBody;

/// Whom to ask, each with what it answers about and in which languages.
pub(super) fn contacts(context: &PageContext, contacts: &[ContactBody]) -> Markup {
    html! {
        ul .contacts {
            @for contact in contacts {
                li {
                    (both(context, &contact.names))
                    p {
                        @if let Some(email) = &contact.email { a href={ "mailto:" (email) } { (email) } " " }
                        @if let Some(telephone) = &contact.telephone { span .number { (telephone) } " " }
                        @if let Some(page) = &contact.page {
                            a href=(page) rel="nofollow noopener" { (context.t("窓口のページ", "its page")) }
                        }
                    }
                    p .quiet.small {
                        @if contact.classes.is_empty() { (context.t("全分野", "every field")) }
                        @else { (context.t("分類 ", "classes ")) (contact.classes.join(", ")) }
                        (context.t("、", "; "))
                        @if contact.languages.is_empty() { (context.t("言語の記載なし", "no language stated")) }
                        @else { (context.t("対応言語 ", "answers in ")) (languages(context, &contact.languages)) }
                    }
                }
            }
        }
    }
}

fn languages(context: &PageContext, codes: &[String]) -> String {
    let name = |code: &String| match code.as_str() {
        "ja" => context.t("日本語", "Japanese").to_owned(),
        "en" => context.t("英語", "English").to_owned(),
        other => other.to_owned(),
    };
    codes.iter().map(name).collect::<Vec<_>>().join(context.t("、", ", "))
}
