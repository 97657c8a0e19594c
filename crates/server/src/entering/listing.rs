use commons::{
    Applied, Commons, Day, Digest, ImportApplied, ImportDefaults, ImportPlan, Link, ProviderId, Refusal,
    RowNumber, RowOutcome, RowProblem, TermsId, TermsVersion,
};
use indexer::Generation;
use serde_json::Value;

use crate::{
    HttpError, PlanningError, ProblemKind,
    error::{Bilingual, Item, Place, refused},
    held::plan_table,
    request::{Pairs, parsed, parsed_if_given},
    signed_in::SignedIn,
    wire::{Candidate, ListingRequest, document_href},
};

/// What a table's rows leave out, before the ledger is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ImportAsked {
    terms: Option<(TermsId, Option<u32>)>,
    from: Option<Day>,
    evidence: Option<Link>,
}

impl ImportAsked {
    /// What the parameters of an import say.
    pub(crate) const PARAMETERS: &[&str] = &["terms", "from", "evidence", "lang"];

    /// Reads `terms=NAME` or `NAME@VERSION`, `from` and `evidence`.
    pub(crate) fn read(pairs: &Pairs) -> Result<Self, HttpError> {
        let terms = pairs.get("terms").map(str::trim).filter(|terms| !terms.is_empty());
        let terms = match terms.map(|terms| terms.split_once('@').unwrap_or((terms, ""))) {
            None => None,
            Some((terms, "")) => Some((parsed(terms, "/terms")?, None)),
            Some((terms, version)) => {
                let number = version.parse().ok().filter(|version| 0 < *version);
                let number = number.ok_or_else(|| not_a_version(version))?;
                Some((parsed(terms, "/terms")?, Some(number)))
            }
        };
        Ok(Self {
            terms,
            from: parsed_if_given(pairs.get("from"), "/from")?,
            evidence: parsed_if_given(pairs.get("evidence"), "/evidence")?,
        })
    }

    fn defaults(&self, commons: &Commons, provider: &ProviderId) -> Result<ImportDefaults, HttpError> {
        let terms = match &self.terms {
            None => None,
            Some((terms, version)) => {
                let last = commons.snapshot()?.register().last_version(terms);
                let version = TermsVersion { terms: terms.clone(), version: version.unwrap_or(last.max(1)) };
                if last == 0 {
                    let place = Place::Parameter("terms".to_owned());
                    return Err(refused(&Refusal::UnknownTerms(version), place));
                }
                Some(version)
            }
        };
        let from = self.from.unwrap_or_else(|| commons.now().day());
        Ok(ImportDefaults { provider: provider.clone(), terms, from, evidence: self.evidence.clone() })
    }
}

fn not_a_version(written: &str) -> HttpError {
    let message = Bilingual::new(
        format!("条項の版 {written} は 1 からの番号ではありません"),
        format!("{written:?} is not a version from 1"),
    );
    HttpError::invalid(vec![Item::new(Place::Parameter("terms".to_owned()), "not-readable", message)])
}

/// What every row of a table would do, without doing it.
pub(crate) fn plan_of(
    signed: &SignedIn,
    generation: &Generation,
    provider: &ProviderId,
    asked: &ImportAsked,
    table: &[u8],
) -> Result<ImportPlan, HttpError> {
    let defaults = asked.defaults(&signed.commons, provider)?;
    plan_table(&signed.commons, generation, table, &signed.author, &defaults)?.map_err(HttpError::from)
}

/// Enters a table whose plan was shown under a digest: all of it or nothing, and once.
pub(crate) fn apply_table(signed: &SignedIn, plan: &ImportPlan, shown: Digest) -> Result<Applied, HttpError> {
    match signed.commons.apply_import(plan, shown)? {
        ImportApplied::Applied(applied) => Ok(applied),
        ImportApplied::Changed => Err(HttpError::new(
            ProblemKind::Conflict,
            Bilingual::new(
                "表、索引、又は表の特許についての台帳の記録が、確認したときから変わりました。もう一度確認してください",
                "the table, the index or what the ledger says of its patents is not what was shown; look at a new plan",
            ),
        )),
        ImportApplied::Refused => {
            let rows = plan.rows.iter().filter_map(|row| match &row.outcome {
                RowOutcome::Refused(problems) => Some((row.line, problems)),
                _ => None,
            });
            let items =
                rows.flat_map(|(line, problems)| problems.iter().map(move |problem| of_row(line, problem)));
            Err(HttpError {
                items: items.take(MAX_ITEMS).collect(),
                ..HttpError::new(
                    ProblemKind::Conflict,
                    Bilingual::new(
                        "記録できない行があるため、何も記録していません",
                        "nothing was entered, because rows are refused",
                    ),
                )
            })
        }
    }
}

/// Most rows that one answer names.
const MAX_ITEMS: usize = 100;

fn of_row(line: u64, problem: &RowProblem) -> Item {
    let said = problem.sentence();
    let message = Bilingual::new(format!("{line} 行目: {}", said.ja), format!("line {line}: {}", said.en));
    Item::new(Place::Pointer(format!("/{line}")), "refused-row", message)
}

/// Plans the listing, change or withdrawal of one patent, as a table of one row.
pub(crate) fn one_listing(
    signed: &SignedIn,
    generation: &Generation,
    provider: &ProviderId,
    request: &ListingRequest,
) -> Result<ImportPlan, HttpError> {
    // A plain struct with string keys: serialising it cannot fail.
    let row = serde_json::to_value(request).unwrap_or_default();
    let table = Value::Array(vec![row]).to_string();
    let plan = plan_of(signed, generation, provider, &ImportAsked::default(), table.as_bytes())?;
    let Some(row) = plan.rows.first() else { return Ok(plan) };
    match &row.outcome {
        RowOutcome::Refused(problems) => Err(of_one(problems, &row.number)),
        _ => Ok(plan),
    }
}

/// Why the one patent is refused: what the ledger says weighs more than what cannot be read.
fn of_one(problems: &[RowProblem], number: &RowNumber) -> HttpError {
    if let [RowProblem::Refused(refusal)] = problems {
        return refused(refusal, Place::Pointer(String::new()));
    }
    let items = problems.iter().map(|problem| {
        let said = problem.sentence();
        let message = Bilingual::new(said.ja, said.en);
        Item::new(Place::Pointer(String::new()), "refused-row", message)
    });
    let candidates = match number {
        RowNumber::Ambiguous(numbers) => numbers.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let candidates = candidates.into_iter().map(|id: String| Candidate { href: document_href(&id), id });
    HttpError { candidates: candidates.collect(), ..HttpError::invalid(items.collect()) }
}

impl From<PlanningError> for HttpError {
    fn from(error: PlanningError) -> Self {
        match error {
            PlanningError::Index(error) => error.into(),
            PlanningError::Ledger(error) => error.into(),
        }
    }
}
