//! Tables: what every row would do, and that it was entered.

use axum::response::Html;
use maud::{Markup, html};

use super::{DeskContext, form::Field, refusal, terms_label};
use crate::{
    HttpError,
    entering::TermsChoice,
    request::{Pairs, encode_component},
    wire::{Entered, ImportPlan, ImportRow},
};

/// What the page of a table shows.
#[derive(Clone, Copy)]
pub(crate) struct ImportView<'v> {
    pub(crate) provider: &'v str,
    pub(crate) choices: &'v [TermsChoice],
    pub(crate) sent: &'v Pairs,
    /// The table's text with its plan, once one was sent.
    pub(crate) shown: Option<(&'v str, &'v ImportPlan)>,
    pub(crate) error: Option<&'v HttpError>,
}

/// The form for a table, and its dry run.
pub(crate) fn import_page(desk: &DeskContext, view: &ImportView<'_>) -> Html<String> {
    let heading = desk.t("表で掲載・変更・取下げ", "List, change and withdraw by a table");
    let main = html! {
        h1 { (heading) }
        p .small { a href=(desk.desk(view.provider, "")) { (desk.t("窓口: ", "Desk: ")) span .id { (view.provider) } } }
        (refusal(&desk.page, view.error))
        @if let Some((text, plan)) = view.shown {
            (planned(desk, plan))
            @if plan.can_be_applied { (apply_form(desk, view, text, plan)) } @else {
                p .notes.bad role="alert" { (desk.t(
                    "記録できない行があるため、この表はまだ記録できません。表を直して送り直してください。何も記録していません。",
                    "Rows are refused, so that the table cannot be entered. Mend it and send it again; nothing was entered.",
                )) }
            }
            h2 #again { (desk.t("別の表を送る", "Send another table")) }
        }
        (upload_form(desk, view))
        @if view.shown.is_none() { (columns(desk)) }
    };
    desk.framed(heading, &main)
}

/// What became of a table.
pub(crate) fn imported_page(desk: &DeskContext, provider: &str, entered: &Entered) -> Html<String> {
    let heading = desk.t("記録しました", "Entered");
    let said = match (entered.outcome.as_str(), entered.first, entered.last) {
        ("entered", Some(first), Some(last)) => {
            let n_entries = last + 1 - first;
            match desk.page.language.code() {
                "ja" => format!(
                    "{n_entries} 件を台帳に記録しました。変わらない行は {} 件です。",
                    entered.unchanged
                ),
                _ => format!("{n_entries} entries were made; {} rows changed nothing.", entered.unchanged),
            }
        }
        ("entered-before", ..) => desk
            .t(
                "この表は前に記録しました。二度は記録しません。",
                "This table was entered before, and is not entered twice.",
            )
            .to_owned(),
        _ => desk.t("台帳には既に同じ内容があります。", "The ledger said all of it already.").to_owned(),
    };
    let main = html! {
        h1 { (heading) }
        p role="status" { (said) }
        p { a href=(desk.desk(provider, "")) { (desk.t("窓口へ戻る", "Back to the desk")) } }
    };
    desk.framed(heading, &main)
}

fn upload_form(desk: &DeskContext, view: &ImportView<'_>) -> Markup {
    let value = |name: &str| view.sent.get(name).unwrap_or_default();
    let none = (String::new(), desk.t("行の「条項」による", "as the rows say").to_owned());
    let named = view.choices.iter().map(|choice| (choice.value(), terms_label(&desk.page, choice)));
    let terms: Vec<(String, String)> = std::iter::once(none).chain(named).collect();
    let hint = desk.t("条項を書いていない行に使います。", "For rows that name none.");
    let terms_field = Field {
        name: "terms",
        label: desk.t("利用条件", "Terms"),
        value: value("terms"),
        hint,
        required: false,
    };
    let hint =
        desk.t("日付を書いていない行に使います。空なら今日", "For rows without one; today where it is empty");
    let from = Field {
        name: "from",
        label: desk.t("開始日", "First day"),
        value: value("from"),
        hint,
        required: false,
    };
    html! {
        form .fields action=(desk.desk(view.provider, "/import")) method="post" enctype="multipart/form-data" {
            (desk.kept())
            div .field {
                label for="file" { (desk.t("表のファイル (CSV か JSON)", "File of the table (CSV or JSON)")) }
                input #file type="file" name="file" accept=".csv,.tsv,.txt,.json,text/csv,application/json";
                p .small.quiet { (desk.t("Excel の CSV (Shift_JIS) も読みます。", "CSV of a Japanese Excel (Shift_JIS) is read too.")) }
            }
            div .field {
                label for="table" { (desk.t("又は表を貼り付ける", "Or paste the table")) }
                textarea #table .pasted name="table" rows="6" spellcheck="false" lang="und" { "\n" (value("table")) }
            }
            (terms_field.select(&terms))
            (from.text())
            p { button type="submit" { (desk.t("記録せずに確認する", "Look at what it would do")) } }
        }
    }
}

/// Sends the table that was shown once more, under the digest of what was shown.
fn apply_form(desk: &DeskContext, view: &ImportView<'_>, text: &str, plan: &ImportPlan) -> Markup {
    let value = |name: &str| view.sent.get(name).unwrap_or_default();
    html! {
        form .apply action=(desk.desk(view.provider, "/import")) method="post" enctype="multipart/form-data" {
            (desk.kept())
            input type="hidden" name="plan" value=(plan.plan);
            input type="hidden" name="terms" value=(value("terms"));
            input type="hidden" name="from" value=(value("from"));
            textarea hidden name="table" lang="und" aria-label=(desk.t("確認した表", "The table that was shown")) { "\n" (text) }
            p { button #apply type="submit" { (desk.t("この表の全部を記録する", "Enter all of it")) } }
        }
    }
}

/// What every row of a plan would do.
pub(super) fn planned(desk: &DeskContext, plan: &ImportPlan) -> Markup {
    let n_of = |outcome: &str| plan.rows.iter().filter(|row| row.outcome == outcome).count();
    let (n_enter, n_same, n_refused) = (n_of("enter"), n_of("unchanged"), n_of("refused"));
    html! {
        h2 #plan { (desk.t("確認: まだ記録していません", "What it would do: nothing is entered yet")) }
        p {
            @if desk.page.language.code() == "ja" {
                "記録する行 " strong .number { (n_enter) } "、変わらない行 " strong .number { (n_same) }
                "、記録できない行 " strong .number { (n_refused) } "。文字コードは " (plan.encoding) " と読みました。"
            } @else {
                strong .number { (n_enter) } " to be entered, " strong .number { (n_same) } " unchanged, "
                strong .number { (n_refused) } " refused. Read as " (plan.encoding) "."
            }
        }
        div .table tabindex="0" role="region" aria-labelledby="plan" {
            table .plan {
                thead { tr {
                    th scope="col" { (desk.t("行", "Line")) }
                    th scope="col" { (desk.t("番号", "Number")) }
                    th scope="col" { (desk.t("読み取り", "Read as")) }
                    th scope="col" { (desk.t("権利", "Right")) }
                    th scope="col" { (desk.t("結果", "Outcome")) }
                } }
                tbody { @for row in &plan.rows { (planned_row(desk, row)) } }
            }
        }
    }
}

fn planned_row(desk: &DeskContext, row: &ImportRow) -> Markup {
    let outcome = match row.outcome.as_str() {
        "enter" => desk.t("記録します", "to be entered"),
        "unchanged" => desk.t("変わりません", "unchanged"),
        _ => desk.t("記録できません", "refused"),
    };
    html! {
        tr .{ "is-" (row.outcome) } {
            td .number { (row.line) }
            td lang="und" { (row.given) }
            td {
                @match &row.patent {
                    Some(patent) if row.is_in_index => {
                        a href=(desk.page.href(&format!("/documents/{}", encode_component(patent)), &[])) { (patent) }
                    },
                    Some(patent) => { (patent) br; span .small.quiet { (desk.t("索引にありません", "not in the index")) } },
                    None => { (row.candidates.join(", ")) },
                }
            }
            td .small {
                @if let Some(status) = &row.status {
                    @let right = value::maps::status(status);
                    (desk.t(&right.ja, &right.en))
                    @if let Some(day) = &row.status_as_of { br; span .number { (day) } }
                }
            }
            td {
                strong { (outcome) }
                @if !row.problems.is_empty() || !row.conflicts.is_empty() {
                    ul .small {
                        @for problem in &row.problems { li .problem { (problem) } }
                        @for conflict in &row.conflicts { li { (conflict.text) } }
                    }
                }
            }
        }
    }
}

fn columns(desk: &DeskContext) -> Markup {
    html! {
        h2 #columns { (desk.t("表の書き方", "How the table is written")) }
        pre lang="ja" { "番号,操作,条項,開始日,終了日,専用実施権\n特開2012-900101,掲載,model-research,2026-04-01,,なし\nJP-2012940101-A,取下げ,,,,\n" }
        p { (desk.t(
            "最初の行は列の名前です (日本語か英語: number, action, terms, version, from, to, licence, readiness, evidence, contact, reason, prototype, test_data, paper)。操作は 掲載・変更・取下げ、書かなければ掲載です。",
            "The first line names the columns, in Japanese or English: number, action (list, change, withdraw; list where it is absent), terms, version, from, to, licence, readiness, evidence, contact, reason, prototype, test_data, paper.",
        )) }
    }
}
