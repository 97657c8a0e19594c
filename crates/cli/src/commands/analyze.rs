//! `chizai analyze`: the terms that a field's analyser makes of a text.

use indexer::Schema;
use serde_json::json;

use crate::{
    arguments::{Analyze, Configuration},
    exit::{Exit, WrongUse},
    output,
    setup::{self, Setup},
};

pub(crate) fn run(configuration: &Configuration, arguments: &Analyze) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let text = arguments.text.join(" ");
    let schema = Schema::new(&setup.config.fields, &setup.analyzers)?;
    let name = schema.analyzer_of(&arguments.field).unwrap_or(&arguments.field);
    let Some(mut analyzer) = setup.analyzers.get(name) else {
        return Err(WrongUse(unknown_field(&arguments.field, &schema, &setup)).into());
    };
    let tokens = analyzer.analyze(&text);
    if arguments.json {
        let tokens: Vec<_> = tokens
            .iter()
            .map(|token| {
                json!({
                    "term": token.term,
                    "position": token.position,
                    "byte_range": [token.byte_range.start, token.byte_range.end],
                    "source": text[token.byte_range],
                })
            })
            .collect();
        output::print_json(
            &json!({ "field": arguments.field, "analyzer": name, "text": text, "tokens": tokens }),
        )?;
    } else {
        let mut table = String::new();
        for token in tokens.iter() {
            let term = match token.term {
                analysis::SENTENCE_END => "(end of sentence)",
                analysis::WORD_START => "(start of word)",
                analysis::WORD_END => "(end of word)",
                term => term,
            };
            let (term, whole) = match term.strip_prefix(analysis::WHOLE_WORD) {
                Some(word) => (word, " (whole word)"),
                None => (term, ""),
            };
            let source = &text[token.byte_range.clone()];
            table.push_str(&format!("{:>4}  {term}{whole}\t{source}\n", token.position));
        }
        output::print(&table)?;
    }
    Ok(Exit::Done)
}

/// Everything that `--field` accepts, and first of all what was probably meant.
fn unknown_field(written: &str, schema: &Schema, setup: &Setup) -> String {
    let mut message = format!("there is no field {written:?}");
    let languages = schema.languages_of(written);
    if !languages.is_empty() {
        message.push_str(&format!(" without a language; did you mean {}?", languages.join(", ")));
    }
    let fields: Vec<&str> = schema.analyzed_fields().collect();
    let analyzers: Vec<&str> = setup.analyzers.names().collect();
    format!("{message}\nfields: {}\nanalysers: {}", fields.join(", "), analyzers.join(", "))
}
