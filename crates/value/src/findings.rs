//! What facts say of one patent or of one family: the numbers that indicators are made of.

use model::{Date, OfficeCode};

use crate::{
    Facts, Outside, Quantity,
    calendar::days_between,
    formula::{Shares, Spread, radicalness},
};

/// A patent, which is what its family published at one office, or a whole family.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Ascending.
    pub(crate) documents: Vec<u32>,
    /// Their simple family.
    pub(crate) family: u32,
}

/// A family that cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Citing {
    pub(crate) family: u32,
    /// Its first publication that cites.
    pub(crate) document: u32,
    /// When that was published.
    pub(crate) published: Option<Date>,
    /// Against any of its members with category X or Y.
    pub(crate) is_xy: bool,
    /// It has an applicant in common.
    pub(crate) is_self: bool,
}

/// A family that is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cited {
    pub(crate) family: u32,
    /// The first of its publications that is cited.
    pub(crate) document: u32,
    pub(crate) is_self: bool,
}

#[derive(Debug)]
pub(crate) struct Findings {
    /// The first publication of the unit.
    pub(crate) published: Option<Date>,
    /// By family.
    pub(crate) citing: Vec<Citing>,
    /// Articles that cite it.
    pub(crate) citing_articles: Vec<u32>,
    pub(crate) cited: Vec<Cited>,
    pub(crate) cited_articles: Vec<u32>,
    pub(crate) outside: Outside,
    /// Non-patent literature that the source lists: the longest list of the unit's documents.
    pub(crate) literature: u32,
    /// Of such literature, articles, papers of conferences and books: likewise.
    pub(crate) publications: u32,
    pub(crate) generality: Option<Spread>,
    pub(crate) originality: Option<Spread>,
    pub(crate) radicalness: Option<f64>,
    /// Subclasses, ascending.
    pub(crate) classes: Vec<u32>,
    /// Offices of the family, by number.
    pub(crate) offices: Vec<u32>,
}

impl Unit {
    /// The patent that a document is of: an application and its grant are cited as one.
    pub(crate) fn of_patent(facts: &Facts, document: u32) -> Self {
        let family = facts.family(document);
        let office = facts.office_number(document);
        let members = facts.members(family).iter().copied();
        Self { documents: members.filter(|member| facts.office_number(*member) == office).collect(), family }
    }

    pub(crate) fn of_family(facts: &Facts, family: u32) -> Self {
        Self { documents: facts.members(family).to_vec(), family }
    }

    pub(crate) fn find(&self, facts: &Facts) -> Findings {
        let (citing, citing_articles) = self.citing(facts);
        let (cited, cited_articles) = self.cited(facts);
        let mut classes: Vec<u32> =
            self.documents.iter().flat_map(|document| facts.subclasses(*document)).collect();
        classes.sort_unstable();
        classes.dedup();
        let spread = |families: &mut dyn Iterator<Item = u32>| {
            let mut shares = Shares::default();
            families.for_each(|family| shares.add(facts.subclasses_of_family(family).iter().copied()));
            shares.spread()
        };
        let most = |quantity| {
            let counts = self.documents.iter().filter_map(|document| facts.quantity(*document, quantity));
            counts.max().unwrap_or(0)
        };
        let mut offices: Vec<u32> =
            facts.members(self.family).iter().filter_map(|member| facts.office_number(*member)).collect();
        offices.sort_unstable();
        offices.dedup();
        Findings {
            published: self.documents.iter().filter_map(|document| facts.published(*document)).min(),
            generality: spread(&mut citing.iter().map(|citing| citing.family)),
            originality: spread(&mut cited.iter().map(|cited| cited.family)),
            radicalness: radicalness(
                &classes,
                cited.iter().map(|cited| facts.subclasses_of_family(cited.family)),
            ),
            citing,
            citing_articles,
            cited,
            cited_articles,
            outside: facts.cited_outside(&self.documents),
            literature: most(Quantity::LiteratureCitations),
            publications: most(Quantity::PublicationCitations),
            classes,
            offices,
        }
    }

    /// Who cites it among the references of a front page or search report, each family once; articles apart.
    fn citing(&self, facts: &Facts) -> (Vec<Citing>, Vec<u32>) {
        let (mut families, mut articles) = (Vec::new(), Vec::new());
        for edge in self.documents.iter().flat_map(|document| facts.citing(*document)) {
            if facts.is_article(edge.document) {
                articles.push(edge.document);
                continue;
            }
            let family = facts.family(edge.document);
            if family == self.family || edge.manner.is_in_text() {
                continue;
            }
            families.push(Citing {
                family,
                document: edge.document,
                published: facts.published(edge.document),
                is_xy: edge.manner.takes_novelty_or_step(),
                is_self: false,
            });
        }
        // Those without a date stand behind those with one.
        families.sort_unstable_by_key(|citing| {
            (citing.family, citing.published.is_none(), citing.published, citing.document)
        });
        families.dedup_by(|later, first| {
            let same = later.family == first.family;
            first.is_xy |= same && later.is_xy;
            same
        });
        for citing in &mut families {
            citing.is_self = self.shares_applicant(facts, citing.family);
        }
        articles.sort_unstable();
        articles.dedup();
        (families, articles)
    }

    fn cited(&self, facts: &Facts) -> (Vec<Cited>, Vec<u32>) {
        let (mut families, mut articles) = (Vec::new(), Vec::new());
        for edge in self.documents.iter().flat_map(|document| facts.cited(*document)) {
            if facts.is_article(edge.document) {
                articles.push(edge.document);
                continue;
            }
            let family = facts.family(edge.document);
            if family != self.family && !edge.manner.is_in_text() {
                families.push(Cited { family, document: edge.document, is_self: false });
            }
        }
        families.sort_unstable_by_key(|cited| (cited.family, cited.document));
        families.dedup_by_key(|cited| cited.family);
        for cited in &mut families {
            cited.is_self = self.shares_applicant(facts, cited.family);
        }
        articles.sort_unstable();
        articles.dedup();
        (families, articles)
    }

    fn shares_applicant(&self, facts: &Facts, other: u32) -> bool {
        let own = facts.applicants_of_family(self.family);
        facts.applicants_of_family(other).iter().any(|applicant| own.binary_search(applicant).is_ok())
    }
}

impl Findings {
    /// Families that cite it until a day.
    pub(crate) fn cited_until(&self, until: Date) -> impl Iterator<Item = &Citing> {
        self.citing.iter().filter(move |citing| citing.published.is_some_and(|day| day <= until))
    }

    /// Families and patents outside the index that it cites.
    pub(crate) fn backward(&self) -> u32 {
        self.cited.len() as u32 + self.outside.patents
    }

    /// The share of literature among what it cites; `None` where it cites nothing.
    pub(crate) fn literature_share(&self) -> Option<f64> {
        let all = self.literature + self.backward();
        (0 < all).then(|| f64::from(self.literature) / f64::from(all))
    }

    /// At least two offices, or one through which several states are reached.
    pub(crate) fn is_international(&self, facts: &Facts) -> bool {
        let office = |number: &u32| facts.offices().word(*number).parse::<OfficeCode>().ok();
        1 < self.offices.len()
            || self
                .offices
                .iter()
                .filter_map(office)
                .any(|office| [OfficeCode::EP, OfficeCode::WO].contains(&office))
    }
}

/// When a right was granted at the office of a document: as stated by it or another publication of its family there,
/// else when a granted patent (ST.16 kind B, C where an office uses it for the second publication) was published.
pub(crate) fn grant(facts: &Facts, document: u32) -> Option<(Date, u32)> {
    let office = facts.office_number(document);
    let here =
        facts.members(facts.family(document)).iter().filter(|member| facts.office_number(**member) == office);
    let stated = here.clone().filter_map(|member| Some((facts.granted(*member)?, *member))).min();
    let is_grant = |member: &&u32| facts.kind(**member).is_some_and(|kind| kind.starts_with(['B', 'C']));
    stated.or_else(|| {
        here.filter(is_grant).filter_map(|member| Some((facts.published(*member)?, *member))).min()
    })
}

/// Days from filing to grant.
pub(crate) fn grant_lag(facts: &Facts, document: u32) -> Option<i64> {
    let (granted, _) = grant(facts, document)?;
    days_between(facts.filed(document)?, granted).filter(|days| 0 <= *days)
}
