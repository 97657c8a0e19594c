//! The short summary for people, made from the data in both languages, so that it cannot say another thing.

use std::collections::BTreeSet;

use model::OfficeCode;

use super::{
    Consideration, DefensiveTermination, Duration, ExclusiveLicenceRule, OnWithdrawal, ReachThrough,
    Residence, Succession, Terms, Territory, Use, UserClass,
};
use crate::Bilingual;

impl Terms {
    /// One line a dimension, in the order in which a user asks: may I, for what, where, how long, what if.
    pub fn summary(&self) -> Vec<Bilingual> {
        let mut lines = vec![
            self.permission(),
            territory(&self.territory),
            consideration(&self.consideration),
            duration(self.duration),
            on_withdrawal(self.on_withdrawal),
            succession(self.succession),
            exclusive_licence(self.exclusive_licence),
            self.notice.sentence(),
        ];
        lines.extend(defensive_termination(self.defensive_termination));
        lines.extend(reach_through(self.reach_through));
        if let Some(law) = self.governing_law {
            lines.push(say(format!("準拠法: {law}。"), format!("Governing law: {law}.")));
        }
        lines
    }

    fn permission(&self) -> Bilingual {
        let uses = joined(self.uses.iter().map(|used| used.label()), "and");
        let users = joined(self.users.iter().map(|class| class.label()), "or");
        let (seat_ja, seat_en) = match &self.residence {
            Residence::Anywhere => (String::new(), String::new()),
            Residence::In(countries) => {
                let codes = codes(countries);
                (format!("({}に所在するもの)", codes.ja), format!(" with a seat in {}", codes.en))
            }
        };
        say(
            format!("利用できる人: {}{seat_ja}。利用目的: {}。", users.ja, uses.ja),
            format!("Open to {}{seat_en} for {}.", users.en, uses.en),
        )
    }
}

impl Use {
    pub fn label(self) -> Bilingual {
        match self {
            Self::Research => Bilingual::new("研究", "research"),
            Self::Education => Bilingual::new("教育", "education"),
            Self::Evaluation => Bilingual::new("評価", "evaluation"),
            Self::Commercial => {
                Bilingual::new("事前公表条件による事業化", "commercial use under announced conditions")
            }
        }
    }
}

impl UserClass {
    pub fn label(self) -> Bilingual {
        match self {
            Self::Anyone => Bilingual::new("誰でも", "anyone"),
            Self::NonProfit => Bilingual::new("大学・公的機関等の非営利機関", "non-profit organisations"),
            Self::Companies => Bilingual::new("企業", "companies"),
            Self::SmallFirms => Bilingual::new("中小企業", "small firms"),
        }
    }
}

fn say(ja: String, en: String) -> Bilingual {
    Bilingual { ja, en }
}

fn joined(labels: impl Iterator<Item = Bilingual>, conjunction: &str) -> Bilingual {
    let (ja, en): (Vec<String>, Vec<String>) = labels.map(|label| (label.ja, label.en)).unzip();
    let en = match en.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{} {conjunction} {last}", first.join(", ")),
        _ => en.concat(),
    };
    say(ja.join("、"), en)
}

fn codes(countries: &BTreeSet<OfficeCode>) -> Bilingual {
    let code = |country: &OfficeCode| Bilingual::new(country.as_str(), country.as_str());
    joined(countries.iter().map(code), "or")
}

fn territory(territory: &Territory) -> Bilingual {
    match territory {
        Territory::Everywhere => {
            Bilingual::new("利用できる国: 権利のあるすべての国。", "Where: wherever the right exists.")
        }
        Territory::In(countries) => {
            let codes = codes(countries);
            say(format!("利用できる国: {}。", codes.ja), format!("Where: {}.", codes.en))
        }
    }
}

fn consideration(consideration: &Consideration) -> Bilingual {
    match consideration {
        Consideration::Free => Bilingual::new("対価: 無償。", "Consideration: none."),
        Consideration::CommercialConditions(link) => say(
            format!("対価: 事業化を除き無償。事業化の条件: {link}"),
            format!("Consideration: none, except for commercial use, whose conditions are at {link}"),
        ),
    }
}

fn duration(duration: Duration) -> Bilingual {
    match duration {
        Duration::LifeOfRight => Bilingual::new(
            "期間: 権利の存続期間中(取下げまで)。",
            "Duration: as long as the right is in force, unless withdrawn.",
        ),
        Duration::Until(day) => say(
            format!("期間: {day}まで(取下げまで)。"),
            format!("Duration: to {day} included, unless withdrawn."),
        ),
        Duration::Years(years) => say(
            format!("期間: 掲載日から{years}年間(取下げまで)。"),
            format!("Duration: {} from the day of listing, unless withdrawn.", counted(years, "year")),
        ),
    }
}

fn counted(n: u32, unit: &str) -> String {
    if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
}

fn on_withdrawal(on_withdrawal: OnWithdrawal) -> Bilingual {
    match on_withdrawal {
        OnWithdrawal::OngoingWorkProtected => Bilingual::new(
            "取下げ: 取下げ前に始めた利用は、同じ条件で続けられます。",
            "Withdrawal: work begun before it may go on under the same terms.",
        ),
        OnWithdrawal::GraceMonths(months) => say(
            format!("取下げ: 取下げ前に始めた利用は、{months}か月間続けられます。"),
            format!("Withdrawal: work begun before it may go on for {}.", counted(months, "month")),
        ),
        OnWithdrawal::Stop => Bilingual::new(
            "取下げ: 取下げ前に始めた利用も、取下げの日に終えなければなりません。",
            "Withdrawal: work begun before it must stop on that day.",
        ),
    }
}

fn succession(succession: Succession) -> Bilingual {
    match succession {
        Succession::Binding => Bilingual::new(
            "権利の譲渡: 提供者は、譲受人にこの条件を引き継がせます。",
            "If the right is sold: the provider binds the new owner to these terms.",
        ),
        Succession::Notice => Bilingual::new(
            "権利の譲渡: 提供者は譲渡を知らせます。譲受人は拘束されません。",
            "If the right is sold: the provider announces it; the new owner is not bound.",
        ),
        Succession::Unknown => Bilingual::new(
            "権利の譲渡: 定めがありません。確認が必要です。",
            "If the right is sold: not provided for; ask.",
        ),
    }
}

fn exclusive_licence(rule: ExclusiveLicenceRule) -> Bilingual {
    match rule {
        ExclusiveLicenceRule::NoneGranted => Bilingual::new(
            "専用実施権・独占的通常実施権: 掲載中は設定しません。",
            "Exclusive licences: none is granted while the patent is listed.",
        ),
        ExclusiveLicenceRule::UseReserved => Bilingual::new(
            "専用実施権・独占的通常実施権: 設定する場合も、この利用は留保します。",
            "Exclusive licences: one may be granted with this use kept open.",
        ),
        ExclusiveLicenceRule::MayEnd => Bilingual::new(
            "専用実施権・独占的通常実施権: 設定により利用が終わることがあります。",
            "Exclusive licences: one may end this permission.",
        ),
        ExclusiveLicenceRule::Unknown => Bilingual::new(
            "専用実施権・独占的通常実施権: 定めがありません。確認が必要です。",
            "Exclusive licences: not provided for; ask.",
        ),
    }
}

fn defensive_termination(termination: DefensiveTermination) -> Option<Bilingual> {
    match termination {
        DefensiveTermination::None => None,
        DefensiveTermination::AgainstLitigants => Some(Bilingual::new(
            "提供者に対して特許権を行使した利用者には、許諾が終了します。",
            "The permission ends for a user who asserts a patent against the provider.",
        )),
    }
}

fn reach_through(reach_through: ReachThrough) -> Option<Bilingual> {
    match reach_through {
        ReachThrough::None => None,
        ReachThrough::GrantBack => Some(Bilingual::new(
            "利用者は、改良発明の実施許諾を提供者に申し出ます。",
            "Users offer the provider a licence of their improvements.",
        )),
        ReachThrough::Royalty => Some(Bilingual::new(
            "利用者は、成果による収益の一部を提供者に支払います。",
            "Users pay the provider a share of what the results earn.",
        )),
    }
}
