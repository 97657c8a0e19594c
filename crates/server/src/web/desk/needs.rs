//! The needs of an account.

use axum::response::Html;
use maud::{Markup, html};

use super::{
    super::commons::matches,
    DeskContext,
    form::{Field, options},
    refusal,
};
use crate::{
    HttpError,
    request::Pairs,
    wire::{NeedResponse, NeedSummary},
};

/// The needs of an account, and the form for a new one.
pub(crate) fn own_needs_page(
    desk: &DeskContext,
    needs: &[NeedSummary],
    sent: &Pairs,
    error: Option<&HttpError>,
) -> Html<String> {
    let heading = desk.t("ニーズ", "Your needs");
    let name = Field {
        name: "id",
        label: desk.t("ニーズの名前", "Its name"),
        value: sent.get("id").unwrap_or_default(),
        hint: desk.t(
            "小文字の英数字とハイフン。アドレスになり、変えられません。例: quiet-pump",
            "Small letters, digits and hyphens; it becomes the address and stays: quiet-pump",
        ),
        required: true,
    };
    let main = html! {
        h1 { (heading) }
        p { (desk.t(
            "課題を言葉で書くと、コモンズの特許、関連する論文、提供者といつでも照らし合わせます。新しい掲載があれば、フィードで分かります。",
            "A problem in words is matched to patents of the commons, related articles and providers whenever you look; its feed tells what was listed since.",
        )) }
        @if needs.is_empty() { p .quiet { (desk.t("まだありません。", "There is none yet.")) } }
        ul .list { @for need in needs { (line(desk, need)) } }
        h2 #new { (desk.t("課題を登録する", "State a need")) }
        (refusal(&desk.page, error))
        form .fields action={ (desk.href("/commons/my/needs")) "#new" } method="post" {
            (desk.kept())
            (name.text())
            (fields(desk, sent))
            p { button type="submit" { (desk.t("登録する", "State it")) } }
        }
    };
    desk.framed(heading, &main)
}

fn line(desk: &DeskContext, need: &NeedSummary) -> Markup {
    html! {
        li {
            a href=(desk.href(&format!("/commons/my/needs/{}", need.id))) { span lang=(need.language) { (need.title) } }
            " " span .quiet.small {
                span .id { (need.id) } " "
                @if need.visibility == "private" { (desk.t("非公開", "private")) } @else { (desk.t("公開", "public")) }
                @if !need.is_open { (desk.t("、終了", "; closed")) }
            }
        }
    }
}

/// A need of the account.
pub(crate) struct OwnNeedView<'v> {
    pub(crate) need: &'v NeedResponse,
    /// What stands in the form.
    pub(crate) sent: &'v Pairs,
    pub(crate) error: Option<&'v HttpError>,
}

/// A need with what the commons has for it, and the form that changes it.
pub(crate) fn own_need_page(desk: &DeskContext, view: &OwnNeedView<'_>) -> Html<String> {
    let need = &view.need.need;
    let own = desk.href(&format!("/commons/my/needs/{}", need.id));
    let main = html! {
        h1 lang=(need.language) { (need.title) }
        p .small {
            a href=(desk.href("/commons/my/needs")) { (desk.t("ニーズの一覧", "Your needs")) } " · "
            span .id { (need.id) } " "
            (desk.t("第", "version ")) span .number { (need.version) } (desk.t("版", ""))
            @if need.visibility == "public" {
                " · " a href=(desk.href(&need.href)) { (desk.t("公開ページ", "public page")) }
                " · " a href=(desk.href(&format!("{}/feed", need.href))) type="application/atom+xml" { (desk.t("フィード (Atom)", "feed (Atom)")) }
            }
        }
        (matches(&desk.page, view.need, &own))
        h2 #change { (desk.t("書き換える", "Change it")) }
        (refusal(&desk.page, view.error))
        form .fields action={ (own) "#change" } method="post" {
            (desk.kept())
            input type="hidden" name="after" value=(view.sent.get("after").unwrap_or_default());
            (fields(desk, view.sent))
            div .field.choices { label {
                input type="checkbox" name="is_open" value="yes" checked[view.sent.get("is_open").is_some()];
                (desk.t("まだ探している (外すと一覧から消えます)", "It still stands (if not, it leaves the lists)"))
            } }
            p { button type="submit" { (desk.t("次の版として保存する", "Save the next version")) } }
        }
        details {
            summary { (desk.t("削除する", "Remove it")) }
            form action=(desk.href(&format!("/commons/my/needs/{}/deletion", need.id))) method="post" {
                (desk.kept())
                p { (desk.t("すべての版が消え、元に戻せません。", "All its versions go, and cannot be brought back.")) }
                p { button .plain type="submit" { (desk.t("すべての版を削除する", "Remove all versions")) } }
            }
        }
    };
    desk.framed(&need.title, &main)
}

fn fields(desk: &DeskContext, sent: &Pairs) -> Markup {
    let field = |name, label, hint, required| {
        let value = sent.get(name).unwrap_or_default();
        Field { name, label, value, hint, required }
    };
    let own = desk.page.language.code();
    let language = sent.get("language").unwrap_or(own);
    let languages = match own {
        "ja" => options([("ja", "日本語"), ("en", "英語")]),
        _ => options([("en", "English"), ("ja", "Japanese")]),
    };
    let visibilities = options([
        ("public", desk.t("公開", "public")),
        ("private", desk.t("非公開 (自分と管理者だけ)", "private: to you and administrators")),
    ]);
    let text = desk.t(
        "「…と、…とを備える」のように要素を並べると、一つの請求項がどれだけ満たすかで照らし合わせます。4,000 字まで。",
        "Where it lists elements (“comprising …; …; and …”), patents are matched by how many of them one claim covers. Up to 4,000 characters.",
    );
    html! {
        (field("title", desk.t("表題", "Title"), "", true).text())
        (field("text", desk.t("課題", "The problem"), text, true).area(7, language))
        (field("language", desk.t("書いた言語", "Its language"), "", true).select(&languages))
        (field("classes", desk.t("分類 (任意)", "Classes, if you like"), desk.t("この分類だけから探します。例: B29C45 F04B", "Only these are looked through: B29C45 F04B"), false).text())
        (field("visibility", desk.t("誰に見せるか", "Who may read it"), "", true).select(&visibilities))
    }
}
