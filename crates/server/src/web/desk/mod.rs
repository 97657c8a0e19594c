//! The pages of self-service: signing in, joining, a provider's desk, and records of use.

mod account;
mod form;
mod import;
mod listing;
mod needs;
mod overview;
mod own_terms;
mod profile;
mod terms;
mod uses;
mod withdrawal;

use axum::response::Html;
use maud::{Markup, html};

use super::{
    PageContext,
    frame::{Framed, frame},
};
use crate::{HttpError, entering::TermsChoice, session::FORM_FIELD, wire::Whoami};

pub(crate) use account::{join_page, joined_page, sign_in_page};
pub(crate) use import::{ImportView, import_page, imported_page};
pub(crate) use listing::listing_page;
pub(crate) use needs::{OwnNeedView, own_need_page, own_needs_page};
pub(crate) use overview::{desk_page, desks_page};
pub(crate) use own_terms::{OwnTermsView, own_terms_page};
pub(crate) use profile::profile_page;
pub(crate) use terms::terms_choice_page;
pub(in crate::web) use uses::register_form;
pub(crate) use uses::{deleted_page, receipt_page, uses_page};
pub(crate) use withdrawal::{WithdrawalView, withdrawal_page};

/// What every page of who is signed in knows.
pub(crate) struct DeskContext {
    pub(crate) page: PageContext,
    pub(crate) who: Whoami,
    /// What its forms carry.
    pub(crate) form: String,
}

impl DeskContext {
    fn t<'a>(&self, japanese: &'a str, english: &'a str) -> &'a str {
        self.page.t(japanese, english)
    }

    fn href(&self, path: &str) -> String {
        self.page.href(path, &[])
    }

    /// The address of a page of a provider's desk.
    fn desk(&self, provider: &str, page: &str) -> String {
        self.page.href(&format!("/commons/desk/{provider}{page}"), &[])
    }

    /// What keeps a form in its session and in the reader's language.
    fn kept(&self) -> Markup {
        html! { input type="hidden" name=(FORM_FIELD) value=(self.form); }
    }

    /// A page with the line that says who is signed in.
    fn framed(&self, title: &str, main: &Markup) -> Html<String> {
        let role = match &self.who.provider {
            Some(provider) => format!("{} {provider}", self.t("編集者:", "editor of")),
            None => self.t("管理者", "administrator").to_owned(),
        };
        let main = html! {
            div .reading.desk {
                div .who {
                    p .quiet {
                        a href=(self.href("/commons/desk")) { (self.t("コモンズの窓口", "The commons' desk")) }
                        " · " span .id { (self.who.account) } " (" (role) ")"
                    }
                    form action=(self.href("/commons/sign-out")) method="post" {
                        (self.kept())
                        button .plain type="submit" { (self.t("サインアウト", "Sign out")) }
                    }
                }
                (main)
            }
        };
        let title = format!("{title} – chizai");
        frame(&self.page, Framed { title: &title, box_text: Some(""), alternate: None, main })
    }
}

/// Why a form was not taken; what was written in it stays.
fn refusal(context: &PageContext, error: Option<&HttpError>) -> Markup {
    html! {
        @if let Some(error) = error {
            div .notes.bad role="alert" {
                p { (error.detail.get(context.language)) }
                @if 1 < error.items.len() {
                    ul { @for item in &error.items { li { (item.message.get(context.language)) } } }
                }
                @if !error.candidates.is_empty() {
                    p { (context.t("候補: ", "It can mean: "))
                        @for (i, candidate) in error.candidates.iter().enumerate() {
                            @if i != 0 { (context.t("、", ", ")) }
                            span .id { (candidate.id) }
                        }
                    }
                }
            }
        }
    }
}

/// The name of terms with their version.
fn terms_label(context: &PageContext, choice: &TermsChoice) -> String {
    let version = choice.version;
    match context.language.code() {
        "ja" => format!("{} (第{version}版)", choice.name),
        _ => format!("{} (version {version})", choice.name),
    }
}
