//! "May I use it?" of a document of the index: the question as it is sent, and the ledger's answer.

use std::str::FromStr;

use commons::{Commons, Day, Family, LegalKnowledge, Snapshot, Use, UseAnswer, UseQuestion, User, UserKind};
use indexer::Generation;
use model::{Document, LegalStatus, OfficeCode, Patent, PublicationNumber};
use query::FamilyDefinition;

use crate::{
    HttpError, InterfaceLanguage, ProblemKind,
    error::{Bilingual, Item, Place},
    request::{Pairs, did_you_mean},
    wire::{HitUse, UseResponse},
};

/// What a question can say; what it leaves out is in [`UseAsked::read`].
pub(crate) const PARAMETERS: &[&str] = &["on", "user", "residence", "territory", "purpose", "begun"];

/// A question before it is put to one patent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UseAsked {
    /// The day; none for today, which is the day in Japan.
    pub(crate) on: Option<Day>,
    pub(crate) user: User,
    pub(crate) territory: OfficeCode,
    pub(crate) purpose: Use,
    /// The first day of the user's own work, where it has begun.
    pub(crate) begun: Option<Day>,
}

impl Default for UseAsked {
    /// Research by a company in Japan today: what the commons is for.
    fn default() -> Self {
        Self {
            on: None,
            user: User { kind: UserKind::Company, residence: Some(OfficeCode::JP) },
            territory: OfficeCode::JP,
            purpose: Use::Research,
            begun: None,
        }
    }
}

impl UseAsked {
    /// Reads the question, a company's research in Japan today where it is silent; an empty value is silent, as forms send
    /// it, but an empty `residence` does not say where the user has its seat. All that is wrong is reported.
    pub(crate) fn read(pairs: &Pairs) -> Result<Self, HttpError> {
        let mut items = Vec::new();
        let usual = Self::default();
        let residence = match pairs.get("residence") {
            Some("") => None,
            _ => value(pairs, "residence", &mut items).or(usual.user.residence),
        };
        let words: Vec<&str> = UserKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let kind = word(pairs, "user", &words, &mut items).unwrap_or(usual.user.kind);
        let words: Vec<&str> = Use::ALL.iter().map(|purpose| purpose.as_str()).collect();
        let asked = Self {
            on: value(pairs, "on", &mut items),
            user: User { kind, residence },
            territory: value(pairs, "territory", &mut items).unwrap_or(usual.territory),
            purpose: word(pairs, "purpose", &words, &mut items).unwrap_or(usual.purpose),
            begun: value(pairs, "begun", &mut items),
        };
        if items.is_empty() { Ok(asked) } else { Err(HttpError::invalid(items)) }
    }

    /// The question for the ledger, on that day or today.
    pub(crate) fn question(&self, today: Day) -> UseQuestion {
        UseQuestion {
            on: self.on.unwrap_or(today),
            user: self.user,
            territory: self.territory,
            purpose: self.purpose,
            work_begun: self.begun,
        }
    }
}

/// The value of a parameter, if it is given and can be read.
fn value<T: FromStr>(pairs: &Pairs, name: &str, items: &mut Vec<Item>) -> Option<T>
where
    T::Err: std::fmt::Display,
{
    let written = pairs.get(name).map(str::trim).filter(|written| !written.is_empty())?;
    match written.parse() {
        Ok(value) => Some(value),
        Err(error) => {
            let message = Bilingual::new(
                format!(
                    "{name} の値 {written} は読めません (日付は 2026-01-31、国は JP のような ST.3 の 2 文字)"
                ),
                format!("{name}: {error}"),
            );
            items.push(Item::new(Place::Parameter(name.to_owned()), "not-readable", message));
            None
        }
    }
}

/// One of the words of a vocabulary.
fn word<T: FromStr>(pairs: &Pairs, name: &str, words: &[&str], items: &mut Vec<Item>) -> Option<T> {
    let written = pairs.get(name).map(str::trim).filter(|written| !written.is_empty())?;
    if let Ok(value) = written.parse() {
        return Some(value);
    }
    let list = words.join(", ");
    let message = Bilingual::new(
        format!("{name} は {list} のいずれかです ({written} は使えません)"),
        format!("{name} must be one of {list}, not {written:?}"),
    );
    let suggestion = did_you_mean(written, words.iter().copied());
    items.push(Item::new(Place::Parameter(name.to_owned()), "unknown-word", message).suggest(suggestion));
    None
}

/// The patent of a document; an article is not a right that anybody could need a permission from.
pub(crate) fn patent_of(document: &Document) -> Result<&Patent, HttpError> {
    match document {
        Document::Patent(patent) => Ok(patent),
        Document::Article(_) => {
            let message = Bilingual::new(
                "論文には特許権がありません。利用条件は論文のライセンスを見てください",
                "this is an article, not a patent; see its licence for how it may be used",
            );
            Err(HttpError::invalid(vec![Item::new(
                Place::Parameter("id".to_owned()),
                "not-a-patent",
                message,
            )]))
        }
    }
}

/// Says that the server has no ledger.
pub(crate) fn no_ledger() -> HttpError {
    HttpError::new(
        ProblemKind::NoLedger,
        Bilingual::new(
            "このサーバーにはコモンズの台帳がありません",
            "this server has no ledger of the commons",
        ),
    )
}

/// The whole answer of a document's page and of `/v1/documents/{id}/use`.
pub(crate) fn answer(
    commons: &Commons,
    generation: &Generation,
    document: &Document,
    asked: &UseAsked,
    language: InterfaceLanguage,
) -> Result<UseResponse, HttpError> {
    let patent = patent_of(document)?;
    let snapshot = commons.snapshot()?;
    let question = asked.question(commons.now().day());
    let family = family(generation, document)?;
    let legal = LegalKnowledge { statuses: statuses(patent), family: Family::Members(&family) };
    let answer = snapshot.use_answer(&patent.number, &legal, &question, snapshot.revision());
    let counts = commons.use_counts(Some(&patent.number))?;
    Ok(UseResponse::new(generation, patent, &snapshot, &question, &answer, &counts, language))
}

/// The short answer that stands on a hit; none for an article.
pub(crate) fn of_hit(
    snapshot: &Snapshot,
    document: &Document,
    question: &UseQuestion,
    language: InterfaceLanguage,
) -> Option<HitUse> {
    let Document::Patent(patent) = document else { return None };
    let legal = LegalKnowledge { statuses: statuses(patent), family: Family::NotLookedUp };
    let answer: UseAnswer = snapshot.use_answer(&patent.number, &legal, question, snapshot.revision());
    Some(HitUse::new(snapshot, question, &answer, language))
}

fn statuses(patent: &Patent) -> &[LegalStatus] {
    patent.status.as_slice()
}

/// The other members of the simple family.
fn family(generation: &Generation, document: &Document) -> Result<Vec<PublicationNumber>, HttpError> {
    let limit = generation.config().ranking.limits.family_members;
    let id = document.id();
    let found = query::family_of(generation, &id, FamilyDefinition::Simple, limit)?;
    let members = found.iter().flat_map(|family| &family.members);
    let others = members.filter_map(|member| match member {
        Document::Patent(patent) if member.id() != id => Some(patent.number.clone()),
        _ => None,
    });
    Ok(others.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<UseAsked, HttpError> {
        UseAsked::read(&Pairs::parse(query))
    }

    #[test]
    fn a_silent_question_is_a_companys_research_in_japan_today() {
        assert_eq!(read("").unwrap(), UseAsked::default());
        assert_eq!(read("on=&user=&territory=&purpose=&begun=").unwrap(), UseAsked::default());
    }

    #[test]
    fn a_question_says_who_where_what_and_when() {
        let asked = read(
            "on=2026-01-01&user=university&residence=DE&territory=US&purpose=evaluation&begun=2025-03-01",
        );
        let day = |text: &str| Some(text.parse().unwrap());
        let expected = UseAsked {
            on: day("2026-01-01"),
            user: User { kind: UserKind::University, residence: Some("DE".parse().unwrap()) },
            territory: "US".parse().unwrap(),
            purpose: Use::Evaluation,
            begun: day("2025-03-01"),
        };
        assert_eq!(asked.unwrap(), expected);
        assert_eq!(read("residence=").unwrap().user.residence, None, "the user does not say");
    }

    #[test]
    fn everything_wrong_is_reported_at_once() {
        let error = read("on=soon&user=compny&territory=Japan&purpose=sale").unwrap_err();
        let codes: Vec<_> = error.items.iter().map(|item| item.code).collect();
        assert_eq!(codes, ["unknown-word", "not-readable", "not-readable", "unknown-word"]);
        assert_eq!(error.items[0].suggestion.as_deref(), Some("company"));
    }
}
