//! What else says a term.

use indexer::View;

/// A list of terms that say what another says: in the other language, or in the same.
pub trait OtherWords {
    /// Other keys for a key of a view, each with the view that it is of: terms joined by single spaces, the likeliest
    /// first. None for a key that is not listed.
    fn of(&self, view: View, key: &str) -> Vec<(View, String)>;
}

/// Where nothing is listed.
impl OtherWords for () {
    fn of(&self, _: View, _: &str) -> Vec<(View, String)> {
        Vec::new()
    }
}
