//! `chizai commons`: the ledger of patents that are open for use.

mod enter;
mod harvest;
mod health;
mod print;
mod propose;
mod table;

use std::path::{Path, PathBuf};

use ::commons::{
    Author, Batch, BatchKey, Commons, Digest, Error, Event, Head, IssuedToken, Link, NewEntry, Period, Role,
    models,
};
use serde_json::json;

pub(crate) use enter::read_events;
pub(crate) use print::planned_line;
pub(crate) use table::{Tables, plan_table};

use crate::{
    arguments::{
        Backup, Commons as Arguments, CommonsAction, Configuration, Editor, Init, Ledger, Listings, NewToken,
        Revoke, Save, Saved, VerifyLedger,
    },
    exit::{Exit, WrongUse},
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Arguments) -> anyhow::Result<Exit> {
    match &arguments.action {
        CommonsAction::Init(arguments) => init(arguments),
        CommonsAction::Verify(arguments) => verify(arguments),
        CommonsAction::Backup(arguments) => backup(arguments),
        CommonsAction::Enter(arguments) => enter::run(arguments),
        CommonsAction::Import(arguments) => table::import(configuration, arguments),
        CommonsAction::List(arguments) => table::list(configuration, arguments),
        CommonsAction::Withdraw(arguments) => table::withdraw(configuration, arguments),
        CommonsAction::Listings(arguments) => listings(arguments),
        CommonsAction::Health(arguments) => health::run(configuration, arguments),
        CommonsAction::Account(arguments) => account(arguments),
        CommonsAction::Token(arguments) => token(arguments),
        CommonsAction::Revoke(arguments) => revoke(arguments),
        CommonsAction::Propose(arguments) => propose::run(configuration, arguments),
        CommonsAction::Harvest(arguments) => harvest::run(arguments),
        CommonsAction::Save(arguments) => save(arguments),
    }
}

/// Who owns the ledger's file may do what an administrator may.
pub(crate) fn owner_of_file(name: &::commons::AccountId) -> Author {
    Author::new(name.clone(), Role::Administrator)
}

fn path(ledger: &Ledger) -> PathBuf {
    let index = ledger.index.as_deref().unwrap_or_else(|| Path::new("."));
    setup::ledger_path(ledger.ledger.as_deref(), index)
}

fn open(ledger: &Ledger) -> anyhow::Result<Commons> {
    setup::open_ledger(&path(ledger))
}

/// What a user gave wrong is the user's to mend; the rest failed.
pub(crate) fn wrong_use(error: Error) -> anyhow::Error {
    match error {
        Error::Storage { .. }
        | Error::File { .. }
        | Error::Unreadable { .. }
        | Error::Random(_)
        | Error::Hashing(_) => error.into(),
        other => WrongUse(other.to_string()).into(),
    }
}

fn init(arguments: &Init) -> anyhow::Result<Exit> {
    let path = path(&arguments.ledger);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        let message = format!("there is no folder for {}; build the index first", path.display());
        return Err(WrongUse(message).into());
    }
    let commons = Commons::open(&path)?;
    let issued =
        commons.create_first_administrator(&arguments.administrator, arguments.days).map_err(wrong_use)?;
    let author = owner_of_file(&arguments.administrator);
    let from = arguments.from.unwrap_or_else(|| commons.now().day());
    let n_terms = publish_models(&commons, &author, from, arguments.commercial_conditions.as_ref())?;
    output::say(format!("{}: made, {n_terms} model terms published (not legal advice)", path.display()));
    show_token(&issued)?;
    Ok(Exit::Done)
}

/// Publishes the ready-made terms; the one with commercial use only where its conditions are announced somewhere.
pub(crate) fn publish_models(
    commons: &Commons,
    author: &Author,
    from: ::commons::Day,
    conditions: Option<&Link>,
) -> anyhow::Result<usize> {
    // Terms that name no address of conditions do not use the one that the models are made with.
    let announced: Link = match conditions {
        Some(link) => link.clone(),
        None => "https://example.org/".parse()?,
    };
    let taken = models(announced).into_iter().filter(|(_, terms)| {
        conditions.is_some()
            || !matches!(terms.consideration, ::commons::Consideration::CommercialConditions(_))
    });
    let entries: Vec<NewEntry> = taken
        .map(|(id, terms)| NewEntry {
            event: Event::publish(id, 1, None, terms),
            valid: Period::since(from),
            evidence: None,
            origin: None,
        })
        .collect();
    let n_terms = entries.len();
    let key: BatchKey = "model-terms-1".parse()?;
    commons.apply(&Batch { author: author.clone(), entries, key: Some(key) })?;
    Ok(n_terms)
}

/// The token alone on standard output, so that a script can keep it; what it is on standard error.
fn show_token(issued: &IssuedToken) -> anyhow::Result<()> {
    let token = &issued.token;
    output::say(format!("token of {}, valid until {}, shown this once:", token.account, token.expires));
    output::print(&format!("{}\n", issued.text.reveal()))
}

fn verify(arguments: &VerifyLedger) -> anyhow::Result<Exit> {
    let kept = arguments.head.as_deref().map(read_head).transpose()?;
    let found = open(&arguments.ledger)?.verify(kept)?;
    let head = format!("{}:{}", found.head.revision, found.head.hash);
    let faults: Vec<String> = found.faults.iter().map(ToString::to_string).collect();
    if arguments.json {
        output::print_json(&json!({ "entries": found.n_entries, "head": head, "faults": faults }))?;
    } else {
        for fault in &faults {
            output::print(&format!("{}\n", output::harmless(fault)))?;
        }
        let state = if faults.is_empty() { "nothing was altered" } else { "the ledger was altered" };
        output::print(&format!("{} entries, {state}; head {head}\n", found.n_entries))?;
    }
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Partly })
}

fn read_head(text: &str) -> Result<Head, WrongUse> {
    let wrong =
        || WrongUse(format!("{text:?} is not a head; expected NUMBER:SHA256 as a verification prints it"));
    let (revision, hash) = text.split_once(':').ok_or_else(wrong)?;
    let hash: Digest = hash.parse().map_err(|_| wrong())?;
    Ok(Head { revision: revision.parse().map_err(|_| wrong())?, hash })
}

fn backup(arguments: &Backup) -> anyhow::Result<Exit> {
    let commons = open(&arguments.ledger)?;
    commons.backup(&arguments.to).map_err(wrong_use)?;
    output::say(format!("copied to {}", arguments.to.display()));
    Ok(Exit::Done)
}

fn listings(arguments: &Listings) -> anyhow::Result<Exit> {
    let commons = open(&arguments.ledger)?;
    let snapshot = commons.snapshot()?;
    let on = arguments.on.unwrap_or_else(|| commons.now().day());
    let mut filter = ::commons::ListingFilter::on(on);
    filter.provider = arguments.provider.clone();
    let listed = snapshot.listed(&filter);
    let rows: Vec<_> = listed
        .numbers()
        .flat_map(|patent| print::listings_of(&snapshot, patent, on))
        .filter(|row| arguments.provider.as_ref().is_none_or(|asked| asked.as_str() == row.provider))
        .collect();
    if arguments.json {
        let rows: Vec<_> = rows.iter().map(print::ListedRow::json).collect();
        output::print_json(&json!({ "on": on, "revision": snapshot.revision(), "listings": rows }))?;
    } else {
        for row in &rows {
            output::print(&format!("{}\n", output::harmless(&row.line())))?;
        }
    }
    Ok(if rows.is_empty() { Exit::Partly } else { Exit::Done })
}

fn account(arguments: &Editor) -> anyhow::Result<Exit> {
    let commons = open(&arguments.ledger)?;
    let role = match &arguments.provider {
        None => Role::Administrator,
        Some(provider) => {
            if commons.snapshot()?.register().joining(provider).is_none() {
                let message =
                    format!("provider {provider} has not joined; `chizai commons enter` enters that");
                return Err(WrongUse(message).into());
            }
            Role::Editor(provider.clone())
        }
    };
    let by = owner_of_file(&arguments.account);
    commons.create_account(&by, &arguments.account, &role).map_err(wrong_use)?;
    show_token(&commons.issue_token(&by, &arguments.account, arguments.days).map_err(wrong_use)?)?;
    Ok(Exit::Done)
}

fn token(arguments: &NewToken) -> anyhow::Result<Exit> {
    let commons = open(&arguments.ledger)?;
    let by = owner_of_file(&arguments.account);
    show_token(&commons.issue_token(&by, &arguments.account, arguments.days).map_err(wrong_use)?)?;
    Ok(Exit::Done)
}

fn revoke(arguments: &Revoke) -> anyhow::Result<Exit> {
    let by = owner_of_file(&"command-line".parse()?);
    open(&arguments.ledger)?.revoke_token(&by, &arguments.token).map_err(wrong_use)?;
    output::say(format!("token {} is revoked", arguments.token));
    Ok(Exit::Done)
}

fn save(arguments: &Save) -> anyhow::Result<Exit> {
    let commons = open(&arguments.ledger)?;
    let content = std::fs::read_to_string(&arguments.file)
        .map_err(|error| WrongUse(format!("cannot read {}: {error}", arguments.file.display())))?;
    let by = owner_of_file(&arguments.by);
    let version = save_as(&commons, &by, arguments.what, &arguments.name, &content, arguments.after)?;
    output::say(format!("{} is saved as version {version}", arguments.name));
    Ok(Exit::Done)
}

/// Saves a field or a need from its JSON, and gives its version.
pub(crate) fn save_as(
    commons: &Commons,
    by: &Author,
    what: Saved,
    name: &str,
    content: &str,
    after: u32,
) -> anyhow::Result<u32> {
    let wrong = |error: serde_json::Error| WrongUse(format!("{name}: {error}"));
    let unnamed = |error: model::Invalid| WrongUse(error.to_string());
    let saved = match what {
        Saved::Field => {
            let field = serde_json::from_str(content).map_err(wrong)?;
            commons.save_field(by, &name.parse().map_err(unnamed)?, after, &field)
        }
        Saved::Need => {
            let need = serde_json::from_str(content).map_err(wrong)?;
            commons.save_need(by, &name.parse().map_err(unnamed)?, after, &need)
        }
    };
    saved.map_err(wrong_use)
}
