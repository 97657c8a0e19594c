use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Value {
    #[command(subcommand)]
    pub(crate) action: ValueAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ValueAction {
    /// Print the indicators of a patent, each with its formula, inputs and cohort
    Indicators(ValueIndicators),
    /// Print what the documents of a search are like as a whole
    Portfolio(ValuePortfolio),
}

#[derive(Debug, Args)]
pub(crate) struct ValueIndicators {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// A number in any accepted form
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Of what: the patent, which is what its family published at its office, or the family
    #[arg(long, value_enum, default_value_t = Unit::Patent, value_name = "UNIT")]
    pub(crate) unit: Unit,
    /// Print the body of GET /v1/documents/{id}/indicators
    #[arg(long)]
    pub(crate) json: bool,
}

/// What indicators are of, as on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unit {
    Patent,
    Family,
}

impl From<Unit> for value::UnitKind {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Patent => Self::Patent,
            Unit::Family => Self::Family,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct ValuePortfolio {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The ledger of the commons; commons.sqlite in the folder of the index by default, and none where that is absent
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// Words, "exact text", AND OR NOT, field:value; * is everything
    #[arg(required = true, value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// A second query, whose documents are the set to compare with
    #[arg(long, value_name = "QUERY")]
    pub(crate) against: Option<String>,
    /// How the queries are written: native, cql (Espacenet), jplatpat (論理式) or json
    #[arg(long, value_name = "SYNTAX", default_value_t)]
    pub(crate) syntax: query::Syntax,
    /// Print the body of GET /v1/portfolio
    #[arg(long)]
    pub(crate) json: bool,
}
