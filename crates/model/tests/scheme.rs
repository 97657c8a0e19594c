//! Classification schemes: symbols as written, the tree by dots, and what a file gets wrong.

use model::{ClassEntry, EntryFault, Language, Scheme, SchemeBuilder, SchemeKind, Text};

#[track_caller]
fn check_read(kind: SchemeKind, written: &str, expected: &str) {
    assert_eq!(kind.read(written).as_deref(), Ok(expected), "{kind} {written}");
}

#[test]
fn symbols_of_every_level_have_one_form() {
    use SchemeKind::{Cpc, FTerm, Fi, Ipc};
    for (kind, written, expected) in [
        (Cpc, "H", "H"),
        (Cpc, "h01", "H01"),
        (Ipc, "Ｈ０１Ｍ", "H01M"),
        (Cpc, "H01M10", "H01M10/00"),
        (Cpc, "H01M 10/00", "H01M10/00"),
        (Ipc, "H01M 10/0525", "H01M10/0525"),
        (Ipc, "H01M0010052500", "H01M10/0525"),
        (Ipc, "Ｈ０１Ｍ１０／０５２５", "H01M10/0525"),
        (Cpc, "Y02E60/10", "Y02E60/10"),
        (Fi, "H01M10/0525,101@B", "H01M10/0525,101@B"),
        (Fi, "H01M10", "H01M10/00"),
        (FTerm, "4f100", "4F100"),
        (FTerm, "4F100 AB01 A", "4F100AB01.A"),
    ] {
        check_read(kind, written, expected);
    }
    for written in ["", "X", "H0", "H01m10/", "電池", "H01M10/0525,101"] {
        assert!(Cpc.read(written).is_err(), "{written}");
    }
}

#[test]
fn containers_by_form_go_from_narrow_to_wide() {
    for (kind, symbol, expected) in [
        (SchemeKind::Cpc, "H01M10/0525", "H01M10/00 H01M H01 H"),
        (SchemeKind::Cpc, "H01M10/00", "H01M H01 H"),
        (SchemeKind::Cpc, "H", ""),
        (SchemeKind::Fi, "H01M10/0525,101@B", "H01M10/0525,101 H01M10/0525 H01M10/00 H01M H01 H"),
        (SchemeKind::Fi, "H01M10/40@Z", "H01M10/40 H01M10/00 H01M H01 H"),
        (SchemeKind::FTerm, "4F100AB01.A", "4F100AB01 4F100AB 4F100"),
    ] {
        assert_eq!(kind.containers(symbol).join(" "), expected, "{symbol}");
    }
}

fn entry(symbol: &str) -> ClassEntry {
    ClassEntry { symbol: symbol.to_owned(), ..ClassEntry::default() }
}

fn with_dots(symbol: &str, dots: usize) -> ClassEntry {
    ClassEntry { dots: Some(dots), ..entry(symbol) }
}

fn below(symbol: &str, parent: &str) -> ClassEntry {
    ClassEntry { parent: Some(parent.to_owned()), ..entry(symbol) }
}

fn built(kind: SchemeKind, entries: Vec<ClassEntry>) -> (Scheme, Vec<EntryFault>) {
    let mut builder = SchemeBuilder::new(kind);
    for entry in entries {
        builder.add(entry).unwrap();
    }
    builder.finish("test", false)
}

/// The tree, one class a line, with two spaces a level.
fn drawn(scheme: &Scheme) -> String {
    let line = |id| format!("{:indent$}{}\n", "", scheme.symbol(id), indent = 2 * scheme.depth(id));
    (0..scheme.len() as u32).map(line).collect()
}

#[test]
fn dots_make_the_tree() {
    let (scheme, faults) = built(
        SchemeKind::Ipc,
        vec![
            with_dots("H01M10/00", 0),
            with_dots("H01M10/05", 1),
            with_dots("H01M10/052", 2),
            with_dots("H01M10/0525", 3),
            with_dots("H01M10/056", 2),
            with_dots("H01M10/06", 1),
        ],
    );
    assert_eq!(faults, []);
    let expected = "H\n  H01\n    H01M\n      H01M10/00\n        H01M10/05\n          H01M10/052\n            \
                    H01M10/0525\n          H01M10/056\n        H01M10/06\n";
    assert_eq!(drawn(&scheme), expected);
    let id = scheme.find("H01M10/0525").unwrap();
    let ancestors: Vec<&str> = scheme.ancestors(id).map(|id| scheme.symbol(id)).collect();
    assert_eq!(ancestors, ["H01M10/052", "H01M10/05", "H01M10/00", "H01M", "H01", "H"]);
    assert_eq!(scheme.dots(id), Some(3));
    assert_eq!(scheme.dots(scheme.find("H01M10/00").unwrap()), None);
    let group = scheme.find("H01M10/05").unwrap();
    let listed =
        |ids: &mut dyn Iterator<Item = u32>| -> Vec<&str> { ids.map(|id| scheme.symbol(id)).collect() };
    assert_eq!(listed(&mut scheme.children(group)), ["H01M10/052", "H01M10/056"]);
    assert_eq!(listed(&mut scheme.subtree(group)), ["H01M10/05", "H01M10/052", "H01M10/0525", "H01M10/056"]);
    assert_eq!(listed(&mut scheme.roots()), ["H"]);
    assert_eq!(scheme.find("H01M10/0599"), None);
}

#[test]
fn a_named_parent_wins_and_needs_no_container() {
    let (scheme, faults) = built(
        SchemeKind::Cpc,
        vec![below("H01M2010/0495", "H01M10/04"), below("H01M10/04", "H01M10/00"), entry("H01M10/00")],
    );
    assert_eq!(faults, []);
    let expected = "H\n  H01\n    H01M\n      H01M10/00\n        H01M10/04\n          H01M2010/0495\n";
    assert_eq!(drawn(&scheme), expected);
}

#[test]
fn faults_are_named_and_every_class_keeps_a_place() {
    let (scheme, faults) = built(
        SchemeKind::Cpc,
        vec![
            below("H01M10/05", "H01M10/99"),
            below("H01M4/02", "H01M4/04"),
            below("H01M4/04", "H01M4/02"),
            below("H01M6/02", "H01M6/02"),
        ],
    );
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(faults.len(), 3, "{texts:?}");
    assert!(
        texts[0].starts_with("H01M10/05 stands below H01M10/99, which the file does not have"),
        "{texts:?}"
    );
    for symbol in ["H01M10/05", "H01M4/02", "H01M4/04", "H01M6/02"] {
        assert!(scheme.find(symbol).is_some(), "{symbol} in {}", drawn(&scheme));
    }
    let mut builder = SchemeBuilder::new(SchemeKind::Cpc);
    assert!(matches!(builder.add(entry("electrolyte")), Err(EntryFault::Symbol(_))));
    assert!(matches!(builder.add(with_dots("H01M10/052", 2)), Err(EntryFault::Dots { dots: 2, .. })));
}

#[test]
fn titles_of_several_files_come_together() {
    let titled = |language, text| ClassEntry { titles: vec![Text::new(language, text)], ..entry("H01M") };
    let (scheme, _) = built(
        SchemeKind::Ipc,
        vec![titled(Language::EN, "Batteries"), titled(Language::JA, "電池"), titled(Language::EN, "Other")],
    );
    let id = scheme.find("H01M").unwrap();
    assert_eq!(scheme.titles(id), [Text::new(Language::EN, "Batteries"), Text::new(Language::JA, "電池")]);
    assert_eq!(scheme.title(id, Language::JA), Some("電池"));
    assert_eq!(scheme.title(scheme.find("H01").unwrap(), Language::JA), None);
}
