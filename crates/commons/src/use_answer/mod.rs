//! "May I use it?": one of five answers, with its reasons, from a table of decisions.
//!
//! The table is in `docs/commons.md`; [`use_answer`] is that table, row by row. An answer is not legal advice.

mod reason;
mod standing;
mod wording;

use model::OfficeCode;

pub use reason::{Note, Reason};
pub(crate) use standing::may_reach;
pub use standing::{Family, LegalKnowledge, Standing};

use crate::{
    Bilingual, Contact, Day, DeclaredLicence, Digest, Entry, History, Link, Listing, ListingState,
    NoticeDuty, OnWithdrawal, Period, ProviderId, TermsVersion, Use, User, terms::Shortfall,
};

/// Said beside every answer.
pub const NOT_LEGAL_ADVICE: (&str, &str) = (
    "これは台帳と法的状況の記録から計算した回答であり、法的助言ではありません。",
    "This answer is computed from the ledger and the recorded legal status. It is not legal advice.",
);

/// What is asked of one patent. What was known is the revision of the [`History`] that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UseQuestion {
    /// The day of the use.
    pub on: Day,
    pub user: User,
    /// Where the use takes place.
    pub territory: OfficeCode,
    pub purpose: Use,
    /// When the user's own work began, if it has begun.
    pub work_begun: Option<Day>,
}

/// The five answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// No permission is needed from this right: there is none in force there. Other rights may stand in the way.
    NoRightInForce,
    Open {
        provider: ProviderId,
        terms: TermsVersion,
        /// SHA-256 of the terms' texts.
        text_sha256: Bilingual<Digest>,
        since: Day,
    },
    /// Listed, but something must be checked first: see the reasons.
    Check,
    Withdrawn {
        provider: ProviderId,
        terms: TermsVersion,
        /// The first day on which it was not open any more.
        on: Day,
        work_begun_before: WorkBegunBefore,
    },
    NotListed,
}

impl Verdict {
    /// The word of the answer: `open`, `check`, ….
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRightInForce => "no-right-in-force",
            Self::Open { .. } => "open",
            Self::Check => "check",
            Self::Withdrawn { .. } => "withdrawn",
            Self::NotListed => "not-listed",
        }
    }
}

/// What a withdrawal means for work begun while the patent was listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkBegunBefore {
    pub may_go_on: MayGoOn,
    /// Whether the user's own work is such work; none if the user did not say when it began.
    pub includes_users_work: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayGoOn {
    WithoutEnd,
    /// To that day, included.
    To(Day),
    No,
}

/// An entry of the ledger that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Number of the entry.
    pub entry: u64,
    pub entered: crate::Instant,
    pub valid: Period,
    pub link: Option<Link>,
    /// The node that it was taken over from.
    pub origin: Option<crate::Origin>,
}

/// An answer, which a later entry never changes for the same day and revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseAnswer {
    pub verdict: Verdict,
    /// Why it is so: never empty unless it is open.
    pub reasons: Vec<Reason>,
    /// What is to be said beside it.
    pub notes: Vec<Note>,
    /// In the order of their numbers, each once.
    pub evidence: Vec<Evidence>,
    /// Whom to ask: the listing's own contact, then the provider's.
    pub contacts: Vec<Contact>,
    /// The day asked about.
    pub on: Day,
    /// The revision of the ledger that was known.
    pub known: u64,
}

impl OnWithdrawal {
    /// How long work may go on that began before a withdrawal from a day.
    pub fn may_go_on(self, on: Day) -> MayGoOn {
        match self {
            Self::OngoingWorkProtected => MayGoOn::WithoutEnd,
            Self::GraceMonths(months) => MayGoOn::To(on.plus_months(months).previous()),
            Self::Stop => MayGoOn::No,
        }
    }
}

/// Answers from what is known of the right and from the history of the patent's listings.
///
/// Rows, the first that applies: (1) no right there; (2) listed: open, or to be checked; (3) withdrawn; (4) its time ended;
/// (5) to be listed later; (6) never listed.
pub fn use_answer(legal: &LegalKnowledge<'_>, history: &History<'_>, question: &UseQuestion) -> UseAnswer {
    let mut answer = Draft::new(history, question);
    let standing = legal.standing(history, question.territory, question.on);
    answer.note_standing(&standing, legal, question.territory);
    if let Some(reason) = standing.no_right() {
        answer.cite(standing.entry());
        return answer.decided(Verdict::NoRightInForce, vec![reason]);
    }
    let states: Vec<ListingState<'_>> =
        history.listings(question.on).into_iter().map(|(_, state)| state).collect();
    let current: Vec<Listing<'_>> = states.iter().filter_map(current).collect();
    if !current.is_empty() {
        return answer.of_listed(&current, &states);
    }
    if let Some((listing, on, entry)) = states.iter().filter_map(withdrawn).max_by_key(|(_, on, _)| *on) {
        return answer.of_withdrawn(&listing, on, entry);
    }
    answer.of_unlisted(&states)
}

fn current<'s>(state: &ListingState<'s>) -> Option<Listing<'s>> {
    match state {
        ListingState::Current(listing) => Some(*listing),
        _ => None,
    }
}

fn withdrawn<'s>(state: &ListingState<'s>) -> Option<(Listing<'s>, Day, &'s Entry)> {
    match state {
        ListingState::Withdrawn { listing, on, entry } => Some((*listing, *on, entry)),
        _ => None,
    }
}

/// An answer in the making.
struct Draft<'q, 's> {
    history: &'q History<'s>,
    question: &'q UseQuestion,
    notes: Vec<Note>,
    cited: Vec<&'s Entry>,
    contacts: Vec<Contact>,
}

impl<'q, 's> Draft<'q, 's> {
    fn new(history: &'q History<'s>, question: &'q UseQuestion) -> Self {
        Self { history, question, notes: Vec::new(), cited: Vec::new(), contacts: Vec::new() }
    }

    fn note_standing(&mut self, standing: &Standing<'_>, legal: &LegalKnowledge<'_>, territory: OfficeCode) {
        match standing {
            Standing::Unknown => self.notes.push(Note::LegalStatusUnknown),
            Standing::Pending { as_of } => self.notes.push(Note::RightPending { as_of: *as_of }),
            Standing::InForce { as_of, .. } => self.notes.push(Note::InForce { as_of: *as_of }),
            Standing::NotInForce { .. } => {}
            Standing::NoRightThere { .. } => match &legal.family {
                Family::NotLookedUp => self.notes.push(Note::FamilyNotLookedUp),
                Family::Members(members) => {
                    let there = members.iter().filter(|member| member.office() == territory);
                    let numbers: Vec<_> = there.cloned().collect();
                    if !numbers.is_empty() {
                        self.notes.push(Note::FamilyMembersThere { numbers });
                    }
                }
            },
        }
    }

    /// Rows 2a and 2b.
    fn of_listed(mut self, current: &[Listing<'s>], states: &[ListingState<'s>]) -> UseAnswer {
        let mut reasons = Vec::new();
        for listing in current {
            self.cite_listing(listing);
            reasons.extend(self.objections(listing));
        }
        for (listing, on, entry) in states.iter().filter_map(withdrawn) {
            self.cite(Some(entry));
            reasons.push(Reason::WithdrawnByAnother { provider: listing.provider.clone(), on });
        }
        let longest = current.iter().min_by_key(|listing| listing.since);
        match longest.filter(|_| reasons.is_empty()) {
            Some(listing) => {
                self.note_duties(listing);
                let verdict = Verdict::Open {
                    provider: listing.provider.clone(),
                    terms: listing.offer.terms.clone(),
                    text_sha256: listing.terms.text_digests(),
                    since: listing.since,
                };
                self.decided(verdict, reasons)
            }
            None => self.decided(Verdict::Check, reasons),
        }
    }

    /// What keeps a listing from being open for the question.
    fn objections(&mut self, listing: &Listing<'s>) -> Vec<Reason> {
        let Self { question, history, .. } = *self;
        let asked = Asked {
            user: Some(question.user),
            territory: Some(question.territory),
            purpose: Some(question.purpose),
        };
        let shortfalls = asked.shortfalls(listing.terms).into_iter();
        let mut reasons: Vec<Reason> = shortfalls
            .map(|shortfall| Reason::NotCovered { provider: listing.provider.clone(), shortfall })
            .collect();
        if let Some((assignee, entry)) = history.assignee_change(listing, question.on) {
            self.cite(Some(entry));
            let (assignee, on) = (assignee.to_owned(), entry.valid.from);
            if listing.binds_new_owner() {
                self.notes.push(Note::NewOwnerBound { assignee, on });
            } else {
                let succession = listing.terms.succession;
                reasons.push(Reason::AssigneeChanged { assignee, on, succession });
            }
        }
        for active in history.licences(question.on) {
            self.cite(Some(active.entry));
            reasons.push(Reason::ExclusiveLicence {
                since: active.entry.valid.from,
                field_of_use: active.field_of_use.map(str::to_owned),
                rule: listing.terms.exclusive_licence,
            });
        }
        if listing.offer.exclusive_licence != DeclaredLicence::None {
            reasons.push(Reason::DeclaredLicence {
                provider: listing.provider.clone(),
                declared: listing.offer.exclusive_licence.clone(),
            });
        }
        reasons
    }

    fn note_duties(&mut self, listing: &Listing<'_>) {
        if self.question.purpose == Use::Commercial
            && let crate::Consideration::CommercialConditions(link) = &listing.terms.consideration
        {
            self.notes.push(Note::CommercialConditions { link: link.clone() });
        }
        match listing.terms.notice {
            NoticeDuty::None => {}
            duty => self.notes.push(Note::Notice { duty }),
        }
    }

    /// Row 3.
    fn of_withdrawn(mut self, listing: &Listing<'s>, on: Day, entry: &'s Entry) -> UseAnswer {
        self.cite_listing(listing);
        self.cite(Some(entry));
        if on < entry.entered.day() {
            self.notes.push(Note::EnteredAfterwards { entered: entry.entered.day() });
        }
        let verdict = Verdict::Withdrawn {
            provider: listing.provider.clone(),
            terms: listing.offer.terms.clone(),
            on,
            work_begun_before: self.work_begun_before(listing, on),
        };
        self.decided(verdict, vec![Reason::Withdrawn { on }])
    }

    fn work_begun_before(&self, listing: &Listing<'_>, on: Day) -> WorkBegunBefore {
        let may_go_on = listing.terms.on_withdrawal.may_go_on(on);
        let in_time = |begun: Day| listing.since <= begun && begun < on;
        WorkBegunBefore { may_go_on, includes_users_work: self.question.work_begun.map(in_time) }
    }

    /// Rows 4 to 6.
    fn of_unlisted(mut self, states: &[ListingState<'s>]) -> UseAnswer {
        let mut reasons = Vec::new();
        for state in states {
            match state {
                ListingState::Ended { listing, last } => {
                    self.cite_listing(listing);
                    reasons.push(Reason::ListingEnded { provider: listing.provider.clone(), last: *last });
                }
                ListingState::NotYet { from } => reasons.push(Reason::ListedLater { from: *from }),
                ListingState::Current(_) | ListingState::Withdrawn { .. } => {}
            }
        }
        if reasons.is_empty() {
            reasons.push(Reason::NeverListed);
        }
        self.decided(Verdict::NotListed, reasons)
    }

    fn cite(&mut self, entry: Option<&'s Entry>) {
        self.cited.extend(entry);
    }

    fn cite_listing(&mut self, listing: &Listing<'s>) {
        self.cite(Some(listing.listed));
        self.cite(Some(listing.governing));
        self.contacts.extend(listing.offer.contact.clone());
        let History { register, known, .. } = *self.history;
        if let Some(profile) = register.profile(listing.provider, self.question.on, known) {
            self.contacts.extend(profile.contacts.iter().cloned());
        }
    }

    fn decided(mut self, verdict: Verdict, reasons: Vec<Reason>) -> UseAnswer {
        self.cited.sort_by_key(|entry| entry.number);
        self.cited.dedup_by_key(|entry| entry.number);
        let evidence = self.cited.iter().map(|entry| Evidence {
            entry: entry.number,
            entered: entry.entered,
            valid: entry.valid,
            link: entry.evidence.clone(),
            origin: entry.origin.clone(),
        });
        UseAnswer {
            verdict,
            reasons,
            notes: self.notes,
            evidence: evidence.collect(),
            contacts: self.contacts,
            on: self.question.on,
            known: self.history.known,
        }
    }
}

/// What is asked of terms; what is none is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Asked {
    pub user: Option<User>,
    pub territory: Option<OfficeCode>,
    pub purpose: Option<Use>,
}

impl Asked {
    /// What the terms do not cover.
    pub(crate) fn shortfalls(&self, terms: &crate::Terms) -> Vec<Shortfall> {
        let of_use = self.purpose.filter(|purpose| !terms.covers_use(*purpose)).map(|_| Shortfall::Use);
        let of_place =
            self.territory.filter(|place| !terms.covers_territory(*place)).map(|_| Shortfall::Territory);
        let of_user = self.user.map(|user| terms.user_shortfalls(user)).unwrap_or_default();
        of_use.into_iter().chain(of_user).chain(of_place).collect()
    }
}
