use model::{Classification, ClassificationValue, FTerm, FiSymbol};

use crate::xml::Element;

/// IPC: the reformed classes (from 2006) where there are any, else those of editions 1 to 7. What is no symbol is
/// left out; core and advanced level and several offices repeat symbols, which are kept once.
pub(super) fn ipc(parent: &Element) -> Vec<Classification> {
    let reformed = parent.children_named("classifications-ipcr").flat_map(Element::children);
    let mut classes =
        distinct(reformed.filter_map(|class| Classification::from_st8_columns(&class.plain_text()).ok()));
    if classes.is_empty() {
        classes = distinct(
            parent.children_named("classification-ipc").flat_map(Element::children).filter_map(of_edition),
        );
    }
    classes
}

/// `7A 61K 9/16 A`: an edition may stand in front, a letter after the symbol; `main-classification` is the first.
fn of_edition(element: &Element) -> Option<Classification> {
    if !matches!(element.local(), "main-classification" | "further-classification" | "text") {
        return None;
    }
    let text = element.plain_text();
    let symbol = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let mut class = Classification::from_st8_columns(symbol).ok()?;
    class.main = element.local() == "main-classification";
    Some(class)
}

fn distinct(classes: impl Iterator<Item = Classification>) -> Vec<Classification> {
    let mut distinct: Vec<Classification> = Vec::new();
    for class in classes {
        match distinct.iter_mut().find(|known| known.symbol == class.symbol) {
            Some(known) => {
                known.main |= class.main;
                // One office's inventive is not undone by another's additional.
                if class.value == Some(ClassificationValue::Inventive) || known.value.is_none() {
                    known.value = class.value;
                }
            }
            None => distinct.push(class),
        }
    }
    distinct
}

fn of_scheme<'a>(
    parent: &'a Element,
    wanted: impl Fn(&str) -> bool + 'a,
) -> impl Iterator<Item = &'a Element> {
    let classes = parent.children_named("patent-classifications").flat_map(Element::children);
    classes.filter(move |class| {
        class.child("classification-scheme").and_then(|scheme| scheme.attr("scheme")).is_some_and(&wanted)
    })
}

/// CPC, from the EPO and the national offices (`CPC`, `CPCI`, `CPCA`, `CPCNO`); combination sets are left out.
pub(super) fn cpc(parent: &Element) -> Vec<Classification> {
    let classes = of_scheme(parent, |scheme| scheme.starts_with("CPC"));
    distinct(classes.filter_map(|class| {
        let value = match class.text_at("classification-value").as_deref() {
            Some("I") => Some(ClassificationValue::Inventive),
            Some("A" | "N") => Some(ClassificationValue::Additional),
            _ => None,
        };
        let main = class.text_at("symbol-position").as_deref() == Some("F");
        Some(Classification { symbol: symbol(class)?.parse().ok()?, main, value })
    }))
}

/// DOCDB writes the symbol in one element, OPS in five.
fn symbol(class: &Element) -> Option<String> {
    if let Some(symbol) = class.text_at("classification-symbol") {
        return Some(symbol);
    }
    let part = |name: &str| class.text_at(name);
    let (section, number, subclass) = (part("section")?, part("class")?, part("subclass")?);
    Some(format!("{section}{number}{subclass}{}/{}", part("main-group")?, part("subgroup")?))
}

/// FI and F-terms, which DOCDB carries for Japanese publications.
pub(super) fn japanese(parent: &Element) -> (Vec<FiSymbol>, Vec<FTerm>) {
    let symbols = |scheme: &'static str| {
        of_scheme(parent, move |found| found == scheme)
            .filter_map(|class| class.text_at("classification-symbol"))
    };
    let mut fi: Vec<FiSymbol> = Vec::new();
    for symbol in symbols("FI").filter_map(|text| text.parse().ok()) {
        if !fi.contains(&symbol) {
            fi.push(symbol);
        }
    }
    let mut terms: Vec<FTerm> = Vec::new();
    for term in symbols("FTERM").filter_map(|text| text.parse().ok()) {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    (fi, terms)
}
