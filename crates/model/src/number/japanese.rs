//! Numbers of the JPO under their Japanese labels: 特開, 特願, 特許第…号 and the others.

use super::{
    ApplicationNumber, GrantNumber, Number, PublicationNumber,
    canonical::{self, is_separator},
    era::{Era, FIRST_WESTERN_YEAR},
};
use crate::{KindCode, OfficeCode};

/// What a label says that the number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// 特開, 特表: laid open, kind A.
    LaidOpen,
    /// 特公: published after examination, until 1996; its kind is B, B1 or B2 by source.
    Examined,
    /// 再表: republication of a Japanese PCT application, kind A1.
    Republished,
    Application,
    Granted,
    /// 実開, 実表: kind U.
    UtilityLaidOpen,
    /// 実公: kind Y, Y1 or Y2 by source.
    UtilityExamined,
    UtilityApplication,
    UtilityRegistered,
}

/// Labels, a longer one before a shorter one that it contains.
pub(crate) const LABELS: [(&str, Sort); 24] = [
    ("実用新案登録出願", Sort::UtilityApplication),
    ("実用新案登録願", Sort::UtilityApplication),
    ("実用新案出願公開", Sort::UtilityLaidOpen),
    ("実用新案出願公告", Sort::UtilityExamined),
    ("登録実用新案", Sort::UtilityRegistered),
    ("実用新案登録", Sort::UtilityRegistered),
    ("特許出願公開", Sort::LaidOpen),
    ("特許出願公告", Sort::Examined),
    ("特許出願", Sort::Application),
    ("特許願", Sort::Application),
    ("再公表特許", Sort::Republished),
    ("公開特許", Sort::LaidOpen),
    ("公表特許", Sort::LaidOpen),
    ("再公表", Sort::Republished),
    ("再表", Sort::Republished),
    ("特開", Sort::LaidOpen),
    ("特表", Sort::LaidOpen),
    ("特公", Sort::Examined),
    ("特願", Sort::Application),
    ("実開", Sort::UtilityLaidOpen),
    ("実表", Sort::UtilityLaidOpen),
    ("実公", Sort::UtilityExamined),
    ("実願", Sort::UtilityApplication),
    ("特許", Sort::Granted),
];

/// Registered utility models are published under their own number from this one on (26 July 1994).
const FIRST_PUBLISHED_UTILITY_REGISTRATION: u32 = 3_000_001;

/// Reads a text with a Japanese label; none where there is no label, empty where the rest is no number.
pub(super) fn labelled(text: &str) -> Option<Vec<Number>> {
    let (at, label, sort) =
        LABELS.iter().find_map(|(label, sort)| text.find(label).map(|at| (at, *label, *sort)))?;
    let before = &text[..at];
    let before = ["日本国", "日本", "JP"].iter().find_map(|name| before.strip_prefix(name)).unwrap_or(before);
    // The year can come first: 平成11年特許願第123456号.
    let body = format!("{before}-{}", &text[at + label.len()..]).replace(['年', '第'], "-");
    Some(of_sort(sort, body.trim_matches(is_separator)))
}

/// What a number can be when its sort is known; empty where it is not in a form of that sort.
pub(super) fn of_sort(sort: Sort, body: &str) -> Vec<Number> {
    let publications = |kinds: &[&str]| {
        year_serials(body)
            .iter()
            .flat_map(|serial| kinds.iter().filter_map(|kind| publication(serial, kind)))
            .collect()
    };
    match sort {
        Sort::LaidOpen => publications(&["A"]),
        Sort::Examined => publications(&["B2", "B", "B1"]),
        Sort::UtilityLaidOpen => publications(&["U"]),
        Sort::UtilityExamined => publications(&["Y2", "Y", "Y1"]),
        Sort::Republished => {
            let international = canonical::pct_publication(body.strip_prefix("WO").unwrap_or(body).trim());
            international.and_then(|number| publication(&format!("WO{number}"), "A1")).into_iter().collect()
        }
        Sort::Application => application(body, "").into_iter().collect(),
        Sort::UtilityApplication => application(body, "U").into_iter().collect(),
        Sort::Granted => plain_digits(body).and_then(|digits| grant(&digits)).into_iter().collect(),
        Sort::UtilityRegistered => utility_registration(body).into_iter().collect(),
    }
}

fn publication(serial: &str, kind: &str) -> Option<Number> {
    let kind: KindCode = kind.parse().ok()?;
    PublicationNumber::new(OfficeCode::JP, serial, Some(kind)).ok().map(Number::Publication)
}

fn application(body: &str, suffix: &str) -> Option<Number> {
    let number = ApplicationNumber::new(OfficeCode::JP, &format!("{body}{suffix}")).ok()?;
    let digits = number.serial().trim_end_matches('U');
    (digits.len() == 10).then_some(Number::Application(number))
}

fn grant(serial: &str) -> Option<Number> {
    GrantNumber::new(OfficeCode::JP, serial).ok().map(Number::Grant)
}

fn utility_registration(body: &str) -> Option<Number> {
    let digits = plain_digits(body)?;
    if digits.parse::<u32>().ok()? >= FIRST_PUBLISHED_UTILITY_REGISTRATION {
        publication(&digits, "U")
    } else {
        // Counted beside patents, as applications are.
        grant(&format!("{digits}U"))
    }
}

/// One to seven digits with separators of thousands or none.
pub(super) fn plain_digits(body: &str) -> Option<String> {
    let digits: String = body.chars().filter(|c| !matches!(c, ',' | ' ' | '.')).collect();
    let valid = (1..=7).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    valid.then_some(digits)
}

/// The canonical serials that a year and a serial can stand for; several where the year lies in two eras or
/// where year and serial are written in one run.
fn year_serials(body: &str) -> Vec<String> {
    if let Some((era, rest)) = Era::strip(body) {
        return era_readings(era, rest.trim_matches(is_separator));
    }
    let groups: Vec<&str> = body.split(is_separator).filter(|group| !group.is_empty()).collect();
    let (year, serial) = match groups.as_slice() {
        [year, serial] => (*year, *serial),
        [digits] if digits.len() == 10 && digits.is_ascii() => digits.split_at(4),
        _ => return Vec::new(),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !digits(year) || !digits(serial) || !(1..=6).contains(&serial.len()) {
        return Vec::new();
    }
    let Ok(number) = year.parse::<u16>() else { return Vec::new() };
    match year.len() {
        4 if number >= FIRST_WESTERN_YEAR => vec![format!("{year}{serial:0>6}")],
        4 => [Era::Heisei, Era::Showa, Era::Taisho, Era::Meiji]
            .into_iter()
            .filter_map(|era| {
                let year = (1..=64).find(|year| era.western(*year) == Some(number))?;
                canonical::japanese_era_publication(era, year, serial)
            })
            .collect(),
        1 | 2 => Era::of_bare_year(number)
            .and_then(|era| canonical::japanese_era_publication(era, number, serial))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

fn era_readings(era: Era, digits: &str) -> Vec<String> {
    let mut readings: Vec<(u16, &str)> = canonical::era_year_and_serial(era, digits).into_iter().collect();
    let run = digits.len() == 7 && digits.bytes().all(|b| b.is_ascii_digit());
    // 特開平1234567 is 12-34567 or 1-234567.
    if run && let Ok(year @ 1..) = digits[..1].parse() {
        readings.push((year, &digits[1..]));
    }
    let mut serials: Vec<String> = readings
        .into_iter()
        .filter_map(|(year, serial)| canonical::japanese_era_publication(era, year, serial))
        .collect();
    serials.dedup();
    serials
}

/// A number without label or office, `2009-123456`, `平11-123456`: laid open, application, examined, utility model.
///
/// 特表 is not a candidate of its own: it shares its numbers with 特開 (serials from 500001 on) and so its key.
pub(super) fn bare(body: &str) -> Vec<Number> {
    let mut numbers = of_sort(Sort::LaidOpen, body);
    if numbers.is_empty() {
        return numbers;
    }
    numbers.extend(of_sort(Sort::Application, body));
    let before_western = |number: &Number| matches!(number, Number::Publication(p) if p.serial().starts_with(|c: char| c.is_ascii_alphabetic()));
    if numbers.iter().any(before_western) {
        numbers.extend(of_sort(Sort::Examined, body).into_iter().take(1));
        numbers.extend(of_sort(Sort::UtilityLaidOpen, body));
    }
    numbers
}
