//! What a document says of a technique: a column of the matrix.

use indexer::{Generation, IndexError};
use model::{Document, DocumentId, Language, Section};

use super::{
    cell::{Cell, Grade},
    claims::{self, JudgedClaim},
    judge::{Finding, Judge, JudgedText, nothing_said},
};
use crate::{Place, QueryError};

/// A document and what it says of each element.
#[derive(Debug, Clone, PartialEq)]
pub struct CoveringDocument {
    pub id: DocumentId,
    /// Without its description or body.
    pub document: Document,
    /// How well a search of the whole technique finds it; 0 where only an element found it.
    pub score: f64,
    /// The sum of the cells' values: elements that its best claim covers.
    pub coverage: f64,
    /// Elements that only other claims, the description, the abstract or the title say.
    pub described: usize,
    /// The claim that covers most; `None` where the index has no claim of it in the languages asked for.
    pub claim: Option<ClaimName>,
    /// One an element, in the elements' order.
    pub cells: Vec<Cell>,
    /// Every independent claim.
    pub independent: Vec<ClaimGrades>,
}

/// A claim of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimName {
    pub number: u32,
    pub language: Language,
    /// Claims whose features it has by reference, as it was judged; empty for an independent claim.
    pub with: Vec<u32>,
}

/// What one claim says of each element.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimGrades {
    pub name: ClaimName,
    pub coverage: f64,
    /// Covered, variant or absent, one an element.
    pub grades: Vec<Grade>,
}

/// A document of which the claims are judged and the rest is not yet.
pub(super) struct Candidate {
    pub(super) id: DocumentId,
    pub(super) document: Document,
    pub(super) score: f64,
    pub(super) address: tantivy::DocAddress,
    /// What its best claim covers, and the shares of the elements in it.
    pub(super) value: (f64, f64),
}

impl Candidate {
    pub(super) fn judge_claims(&mut self, judge: &mut Judge<'_>, languages: &[Language], variant_value: f64) {
        let judged = claims::judged(judge, claims_of(&self.document), languages, variant_value);
        self.value = best(&judged).map_or((0.0, 0.0), |claim| (claim.value, claim.shares));
    }

    /// The whole column.
    pub(super) fn judge(
        self,
        generation: &Generation,
        judge: &mut Judge<'_>,
        languages: &[Language],
        variant_value: f64,
    ) -> Result<CoveringDocument, QueryError> {
        let judged = claims::judged(judge, claims_of(&self.document), languages, variant_value);
        let best = best(&judged);
        let in_claim = |element: usize| best.and_then(|claim| claim.findings[element].as_ref());
        let asked: Vec<bool> =
            (0..judge.elements.len()).map(|i| in_claim(i).is_none_or(|found| found.said.is_none())).collect();
        let sections = || generation.sections(self.address);
        let sections = if asked.contains(&true) { sections()? } else { Vec::new() };
        let elsewhere = elsewhere(judge, &self.document, &sections, languages, &asked, &judged);
        let cells: Vec<Cell> = judge
            .elements
            .iter()
            .zip(elsewhere)
            .enumerate()
            .map(|(i, (element, elsewhere))| match (in_claim(i), elsewhere) {
                (Some(found), None) => found.cell(element, found.grade_in_claim(), variant_value),
                (_, Some(found)) => found.cell(element, Grade::Description, variant_value),
                (None, None) => nothing_said(element),
            })
            .collect();
        Ok(CoveringDocument {
            coverage: cells.iter().map(|cell| cell.value).sum(),
            described: cells.iter().filter(|cell| cell.grade == Grade::Description).count(),
            claim: best.map(JudgedClaim::name),
            independent: judged
                .iter()
                .filter(|claim| claim.is_independent)
                .map(JudgedClaim::grades)
                .collect(),
            cells,
            id: self.id,
            score: self.score,
            document: self.document,
        })
    }
}

impl JudgedClaim<'_> {
    fn name(&self) -> ClaimName {
        ClaimName { number: self.number, language: self.language, with: self.with.clone() }
    }

    fn grades(&self) -> ClaimGrades {
        let grade =
            |finding: &Option<Finding<'_>>| finding.as_ref().map_or(Grade::Absent, Finding::grade_in_claim);
        let grades = self.findings.iter().map(grade).collect();
        ClaimGrades { name: self.name(), coverage: self.value, grades }
    }
}

fn claims_of(document: &Document) -> &[model::Claim] {
    match document {
        Document::Patent(patent) => &patent.claims,
        Document::Article(_) => &[],
    }
}

fn best<'c, 'd>(judged: &'c [JudgedClaim<'d>]) -> Option<&'c JudgedClaim<'d>> {
    judged.iter().reduce(|best, next| if next.is_better_than(best) { next } else { best })
}

/// Where else a document says the elements asked for: in another claim, else in title, abstract and description, the
/// place that says most.
fn elsewhere<'d>(
    judge: &mut Judge<'_>,
    document: &'d Document,
    sections: &'d [Section],
    languages: &[Language],
    asked: &[bool],
    claims: &[JudgedClaim<'d>],
) -> Vec<Option<Finding<'d>>> {
    let mut best: Vec<Option<Finding<'d>>> = vec![None; asked.len()];
    let mut asked = asked.to_vec();
    for claim in claims {
        take_better(&mut best, claim.findings.clone(), &asked);
    }
    for (asked, best) in asked.iter_mut().zip(&best) {
        *asked &= best.is_none();
    }
    for text in texts(document, sections) {
        if languages.is_empty() || languages.contains(&text.language) {
            let findings = judge.findings_in_paragraph(&text, &asked);
            take_better(&mut best, findings, &asked);
        }
    }
    best
}

/// Keeps what says an element, and of several the one that says most.
fn take_better<'d>(best: &mut [Option<Finding<'d>>], next: Vec<Option<Finding<'d>>>, asked: &[bool]) {
    for ((best, next), asked) in best.iter_mut().zip(next).zip(asked) {
        let Some(next) = next.filter(|next| *asked && next.said.is_some()) else { continue };
        if best.as_ref().is_none_or(|best| next.is_better_than(best)) {
            *best = Some(next);
        }
    }
}

/// Titles, abstracts, keywords and paragraphs.
pub(super) fn texts<'d>(document: &'d Document, sections: &'d [Section]) -> Vec<JudgedText<'d>> {
    let of_text = |field, place: Place, text: &'d model::Text| JudgedText {
        field,
        place,
        language: text.language,
        text: &text.text,
    };
    let mut texts: Vec<JudgedText<'d>> = Vec::new();
    texts.extend(document.titles().iter().map(|text| of_text("title", Place::Title, text)));
    texts.extend(document.abstracts().iter().map(|text| of_text("abstract", Place::Abstract, text)));
    if let Document::Article(article) = document {
        texts.extend(article.keywords.iter().map(|text| of_text("keywords", Place::Keywords, text)));
    }
    let field = if matches!(document, Document::Patent(_)) { "description" } else { "body" };
    texts.extend(sections.iter().flat_map(|section| {
        section.paragraphs.iter().map(move |paragraph| JudgedText {
            field,
            place: Place::Paragraph { number: paragraph.number.clone(), heading: section.heading.clone() },
            language: section.language,
            text: &paragraph.text,
        })
    }));
    texts
}

/// What an article or any document without claims says of each element.
pub(super) fn mentions(
    generation: &Generation,
    judge: &mut Judge<'_>,
    candidate: &Candidate,
    element: usize,
    variant_value: f64,
) -> Result<Option<Cell>, IndexError> {
    let sections = generation.sections(candidate.address)?;
    let mut asked = vec![false; judge.elements.len()];
    asked[element] = true;
    let best = elsewhere(judge, &candidate.document, &sections, &[], &asked, &[]);
    let best = best.into_iter().nth(element).flatten();
    Ok(best.map(|found| found.cell(&judge.elements[element], Grade::Description, variant_value)))
}
