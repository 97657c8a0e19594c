//! Fields whose values come from a fixed set: a value outside it is refused, since it would find nothing.

use std::ops::Range;

use model::{DocumentType, KindCode, LegalState, OfficeCode, Sector};

use crate::{Field, Operand, Problem, ProblemCode, field::narrow};

const STATES: [LegalState; 7] = [
    LegalState::Pending,
    LegalState::InForce,
    LegalState::Lapsed,
    LegalState::Expired,
    LegalState::Refused,
    LegalState::Withdrawn,
    LegalState::Revoked,
];

const SECTORS: [Sector; 5] = [
    Sector::University,
    Sector::Company,
    Sector::PublicInstitute,
    Sector::LicensingOffice,
    Sector::Individual,
];

/// What people write for a value that is called otherwise.
const MEANT: &[(&str, &str)] = &[
    ("granted", "in-force"),
    ("active", "in-force"),
    ("alive", "in-force"),
    ("dead", "lapsed"),
    ("特許", "patent"),
    ("論文", "article"),
    ("paper", "article"),
    ("大学", "university"),
    ("企業", "company"),
];

/// The problem of a value that an enumerated field cannot have. A prefix may end in anything.
pub(super) fn refused(field: Field, operand: &Operand, char_range: Range<usize>) -> Option<Problem> {
    if let (Operand::Prefix(written), true) = (operand, field.info().physical.is_empty()) {
        return Some(Problem {
            code: ProblemCode::UnsupportedOperation,
            char_range,
            subject: written.clone(),
            message: format!("the field {field} takes whole values, not beginnings of them"),
            suggestions: vec![field.info().example.to_owned()],
        });
    }
    let (Operand::Word(written) | Operand::Quoted(written) | Operand::Exact(written)) = operand else {
        return None;
    };
    let value: String = written.trim().chars().map(narrow).flat_map(char::to_lowercase).collect();
    let (expected, suggestions) = match field.info().name {
        "type" => choice(&value, &[DocumentType::Patent, DocumentType::Article].map(DocumentType::as_str))?,
        "status" => choice(&value, &STATES.map(state_name))?,
        "sector" => choice(&value, &SECTORS.map(sector_name))?,
        "office" => office(&value)?,
        "kind" => kind(&value)?,
        _ => return None,
    };
    Some(Problem {
        code: ProblemCode::InvalidValue,
        char_range,
        subject: written.clone(),
        message: format!("{written:?} is no value of the field {field}: {expected}"),
        suggestions,
    })
}

/// What was expected, and all of it with the nearest first.
type Refusal = (String, Vec<String>);

fn choice(value: &str, names: &[&str]) -> Option<Refusal> {
    if names.contains(&value) {
        return None;
    }
    let meant = MEANT.iter().find(|(written, _)| *written == value).map_or(value, |(_, name)| name);
    let mut nearest = names.to_vec();
    nearest.sort_by_key(|name| strsim::damerau_levenshtein(meant, name));
    let nearest = nearest.into_iter().map(str::to_owned).collect();
    Some((format!("expected one of {}", names.join(", ")), nearest))
}

fn office(value: &str) -> Option<Refusal> {
    let refusal = value.parse::<OfficeCode>().err()?;
    // The model knows the codes that are commonly mistaken, and names the one that was meant.
    let meant = refusal.reason.rsplit_once("did you mean ").map(|(_, code)| code.trim_end_matches('?'));
    let suggestion = meant.unwrap_or(OfficeCode::JP.as_str()).to_owned();
    Some((refusal.reason, vec![suggestion]))
}

fn kind(value: &str) -> Option<Refusal> {
    let refusal = value.parse::<KindCode>().err()?;
    // The longest beginning that is a kind, as B1 of B12.
    let beginning = value.char_indices().rev().find_map(|(at, _)| value[..at].parse::<KindCode>().ok());
    let suggestion = beginning.map_or("A".to_owned(), |kind| kind.to_string());
    Some((refusal.reason, vec![suggestion]))
}

/// The name in the exchange form, which is what the index holds.
fn state_name(state: LegalState) -> &'static str {
    match state {
        LegalState::Pending => "pending",
        LegalState::InForce => "in-force",
        LegalState::Lapsed => "lapsed",
        LegalState::Expired => "expired",
        LegalState::Refused => "refused",
        LegalState::Withdrawn => "withdrawn",
        LegalState::Revoked => "revoked",
    }
}

/// See [`state_name`].
fn sector_name(sector: Sector) -> &'static str {
    match sector {
        Sector::University => "university",
        Sector::Company => "company",
        Sector::PublicInstitute => "public-institute",
        Sector::LicensingOffice => "licensing-office",
        Sector::Individual => "individual",
    }
}
