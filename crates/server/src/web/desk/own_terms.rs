//! Terms in a provider's own words.

use axum::response::Html;
use commons::{
    DefensiveTermination, ExclusiveLicenceRule, NoticeDuty, ReachThrough, Succession, Use, UserClass,
};
use maud::{Markup, html};

use super::{
    DeskContext,
    form::{Field, options},
    refusal,
};
use crate::{HttpError, request::Pairs, wire::tongue};

/// The form with what stands in it.
pub(crate) struct OwnTermsView<'v> {
    pub(crate) provider: &'v str,
    pub(crate) sent: &'v Pairs,
    /// What the terms would say to users, where that was asked.
    pub(crate) summary: Option<&'v [commons::Bilingual]>,
    pub(crate) error: Option<&'v HttpError>,
}

/// Every dimension of terms, and both texts.
pub(crate) fn own_terms_page(desk: &DeskContext, view: &OwnTermsView<'_>) -> Html<String> {
    let heading = desk.t("自分の文言で条項を公開する", "Publish terms in your own words");
    let OwnTermsView { provider, sent, summary, error } = view;
    let main = html! {
        h1 { (heading) }
        p .small { a href=(desk.desk(provider, "/terms")) { (desk.t("利用条件を選ぶ", "Choose terms")) } " · " span .id { (provider) } }
        p { (desk.t(
            "どの次元も選んでください。利用者に見せる要約は、選んだ内容から日本語と英語で作られます。効力を持つのは下の二つの本文です。公開した条項は書き換えられません。",
            "Choose every dimension. The summary that users see is made from your choices in both languages; the two texts below are what counts. Published terms are never edited.",
        )) }
        (refusal(&desk.page, *error))
        @if let Some(summary) = summary {
            section #summary .notes role="status" aria-label=(desk.t("要約", "Summary")) {
                p { (desk.t("利用者にはこう見えます。", "Users will read:")) }
                ul { @for line in *summary { li lang="ja" { (line.ja) } } }
                ul { @for line in *summary { li lang="en" { (line.en) } } }
            }
        }
        form .fields action=(desk.desk(provider, "/terms/own")) method="post" {
            (desk.kept())
            (names(desk, sent))
            (who_and_what(desk, sent))
            (how_long(desk, sent))
            (duties(desk, sent))
            (texts(desk, sent))
            p .buttons {
                button .plain type="submit" name="do" value="check" { (desk.t("確認する", "Look first")) }
                button type="submit" name="do" value="publish" { (desk.t("公開する", "Publish")) }
            }
        }
    };
    desk.framed(heading, &main)
}

fn field<'f>(sent: &'f Pairs, name: &'f str, label: &'f str, hint: &'f str, required: bool) -> Field<'f> {
    Field { name, label, value: sent.get(name).unwrap_or_default(), hint, required }
}

fn names(desk: &DeskContext, sent: &Pairs) -> Markup {
    let hint = desk.t(
        "小文字の英数字とハイフン。同じ名前で公開すると次の版になります。例: kita-own",
        "Small letters, digits and hyphens; published again, it is the next version: kita-own",
    );
    html! {
        (field(sent, "terms", desk.t("条項の名前", "Their name"), hint, true).text())
        (field(sent, "name_ja", desk.t("表題 (日本語)", "Title in Japanese"), "", true).text())
        (field(sent, "name_en", desk.t("表題 (英語)", "Title in English"), "", true).text())
    }
}

/// Boxes of which several can be chosen.
fn choices<'c>(
    sent: &Pairs,
    name: &str,
    legend: &str,
    words: impl Iterator<Item = (&'c str, String)>,
) -> Markup {
    let is_chosen = |word: &str| sent.0.iter().any(|(given, value)| given == name && value == word);
    html! {
        fieldset .choices {
            legend { (legend) }
            @for (word, label) in words {
                label { input type="checkbox" name=(name) value=(word) checked[is_chosen(word)]; (label) }
            }
        }
    }
}

fn who_and_what(desk: &DeskContext, sent: &Pairs) -> Markup {
    let spoken = tongue(desk.page.language);
    let uses = Use::ALL.iter().map(|used| (used.as_str(), used.label().get(spoken).clone()));
    let users = UserClass::ALL.iter().map(|class| (class.as_str(), class.label().get(spoken).clone()));
    let codes = desk.t(
        "ST.3 の 2 文字を空白で区切ります。例: JP。空ならどこでも",
        "ST.3 codes with spaces between: JP. Empty for anywhere",
    );
    html! {
        (choices(sent, "uses", desk.t("利用目的", "Permitted uses"), uses))
        (field(sent, "conditions", desk.t("事業化の条件のアドレス", "Where the conditions of commercial use are announced"), desk.t("事業化を許すときだけ", "Only where commercial use is permitted"), false).text())
        (choices(sent, "users", desk.t("利用できる人", "Who may"), users))
        (field(sent, "residence", desk.t("利用者の所在国", "Countries where users have their seat"), codes, false).text())
        (field(sent, "territory", desk.t("利用できる国", "Countries where the use takes place"), codes, false).text())
    }
}

fn how_long(desk: &DeskContext, sent: &Pairs) -> Markup {
    let durations = options([
        ("life-of-right", desk.t("権利の存続期間中", "as long as the right is in force")),
        ("years", desk.t("掲載日からの年数", "years from the day of listing")),
        ("until", desk.t("ある日まで", "to a day")),
    ]);
    let withdrawals = options([
        ("ongoing-work-protected", desk.t("始めた利用は続けられる", "work begun before may go on")),
        ("grace-months", desk.t("猶予の月数だけ続けられる", "it may go on for some months")),
        ("stop", desk.t("その日に終える", "it stops on that day")),
    ]);
    let successions = options(Succession::ALL.iter().map(|one| {
        (
            one.as_str(),
            match one {
                Succession::Binding => desk.t("譲受人に引き継がせる", "the new owner is bound"),
                Succession::Notice => desk.t("譲渡を知らせる", "it is announced; the new owner is not bound"),
                Succession::Unknown => desk.t("定めない", "not provided for"),
            },
        )
    }));
    let licences = options(ExclusiveLicenceRule::ALL.iter().map(|one| {
        (
            one.as_str(),
            match one {
                ExclusiveLicenceRule::NoneGranted => {
                    desk.t("掲載中は設定しない", "none is granted while it is listed")
                }
                ExclusiveLicenceRule::UseReserved => {
                    desk.t("設定してもこの利用は留保する", "one may be granted with this use kept open")
                }
                ExclusiveLicenceRule::MayEnd => {
                    desk.t("設定により終わることがある", "one may end the permission")
                }
                ExclusiveLicenceRule::Unknown => desk.t("定めない", "not provided for"),
            },
        )
    }));
    html! {
        (field(sent, "duration", desk.t("期間", "How long"), "", true).select(&durations))
        (field(sent, "years", desk.t("年数", "Years"), desk.t("「年数」を選んだときだけ", "Only for years"), false).text())
        (field(sent, "until", desk.t("最後の日", "Last day"), desk.t("「ある日まで」を選んだときだけ。例: 2030-03-31", "Only for a day: 2030-03-31"), false).text())
        (field(sent, "on_withdrawal", desk.t("取下げのとき", "What a withdrawal means"), "", true).select(&withdrawals))
        (field(sent, "grace_months", desk.t("猶予の月数", "Months"), desk.t("「猶予の月数」を選んだときだけ", "Only for some months"), false).text())
        (field(sent, "succession", desk.t("権利を譲渡したとき", "If the right is sold"), "", true).select(&successions))
        (field(sent, "exclusive_licence", desk.t("専用実施権・独占的通常実施権", "Exclusive licences"), "", true).select(&licences))
    }
}

fn duties(desk: &DeskContext, sent: &Pairs) -> Markup {
    let terminations = options(DefensiveTermination::ALL.iter().map(|one| {
        (
            one.as_str(),
            match one {
                DefensiveTermination::None => desk.t("なし", "none"),
                DefensiveTermination::AgainstLitigants => desk.t(
                    "提供者に権利行使した利用者には終了する",
                    "it ends for who asserts a patent against you",
                ),
            },
        )
    }));
    let reaches = options(ReachThrough::ALL.iter().map(|one| {
        (
            one.as_str(),
            match one {
                ReachThrough::None => desk.t("なし", "none"),
                ReachThrough::GrantBack => {
                    desk.t("改良発明の実施許諾を申し出る", "users offer a licence of improvements")
                }
                ReachThrough::Royalty => {
                    desk.t("収益の一部を支払う", "users pay a share of what results earn")
                }
            },
        )
    }));
    let notices = options(NoticeDuty::ALL.iter().map(|one| {
        (
            one.as_str(),
            match one {
                NoticeDuty::None => desk.t("なし", "none"),
                NoticeDuty::Welcome => desk.t("利用の登録を歓迎する (任意)", "a record of use is welcome"),
                NoticeDuty::Acknowledgement => {
                    desk.t("発表で特許を示す", "the patent is named in publications")
                }
                NoticeDuty::BeforeUse => desk.t("利用の前に知らせる", "you are told before the use begins"),
            },
        )
    }));
    html! {
        (field(sent, "defensive_termination", desk.t("防御的な終了", "Defensive termination"), "", true).select(&terminations))
        (field(sent, "reach_through", desk.t("成果への要求", "Claims on results"), "", true).select(&reaches))
        (field(sent, "notice", desk.t("連絡", "Notice"), "", true).select(&notices))
        (field(sent, "governing_law", desk.t("準拠法", "Governing law"), desk.t("ST.3 の 2 文字。空なら定めない", "ST.3: two letters; empty for none"), false).text())
    }
}

fn texts(desk: &DeskContext, sent: &Pairs) -> Markup {
    let day = desk.t("例: 2026-01-31。空なら今日", "Such as 2026-01-31; today where it is empty");
    html! {
        (field(sent, "text_ja", desk.t("本文 (日本語)", "Text in Japanese"), "", true).area(12, "ja"))
        (field(sent, "text_en", desk.t("本文 (英語)", "Text in English"), "", true).area(12, "en"))
        (field(sent, "from", desk.t("この条項を使い始められる日", "First day on which a listing may use them"), day, false).text())
    }
}
