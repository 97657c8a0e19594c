//! Random histories against a model that is plain and slow, and the promise that a past answer never changes.

use std::collections::BTreeSet;

use commons::*;
use model::{LegalState, OfficeCode, PublicationNumber};
use proptest::prelude::*;

use crate::support::*;

const PATENTS: [&str; 3] = ["JP-7000001-B2", "JP-7000002-B2", "US-9000001-B2"];
const PROVIDERS: [&str; 2] = ["aoba", "kita"];
const TERMS: [&str; 4] = ["open", "universities", "short", "sale"];

/// What may be tried; the ledger refuses what does not follow.
#[derive(Debug, Clone, Copy)]
enum Try {
    List { offer: usize, days: Option<u16> },
    Change { offer: usize },
    Withdraw,
    Sell { back: bool },
    Grant { licence: u8, days: Option<u16> },
    End { licence: u8 },
    Lapse,
    Restore,
}

#[derive(Debug, Clone, Copy)]
struct Step {
    patent: usize,
    provider: usize,
    /// Days after 2020-01-01.
    from: u16,
    what: Try,
}

const LAST_DAY: u16 = 40;

fn step() -> impl Strategy<Value = Step> {
    let days = || proptest::option::of(0..15_u16);
    let what = prop_oneof![
        4 => (0..TERMS.len() + 1, days()).prop_map(|(offer, days)| Try::List { offer, days }),
        2 => (0..TERMS.len() + 1).prop_map(|offer| Try::Change { offer }),
        3 => Just(Try::Withdraw),
        1 => any::<bool>().prop_map(|back| Try::Sell { back }),
        1 => (0..2_u8, days()).prop_map(|(licence, days)| Try::Grant { licence, days }),
        1 => (0..2_u8).prop_map(|licence| Try::End { licence }),
        1 => Just(Try::Lapse),
        1 => Just(Try::Restore),
    ];
    (0..PATENTS.len(), 0..PROVIDERS.len(), 0..LAST_DAY, what)
        .prop_map(|(patent, provider, from, what)| Step { patent, provider, from, what })
}

fn nth_day(n: u16) -> Day {
    (0..n).fold(day("2020-01-01"), |day, _| day.next())
}

/// The last of the offers declares an exclusive licence.
fn nth_offer(i: usize) -> Offer {
    match TERMS.get(i) {
        Some(terms) => offer(terms),
        None => Offer { exclusive_licence: DeclaredLicence::Exists, ..offer("open") },
    }
}

fn entry(step: Step) -> NewEntry {
    let (number, by) = (PATENTS[step.patent], PROVIDERS[step.provider]);
    let (event, days) = match step.what {
        Try::List { offer, days } => (listed(by, number, nth_offer(offer)), days),
        Try::Change { offer } => (changed(by, number, nth_offer(offer)), None),
        Try::Withdraw => (withdrawn(by, number), None),
        Try::Sell { back } => {
            let patent = patent(number);
            let owner = back.then(|| provider(by));
            (Event::AssigneeChanged { patent, assignee: "Minami".to_owned(), provider: owner }, None)
        }
        Try::Grant { licence, days } => (licensed(number, &format!("el-{licence}")), days),
        Try::End { licence } => (licence_ended(number, &format!("el-{licence}")), None),
        Try::Lapse => (lapsed(number, LegalState::Lapsed), None),
        Try::Restore => (restored(number), None),
    };
    let from = nth_day(step.from);
    let to = days.map(|days| nth_day(step.from + days));
    NewEntry { event, valid: Period { from, to }, evidence: None, origin: None }
}

fn terms() -> Vec<NewEntry> {
    let universities = Terms { users: BTreeSet::from([UserClass::NonProfit]), ..research() };
    let short = Terms { duration: Duration::Until(nth_day(25)), ..research() };
    let sale = Terms { succession: Succession::Unknown, ..research() };
    let named = [("universities", universities), ("short", short), ("sale", sale)];
    named.map(|(name, terms)| since("2019-01-01", published(name, terms))).to_vec()
}

/// The state of one patent on one day, by walking through the days from the first: no sorting, no periods, no sharing.
#[derive(Debug, Default, Clone)]
struct Model {
    /// By provider: the terms' place in `TERMS`, whether a licence is declared, the day of listing, the last day.
    listings: [Option<Listed>; 2],
    withdrawn: [bool; 2],
    /// The day and order of the last sale, and to which provider it went.
    sale: Option<(Day, u64, Option<usize>)>,
    licences: BTreeSet<(String, Option<Day>)>,
    is_lapsed: bool,
}

#[derive(Debug, Clone, Copy)]
struct Listed {
    terms: usize,
    is_declared: bool,
    since: (Day, u64),
    last: Option<Day>,
}

fn model(entries: &[Entry], number: &PublicationNumber, on: Day) -> Model {
    let mut model = Model::default();
    let mut today = nth_day(0);
    while today <= on {
        for entry in
            entries.iter().filter(|entry| entry.event.patent() == Some(number) && entry.valid.from == today)
        {
            model.take(entry, today);
        }
        if today == on {
            break;
        }
        today = today.next();
    }
    model
}

impl Model {
    fn is_listed(&self, provider: usize, on: Day) -> bool {
        self.listings[provider].is_some_and(|listed| listed.last.is_none_or(|last| on <= last))
    }

    fn take(&mut self, entry: &Entry, today: Day) {
        let place =
            |provider: &ProviderId| PROVIDERS.iter().position(|name| *name == provider.as_str()).unwrap();
        match &entry.event {
            Event::PatentListed { provider, offer, .. } => {
                let since = (today, entry.number);
                self.listings[place(provider)] = Some(Listed::of(offer, since, entry.valid.to));
                self.withdrawn[place(provider)] = false;
            }
            Event::ListingChanged { provider, offer, .. } if self.is_listed(place(provider), today) => {
                let since = self.listings[place(provider)].unwrap().since;
                self.listings[place(provider)] = Some(Listed::of(offer, since, entry.valid.to));
            }
            Event::ListingWithdrawn { provider, .. } if self.is_listed(place(provider), today) => {
                self.listings[place(provider)] = None;
                self.withdrawn[place(provider)] = true;
            }
            Event::AssigneeChanged { provider, .. } => {
                self.sale = Some((today, entry.number, provider.as_ref().map(place)));
            }
            Event::ExclusiveLicenceGranted { licence, .. } => {
                self.licences.insert((licence.to_string(), entry.valid.to));
            }
            Event::ExclusiveLicenceEnded { licence, .. } => {
                self.licences.retain(|(granted, _)| *granted != licence.to_string());
            }
            Event::RightLapsed { .. } => self.is_lapsed = true,
            Event::RightRestored { .. } => self.is_lapsed = false,
            _ => {}
        }
    }

    /// The word of the answer for a use in the patent's own country.
    fn answer(&self, on: Day, is_company: bool) -> &'static str {
        if self.is_lapsed {
            return "no-right-in-force";
        }
        let listed: Vec<usize> = (0..2).filter(|provider| self.is_listed(*provider, on)).collect();
        if listed.is_empty() {
            return if self.withdrawn.contains(&true) { "withdrawn" } else { "not-listed" };
        }
        let has_licence = self.licences.iter().any(|(_, to)| to.is_none_or(|to| on <= to));
        let is_fine = |provider: &usize| {
            let listing = self.listings[*provider].unwrap();
            let sold = self.sale.is_some_and(|(day, number, owner)| {
                listing.since < (day, number) && owner != Some(*provider)
            });
            !(listing.is_declared
                || is_company && TERMS[listing.terms] == "universities"
                || sold && TERMS[listing.terms] == "sale")
        };
        if has_licence || self.withdrawn.contains(&true) || !listed.iter().all(is_fine) {
            "check"
        } else {
            "open"
        }
    }
}

impl Listed {
    fn of(offer: &Offer, since: (Day, u64), to: Option<Day>) -> Self {
        let terms = TERMS.iter().position(|name| *name == offer.terms.terms.as_str()).unwrap();
        let by_terms = (TERMS[terms] == "short").then(|| nth_day(25));
        let last = to.into_iter().chain(by_terms).min();
        Self { terms, is_declared: offer.exclusive_licence != DeclaredLicence::None, since, last }
    }
}

fn asked(number: &PublicationNumber, on: Day, kind: UserKind) -> UseQuestion {
    let user = User { kind, residence: Some(OfficeCode::JP) };
    UseQuestion { on, user, territory: number.office(), purpose: Use::Research, work_begun: None }
}

/// Every answer for every patent, every other day and two users, as known at a revision.
fn answers(snapshot: &Snapshot, known: u64) -> Vec<UseAnswer> {
    let mut answers = Vec::new();
    for number in PATENTS.map(patent) {
        for n in (0..LAST_DAY + 16).step_by(2) {
            for kind in [UserKind::Company, UserKind::University] {
                let question = asked(&number, nth_day(n), kind);
                answers.push(snapshot.use_answer(&number, &LegalKnowledge::NONE, &question, known));
            }
        }
    }
    answers
}

fn check_model(commons: &Commons) -> Result<(), TestCaseError> {
    let snapshot = commons.snapshot().unwrap();
    let entries: Vec<Entry> =
        commons.entries(0, usize::MAX).unwrap().into_iter().map(|(entry, _)| entry).collect();
    for number in PATENTS.map(patent) {
        for n in 0..LAST_DAY + 16 {
            let on = nth_day(n);
            let model = model(&entries, &number, on);
            for (kind, is_company) in [(UserKind::Company, true), (UserKind::University, false)] {
                let question = asked(&number, on, kind);
                let answer =
                    snapshot.use_answer(&number, &LegalKnowledge::NONE, &question, snapshot.revision());
                prop_assert_eq!(
                    answer.verdict.code(),
                    model.answer(on, is_company),
                    "{} {} {:#?}",
                    number,
                    on,
                    model
                );
                let asked = Asked {
                    user: Some(question.user),
                    territory: Some(number.office()),
                    purpose: Some(Use::Research),
                };
                let filter = ListingFilter { asked, required: Required::Open, ..ListingFilter::on(on) };
                let is_open = snapshot.listed(&filter).contains(&number);
                prop_assert_eq!(
                    is_open,
                    answer.verdict.code() == "open",
                    "the set agrees: {} {}",
                    number,
                    on
                );
                let filter = ListingFilter { required: Required::Listed, ..filter };
                let is_listed = (0..2).any(|provider| {
                    let listing = model.listings[provider].filter(|_| model.is_listed(provider, on));
                    listing.is_some_and(|listing| !is_company || TERMS[listing.terms] != "universities")
                });
                prop_assert_eq!(snapshot.listed(&filter).contains(&number), is_listed, "{} {}", number, on);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answers_agree_with_the_plain_model(steps in proptest::collection::vec(step(), 1..40)) {
        let story = Story::of(terms());
        let filters: Vec<ListingFilter> =
            (0..LAST_DAY + 16).step_by(5).map(|n| ListingFilter::on(nth_day(n))).collect();
        for step in steps {
            // What does not follow is refused, which is no fault here.
            let _ = story.commons.apply(&batch(admin(), vec![entry(step)]));
            for filter in &filters {
                let kept = story.commons.listed(filter).unwrap();
                let anew = story.commons.snapshot().unwrap().listed(filter);
                let (kept_numbers, new_numbers): (Vec<_>, Vec<_>) =
                    (kept.numbers().collect(), anew.numbers().collect());
                prop_assert_eq!((kept_numbers, kept.len()), (new_numbers, anew.len()));
            }
        }
        check_model(&story.commons)?;
        prop_assert_eq!(story.commons.verify(None).unwrap().faults, []);
        let (live, read) = (story.commons.snapshot().unwrap(), open(story.dir(), &story.hands).snapshot().unwrap());
        prop_assert_eq!(live.head(), read.head());
        prop_assert_eq!(answers(&live, live.revision()), answers(&read, read.revision()));
    }

    #[test]
    fn no_sequence_of_events_makes_a_past_answer_change(steps in proptest::collection::vec(step(), 1..24)) {
        let story = Story::of(terms());
        let mut past: Vec<(u64, Instant, Vec<UseAnswer>)> = Vec::new();
        for (i, step) in steps.into_iter().enumerate() {
            story.hands.set(&format!("2026-02-{:02}T00:00:00Z", i + 1));
            let _ = story.commons.apply(&batch(admin(), vec![entry(step)]));
            let snapshot = story.commons.snapshot().unwrap();
            let revision = snapshot.revision();
            past.push((revision, story.commons.now(), answers(&snapshot, revision)));
        }
        story.hands.set("2026-03-10T00:00:00Z");
        let last = story.commons.snapshot().unwrap();
        for (revision, instant, then) in past {
            prop_assert_eq!(last.resolve(Known::At(instant), story.commons.now()).unwrap(), revision);
            prop_assert_eq!(&answers(&last, revision), &then, "from the last snapshot");
            let reread = story.commons.snapshot_at(Known::Revision(revision)).unwrap();
            prop_assert_eq!(&answers(&reread, revision), &then, "from the file");
        }
    }
}
