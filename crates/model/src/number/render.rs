//! Numbers as other systems and as people write them.

use std::fmt::Write;

use super::{ApplicationNumber, GrantNumber, Number, PublicationNumber};
use crate::{Language, OfficeCode, number::era::Era};

/// Offices whose kind letter EPODOC appends unless it is A (EPO, FAQ on OPS search formats); of other offices
/// it leaves out A, B and C. Japan has its whole kind appended unless it is A.
const EPODOC_LETTER_UNLESS_A: [&str; 16] =
    ["AT", "AU", "BA", "BG", "CN", "DK", "FI", "IS", "KR", "NL", "NO", "PL", "SK", "UY", "TW", "YU"];

/// Serials from this one on are 特表, translations of PCT applications.
const FIRST_TRANSLATION: u32 = 500_001;

impl PublicationNumber {
    /// The EPO's DOCDB form, `JP H0936427 A`, `US 2009123456 A1`.
    pub fn docdb(&self) -> String {
        let mut text = format!("{} {}", self.office, self.docdb_serial());
        if let Some(kind) = self.kind {
            // Writing to a String does not fail.
            let _ = write!(text, " {kind}");
        }
        text
    }

    /// The EPO's EPODOC form, `JPH0936427`, `JP6543210B2`, `EP1234567`.
    pub fn epodoc(&self) -> String {
        let mut text = format!("{}{}", self.office, self.docdb_serial());
        if let Some(kind) = self.kind {
            let letter = kind.letter();
            match self.office.as_str() {
                "JP" if kind.as_str() != "A" => text.push_str(kind.as_str()),
                "JP" => {}
                office if EPODOC_LETTER_UNLESS_A.contains(&office) && letter != 'A' => text.push(letter),
                office if EPODOC_LETTER_UNLESS_A.contains(&office) => {}
                _ if !matches!(letter, 'A' | 'B' | 'C') => text.push(letter),
                _ => {}
            }
        }
        text
    }

    fn docdb_serial(&self) -> String {
        let serial = self.serial.as_str();
        if let Some((era, year, number)) = era_parts(serial).filter(|_| self.office == OfficeCode::JP) {
            return format!("{}{year}{number}", era.letter());
        }
        match self.office.as_str() {
            // DOCDB has one digit less in the serial of applications.
            "US" if serial.len() == 11 && &serial[4..5] == "0" => format!("{}{}", &serial[..4], &serial[5..]),
            "WO" if serial.len() == 10 => docdb_pct(serial),
            _ => serial.to_owned(),
        }
    }

    /// As it is printed for readers of a language: 特開2010-228687 in Japanese, `JP 2010-228687 A` otherwise.
    pub fn display(&self, language: Language) -> String {
        if language == Language::JA
            && self.office == OfficeCode::JP
            && let Some(text) = self.japanese()
        {
            return text;
        }
        let serial = self.serial.as_str();
        let number = match self.office.as_str() {
            "JP" => spaced_japanese(serial),
            "US" if serial.len() == 11 => format!("{}/{}", &serial[..4], &serial[4..]),
            "US" => thousands(serial, ','),
            "EP" if serial.len() == 7 => thousands(serial, ' '),
            "WO" if serial.len() == 10 => format!("{}/{}", &serial[..4], &serial[4..]),
            _ => serial.to_owned(),
        };
        let kind = self.kind.map(|kind| format!(" {kind}")).unwrap_or_default();
        format!("{} {number}{kind}", self.office)
    }

    fn japanese(&self) -> Option<String> {
        let serial = self.serial.as_str();
        if let Some(international) = serial.strip_prefix("WO") {
            let (year, number) = international.split_at_checked(4)?;
            return Some(format!("再表{year}/{number}"));
        }
        let letter = self.kind?.letter();
        let numbered_by_year = era_parts(serial).is_some() || serial.len() == 10;
        if !numbered_by_year {
            return match letter {
                'B' | 'C' => Some(format!("特許第{serial}号")),
                'U' | 'Y' => Some(format!("実用新案登録第{serial}号")),
                _ => None,
            };
        }
        let translation = serial[serial.len() - 6..].parse().is_ok_and(|n: u32| n >= FIRST_TRANSLATION);
        let label = match letter {
            'A' if translation => "特表",
            'A' => "特開",
            'B' => "特公",
            'U' if translation => "実表",
            'U' => "実開",
            'Y' => "実公",
            _ => return None,
        };
        Some(match era_parts(serial) {
            Some((era, year, _)) => format!("{label}{}{year}-{}", era.abbreviation(), &serial[3..]),
            None => format!("{label}{}-{}", &serial[..4], &serial[4..]),
        })
    }
}

impl ApplicationNumber {
    /// EPODOC's form, `JP20090123456`, `EP20090123456`; other offices' numbers as they are.
    pub fn epodoc(&self) -> String {
        let serial = self.serial.as_str();
        let digits = serial.trim_end_matches('U');
        match self.office.as_str() {
            "JP" if digits.len() == 10 => format!("JP{}0{}", &serial[..4], &serial[4..]),
            "EP" if serial.len() == 8 => {
                // European applications began in 1978.
                let century = if &serial[..2] >= "78" { "19" } else { "20" };
                format!("EP{century}{}0{}", &serial[..2], &serial[2..])
            }
            "WO" if serial.len() == 12 => format!("WO{}{}{}", &serial[2..6], &serial[..2], &serial[6..]),
            _ => format!("{}{serial}", self.office),
        }
    }

    /// As it is printed: 特願2009-123456, `US 12/345,678`, `PCT/JP2012/061234`.
    pub fn display(&self, language: Language) -> String {
        let serial = self.serial.as_str();
        let digits = serial.trim_end_matches('U');
        match self.office.as_str() {
            "JP" if digits.len() == 10 => {
                let label = match (language == Language::JA, digits.len() < serial.len()) {
                    (true, false) => "特願",
                    (true, true) => "実願",
                    _ => "JP ",
                };
                format!("{label}{}-{}", &digits[..4], &digits[4..])
            }
            "US" if serial.len() == 8 => format!("US {}/{}", &serial[..2], thousands(&serial[2..], ',')),
            "WO" if serial.len() == 12 => format!("PCT/{}/{}", &serial[..6], &serial[6..]),
            _ => format!("{} {serial}", self.office),
        }
    }
}

impl GrantNumber {
    /// As it is printed: 特許第6543210号, `US 7,654,321`.
    pub fn display(&self, language: Language) -> String {
        let serial = self.serial.as_str();
        match (self.office.as_str(), language == Language::JA, serial.strip_suffix('U')) {
            ("JP", true, Some(digits)) => format!("実用新案登録第{digits}号"),
            ("JP", true, None) => format!("特許第{serial}号"),
            ("US", ..) => format!("US {}", thousands(serial, ',')),
            _ => format!("{} {serial}", self.office),
        }
    }
}

impl Number {
    /// As it is printed for readers of a language.
    pub fn display(&self, language: Language) -> String {
        match self {
            Self::Publication(number) => number.display(language),
            Self::Application(number) => number.display(language),
            Self::Grant(number) => number.display(language),
        }
    }
}

/// Era, two-digit year, serial without leading zeros, of a canonical `H09036427`.
fn era_parts(serial: &str) -> Option<(Era, &str, &str)> {
    let era = Era::from_letter(serial.chars().next()?)?;
    if serial.len() != 9 || !serial.bytes().skip(1).all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((era, &serial[1..3], serial[3..].trim_start_matches('0')))
}

/// PCT publications had two-digit years and five digits until June 2002, then six digits; four-digit years from 2004.
///
/// The last number with five digits lies near 02/51000; close to it the form can be wrong by a zero.
fn docdb_pct(serial: &str) -> String {
    let (year, number) = serial.split_at(4);
    let short = &year[2..];
    match year.parse::<u16>().unwrap_or_default() {
        1978..=2001 if number.starts_with('0') => format!("{short}{}", &number[1..]),
        2002 if number < "051000" => format!("{short}{}", &number[1..]),
        1978..=2003 => format!("{short}{number}"),
        _ => serial.to_owned(),
    }
}

fn spaced_japanese(serial: &str) -> String {
    match era_parts(serial) {
        Some(_) => format!("{}-{}", &serial[..3], &serial[3..]),
        None if serial.len() == 10 && serial.is_ascii() => format!("{}-{}", &serial[..4], &serial[4..]),
        None => serial.to_owned(),
    }
}

/// Groups of three digits from the right; letters in front stay in front.
fn thousands(serial: &str, separator: char) -> String {
    let digits_at = serial.find(|c: char| c.is_ascii_digit()).unwrap_or(serial.len());
    let (letters, digits) = serial.split_at(digits_at);
    let mut text = letters.to_owned();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}
