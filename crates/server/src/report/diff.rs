use query::{Cause, Diff};

use crate::{
    InterfaceLanguage,
    error::Bilingual,
    wire::{Change, ChangedCondition, DiffResponse},
};

/// A comparison as the API answers it.
pub fn diff_response(diff: &Diff, language: InterfaceLanguage) -> DiffResponse {
    let changes = |changes: &[query::Change]| changes.iter().map(|one| change(one, language)).collect();
    DiffResponse {
        from_generation: diff.from.to_string(),
        to_generation: diff.to.to_string(),
        total_from: diff.total_from,
        total_to: diff.total_to,
        added: changes(&diff.added),
        removed: changes(&diff.removed),
        changed: changes(&diff.changed),
        moved: diff.moved.clone(),
        unexplained: diff.unexplained,
    }
}

fn change(change: &query::Change, language: InterfaceLanguage) -> Change {
    let condition = |changed: &query::ChangedCondition| ChangedCondition {
        condition: changed.condition.clone(),
        holds: changed.holds,
    };
    Change {
        id: change.id.clone(),
        cause: change.cause.as_str().to_owned(),
        message: message(change).get(language).to_owned(),
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
        Cause::OthersChanged => Bilingual::new(
            "この文献は同じですが、検索式がたどる他の文献が変わりました",
            "it is as it was; other documents that the query follows changed",
        ),
    }
}
