//! Words within an edit distance, letters exchanged with a neighbour counting once (Schulz and Mihov, "Fast string
//! correction with Levenshtein automata", 2002). No letter is edited twice, the restricted form of the distance.

use std::sync::LazyLock;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy_fst::Automaton;

use super::MARKER;

/// The tables depend on the distance only and take milliseconds to make.
static BUILDERS: [LazyLock<LevenshteinAutomatonBuilder>; 2] = [
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true)),
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true)),
];

/// Words within a distance.
pub(super) struct Fuzzy {
    states: DFA,
}

/// The words at most `distance` (1 or 2) from `word`.
pub(super) fn automaton(word: &str, distance: u8) -> Fuzzy {
    let builder = &BUILDERS[usize::from(distance.clamp(1, 2)) - 1];
    Fuzzy { states: builder.build_dfa(word) }
}

impl Automaton for Fuzzy {
    /// The state of the table, and whether the term has begun.
    type State = (u32, bool);

    fn start(&self) -> Self::State {
        (self.states.initial_state(), false)
    }

    fn is_match(&self, (state, _): &Self::State) -> bool {
        matches!(self.states.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, (state, _): &Self::State) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, (state, has_begun): &Self::State, byte: u8) -> Self::State {
        let is_marker = !has_begun && byte == MARKER;
        (if is_marker { SINK_STATE } else { self.states.transition(*state, byte) }, true)
    }
}
