//! "May I use it?": the panel of a document's page and the short word on a hit.

use commons::{Use, UserKind};
use maud::{Markup, html};

use super::{PageContext, desk};
use crate::{
    HttpError, may_use,
    request::Pairs,
    wire::{HitUse, SearchResponse, UseContact, UseResponse},
};

/// What the panel shows.
#[derive(Debug, Clone)]
pub(crate) enum UsePanel {
    /// The server has no ledger.
    NoLedger,
    Answered(Box<UseResponse>),
    /// The question in the address cannot be read.
    Refused(HttpError),
}

/// The panel of a document.
pub(in crate::web) fn panel(context: &PageContext, panel: &UsePanel) -> Markup {
    html! {
        section #use .use aria-labelledby="use-title" {
            h2 #use-title { (context.t("使えますか", "May I use it?")) }
            @match panel {
                UsePanel::NoLedger => p .quiet { (context.t(
                    "このサーバーにはコモンズの台帳がないため、利用の可否は分かりません。",
                    "This server has no ledger of the commons, so that it cannot say whether the patent may be used.",
                )) },
                UsePanel::Answered(answer) => {
                    (answered(context, answer))
                    (form(context))
                    @if answer.provider.is_some() { (register(context, &answer.id)) }
                    p .small.quiet { (answer.not_legal_advice) }
                },
                UsePanel::Refused(error) => {
                    div .notes.bad role="alert" { ul {
                        @for item in &error.items { li { (item.message.get(context.language)) } }
                    } }
                    (form(context))
                },
            }
        }
    }
}

/// "We use this in research", for a patent that is or was listed.
fn register(context: &PageContext, patent: &str) -> Markup {
    html! {
        details .register {
            summary { (context.t("この特許を使っていることを登録する", "Register that you use this patent")) }
            p .small.quiet { (context.t(
                "任意です。契約は要りません。件数だけを公開します。",
                "It is voluntary and needs no contract. Only counts are public.",
            )) }
            (desk::register_form(context, patent, &Pairs::default()))
            p .small { a href=(context.href("/commons/uses", &[])) { (context.t("登録した人へ: 個人の情報を消す", "For who registered: delete the person")) } }
        }
    }
}

/// The sign of an answer; the word beside it says the same.
fn sign(answer: &str) -> &'static str {
    match answer {
        "open" => "●",
        "check" => "▲",
        "withdrawn" => "■",
        "no-right-in-force" => "○",
        _ => "–",
    }
}

fn answered(context: &PageContext, answer: &UseResponse) -> Markup {
    let question = &answer.question;
    html! {
        p .answer.{ "is-" (answer.answer) } {
            span aria-hidden="true" { (sign(&answer.answer)) } " " strong { (answer.label) }
        }
        p { (answer.headline) }
        p .quiet {
            time .number datetime=(question.on) { (question.on) } (context.t("、", ", "))
            (user_label(context, &question.user)) (context.t("、", ", "))
            (purpose_label(context, &question.purpose)) (context.t("、", ", "))
            (question.territory)
        }
        (remarks(&answer.reasons))
        (remarks(&answer.notes))
        @if let Some(provider) = &answer.provider {
            dl {
                dt { (context.t("提供者", "Provider")) }
                dd {
                    a href=(context.href(&format!("/commons/providers/{}", provider.id), &[])) { (provider.name) } " "
                    a .small rel="alternate" type="application/ld+json" href={ "/commons/listings/" (provider.id) "/" (answer.id) } { "JSON-LD" }
                }
            }
        }
        @if let Some(terms) = &answer.terms {
            details {
                summary { (terms.name) " (" (context.t("第", "version ")) (terms.version) (context.t("版", "")) ")" }
                ul { @for line in &terms.summary { li { (line) } } }
                p .small.quiet.hash { "SHA-256 ja " span .number { (terms.sha256_ja) } br; "en " span .number { (terms.sha256_en) } }
            }
        }
        @if !answer.contacts.is_empty() {
            h3 { (context.t("問い合わせ先", "Whom to ask")) }
            ul { @for one in &answer.contacts { li { (contact(one)) } } }
        }
        @for count in &answer.records_of_use {
            p .quiet {
                (context.t("利用の登録 ", "Records of use: ")) (purpose_label(context, &count.purpose)) " "
                span .number { (count.count) }
            }
        }
        @if !answer.evidence.is_empty() {
            details {
                summary { (context.t("台帳の根拠", "Evidence in the ledger")) }
                ul {
                    @for entry in &answer.evidence {
                        li {
                            (context.t("記録 ", "entry ")) span .number { (entry.entry) } (context.t("、", ", "))
                            time .number datetime=(entry.from) { (entry.from) }
                            @if let Some(to) = &entry.to { "–" time .number datetime=(to) { (to) } }
                            @if let Some(link) = &entry.link {
                                " " a href=(link) rel="nofollow noopener" { (context.t("資料", "source")) }
                            }
                            @if let Some(origin) = &entry.origin {
                                (context.t("、収集元 ", ", harvested from "))
                                a href=(origin.node) rel="nofollow noopener" { (origin.node) }
                            }
                        }
                    }
                }
                p .small.quiet { (context.t("台帳の版 ", "revision of the ledger ")) span .number { (answer.ledger.revision) } }
            }
        }
    }
}

fn remarks(remarks: &[crate::wire::Remark]) -> Markup {
    html! {
        @if !remarks.is_empty() {
            ul .remarks { @for remark in remarks { li { (remark.text) } } }
        }
    }
}

fn contact(contact: &UseContact) -> Markup {
    html! {
        (contact.name)
        @if let Some(email) = &contact.email { " " a href={ "mailto:" (email) } { (email) } }
        @if let Some(telephone) = &contact.telephone { " " span .number { (telephone) } }
        @if let Some(page) = &contact.page { " " a href=(page) rel="nofollow noopener" { (page) } }
        @if !contact.languages.is_empty() { " " span .quiet { "(" (contact.languages.join(", ")) ")" } }
    }
}

/// Asks another question on the same page; the rest of the address stays.
fn form(context: &PageContext) -> Markup {
    let given = |name: &str| context.pairs.get(name).unwrap_or_default();
    let chosen = |name: &str, usual: &'static str| {
        let given = given(name);
        if given.is_empty() { usual.to_owned() } else { given.to_owned() }
    };
    let (user, purpose) = (chosen("user", "company"), chosen("purpose", "research"));
    html! {
        form .use-question method="get" action={ (context.path) "#use" } {
            @for (name, value) in &context.pairs.0 {
                @if !may_use::PARAMETERS.contains(&name.as_str()) { input type="hidden" name=(name) value=(value); }
            }
            p {
                label for="use-user" { (context.t("利用者", "User")) }
                select #use-user name="user" {
                    @for kind in UserKind::ALL {
                        option value=(kind.as_str()) selected[kind.as_str() == user] { (user_label(context, kind.as_str())) }
                    }
                }
            }
            p {
                label for="use-purpose" { (context.t("目的", "Purpose")) }
                select #use-purpose name="purpose" {
                    @for kind in Use::ALL {
                        option value=(kind.as_str()) selected[kind.as_str() == purpose] { (purpose_label(context, kind.as_str())) }
                    }
                }
            }
            p {
                label for="use-territory" { (context.t("利用する国", "Used in")) }
                input #use-territory type="text" name="territory" size="3" maxlength="2" value=(chosen("territory", "JP"));
                label for="use-residence" { (context.t("所在国", "Seat in")) }
                input #use-residence type="text" name="residence" size="3" maxlength="2" value=(chosen("residence", "JP"));
            }
            p {
                label for="use-on" { (context.t("利用する日", "Day of use")) }
                input #use-on type="text" name="on" size="11" placeholder="2026-01-31" value=(given("on"));
            }
            p {
                label for="use-begun" { (context.t("利用開始日 (始めていれば)", "Work begun on, if it has")) }
                input #use-begun type="text" name="begun" size="11" placeholder="2025-04-01" value=(given("begun"));
            }
            p { button type="submit" { (context.t("確かめる", "Ask")) } }
        }
    }
}

/// Narrows the search to what the ledger lists, and takes that back; nothing where the server has no ledger.
pub(super) fn control(context: &PageContext, response: &SearchResponse) -> Markup {
    let chosen = context.pairs.get("commons").unwrap_or_default();
    let has_ledger = !chosen.is_empty() || response.hits.iter().any(|hit| hit.commons.is_some());
    let choices = [
        ("", context.t("すべての文献", "all documents")),
        ("any", context.t("掲載された特許", "listed patents")),
        ("research", context.t("研究向けに掲載された特許", "listed for research")),
    ];
    let href = |value: &str| {
        context.href_with(|pairs| {
            pairs.retain(|(name, _)| !["commons", "cursor", "rank"].contains(&name.as_str()));
            if !value.is_empty() {
                pairs.push(("commons".to_owned(), value.to_owned()));
            }
        })
    };
    html! {
        @if has_ledger {
            section aria-labelledby="facet-commons" {
                h2 #facet-commons { (context.t("コモンズ", "Commons")) }
                ul {
                    @for (value, label) in choices {
                        li .chosen[value == chosen] {
                            a .bar href=(href(value)) aria-current=[(value == chosen).then_some("true")] {
                                span .value { (label) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The short word on a hit; it leads to the panel.
pub(super) fn on_hit(page: &str, short: &HitUse) -> Markup {
    html! {
        a .use-word.{ "is-" (short.answer) } href={ (page) "#use" } {
            span aria-hidden="true" { (sign(&short.answer)) } " " (short.label)
        }
    }
}

fn user_label<'a>(context: &PageContext, kind: &'a str) -> &'a str {
    let (ja, en) = match kind {
        "individual" => ("個人", "an individual"),
        "university" => ("大学", "a university"),
        "public-institute" => ("公的研究機関", "a public institute"),
        "non-profit" => ("非営利団体", "a non-profit body"),
        "small-firm" => ("中小企業", "a small firm"),
        "company" => ("企業", "a company"),
        other => (other, other),
    };
    context.t(ja, en)
}

pub(super) fn purpose_label<'a>(context: &PageContext, purpose: &'a str) -> &'a str {
    let (ja, en) = match purpose {
        "research" => ("研究", "research"),
        "education" => ("教育", "education"),
        "evaluation" => ("評価", "evaluation"),
        "commercial" => ("事業化", "commercial use"),
        other => (other, other),
    };
    context.t(ja, en)
}
