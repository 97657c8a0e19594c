use ::commons::{
    Bilingual, Contact, Entry, Event, MayGoOn, NOT_LEGAL_ADVICE, ProviderId, Reason, Register, Snapshot,
    TermsVersion, Tongue, UseAnswer, UseCount as Counted, UseQuestion, Verdict,
};
use indexer::Generation;
use model::Patent;
use serde::Serialize;
use utoipa::ToSchema;

use super::tongue;
use crate::InterfaceLanguage;

/// The answer to "may I use it?" for one patent, one day, one user, one place and one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UseResponse {
    pub generation: String,
    #[schema(example = "JP-2012900101-A")]
    pub id: String,
    pub question: AskedUse,
    pub ledger: LedgerState,
    /// `open`, `check`, `withdrawn`, `not-listed` or `no-right-in-force`.
    #[schema(example = "open")]
    pub answer: String,
    /// The answer in a few words.
    pub label: String,
    /// The answer in a sentence.
    pub headline: String,
    /// Whose listing the answer is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<NamedProvider>,
    /// Under which terms; of a withdrawn patent those that it had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<UseTerms>,
    /// The day of listing, where it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The first day on which it was not open any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_begun_before: Option<BegunWork>,
    /// Why it is so; empty where it is open.
    pub reasons: Vec<Remark>,
    /// What is to be said beside it.
    pub notes: Vec<Remark>,
    /// Entries of the ledger that the answer rests on.
    pub evidence: Vec<LedgerEvidence>,
    /// Whom to ask, the nearest first.
    pub contacts: Vec<UseContact>,
    /// Records of use that were registered, by purpose; persons are not public.
    pub records_of_use: Vec<UseCount>,
    /// Said beside every answer.
    pub not_legal_advice: String,
}

/// What was asked, with what the question left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AskedUse {
    /// The day of the use.
    #[schema(example = "2026-01-01")]
    pub on: String,
    #[schema(example = "company")]
    pub user: String,
    /// Where the user has its seat, ST.3; absent where it does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub residence: Option<String>,
    /// Where the use takes place, ST.3.
    #[schema(example = "JP")]
    pub territory: String,
    #[schema(example = "research")]
    pub purpose: String,
    /// When the user's own work began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begun: Option<String>,
}

/// The state of the ledger that an answer was computed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LedgerState {
    /// Number of the last entry.
    pub revision: u64,
    /// SHA-256 that chains all entries up to it.
    pub sha256: String,
}

/// A provider by its id and its name in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NamedProvider {
    #[schema(example = "aoba-battery")]
    pub id: String,
    pub name: String,
}

/// A version of terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UseTerms {
    #[schema(example = "model-research")]
    pub id: String,
    pub version: u32,
    pub name: String,
    /// What the data say, a line a dimension, in the reader's language.
    pub summary: Vec<String>,
    /// SHA-256 of the Japanese text.
    pub sha256_ja: String,
    /// SHA-256 of the English text.
    pub sha256_en: String,
}

/// What a withdrawal means for work that began while the patent was listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BegunWork {
    /// `without-end`, `to` a day, or `no`.
    pub may_go_on: String,
    /// The last day, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Whether the user's own work is such work; absent where its beginning was not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub includes_users_work: Option<bool>,
    pub text: String,
}

/// A reason or a note: a word for machines, a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Remark {
    #[schema(example = "assignee-changed")]
    pub code: String,
    pub text: String,
}

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LedgerEvidence {
    /// Its number.
    pub entry: u64,
    /// When it was entered, UTC.
    pub entered: String,
    /// The first day on which it holds.
    pub from: String,
    /// The last one, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What proves it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The node that it was harvested from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<LedgerOrigin>,
}

/// The node that an entry was harvested from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LedgerOrigin {
    #[schema(example = "https://node.example")]
    pub node: String,
    /// Its number there; absent where the node does not tell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<u64>,
    /// When it was entered there, UTC.
    pub entered: String,
}

/// Whom to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UseContact {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Languages in which it answers; empty where it does not say.
    pub languages: Vec<String>,
}

/// How many records of use there are for a purpose, deleted ones included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UseCount {
    #[schema(example = "research")]
    pub purpose: String,
    pub count: u64,
}

/// The short answer beside a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HitUse {
    /// `open`, `check`, `withdrawn`, `not-listed` or `no-right-in-force`.
    #[schema(example = "open")]
    pub answer: String,
    /// The same in a few words.
    pub label: String,
    /// The day that it is about.
    pub on: String,
    /// Codes of the reasons, where it is not open.
    pub reasons: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<NamedProvider>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<UseTerms>,
    /// Whom to ask first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<UseContact>,
}

/// What an answer says of a listing.
struct Told<'s> {
    register: &'s Register,
    snapshot: &'s Snapshot,
    answer: &'s UseAnswer,
    tongue: Tongue,
}

impl UseResponse {
    /// Puts an answer into the reader's language.
    pub(crate) fn new(
        generation: &Generation,
        patent: &Patent,
        snapshot: &Snapshot,
        question: &UseQuestion,
        answer: &UseAnswer,
        counts: &[Counted],
        language: InterfaceLanguage,
    ) -> Self {
        let told = Told { register: snapshot.register(), snapshot, answer, tongue: tongue(language) };
        let say = |text: &Bilingual| text.get(told.tongue).clone();
        let (since, withdrawn_on) = match &answer.verdict {
            Verdict::Open { since, .. } => (Some(since.to_string()), None),
            Verdict::Withdrawn { on, .. } => (None, Some(on.to_string())),
            _ => (None, None),
        };
        let head = snapshot.head();
        Self {
            generation: generation.id().to_string(),
            id: patent.number.to_string(),
            question: AskedUse::from(question),
            ledger: LedgerState { revision: head.revision, sha256: head.hash.to_string() },
            answer: answer.verdict.code().to_owned(),
            label: label(answer, question, language),
            headline: say(&answer.headline()),
            provider: told.provider(),
            terms: told.terms(),
            since,
            withdrawn_on,
            work_begun_before: told.begun_work(),
            reasons: answer
                .reasons
                .iter()
                .map(|reason| Remark { code: reason.code().to_owned(), text: say(&reason.sentence()) })
                .collect(),
            notes: answer
                .notes
                .iter()
                .map(|note| Remark { code: note.code().to_owned(), text: say(&note.sentence()) })
                .collect(),
            evidence: answer.evidence.iter().map(LedgerEvidence::from).collect(),
            contacts: answer.contacts.iter().map(|contact| UseContact::new(contact, told.tongue)).collect(),
            records_of_use: counts.iter().map(UseCount::from).collect(),
            not_legal_advice: language.pick(NOT_LEGAL_ADVICE.0, NOT_LEGAL_ADVICE.1).to_owned(),
        }
    }
}

impl HitUse {
    pub(crate) fn new(
        snapshot: &Snapshot,
        question: &UseQuestion,
        answer: &UseAnswer,
        language: InterfaceLanguage,
    ) -> Self {
        let told = Told { register: snapshot.register(), snapshot, answer, tongue: tongue(language) };
        Self {
            answer: answer.verdict.code().to_owned(),
            label: label(answer, question, language),
            on: question.on.to_string(),
            reasons: answer.reasons.iter().map(|reason| reason.code().to_owned()).collect(),
            provider: told.provider(),
            terms: told.terms(),
            contact: answer.contacts.first().map(|contact| UseContact::new(contact, told.tongue)),
        }
    }
}

impl Told<'_> {
    fn named(&self) -> Option<(&ProviderId, Option<&TermsVersion>)> {
        match &self.answer.verdict {
            Verdict::Open { provider, terms, .. } | Verdict::Withdrawn { provider, terms, .. } => {
                Some((provider, Some(terms)))
            }
            // The listing that is to be checked is the one that the answer cites.
            Verdict::Check => self.cited().find_map(|entry| match &entry.event {
                Event::PatentListed { provider, offer, .. }
                | Event::ListingChanged { provider, offer, .. } => Some((provider, Some(&offer.terms))),
                _ => None,
            }),
            _ => None,
        }
    }

    fn begun_work(&self) -> Option<BegunWork> {
        let Verdict::Withdrawn { work_begun_before, .. } = &self.answer.verdict else { return None };
        let (may_go_on, to) = match work_begun_before.may_go_on {
            MayGoOn::WithoutEnd => ("without-end", None),
            MayGoOn::To(day) => ("to", Some(day.to_string())),
            MayGoOn::No => ("no", None),
        };
        Some(BegunWork {
            may_go_on: may_go_on.to_owned(),
            to,
            includes_users_work: work_begun_before.includes_users_work,
            text: work_begun_before.sentence().get(self.tongue).clone(),
        })
    }

    fn cited(&self) -> impl Iterator<Item = &Entry> {
        self.answer.evidence.iter().filter_map(|evidence| self.snapshot.entry(evidence.entry))
    }

    fn provider(&self) -> Option<NamedProvider> {
        let (id, _) = self.named()?;
        let profile = self.register.profile(id, self.answer.on, self.answer.known);
        let name = profile.map_or_else(|| id.to_string(), |profile| profile.names.get(self.tongue).clone());
        Some(NamedProvider { id: id.to_string(), name })
    }

    fn terms(&self) -> Option<UseTerms> {
        let version = self.named()?.1?;
        let content = self.register.terms(version, self.answer.known)?.content;
        let digests = content.text_digests();
        Some(UseTerms {
            id: version.terms.to_string(),
            version: version.version,
            name: content.names.get(self.tongue).clone(),
            summary: content.summary().iter().map(|line| line.get(self.tongue).clone()).collect(),
            sha256_ja: digests.ja.to_string(),
            sha256_en: digests.en.to_string(),
        })
    }
}

impl From<&UseQuestion> for AskedUse {
    fn from(question: &UseQuestion) -> Self {
        Self {
            on: question.on.to_string(),
            user: question.user.kind.to_string(),
            residence: question.user.residence.map(|country| country.to_string()),
            territory: question.territory.to_string(),
            purpose: question.purpose.to_string(),
            begun: question.work_begun.map(|day| day.to_string()),
        }
    }
}

impl From<&Counted> for UseCount {
    fn from(count: &Counted) -> Self {
        Self { purpose: count.purpose.to_string(), count: count.n_records }
    }
}

impl From<&::commons::Evidence> for LedgerEvidence {
    fn from(evidence: &::commons::Evidence) -> Self {
        Self {
            entry: evidence.entry,
            entered: evidence.entered.to_string(),
            from: evidence.valid.from.to_string(),
            to: evidence.valid.to.map(|day| day.to_string()),
            link: evidence.link.as_ref().map(|link| link.as_str().to_owned()),
            origin: evidence.origin.as_ref().map(LedgerOrigin::from),
        }
    }
}

impl From<&::commons::Origin> for LedgerOrigin {
    fn from(origin: &::commons::Origin) -> Self {
        Self {
            node: origin.node.to_string(),
            entry: (0 < origin.entry).then_some(origin.entry),
            entered: origin.entered.to_string(),
        }
    }
}

impl UseContact {
    fn new(contact: &Contact, tongue: Tongue) -> Self {
        Self {
            name: contact.names.get(tongue).clone(),
            email: contact.email.as_ref().map(ToString::to_string),
            telephone: contact.telephone.clone(),
            page: contact.page.as_ref().map(|link| link.as_str().to_owned()),
            languages: contact.languages.iter().map(ToString::to_string).collect(),
        }
    }
}

/// The answer in a few words, with the purpose where it is open.
fn label(answer: &UseAnswer, question: &UseQuestion, language: InterfaceLanguage) -> String {
    let purpose = question.purpose.label();
    match &answer.verdict {
        Verdict::Open { .. } => {
            let (ja, en) = (format!("{}利用可", purpose.ja), format!("open for {}", purpose.en));
            language.pick(&ja, &en).to_owned()
        }
        Verdict::Check => language.pick("要確認", "listed, check first").to_owned(),
        Verdict::Withdrawn { .. } => language.pick("取下げ", "withdrawn").to_owned(),
        Verdict::NotListed => language.pick("掲載なし", "not listed").to_owned(),
        Verdict::NoRightInForce => {
            let is_elsewhere =
                answer.reasons.iter().any(|reason| matches!(reason, Reason::NoRightThere { .. }));
            let territory = question.territory;
            let (ja, en) = if is_elsewhere {
                (format!("{territory}の権利ではない"), format!("not a right in {territory}"))
            } else {
                ("権利なし".to_owned(), "no right in force".to_owned())
            };
            language.pick(&ja, &en).to_owned()
        }
    }
}
