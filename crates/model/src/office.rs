use std::{fmt, str::FromStr};

use crate::{Invalid, newtype::as_json_string};

/// States and territories: ISO 3166-1 alpha-2, which WIPO ST.3 follows (paragraph 3).
const STATES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH \
    ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT \
    HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS \
    LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI \
    NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG \
    SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG \
    UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW ";

/// ST.3, Annex A: organisations, and `XX` for an unknown state.
const ORGANISATIONS: &str = "AP BX EA EM EP GC IB OA QZ WO XN XU XV XX";

/// ST.3, Annex B: states that are no more, and codes once used for states of today. Old documents carry them.
const FORMER: &str = "AN BU CS DD RH SU TP YD YU ZR";

/// What people write for an office whose code is another.
const MISTAKEN: [(&str, &str); 6] =
    [("UK", "GB"), ("JA", "JP"), ("EU", "EP"), ("KO", "KR"), ("EL", "GR"), ("SP", "ES")];

/// One bit for each second letter, one word for each first: membership is two look-ups.
const KNOWN: [u32; 26] = with_codes(with_codes(with_codes([0; 26], STATES), ORGANISATIONS), FORMER);

const fn with_codes(mut known: [u32; 26], codes: &str) -> [u32; 26] {
    let bytes = codes.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        known[(bytes[at] - b'A') as usize] |= 1 << (bytes[at + 1] - b'A');
        at += 3;
    }
    known
}

/// An office or country: two letters of WIPO ST.3, former states (`SU`, `DD`) included.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OfficeCode([u8; 2]);

impl OfficeCode {
    pub const JP: Self = Self(*b"JP");
    pub const US: Self = Self(*b"US");
    pub const EP: Self = Self(*b"EP");
    pub const WO: Self = Self(*b"WO");

    pub fn as_str(&self) -> &str {
        // The constructor admits ASCII letters only.
        std::str::from_utf8(&self.0).unwrap_or("XX")
    }
}

impl FromStr for OfficeCode {
    type Err = Invalid;

    /// Reads two letters of any case; a code that ST.3 does not have is refused.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let code = <[u8; 2]>::try_from(text.as_bytes()).ok();
        code.and_then(|[a, b]| known(a, b)).ok_or_else(|| refused(text))
    }
}

fn known(first: u8, second: u8) -> Option<OfficeCode> {
    let code = [first.to_ascii_uppercase(), second.to_ascii_uppercase()];
    let letters = code.iter().all(u8::is_ascii_uppercase);
    let found = letters && KNOWN[usize::from(code[0] - b'A')] & (1 << (code[1] - b'A')) != 0;
    found.then_some(OfficeCode(code))
}

fn refused(text: &str) -> Invalid {
    let upper = text.to_ascii_uppercase();
    let mistaken =
        MISTAKEN.iter().find(|(written, _)| *written == upper).map(|(_, right)| (*right).to_owned());
    let swapped = || match *upper.as_bytes() {
        [a, b] => known(b, a).map(|code| code.to_string()),
        _ => None,
    };
    match mistaken.or_else(swapped) {
        Some(code) => {
            Invalid::new("office code", text, format!("not a code of WIPO ST.3, did you mean {code}?"))
        }
        None => Invalid::new("office code", text, "expected two letters of WIPO ST.3, such as JP"),
    }
}

impl fmt::Display for OfficeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for OfficeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

as_json_string!(OfficeCode, "OfficeCode", "Office or country, WIPO ST.3", "^[A-Z]{2}$");

/// The kind of a patent document: a letter of WIPO ST.16 and at most one digit (`A`, `B2`, `U`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindCode([u8; 2]);

impl KindCode {
    pub fn as_str(&self) -> &str {
        let end = if self.0[1] == 0 { 1 } else { 2 };
        // The constructor admits one ASCII letter and one ASCII digit only.
        std::str::from_utf8(&self.0[..end]).unwrap_or("?")
    }

    /// The letter: `A` first publication, `B` second, `U` utility model, `S` design, …
    pub fn letter(&self) -> char {
        char::from(self.0[0])
    }
}

impl FromStr for KindCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text.as_bytes() {
            [letter] if letter.is_ascii_alphabetic() => Ok(Self([letter.to_ascii_uppercase(), 0])),
            [letter, digit] if letter.is_ascii_alphabetic() && digit.is_ascii_digit() => {
                Ok(Self([letter.to_ascii_uppercase(), *digit]))
            }
            _ => Err(Invalid::new("kind code", text, "expected a letter and at most one digit, WIPO ST.16")),
        }
    }
}

impl fmt::Display for KindCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for KindCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

as_json_string!(KindCode, "KindCode", "Kind of patent document, WIPO ST.16", "^[A-Z][0-9]?$");
