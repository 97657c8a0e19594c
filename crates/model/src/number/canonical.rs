//! The one form of a number for each office: what sources write and what people type must meet here.
//!
//! | office | publications | applications |
//! |---|---|---|
//! | JP from 2000 | western year and six digits, `2010228687` | the same |
//! | JP to 1999 | era letter, two-digit year, six digits, `H11123456` | western year and six digits, `1999123456` |
//! | JP granted | digits without leading zeros, `6543210` | |
//! | JP utility models | as patents, the kind tells | as patents with a final `U`, `2009001234U` |
//! | JP of PCT (再表) | `WO`, year and six digits, `WO2012123456` | |
//! | US granted | without leading zeros, `7654321`, `D645062`, `RE45678` | series and six digits, `12345678` |
//! | US applications | year and seven digits, `20090123456` | |
//! | EP | seven digits, `0123456` | year and six digits without check digit, `09123456` |
//! | WO | four-digit year and six digits, `2012123456` | receiving office, year, six digits, `JP2012061234` |
//! | KR | without the right's type where a year follows, `20090012345` | the same |
//! | others | letters and digits as given | the same, without a check digit after a point |
//!
//! Numbering rules: the offices' entries in WIPO ST.6 (publications) and ST.13 (applications);
//! Japanese eras: `era.rs`.
//! Normalising is idempotent.

use super::era::{Era, FIRST_WESTERN_YEAR};
use crate::{Invalid, OfficeCode};

/// Years from this one on are 19xx in two-digit PCT numbers: the PCT began in 1978.
const FIRST_PCT_YEAR: u16 = 78;

/// Longest canonical serial.
const MAX_SERIAL: usize = 20;

/// Dashes and their look-alikes, as in Japanese and typeset text; NFKC leaves most of them apart.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{30FC}' | '\u{301C}' | '~')
}

/// Full-width to ASCII, upper case, one kind of dash, no space at the ends.
pub(super) fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let fold_char = |c: char| match c {
        c if is_dash(c) => '-',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c.to_ascii_uppercase(),
    };
    if text.is_ascii() {
        return text.trim().chars().map(fold_char).collect();
    }
    // U+FF5E and U+00AF are compatibility forms whose NFKC is a tilde or a space with a mark: not digits, no harm.
    text.nfkc().map(fold_char).collect::<String>().trim().to_owned()
}

pub(super) fn publication(office: OfficeCode, serial: &str) -> Result<String, Invalid> {
    if is_kept(serial) && is_publication(office, serial) {
        Ok(serial.to_owned())
    } else {
        read_publication(office, serial)
    }
}

pub(super) fn application(office: OfficeCode, serial: &str) -> Result<String, Invalid> {
    if is_kept(serial) && is_application(office, serial) {
        Ok(serial.to_owned())
    } else {
        read_application(office, serial)
    }
}

/// Most serials are digits in the form that they are kept in, since what is stored is read again and again.
fn is_kept(serial: &str) -> bool {
    (1..=MAX_SERIAL).contains(&serial.len()) && serial.bytes().all(|b| b.is_ascii_digit())
}

/// Whether digits are known at sight to be a publication's, as they are kept.
fn is_publication(office: OfficeCode, digits: &str) -> bool {
    let is_number = |longest: usize| digits.len() <= longest && !digits.starts_with('0');
    let is_of_this_century = |length: usize| digits.len() == length && digits.starts_with("20");
    match office.as_str() {
        "JP" => is_number(7) || is_of_this_century(10),
        "US" => is_number(9) || is_of_this_century(11),
        "EP" => 7 <= digits.len(),
        "WO" => is_of_this_century(10),
        "KR" => digits.len() != 13,
        _ => true,
    }
}

/// The same of an application's.
fn is_application(office: OfficeCode, digits: &str) -> bool {
    match office.as_str() {
        "JP" => digits.len() == 10,
        "US" => digits.len() == 8,
        "EP" => digits.len() != 11,
        "WO" => false,
        "KR" => digits.len() != 13,
        _ => true,
    }
}

fn read_publication(office: OfficeCode, serial: &str) -> Result<String, Invalid> {
    let read = |own: &str| match office.as_str() {
        "JP" => japanese_publication(own),
        "US" => us_publication(own),
        "EP" => padded(own, 7),
        "WO" => pct_publication(own),
        "KR" => korean(own),
        _ => None,
    };
    canonical("publication number", office, serial, read)
}

fn read_application(office: OfficeCode, serial: &str) -> Result<String, Invalid> {
    let read = |own: &str| match office.as_str() {
        "JP" => japanese_application(own),
        "US" => us_application(own),
        "EP" => ep_application(own),
        "WO" => pct_application(own),
        "KR" => korean(own),
        _ => Some(compact(without_check_digit(own))),
    };
    canonical("application number", office, serial, read)
}

/// The form that an office's reader gives, or the serial as it is where the reader knows no such form.
fn canonical(
    what: &'static str,
    office: OfficeCode,
    serial: &str,
    read: impl Fn(&str) -> Option<String>,
) -> Result<String, Invalid> {
    let folded = fold(serial);
    let own = without_office(office, &folded);
    let canonical = read(own).unwrap_or_else(|| compact(own));
    // 平32-0 is no number, for Heisei has 31 years; without its separator it would be read as 平3-20.
    if read(&canonical).is_some_and(|other| other != canonical) {
        let reason =
            format!("{office} has no number of this form, and without separators it would be another");
        return Err(Invalid::new(what, serial, reason));
    }
    checked(what, serial, canonical)
}

pub(super) fn grant(office: OfficeCode, serial: &str) -> Result<String, Invalid> {
    publication(office, serial).map_err(|invalid| Invalid { what: "grant number", ..invalid })
}

fn checked(what: &'static str, given: &str, canonical: String) -> Result<String, Invalid> {
    let valid = (1..=MAX_SERIAL).contains(&canonical.len())
        && canonical.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && canonical.bytes().any(|b| b.is_ascii_digit());
    if valid {
        Ok(canonical)
    } else {
        let reason = format!("expected 1 to {MAX_SERIAL} letters and digits, one digit at least");
        Err(Invalid::new(what, given, reason))
    }
}

/// Some sources repeat the office in the number: `WO 98/06047` under country WO.
fn without_office(office: OfficeCode, serial: &str) -> &str {
    match serial.strip_prefix(office.as_str()) {
        Some(rest) => rest.trim_start_matches(|c: char| !c.is_alphanumeric()),
        None => serial,
    }
}

/// Removes what separates groups; anything else stays and is refused by `checked`.
fn compact(serial: &str) -> String {
    serial.chars().filter(|c| !is_separator(*c)).collect()
}

pub(super) fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '-' | '/' | ',' | '.' | '\'' | '_')
}

/// `102009012345.6` → `102009012345`: one digit after a point is a check digit (DE, EP, CN and others).
fn without_check_digit(serial: &str) -> &str {
    match serial.rsplit_once('.') {
        Some((number, check)) if check.len() == 1 && check.as_bytes()[0].is_ascii_digit() => number,
        _ => serial,
    }
}

/// The digits of a text whose only other characters are separators, group by group.
fn digit_groups(serial: &str) -> Option<Vec<&str>> {
    let groups: Vec<&str> = serial.split(is_separator).filter(|group| !group.is_empty()).collect();
    let digits_only = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    (digits_only && !groups.is_empty()).then_some(groups)
}

/// EP's seven digits; a longer run stays as it is.
fn padded(serial: &str, width: usize) -> Option<String> {
    let digits = digit_groups(serial)?.concat();
    Some(format!("{digits:0>width$}"))
}

fn without_leading_zeros(digits: &str) -> String {
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && ["18", "19", "20"].iter().any(|century| digits.starts_with(century))
}

/// `year` and `serial` as digits, the serial padded to `width`; none if it is longer.
fn year_and_serial(year: &str, serial: &str, width: usize) -> Option<String> {
    (is_year(year) && (1..=width).contains(&serial.len())).then(|| format!("{year}{serial:0>width$}"))
}

/// `H11123456` or, from 2000 on, `2000123456`.
pub(super) fn japanese_era_publication(era: Era, year: u16, serial: &str) -> Option<String> {
    let western = era.western(year)?;
    if !(1..=6).contains(&serial.len()) {
        return None;
    }
    if western >= FIRST_WESTERN_YEAR {
        Some(format!("{western}{serial:0>6}"))
    } else {
        Some(format!("{}{year:02}{serial:0>6}", era.letter()))
    }
}

/// `(year, serial)` of the digits that follow an era, `11-123456`, `11123456`, `0936427`.
///
/// Without a separator the year has two digits, as in DOCDB (`H0936427` is 平9-36427),
/// unless the era has no such year (`H9036427`).
pub(super) fn era_year_and_serial(era: Era, digits: &str) -> Option<(u16, &str)> {
    let digits = digits.trim_matches(is_separator);
    let (year, serial) = match digits.find(is_separator) {
        Some(at) => (&digits[..at], digits[at..].trim_start_matches(is_separator)),
        None if digits.starts_with('元') => ("元", &digits['元'.len_utf8()..]),
        None => {
            let two = digits.get(..2)?.parse().ok().and_then(|year| era.western(year));
            digits.split_at_checked(if two.is_some() { 2 } else { 1 })?
        }
    };
    // 平成元年 is the first year.
    let year = if year == "元" { 1 } else { year.parse().ok().filter(|_| year.len() <= 2)? };
    era.western(year)?;
    let valid = (1..=6).contains(&serial.len()) && serial.bytes().all(|b| b.is_ascii_digit());
    valid.then_some((year, serial))
}

fn japanese_publication(serial: &str) -> Option<String> {
    if let Some(international) = serial.strip_prefix("WO") {
        return pct_publication(international).map(|number| format!("WO{number}"));
    }
    // The gazette prints (P2010-228687A) beside 特開2010-228687.
    let serial = serial.strip_prefix('P').filter(|rest| rest.starts_with("20")).unwrap_or(serial);
    // Seen in citations of other offices: `A-2005-143270`.
    let serial = serial.strip_prefix("A-").unwrap_or(serial);
    if let Some((era, rest)) = Era::strip(serial) {
        let (year, number) = era_year_and_serial(era, rest)?;
        return japanese_era_publication(era, year, number);
    }
    match digit_groups(serial)?.as_slice() {
        [year, number] if is_year(year) => western_publication(year, number),
        [year, number] if (1..=2).contains(&year.len()) => {
            let year = year.parse().ok()?;
            japanese_era_publication(Era::of_bare_year(year)?, year, number)
        }
        [digits] if digits.len() == 10 && is_year(&digits[..4]) => {
            western_publication(&digits[..4], &digits[4..])
        }
        [digits] if digits.len() == 8 => {
            let year = digits[..2].parse().ok()?;
            japanese_era_publication(Era::of_bare_year(year)?, year, &digits[2..])
        }
        groups => Some(without_leading_zeros(&groups.concat())),
    }
}

fn western_publication(year: &str, serial: &str) -> Option<String> {
    let western: u16 = year.parse().ok()?;
    if western < FIRST_WESTERN_YEAR
        && let Some((era, year)) = Era::of_western(western)
    {
        return japanese_era_publication(era, year, serial);
    }
    year_and_serial(year, serial, 6)
}

fn japanese_application(serial: &str) -> Option<String> {
    // Utility models (実願) are counted beside patents (特願) under the same numbers; EPODOC too appends the U.
    if let Some(utility_model) = serial.strip_suffix('U') {
        return japanese_application(utility_model.trim_end_matches(is_separator)).map(|number| number + "U");
    }
    let serial = serial.strip_prefix('P').filter(|rest| rest.starts_with("20")).unwrap_or(serial);
    if let Some((era, rest)) = Era::strip(serial) {
        let (year, number) = era_year_and_serial(era, rest)?;
        return Some(format!("{}{number:0>6}", era.western(year)?));
    }
    match digit_groups(serial)?.as_slice() {
        [year, number] if is_year(year) => year_and_serial(year, number, 6),
        [year, number] if (1..=2).contains(&year.len()) && (1..=6).contains(&number.len()) => {
            let year = year.parse().ok()?;
            Some(format!("{}{number:0>6}", Era::of_bare_year(year)?.western(year)?))
        }
        // EPODOC pads the serial to seven digits.
        [digits] if digits.len() == 11 && is_year(&digits[..4]) && digits.as_bytes()[4] == b'0' => {
            Some(format!("{}{}", &digits[..4], &digits[5..]))
        }
        _ => None,
    }
}

fn us_publication(serial: &str) -> Option<String> {
    let letters = serial.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(serial.len());
    if (1..=2).contains(&letters) {
        // Design, reissue, plant, defensive publication and the like: RE045678 → RE45678.
        let digits = without_leading_zeros(&digit_groups(&serial[letters..])?.concat());
        return Some(format!("{}{digits}", &serial[..letters]));
    }
    match digit_groups(serial)?.as_slice() {
        [year, number] if is_year(year) => year_and_serial(year, number, 7),
        // DOCDB leaves out a zero of the serial, which has never needed seven digits.
        [digits] if (10..=11).contains(&digits.len()) && digits.starts_with("20") => {
            year_and_serial(&digits[..4], &digits[4..], 7)
        }
        groups => Some(without_leading_zeros(&groups.concat())),
    }
}

fn us_application(serial: &str) -> Option<String> {
    let serial = serial.trim_end_matches(['P', 'A', 'F']);
    match digit_groups(serial)?.as_slice() {
        [series, number @ ..] if series.len() <= 2 && number.concat().len() <= 6 && !number.is_empty() => {
            Some(format!("{series:0>2}{:0>6}", number.concat()))
        }
        // DOCDB puts the year before series and serial.
        [digits] if digits.len() == 12 && is_year(&digits[..4]) => Some(digits[4..].to_owned()),
        _ => None,
    }
}

fn ep_application(serial: &str) -> Option<String> {
    let digits = digit_groups(without_check_digit(serial))?.concat();
    // EPODOC: four-digit year, seven-digit serial.
    if digits.len() == 11 && is_year(&digits[..4]) && digits.as_bytes()[4] == b'0' {
        return Some(format!("{}{}", &digits[2..4], &digits[5..]));
    }
    Some(digits)
}

fn four_digit_pct_year(year: &str) -> Option<String> {
    match year.len() {
        4 => is_year(year).then(|| year.to_owned()),
        2 => {
            let short: u16 = year.parse().ok()?;
            Some(format!("{}{short:02}", if short >= FIRST_PCT_YEAR { "19" } else { "20" }))
        }
        _ => None,
    }
}

/// `2012/123456`, `99/12345`, `2012123456`, `9912345`, `02102829`.
pub(super) fn pct_publication(serial: &str) -> Option<String> {
    let (year, number) = match digit_groups(serial)?.as_slice() {
        [year, number] => (*year, *number),
        [digits] if matches!(digits.len(), 9 | 10) => digits.split_at_checked(4)?,
        [digits] if matches!(digits.len(), 7 | 8) => digits.split_at_checked(2)?,
        _ => return None,
    };
    year_and_serial(&four_digit_pct_year(year)?, number, 6)
}

/// `PCT/JP2012/061234`, `JP2012061234`, EPODOC's `2012JP61234`.
pub(super) fn pct_application(serial: &str) -> Option<String> {
    let compacted = compact(serial.strip_prefix("PCT").unwrap_or(serial));
    let letters = compacted.find(|c: char| c.is_ascii_alphabetic())?;
    let (before, rest) = compacted.split_at(letters);
    let office = rest.get(..2).filter(|office| office.bytes().all(|b| b.is_ascii_alphabetic()))?;
    let digits = &rest[2..];
    let (year, number) = match (before.len(), digits.len()) {
        (4, 1..=6) => (before, digits),
        (0, 9 | 10) => digits.split_at_checked(4)?,
        (0, 7 | 8) => digits.split_at_checked(2)?,
        _ => return None,
    };
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(format!("{office}{}", year_and_serial(&four_digit_pct_year(year)?, number, 6)?))
}

/// `10-2009-0012345` → `20090012345`: the type of right (10 patent, 20 utility model) is in the kind.
fn korean(serial: &str) -> Option<String> {
    let digits = digit_groups(serial)?.concat();
    let dropped = digits.len() == 13 && matches!(&digits[..2], "10" | "20") && is_year(&digits[2..6]);
    Some(if dropped { digits[2..].to_owned() } else { digits })
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

        #[test]
        fn what_is_kept_as_it_is_reads_the_same(
            office in select(vec!["JP", "US", "EP", "WO", "KR", "DE", "CN", "XX"]),
            serial in "(0{0,2}|19|20|18|10)[0-9]{0,12}",
        ) {
            let office = office.parse().unwrap();
            if is_kept(&serial) && is_publication(office, &serial) {
                prop_assert_eq!(read_publication(office, &serial), Ok(serial.clone()));
            }
            if is_kept(&serial) && is_application(office, &serial) {
                prop_assert_eq!(read_application(office, &serial), Ok(serial));
            }
        }
    }

    #[test]
    fn usual_numbers_are_known_at_sight() {
        let rows = [
            ("JP", "2010228687"),
            ("JP", "6543210"),
            ("US", "7654321"),
            ("US", "20090123456"),
            ("EP", "0123456"),
            ("WO", "2012123456"),
        ];
        for (office, serial) in rows {
            assert!(is_kept(serial) && is_publication(office.parse().unwrap(), serial), "{office} {serial}");
        }
        for (office, serial) in [("JP", "2009123456"), ("US", "12345678"), ("EP", "09123456")] {
            assert!(is_kept(serial) && is_application(office.parse().unwrap(), serial), "{office} {serial}");
        }
    }
}
