//! The terms of texts, counted.

use std::collections::BTreeMap;

use indexer::{Generation, Part, View};
use model::Language;

use super::bm25f::ViewStatistics;
use crate::{QueryError, workers::Worker};

/// The terms of some texts by view and part, in the views of words.
#[derive(Debug, Default)]
pub(super) struct TermCounts {
    pub(super) terms: BTreeMap<(View, String), Counted>,
    /// Terms of each part, repeated ones too.
    pub(super) lengths: BTreeMap<(View, Part), u32>,
}

#[derive(Debug)]
pub(super) struct Counted {
    /// As it is written where it stands first.
    pub(super) name: String,
    pub(super) by_part: BTreeMap<Part, u32>,
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
        let mut counts = Self::default();
        for (part, view, text) in texts {
            let mut analyzer = Worker::of_view(generation, view)?;
            for token in analyzer.analyze(text).iter().filter(|token| !token.is_marker()) {
                *counts.lengths.entry((view, part)).or_default() += 1;
                let counted = counts.terms.entry((view, token.term.to_owned())).or_insert_with(|| Counted {
                    name: text[token.byte_range].to_owned(),
                    by_part: BTreeMap::new(),
                });
                *counted.by_part.entry(part).or_default() += 1;
            }
        }
        Ok(counts)
    }

    /// The saturated frequency that BM25F gives a term in the texts, as if they were a document: the frequencies of
    /// all parts, weighed and set against the parts' lengths, become `(k1 + 1) * t / (k1 + t)`.
    pub(super) fn saturated(
        &self,
        generation: &Generation,
        view: View,
        counted: &Counted,
    ) -> Result<f32, QueryError> {
        let ranking = &generation.config().ranking;
        let statistics = ViewStatistics::of(generation, view)?;
        let of_part = |(part, times): (&Part, &u32)| {
            let b = ranking.b(*part, view);
            let relative_length = statistics.relative_length(*part, self.lengths[&(view, *part)]);
            ranking.part[part].weight * *times as f32 / (1.0 - b + b * relative_length)
        };
        let pseudo_frequency: f32 = counted.by_part.iter().map(of_part).sum();
        let k1 = ranking.view[&view].k1;
        Ok((k1 + 1.0) * pseudo_frequency / (k1 + pseudo_frequency))
    }
}

/// A text in the view of its language's words, which is the language's first.
pub(super) fn in_view((part, language, text): (Part, Language, &str)) -> Option<(Part, View, &str)> {
    Some((part, *View::of(language).first()?, text))
}
