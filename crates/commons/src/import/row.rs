//! One row of a table: what is done to which patent, in the words of the table.

use model::Invalid;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::{
    Bilingual, Day, DeclaredLicence, Link, ReadinessLevel, TermsId, Verification, VerificationKind,
    text_form::{invalid, words},
};

words!(
    /// What a row asks for.
    ImportAction, "action", {
        List = "list",
        Change = "change",
        Withdraw = "withdraw",
    }
);

/// What a column holds, its name in the JSON form, and its names in tables.
pub(super) const COLUMNS: [(&str, &[&str]); 14] = [
    ("number", &["番号", "特許番号", "公報番号", "文献番号", "patent", "publication"]),
    ("action", &["操作", "処理"]),
    ("terms", &["条項", "利用条件"]),
    ("version", &["版", "条項の版"]),
    ("from", &["開始日", "掲載日", "適用日"]),
    ("to", &["終了日", "掲載終了日"]),
    ("evidence", &["根拠", "根拠url"]),
    ("licence", &["専用実施権", "独占的実施権", "exclusive licence", "exclusive-licence", "license"]),
    ("readiness", &["技術成熟度", "trl"]),
    ("reason", &["理由", "取下げ理由"]),
    ("contact", &["窓口url", "連絡先url"]),
    ("prototype", &["試作品", "試作品url"]),
    ("test_data", &["試験データ", "試験データurl", "test data", "test-data"]),
    ("paper", &["論文", "論文url"]),
];

/// The cells of a row as they stand, by column; empty cells are none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRow {
    pub number: Option<String>,
    pub action: Option<String>,
    pub terms: Option<String>,
    pub version: Option<Scalar>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub evidence: Option<String>,
    pub licence: Option<String>,
    pub readiness: Option<Scalar>,
    pub reason: Option<String>,
    pub contact: Option<String>,
    pub prototype: Option<String>,
    pub test_data: Option<String>,
    pub paper: Option<String>,
}

/// A number, or a text that should be one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    Number(u32),
    Text(String),
}

/// A row whose cells could be read; the number is read later, with the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub number: String,
    pub action: ImportAction,
    pub terms: Option<TermsId>,
    pub version: Option<u32>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub evidence: Option<Link>,
    pub licence: DeclaredLicence,
    pub readiness: Option<ReadinessLevel>,
    pub reason: Option<String>,
    /// A page to ask at.
    pub contact: Option<Link>,
    /// What firms can judge by before they ask.
    pub verification: Vec<Verification>,
}

/// Full-width letters and digits become ASCII (NFKC), and spaces around are cut off.
pub(super) fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

impl RawRow {
    pub(super) fn set(&mut self, column: &str, cell: &str) {
        let value = Some(cell.trim().to_owned()).filter(|cell| !cell.is_empty());
        match column {
            "number" => self.number = value,
            "action" => self.action = value,
            "terms" => self.terms = value,
            "version" => self.version = value.map(Scalar::Text),
            "from" => self.from = value,
            "to" => self.to = value,
            "evidence" => self.evidence = value,
            "licence" => self.licence = value,
            "readiness" => self.readiness = value.map(Scalar::Text),
            "reason" => self.reason = value,
            "contact" => self.contact = value,
            "prototype" => self.prototype = value,
            "test_data" => self.test_data = value,
            _ => self.paper = value,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads every cell, and says of each that cannot be read why.
    pub(super) fn read(&self) -> Result<Row, Vec<Invalid>> {
        let mut problems = Vec::new();
        let number = self.number.as_deref().map(folded).filter(|number| !number.is_empty());
        if number.is_none() {
            problems.push(invalid("number", "", "the row has no number"));
        }
        let row = Row {
            number: number.unwrap_or_default(),
            action: cell(&self.action, action, &mut problems).unwrap_or(ImportAction::List),
            terms: cell(&self.terms, |text| folded(text).parse(), &mut problems),
            version: cell(&self.version.as_ref().map(Scalar::text), version, &mut problems),
            from: cell(&self.from, day, &mut problems),
            to: cell(&self.to, day, &mut problems),
            evidence: cell(&self.evidence, |text| folded(text).parse(), &mut problems),
            licence: cell(&self.licence, |text| Ok(licence(text)), &mut problems)
                .unwrap_or(DeclaredLicence::Unknown),
            readiness: cell(&self.readiness.as_ref().map(Scalar::text), readiness, &mut problems),
            reason: self.reason.clone(),
            contact: cell(&self.contact, |text| folded(text).parse(), &mut problems),
            verification: self.verification(&mut problems),
        };
        if problems.is_empty() { Ok(row) } else { Err(problems) }
    }

    fn verification(&self, problems: &mut Vec<Invalid>) -> Vec<Verification> {
        let cells = [
            (VerificationKind::Prototype, &self.prototype),
            (VerificationKind::TestData, &self.test_data),
            (VerificationKind::Paper, &self.paper),
        ];
        let read = cells.into_iter().filter_map(|(kind, text)| {
            let link = cell(text, |text| folded(text).parse(), problems)?;
            Some(Verification { kind, link, note: None })
        });
        read.collect()
    }
}

impl Scalar {
    fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

fn cell<T>(
    text: &Option<String>,
    read: impl Fn(&str) -> Result<T, Invalid>,
    problems: &mut Vec<Invalid>,
) -> Option<T> {
    match text.as_deref().map(read)? {
        Ok(value) => Some(value),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

fn action(text: &str) -> Result<ImportAction, Invalid> {
    match folded(text).to_lowercase().as_str() {
        "list" | "掲載" | "追加" => Ok(ImportAction::List),
        "change" | "変更" => Ok(ImportAction::Change),
        "withdraw" | "取下げ" | "取り下げ" | "取下" => Ok(ImportAction::Withdraw),
        _ => Err(invalid("action", text, "expected list (掲載), change (変更) or withdraw (取下げ)")),
    }
}

fn version(text: &str) -> Result<u32, Invalid> {
    let number = folded(text).parse().ok().filter(|version| 0 < *version);
    number.ok_or_else(|| invalid("version of the terms", text, "expected a number from 1"))
}

fn readiness(text: &str) -> Result<ReadinessLevel, Invalid> {
    let level = folded(text).parse::<u8>();
    level.map_err(|_| invalid("readiness level", text, "expected 1 to 9"))?.try_into()
}

/// 2026-01-31, and the ways in which spreadsheets write it: 2026/1/31, 2026.1.31, 2026年1月31日.
fn day(text: &str) -> Result<Day, Invalid> {
    let wrong = || invalid("day", text, "expected a date such as 2026-01-31, 2026/1/31 or 2026年1月31日");
    let plain = folded(text).replace(['年', '月', '/', '.'], "-").replace('日', "");
    let parts: Vec<&str> = plain.split('-').collect();
    let [year, month, day] = parts[..] else { return Err(wrong()) };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !parts.iter().all(|part| digits(part)) {
        return Err(wrong());
    }
    let part = |digits: &str| digits.parse::<u8>().map_err(|_| wrong());
    Day::new(year.parse().map_err(|_| wrong())?, part(month)?, part(day)?)
}

/// なし, あり, 不明; whatever else is written is the field of use to which a licence is limited.
fn licence(text: &str) -> DeclaredLicence {
    match folded(text).to_lowercase().as_str() {
        "none" | "no" | "なし" | "無し" | "無" => DeclaredLicence::None,
        "yes" | "exists" | "あり" | "有り" | "有" => DeclaredLicence::Exists,
        "unknown" | "不明" => DeclaredLicence::Unknown,
        _ => DeclaredLicence::InField(text.to_owned()),
    }
}

/// The contact that a page makes.
pub(super) fn contact_at(page: Link) -> crate::Contact {
    crate::Contact {
        names: Bilingual::new("この特許の窓口", "Desk for this patent"),
        email: None,
        telephone: None,
        page: Some(page),
        languages: Vec::new(),
        classes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_spreadsheets_write_them() {
        for text in
            ["2026-01-31", "2026/1/31", "2026.1.31", "2026年1月31日", "２０２６／０１／３１", " 2026-1-31 "]
        {
            assert_eq!(day(text).unwrap().to_string(), "2026-01-31", "{text}");
        }
        for text in
            ["31/1/2026", "2026-02-30", "2026-1", "46053", "2026-1-31-1", "26-1-31", "2026--1", "令和8年"]
        {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_cell_that_cannot_be_read_is_named() {
        let mut row = RawRow::default();
        for (column, text) in [
            ("action", "remove"),
            ("from", "soon"),
            ("readiness", "12"),
            ("version", "0"),
            ("evidence", "file:x"),
            ("paper", "an article"),
        ] {
            row.set(column, text);
        }
        let problems: Vec<&str> = row.read().unwrap_err().iter().map(|problem| problem.what).collect();
        assert_eq!(
            problems,
            ["number", "action", "version of the terms", "day", "link", "readiness level", "link"]
        );
    }

    #[test]
    fn a_licence_that_is_not_declared_is_unknown() {
        let mut row = RawRow::default();
        row.set("number", "特開２０１９－９０１１０１");
        let read = row.read().unwrap();
        assert_eq!((read.number.as_str(), &read.licence), ("特開2019-901101", &DeclaredLicence::Unknown));
        for (text, declared) in [
            ("なし", DeclaredLicence::None),
            ("ＮＯＮＥ", DeclaredLicence::None),
            ("あり", DeclaredLicence::Exists),
            ("医療用途", DeclaredLicence::InField("医療用途".to_owned())),
        ] {
            row.set("licence", text);
            assert_eq!(row.read().unwrap().licence, declared, "{text}");
        }
    }
}
