use ::commons::{Bilingual, Conflict, Error, ImportPlan as Planned, PlannedRow, RowNumber, RowOutcome};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Entered, tongue};
use crate::InterfaceLanguage;

/// What every row of a table would do to the ledger, without doing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportPlan {
    /// SHA-256 of what the plan shows; applying it names this, so that what was shown is what is entered.
    pub plan: String,
    /// Revision of the ledger that the rows were judged by.
    pub revision: u64,
    /// The encoding that the table was read in.
    pub encoding: String,
    /// Whether no row is refused.
    pub can_be_applied: bool,
    pub rows: Vec<ImportRow>,
}

/// A table that was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportResponse {
    /// Absent in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entered: Option<Entered>,
    /// What it would do, as judged before it was entered.
    pub plan: ImportPlan,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportRow {
    /// Line of the table, from 1; in JSON the place of the row.
    pub line: u64,
    /// The number as it is written.
    pub given: String,
    /// The publication that was recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patent: Option<String>,
    pub is_in_index: bool,
    /// What the number can mean, where it does not name one publication.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// The legal status in the patent's own office, where the index states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The day of that status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_as_of: Option<String>,
    /// What people should look at; it does not keep the row from being entered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<ImportConflict>,
    /// `enter`, `unchanged` or `refused`.
    pub outcome: String,
    /// All that is wrong with the row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// Something to look at before a row is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportConflict {
    /// `same-as-line`, `not-in-force`, `listed-by-another`, `exclusive-licence`, `licence-not-declared`.
    pub code: String,
    /// The line, state, provider or day that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The same in a sentence.
    pub text: String,
}

impl ImportPlan {
    /// The plan in the reader's language.
    pub fn new(plan: &Planned, language: InterfaceLanguage) -> Result<Self, Error> {
        Ok(Self {
            plan: plan.digest()?.to_string(),
            revision: plan.revision,
            encoding: plan.encoding.to_owned(),
            can_be_applied: plan.can_be_applied(),
            rows: plan.rows.iter().map(|row| ImportRow::new(row, language)).collect(),
        })
    }
}

impl ImportRow {
    fn new(row: &PlannedRow, language: InterfaceLanguage) -> Self {
        let (patent, is_in_index, candidates) = match &row.number {
            RowNumber::One { patent, is_in_index } => (Some(patent.to_string()), *is_in_index, Vec::new()),
            RowNumber::Ambiguous(numbers) => (None, false, numbers.iter().map(ToString::to_string).collect()),
            RowNumber::NoPublication(number) => (None, false, vec![number.to_string()]),
            RowNumber::Unreadable => (None, false, Vec::new()),
        };
        let (outcome, problems) = match &row.outcome {
            RowOutcome::WillEnter(_) => ("enter", Vec::new()),
            RowOutcome::Unchanged(_) => ("unchanged", Vec::new()),
            RowOutcome::Refused(problems) => {
                let said = problems.iter().map(|problem| problem.sentence().get(tongue(language)).clone());
                ("refused", said.collect())
            }
        };
        let status = row.status.as_ref();
        Self {
            line: row.line,
            given: row.given.clone(),
            patent,
            is_in_index,
            candidates,
            status: status.map(|status| status.state.as_str().to_owned()),
            status_as_of: status.and_then(|status| status.as_of).map(|day| day.to_string()),
            conflicts: row.conflicts.iter().map(|conflict| ImportConflict::new(conflict, language)).collect(),
            outcome: outcome.to_owned(),
            problems,
        }
    }
}

impl ImportConflict {
    fn new(conflict: &Conflict, language: InterfaceLanguage) -> Self {
        let (code, about) = match conflict {
            Conflict::SameAsLine(line) => ("same-as-line", Some(line.to_string())),
            Conflict::NotInForce(state) => ("not-in-force", Some(state.as_str().to_owned())),
            Conflict::ListedByAnother(provider) => ("listed-by-another", Some(provider.to_string())),
            Conflict::ExclusiveLicence { since } => ("exclusive-licence", Some(since.to_string())),
            Conflict::LicenceNotDeclared => ("licence-not-declared", None),
        };
        Self { code: code.to_owned(), about, text: sentence(conflict).get(tongue(language)).clone() }
    }
}

fn sentence(conflict: &Conflict) -> Bilingual {
    let (ja, en) = match conflict {
        Conflict::SameAsLine(line) => {
            (format!("{line} 行目と同じ特許です"), format!("the same patent as on line {line}"))
        }
        Conflict::NotInForce(state) => {
            let ja = match state.as_str() {
                "lapsed" => "消滅",
                "expired" => "満了",
                "refused" => "拒絶",
                "withdrawn" => "取下げ",
                "revoked" => "取消し",
                other => other,
            };
            (
                format!("索引によると権利は有効ではありません ({ja})"),
                format!("the index says that the right is {}", state.as_str()),
            )
        }
        Conflict::ListedByAnother(provider) => {
            (format!("{provider} も掲載しています"), format!("{provider} lists it too"))
        }
        Conflict::ExclusiveLicence { since } => (
            format!("{since} から専用実施権があります"),
            format!("an exclusive licence is in force since {since}"),
        ),
        Conflict::LicenceNotDeclared => (
            "専用実施権の有無が書かれていないため、「要確認」と表示されます".to_owned(),
            "it does not say that there is no exclusive licence, so that users are told to check".to_owned(),
        ),
    };
    Bilingual { ja, en }
}
