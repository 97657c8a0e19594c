//! JPO gazettes in the office's own ST.36 form, `jp-official-gazette` (in use from 2004 to 2021).
//!
//! Numbers, dates and symbols are normalised, full-width digits included; text stays as printed.

mod address;
mod cited;
mod parties;

use model::{Classification, Document, FTerm, FiSymbol, Language, Patent, Text};

use crate::{Reason, st36, xml::Element};

/// Reads a `jp-official-gazette`.
pub(crate) fn read(root: &Element) -> Result<Document, Reason> {
    let bibliography =
        root.child("bibliographic-data").ok_or(Reason::Missing { field: "bibliographic-data" })?;
    let id = bibliography
        .at("publication-reference/document-id")
        .ok_or(Reason::Missing { field: "publication-reference" })?;
    let serial = id.text_at("doc-number").ok_or(Reason::Missing { field: "number of the publication" })?;
    let kind = kind(root, id);
    let mut patent =
        Patent::new(st36::publication("JP", &serial_of(&serial, kind.as_deref()), kind.as_deref())?);
    let language = st36::language(root, Language::JA);
    patent.published = st36::date(id);
    read_bibliography(bibliography, language, &mut patent);
    patent.abstracts =
        root.children_named("abstract").filter_map(|part| abstract_of(part, language)).collect();
    patent.description =
        root.children_named("description").flat_map(|part| st36::sections(part, language)).collect();
    patent.claims = st36::claims(root, language);
    cited::read(root, bibliography, &mut patent);
    Ok(Document::Patent(Box::new(patent)))
}

/// The ST.16 kind of the root, else the one in the label's brackets, 公開特許公報(A).
fn kind(root: &Element, id: &Element) -> Option<String> {
    let stated = root.attr("kind-of-st16").map(str::trim).filter(|kind| !kind.is_empty());
    stated.map(str::to_owned).or_else(|| {
        let label = id.text_at("kind")?;
        let inside = label.rsplit_once(['(', '（'])?.1.trim_end_matches([')', '）']);
        (!inside.is_empty()).then(|| inside.to_owned())
    })
}

/// 再公表 (kind A1) carries the number of the international publication.
fn serial_of(serial: &str, kind: Option<&str>) -> String {
    let international = kind == Some("A1") && !serial.starts_with("WO");
    if international { format!("WO{serial}") } else { serial.to_owned() }
}

fn read_bibliography(bibliography: &Element, language: Language, patent: &mut Patent) {
    if let Some(id) = bibliography.at("application-reference/document-id") {
        patent.application = application(id, patent);
        patent.filed = st36::date(id);
    }
    let claims = bibliography
        .children_named("priority-claims")
        .flat_map(|claims| claims.children_named("priority-claim"));
    patent.priorities = claims.filter_map(st36::priority).collect();
    let title = bibliography.text_at("invention-title");
    patent.titles = title.map(|title| Text::new(language, title)).into_iter().collect();
    if let Some(parties) = bibliography.child("parties") {
        patent.applicants = parties::read(parties, "applicant", language);
        patent.inventors = parties::read(parties, "inventor", language);
    }
    patent.ipc = ipc(bibliography);
    patent.fi = fi(bibliography);
    patent.f_terms = f_terms(bibliography);
}

/// The file leaves the country out; applications for utility models (kinds U, Y) are counted apart.
fn application(id: &Element, patent: &Patent) -> Option<model::ApplicationNumber> {
    let utility_model = patent.number.kind().is_some_and(|kind| matches!(kind.letter(), 'U' | 'Y'));
    let suffix = if utility_model { "U" } else { "" };
    let serial = id.text_at("doc-number")?;
    model::ApplicationNumber::new(model::OfficeCode::JP, &format!("{serial}{suffix}")).ok()
}

/// IPC in fixed columns; `main-clsf` is the first.
fn ipc(bibliography: &Element) -> Vec<Classification> {
    let mut classes: Vec<Classification> = Vec::new();
    for element in bibliography.children_named("classification-ipc").flat_map(Element::children) {
        if !matches!(element.local(), "main-clsf" | "further-clsf") {
            continue;
        }
        let Ok(mut class) = Classification::from_st8_columns(&element.plain_text()) else { continue };
        class.main |= element.local() == "main-clsf";
        if classes.iter().all(|known| known.symbol != class.symbol) {
            classes.push(class);
        }
    }
    classes
}

/// The national classification of Japan is FI.
fn fi(bibliography: &Element) -> Vec<FiSymbol> {
    let mut symbols: Vec<FiSymbol> = Vec::new();
    for element in bibliography.children_named("classification-national").flat_map(Element::children) {
        if matches!(element.local(), "main-clsf" | "further-clsf")
            && let Ok(symbol) = element.plain_text().parse()
            && !symbols.contains(&symbol)
        {
            symbols.push(symbol);
        }
    }
    symbols
}

/// F-terms, and themes that no F-term is of: many gazettes print only those.
fn f_terms(bibliography: &Element) -> Vec<FTerm> {
    let parsed = |name: &'static str| {
        bibliography.descendants(name).filter_map(|element| element.plain_text().parse::<FTerm>().ok())
    };
    let mut terms: Vec<FTerm> = Vec::new();
    for term in parsed("f-term") {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    for theme in parsed("theme-code") {
        if terms.iter().all(|term| term.theme() != theme.theme()) {
            terms.push(theme);
        }
    }
    terms
}

/// The abstract without 【選択図】, which points at a figure and says nothing.
fn abstract_of(element: &Element, language: Language) -> Option<Text> {
    let text = st36::text_of(element);
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("【選択図】")).collect();
    let text = lines.join("\n");
    (!text.is_empty()).then(|| Text::new(language, text))
}
