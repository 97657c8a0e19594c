//! Citations of literature as offices print them.

use model::{LiteratureKind, read_literature};
use proptest::prelude::*;

/// Parts as `kind|authors|title|journal|year|volume|issue|first-last`.
fn shown(text: &str) -> String {
    let reading = read_literature(text);
    let part =
        |range: &Option<std::ops::Range<usize>>| range.clone().map_or("", |range| &text[range]).to_owned();
    let year = reading.year.map(|year| year.to_string()).unwrap_or_default();
    let last = match part(&reading.last_page).as_str() {
        "" => String::new(),
        last => format!("-{last}"),
    };
    [
        reading.kind.as_str().to_owned(),
        part(&reading.authors),
        part(&reading.title),
        part(&reading.journal),
        year,
        part(&reading.volume),
        part(&reading.issue),
        format!("{}{last}", part(&reading.first_page)),
    ]
    .join("|")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "{text}");
}

#[test]
fn quoted_titles() {
    check(
        "Smith et al., \"On cells,\" J. Electrochem. Soc., vol. 150, No. 3, pp. A1-A7, 2003.",
        "publication|Smith|On cells|J. Electrochem. Soc.|2003|150|3|A1-A7",
    );
    check(
        "D. L. Trumbo, “Michael addition polymers from invented acids”, Polymer Bulletin, (1991), pp. 265-270, vol. 26.",
        "publication|D. L. Trumbo|Michael addition polymers from invented acids|Polymer Bulletin|1991|26||265-270",
    );
    check(
        "“Bioleaching of an invented ore”, by Torres et al., Met. Trans B, 26B (1995).",
        "publication|Torres|Bioleaching of an invented ore|Met. Trans B|1995|26B||",
    );
    check(
        "SI W. ET AL.: 'An invented pathway' MOLECULAR BIOLOGY vol. 26, no. 8, April 2006, pages 2955 - 2964",
        "publication|SI W.|An invented pathway|MOLECULAR BIOLOGY|2006|26|8|2955-2964",
    );
    check(
        "JOURNAL OF PHYSICS, Bd.51, Nr.11, November 1980, NEW YORK US Seiten 5636 - 5641 W. M. STEEN 'Arc augmented tests'",
        "publication|W. M. STEEN|Arc augmented tests|JOURNAL OF PHYSICS|1980|51|11|5636-5641",
    );
}

#[test]
fn no_quotation_marks() {
    check(
        "Oatridge A, Herlihy A, Thomas RW, et al. Imaging of an invented tendon in mice. Clin Radiol 2003; 58: 384-388.",
        "publication|Oatridge A, Herlihy A, Thomas RW|Imaging of an invented tendon in mice|Clin Radiol|2003|58||384-388",
    );
    check(
        "Rovaris M, Comi G, Filippi M. Short-term change in invented brains. Brain. 2001;124(9):1803–12.",
        "publication|Rovaris M, Comi G, Filippi M|Short-term change in invented brains|Brain|2001|124|9|1803-12",
    );
    check(
        "Smith J, Doe A (2004) Cells that never were. PLoS ONE 9(8): e103411",
        "publication|Smith J, Doe A|Cells that never were|PLoS ONE|2004|9|8|e103411",
    );
    check(
        "K Sato, I Suzuki. 2010. A title of our own. Journal of Tests 12(3): 4–5",
        "publication|K Sato, I Suzuki|A title of our own|Journal of Tests|2010|12|3|4-5",
    );
    check(
        "Takeuchi et al., J. Am. Chem. Soc., 123: 9525-9534 (2001).",
        "publication|Takeuchi||J. Am. Chem. Soc.|2001|123||9525-9534",
    );
    check(
        "Welter et al., Chem. Commun., 896-897 (2004).",
        "publication|Welter||Chem. Commun.|2004|||896-897",
    );
    check(
        "Moldoveanu et al., Vaccine, 16:1216-124 (1998).",
        "publication|Moldoveanu||Vaccine|1998|16||1216-124",
    );
    check(
        "Cancer and Metastasis Reviews (1998), 17(1), 91-106.",
        "publication|||Cancer and Metastasis Reviews|1998|17|1|91-106",
    );
}

#[test]
fn labels_before_quoted_titles() {
    let found = [
        "XP002022306 \"A title of invented words\"",
        "[1999] \"Title of something\"",
        "非特許文献1: 12-15 「発明の題名」",
    ]
    .map(shown);
    let expected = [
        "other||A title of invented words|||||",
        "publication||Title of something||1999|||",
        "other||発明の題名|||||",
    ];
    assert_eq!(found, expected);
}

#[test]
fn japanese() {
    check(
        "山田太郎他, 「固体電解質の虚構」, 電気化学, Vol.80, No.5, pp.321-326, 2012年",
        "publication|山田太郎|固体電解質の虚構|電気化学|2012|80|5|321-326",
    );
    check(
        "山田太郎、外2名、“架空の電池”、電気化学、日本、架空学会、2012年5月、第80巻、第5号、p.321-326",
        "publication|山田太郎|架空の電池|電気化学|2012|80|5|321-326",
    );
    check(
        "山田太郎，固体電解質の虚構，電気化学，８０巻５号，３２１〜３２６頁（２０１２年）",
        "publication|山田太郎|固体電解質の虚構|電気化学|2012|８０|５|３２１-３２６",
    );
    check(
        "黒瀬ほか, 「混合ゲルの物性」, 食品物性学会誌, Vol. 7, pp. 55-63, 2002",
        "publication|黒瀬|混合ゲルの物性|食品物性学会誌|2002|7||55-63",
    );
}

#[test]
fn what_is_no_publication() {
    #[track_caller]
    fn check_kind(text: &str, kind: LiteratureKind) {
        assert_eq!(read_literature(text).kind, kind, "{text}");
    }
    check_kind("U.S. Appl. No. 29/366,831, filed Jul. 30, 2010, Gilbert.", LiteratureKind::OfficePaper);
    check_kind(
        "PCT International Search Report and translation of relevant text.",
        LiteratureKind::OfficePaper,
    );
    check_kind("Macao Official Action, Oct. 13, 2009.", LiteratureKind::OfficePaper);
    check_kind("Merrell Fall 2007 Catalog, pp. 8, 9 and 20.", LiteratureKind::TradeLiterature);
    check_kind("http://www.example.com/, Dec. 17, 2003, 5 pages.", LiteratureKind::WebPage);
    check_kind("特願2010-123456号の拒絶理由通知", LiteratureKind::OfficePaper);
    check_kind("", LiteratureKind::Other);
}

#[test]
fn numbers_that_identify() {
    let text = "SUN X ET AL: \"Cells\" CELL, vol. 1, ISSN: 2049-3630, DOI: 10.5555/ABC.12.";
    let reading = read_literature(text);
    assert_eq!(reading.doi.map(|doi| doi.to_string()).as_deref(), Some("10.5555/abc.12"));
    assert_eq!(reading.issn.map(|issn| issn.to_string()).as_deref(), Some("2049-3630"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_ranges_lie_inside(
        text in prop_oneof![
            any::<String>(),
            "([A-Z][a-z]{0,5}[.,;: ]{0,2}|et al\\.|vol\\. |pp\\. |No\\. |[0-9]{1,4}[-–:( )]?|[“”\"'「」]|第|巻|頁|ほか|、){0,30}",
            // A label, figures that read as marks, and a title.
            "(XP[0-9]{6,9} |\\[[0-9]{1,4}\\] |[0-9]{1,3}\\. |非特許文献[0-9]{1,2}[:：】]){0,2}([0-9]{1,4}[-:( )]?|vol\\. |pp\\. |[A-Z][a-z]{1,5} ){0,5}[“\"「][A-Za-z題 ]{0,12}[”\"」]([0-9]{1,4}[-:( )]?|[A-Z][a-z]{1,5}[. ]|by |, ){0,8}",
        ]
    ) {
        let reading = read_literature(&text);
        let ranges = [
            &reading.authors, &reading.title, &reading.journal, &reading.volume, &reading.issue,
            &reading.first_page, &reading.last_page,
        ];
        for range in ranges.into_iter().flatten() {
            prop_assert!(text.get(range.clone()).is_some_and(|part| !part.is_empty()), "{range:?} of {text:?}");
        }
    }
}
