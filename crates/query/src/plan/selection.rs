//! Which words of a long text are searched.
//!
//! A paragraph, a claim or a whole document has more words than tell anything: of each view, the `long.terms` words of
//! the greatest `times * idf` are searched, where `times` is how often the text says a word and
//! `idf = ln(1 + (N - n + 0.5) / (n + 0.5))` counts the n documents of all N with text in the view
//! that have it in the part where most have it. Equal words are taken in the order of the text. What was left out is told by a notice.

use indexer::{Generation, View};

use super::{Planner, locate_word, text::Counted};
use crate::{Problem, ProblemCode, QueryError, rank::documents_in};

impl Planner<'_> {
    /// The words that are searched, in the order of the text.
    pub(super) fn selected<'f>(
        &mut self,
        view: View,
        counted: Vec<Counted<'f>>,
    ) -> Result<Vec<Counted<'f>>, QueryError> {
        let limit = self.ranking().long.terms;
        if counted.len() <= limit {
            return Ok(counted);
        }
        let all = documents_in(self.generation, view)?;
        let mut weighed = Vec::with_capacity(counted.len());
        for (place, word) in counted.into_iter().enumerate() {
            let documents = document_frequency(self.generation, view, word.term)?;
            let idf = idf(all, documents);
            // What no document has in one word may be there in others, which is tried for Japanese compounds only.
            let weight = if documents == 0 && view != View::Ja { 0.0 } else { f64::from(word.times) * idf };
            weighed.push((place, weight, word));
        }
        let distinct = weighed.len();
        weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weighed.truncate(limit);
        weighed.sort_by_key(|(place, ..)| *place);
        self.note_selection(distinct, limit);
        Ok(weighed.into_iter().map(|(.., word)| word).collect())
    }

    /// One notice a query, with the numbers of the view that had most words.
    fn note_selection(&mut self, distinct: usize, limit: usize) {
        let notice = selected_notice(distinct, limit);
        match self.problems.iter_mut().find(|problem| problem.code == ProblemCode::WordsSelected) {
            None => self.problems.push(notice),
            Some(known) if known.subject.parse().unwrap_or(0) < distinct => *known = notice,
            Some(_) => {}
        }
    }
}

/// What a reader is told of words that were not searched.
pub(crate) fn selected_notice(distinct: usize, limit: usize) -> Problem {
    let message = format!(
        "of {distinct} different words, the {limit} that tell most were searched (long.terms of ranking.toml)"
    );
    Problem::new(ProblemCode::WordsSelected, 0..0, &distinct.to_string(), message)
}

/// Documents with the term in the part in which most have it.
pub(crate) fn document_frequency(generation: &Generation, view: View, term: &str) -> Result<u64, QueryError> {
    let word = locate_word(generation, view, term)?;
    Ok(word.parts().map(|(_, located)| located.documents()).max().unwrap_or(0))
}

/// How much a term tells that `with` of `all` documents have.
pub(crate) fn idf(all: u64, with: u64) -> f64 {
    let (all, with) = (all.max(with) as f64, with as f64);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
