//! Numbers of patent documents and applications, and the tolerant reader of what people write for them.

use std::{fmt, str::FromStr};

use crate::{Invalid, KindCode, OfficeCode, newtype::as_json_string};

/// The number of a publication: ST.3 office, the office's number, ST.16 kind. Written `JP-2010228687-A`.
///
/// The kind may be unknown in citations; a document of the index should have one.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PublicationNumber {
    office: OfficeCode,
    serial: String,
    kind: Option<KindCode>,
}

/// The number of an application: office and the office's number. Written `JP-2009123456`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApplicationNumber {
    office: OfficeCode,
    serial: String,
}

/// The number of a granted right where it is not the publication's number: 特許第5094774号 is `JP-5094774`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GrantNumber {
    office: OfficeCode,
    serial: String,
}

/// A number of any of the three sorts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Number {
    Publication(PublicationNumber),
    Application(ApplicationNumber),
    Grant(GrantNumber),
}

/// What a written number can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberReading {
    One(Number),
    /// Ambiguous: all that it can mean, the likeliest first. Never a guess.
    Candidates(Vec<Number>),
}

/// Reads a number as people and offices write it.
pub fn read_number(text: &str) -> Result<NumberReading, Invalid> {
    text.parse().map(Number::Publication).map(NumberReading::One)
}

fn canonical_serial(what: &'static str, serial: &str) -> Result<String, Invalid> {
    let serial = serial.trim().to_ascii_uppercase();
    let valid = (1..=20).contains(&serial.len()) && serial.bytes().all(|b| b.is_ascii_alphanumeric());
    if valid { Ok(serial) } else { Err(Invalid::new(what, &serial, "expected 1 to 20 letters and digits")) }
}

impl PublicationNumber {
    pub fn new(office: OfficeCode, serial: &str, kind: Option<KindCode>) -> Result<Self, Invalid> {
        Ok(Self { office, serial: canonical_serial("publication number", serial)?, kind })
    }

    pub fn office(&self) -> OfficeCode {
        self.office
    }

    pub fn serial(&self) -> &str {
        &self.serial
    }

    pub fn kind(&self) -> Option<KindCode> {
        self.kind
    }
}

impl FromStr for PublicationNumber {
    type Err = Invalid;

    /// Reads the canonical form only, `JP-2010228687-A` or `JP-2010228687`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || {
            Invalid::new("publication number", text, "expected OFFICE-NUMBER-KIND such as JP-2010228687-A")
        };
        let mut parts = text.split('-');
        let office = parts.next().ok_or_else(wrong)?.parse()?;
        let serial = parts.next().ok_or_else(wrong)?;
        let kind = parts.next().map(str::parse).transpose()?;
        if parts.next().is_some() {
            return Err(wrong());
        }
        Self::new(office, serial, kind)
    }
}

impl fmt::Display for PublicationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.office, self.serial)?;
        self.kind.map_or(Ok(()), |kind| write!(f, "-{kind}"))
    }
}

macro_rules! office_and_serial {
    ($name:ident, $what:literal) => {
        impl $name {
            pub fn new(office: OfficeCode, serial: &str) -> Result<Self, Invalid> {
                Ok(Self { office, serial: canonical_serial($what, serial)? })
            }

            pub fn office(&self) -> OfficeCode {
                self.office
            }

            pub fn serial(&self) -> &str {
                &self.serial
            }
        }

        impl FromStr for $name {
            type Err = Invalid;

            /// Reads the canonical form only, `JP-2009123456`.
            fn from_str(text: &str) -> Result<Self, Invalid> {
                let (office, serial) = text.split_once('-').ok_or_else(|| {
                    Invalid::new($what, text, "expected OFFICE-NUMBER such as JP-2009123456")
                })?;
                Self::new(office.parse()?, serial)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}-{}", self.office, self.serial)
            }
        }
    };
}

office_and_serial!(ApplicationNumber, "application number");
office_and_serial!(GrantNumber, "grant number");

macro_rules! debug_as_display {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*};
}

debug_as_display!(PublicationNumber ApplicationNumber GrantNumber);

as_json_string!(
    PublicationNumber,
    "PublicationNumber",
    "Publication number: ST.3 office, number, ST.16 kind",
    "^[A-Z]{2}-[A-Z0-9]{1,20}(-[A-Z][0-9]?)?$"
);
as_json_string!(
    ApplicationNumber,
    "ApplicationNumber",
    "Application number: ST.3 office, number",
    "^[A-Z]{2}-[A-Z0-9]{1,20}$"
);
as_json_string!(
    GrantNumber,
    "GrantNumber",
    "Number of a granted right: ST.3 office, number",
    "^[A-Z]{2}-[A-Z0-9]{1,20}$"
);
