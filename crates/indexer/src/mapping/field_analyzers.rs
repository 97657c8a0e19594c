//! Texts and names to terms, by the thread that brings the document.

use std::collections::BTreeMap;

use analysis::{Analyzer, AnalyzerGroup, Analyzers, WrittenTokens};
use tantivy::schema::Field;

use super::{
    Values,
    field_values::{FieldValue, FieldValues},
    values::Given,
};
use crate::{NameField, Part, Schema, View};

/// One thread's analysers of all fields.
pub(crate) struct FieldAnalyzers {
    schema: Schema,
    /// By the first view of a language.
    languages: BTreeMap<View, OfLanguage>,
    names: BTreeMap<NameField, OfName>,
    /// Scratch: all tokens of the document at hand.
    written: Vec<u8>,
}

/// The views of a language that the configuration has, and an analyser each.
struct OfLanguage {
    views: Vec<View>,
    analyzers: AnalyzerGroup,
    /// The tokens of each view of the document at hand, by part.
    tokens: BTreeMap<Part, Vec<WrittenTokens>>,
}

struct OfName {
    analyzer: Analyzer,
    /// Of the document at hand.
    tokens: WrittenTokens,
}

impl FieldAnalyzers {
    pub(crate) fn new(schema: &Schema, analyzers: &Analyzers) -> Self {
        const KNOWN: &str = "the schema was checked against the analysers";
        let names = NameField::ALL.iter().map(|&name| {
            let analyzer = schema.analyzer(schema.name(name)).and_then(|name| analyzers.get(name));
            (name, OfName { analyzer: analyzer.expect(KNOWN), tokens: WrittenTokens::default() })
        });
        let of_views = |views: &[View]| {
            let analyzer_of = |view: &View| {
                let field = schema.text_fields().iter().find(|field| field.view == *view)?;
                Some((*view, field.analyzer.as_str()))
            };
            let (views, names): (Vec<View>, Vec<&str>) = views.iter().filter_map(analyzer_of).unzip();
            OfLanguage { views, analyzers: analyzers.group(&names).expect(KNOWN), tokens: BTreeMap::new() }
        };
        let languages = View::OF_LANGUAGES.iter().map(|views| (views[0], of_views(views)));
        Self {
            schema: schema.clone(),
            languages: languages.collect(),
            names: names.collect(),
            written: Vec::new(),
        }
    }

    /// The values as a segment takes them: all texts of a field are one value.
    pub(crate) fn analyze(&mut self, values: Values<'_>) -> FieldValues {
        let given = values.into_given();
        let mut values = Vec::with_capacity(given.len() + 3);
        for given in given {
            match given {
                Given::Text(part, language, text) => {
                    let key = View::of(language)[0];
                    let of_language = self.languages.get_mut(&key).expect("every language has views");
                    let tokens = of_language.tokens.entry(part).or_default();
                    of_language.analyzers.write(text, tokens);
                }
                Given::Name(name, text) => {
                    let of_name = self.names.get_mut(&name).expect("every name field has an analyser");
                    of_name.tokens.add(of_name.analyzer.analyze(text));
                }
                Given::Value(field, value) => values.push((field, value)),
            }
        }
        let written = &mut self.written;
        written.clear();
        let mut take = |field: Field, tokens: &mut WrittenTokens| {
            let start = written.len();
            tokens.take(written);
            if start < written.len() {
                values.push((field, FieldValue::Terms(start..written.len())));
            }
        };
        for OfLanguage { views, tokens, .. } in self.languages.values_mut() {
            for (part, tokens) in tokens {
                for (view, tokens) in views.iter().zip(tokens) {
                    match self.schema.text(*part, *view) {
                        Some(field) => take(field.field, tokens),
                        None => *tokens = WrittenTokens::default(),
                    }
                }
            }
        }
        for (name, of_name) in &mut self.names {
            take(self.schema.name(*name), &mut of_name.tokens);
        }
        FieldValues { values, terms: written.as_slice().into() }
    }
}

#[cfg(test)]
mod tests {
    use model::{Document, Language, Patent, Text};

    use super::*;
    use crate::{IndexConfig, mapping};

    /// The terms of the fields that a document has some of.
    fn written(worker: &mut FieldAnalyzers, abstracts: &[&str]) -> Vec<(Field, Vec<u8>)> {
        let mut patent = Patent::new("US-1-A".parse().unwrap());
        let text = |text: &&str| Text { language: Language::EN, text: (*text).to_owned() };
        patent.abstracts = abstracts.iter().map(text).collect();
        let document = Document::Patent(Box::new(patent));
        let FieldValues { values, terms } = worker.analyze(mapping::map(&worker.schema.clone(), &document));
        let of_value = |(field, value)| match value {
            FieldValue::Terms(range) => Some((field, terms[range].to_owned())),
            _ => None,
        };
        values.into_iter().filter_map(of_value).collect()
    }

    #[test]
    fn a_document_leaves_nothing_to_the_next_one() {
        let config = IndexConfig::shipped();
        let analyzers = Analyzers::load(&config.analyzers, &analysis::default_cache_dir()).unwrap();
        let schema = Schema::new(&config.fields, &analyzers).unwrap();
        let mut worker = FieldAnalyzers::new(&schema, &analyzers);
        let first = written(&mut worker, &["A cathode.", "An anode."]);
        assert_eq!(first.len(), 2, "{first:?}");
        for between in [&["…"] as &[&str], &[], &["The", "…", "longer text. Of two sentences."]] {
            let is_wordless = between.iter().all(|text| *text == "…");
            assert_eq!(written(&mut worker, between).is_empty(), is_wordless);
            assert_eq!(written(&mut worker, &["A cathode.", "An anode."]), first);
        }
    }
}
