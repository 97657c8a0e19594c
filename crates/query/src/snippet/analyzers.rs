//! The analysers of a text's views, for the views that a query looks at.

use analysis::TokenBuffer;
use indexer::{Generation, View};
use model::Language;

use crate::{QueryError, workers::Worker};

/// Analysers with their views; those of one language are in its views' order.
pub(super) struct Analyzers(Vec<(View, Worker)>);

impl Analyzers {
    /// Of the views that are wanted.
    pub(super) fn of(generation: &Generation, is_wanted: impl Fn(View) -> bool) -> Result<Self, QueryError> {
        let languages = [Language::EN, Language::JA, Language::UNDETERMINED];
        let views = languages.into_iter().flat_map(View::of).copied().filter(|view| is_wanted(*view));
        let workers = views.map(|view| Ok((view, Worker::of_view(generation, view)?)));
        workers.collect::<Result<_, QueryError>>().map(Self)
    }

    /// The tokens of a text in each wanted view of its language.
    pub(super) fn analyze(
        &mut self,
        language: Language,
        text: &str,
    ) -> impl Iterator<Item = (View, &TokenBuffer)> {
        let of_language = View::of(language);
        let workers = self.0.iter_mut().filter(|(view, _)| of_language.contains(view));
        workers.map(move |(view, worker)| (*view, worker.analyze(text)))
    }
}
