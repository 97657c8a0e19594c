//! The demo's commons: invented providers with listings of the demo corpus, entered as users enter theirs.

use std::path::Path;

use commons::{AccountId, Batch, Commons, Day, ImportDefaults, TermsVersion};

use crate::{
    arguments::Saved,
    commands::commons::{
        Tables, owner_of_file, plan_table, planned_line, publish_models, read_events, save_as,
    },
    output,
    setup::{self, Setup},
};

/// The first day of the demo's commons.
const BEGUN: &str = "2024-04-01";

/// How long the token of the demo's administrator is valid.
const TOKEN_DAYS: u32 = 30;

/// Providers and terms, in the form of `chizai commons enter`.
const PROVIDERS: &str = include_str!("../../../../../demo-commons/providers.jsonl");

/// A sale, an exclusive licence and a package, after the listings.
const EVENTS: &str = include_str!("../../../../../demo-commons/events.jsonl");

/// Tables of `chizai commons import`: provider, terms and version of rows that name none, table.
const TABLES: [(&str, &str, u32, &str); 7] = [
    ("hokushin", "model-research", 1, include_str!("../../../../../demo-commons/hokushin.csv")),
    (
        "tohoku-technobridge",
        "model-research",
        1,
        include_str!("../../../../../demo-commons/tohoku-technobridge.csv"),
    ),
    ("toto-science", "model-research", 1, include_str!("../../../../../demo-commons/toto-science.csv")),
    ("setouchi", "setouchi-open", 1, include_str!("../../../../../demo-commons/setouchi.csv")),
    (
        "aoba-battery",
        "model-research-domestic",
        1,
        include_str!("../../../../../demo-commons/aoba-battery.csv"),
    ),
    (
        "mikawa-seiki",
        "model-research-evaluation",
        1,
        include_str!("../../../../../demo-commons/mikawa-seiki.csv"),
    ),
    (
        "aoba-battery",
        "model-research-domestic",
        1,
        include_str!("../../../../../demo-commons/withdrawal.csv"),
    ),
];

/// What `chizai commons save` saves: sort, name, content.
const SAVED: [(Saved, &str, &str); 5] = [
    (
        Saved::Field,
        "solid-state-batteries",
        include_str!("../../../../../demo-commons/field-solid-state-batteries.json"),
    ),
    (Saved::Field, "carbon-dioxide", include_str!("../../../../../demo-commons/field-carbon-dioxide.json")),
    (Saved::Field, "smart-moulding", include_str!("../../../../../demo-commons/field-smart-moulding.json")),
    (Saved::Need, "mould-cooling", include_str!("../../../../../demo-commons/need-mould-cooling.json")),
    (Saved::Need, "sulfide-free", include_str!("../../../../../demo-commons/need-sulfide-free.json")),
];

/// Makes the ledger beside the index where there is none. It is made elsewhere and put there whole.
pub(super) fn make(setup: &Setup, index: &Path) -> anyhow::Result<()> {
    let path = setup::ledger_path(None, index);
    if !path.exists() {
        make_at(&path, setup, index)?;
    }
    let n_patents = setup::open_ledger(&path)?.snapshot()?.n_patents();
    output::say(format!("    commons of {n_patents} patents, ledger {}", path.display()));
    Ok(())
}

fn make_at(path: &Path, setup: &Setup, index: &Path) -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(index)?;
    let commons = Commons::open(&folder.path().join("making.sqlite"))?;
    let administrator: AccountId = "admin".parse()?;
    let issued = commons.create_first_administrator(&administrator, TOKEN_DAYS)?;
    fill(&commons, setup, index, &administrator)?;
    commons.backup(path)?;
    let token = issued.text.reveal();
    output::say(format!("    token of admin for {TOKEN_DAYS} days, shown this once: {token}"));
    Ok(())
}

fn fill(commons: &Commons, setup: &Setup, index: &Path, administrator: &AccountId) -> anyhow::Result<()> {
    let author = owner_of_file(administrator);
    let begun: Day = BEGUN.parse()?;
    let conditions = "https://mikawa-seiki.example.jp/commons/conditions.html".parse()?;
    publish_models(commons, &author, begun, Some(&conditions))?;
    let enter = |name: &str, events: &str| -> anyhow::Result<()> {
        let entries = read_events(name, events)?;
        commons.apply(&Batch { author: author.clone(), entries, key: None })?;
        Ok(())
    };
    enter("demo-commons/providers.jsonl", PROVIDERS)?;
    let generation = setup::open(setup, index)?;
    for (provider, terms, version, table) in TABLES {
        let defaults = ImportDefaults {
            provider: provider.parse()?,
            terms: Some(TermsVersion { terms: terms.parse()?, version }),
            from: begun,
            evidence: Some(format!("https://{provider}.example.jp/commons/listings.html").parse()?),
        };
        let tables = Tables { table: table.as_bytes(), author: author.clone(), defaults };
        let plan = plan_table(commons, &generation, &tables)?;
        if !plan.can_be_applied() {
            let lines: Vec<String> = plan.rows.iter().map(planned_line).collect();
            anyhow::bail!("the demo's table of {provider}: {}", lines.join("; "));
        }
        commons.apply(&plan.batch(None))?;
    }
    enter("demo-commons/events.jsonl", EVENTS)?;
    for (what, name, content) in SAVED {
        save_as(commons, &author, what, name, content, 0)?;
    }
    Ok(())
}
