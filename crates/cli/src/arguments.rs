//! The command line. Help, shell completions and the man page come from these definitions.

mod classes;
mod commons;
mod coverage;
mod eval;
mod links;
mod map;
mod resolve;
mod similar;
mod terms;
mod value;

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use classes::{Classes, ClassesAction, ClassesImport, ClassesList, ClassesShow};
pub(crate) use commons::{
    Backup, Commons, CommonsAction, Editor, Enter, Harvest, Import, Init, Ledger, List, ListingHealth,
    Listings, NewToken, Propose, Revoke, Save, Saved, Tabled, TermsName, VerifyLedger, Withdraw,
};
pub(crate) use coverage::Coverage;
pub(crate) use eval::{Eval, Measured};
pub(crate) use links::Links;
pub(crate) use map::{LandscapeReport, MapCommand};
pub(crate) use resolve::Resolve;
pub(crate) use similar::Similar;
pub(crate) use terms::{Terms, TermsAction, TermsDecide, TermsList, TermsMine};
pub(crate) use value::{Value, ValueAction, ValueIndicators, ValuePortfolio};

/// Full-text search over patents and the science behind them, in Japanese and English.
#[derive(Debug, Parser)]
#[command(name = "chizai", version, max_term_width = 110, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) configuration: Configuration,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 done with skipped records, or nothing found; \
                          2 wrong use or configuration; 3 refused or failed.";

/// What every command shares.
#[derive(Debug, Args)]
pub(crate) struct Configuration {
    /// Folder with fields.toml, analyzers.toml and ranking.toml; the shipped ones are built in
    #[arg(long, global = true, value_name = "DIR", env = "CHIZAI_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Folder for compiled dictionaries
    #[arg(long, global = true, value_name = "DIR", env = "CHIZAI_CACHE")]
    pub(crate) cache: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build or update an index from files and folders
    Index(Index),
    /// Print ranked hits
    Search(Search),
    /// Print what is similar to a document or a text, with the reasons
    Similar(Similar),
    /// Print which documents claim a technique, element by element
    Coverage(Coverage),
    /// Maps of a search
    #[command(subcommand)]
    Map(MapCommand),
    /// Write every document that a query finds to a file: NDJSON, CSV, RIS, BibTeX, CSL-JSON
    Export(Export),
    /// Count each line of a search of several lines, such as `L2 = L1 AND ipc:H01M`
    Lines(Lines),
    /// Write a report of a search: query, counts, state of the index, hashes of the result
    Report(Report),
    /// Run a report's search again and print what differs; exit code 1 if anything does
    Verify(Verify),
    /// Compare a report's search between two generations of the index; exit code 1 if anything differs
    Diff(Diff),
    /// Print one document
    Show(Show),
    /// Install, list and look up classification schemes (IPC, CPC, FI, F-term)
    Classes(Classes),
    /// Mine, list and decide on bilingual term pairs, for searches across languages
    Terms(Terms),
    /// Compute indicators of technical value, of a patent or of a set of documents
    Value(Value),
    /// Keep the ledger of patents that are open for use: make it, list, withdraw, import, verify, back up
    Commons(Commons),
    /// Print the papers and patents that a document cites and that cite it
    Links(Links),
    /// Find the patents' numbers and DOIs of a text, and their documents
    Resolve(Resolve),
    /// Verify an index's checksums and fingerprint
    Check(Check),
    /// Start the search page and the API
    Serve(Serve),
    /// Show the terms that an analyser makes of a text
    Analyze(Analyze),
    /// Measure search quality on judged collections in BEIR or TREC form
    Eval(Eval),
    /// Index the built-in demo corpus and serve it
    Demo(Demo),
    /// Print a shell completion script
    Completions(Completions),
    /// Print the man page
    Man,
}

#[derive(Debug, Args)]
pub(crate) struct Index {
    /// Folder of the index; made if absent
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// Publishers' files (plain, .gz, .zip) or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Memory for indexing, such as 500MB or 2GB
    #[arg(long, value_name = "SIZE", default_value = "512MB", value_parser = parse_size)]
    pub(crate) memory: usize,
    /// Threads for parsing and for indexing, 1 to 256; all cores by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
    /// Stop at the first record that cannot be read, and publish nothing
    #[arg(long)]
    pub(crate) strict: bool,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The ledger of the commons; commons.sqlite in the folder of the index by default, and none where that is absent
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// Words, "exact text", AND OR NOT, field:value
    #[arg(required = true, value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// How the query is written: native, cql (Espacenet), jplatpat (論理式) or json
    #[arg(long, value_name = "SYNTAX", default_value_t)]
    pub(crate) syntax: query::Syntax,
    /// Number of hits
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// Show families instead of documents: the same set of priorities, or connected by shared priorities
    #[arg(long, value_enum, value_name = "FAMILY")]
    pub(crate) collapse: Option<Collapse>,
    /// Which matching document stands for a family: rank, language:ja,en or office:JP,US
    #[arg(long, value_name = "WHICH", default_value = "rank", requires = "collapse")]
    pub(crate) representative: String,
    /// Let terms of the best documents take part in the ranking
    #[arg(long)]
    pub(crate) feedback: bool,
    /// A term that feedback must not add; may be given several times
    #[arg(long, value_name = "TERM", requires = "feedback")]
    pub(crate) feedback_without: Vec<String>,
    /// Search terms in these languages as well: en, ja or en,ja; `chizai terms mine` makes the pairs
    #[arg(long, value_name = "LANGS")]
    pub(crate) xl: Option<String>,
    /// A pair of terms that must not take part, such as 固体電解質=solid electrolyte; may be given several times
    #[arg(long, value_name = "WORD=TRANSLATION", requires = "xl")]
    pub(crate) without_pair: Vec<String>,
    /// Show the query's tree with the exact count of every part, and advice
    #[arg(long)]
    pub(crate) counts: bool,
    /// Show how each score is made up
    #[arg(long)]
    pub(crate) explain: bool,
    /// Print the body of GET /v1/search
    #[arg(long)]
    pub(crate) json: bool,
    /// When to colour
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) colour: Colour,
}

/// A definition of families, as on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Collapse {
    Simple,
    Extended,
}

impl From<Collapse> for query::Collapse {
    fn from(collapse: Collapse) -> Self {
        match collapse {
            Collapse::Simple => Self::Simple,
            Collapse::Extended => Self::Extended,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The ledger of the commons; commons.sqlite in the folder of the index by default, and none where that is absent
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// Words, "exact text", AND OR NOT, field:value; * is everything
    #[arg(required = true, value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// The form of the file; ndjson is what `chizai index` reads
    #[arg(long, default_value = "ndjson", value_parser = clap::builder::PossibleValuesParser::new(export::Format::NAMES))]
    pub(crate) format: String,
    /// The file, which appears when it is complete; standard output by default
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Only these parts, by path: title.ja,claims.independent,biblio.applicants
    #[arg(long, value_name = "PATHS", value_delimiter = ',')]
    pub(crate) fields: Vec<String>,
    /// Order of documents: score, -published, published, -filed, -priority
    #[arg(long, value_name = "ORDER", default_value = "score", allow_hyphen_values = true)]
    pub(crate) sort: String,
    /// Begin CSV with a byte order mark, for Excel
    #[arg(long)]
    pub(crate) bom: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct Lines {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The ledger of the commons; commons.sqlite in the folder of the index by default, and none where that is absent
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// One query a line: `L1: words`, `L2 = L1 AND field:value`; # begins a comment
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// How every line is written: native, cql (Espacenet), jplatpat (論理式) or json
    #[arg(long, value_name = "SYNTAX", default_value_t)]
    pub(crate) syntax: query::Syntax,
    /// Print one JSON array
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The ledger of the commons; commons.sqlite in the folder of the index by default, and none where that is absent
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// Words, "exact text", AND OR NOT, field:value
    #[arg(required = true, value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// How the query is written: native, cql (Espacenet), jplatpat (論理式) or json
    #[arg(long, value_name = "SYNTAX", default_value_t)]
    pub(crate) syntax: query::Syntax,
    /// A condition beside the query, such as office:JP; may be given several times, all must hold
    #[arg(long, value_name = "FIELD:VALUE")]
    pub(crate) filter: Vec<String>,
    /// score, or published, filed, priority with - before it for the newest first
    #[arg(long, value_name = "ORDER", default_value = "score", allow_hyphen_values = true)]
    pub(crate) sort: String,
    /// Report families instead of documents: the same set of priorities, or connected by shared priorities
    #[arg(long, value_enum, value_name = "FAMILY")]
    pub(crate) collapse: Option<Collapse>,
    /// Which matching document stands for a family: rank, language:ja,en or office:JP,US
    #[arg(long, value_name = "WHICH", default_value = "rank", requires = "collapse")]
    pub(crate) representative: String,
    /// The file to write; standard output if absent
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The ledger of the commons; commons.sqlite in the folder of the index by default, and none where that is absent
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// A report that `chizai report` or /v1/reports made
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The ledger of the commons; commons.sqlite in the folder of the index by default, and none where that is absent
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// A report that `chizai report` or /v1/reports made
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    /// The earlier generation; the report's own if absent
    #[arg(long, value_name = "GENERATION")]
    pub(crate) from: Option<String>,
    /// The later generation; the current one if absent
    #[arg(long, value_name = "GENERATION")]
    pub(crate) to: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// A number in any accepted form (特開2010-228687, JP2010228687A), a DOI or an article's id
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Print the document in the exchange form
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The ledger of the commons; commons.sqlite in the folder of the index by default, and none where that is absent
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) service: Service,
}

/// How a server runs. Limits of requests are in ranking.toml.
#[derive(Debug, Args)]
pub(crate) struct Service {
    /// Searches that run at once; the number of cores by default
    #[arg(long, value_name = "N")]
    pub(crate) searches: Option<std::num::NonZeroUsize>,
    /// Exports that are under way at once; the number of cores by default
    #[arg(long, value_name = "N")]
    pub(crate) exports: Option<std::num::NonZeroUsize>,
    /// Searches that may wait; one more is answered with 503
    #[arg(long, value_name = "N", default_value_t = 64)]
    pub(crate) queue: usize,
    /// Seconds a search may take, waiting included
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub(crate) timeout: u64,
    /// A proxy of your own stands before the server: take clients' addresses from the end of X-Forwarded-For, and whether
    /// they came by HTTPS from X-Forwarded-Proto
    #[arg(long)]
    pub(crate) behind_proxy: bool,
    /// The address at which others reach this server, such as `https://hub.example`; that of each request by default
    #[arg(long, value_name = "URL")]
    pub(crate) public_url: Option<::commons::Link>,
    /// The e-mail address of whoever runs this server, which harvesters are told
    #[arg(long, value_name = "EMAIL")]
    pub(crate) contact: Option<::commons::Email>,
    #[command(flatten)]
    pub(crate) log: Log,
}

#[derive(Debug, Args)]
pub(crate) struct Log {
    /// Log lines as JSON
    #[arg(long)]
    pub(crate) log_json: bool,
    /// What to log, as in RUST_LOG
    #[arg(long, value_name = "FILTER", env = "RUST_LOG", default_value = "info,tantivy=warn")]
    pub(crate) log: String,
}

#[derive(Debug, Args)]
pub(crate) struct Analyze {
    /// A field of the index, such as claims.ja or title.en, or an analyser's name
    #[arg(long, value_name = "FIELD")]
    pub(crate) field: String,
    #[arg(required = true, value_name = "TEXT")]
    pub(crate) text: Vec<String>,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Folder of the demo index; kept and reused
    #[arg(long, value_name = "DIR", default_value = "chizai-demo")]
    pub(crate) index: PathBuf,
    /// Address and port; by default 8080, or a free port where that is taken
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// Build the index and stop
    #[arg(long)]
    pub(crate) no_serve: bool,
    #[command(flatten)]
    pub(crate) service: Service,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Reads a number of bytes with an optional unit: `512MB`, `2GiB`, `1000000`.
fn parse_size(text: &str) -> Result<usize, String> {
    let digits_end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, unit) = text.split_at(digits_end);
    let factor: f64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" | "kib" => 1024.0,
        "m" | "mb" | "mib" => 1024.0 * 1024.0,
        "g" | "gb" | "gib" => 1024.0 * 1024.0 * 1024.0,
        _ => return Err(format!("unknown unit {unit:?}; expected MB or GB")),
    };
    let number: f64 = digits.parse().map_err(|_| format!("{digits:?} is not a number"))?;
    let bytes = number * factor;
    if (1.0..=1e15).contains(&bytes) { Ok(bytes as usize) } else { Err("out of range".to_owned()) }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn definitions_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes_are_read() {
        assert_eq!(parse_size("512MB"), Ok(512 << 20));
        assert_eq!(parse_size("1.5 GiB"), Ok(3 << 29));
        assert_eq!(parse_size("1000"), Ok(1000));
        assert!(parse_size("12 apples").is_err());
        assert!(parse_size("").is_err());
        assert!(parse_size("0").is_err());
    }
}
