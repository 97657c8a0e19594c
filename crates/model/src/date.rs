use std::{fmt, str::FromStr};

use crate::{Invalid, newtype::as_json_string};

/// A calendar date (ISO 8601), or only its year and month, or only its year, as precisely as the source knows it.
///
/// Ordered by time; a date of lower precision comes before the days it contains.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    /// 1 to 12, or 0 where unknown.
    month: u8,
    /// 1 to 31, or 0 where unknown.
    day: u8,
}

impl Date {
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Result<Self, Invalid> {
        let written = || {
            let parts = [Some(year), month.map(u16::from), day.map(u16::from)];
            let parts: Vec<String> = parts.into_iter().flatten().map(|part| format!("{part:02}")).collect();
            parts.join("-")
        };
        if !(1000..=9999).contains(&year) {
            return Err(Invalid::new("date", &written(), "the year must have four digits"));
        }
        let Some(month) = month else {
            return match day {
                None => Ok(Self { year, month: 0, day: 0 }),
                Some(_) => Err(Invalid::new("date", &written(), "a day needs a month")),
            };
        };
        if !(1..=12).contains(&month) {
            return Err(Invalid::new("date", &written(), "the month must be 1 to 12"));
        }
        let last = days_in_month(year, month);
        match day {
            Some(day) if day < 1 || last < day => {
                Err(Invalid::new("date", &written(), format!("the day must be 1 to {last}")))
            }
            day => Ok(Self { year, month, day: day.unwrap_or(0) }),
        }
    }

    /// Reads the eight digits of ST.2, `20100107`; `00` for an unknown day or month lowers the precision.
    pub fn from_st2(digits: &str) -> Result<Self, Invalid> {
        let digits = digits.trim();
        if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Invalid::new("date", digits, "expected eight digits, YYYYMMDD"));
        }
        let part = |range: std::ops::Range<usize>| digits[range].parse::<u16>().unwrap_or(0);
        let known = |n: u16| (n != 0).then_some(n as u8);
        let month = known(part(4..6));
        Self::new(part(0..4), month, month.and(known(part(6..8))))
    }

    pub fn year(&self) -> u16 {
        self.year
    }

    pub fn month(&self) -> Option<u8> {
        (self.month != 0).then_some(self.month)
    }

    pub fn day(&self) -> Option<u8> {
        (self.day != 0).then_some(self.day)
    }

    /// The last day that a date of any precision can mean: 2010-02 means no day after 2010-02-28.
    pub fn last_day(&self) -> Self {
        match (self.month(), self.day()) {
            (_, Some(_)) => *self,
            (Some(month), None) => Self { day: days_in_month(self.year, month), ..*self },
            (None, None) => Self { month: 12, day: 31, ..*self },
        }
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar, negative before; none where the day is not known.
    ///
    /// `days_from_civil` of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    pub fn days_since_1970(&self) -> Option<i64> {
        let (month, day) = (i64::from(self.month()?), i64::from(self.day()?));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(era * 146_097 + day_of_era - 719_468)
    }

    /// Year, month and day as one number, `20100107`; unknown parts are 00. Its order is the order of dates.
    pub fn as_number(&self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day)
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = Invalid;

    /// Reads `2010-01-07`, `2010-01`, `2010`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid::new("date", text, "expected YYYY-MM-DD, YYYY-MM or YYYY");
        let mut parts = text.split('-');
        let mut part = |width: usize| match parts.next() {
            None => Ok(None),
            Some(digits) if digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit()) => {
                digits.parse::<u16>().map(Some).map_err(|_| wrong())
            }
            Some(_) => Err(wrong()),
        };
        let (year, month, day) = (part(4)?.ok_or_else(wrong)?, part(2)?, part(2)?);
        if parts.next().is_some() {
            return Err(wrong());
        }
        Self::new(year, month.map(|n| n as u8), day.map(|n| n as u8))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month != 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day != 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

as_json_string!(
    Date,
    "Date",
    "ISO 8601 date, or year and month, or year",
    "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
);
