//! `chizai commons`.

use std::{path::PathBuf, str::FromStr};

use ::commons::{AccountId, BatchKey, ClassPrefix, Day, FieldId, Link, ProviderId, TermsId};
use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Commons {
    #[command(subcommand)]
    pub(crate) action: CommonsAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CommonsAction {
    /// Make the ledger, its first administrator, whose token is shown once, and the model terms
    Init(Init),
    /// Prove that no entry was altered, or say where one was; exit code 1 if so
    Verify(VerifyLedger),
    /// Copy the whole ledger to a new file while it is in use
    Backup(Backup),
    /// Enter events, one a line as JSON: providers, terms, packages, new owners, licences; a dry run without --apply
    Enter(Enter),
    /// List and withdraw by a table, CSV or JSON; a dry run without --apply
    Import(Import),
    /// List patents of a provider by their numbers; a dry run without --apply
    List(List),
    /// Withdraw patents of a provider; a dry run without --apply
    Withdraw(Withdraw),
    /// Print what is listed on a day
    Listings(Listings),
    /// Print how providers' listings stand: expired, lapsing soon, sold, in conflict, in use; exit code 1 if anything is marked
    Health(ListingHealth),
    /// Make an editor's account for a provider, or another administrator's; its token is shown once
    Account(Editor),
    /// Issue another token of an account, shown once
    Token(NewToken),
    /// Revoke a token by the part between its underscores
    Revoke(Revoke),
    /// Propose which listed patents to offer together, by the elements of a technique or by classes that they share
    Propose(Propose),
    /// Enter what another node lists, by OAI-PMH: what has changed since it was asked last; exit code 1 if records were left
    /// out
    Harvest(Harvest),
    /// Save a technology field or a need from a JSON file
    Save(Save),
}

/// Where the ledger lies.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct Ledger {
    /// Folder of the index; the ledger is commons.sqlite in it
    #[arg(long, value_name = "DIR")]
    pub(crate) index: Option<PathBuf>,
    /// The ledger's file, where it is another
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    #[command(flatten)]
    pub(crate) ledger: Ledger,
    /// Name of the first administrator's account
    #[arg(long, value_name = "NAME", default_value = "admin")]
    pub(crate) administrator: AccountId,
    /// Days for which the token is valid, 1 to 400
    #[arg(long, value_name = "N", default_value_t = 90)]
    pub(crate) days: u32,
    /// Where the conditions of commercial use are announced; without it the third model is not published
    #[arg(long, value_name = "URL")]
    pub(crate) commercial_conditions: Option<Link>,
    /// First day on which the model terms are offered; today by default
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Day>,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyLedger {
    #[command(flatten)]
    pub(crate) ledger: Ledger,
    /// The head that was printed before and kept elsewhere, NUMBER:SHA256: shows whether the end was cut off or rewritten
    #[arg(long, value_name = "HEAD")]
    pub(crate) head: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    pub(crate) ledger: Ledger,
    /// The new file; an existing one is not overwritten
    #[arg(value_name = "FILE")]
    pub(crate) to: PathBuf,
}

/// How something is entered.
#[derive(Debug, Args)]
pub(crate) struct Entering {
    /// Enter it, all or nothing; without this only what would happen is printed
    #[arg(long)]
    pub(crate) apply: bool,
    /// The account in whose name it is entered
    #[arg(long, value_name = "NAME", default_value = "command-line")]
    pub(crate) by: AccountId,
    /// A name for the batch: the same batch is entered once, whatever was entered since
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<BatchKey>,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Enter {
    #[command(flatten)]
    pub(crate) ledger: Ledger,
    /// JSON Lines, see docs/commons.md
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) entering: Entering,
}

/// Whose patents, and what a row that does not say otherwise means.
#[derive(Debug, Args)]
pub(crate) struct Tabled {
    /// Folder of the index, in which numbers are looked up
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The ledger's file; commons.sqlite in the folder of the index by default
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// The provider
    #[arg(long, value_name = "NAME")]
    pub(crate) provider: ProviderId,
    /// First day; today by default
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Day>,
    /// An address that proves it
    #[arg(long, value_name = "URL")]
    pub(crate) evidence: Option<Link>,
    #[command(flatten)]
    pub(crate) entering: Entering,
}

/// Terms by name, in a version or the last: `model-research`, `model-research@1`.
#[derive(Debug, Clone)]
pub(crate) struct TermsName {
    pub(crate) terms: TermsId,
    pub(crate) version: Option<u32>,
}

impl FromStr for TermsName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (terms, version) = match text.split_once('@') {
            None => (text, None),
            Some((terms, version)) => {
                let number = version.parse::<u32>().ok().filter(|number| 0 < *number);
                (terms, Some(number.ok_or_else(|| format!("{version:?} is not a version from 1"))?))
            }
        };
        Ok(Self { terms: terms.parse().map_err(|error: model::Invalid| error.to_string())?, version })
    }
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) tabled: Tabled,
    /// Terms of rows that name none: NAME or NAME@VERSION
    #[arg(long, value_name = "TERMS")]
    pub(crate) terms: Option<TermsName>,
    /// CSV (UTF-8, UTF-16 or Shift_JIS; Excel's included) or a JSON array, told by its beginning
    #[arg(value_name = "TABLE")]
    pub(crate) table: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) tabled: Tabled,
    /// The terms: NAME or NAME@VERSION
    #[arg(long, value_name = "TERMS")]
    pub(crate) terms: TermsName,
    /// Last day of the permission
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<Day>,
    /// Exclusive licences: none, exists, unknown, or the field of use to which one is limited
    #[arg(long, value_name = "WHICH", default_value = "unknown")]
    pub(crate) licence: String,
    /// Numbers in any form
    #[arg(required = true, value_name = "NUMBER")]
    pub(crate) numbers: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    #[command(flatten)]
    pub(crate) tabled: Tabled,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// Numbers in any form
    #[arg(required = true, value_name = "NUMBER")]
    pub(crate) numbers: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Listings {
    #[command(flatten)]
    pub(crate) ledger: Ledger,
    /// The day; today by default
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Day>,
    /// Of one provider
    #[arg(long, value_name = "NAME")]
    pub(crate) provider: Option<ProviderId>,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ListingHealth {
    /// Folder of the index, in which legal statuses are looked up
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The ledger's file; commons.sqlite in the folder of the index by default
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// Of one provider; all of them by default
    #[arg(long, value_name = "NAME")]
    pub(crate) provider: Option<ProviderId>,
    /// Of a technology field, whoever lists its patents
    #[arg(long, value_name = "NAME", conflicts_with = "provider")]
    pub(crate) field: Option<FieldId>,
    /// Name every listing, also those that nothing is to be said about
    #[arg(long)]
    pub(crate) all: bool,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Editor {
    #[command(flatten)]
    pub(crate) ledger: Ledger,
    /// Name of the account
    #[arg(value_name = "NAME")]
    pub(crate) account: AccountId,
    /// The provider that it edits; without one it is an administrator's
    #[arg(long, value_name = "NAME")]
    pub(crate) provider: Option<ProviderId>,
    /// Days for which the token is valid, 1 to 400
    #[arg(long, value_name = "N", default_value_t = 90)]
    pub(crate) days: u32,
}

#[derive(Debug, Args)]
pub(crate) struct NewToken {
    #[command(flatten)]
    pub(crate) ledger: Ledger,
    /// Name of the account
    #[arg(value_name = "NAME")]
    pub(crate) account: AccountId,
    /// Days for which the token is valid, 1 to 400
    #[arg(long, value_name = "N", default_value_t = 90)]
    pub(crate) days: u32,
}

#[derive(Debug, Args)]
pub(crate) struct Revoke {
    #[command(flatten)]
    pub(crate) ledger: Ledger,
    /// Of chizai_ID_SECRET the ID
    #[arg(value_name = "ID")]
    pub(crate) token: String,
}

#[derive(Debug, Args)]
pub(crate) struct Propose {
    /// Folder of the index, in which the patents are looked up
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The ledger's file; commons.sqlite in the folder of the index by default
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// The technique that the package should cover; without it, main groups of classes that patents share
    #[arg(long, value_name = "TEXT", conflicts_with = "query")]
    pub(crate) technique: Option<String>,
    /// Only patents that this query finds
    #[arg(long, value_name = "QUERY")]
    pub(crate) query: Option<String>,
    /// Only patents in these classes, by the beginnings of their symbols
    #[arg(long = "class", value_name = "SYMBOL")]
    pub(crate) classes: Vec<ClassPrefix>,
    /// Only patents of one provider; of all by default
    #[arg(long, value_name = "NAME")]
    pub(crate) provider: Option<ProviderId>,
    /// Most patents of the package
    #[arg(long, value_name = "N", default_value_t = 6)]
    pub(crate) max: usize,
    /// What each patent must share with those before it, so that the package is about one thing
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min_shared: usize,
    /// The day of the listings; today by default
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Day>,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Harvest {
    #[command(flatten)]
    pub(crate) ledger: Ledger,
    /// Address of the node, such as `https://node.example/`; it names the node in the ledger
    #[arg(value_name = "URL")]
    pub(crate) node: Link,
    /// Ask for everything again, not only for what has changed
    #[arg(long)]
    pub(crate) full: bool,
    /// The account in whose name it is entered
    #[arg(long, value_name = "NAME", default_value = "harvest")]
    pub(crate) by: AccountId,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is kept in versions beside the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Saved {
    /// A technology field: names, description, searches, classes
    Field,
    /// A need: title, text, language, visibility, classes
    Need,
}

#[derive(Debug, Args)]
pub(crate) struct Save {
    #[command(flatten)]
    pub(crate) ledger: Ledger,
    #[arg(value_enum)]
    pub(crate) what: Saved,
    /// Name of the field or need
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The content as JSON, see docs/commons.md
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The version that this one follows; 0 makes a new one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) after: u32,
    /// The administrator's account in whose name it is saved
    #[arg(long, value_name = "NAME", default_value = "admin")]
    pub(crate) by: AccountId,
}
