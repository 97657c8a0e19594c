//! The terms of texts, counted.

use std::{collections::HashMap, sync::Arc};

use indexer::{Generation, Part, RankingConfig, View};
use model::Language;
use rustc_hash::FxHashMap;

use super::bm25f::ViewStatistics;
use crate::{QueryError, workers::Worker};

/// The terms of some texts by view and part, in the views of words.
#[derive(Debug, Default)]
pub(super) struct TermCounts {
    /// By view and term, ascending.
    pub(super) terms: Vec<((View, String), Counted)>,
    /// Terms of each part, repeated ones too.
    lengths: HashMap<(View, Part), u32>,
}

#[derive(Debug)]
pub(super) struct Counted {
    /// As it is written where it stands first.
    pub(super) name: String,
    /// By the part's place in [`Part::ALL`].
    by_part: [u32; Part::ALL.len()],
}

/// What the terms of one view are weighed by.
pub(super) struct OfView<'g> {
    ranking: &'g RankingConfig,
    view: View,
    pub(super) statistics: Arc<ViewStatistics>,
}

impl TermCounts {
    /// Counts texts whose languages are known, each in the view of its language's words.
    pub(super) fn of<'t>(
        generation: &Generation,
        texts: impl Iterator<Item = (Part, Language, &'t str)>,
    ) -> Result<Self, QueryError> {
        Self::in_views(generation, texts.filter_map(in_view))
    }

    pub(super) fn in_views<'t>(
        generation: &Generation,
        texts: impl Iterator<Item = (Part, View, &'t str)>,
    ) -> Result<Self, QueryError> {
        let mut by_view: Vec<(View, FxHashMap<String, Counted>)> = Vec::new();
        let mut lengths: HashMap<(View, Part), u32> = HashMap::new();
        for (part, view, text) in texts {
            let mut analyzer = Worker::of_view(generation, view)?;
            let at = by_view.iter().position(|(known, _)| *known == view).unwrap_or(by_view.len());
            if at == by_view.len() {
                by_view.push((view, FxHashMap::default()));
            }
            let terms = &mut by_view[at].1;
            let length = lengths.entry((view, part)).or_default();
            for token in analyzer.analyze(text).iter().filter(|token| !token.is_marker()) {
                *length += 1;
                let counted = match terms.get_mut(token.term) {
                    Some(counted) => counted,
                    None => terms
                        .entry(token.term.to_owned())
                        .or_insert(Counted { name: text[token.byte_range].to_owned(), by_part: [0; _] }),
                };
                counted.by_part[part as usize] += 1;
            }
        }
        let of_view = |(view, terms): (View, FxHashMap<String, Counted>)| {
            terms.into_iter().map(move |(term, counted)| ((view, term), counted))
        };
        let mut terms: Vec<_> = by_view.into_iter().flat_map(of_view).collect();
        terms.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Ok(Self { terms, lengths })
    }

    /// The saturated frequency that BM25F gives a term in the texts, as if they were a document: the frequencies of
    /// all parts, weighed and set against the parts' lengths, become `(k1 + 1) * t / (k1 + t)`.
    pub(super) fn saturated(&self, of_view: &OfView<'_>, counted: &Counted) -> f32 {
        let OfView { ranking, view, statistics } = of_view;
        let of_part = |(part, times): (&Part, &u32)| {
            let b = ranking.b(*part, *view);
            let relative_length = statistics.relative_length(*part, self.lengths[&(*view, *part)]);
            ranking.part[part].weight * *times as f32 / (1.0 - b + b * relative_length)
        };
        let occurring = Part::ALL.iter().zip(&counted.by_part).filter(|(_, times)| 0 < **times);
        let pseudo_frequency: f32 = occurring.map(of_part).sum();
        let k1 = ranking.view[view].k1;
        (k1 + 1.0) * pseudo_frequency / (k1 + pseudo_frequency)
    }
}

impl<'g> OfView<'g> {
    pub(super) fn new(generation: &'g Generation, view: View) -> Result<Self, QueryError> {
        let statistics = ViewStatistics::of(generation, view)?;
        Ok(Self { ranking: &generation.config().ranking, view, statistics })
    }
}

/// A text in the view of its language's words, which is the language's first.
pub(super) fn in_view((part, language, text): (Part, Language, &str)) -> Option<(Part, View, &str)> {
    Some((part, *View::of(language).first()?, text))
}
