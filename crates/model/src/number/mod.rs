//! Numbers of patent documents and applications, and the tolerant reader of what people write for them.

//!
//! Serials are normalised when a number is made (`canonical.rs` has the table), so that the forms of publishers
//! and of people meet: `JP-H11123456-A`, `JP-2010228687-A`, `US-7654321-B2`, `US-20090123456-A1`, `EP-0123456-A1`.

mod canonical;
mod era;
mod japanese;
mod key;
mod read;
mod render;

use std::{fmt, str::FromStr};

pub(crate) use canonical::is_dash;
pub(crate) use japanese::{LABELS, Sort};
pub use read::read_number;
pub(crate) use read::{ENGLISH_OFFICES, ENGLISH_WORDS, JAPANESE_OFFICES};

use crate::{Invalid, KindCode, OfficeCode, newtype::as_json_string};

/// From this number on (29 May 1996) the JPO publishes a granted patent under its own number; granted patents
/// before it were published under a 特公 number, and only a crosswalk leads from one to the other.
const FIRST_JP_PUBLISHED_GRANT: u32 = 2_500_001;

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

impl NumberReading {
    /// One number or more, each once, in the order given.
    fn of(numbers: impl IntoIterator<Item = Number>) -> Option<Self> {
        let mut distinct: Vec<Number> = Vec::new();
        for number in numbers {
            if !distinct.contains(&number) {
                distinct.push(number);
            }
        }
        match distinct.len() {
            0 => None,
            1 => distinct.pop().map(Self::One),
            _ => Some(Self::Candidates(distinct)),
        }
    }

    /// All that it can mean, the likeliest first.
    pub fn numbers(&self) -> &[Number] {
        match self {
            Self::One(number) => std::slice::from_ref(number),
            Self::Candidates(numbers) => numbers,
        }
    }
}

impl PublicationNumber {
    /// Normalises the serial: separators, padding, eras, DOCDB's and EPODOC's ways of writing all meet.
    pub fn new(office: OfficeCode, serial: &str, kind: Option<KindCode>) -> Result<Self, Invalid> {
        Ok(Self { office, serial: canonical::publication(office, serial)?, kind })
    }

    /// The same number without its kind, as citations often have it.
    pub fn without_kind(&self) -> Self {
        Self { kind: None, ..self.clone() }
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
    ($name:ident, $what:literal, $canonical:path) => {
        impl $name {
            /// Normalises the serial as the table of `canonical.rs` says.
            pub fn new(office: OfficeCode, serial: &str) -> Result<Self, Invalid> {
                Ok(Self { office, serial: $canonical(office, serial)? })
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

office_and_serial!(ApplicationNumber, "application number", canonical::application);
office_and_serial!(GrantNumber, "grant number", canonical::grant);

impl GrantNumber {
    /// The publications that can carry this grant.
    ///
    /// Empty where the number alone does not tell, as for Japanese patents before 特許第2500001号: their
    /// publication has a 特公 number, and a crosswalk is needed.
    pub fn publications(&self) -> Vec<PublicationNumber> {
        let kinds: &[&str] = match self.office.as_str() {
            "JP" if self.serial.parse().is_ok_and(|n: u32| n >= FIRST_JP_PUBLISHED_GRANT) => &["B2", "B1"],
            "JP" => &[],
            "US" => &["B2", "B1", "A"],
            "EP" => &["B1", "B2"],
            _ => &[],
        };
        let of_kind =
            |kind: &&str| PublicationNumber::new(self.office, &self.serial, Some(kind.parse().ok()?)).ok();
        kinds.iter().filter_map(of_kind).collect()
    }
}

impl Number {
    /// Whether nothing but a crosswalk leads from this number to a publication's, see [`GrantNumber::publications`].
    pub fn needs_crosswalk(&self) -> bool {
        matches!(self, Self::Grant(grant) if grant.publications().is_empty())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Publication(number) => number.fmt(f),
            Self::Application(number) => number.fmt(f),
            Self::Grant(number) => number.fmt(f),
        }
    }
}

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
