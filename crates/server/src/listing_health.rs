//! How the listings of a provider or of a technology field stand: what to look at before users do.

use std::{collections::HashMap, sync::Arc};

use commons::{
    Bilingual, Commons, Day, DeclaredLicence, FieldId, History, Listing, ListingState, ProviderId, Snapshot,
    UseCount, Views,
};
use indexer::Generation;
use model::{Date, Document, DocumentId, LegalState, LegalStatus, Number, Patent, PublicationNumber};
use query::QueryError;
use value::Figures;

use crate::{
    InterfaceLanguage, PlanningError,
    field_listings::{field_query, members},
    wire::{
        self, FieldHealth, FieldSummary, HealthCounts, HealthReport, IndicatorSummary, LedgerState,
        ListingHealth, NamedProvider, ProviderHealth, Remark, tongue,
    },
};

/// How long before its last day a permission ends soon.
const PERMISSION_MONTHS: u32 = 3;

/// How long before its end the term of a right ends soon.
const TERM_MONTHS: u32 = 12;

/// The term of a patent from its filing: TRIPS Agreement, Article 33; Patent Act of Japan, Article 67(1).
const TERM_YEARS: u32 = 20;

/// The health report of one provider on a day; none where it has not joined. `all` keeps listings that nothing is to be
/// said about. The indicators of what is listed are summed up where the generation's figures are given.
pub fn provider_health(
    generation: &Generation,
    commons: &Commons,
    figures: Option<&Figures>,
    provider: &ProviderId,
    all: bool,
    language: InterfaceLanguage,
) -> Result<Option<ProviderHealth>, PlanningError> {
    let examination = Examination::now(generation, commons, language)?;
    let snapshot = &examination.snapshot;
    let Some(profile) = snapshot.register().profile(provider, examination.on, snapshot.revision()) else {
        return Ok(None);
    };
    let name = profile.names.get(tongue(language)).clone();
    let patents = (0..snapshot.n_patents()).filter_map(|place| snapshot.patent(place));
    let of_provider = patents.map(|patent| examination.of(patent, provider));
    let listings = of_provider.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    Ok(Some(ProviderHealth {
        provider: NamedProvider { id: provider.to_string(), name },
        report: examination.report(listings, figures, all)?,
    }))
}

/// The health report of a technology field: every provider's listing of a patent that belongs to it. None where there is
/// no such field.
pub fn field_health(
    generation: &Arc<Generation>,
    commons: &Commons,
    figures: Option<&Figures>,
    field: &FieldId,
    all: bool,
    language: InterfaceLanguage,
) -> Result<Option<FieldHealth>, PlanningError> {
    let Some(field) = commons.field(field, None)? else { return Ok(None) };
    let examination = Examination::now(generation, commons, language)?;
    let snapshot = &examination.snapshot;
    let mut listings = Vec::new();
    for place in members(generation, snapshot, &field.content)? {
        let Some(patent) = snapshot.patent(place) else { continue };
        for (provider, _) in snapshot.history(patent, snapshot.revision()).listings(examination.on) {
            listings.extend(examination.of(patent, provider)?);
        }
    }
    let report = examination.report(listings, figures, all)?;
    Ok(Some(FieldHealth { field: FieldSummary::from(&field), query: field_query(&field.content), report }))
}

fn records_of_use(counts: &[UseCount]) -> HashMap<PublicationNumber, u64> {
    let mut records = HashMap::new();
    for count in counts {
        *records.entry(count.patent.clone()).or_default() += count.n_records;
    }
    records
}

fn counts(listings: &[ListingHealth]) -> HealthCounts {
    let in_state = |state: &str| listings.iter().filter(|listing| listing.state == state).count();
    let marked = |codes: &[&str]| {
        let is_marked = |listing: &&ListingHealth| {
            listing.state == "listed"
                && listing.remarks.iter().any(|remark| codes.contains(&remark.code.as_str()))
        };
        listings.iter().filter(is_marked).count()
    };
    HealthCounts {
        listed: in_state("listed"),
        listed_later: in_state("listed-later"),
        ended: in_state("ended"),
        withdrawn: in_state("withdrawn"),
        not_in_force: marked(&["not-in-force", "term-over"]),
        lapsing_soon: marked(&["permission-ends-soon", "term-ends-soon"]),
        owner_moved: marked(&["owner-moved"]),
        conflicts: marked(&[
            "exclusive-licence",
            "exclusive-licence-declared",
            "exclusive-licence-unknown",
            "listed-by-another",
            "withdrawn-by-another",
        ]),
        not_in_index: marked(&["not-in-index"]),
        never_viewed: listings.iter().filter(|of| of.state == "listed" && of.views == 0).count(),
        in_use: listings.iter().filter(|listing| 0 < listing.records_of_use).count(),
    }
}

struct Examination<'e> {
    generation: &'e Generation,
    snapshot: Arc<Snapshot>,
    on: Day,
    language: InterfaceLanguage,
    uses: HashMap<PublicationNumber, u64>,
    views: Views,
}

impl<'e> Examination<'e> {
    fn now(
        generation: &'e Generation,
        commons: &Commons,
        language: InterfaceLanguage,
    ) -> Result<Self, PlanningError> {
        Ok(Self {
            generation,
            snapshot: commons.snapshot()?,
            on: commons.now().day(),
            language,
            uses: records_of_use(&commons.use_counts(None)?),
            views: commons.views()?,
        })
    }

    fn report(
        &self,
        mut listings: Vec<ListingHealth>,
        figures: Option<&Figures>,
        all: bool,
    ) -> Result<HealthReport, PlanningError> {
        let counts = counts(&listings);
        let indicators = figures.map(|figures| self.indicators(figures, &listings)).transpose()?;
        listings.retain(|listing| all || (listing.state == "listed" && !listing.remarks.is_empty()));
        let head = self.snapshot.head();
        Ok(HealthReport {
            on: self.on.to_string(),
            ledger: LedgerState { revision: head.revision, sha256: head.hash.to_string() },
            counts,
            views_since: self.views.since.map(|since| since.to_string()),
            indicators,
            listings,
        })
    }

    /// The indicators of what is listed today and in the index; a patent that two providers list counts once.
    fn indicators(
        &self,
        figures: &Figures,
        listings: &[ListingHealth],
    ) -> Result<IndicatorSummary, PlanningError> {
        let mut addresses = Vec::new();
        for listing in listings.iter().filter(|listing| listing.state == "listed") {
            let Ok(number) = listing.patent.parse() else { continue };
            let address = self.generation.address(&DocumentId::Patent(number)).map_err(QueryError::from)?;
            addresses.extend(address);
        }
        addresses.sort_unstable();
        addresses.dedup();
        Ok(IndicatorSummary::of(&value::portfolio(figures, &addresses), self.language))
    }

    /// What is to be said of the provider's listing of a patent; none if it never listed it.
    fn of(
        &self,
        patent: &PublicationNumber,
        provider: &ProviderId,
    ) -> Result<Option<ListingHealth>, PlanningError> {
        let history = self.snapshot.history(patent, self.snapshot.revision());
        let Some(state) = history.listing(provider, self.on) else { return Ok(None) };
        let held = self.held(patent)?;
        let title = held.as_deref().and_then(|held| wire::for_reader(&held.titles, self.language));
        let (word, listing, end) = match &state {
            ListingState::NotYet { .. } => ("listed-later", None, None),
            ListingState::Current(listing) => ("listed", Some(listing), listing.until.map(Day::previous)),
            ListingState::Ended { listing, last } => ("ended", Some(listing), Some(*last)),
            ListingState::Withdrawn { listing, on, .. } => ("withdrawn", Some(listing), Some(on.previous())),
        };
        let remarks = match &state {
            ListingState::Current(listing) => self.remarks(&history, listing, held.as_deref()),
            _ => Vec::new(),
        };
        let begins = match &state {
            ListingState::NotYet { from } => Some(*from),
            _ => listing.map(|listing| listing.since),
        };
        let terms = listing.map(|listing| listing.offer.terms.clone());
        Ok(Some(ListingHealth {
            patent: patent.to_string(),
            provider: provider.to_string(),
            title: title.map(|title| title.text.clone()),
            title_language: title.map(|title| title.language.to_string()),
            state: word.to_owned(),
            since: begins.map(|day| day.to_string()),
            last_day: end.map(|day| day.to_string()),
            terms: terms.as_ref().map(|terms| terms.terms.to_string()),
            version: terms.map(|terms| terms.version),
            views: self.views.counts.get(patent).copied().unwrap_or(0),
            records_of_use: self.uses.get(patent).copied().unwrap_or(0),
            remarks,
        }))
    }

    fn held(&self, patent: &PublicationNumber) -> Result<Option<Box<Patent>>, PlanningError> {
        let documents = query::documents_with(self.generation, &Number::Publication(patent.clone()))?;
        let own = documents.into_iter().find_map(|document| match document {
            Document::Patent(held) if held.number == *patent => Some(held),
            _ => None,
        });
        Ok(own)
    }

    fn remarks(&self, history: &History<'_>, listing: &Listing<'_>, held: Option<&Patent>) -> Vec<Remark> {
        let mut said = Vec::new();
        let mut say = |code: &'static str, ja: String, en: String| {
            let text = Bilingual { ja, en }.get(tongue(self.language)).clone();
            said.push(Remark { code: code.to_owned(), text });
        };
        self.of_right(history, held, &mut say);
        if let Some(until) = listing.until
            && until <= self.on.plus_months(PERMISSION_MONTHS)
        {
            let last = until.previous();
            say(
                "permission-ends-soon",
                format!("掲載は {last} に終わります"),
                format!("the permission ends on {last}"),
            );
        }
        if let Some((assignee, entry)) = history.assignee_change(listing, self.on) {
            let since = entry.valid.from;
            say(
                "owner-moved",
                format!("{since} に権利が {assignee} に移りました"),
                format!("the right went to {assignee} on {since}"),
            );
        }
        self.of_licences(history, listing, &mut say);
        for (other, state) in history.listings(self.on) {
            match state {
                ListingState::Current(_) if other != listing.provider => say(
                    "listed-by-another",
                    format!("{other} も掲載しています"),
                    format!("{other} lists it too"),
                ),
                ListingState::Withdrawn { on, .. } if other != listing.provider => say(
                    "withdrawn-by-another",
                    format!("{other} は {on} に取り下げました"),
                    format!("{other} withdrew it on {on}"),
                ),
                _ => {}
            }
        }
        said
    }

    /// Whether there is a right, as the ledger and the index say, and how long it can last.
    fn of_right(
        &self,
        history: &History<'_>,
        held: Option<&Patent>,
        say: &mut impl FnMut(&'static str, String, String),
    ) {
        let office = history.patent.office();
        let by_ledger = history.right_change(office, self.on).map(|change| change.lapsed);
        let own = |status: &&LegalStatus| status.territory.is_none_or(|place| place == office);
        let by_index = held.and_then(|held| held.status.iter().filter(own).max_by_key(|status| status.as_of));
        let ended = match by_ledger {
            Some(lapsed) => lapsed,
            None => by_index.map(|status| status.state),
        };
        let ended = ended.filter(|state| !matches!(state, LegalState::InForce | LegalState::Pending));
        if let Some(state) = ended {
            let word = state.as_str();
            say(
                "not-in-force",
                format!("権利は有効ではありません ({})", value::maps::status(state.as_str()).ja),
                format!("the right is not in force ({word})"),
            );
            return;
        }
        match held {
            None => say(
                "not-in-index",
                "索引にないため、法的状態は分かりません".to_owned(),
                "it is not in the index, so that its legal status is not known".to_owned(),
            ),
            Some(held) => self.of_term(held.filed, say),
        }
    }

    fn of_term(&self, filed: Option<Date>, say: &mut impl FnMut(&'static str, String, String)) {
        let filed = filed.and_then(|filed| filed.to_string().parse::<Day>().ok());
        let Some(end) = filed.map(|filed| filed.plus_months(TERM_YEARS * 12)) else { return };
        if end < self.on {
            say(
                "term-over",
                format!("出願から{TERM_YEARS}年の存続期間は {end} に終わりました (延長がなければ)"),
                format!("the term of {TERM_YEARS} years from filing ended on {end}, unless it was extended"),
            );
        } else if end <= self.on.plus_months(TERM_MONTHS) {
            say(
                "term-ends-soon",
                format!("出願から{TERM_YEARS}年の存続期間は {end} に終わります (延長がなければ)"),
                format!("the term of {TERM_YEARS} years from filing ends on {end}, unless it is extended"),
            );
        }
    }

    fn of_licences(
        &self,
        history: &History<'_>,
        listing: &Listing<'_>,
        say: &mut impl FnMut(&'static str, String, String),
    ) {
        for licence in history.licences(self.on) {
            let since = licence.entry.valid.from;
            say(
                "exclusive-licence",
                format!("{since} から専用実施権 {} があります", licence.licence),
                format!("the exclusive licence {} is in force since {since}", licence.licence),
            );
        }
        match &listing.offer.exclusive_licence {
            DeclaredLicence::None => {}
            DeclaredLicence::Unknown => say(
                "exclusive-licence-unknown",
                "専用実施権の有無が書かれていないため、「要確認」と表示されます".to_owned(),
                "it does not say whether there is an exclusive licence, so that users are told to check"
                    .to_owned(),
            ),
            DeclaredLicence::Exists => say(
                "exclusive-licence-declared",
                "専用実施権があると書かれています".to_owned(),
                "an exclusive licence is declared".to_owned(),
            ),
            DeclaredLicence::InField(field) => say(
                "exclusive-licence-declared",
                format!("専用実施権があると書かれています ({field})"),
                format!("an exclusive licence is declared, in the field {field}"),
            ),
        }
    }
}
