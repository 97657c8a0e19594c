//! What the set of listed patents costs: 100 thousand listings of 200 providers, nine in ten of one plain entry, the others
//! withdrawn, sold, licensed or listed by two.
//!
//! Corpus: generated, the same at every run. Isolated: entering in batches of a thousand, opening, the set by several
//! filters (median of 21), and the set after one more entry, which is what the next search after a withdrawal waits for.
//! Run: `cargo run --release -p commons --example listed [LISTINGS]`.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use commons::{
    Asked, Author, Batch, Bilingual, Commons, Contact, Day, DeclaredLicence, Event, ListingFilter, NewEntry,
    Offer, Period, Profile, ProviderId, ProviderKind, Required, Role, TermsVersion, Use, User, UserKind,
    models,
};
use model::{OfficeCode, PublicationNumber};

const PROVIDERS: usize = 200;
const BATCH: usize = 1_000;
const TIMES: usize = 21;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let n_listings = std::env::args().nth(1).map_or(Ok(100_000), |text| text.parse())?;
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("commons.sqlite");
    let commons = Commons::open(&path)?;
    enter(&commons, founded()?)?;
    let entries: Vec<NewEntry> = (0..n_listings).map(story).collect::<Fallible<Vec<_>>>()?.concat();
    println!("{n_listings} listings, {} entries, {PROVIDERS} providers", entries.len());
    let (took, ()) = timed(|| entries.chunks(BATCH).try_for_each(|chunk| enter(&commons, chunk.to_vec())))?;
    println!("entering: {took:?}, file {} KiB", std::fs::metadata(&path)?.len() / 1024);
    let (took, opened) = timed(|| Ok(Commons::open(&path)?))?;
    println!("opening: {took:?}");
    for (name, filter) in filters()? {
        let snapshot = opened.snapshot()?;
        let mut times = Vec::new();
        for _ in 0..TIMES {
            times.push(timed(|| Ok(snapshot.listed(&filter)))?.0);
        }
        times.sort_unstable();
        println!("{name}: {} patents, {:?}", snapshot.listed(&filter).len(), times[TIMES / 2]);
    }
    let (_, filter) = filters()?.swap_remove(1);
    let mut times = Vec::new();
    for i in 0..TIMES {
        enter(&opened, vec![since("2026-01-01", listed(i, n_listings + i)?)?])?;
        times.push(timed(|| Ok(opened.listed(&filter)?))?.0);
    }
    times.sort_unstable();
    println!("the set after one more entry: {:?}", times[TIMES / 2]);
    println!("the same set again: {:?}", timed(|| Ok(opened.listed(&filter)?))?.0);
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> Fallible<T>) -> Fallible<(Duration, T)> {
    let begun = Instant::now();
    let value = work()?;
    Ok((begun.elapsed(), value))
}

fn enter(commons: &Commons, entries: Vec<NewEntry>) -> Fallible<()> {
    let author = Author::new("admin".parse()?, Role::Administrator);
    commons.apply(&Batch { author, entries, key: None })?;
    Ok(())
}

fn filters() -> Fallible<Vec<(&'static str, ListingFilter)>> {
    let all = ListingFilter::on("2026-01-01".parse::<Day>()?);
    let company = User { kind: UserKind::Company, residence: Some(OfficeCode::JP) };
    let asked = Asked { user: Some(company), territory: Some(OfficeCode::JP), purpose: Some(Use::Research) };
    let open = ListingFilter { asked, required: Required::Open, ..all.clone() };
    Ok(vec![
        ("listed on a day", all.clone()),
        ("open to a company for research in JP", open),
        ("of one provider", ListingFilter { provider: Some(provider(7)?), ..all.clone() }),
        ("of one prefecture", ListingFilter { prefecture: Some("04".parse()?), ..all }),
    ])
}

fn provider(i: usize) -> Fallible<ProviderId> {
    Ok(format!("provider-{i}").parse()?)
}

fn patent(i: usize) -> Fallible<PublicationNumber> {
    Ok(format!("JP-{}-B2", 3_000_000 + i).parse()?)
}

fn since(from: &str, event: Event) -> Fallible<NewEntry> {
    Ok(NewEntry { event, valid: Period::since(from.parse()?), evidence: None, origin: None })
}

fn founded() -> Fallible<Vec<NewEntry>> {
    let mut entries = Vec::new();
    for (id, terms) in models("https://example.org/conditions".parse()?) {
        entries.push(since("2020-01-01", Event::publish(id, 1, None, terms))?);
    }
    for i in 0..PROVIDERS {
        let desk = Contact {
            names: Bilingual::new("窓口", "desk"),
            email: Some("desk@example.org".parse()?),
            telephone: None,
            page: None,
            languages: Vec::new(),
            classes: Vec::new(),
        };
        let profile = Profile {
            names: Bilingual::new(&format!("提供者{i}"), &format!("Provider {i}")),
            kind: ProviderKind::University,
            country: OfficeCode::JP,
            prefecture: Some(format!("{}", i % 47 + 1).parse()?),
            ror: None,
            homepage: None,
            liaison_office: None,
            contacts: vec![desk],
            represented_by: BTreeSet::new(),
        };
        let joined = Event::ProviderJoined { provider: provider(i)?, profile: Box::new(profile) };
        entries.push(since("2020-01-01", joined)?);
    }
    Ok(entries)
}

fn listed(by: usize, i: usize) -> Fallible<Event> {
    let terms = ["model-research", "model-research-domestic", "model-research-evaluation"][i % 3];
    let offer = Offer {
        terms: TermsVersion { terms: terms.parse()?, version: 1 },
        application: None,
        exclusive_licence: DeclaredLicence::None,
        contact: None,
        verification: Vec::new(),
        readiness: None,
    };
    Ok(Event::PatentListed {
        provider: provider(by % PROVIDERS)?,
        patent: patent(i)?,
        offer: Box::new(offer),
    })
}

/// The entries of one patent.
fn story(i: usize) -> Fallible<Vec<NewEntry>> {
    let begun = since("2021-01-01", listed(i, i)?)?;
    let (provider, patent) = (provider(i % PROVIDERS)?, patent(i)?);
    let second = match i % 40 {
        0 => Event::ListingWithdrawn { provider, patent, reason: None },
        10 => Event::AssigneeChanged { patent, assignee: "Minami".to_owned(), provider: None },
        20 => Event::ExclusiveLicenceGranted { patent, licence: "el-1".parse()?, field_of_use: None },
        30 => listed(i + 1, i)?,
        _ => return Ok(vec![begun]),
    };
    Ok(vec![begun, since("2024-01-01", second)?])
}
