use std::collections::BTreeSet;

use super::*;
use crate::real_data::data;

#[track_caller]
fn check(symbol: &str, number: Option<u8>) {
    assert_eq!(TechnologyField::of_symbol(symbol).map(TechnologyField::number), number, "{symbol}");
}

#[test]
fn symbols_have_the_fields_of_the_concordance() {
    for (symbol, number) in [
        ("H01M10", 1),
        ("H04N5", 2),
        ("H04N7", 2),
        ("H04N101", 2),
        ("H04N1", 3),
        ("H04N21", 4),
        ("H04L9", 4),
        ("H03K", 5),
        ("G06F17", 6),
        ("G06Q30", 7),
        ("H01L21", 8),
        ("G02B21", 9),
        ("G01N21", 10),
        ("G01N33", 11),
        ("G05B19", 12),
        ("A61B5", 13),
        ("A61K8", 14),
        ("C07D", 14),
        ("C12N15", 15),
        ("A61K31", 16),
        ("A61P35", 16),
        ("C08L", 17),
        ("A23L", 18),
        ("C13B50", 18),
        ("C11D", 19),
        ("C22C", 20),
        ("C25B", 21),
        ("B82Y", 22),
        ("B01J", 23),
        ("B01D35", 23),
        ("B01D45", 24),
        ("B01D53", 24),
        ("B01D61", 23),
        ("G01T", 24),
        ("E01F8", 24),
        ("E01F9", 35),
        ("B65G", 25),
        ("B23K", 26),
        ("A62D3", 26),
        ("F02D", 27),
        ("B41J", 28),
        ("B29C45", 29),
        ("C13B5", 29),
        ("F25B", 30),
        ("F16K", 31),
        ("B60L", 32),
        ("A63F", 33),
        ("A45D", 34),
        ("E04B", 35),
    ] {
        check(symbol, Some(number));
    }
    check("Y02E", None);
    check("", None);
    check("é01", None);
}

#[test]
fn the_table_has_35_fields_in_five_sectors_and_no_pattern_twice() {
    let lines: Vec<&str> = CONCORDANCE.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.len(), TechnologyField::COUNT);
    let mut seen = BTreeSet::new();
    for (number, line) in (1..).zip(&lines) {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns[0], number.to_string());
        assert!(["electrical", "instruments", "chemistry", "mechanical", "other"].contains(&columns[1]));
        for pattern in columns[4].split(' ') {
            assert!((3..=9).contains(&pattern.len()), "{pattern}");
            assert!(seen.insert(pattern), "{pattern} stands twice");
        }
    }
    let sizes = [8, 5, 11, 8, 3];
    let sectors = [
        TechnologySector::Electrical,
        TechnologySector::Instruments,
        TechnologySector::Chemistry,
        TechnologySector::Mechanical,
        TechnologySector::Other,
    ];
    for (sector, size) in sectors.into_iter().zip(sizes) {
        assert_eq!(TechnologyField::all().filter(|field| field.sector() == sector).count(), size);
    }
}

#[test]
fn every_subclass_of_ipc_has_a_field() {
    let Some(path) = data("patents/classification/ipc/labels_group_id_4.tsv") else { return };
    let table = std::fs::read_to_string(path).unwrap();
    let subclasses: Vec<&str> = table.lines().skip(1).filter_map(|line| line.get(..4)).collect();
    assert!(600 < subclasses.len(), "{} subclasses", subclasses.len());
    let without: Vec<&&str> =
        subclasses.iter().filter(|symbol| TechnologyField::of_symbol(symbol).is_none()).collect();
    assert!(without.is_empty(), "without a field: {without:?}");
    let with_subclass = |pattern: &&str| 4 <= pattern.len();
    let patterns = TABLE.fields.keys().map(String::as_str).filter(with_subclass);
    let unknown: BTreeSet<&str> =
        patterns.map(|pattern| &pattern[..4]).filter(|subclass| !subclasses.contains(subclass)).collect();
    // Subclasses that IPC has dropped since 2008, and 99Z of sections that have none.
    let former: Vec<&&str> = unknown.iter().filter(|subclass| !FORMER.contains(subclass)).collect();
    assert!(former.is_empty(), "patterns for subclasses that IPC does not have: {former:?}");
}

/// Subclasses of the concordance that IPC 2022 no longer has.
const FORMER: &[&str] = &["C12S", "C13C", "C13D", "C13F", "C13G", "C13H", "C13J"];
