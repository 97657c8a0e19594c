//! The physical fields of an index, resolved to the engine's.

mod analyzers;
mod names;

use std::{collections::BTreeMap, sync::Arc};

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, SchemaBuilder, TextFieldIndexing, TextOptions,
};

pub use names::{KeywordField, NameField, NumberField, Part, View};

use crate::config::{ConfigError, FieldsConfig, KeywordOptions, NumberOptions, RAW, Record};

/// The name of the stored field that holds a document.
pub(crate) const STORED: &str = "document";

/// The physical fields of an index by name and by meaning. Cheap to clone.
#[derive(Clone)]
pub struct Schema(Arc<Inner>);

struct Inner {
    engine: tantivy::schema::Schema,
    text: Vec<TextField>,
    names: BTreeMap<NameField, Field>,
    keywords: BTreeMap<KeywordField, Field>,
    numbers: BTreeMap<NumberField, Field>,
    /// By field id; `None` where a value is one term as it stands, or not a text.
    analyzers: Vec<Option<String>>,
    stored: Field,
}

/// A physical text field: a part in a view, `claims.first.ja`.
#[derive(Debug, Clone)]
pub struct TextField {
    pub name: Arc<str>,
    pub part: Part,
    pub view: View,
    /// The name of its analyser in `analyzers.toml`.
    pub analyzer: String,
    pub field: Field,
}

impl Schema {
    /// Builds the engine's schema. The order of fields is that of the names' enums, whatever the file's order.
    ///
    /// A field whose analyser is not among `analyzers` is refused.
    pub fn new(config: &FieldsConfig, analyzers: &analysis::Analyzers) -> Result<Self, ConfigError> {
        config.check_analyzers(analyzers.names())?;
        Ok(Self::build(config))
    }

    pub(crate) fn build(config: &FieldsConfig) -> Self {
        let mut builder = SchemaBuilder::default();
        let mut analyzers = Vec::new();
        let mut text = Vec::new();
        for &part in Part::ALL {
            for &view in &config.parts[&part].views {
                let name: Arc<str> = format!("{part}.{view}").into();
                let analyzer = config.views[&view].analyzer.clone();
                let indexing = indexing(&analyzer, config.parts[&part].record, true);
                let field =
                    builder.add_text_field(&name, TextOptions::default().set_indexing_options(indexing));
                analyzers.push(Some(analyzer.clone()));
                text.push(TextField { name, part, view, analyzer, field });
            }
        }
        let mut names = BTreeMap::new();
        for &name in NameField::ALL {
            let options = &config.names[&name];
            let indexing = indexing(&options.analyzer, options.record, true);
            let options_of_engine = TextOptions::default().set_indexing_options(indexing);
            names.insert(name, builder.add_text_field(name.as_str(), options_of_engine));
            analyzers.push(Some(options.analyzer.clone()));
        }
        let mut keywords = BTreeMap::new();
        for &keyword in KeywordField::ALL {
            let options = &config.keywords[&keyword];
            keywords.insert(keyword, builder.add_text_field(keyword.as_str(), keyword_options(options)));
            analyzers.push((options.analyzer != RAW).then(|| options.analyzer.clone()));
        }
        let mut numbers = BTreeMap::new();
        for &number in NumberField::ALL {
            let options = number_options(&config.numbers[&number]);
            numbers.insert(number, builder.add_u64_field(number.as_str(), options));
            analyzers.push(None);
        }
        let stored = builder.add_bytes_field(STORED, tantivy::schema::STORED);
        analyzers.push(None);
        let engine = builder.build();
        Self(Arc::new(Inner { engine, text, names, keywords, numbers, analyzers, stored }))
    }

    /// The engine's own schema.
    pub fn tantivy(&self) -> &tantivy::schema::Schema {
        &self.0.engine
    }

    /// Every text field: parts in the order of [`Part::ALL`], within them the views of the configuration.
    pub fn text_fields(&self) -> &[TextField] {
        &self.0.text
    }

    /// The text field of a part in a view, if the configuration has it.
    pub fn text(&self, part: Part, view: View) -> Option<&TextField> {
        self.0.text.iter().find(|field| field.part == part && field.view == view)
    }

    /// The text field that a field is, if it is one.
    pub fn text_field(&self, field: Field) -> Option<&TextField> {
        self.0.text.iter().find(|text| text.field == field)
    }

    pub fn name(&self, name: NameField) -> Field {
        self.0.names[&name]
    }

    pub fn keyword(&self, keyword: KeywordField) -> Field {
        self.0.keywords[&keyword]
    }

    pub fn number(&self, number: NumberField) -> Field {
        self.0.numbers[&number]
    }

    /// The field of a physical name such as `claims.first.ja`.
    pub fn field(&self, physical_name: &str) -> Option<Field> {
        self.0.engine.get_field(physical_name).ok()
    }

    /// The analyser that cuts values of a field into terms; `None` where a value is one term as it stands
    /// (symbols, codes) and for fields that hold no text.
    pub fn analyzer(&self, field: Field) -> Option<&str> {
        self.0.analyzers.get(field.field_id() as usize)?.as_deref()
    }

    /// The stored field, which holds the document.
    pub(crate) fn stored(&self) -> Field {
        self.0.stored
    }
}

fn indexing(analyzer: &str, record: Record, lengths: bool) -> TextFieldIndexing {
    let option = match record {
        Record::Documents => IndexRecordOption::Basic,
        Record::Frequencies => IndexRecordOption::WithFreqs,
        Record::Positions => IndexRecordOption::WithFreqsAndPositions,
    };
    TextFieldIndexing::default().set_tokenizer(analyzer).set_index_option(option).set_fieldnorms(lengths)
}

fn keyword_options(options: &KeywordOptions) -> TextOptions {
    let mut engine = TextOptions::default();
    if options.indexed {
        engine = engine.set_indexing_options(indexing(&options.analyzer, Record::Documents, false));
    }
    // The column holds the value as written, whatever the analyser makes of it for lookups.
    if options.column { engine.set_fast(RAW) } else { engine }
}

fn number_options(options: &NumberOptions) -> NumericOptions {
    let engine = NumericOptions::default().set_fast();
    if options.indexed { engine.set_indexed() } else { engine }
}
