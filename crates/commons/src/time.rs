//! The two clocks of the ledger: days on which something holds, and instants at which it was entered.

use std::{
    fmt,
    str::FromStr,
    time::{SystemTime, UNIX_EPOCH},
};

use model::{Date, Invalid};
use serde::{Deserialize, Serialize};

use crate::text_form::{invalid, text_form};

const MS_A_DAY: i64 = 24 * 60 * 60 * 1000;
/// Japan Standard Time is nine hours ahead of UTC all year: the ledger's days are days in Japan.
const JAPAN_AHEAD_MS: i64 = 9 * 60 * 60 * 1000;

/// A calendar day; a year or a month alone is refused, because a right to use begins and ends on a day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, Invalid> {
        Date::new(year, Some(month), Some(day)).map(Self)
    }

    pub fn date(self) -> Date {
        self.0
    }

    /// Year, month and day as one number, `20100107`.
    pub fn as_number(self) -> u32 {
        self.0.as_number()
    }

    /// The day after; 9999-12-31 stays, since no later day can be written.
    pub fn next(self) -> Self {
        Self::from_days(self.days() + 1).unwrap_or(self)
    }

    /// The day before; 1000-01-01 stays, since no earlier day can be written.
    pub fn previous(self) -> Self {
        Self::from_days(self.days() - 1).unwrap_or(self)
    }

    /// The same day so many months later, or the last of that month where it has no such day; never after 9999-12-31.
    pub fn plus_months(self, months: u32) -> Self {
        let (year, month, day) = self.parts();
        let total = u32::from(year) * 12 + u32::from(month) - 1 + months.min(120_000);
        let (year, month) = ((total / 12) as u16, (total % 12 + 1) as u8);
        let in_month = |day| Self::new(year, month, day).ok();
        (28..=day).rev().chain([day]).find_map(in_month).unwrap_or_else(Self::last)
    }

    fn last() -> Self {
        // The constructor admits the last day of the last year of four digits.
        Self::new(9999, 12, 31).unwrap_or_else(|error| unreachable!("{error}"))
    }

    fn parts(self) -> (u16, u8, u8) {
        (self.0.year(), self.0.month().unwrap_or(1), self.0.day().unwrap_or(1))
    }

    /// Days since 1970-01-01.
    fn days(self) -> i64 {
        // A day of the ledger has its month and its day.
        self.0.days_since_1970().unwrap_or_default()
    }

    /// The other way, `civil_from_days` of the source of [`Date::days_since_1970`]; none for a year of other than four
    /// digits.
    fn from_days(days: i64) -> Option<Self> {
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
    }
}

impl TryFrom<Date> for Day {
    type Error = Invalid;

    fn try_from(date: Date) -> Result<Self, Invalid> {
        match date.day() {
            Some(_) => Ok(Self(date)),
            None => Err(invalid("day", &date.to_string(), "expected a whole date, YYYY-MM-DD")),
        }
    }
}

impl FromStr for Day {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        text.parse::<Date>()?.try_into()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

text_form!(Day);

/// The days on which something holds, both ends included; open at the end where `to` is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    pub from: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

impl Period {
    pub fn since(from: Day) -> Self {
        Self { from, to: None }
    }

    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether its end does not lie before its beginning.
    pub fn is_ordered(&self) -> bool {
        self.to.is_none_or(|to| self.from <= to)
    }
}

/// A moment of UTC in whole milliseconds, written `2026-01-31T09:30:00.000Z` (RFC 3339).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant {
    /// Since 1970-01-01T00:00:00Z.
    ms: i64,
}

impl Instant {
    /// What the machine's clock shows.
    pub fn now() -> Self {
        Self::at(SystemTime::now())
    }

    /// A time of a clock; one before 1970 counts as 1970.
    pub fn at(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { ms: i64::try_from(since.as_millis()).unwrap_or(i64::MAX).min(Self::last_ms()) }
    }

    pub fn from_unix_ms(ms: i64) -> Self {
        Self { ms: ms.clamp(0, Self::last_ms()) }
    }

    pub fn unix_ms(self) -> i64 {
        self.ms
    }

    pub fn plus_ms(self, ms: i64) -> Self {
        Self::from_unix_ms(self.ms.saturating_add(ms))
    }

    /// The first moment of a day in Japan.
    pub fn beginning_of(day: Day) -> Self {
        Self::from_unix_ms(day.days() * MS_A_DAY - JAPAN_AHEAD_MS)
    }

    /// The day in Japan.
    pub fn day(self) -> Day {
        Day::from_days((self.ms + JAPAN_AHEAD_MS).div_euclid(MS_A_DAY)).unwrap_or_else(Day::last)
    }

    /// As it is written, but without its milliseconds: `2026-01-31T09:30:00Z`.
    pub fn to_second(self) -> String {
        let mut text = self.to_string();
        text.truncate(text.len() - ".000Z".len());
        text + "Z"
    }

    /// 9999-12-30T23:59:59.999Z: a day before the last that can be written, so that Japan's day can be written too.
    fn last_ms() -> i64 {
        Day::last().days() * MS_A_DAY - 1
    }
}

impl FromStr for Instant {
    type Err = Invalid;

    /// Reads seconds with or without milliseconds, `2026-01-31T09:30:00Z`; UTC only.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || invalid("instant", text, "expected UTC as in 2026-01-31T09:30:00Z, not before 1970");
        let (day, time) = text.strip_suffix('Z').and_then(|text| text.split_once('T')).ok_or_else(wrong)?;
        let day: Day = day.parse()?;
        let (clock, fraction) = time.split_once('.').unwrap_or((time, "000"));
        let number = |digits: &str, width: usize| {
            let valid = digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit());
            valid.then(|| digits.parse::<i64>().ok()).flatten().ok_or_else(wrong)
        };
        let parts: Vec<&str> = clock.split(':').collect();
        let [hours, minutes, seconds] = parts[..] else { return Err(wrong()) };
        let (hours, minutes, seconds) = (number(hours, 2)?, number(minutes, 2)?, number(seconds, 2)?);
        if 23 < hours || 59 < minutes || 59 < seconds {
            return Err(wrong());
        }
        let seconds = hours * 3600 + minutes * 60 + seconds;
        let ms = day.days() * MS_A_DAY + seconds * 1000 + number(fraction, 3)?;
        if ms < 0 || Self::last_ms() < ms {
            return Err(wrong());
        }
        Ok(Self { ms })
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = Day::from_days(self.ms.div_euclid(MS_A_DAY)).unwrap_or_else(Day::last);
        let ms = self.ms.rem_euclid(MS_A_DAY);
        let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
        write!(f, "{day}T{hours:02}:{minutes:02}:{seconds:02}.{:03}Z", ms % 1000)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

text_form!(Instant);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn days_follow_the_calendar() {
        for (before, after) in [
            ("2024-02-28", "2024-02-29"),
            ("2023-02-28", "2023-03-01"),
            ("1999-12-31", "2000-01-01"),
            ("9999-12-31", "9999-12-31"),
        ] {
            assert_eq!(day(before).next(), day(after));
            assert_eq!(day(after).previous(), if before == after { day("9999-12-30") } else { day(before) });
        }
    }

    #[test]
    fn months_end_on_their_last_day() {
        for (from, months, to) in [
            ("2024-01-31", 1, "2024-02-29"),
            ("2023-01-31", 1, "2023-02-28"),
            ("2023-11-15", 2, "2024-01-15"),
            ("2023-08-31", 0, "2023-08-31"),
            ("2020-05-10", 240, "2040-05-10"),
            ("9999-05-10", 24, "9999-12-31"),
        ] {
            assert_eq!(day(from).plus_months(months), day(to), "{from} + {months}");
        }
    }

    #[test]
    fn a_day_is_whole() {
        assert!("2024".parse::<Day>().is_err());
        assert!("2024-02".parse::<Day>().is_err());
        assert!("2024-02-30".parse::<Day>().is_err());
    }

    #[test]
    fn instants_are_written_and_read_alike() {
        for text in ["1970-01-01T00:00:00.000Z", "2026-02-28T23:59:59.999Z", "9999-12-30T23:59:59.999Z"] {
            assert_eq!(text.parse::<Instant>().unwrap().to_string(), text);
        }
        for text in
            ["2026-02-28T24:00:00Z", "2026-02-28 10:00:00Z", "2026-02-28T10:00:00", "1969-01-01T00:00:00Z"]
        {
            assert!(text.parse::<Instant>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_day_of_an_instant_is_the_day_in_japan() {
        let of = |text: &str| text.parse::<Instant>().unwrap().day();
        assert_eq!(of("2025-12-31T14:59:59Z"), day("2025-12-31"));
        assert_eq!(of("2025-12-31T15:00:00Z"), day("2026-01-01"));
    }
}
