//! The eras by which the JPO numbered documents until 1999.

/// An era of the Japanese calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    Meiji,
    Taisho,
    Showa,
    Heisei,
    Reiwa,
}

/// Letter, written forms, western year of year 0, last year of the era (令和 goes on: two digits' worth).
const ERAS: [(Era, char, &[&str], u16, u16); 5] = [
    (Era::Meiji, 'M', &["明治", "明"], 1867, 45),
    (Era::Taisho, 'T', &["大正", "大"], 1911, 15),
    (Era::Showa, 'S', &["昭和", "昭"], 1925, 64),
    (Era::Heisei, 'H', &["平成", "平"], 1988, 31),
    (Era::Reiwa, 'R', &["令和", "令"], 2018, 99),
];

/// From this year on the JPO numbers publications and applications by the western year.
pub(super) const FIRST_WESTERN_YEAR: u16 = 2000;

impl Era {
    pub(super) fn from_letter(letter: char) -> Option<Self> {
        ERAS.iter().find(|row| row.1 == letter).map(|row| row.0)
    }

    pub(super) fn letter(self) -> char {
        ERAS[self as usize].1
    }

    /// The one-character abbreviation that numbers use: 昭.
    pub(super) fn abbreviation(self) -> &'static str {
        ERAS[self as usize].2[1]
    }

    /// Takes an era's name, abbreviation or letter off the front of a text.
    pub(super) fn strip(text: &str) -> Option<(Self, &str)> {
        for (era, letter, names, ..) in ERAS {
            if let Some(rest) = names.iter().find_map(|name| text.strip_prefix(name)) {
                return Some((era, rest));
            }
            if let Some(rest) = text.strip_prefix(letter) {
                return Some((era, rest));
            }
        }
        None
    }

    /// The western year of a year of this era; none where the era has no such year.
    pub(super) fn western(self, year: u16) -> Option<u16> {
        let (_, _, _, base, last) = ERAS[self as usize];
        (1..=last).contains(&year).then_some(base + year)
    }

    /// The era and its year, where the whole western year lies in one era:
    /// 1912, 1926 and 1989 belong to two, and a number does not say which.
    pub(super) fn of_western(year: u16) -> Option<(Self, u16)> {
        let mut eras = ERAS
            .iter()
            .filter(|row| (row.3 + 1..=row.3 + row.4).contains(&year))
            .map(|row| (row.0, year - row.3));
        match (eras.next(), eras.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// The era of a year written with two digits and no era, `11-123456`.
    ///
    /// Published applications (特開) began in 昭和46 (1971), so 46 to 64 is 昭和 and 1 to 11 is 平成.
    /// Examined publications of the first years of 昭和 are written alike; they are read as 平成 too.
    pub(super) fn of_bare_year(year: u16) -> Option<Self> {
        match year {
            46..=64 => Some(Self::Showa),
            1..=11 => Some(Self::Heisei),
            _ => None,
        }
    }
}
