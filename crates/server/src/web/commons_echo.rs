//! The part of the sentence of a search that its parameters on the commons make.

use commons::{Tongue, Use};
use maud::{Markup, html};

use super::{PageContext, echo::remove};
use crate::InterfaceLanguage;

/// Parameters with the words before and after their value, in Japanese and in English. The first group asks for listings;
/// the second narrows what was asked for, and means nothing alone.
const LISTINGS: [(&str, [&str; 2], [&str; 2]); 5] = [
    ("terms", ["条項 ", ""], ["under the terms ", ""]),
    ("provider", ["提供者 ", ""], ["by the provider ", ""]),
    ("provider_region", ["提供者の地域 ", ""], ["by a provider in ", ""]),
    ("tlo", ["", " が代理する提供者"], ["by a provider that ", " represents"]),
    ("package", ["パッケージ ", ""], ["in the package ", ""]),
];
const ASKER: [(&str, [&str; 2], [&str; 2]); 4] = [
    ("user", ["利用者 ", ""], ["for the user ", ""]),
    ("residence", ["利用者の所在 ", ""], ["seated in ", ""]),
    ("territory", ["利用地 ", ""], ["used in ", ""]),
    ("asof", ["", " 時点"], ["as of ", ""]),
];

/// The conditions on the commons, each with the link that removes it.
pub(super) fn commons(context: &PageContext) -> Markup {
    let given = |name: &str| context.pairs.get(name).map(str::trim).filter(|value| !value.is_empty());
    let purpose = given("commons");
    let listings: Vec<_> = LISTINGS.iter().filter_map(|row| Some((row, given(row.0)?))).collect();
    if purpose.is_none() && listings.is_empty() {
        return html! {};
    }
    let asker = ASKER.iter().filter_map(|row| Some((row, given(row.0)?)));
    html! {
        (context.t("、かつ コモンズに掲載", ", and listed in the commons"))
        @if let Some(purpose) = purpose {
            @if purpose != "any" { (context.t(" (利用目的 ", " for ")) (word(&use_label(context, purpose))) (context.t(")", "")) }
            (remove(context, "commons", purpose))
        }
        @for ((name, ja, en), value) in listings.into_iter().chain(asker) {
            @let [before, after] = if context.language == InterfaceLanguage::Japanese { ja } else { en };
            (context.t("、", " ")) (before) (word(value)) (after)
            (remove(context, name, value))
        }
    }
}

fn use_label(context: &PageContext, purpose: &str) -> String {
    let tongue = match context.language {
        InterfaceLanguage::Japanese => Tongue::Japanese,
        InterfaceLanguage::English => Tongue::English,
    };
    purpose.parse::<Use>().map_or_else(|_| purpose.to_owned(), |purpose| purpose.label().get(tongue).clone())
}

fn word(text: &str) -> Markup {
    html! { span .echo-word { (text) } }
}
