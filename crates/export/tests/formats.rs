//! Each format on one Japanese patent, one English patent and one article, and through readers of its own syntax.

use export::{Exporter, Format, Options, Selection};
use model::{Document, Language};
use proptest::prelude::*;
use serde_json::{Value, json};

fn japanese_patent() -> Document {
    document(json!({
        "type": "patent", "number": "JP-2012900101-A", "application": "JP-2010900101", "filed": "2010-08-11",
        "published": "2012-02-23", "priorities": [{"number": "JP-2010900101", "date": "2010-08-11"}],
        "titles": [{"language": "ja", "text": "LiFePO4を含む正極、及び電池"}, {"language": "en", "text": "Cathode & battery"}],
        "abstracts": [{"language": "ja", "text": "【課題】容量を100%とする。\n【解決手段】_を用いる。"}],
        "claims": [
            {"number": 1, "language": "ja", "text": "正極。"},
            {"number": 2, "language": "ja", "text": "請求項1の正極。", "depends_on": [1]},
            {"number": 1, "language": "en", "text": "A cathode."},
        ],
        "description": [{"language": "ja", "paragraphs": [{"number": "0001", "text": "説明。"}]}],
        "applicants": [
            {"names": [{"language": "ja", "text": "青葉電池株式会社"}, {"language": "en", "text": "Aoba Battery and Power Co., Ltd."}]},
            {"names": [{"language": "ja", "text": "髙﨑 守"}], "sector": "individual"},
        ],
        "inventors": [
            {"names": [{"language": "ja", "text": "髙﨑 守"}, {"language": "en", "text": "TAKASAKI, Mamoru"}]},
            {"names": [{"language": "ja", "text": "東野　花子"}]},
        ],
        "ipc": [{"symbol": "H01M10/0525", "main": true}, {"symbol": "H01M4/58"}],
        "f_terms": ["5H029AJ03"],
    }))
}

fn english_patent() -> Document {
    document(json!({
        "type": "patent", "number": "US-99000210-B2", "published": "2020-03",
        "titles": [{"language": "en", "text": "Solid {ceramic} electrolyte"}],
        "assignees": [{"names": [{"language": "en", "text": "Nordheim & Söhne"}]}],
        "inventors": [{"names": [{"language": "en", "text": "Ludwig van der Berg"}]}],
    }))
}

fn article() -> Document {
    document(json!({
        "type": "article", "id": "doi:10.5555/chizai_(1)", "published": "2015",
        "titles": [{"language": "en", "text": "=1+1: a study"}],
        "authors": [{"names": [{"language": "en", "text": "Mary Ann Jones"}]}, {"names": [{"language": "en", "text": "The Cell Consortium"}]}],
        "journal": {"titles": [{"language": "en", "text": "J. Cells"}], "volume": "7", "issue": "2", "pages": "10-19", "issns": ["1234-5679"]},
        "keywords": [{"language": "en", "text": "cell"}, {"language": "ja", "text": "電池"}],
    }))
}

fn document(form: Value) -> Document {
    serde_json::from_value(form).expect("the exchange form")
}

fn written(format: Format, options: Options, documents: &[Document]) -> String {
    let mut exporter = Exporter::start(Vec::new(), format, options).expect("memory takes everything");
    documents.iter().for_each(|document| exporter.write(document).expect("memory takes everything"));
    assert_eq!(exporter.written(), documents.len() as u64);
    String::from_utf8(exporter.finish().expect("memory takes everything")).expect("UTF-8")
}

fn japanese() -> Options {
    Options { language: Language::JA, ..Options::default() }
}

fn all() -> [Document; 3] {
    [japanese_patent(), english_patent(), article()]
}

#[track_caller]
fn check(format: Format, document: &Document, lines: &[&str]) {
    let text = written(format, japanese(), std::slice::from_ref(document));
    for line in lines {
        let found = text.lines().any(|found| found.trim_end() == *line);
        assert!(found, "{format}: {line:?} is not a line of\n{text}");
    }
}

#[test]
fn ris_has_the_tags_of_patents_and_articles() {
    check(
        Format::Ris,
        &japanese_patent(),
        &[
            "TY  - PAT",
            "ID  - JP-2012900101-A",
            "TI  - LiFePO4を含む正極、及び電池",
            "TT  - Cathode & battery",
            "AU  - 髙﨑, 守",
            "AU  - 東野, 花子",
            "PB  - 青葉電池株式会社; 髙﨑, 守",
            "PY  - 2012",
            "DA  - 2012/02/23",
            "SN  - JP 2012900101 A",
            "IS  - JP-2010900101",
            "KW  - IPC H01M10/0525",
            "KW  - F-term 5H029AJ03",
            "AB  - 【課題】容量を100%とする。 【解決手段】_を用いる。",
            "ER  -",
        ],
    );
    check(
        Format::Ris,
        &english_patent(),
        &["AU  - van der Berg, Ludwig", "DA  - 2020/03/", "PB  - Nordheim & Söhne"],
    );
    check(
        Format::Ris,
        &article(),
        &[
            "TY  - JOUR",
            "AU  - Jones, Mary Ann",
            "AU  - The Cell Consortium",
            "JO  - J. Cells",
            "SP  - 10",
            "EP  - 19",
            "DO  - 10.5555/chizai_(1)",
        ],
    );
}

#[test]
fn bibtex_escapes_and_keeps_names_whole() {
    check(
        Format::Bibtex,
        &japanese_patent(),
        &[
            "@patent{JP-2012900101-A,",
            "  author = {髙﨑, 守 and 東野, 花子},",
            "  holder = {{青葉電池株式会社} and 髙﨑, 守},",
            "  title = {{LiFePO4を含む正極、及び電池}},",
            "  titleaddon = {Cathode \\& battery},",
            "  langid = {japanese},",
            "  date = {2012-02-23},",
            "  number = {JP 2012900101 A},",
            "  type = {patreq},",
            "  abstract = {【課題】容量を100\\%とする。 【解決手段】\\_を用いる。},",
        ],
    );
    check(
        Format::Bibtex,
        &english_patent(),
        &[
            "@patent{US-99000210-B2,",
            "  author = {van der Berg, Ludwig},",
            "  holder = {{Nordheim \\& Söhne}},",
            "  title = {Solid \\textbraceleft{}ceramic\\textbraceright{} electrolyte},",
            "  date = {2020-03},",
            "  type = {patentus},",
        ],
    );
    check(
        Format::Bibtex,
        &article(),
        &[
            "@article{doi:10.5555/chizai_5f__28_1_29_,",
            "  author = {Jones, Mary Ann and {The Cell Consortium}},",
            "  pages = {10--19},",
        ],
    );
}

#[test]
fn csl_items_have_names_in_parts_and_dates_in_parts() {
    let items: Value = serde_json::from_str(&written(Format::CslJson, japanese(), &all())).expect("JSON");
    let patent = &items[0];
    assert_eq!(patent["type"], "patent");
    assert_eq!(
        patent["author"],
        json!([{"family": "髙﨑", "given": "守"}, {"family": "東野", "given": "花子"}])
    );
    assert_eq!(
        patent["custom"]["holder"],
        json!([{"literal": "青葉電池株式会社"}, {"family": "髙﨑", "given": "守"}])
    );
    assert_eq!(patent["issued"], json!({"date-parts": [[2012, 2, 23]]}));
    assert_eq!(patent["submitted"], json!({"date-parts": [[2010, 8, 11]]}));
    assert_eq!(patent["title"], "LiFePO4を含む正極、及び電池");
    assert_eq!(items[1]["issued"], json!({"date-parts": [[2020, 3]]}));
    assert_eq!(items[2]["type"], "article-journal");
    assert_eq!(items[2]["author"][1], json!({"literal": "The Cell Consortium"}));
    let english: Value =
        serde_json::from_str(&written(Format::CslJson, Options::default(), &all())).expect("JSON");
    assert_eq!(english[0]["title"], "Cathode & battery");
    assert_eq!(english[0]["author"][0], json!({"family": "TAKASAKI", "given": "Mamoru"}));
    assert_eq!(written(Format::CslJson, japanese(), &[]), "[\n]\n");
}

#[test]
fn ndjson_is_the_exchange_form() {
    let text = written(Format::Ndjson, japanese(), &all());
    let read: Vec<Document> =
        text.lines().map(|line| serde_json::from_str(line).expect("a document")).collect();
    assert_eq!(read, all());
}

/// The records of a CSV text, as the `csv` crate reads them.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|record| cells(record.expect("RFC 4180"))).collect()
}

#[test]
fn csv_has_a_column_a_field_and_no_formula() {
    let text = written(Format::Csv, japanese(), &all());
    let records = records(&text);
    let cell = |row: usize, column: &str| {
        let at = records[0].iter().position(|name| name == column).expect("a column");
        records[row][at].as_str()
    };
    assert_eq!(cell(1, "id"), "JP-2012900101-A");
    assert_eq!(cell(1, "title"), "LiFePO4を含む正極、及び電池; Cathode & battery");
    assert_eq!(cell(1, "biblio.applicants"), "青葉電池株式会社; 髙﨑 守");
    assert_eq!(cell(1, "biblio.priorities"), "JP-2010900101 (2010-08-11)");
    assert_eq!(cell(1, "classes.ipc"), "H01M10/0525; H01M4/58");
    assert_eq!(cell(1, "abstract"), "【課題】容量を100%とする。\n【解決手段】_を用いる。");
    assert_eq!(cell(3, "title"), "'=1+1: a study");
    assert!(text.lines().next().is_some_and(|line| line.ends_with("invented")) && text.ends_with("\r\n"));
    let marked = written(Format::Csv, Options { byte_order_mark: true, ..japanese() }, &all());
    assert_eq!(marked.strip_prefix('\u{feff}'), Some(text.as_str()));
}

fn selection(paths: &str) -> Selection {
    Selection::read(paths.split(',')).expect("paths")
}

#[test]
fn only_the_parts_asked_for_are_picked() {
    #[track_caller]
    fn check(paths: &str, expected: &Value) {
        assert_eq!(Value::Object(selection(paths).pick(&japanese_patent())), *expected, "{paths}");
    }
    let claim = |number: u32, language: &str, text: &str| json!({"number": number, "language": language, "text": text});
    check("title.ja", &json!({"title": {"ja": ["LiFePO4を含む正極、及び電池"]}}));
    check(
        "title.en,title.ja",
        &json!({"title": {"ja": ["LiFePO4を含む正極、及び電池"], "en": ["Cathode & battery"]}}),
    );
    check("title.de", &json!({}));
    check(
        "claims.independent",
        &json!({"claims": {"independent": {"ja": [claim(1, "ja", "正極。")], "en": [claim(1, "en", "A cathode.")]}}}),
    );
    check("claims.first.en", &json!({"claims": {"first": {"en": [claim(1, "en", "A cathode.")]}}}));
    check(
        "biblio.office,biblio.kind,id",
        &json!({"id": "JP-2012900101-A", "biblio": {"office": "JP", "kind": "A"}}),
    );
    check("classes.fterm", &json!({"classes": {"fterm": ["5H029AJ03"]}}));
    check("biblio.journal", &json!({}));
    assert!(selection("description.ja").needs_sections() && !selection("claims,biblio").needs_sections());
}

#[test]
fn a_path_that_names_nothing_is_refused_with_the_nearest() {
    #[track_caller]
    fn check(path: &str, suggestion: Option<&str>) {
        let unknown = Selection::read([path]).expect_err("no path");
        assert_eq!(unknown[0].path, path);
        assert_eq!(unknown[0].suggestion.as_deref(), suggestion, "{path}");
    }
    check("titel", Some("title"));
    check("aplicants", Some("biblio.applicants"));
    check("claims.indipendent", Some("claims.independent"));
    check("biblio.number.ja", Some("biblio.number"));
    check("", None);
    check("zzzzzzzzzz", None);
    check(&"x".repeat(1000), None);
}

#[test]
fn every_path_is_taken_by_every_format() {
    for field in export::fields() {
        for format in Format::ALL {
            let options = Options { selection: Some(selection(field.path)), ..japanese() };
            written(format, options, &all());
        }
    }
    let reduced = written(
        Format::Ndjson,
        Options { selection: Some(selection("title.ja,claims.dependent")), ..japanese() },
        &[japanese_patent()],
    );
    assert_eq!(
        serde_json::from_str::<Value>(&reduced).expect("JSON"),
        json!({
            "type": "patent", "number": "JP-2012900101-A", "titles": [{"language": "ja", "text": "LiFePO4を含む正極、及び電池"}],
            "claims": [{"number": 2, "language": "ja", "text": "請求項1の正極。", "depends_on": [1]}],
        })
    );
}

/// A patent whose texts are anything at all.
fn any_patent() -> impl Strategy<Value = Document> {
    ("\\PC{0,30}", "\\PC{1,20}", "(?s).{0,40}").prop_map(|(title, name, summary)| {
        document(json!({
            "type": "patent", "number": "JP-2012900101-A",
            "titles": [{"language": "ja", "text": title}],
            "abstracts": [{"language": "ja", "text": summary}],
            "inventors": [{"names": [{"language": "ja", "text": name}]}],
            "applicants": [{"names": [{"language": "en", "text": name}]}],
        }))
    })
}

/// Reads `@kind{key, name = {value}, …}` by counting braces, as BibTeX does, and gives the fields' names.
fn bibtex_fields(entry: &str) -> Option<Vec<String>> {
    let (_, body) = entry.split_once(",\n")?;
    let (mut depth, mut names, mut name) = (0i32, Vec::new(), String::new());
    for c in body.chars() {
        match (c, depth) {
            ('{', _) => depth += 1,
            ('}', 0) => return Some(names),
            ('}', _) => depth -= 1,
            ('=', 0) => names.push(std::mem::take(&mut name).trim().to_owned()),
            (',' | '\n', 0) => name.clear(),
            (c, 0) => name.push(c),
            _ => {}
        }
    }
    None
}

proptest! {
    #[test]
    fn any_text_keeps_to_the_syntax(document in any_patent()) {
        let one = std::slice::from_ref(&document);
        let table = records(&written(Format::Csv, japanese(), one));
        prop_assert_eq!(table.len(), 2);
        prop_assert_eq!(table[0].len(), table[1].len());
        prop_assert!(table[1].iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
        for line in written(Format::Ris, japanese(), one).split("\r\n").filter(|line| !line.is_empty()) {
            prop_assert_eq!(&line[2..6], "  - ", "{}", line);
        }
        let fields = bibtex_fields(&written(Format::Bibtex, japanese(), one));
        prop_assert!(fields.is_some_and(|names| names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase()))));
        let items: Value = serde_json::from_str(&written(Format::CslJson, japanese(), one)).expect("JSON");
        prop_assert_eq!(items.as_array().map(Vec::len), Some(1));
        let read: Document = serde_json::from_str(&written(Format::Ndjson, japanese(), one)).expect("JSON");
        prop_assert_eq!(&read, &document);
    }
}
