//! Answers in sentences for people, in both languages, made from the typed answer so that they cannot say another thing.

use model::{Date, LegalState};

use super::{MayGoOn, Note, Reason, UseAnswer, Verdict, WorkBegunBefore};
use crate::{Bilingual, Day, DeclaredLicence, ExclusiveLicenceRule, NoticeDuty, Shortfall, Succession};

impl UseAnswer {
    /// The answer in a sentence.
    pub fn headline(&self) -> Bilingual {
        match &self.verdict {
            Verdict::NoRightInForce => say(
                "ここではこの権利は有効ではありません。ほかの権利が関係することがあります。",
                "No right of this patent is in force here. Other rights may stand in the way.",
            ),
            Verdict::Open { terms, since, .. } => say(
                format!(
                    "{since}から、条項{}(第{}版)により、この利用が認められています。",
                    terms.terms, terms.version
                ),
                format!(
                    "Open for this use under terms {} version {} since {since}.",
                    terms.terms, terms.version
                ),
            ),
            Verdict::Check => say("掲載されていますが、確認が必要です。", "Listed, but check first."),
            Verdict::Withdrawn { on, work_begun_before, .. } => {
                let work = work_begun_before.sentence();
                say(
                    format!("{on}に取り下げられました。{}", work.ja),
                    format!("Withdrawn on {on}. {}", work.en),
                )
            }
            Verdict::NotListed => say("掲載されていません。", "Not listed."),
        }
    }
}

impl WorkBegunBefore {
    /// What it means for work that has begun, and for the user's own.
    pub fn sentence(&self) -> Bilingual {
        let general = match self.may_go_on {
            MayGoOn::WithoutEnd => say(
                "掲載中に始めた利用は、同じ条件で続けられます。",
                "Work begun while it was listed may go on under the same terms.",
            ),
            MayGoOn::To(day) => say(
                format!("掲載中に始めた利用は、{day}まで続けられます。"),
                format!("Work begun while it was listed may go on to {day} included."),
            ),
            MayGoOn::No => say(
                "掲載中に始めた利用も、その日に終えなければなりません。",
                "Work begun while it was listed must stop on that day too.",
            ),
        };
        match self.includes_users_work {
            None => general,
            Some(true) => {
                join(&general, &say("あなたの利用は掲載中に始まっています。", "Your work is such work."))
            }
            Some(false) => join(
                &general,
                &say("あなたの利用は掲載中に始まっていません。", "Your work is not such work."),
            ),
        }
    }
}

impl Reason {
    pub fn sentence(&self) -> Bilingual {
        match self {
            Self::RightNotInForce { state, since } => not_in_force(*state, *since),
            Self::NoRightThere { office, territory } => say(
                format!("{office}の権利は{territory}では効力がありません。"),
                format!("A right of {office} has no effect in {territory}."),
            ),
            Self::NotCovered { provider, shortfall } => {
                let what = shortfall.sentence();
                say(format!("{provider}: {}", what.ja), format!("{provider}: {}", what.en))
            }
            Self::AssigneeChanged { assignee, on, succession } => sold(assignee, *on, *succession),
            Self::ExclusiveLicence { since, field_of_use, rule } => {
                licensed(*since, field_of_use.as_deref(), *rule)
            }
            Self::DeclaredLicence { provider, declared } => declared_licence(provider.as_str(), declared),
            Self::WithdrawnByAnother { provider, on } => say(
                format!("別の提供者{provider}が{on}に取り下げました。"),
                format!("Another provider, {provider}, withdrew it on {on}."),
            ),
            Self::Withdrawn { on } => {
                say(format!("{on}から取り下げられています。"), format!("It is withdrawn from {on} on."))
            }
            Self::ListingEnded { provider, last } => say(
                format!("{provider}の許諾の期間は{last}に終わりました。"),
                format!("The permission of {provider} ended on {last}."),
            ),
            Self::ListedLater { from } => say(
                format!("{from}から掲載されます(その日には掲載前です)。"),
                format!("It is listed from {from}, after the day asked about."),
            ),
            Self::NeverListed => say("掲載の記録がありません。", "There is no record that it was listed."),
        }
    }
}

impl Shortfall {
    fn sentence(self) -> Bilingual {
        match self {
            Self::Use => say("条項はこの目的の利用を認めていません。", "the terms do not cover this use."),
            Self::User => {
                say("条項はこの種類の利用者を認めていません。", "the terms do not cover this kind of user.")
            }
            Self::Residence => say(
                "条項は利用者の所在国を認めていません。",
                "the terms do not cover where the user has its seat.",
            ),
            Self::ResidenceNotSaid => {
                say("条項は利用者の所在国を限っています。", "the terms ask where the user has its seat.")
            }
            Self::Territory => {
                say("条項はこの国での利用を認めていません。", "the terms do not cover use there.")
            }
        }
    }
}

impl Note {
    pub fn sentence(&self) -> Bilingual {
        match self {
            Self::LegalStatusUnknown => say(
                "その日の権利の状況は、記録がなく分かりません。",
                "Whether the right is in force on that day is unknown: there is no record.",
            ),
            Self::RightPending { as_of } => {
                let (ja, en) = as_of_words(*as_of);
                say(
                    format!("出願中で、権利はまだありません{ja}。"),
                    format!("An application{en}: there is no right yet."),
                )
            }
            Self::InForce { as_of } => {
                let (ja, en) = as_of_words(*as_of);
                say(
                    format!("権利は有効と記録されています{ja}。"),
                    format!("The right is recorded as in force{en}."),
                )
            }
            Self::FamilyNotLookedUp => say(
                "この国にファミリーの権利があるかは調べていません。",
                "Whether the family has a right there was not looked up.",
            ),
            Self::FamilyMembersThere { numbers } => {
                let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                say(
                    format!("この国のファミリー: {}。それぞれについて確認してください。", numbers.join("、")),
                    format!("Members of the family there, to be asked about: {}.", numbers.join(", ")),
                )
            }
            Self::NewOwnerBound { assignee, on } => say(
                format!("{on}に{assignee}へ移転しました。条項は譲受人に引き継がれます。"),
                format!("It passed to {assignee} on {on}; the terms bind the new owner."),
            ),
            Self::CommercialConditions { link } => {
                say(format!("事業化の条件: {link}"), format!("Conditions of commercial use: {link}"))
            }
            Self::Notice { duty } => duty.sentence(),
            Self::EnteredAfterwards { entered } => say(
                format!("取下げは{entered}に記録されました。それまで台帳では利用できました。"),
                format!("The withdrawal was entered on {entered}; until then the ledger said otherwise."),
            ),
        }
    }
}

impl NoticeDuty {
    /// What users tell the provider, in a sentence.
    pub fn sentence(self) -> Bilingual {
        match self {
            Self::None => say("通知: 不要。", "Notice: none needed."),
            Self::Welcome => {
                say("通知: 任意。利用の登録を歓迎します。", "Notice: not needed; a record of use is welcome.")
            }
            Self::Acknowledgement => say(
                "通知: 成果の公表時に特許番号を示してください。",
                "Notice: name the patent when you publish results.",
            ),
            Self::BeforeUse => say(
                "通知: 利用を始める前に提供者へ知らせてください。",
                "Notice: tell the provider before use.",
            ),
        }
    }
}

fn say(ja: impl Into<String>, en: impl Into<String>) -> Bilingual {
    Bilingual { ja: ja.into(), en: en.into() }
}

fn join(first: &Bilingual, second: &Bilingual) -> Bilingual {
    say(format!("{}{}", first.ja, second.ja), format!("{} {}", first.en, second.en))
}

fn as_of_words(as_of: Option<Date>) -> (String, String) {
    as_of.map_or_else(Default::default, |day| (format!("({day}現在)"), format!(" as of {day}")))
}

fn not_in_force(state: LegalState, since: Option<Date>) -> Bilingual {
    let (ja, en) = match state {
        LegalState::Lapsed => ("消滅", "lapsed"),
        LegalState::Expired => ("存続期間満了", "expired"),
        LegalState::Refused => ("拒絶", "refused"),
        LegalState::Withdrawn => ("出願取下げ", "withdrawn as an application"),
        LegalState::Revoked => ("取消し・無効", "revoked"),
        LegalState::Pending => ("出願中", "pending"),
        LegalState::InForce => ("有効", "in force"),
    };
    let (day_ja, day_en) = as_of_words(since);
    say(format!("権利の状況: {ja}{day_ja}。"), format!("The right is recorded as {en}{day_en}."))
}

fn sold(assignee: &str, on: Day, succession: Succession) -> Bilingual {
    let (ja, en) = match succession {
        Succession::Binding => ("条項は譲受人に引き継がれます", "the terms bind the new owner"),
        Succession::Notice => ("譲受人は条項に拘束されません", "the new owner is not bound by the terms"),
        Succession::Unknown => (
            "譲受人が条項に拘束されるかは定めがありません",
            "whether the new owner is bound is not provided for",
        ),
    };
    say(
        format!("掲載の後、{on}に{assignee}へ移転しました。{ja}。"),
        format!("After it was listed, it passed to {assignee} on {on}; {en}."),
    )
}

fn licensed(since: Day, field_of_use: Option<&str>, rule: ExclusiveLicenceRule) -> Bilingual {
    let field_ja = field_of_use.map_or_else(String::new, |field| format!("(分野: {field})"));
    let field_en = field_of_use.map_or_else(String::new, |field| format!(" in the field of {field}"));
    let (ja, en) = match rule {
        ExclusiveLicenceRule::NoneGranted => ("条項はこれを設定しないとしています", "the terms promise none"),
        ExclusiveLicenceRule::UseReserved => {
            ("条項はこの利用を留保するとしています", "the terms reserve this use")
        }
        ExclusiveLicenceRule::MayEnd => {
            ("条項によれば利用が終わることがあります", "by the terms it may end the use")
        }
        ExclusiveLicenceRule::Unknown => ("条項に定めがありません", "the terms say nothing about it"),
    };
    say(
        format!("{since}から独占的な実施権があります{field_ja}。{ja}。"),
        format!("An exclusive licence is in force since {since}{field_en}; {en}."),
    )
}

fn declared_licence(provider: &str, declared: &DeclaredLicence) -> Bilingual {
    match declared {
        DeclaredLicence::InField(field) => say(
            format!("{provider}は、分野「{field}」に独占的な実施権があるとしています。"),
            format!("{provider} declares an exclusive licence in the field of {field}."),
        ),
        DeclaredLicence::Exists => say(
            format!("{provider}は、独占的な実施権があるとしています。"),
            format!("{provider} declares an exclusive licence."),
        ),
        DeclaredLicence::None | DeclaredLicence::Unknown => say(
            format!("{provider}は、独占的な実施権の有無を示していません。"),
            format!("{provider} does not say whether there is an exclusive licence."),
        ),
    }
}
