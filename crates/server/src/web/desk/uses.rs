//! "We use this in research": the form, the receipt, and the deletion.

use axum::response::Html;
use commons::Use;
use maud::{Markup, html};

use super::{
    form::{Field, options},
    refusal,
};
use crate::{
    HttpError,
    request::{Pairs, encode_component},
    web::{
        PageContext,
        frame::{Framed, frame},
        use_panel::purpose_label,
    },
    wire::UseReceipt,
};

/// The page with both forms. What was written in one that was refused stays.
pub(crate) fn uses_page(context: &PageContext, sent: &Pairs, error: Option<&HttpError>) -> Html<String> {
    let heading = context.t("利用の登録", "Records of use");
    let value = |name: &str| sent.get(name).unwrap_or_default();
    let reference = Field {
        name: "reference",
        label: context.t("登録番号", "Number of the record"),
        value: value("reference"),
        hint: "U-…",
        required: true,
    };
    let key =
        Field { name: "key", label: context.t("削除の鍵", "Key"), value: "", hint: "", required: true };
    let main = html! {
        h1 { (heading) }
        (refusal(context, error))
        (about(context))
        (register_form(context, value("patent"), sent))
        h2 #delete { (context.t("登録から個人の情報を消す", "Delete the person from a record")) }
        p { (context.t(
            "登録したときに表示した番号と鍵を入れてください。件数は残ります。",
            "Give the number and the key that were shown when it was registered. The count stays.",
        )) }
        form .fields action=(context.href("/commons/uses/deletion", &[])) method="post" {
            (reference.text())
            (key.text())
            p { button type="submit" { (context.t("消す", "Delete")) } }
        }
    };
    framed(context, heading, &main)
}

fn about(context: &PageContext) -> Markup {
    html! {
        p { (context.t(
            "掲載された特許を使っていることを、契約なしに登録できます。取下げの知らせを受けられ、提供者は特許が役立っていることを知ります。件数だけを公開し、氏名などは公開しません。登録は任意です。",
            "Register that you use a listed patent, without a contract. You can then be told of a withdrawal, and providers see that their patents matter. Counts are public, persons are not. It is voluntary.",
        )) }
    }
}

/// The form that registers a use of a patent.
pub(in crate::web) fn register_form(context: &PageContext, patent: &str, sent: &Pairs) -> Markup {
    let t = |ja, en| context.t(ja, en);
    let field = |name, label, hint, required| {
        let value = sent.get(name).unwrap_or_default();
        Field { name, label, value, hint, required }
    };
    let purposes =
        options(Use::ALL.iter().map(|kind| (kind.as_str(), purpose_label(context, kind.as_str()))));
    let number = Field {
        name: "patent",
        label: t("特許の番号", "Number of the patent"),
        value: patent,
        hint: "",
        required: true,
    };
    html! {
        form .fields action=(context.href("/commons/uses", &[])) method="post" {
            (number.text())
            (field("used_for", t("目的", "Purpose"), "", true).select(&purposes))
            (field("since", t("始めた日", "Since"), t("例: 2026-01-31", "Such as 2026-01-31"), true).text())
            fieldset {
                legend { (t("連絡先 (任意・非公開)", "Contact: private, and only if you like")) }
                (field("name", t("氏名・所属", "Name"), "", false).text())
                (field("email", t("メールアドレス", "Email"), "", false).text())
                (field("statement", t("使い方", "What it is used for"), "", false).text())
            }
            p { button type="submit" { (t("登録する", "Register")) } }
        }
    }
}

/// What the user keeps, this once.
pub(crate) fn receipt_page(context: &PageContext, receipt: &UseReceipt) -> Html<String> {
    let heading = context.t("登録しました", "Registered");
    let document = context.href(&format!("/documents/{}", encode_component(&receipt.patent)), &[]);
    let main = html! {
        h1 { (heading) }
        p { a href={ (document) "#use" } { (receipt.patent) } (context.t("、", ", "))
            (purpose_label(context, &receipt.purpose)) (context.t("、", ", ")) span .number { (receipt.since) } }
        p { (context.t(
            "次の番号と鍵を控えてください。鍵は今だけ表示します。この二つで、いつでも個人の情報を消せます。",
            "Keep the number and the key; the key is shown this once. With both you can delete the person at any time.",
        )) }
        dl .said {
            dt { (context.t("登録番号", "Number of the record")) } dd { code #reference { (receipt.reference) } }
            dt { (context.t("削除の鍵", "Key")) } dd .once { code #key { (receipt.key) } }
        }
        p .quiet {
            @for count in &receipt.records_of_use {
                (context.t("この特許の利用の登録 ", "Records of use of this patent: "))
                (purpose_label(context, &count.purpose)) " " span .number { (count.count) } " "
            }
        }
        p { a href={ (context.href("/commons/uses", &[])) "#delete" } { (context.t("登録から個人の情報を消す", "Delete the person from a record")) } }
    };
    framed(context, heading, &main)
}

/// Says that the person is gone and the count stays.
pub(crate) fn deleted_page(context: &PageContext, reference: &str) -> Html<String> {
    let heading = context.t("消しました", "Deleted");
    let main = html! {
        h1 { (heading) }
        p role="status" { span .id { (reference) } " " (context.t(
            "の個人の情報を消しました。件数は残ります。",
            "holds no person any more. The count stays.",
        )) }
    };
    framed(context, heading, &main)
}

fn framed(context: &PageContext, heading: &str, main: &Markup) -> Html<String> {
    let title = format!("{heading} – chizai");
    let main = html! { div .reading.desk { (main) } };
    frame(context, Framed { title: &title, box_text: Some(""), alternate: None, main })
}
