use model::{LegalState, LegalStatus};

use crate::{st36, xml::Element};

/// INPADOC event codes of the EPO that end an application or a patent in all states at once.
///
/// Lapses in single states (PG25 and the national codes) are not in the model: a European patent is then alive in
/// some states and dead in others, and one state would say something wrong.
const ENDS: [(&str, LegalState); 4] = [
    ("18D", LegalState::Withdrawn),
    ("18W", LegalState::Withdrawn),
    ("18R", LegalState::Refused),
    ("27W", LegalState::Revoked),
];

/// The latest event that ends the right, as a status of its day.
pub(super) fn of_events(events: &Element, office: &str) -> Option<LegalStatus> {
    let ends = events.children_named("legal-event").filter(|event| event.attr("country") == Some(office));
    let ends = ends.filter_map(|event| {
        let code = event.attr("code")?;
        let state = ENDS.iter().find(|(known, _)| *known == code).map(|(_, state)| *state)?;
        let as_of = event.attr("date").and_then(st36::st2_date);
        let title = event.text_at("legal-event-body/event-title");
        let evidence =
            [Some(format!("{office} {code}")), title].into_iter().flatten().collect::<Vec<_>>().join(": ");
        Some(LegalStatus { state, as_of, territory: None, evidence: Some(evidence) })
    });
    ends.max_by_key(|status| status.as_of)
}
