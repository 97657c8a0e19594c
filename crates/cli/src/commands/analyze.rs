//! `chizai analyze`: the terms that a field's analyser makes of a text.

use indexer::Schema;
use serde_json::json;

use crate::{
    arguments::{Analyze, Configuration},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Analyze) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let text = arguments.text.join(" ");
    let schema = Schema::new(&setup.config.fields, &setup.analyzers)?;
    let name = schema.analyzer_of(&arguments.field).unwrap_or(&arguments.field);
    let Some(mut analyzer) = setup.analyzers.get(name) else {
        let known: Vec<&str> = schema.text_fields().iter().map(|field| field.name.as_str()).collect();
        let message =
            format!("there is no field {:?}; text fields are {}", arguments.field, known.join(", "));
        return Err(WrongUse(message).into());
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
            let term = token.term.replace(analysis::SENTENCE_END, "(end of sentence)");
            table.push_str(&format!("{:>4}  {term}\t{}\n", token.position, &text[token.byte_range.clone()]));
        }
        output::print(&table)?;
    }
    Ok(Exit::Done)
}
