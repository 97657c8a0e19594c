//! `chizai demo`: the built-in corpus of invented documents, indexed once and served.

mod ledger;

use std::net::{Ipv4Addr, SocketAddr};

use model::Document;

use super::{classes, index, serve, terms};
use crate::{
    arguments::{Configuration, Demo},
    exit::Exit,
    output,
    setup::{self, Setup},
};

/// The demo corpus: one document a line, a file a technology field.
const CORPUS: [(&str, &str); 5] = [
    ("batteries.jsonl", include_str!("../../../../../demo/batteries.jsonl")),
    ("co2-electrolysis.jsonl", include_str!("../../../../../demo/co2-electrolysis.jsonl")),
    ("molding.jsonl", include_str!("../../../../../demo/molding.jsonl")),
    ("food.jsonl", include_str!("../../../../../demo/food.jsonl")),
    ("microscopy.jsonl", include_str!("../../../../../demo/microscopy.jsonl")),
];

/// The excerpt of the classification schemes that the corpus uses, with titles of our own.
const CLASSES: &str = include_str!("../../../../../demo/classes.tsv");

const DEFAULT_PORT: u16 = 8080;

pub(crate) fn run(configuration: &Configuration, arguments: &Demo) -> anyhow::Result<Exit> {
    output::say("1/3 dictionaries");
    let setup = setup::prepare(configuration)?;
    output::say(format!("2/3 demo corpus (invented documents) to {}", arguments.index.display()));
    build(&setup, arguments)?;
    if arguments.no_serve {
        return Ok(Exit::Done);
    }
    output::say("3/3 server");
    let default = SocketAddr::from((Ipv4Addr::LOCALHOST, DEFAULT_PORT));
    let free_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let listen = arguments.listen.unwrap_or(if serve::is_free(default) { default } else { free_port });
    serve::serve(&setup, &arguments.index, None, listen, &arguments.service)
}

/// Adds every document, those that are in the index already are left as they are, and mines the pairs of terms.
fn build(setup: &Setup, arguments: &Demo) -> anyhow::Result<()> {
    let writer = index::open_writer(&arguments.index, setup)?;
    let bar = output::byte_bar(CORPUS.iter().map(|(_, text)| text.len() as u64).sum(), "indexing");
    for (file, text) in CORPUS {
        for (i, line) in text.lines().enumerate() {
            let document: Document = serde_json::from_str(line)
                .map_err(|error| anyhow::anyhow!("demo/{file}, line {}: {error}", i + 1))?;
            writer.add(document)?;
            bar.inc(line.len() as u64 + 1);
        }
    }
    bar.finish_and_clear();
    let published = writer.publish()?;
    output::say(format!("    {} documents, generation {}", published.documents, published.generation));
    classes::install_table(&arguments.index, CLASSES)?;
    let generation = setup::open(setup, &arguments.index)?;
    let mined = terms::mine_into(setup, &generation, &arguments.index, &[])?;
    output::say(format!("    {} pairs of terms in both languages", mined.pairs));
    ledger::make(setup, &arguments.index)
}
