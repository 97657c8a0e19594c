//! Refusals in both languages: the English is the error's own, the Japanese stands here beside it.

use model::Invalid;

use crate::{Bilingual, ImportError, Refusal, RowProblem, TermsVersion};

impl Refusal {
    /// Why the event is not entered.
    pub fn sentence(&self) -> Bilingual {
        Bilingual { ja: self.japanese(), en: self.to_string() }
    }

    fn japanese(&self) -> String {
        match self {
            Self::Invalid(invalid) => unreadable(invalid),
            Self::PeriodReversed { from, to } => format!("終了日 {to} が開始日 {from} より前です"),
            Self::HasNoEnd { to } => format!("この記録には開始日だけがあり、終了日 ({to}) は付けられません"),
            Self::NotYours { account, provider } => {
                format!("{account} は提供者 {provider} の代わりに記録できません")
            }
            Self::NotYourPatent { account, patent } => {
                format!("{patent} はこの提供者が掲載していないため、{account} は記録できません")
            }
            Self::AdministratorsOnly => "管理者だけが記録できます".to_owned(),
            Self::DatedBack { from, today } => format!(
                "開始日 {from} が今日 ({today}) より前です。利用者は台帳を信頼して使っているため、利用できる範囲を狭める\
                 変更は過去の日付にできません。ほかで起きたことは管理者が記録できます"
            ),
            Self::UnknownProvider { provider } => format!("提供者 {provider} は参加していません"),
            Self::AlreadyJoined { provider } => {
                format!("提供者 {provider} は別の内容で参加しています。変更を記録してください")
            }
            Self::UnknownTerms(version) => format!("条項 {} は公開されていません", named(version)),
            Self::TermsPublished { version, next } => format!(
                "条項 {} は別の内容で公開されています。公開した条項は書き換えられません。第{next}版を公開してください",
                named(version)
            ),
            Self::VersionGap { version, last } => {
                format!("条項 {} は第{last}版までです。次は第{}版です", version.terms, last + 1)
            }
            Self::TermsOfAnother { version, owner } => {
                format!("条項 {} は {owner} のものです", named(version))
            }
            Self::TermsNotOffered { version, on } => {
                format!("条項 {} は {on} に始まる掲載には使えません", named(version))
            }
            Self::NotListed { patent, provider, on } => {
                format!("{patent} は {on} に {provider} によって掲載されていません")
            }
            Self::NotListedByAnybody { patent, on } => format!("{patent} は {on} に掲載されていません"),
            Self::AlreadyListed { patent, provider, since } => format!(
                "{patent} は {provider} が {since} から別の内容で掲載しています。変更を記録してください"
            ),
            Self::UnknownLicence { patent, licence } => {
                format!("{patent} に専用実施権 {licence} は記録されていません")
            }
            Self::LicenceExists { patent, licence } => format!(
                "{patent} の専用実施権 {licence} は別の内容で記録されています。ほかの名前にしてください"
            ),
            Self::NotLapsed { patent, on } => format!("{patent} の権利は {on} より前に消滅していません"),
            Self::UnknownPackage { package, on } => {
                format!("パッケージ {package} は {on} に提供されていません")
            }
            Self::PackageOfAnother { package, provider } => {
                format!("パッケージ {package} は {provider} のものです")
            }
        }
    }
}

impl RowProblem {
    /// What is wrong with the row.
    pub fn sentence(&self) -> Bilingual {
        let ja = match self {
            Self::Cell(invalid) => unreadable(invalid),
            Self::Ambiguous(numbers) => {
                format!("番号が一つに定まりません。{numbers} のいずれかを書いてください")
            }
            Self::NoPublication(number) => {
                format!("{number} の公報は索引にありません。種別まで付けた公報の番号を書いてください")
            }
            Self::NoTerms => "条項が、行にも取込みの指定にもありません".to_owned(),
            Self::Refused(refusal) => refusal.japanese(),
        };
        Bilingual { ja, en: self.to_string() }
    }
}

impl ImportError {
    /// Why the table is not read.
    pub fn sentence(&self) -> Bilingual {
        let ja = match self {
            Self::TooLarge { n_bytes, limit } => {
                format!("表が {n_bytes} バイトあり、上限の {limit} バイトを超えています。分けてください")
            }
            Self::Encoding { line, encoding } => format!(
                "{line} 行目が {encoding} として読めません。UTF-8 か Shift_JIS の CSV で保存してください"
            ),
            Self::NoRows => "表に行がありません".to_owned(),
            Self::TooManyRows { n_rows, limit } => {
                format!("表に {n_rows} 行以上あり、上限の {limit} 行を超えています。分けてください")
            }
            Self::NoNumberColumn => "表に番号 (number) の列がありません".to_owned(),
            Self::UnknownColumn { name, known } => {
                format!("「{name}」という列はありません。使える列: {known}")
            }
            Self::ColumnTwice { name, column } => format!("列「{name}」は {column} を二度目に指定しています"),
            Self::TooManyCells { line, given, expected } => {
                format!("{line} 行目: セルが {given} 個あります。見出しは {expected} 列です")
            }
            Self::Csv { line, reason } => format!("{line} 行目が CSV として読めません ({reason})"),
            Self::Json { place, reason } => format!("{place} が読めません ({reason})"),
        };
        Bilingual { ja, en: self.to_string() }
    }
}

/// The thing that cannot be read, in Japanese where it is a cell of a table or a field of a form, with what may stand there.
pub(crate) fn unreadable(invalid: &Invalid) -> String {
    const NAME: &str = "小文字の英数字をハイフンでつないだ 64 文字までの名前にしてください";
    const BOTH: &str = "日本語と英語の両方を書いてください";
    let (what, hint) = match invalid.what {
        "number" | "document number" => ("番号", ""),
        "action" => ("操作", "掲載、変更、取下げのいずれかにしてください"),
        "version of the terms" => ("条項の版", "1 からの番号にしてください"),
        "day" | "date" => ("日付", "2026-01-31 のような実在する日付にしてください"),
        "link" => ("アドレス", "https:// で始まるアドレスにしてください"),
        "readiness level" => ("技術成熟度", "1 から 9 にしてください"),
        "terms" => ("条項の名前", NAME),
        "provider" => ("提供者の名前", NAME),
        "account" => ("アカウントの名前", NAME),
        "email" => ("メールアドレス", "name@example.org の形にしてください"),
        "telephone" => ("電話番号", "+81-22-000-0000 のように書いてください"),
        "provider's names" => ("提供者の名称", BOTH),
        "contact's names" => ("窓口の名称", BOTH),
        "terms' names" => ("条項の表題", BOTH),
        "contact" | "contacts" => ("窓口", "メールアドレス、電話番号、ページのどれか一つを書いてください"),
        "prefecture" => ("都道府県", "01 から 47 か、宮城県のような名前にしてください"),
        "use" => ("目的", "research、education、evaluation、commercial のいずれかにしてください"),
        "beginning of use" => ("始めた日", "今日までの日付にしてください"),
        other => (other, ""),
    };
    let hint = if hint.is_empty() { &invalid.reason } else { hint };
    if invalid.value.trim_matches(['/', ' ']).is_empty() {
        return format!("{what}が書かれていません ({hint})");
    }
    format!("{what}として「{}」は使えません ({hint})", invalid.value)
}

fn named(version: &TermsVersion) -> String {
    format!("{} 第{}版", version.terms, version.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_said_in_both_languages_with_its_values() {
        let refusal = Refusal::NotListed {
            patent: "JP-1-A".to_owned(),
            provider: "kita".parse().unwrap(),
            on: "2026-01-31".parse().unwrap(),
        };
        let said = RowProblem::from(refusal).sentence();
        assert_eq!(said.en, "JP-1-A is not listed by kita on 2026-01-31");
        assert_eq!(said.ja, "JP-1-A は 2026-01-31 に kita によって掲載されていません");
        let said = ImportError::NoRows.sentence();
        assert_eq!((said.ja.as_str(), said.en.as_str()), ("表に行がありません", "the table has no rows"));
    }

    #[test]
    fn a_cell_that_cannot_be_read_is_named_with_what_stands_in_it() {
        let cell = Invalid { what: "day", value: "soon".to_owned(), reason: "expected a date".to_owned() };
        assert_eq!(
            unreadable(&cell),
            "日付として「soon」は使えません (2026-01-31 のような実在する日付にしてください)"
        );
        let empty = Invalid { what: "number", value: String::new(), reason: "none".to_owned() };
        assert_eq!(unreadable(&empty), "番号が書かれていません (none)");
    }
}
