//! Classification schemes: the real CPC and IPC files, and files with mistakes.

use std::{fs, path::PathBuf};

use model::{Language, Scheme, SchemeKind};
use sources::{Limits, SchemeDefaults, SchemeReading, read_schemes};

use crate::data::folder;

fn read(paths: &[PathBuf], defaults: &SchemeDefaults) -> SchemeReading {
    read_schemes(paths, &Limits::default(), defaults).unwrap()
}

#[track_caller]
fn check_ancestors(scheme: &Scheme, symbol: &str, expected: &[&str]) {
    let id = scheme.find(symbol).unwrap_or_else(|| panic!("{symbol} is there"));
    let ancestors: Vec<&str> = scheme.ancestors(id).map(|id| scheme.symbol(id)).collect();
    assert_eq!(ancestors, expected, "{symbol}");
}

#[test]
fn the_cpc_scheme_is_read_whole() {
    let Some(data) = folder("patents/classification") else { return };
    let reading = read(&[data.join("CPCSchemeXML201908.zip")], &SchemeDefaults::default());
    assert_eq!(reading.faults, []);
    let [scheme] = reading.schemes.as_slice() else { panic!("one scheme") };
    assert_eq!((scheme.kind(), scheme.version(), scheme.len()), (SchemeKind::Cpc, "2019-08-01", 232_129));
    check_ancestors(scheme, "H01M10/0525", &["H01M10/052", "H01M10/05", "H01M10/00", "H01M", "H01", "H"]);
    check_ancestors(scheme, "H01M10/06", &["H01M10/00", "H01M", "H01", "H"]);
    check_ancestors(scheme, "H01M2002/0205", &["H01M2/0202", "H01M2/02", "H01M2/00", "H01M", "H01", "H"]);
    let roots: Vec<&str> = scheme.roots().map(|id| scheme.symbol(id)).collect();
    assert_eq!(roots, ["A", "B", "C", "D", "E", "F", "G", "H", "Y"]);
    let id = scheme.find("H01M2/0202").unwrap();
    assert_eq!(
        scheme.title(id, Language::EN),
        Some(
            "for small-sized cells or batteries, e.g. miniature battery or power cells, batteries or cells for \
             portable equipment"
        ),
        "without the reference behind it"
    );
    assert_eq!(scheme.dots(id), Some(2));
}

#[test]
fn the_lists_of_ipc_titles_are_read_together() {
    let Some(data) = folder("patents/classification/ipc") else { return };
    let defaults = SchemeDefaults {
        kind: Some(SchemeKind::Ipc),
        version: Some("2022".to_owned()),
        language: Some(Language::EN),
    };
    let files = ["labels_group_id_4.tsv", "labels_group_id_6.tsv"].map(|name| data.join(name));
    let reading = read(&files, &defaults);
    let [scheme] = reading.schemes.as_slice() else { panic!("one scheme") };
    assert_eq!((reading.fault_count, scheme.version()), (0, "2022"), "{:?}", reading.faults);
    check_ancestors(scheme, "H01M10/00", &["H01M", "H01", "H"]);
    let title = scheme.title(scheme.find("A01B3/00").unwrap(), Language::EN);
    assert_eq!(title, Some("Ploughs with fixed plough-shares"));
}

#[track_caller]
fn check(content: &str, symbols: &[&str], faults: &[&str]) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("scheme");
    fs::write(&path, content).unwrap();
    let reading = read(&[path], &SchemeDefaults::default());
    let found: Vec<&str> = reading
        .schemes
        .iter()
        .flat_map(|scheme| (0..scheme.len() as u32).map(|id| scheme.symbol(id)))
        .collect();
    assert_eq!(found, symbols);
    let told: Vec<String> =
        reading.faults.iter().map(|fault| format!("{}: {}", fault.record, fault.reason)).collect();
    assert_eq!(told.len(), faults.len(), "{told:?}");
    for (told, expected) in told.iter().zip(faults) {
        assert!(told.starts_with(expected), "{told}");
    }
}

#[test]
fn a_bad_line_of_a_table_is_named_and_left_out() {
    check(
        "# scheme: fterm\n# version: 1\nsymbol\tparent\ttitle.ja\n5H029\t\t二次電池\nbattery\t\t\n\
         5H029AM11\t\t\n5H029AM12\t5H029AM11\t無機\n",
        &["5H029", "5H029AM", "5H029AM11", "5H029AM12"],
        &["5: F-term \"battery\" is not valid"],
    );
    check("# scheme: cpc\nclass\ttitle\nH01M\tx\n", &[], &["2: a column named symbol or id is missing"]);
    check("symbol\ttitle\nH01M\tx\n", &[], &["2: the name of the scheme is missing"]);
    check(
        "# scheme: ipc\nsymbol\tdots\nH01M10/00\t0\nH01M10/05\tone\n",
        &["H", "H01", "H01M", "H01M10/00"],
        &["4: at dots: \"one\" is not a number of dots"],
    );
    check(
        "scheme\tsymbol\nipc cpc\tH01M\nxyz\tH01M\n",
        &["H", "H01", "H01M", "H", "H01", "H01M"],
        &["3: scheme: classification scheme \"xyz\" is not valid"],
    );
}

#[test]
fn a_bad_line_of_json_is_named_and_left_out() {
    check(
        "{\"scheme\":\"fi\",\"version\":\"1\"}\n{\"symbol\":\"A23D9/00,500\"}\n{\"symbol\":1}\n\
         {\"symbol\":\"A23D9/00,504\",\"parent\":\"A23D9/00,500\",\"titles\":{\"ja\":\"油\"}}\n{\"symb\":\"A\"}\n",
        &["A", "A23", "A23D", "A23D9/00", "A23D9/00,500", "A23D9/00,504"],
        &["3: ", "5: "],
    );
}

#[test]
fn a_broken_file_of_cpc_keeps_what_was_read() {
    check(
        "<?xml version=\"1.0\"?><class-scheme publication-date=\"2020-01-01\">\
         <classification-item level=\"5\"><classification-symbol>H01M</classification-symbol>\
         <classification-item level=\"7\"><classification-symbol>H01M10/00</classification-symbol>\
         <class-title><title-part><text>Secondary cells</text></title-part></class-title></classification-item>\
         <classification-item level=\"7\"><classification-symbol>?</classification-symbol></classification-item>\
         </wrong></class-scheme>",
        &["H", "H01", "H01M", "H01M10/00"],
        &["3: class symbol", "3: the xml is not well formed"],
    );
}

#[test]
fn a_file_of_something_else_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("other");
    for (content, expected) in
        [("", "is empty"), ("<a><b/></a>", "holds no entry of a classification scheme")]
    {
        fs::write(&path, content).unwrap();
        let error = read_schemes(&[&path], &Limits::default(), &SchemeDefaults::default()).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}
