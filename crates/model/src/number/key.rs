//! Keys by which numbers are ordered and told apart: `JP-2009123456` can be an application or a publication whose
//! kind was left out, their keys differ.

use super::Number;

/// Digits of a serial in a key: as many as the longest canonical serial has characters.
const KEY_DIGITS: usize = 20;

impl Number {
    /// What numbers must share to have an order: sort (publication, application, grant), office, kind, and the letters
    /// of the serial (`H` of 平成, `RE` of reissues, the final `U` of utility models).
    ///
    /// It ends with a space, and no series is the beginning of another.
    pub fn series(&self) -> String {
        let (sort, office, kind) = match self {
            Self::Publication(number) => ('P', number.office(), number.kind()),
            Self::Application(number) => ('A', number.office(), None),
            Self::Grant(number) => ('G', number.office(), None),
        };
        let kind = kind.map_or_else(String::new, |kind| kind.to_string());
        let (before, _, after) = self.serial_parts();
        format!("{sort} {office} {kind} {before} {after} ")
    }

    /// The series and the serial's digits padded with zeros: keys of one series are ordered as the numbers are.
    pub fn order_key(&self) -> String {
        let (_, digits, _) = self.serial_parts();
        format!("{}{digits:0>KEY_DIGITS$}", self.series())
    }

    /// The letters before the first digits of the serial, these digits, and what follows them.
    fn serial_parts(&self) -> (&str, &str, &str) {
        let serial = self.serial();
        let start = serial.find(|c: char| c.is_ascii_digit()).unwrap_or(serial.len());
        let rest = &serial[start..];
        let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        (&serial[..start], &rest[..length], &rest[length..])
    }

    pub(super) fn serial(&self) -> &str {
        match self {
            Self::Publication(number) => number.serial(),
            Self::Application(number) => number.serial(),
            Self::Grant(number) => number.serial(),
        }
    }

    /// A form without spaces from which [`super::read_number`] reads this number and no other, for Japanese,
    /// American, European and international numbers and for publications of any office: the canonical form, or for
    /// applications, whose canonical form reads as a publication's, the office's own.
    pub fn unmistakable(&self) -> String {
        let Self::Application(number) = self else { return self.to_string() };
        let serial = number.serial();
        match (number.office().as_str(), serial.len()) {
            ("JP", 11) => format!("実願{}-{}", &serial[..4], &serial[4..10]),
            ("US", 8) => format!("US{}/{}", &serial[..2], &serial[2..]),
            ("WO", 12) => format!("PCT/{}/{}", &serial[..6], &serial[6..]),
            _ => number.epodoc(),
        }
    }
}
