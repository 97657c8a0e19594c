//! Values that are one term: keywords, numbers, DOIs.

use crate::fold::push_lower;
use crate::normalize::{Normalized, Profile};
use crate::token::TokenBuffer;

/// The whole value as one term: NFKC, lower case, white space at the ends dropped and single inside.
pub(crate) fn analyze_keyword(text: &str, normalized: &mut Normalized, out: &mut TokenBuffer) {
    Profile::Exact.normalizer().normalize(text, normalized);
    for (index, word) in normalized.text().split(is_space).filter(|word| !word.is_empty()).enumerate() {
        if index > 0 {
            out.pending().push(' ');
        }
        word.chars().for_each(|c| push_lower(c, out.pending()));
    }
    commit_whole(normalized, out);
}

/// Ways to write a DOI that are not part of it (DOI Handbook, 3.8: presentation as a link or with a prefix).
const DOI_PREFIXES: &[&str] =
    &["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];

/// The whole value as one term: NFKC, lower case, without white space, and without a DOI's resolver.
pub(crate) fn analyze_identifier(text: &str, normalized: &mut Normalized, out: &mut TokenBuffer) {
    Profile::Exact.normalizer().normalize(text, normalized);
    let start = out.pending_start();
    normalized.text().chars().filter(|&c| !is_space(c)).for_each(|c| push_lower(c, out.pending()));
    let pending = out.pending();
    if let Some(prefix) = DOI_PREFIXES.iter().find(|prefix| pending[start..].starts_with(**prefix)) {
        pending.replace_range(start..start + prefix.len(), "");
    }
    commit_whole(normalized, out);
}

fn commit_whole(normalized: &Normalized, out: &mut TokenBuffer) {
    let normal = normalized.text();
    let start = normal.len() - normal.trim_start_matches(is_space).len();
    let end = normal.trim_end_matches(is_space).len();
    if start < end {
        out.commit(normalized.source_range(start..end, &mut 0), 0);
    } else {
        out.discard();
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}
