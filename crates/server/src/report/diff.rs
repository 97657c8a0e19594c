use std::sync::Arc;

use commons::{Commons, ListingState, Snapshot};
use indexer::Generation;
use query::{Cause, Diff, DiffSide};

use super::{ReportError, Reported};
use crate::{
    InterfaceLanguage,
    error::Bilingual,
    wire::{Change, ChangedCondition, DiffResponse, ReportedLedger},
};

/// One side of a comparison: a generation of the index, and a state of the ledger where there is one.
#[derive(Clone)]
pub struct Side {
    pub generation: Arc<Generation>,
    pub ledger: Option<ReportedLedger>,
}

/// What a search finds on one side and not on the other, and why.
pub fn compare(
    asked: &Reported,
    from: &Side,
    to: &Side,
    commons: Option<&Commons>,
    language: InterfaceLanguage,
) -> Result<DiffResponse, ReportError> {
    let asked_ast = asked.ast.without_lines();
    let pinned = |side: &Side| match &side.ledger {
        Some(ledger) => (ledger.pin(&asked_ast), ledger.pin_scope(&asked.scope)),
        None => (asked_ast.clone(), asked.scope.clone()),
    };
    let (before, after) = (pinned(from), pinned(to));
    let diff = query::diff(
        DiffSide { generation: &from.generation, ast: &before.0, scope: &before.1 },
        DiffSide { generation: &to.generation, ast: &after.0, scope: &after.1 },
        asked.sort,
    )?;
    let snapshot = commons.map(Commons::snapshot).transpose()?;
    let story = snapshot.zip(to.ledger.as_ref()).map(|(snapshot, ledger)| Story { snapshot, ledger });
    let revision = |side: &Side| side.ledger.as_ref().map(|ledger| ledger.revision);
    Ok(DiffResponse {
        from_revision: revision(from),
        to_revision: revision(to),
        ..response(&diff, story.as_ref(), language)
    })
}

/// What the ledger tells of a document that a condition on it does not find as before.
struct Story<'l> {
    snapshot: Arc<Snapshot>,
    /// The later state.
    ledger: &'l ReportedLedger,
}

/// Why the ledger answers otherwise.
struct LedgerCause {
    code: &'static str,
    message: Bilingual,
    entry: u64,
    on: String,
}

impl Story<'_> {
    /// The withdrawal or the listing that holds on the later day; none where the change is another one, such as of an owner.
    fn of(&self, id: &str) -> Option<LedgerCause> {
        let number = id.parse().ok()?;
        let patent = self.snapshot.patent(self.snapshot.place(&number)?)?;
        let day = self.ledger.day.parse().ok()?;
        let states = self.snapshot.history(patent, self.ledger.revision).listings(day);
        let causes = states.into_iter().filter_map(|(provider, state)| match state {
            ListingState::Withdrawn { on, entry, .. } => {
                let reason = match &entry.event {
                    commons::Event::ListingWithdrawn { reason: Some(reason), .. } => format!(": {reason}"),
                    _ => String::new(),
                };
                let message = Bilingual::new(
                    format!("{on} に {provider} がコモンズから取り下げました{reason}"),
                    format!("withdrawn from the commons on {on} by {provider}{reason}"),
                );
                Some(LedgerCause {
                    code: "withdrawn-from-commons",
                    message,
                    entry: entry.number,
                    on: on.to_string(),
                })
            }
            ListingState::Current(listing) => {
                let since = listing.since;
                let message = Bilingual::new(
                    format!("{since} に {provider} がコモンズに掲載しました"),
                    format!("listed in the commons on {since} by {provider}"),
                );
                let entry = listing.listed.number;
                Some(LedgerCause { code: "listed-in-commons", message, entry, on: since.to_string() })
            }
            ListingState::NotYet { .. } | ListingState::Ended { .. } => None,
        });
        causes.max_by_key(|cause| cause.entry)
    }
}

fn response(diff: &Diff, story: Option<&Story<'_>>, language: InterfaceLanguage) -> DiffResponse {
    let changes =
        |changes: &[query::Change]| changes.iter().map(|one| change(one, story, language)).collect();
    DiffResponse {
        from_generation: diff.from.to_string(),
        to_generation: diff.to.to_string(),
        from_revision: None,
        to_revision: None,
        total_from: diff.total_from,
        total_to: diff.total_to,
        added: changes(&diff.added),
        removed: changes(&diff.removed),
        changed: changes(&diff.changed),
        moved: diff.moved.clone(),
        unexplained: diff.unexplained,
    }
}

fn change(change: &query::Change, story: Option<&Story<'_>>, language: InterfaceLanguage) -> Change {
    let condition = |changed: &query::ChangedCondition| ChangedCondition {
        condition: changed.condition.clone(),
        holds: changed.holds,
    };
    let joined = change.conditions.iter().find(|condition| condition.is_joined);
    // A withdrawal does not bring a document into the result, and a listing does not take it out.
    let tells = |cause: &LedgerCause, holds: bool| (cause.code == "listed-in-commons") == holds;
    let told = joined.filter(|_| change.cause == Cause::JoinedSetChanged);
    let of_ledger = told.and_then(|joined| story?.of(&change.id).filter(|cause| tells(cause, joined.holds)));
    let (code, said) = match &of_ledger {
        Some(cause) => (cause.code, cause.message.clone()),
        None => (change.cause.as_str(), message(change)),
    };
    Change {
        id: change.id.clone(),
        cause: code.to_owned(),
        message: said.get(language).to_owned(),
        entry: of_ledger.as_ref().map(|cause| cause.entry),
        on: of_ledger.map(|cause| cause.on),
        conditions: change.conditions.iter().map(condition).collect(),
        parts: change.parts.iter().map(|part| (*part).to_owned()).collect(),
    }
}

fn message(change: &query::Change) -> Bilingual {
    let parts = change.parts.join(", ");
    let conditions: Vec<&str> = change.conditions.iter().map(|changed| changed.condition.as_str()).collect();
    let conditions = conditions.join(", ");
    match change.cause {
        Cause::NewInIndex => Bilingual::new("新しく索引に入りました", "new in the index"),
        Cause::RemovedFromIndex => Bilingual::new("索引から除かれました", "removed from the index"),
        Cause::ContentMatches => Bilingual::new(
            format!("内容 ({parts}) が変わり、次の条件の合否が変わりました: {conditions}"),
            format!("its content changed ({parts}), and with it whether it fulfils {conditions}"),
        ),
        Cause::StatusChanged => Bilingual::new("法的状態だけが変わりました", "only its legal status changed"),
        Cause::ContentChanged => Bilingual::new(
            format!("条件の合否は同じで、内容 ({parts}) が変わりました"),
            format!("its content changed ({parts}); it matches as before"),
        ),
        Cause::JoinedSetChanged => Bilingual::new(
            format!("この文献は同じで、コモンズの条件の合否が変わりました: {conditions}"),
            format!("it is as it was; the commons changed, and with it whether it fulfils {conditions}"),
        ),
        Cause::OthersChanged => Bilingual::new(
            "この文献は同じですが、検索式がたどる他の文献が変わりました",
            "it is as it was; other documents that the query follows changed",
        ),
    }
}
