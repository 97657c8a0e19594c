//! Texts and names to terms, by the thread that brings the document.

use std::collections::BTreeMap;

use analysis::{Analyzer, AnalyzerGroup, Analyzers};

use super::{
    Values,
    queued::{FieldValue, FieldValues},
    values::Given,
};
use crate::{NameField, Schema, View, tokens};

/// One thread's analysers of all fields.
pub(crate) struct FieldAnalyzers {
    schema: Schema,
    /// By the first view of a language.
    languages: BTreeMap<View, OfLanguage>,
    names: BTreeMap<NameField, Analyzer>,
}

/// The views of a language that the configuration has, and an analyser each.
struct OfLanguage {
    views: Vec<View>,
    analyzers: AnalyzerGroup,
}

impl FieldAnalyzers {
    pub(crate) fn new(schema: &Schema, analyzers: &Analyzers) -> Self {
        const KNOWN: &str = "the schema was checked against the analysers";
        let names = NameField::ALL.iter().map(|&name| {
            let analyzer = schema.analyzer(schema.name(name)).and_then(|name| analyzers.get(name));
            (name, analyzer.expect(KNOWN))
        });
        let of_views = |views: &[View]| {
            let analyzer_of = |view: &View| {
                let field = schema.text_fields().iter().find(|field| field.view == *view)?;
                Some((*view, field.analyzer.as_str()))
            };
            let (views, names): (Vec<View>, Vec<&str>) = views.iter().filter_map(analyzer_of).unzip();
            OfLanguage { views, analyzers: analyzers.group(&names).expect(KNOWN) }
        };
        let languages = View::OF_LANGUAGES.iter().map(|views| (views[0], of_views(views)));
        Self { schema: schema.clone(), languages: languages.collect(), names: names.collect() }
    }

    /// The values as the engine takes them.
    pub(crate) fn analyze(&mut self, values: Values<'_>) -> FieldValues {
        let given = values.into_given();
        let mut fields = Vec::with_capacity(2 * given.len() + 3);
        for given in given {
            match given {
                Given::Text(part, language, text) => {
                    let key = View::of(language)[0];
                    let of_language = self.languages.get_mut(&key).expect("every language has views");
                    for (view, tokens) in of_language.views.iter().zip(of_language.analyzers.analyze(text)) {
                        if let Some(field) = self.schema.text(part, *view) {
                            fields.push((field.field, FieldValue::Terms(tokens::written(tokens))));
                        }
                    }
                }
                Given::Name(name, text) => {
                    let analyzer = self.names.get_mut(&name).expect("every name field has an analyser");
                    let terms = tokens::written(analyzer.analyze(text));
                    fields.push((self.schema.name(name), FieldValue::Terms(terms)));
                }
                Given::Value(field, value) => fields.push((field, value)),
            }
        }
        FieldValues(fields)
    }
}
