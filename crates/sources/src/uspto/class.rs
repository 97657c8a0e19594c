use model::{ClassSymbol, Classification, ClassificationValue};

use crate::xml::Element;

/// (51): `classification-ipcr` (from 2006) or `classification-ipc` (2005).
pub(super) fn ipc(bibliography: &Element) -> Vec<Classification> {
    let reformed: Vec<Classification> = bibliography
        .children_named("classifications-ipcr")
        .flat_map(|classes| classes.children_named("classification-ipcr"))
        .filter_map(in_parts)
        .collect();
    if !reformed.is_empty() {
        return reformed;
    }
    let old = bibliography.children_named("classification-ipc").flat_map(Element::children);
    let old = old.filter_map(|class| {
        let main = match class.local() {
            "main-classification" => true,
            "further-classification" => false,
            _ => return None,
        };
        Some(Classification { symbol: in_columns(&class.raw_text())?, main, value: None })
    });
    old.collect()
}

/// CPC as the office assigned it; combination sets repeat symbols and are left out.
pub(super) fn cpc(bibliography: &Element) -> Vec<Classification> {
    let groups = bibliography.children_named("classifications-cpc").flat_map(Element::children);
    let classes = groups.flat_map(|group| {
        let main = group.local() == "main-cpc";
        let classes = group.children_named("classification-cpc").filter_map(in_parts);
        classes.map(move |class| Classification { main, ..class })
    });
    classes.collect()
}

/// A symbol whose parts are elements, with its position (`F` first, `L` later) and value (`I`, `A`, `N`).
fn in_parts(class: &Element) -> Option<Classification> {
    let part = |name: &str| class.text_at(name);
    let mut symbol = part("section")? + &part("class")? + &part("subclass")?;
    if let (Some(group), Some(subgroup)) = (part("main-group"), part("subgroup")) {
        symbol = format!("{symbol}{group}/{subgroup}");
    }
    let value = match part("classification-value").as_deref() {
        Some("I") => Some(ClassificationValue::Inventive),
        Some("A" | "N") => Some(ClassificationValue::Additional),
        _ => None,
    };
    Some(Classification {
        symbol: symbol.parse().ok()?,
        main: part("symbol-position").as_deref() == Some("F"),
        value,
    })
}

/// A symbol in columns: subclass, main group in three places, subgroup; `H01H  102`, `H01L 31107`, `A61B005/00`.
fn in_columns(text: &str) -> Option<ClassSymbol> {
    let text = text.trim();
    let (subclass, rest) = (text.get(..4)?, text.get(4..)?);
    let (group, subgroup) = match rest.split_once('/') {
        Some(parts) => parts,
        None => (rest.get(..3)?, rest.get(3..)?),
    };
    let group = group.trim().trim_start_matches('0');
    format!("{subclass}{group}/{}", subgroup.trim()).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_in_columns() {
        for (text, expected) in [
            ("H01H  102", Some("H01H1/02")),
            ("H01L 31107", Some("H01L31/107")),
            ("G05G 1300", Some("G05G13/00")),
            ("A61B005/00", Some("A61B5/00")),
            ("A61B", None),
            ("D14126", None),
            ("", None),
        ] {
            assert_eq!(in_columns(text).map(|symbol| symbol.to_string()).as_deref(), expected, "{text:?}");
        }
    }
}
