//! Synthetic patents without texts: the same ones at every run.
//!
//! Over twenty years, each citing ten others drawn by a fixed generator, every third in a family of two with the
//! one before it, by 5,000 applicants of whom few have most, in 40 classes.

use model::{Classification, Date, Language, Party, Patent, PatentCitation, Priority, Text};

/// Citations of each patent.
pub const CITED: usize = 10;

const YEARS: usize = 20;
const APPLICANTS: u64 = 5_000;

const CLASSES: [&str; 40] = [
    "A01B1/02",
    "A23L3/36",
    "A47J31/40",
    "A61B5/02",
    "A61K31/19",
    "A61K8/02",
    "B01D45/12",
    "B01D61/02",
    "B01J23/72",
    "B23K26/00",
    "B25J9/16",
    "B29C45/78",
    "B41J2/01",
    "B60L50/60",
    "B62D25/20",
    "B65G1/04",
    "C01B25/45",
    "C07D213/02",
    "C08L23/06",
    "C09D11/00",
    "C11D1/02",
    "C12N15/09",
    "C22C38/00",
    "C23C14/34",
    "C25B11/04",
    "D06F39/00",
    "E02F9/20",
    "E04B1/00",
    "F02D41/00",
    "F16K31/02",
    "F25B1/00",
    "G01N33/53",
    "G01N21/64",
    "G02B21/00",
    "G05B19/04",
    "G06F17/30",
    "G06Q30/02",
    "H01L21/02",
    "H01M10/05",
    "H04L9/32",
];

/// A linear congruential generator (Knuth's MMIX), seeded so that every run is the same.
pub struct Numbers(pub u64);

impl Numbers {
    /// The next number below a bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// The publication number of a patent: Japanese and United States ones in turn.
pub fn number(serial: usize) -> String {
    let (year, order) = (2000 + serial % YEARS, serial / YEARS);
    if serial.is_multiple_of(2) {
        format!("JP-{year}{order:06}-A")
    } else {
        format!("US-{year}{order:07}-A1")
    }
}

/// A patent that cites others of an index of `all`.
///
/// # Panics
/// Where a number, date or symbol made here cannot be read, which would be a mistake of this module.
pub fn patent(serial: usize, all: usize) -> Patent {
    let mut numbers = Numbers(serial as u64 + 1);
    let mut patent = Patent::new(number(serial).parse().expect("a publication number"));
    let year = (2000 + serial % YEARS) as u16;
    let month = 1 + numbers.below(12) as u8;
    patent.filed = Date::new(year - 1, Some(month), Some(1 + numbers.below(28) as u8)).ok();
    patent.published = Date::new(year, Some(month), Some(1 + numbers.below(28) as u8)).ok();
    let first = if serial % 3 == 1 { serial - 1 } else { serial };
    let application = format!("JP-{}{:06}", 2000 + first % YEARS, first / YEARS);
    let application = application.parse().expect("an application number");
    patent.priorities.push(Priority { number: application, date: patent.filed });
    let (a, b) = (numbers.below(APPLICANTS), numbers.below(APPLICANTS));
    // The less of two is drawn more often: few applicants have most.
    let name = Text { language: Language::EN, text: format!("Applicant {}", a.min(b)) };
    patent.applicants.push(Party { names: vec![name], ..Party::default() });
    for _ in 0..=numbers.below(3) {
        let symbol = CLASSES[numbers.below(CLASSES.len() as u64) as usize];
        patent.ipc.push(Classification {
            symbol: symbol.parse().expect("a symbol"),
            main: false,
            value: None,
        });
    }
    for _ in 0..CITED {
        let cited = number(numbers.below(all as u64) as usize);
        patent.citations.push(PatentCitation {
            text: cited.clone(),
            number: cited.parse().ok(),
            categories: Vec::new(),
            cited_by: None,
            place: model::CitationPlace::FrontPage,
        });
    }
    patent
}
