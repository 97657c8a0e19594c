//! Signing in, and joining.

use axum::response::Html;
use maud::{Markup, html};

use super::{DeskContext, form::Field, profile, refusal};
use crate::{
    HttpError,
    request::Pairs,
    web::{
        PageContext,
        frame::{Framed, frame},
    },
    wire::Joined,
};

/// The page on which a token is given once for the session.
pub(crate) fn sign_in_page(context: &PageContext, next: &str, error: Option<&HttpError>) -> Html<String> {
    let token = Field {
        name: "token",
        label: context.t("トークン", "Token"),
        value: "",
        hint: context.t(
            "管理者から受け取った chizai_… の文字列。ブラウザーを閉じるまで有効です。",
            "The text chizai_… that you got from an administrator. It is kept until the browser is closed.",
        ),
        required: true,
    };
    let heading = context.t("コモンズの窓口にサインイン", "Sign in to the commons' desk");
    let main = html! {
        div .reading.desk {
            h1 { (heading) }
            p { (context.t(
                "特許を掲載・変更・取り下げる大学や企業の担当者のためのページです。読むだけならサインインは要りません。",
                "For those who list, change and withdraw patents for a university or a firm. Reading needs no sign-in.",
            )) }
            (refusal(context, error))
            form .fields action=(context.href("/commons/sign-in", &[])) method="post" {
                input type="hidden" name="next" value=(next);
                (token.secret())
                p { button type="submit" { (context.t("サインイン", "Sign in")) } }
            }
            h2 { (context.t("参加するには", "To join")) }
            p { (context.t(
                "このサーバーの管理者が提供者を登録し、担当者のトークンを発行します。トークンをなくしたときも管理者が新しく発行します。",
                "An administrator of this server enters the provider and issues its editor's token, and a new one where it is lost.",
            )) }
        }
    };
    let title = format!("{heading} – chizai");
    frame(context, Framed { title: &title, box_text: Some(""), alternate: None, main })
}

/// The form by which a provider joins; administrators fill it in.
pub(crate) fn join_page(desk: &DeskContext, sent: &Pairs, error: Option<&HttpError>) -> Html<String> {
    let context = &desk.page;
    let heading = context.t("提供者の参加", "A provider joins");
    let value = |name: &str| sent.get(name).unwrap_or_default();
    let id = Field {
        name: "id",
        label: context.t("台帳での名前", "Name in the ledger"),
        value: value("id"),
        hint: context.t(
            "小文字の英数字とハイフン。後から変えられません。例: kita-university",
            "Small letters, digits and hyphens, for good: kita-university",
        ),
        required: true,
    };
    let account = Field {
        name: "account",
        label: context.t("担当者のアカウント", "The editor's account"),
        value: value("account"),
        hint: context.t(
            "例: kita-desk。トークンは次のページに一度だけ表示します。",
            "Such as kita-desk. Its token is shown once, on the next page.",
        ),
        required: true,
    };
    let main = html! {
        h1 { (heading) }
        @if desk.who.role == "administrator" {
            (refusal(context, error))
            form .fields action=(desk.href("/commons/join")) method="post" {
                (desk.kept())
                (id.text())
                (profile::fields(context, sent))
                (account.text())
                p { button type="submit" { (context.t("参加を記録する", "Enter it")) } }
            }
        } @else {
            p { (context.t(
                "提供者の参加は管理者が記録します。このアカウントは編集者です。",
                "An administrator enters that a provider joins; this account is an editor's.",
            )) }
        }
    };
    desk.framed(heading, &main)
}

/// What a provider that has joined gets, with the token, this once.
pub(crate) fn joined_page(desk: &DeskContext, joined: &Joined) -> Html<String> {
    let context = &desk.page;
    let heading = context.t("参加を記録しました", "It has joined");
    let main = html! {
        h1 { (heading) }
        p { a href=(desk.desk(&joined.provider, "")) { (context.t("窓口のページへ", "To its desk")) } }
        @if let Some(token) = &joined.token { (shown_once(context, token)) }
    };
    desk.framed(heading, &main)
}

fn shown_once(context: &PageContext, token: &crate::wire::IssuedToken) -> Markup {
    html! {
        h2 #token { (context.t("担当者のトークン", "The editor's token")) }
        p { (context.t(
            "このトークンは今だけ表示します。安全な方法で担当者に渡してください。",
            "It is shown this once. Give it to the editor in a safe way.",
        )) }
        p .once { code { (token.token) } }
        p .quiet {
            (context.t("アカウント ", "Account ")) span .id { (token.account) } (context.t("、期限 ", ", valid until "))
            span .number { (token.expires) }
        }
    }
}
