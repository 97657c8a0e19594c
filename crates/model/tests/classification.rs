//! Classification symbols as they are written, and what they become.

use model::{ClassSymbol, Classification, ClassificationValue, FTerm, FiSymbol};
use proptest::prelude::*;

#[track_caller]
fn check<T: std::str::FromStr + ToString>(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let read = text.parse::<T>().map_or("invalid".to_owned(), |symbol| symbol.to_string());
        assert_eq!(read, *expected, "{text:?}");
    }
}

#[test]
fn class_symbols() {
    check::<ClassSymbol>(&[
        ("H01M 10/0525", "H01M10/0525"),
        ("h01m10/0525", "H01M10/0525"),
        ("Ｈ０１Ｍ　１０／０５２５", "H01M10/0525"),
        ("H01M0010052500", "H01M10/0525"),
        ("H01M0010000000", "H01M10/00"),
        ("A01D  34/13", "A01D34/13"),
        ("A01D 034/13", "A01D34/13"),
        ("A23L2:38", "A23L2/38"),
        ("Y02E 60/10", "Y02E60/10"),
        ("G06Q2220/165", "G06Q2220/165"),
        ("H01M", "H01M"),
        ("H01M10", "H01M10"),
        ("H01", "invalid"),
        ("I01M10/00", "invalid"),
        ("H01M10/", "invalid"),
        ("H01M10/0", "invalid"),
        ("H01M10/0525X", "invalid"),
        ("H01M12345/00", "invalid"),
        ("", "invalid"),
    ]);
    let symbol: ClassSymbol = "H01M10/0525".parse().expect("a symbol");
    assert_eq!(symbol.levels(), ["H", "H01", "H01M", "H01M10", "H01M10/0525"]);
    assert_eq!(symbol.subclass(), "H01M");
}

#[test]
fn fi_symbols() {
    check::<FiSymbol>(&[
        ("H01M10/0525,101@B", "H01M10/0525,101@B"),
        ("H01M 10/0525 101 B", "H01M10/0525,101@B"),
        ("Ｈ０１Ｍ１０／０５２５，１０１＠Ｂ", "H01M10/0525,101@B"),
        ("G06F17/30,350C", "G06F17/30,350@C"),
        ("G06F 17/30   350C", "G06F17/30,350@C"),
        ("C04B35/58 104 B", "C04B35/58,104@B"),
        ("A63F13/00@S", "A63F13/00@S"),
        ("A63F13/00 S", "A63F13/00@S"),
        ("H01M10/40Z", "H01M10/40@Z"),
        ("B31B1/00 301", "B31B1/00,301"),
        ("A01D34/13", "A01D34/13"),
        ("C12N15/00,ZNA@A", "C12N15/00,ZNA@A"),
        ("C12N15/00 ZNA", "C12N15/00,ZNA"),
        ("H01M10/40,10", "invalid"),
        ("H01M10/40@", "H01M10/40"),
        ("H01M10/40@1", "invalid"),
        ("H01M10/40,ABC", "invalid"),
        ("5H029AJ03", "invalid"),
    ]);
    let symbol: FiSymbol = "H01M10/0525,101@B".parse().expect("a symbol");
    let levels = ["H", "H01", "H01M", "H01M10", "H01M10/0525", "H01M10/0525,101", "H01M10/0525,101@B"];
    assert_eq!(symbol.levels(), levels);
    assert_eq!(symbol.ipc(), "H01M10/0525");
    let symbol: FiSymbol = "H01M10/40@Z".parse().expect("a symbol");
    assert_eq!(symbol.levels(), ["H", "H01", "H01M", "H01M10", "H01M10/40", "H01M10/40@Z"]);
}

#[test]
fn f_terms() {
    check::<FTerm>(&[
        ("4F100AB01", "4F100AB01"),
        ("4F100AB01.A", "4F100AB01.A"),
        ("4f100 ab01 a", "4F100AB01.A"),
        ("４Ｆ１００ＡＢ０１", "4F100AB01"),
        ("2B382 GC15", "2B382GC15"),
        ("4F100", "4F100"),
        ("4F100AB", "4F100AB"),
        ("4F100A", "invalid"),
        ("AF100AB01", "invalid"),
        ("4F100AB0", "invalid"),
        ("4F100AB01.AB", "invalid"),
    ]);
    let term: FTerm = "4F100AB01.A".parse().expect("an F-term");
    assert_eq!(term.levels(), ["4F100", "4F100AB", "4F100AB01", "4F100AB01.A"]);
    assert_eq!(term.theme(), "4F100");
    assert_eq!("4F100".parse::<FTerm>().expect("a theme").levels(), ["4F100"]);
}

#[test]
fn columns_of_st8() {
    let rows = [
        (
            "A01D  34/13        20060101AFI20091204BHJP        ",
            "A01D34/13",
            true,
            Some(ClassificationValue::Inventive),
        ),
        (
            "A01D  34/10        20060101ALI20091204BHJP        ",
            "A01D34/10",
            false,
            Some(ClassificationValue::Inventive),
        ),
        (
            "C08L  23/00        20060101ALN20091204BHJP        ",
            "C08L23/00",
            false,
            Some(ClassificationValue::Additional),
        ),
        (
            "B60C  15/00        20060101A I20051008RMEP        ",
            "B60C15/00",
            false,
            Some(ClassificationValue::Inventive),
        ),
        (
            "G06F2217/16        20130101CLN20130101BHUS",
            "G06F2217/16",
            false,
            Some(ClassificationValue::Additional),
        ),
        (
            "B28B   1/    29            A I                    ",
            "B28B1/29",
            false,
            Some(ClassificationValue::Inventive),
        ),
        ("H01M  10/0525", "H01M10/0525", false, None),
        ("H01M", "H01M", false, None),
    ];
    for (text, symbol, main, value) in rows {
        let read =
            Classification::from_st8_columns(text).unwrap_or_else(|invalid| panic!("{text:?}: {invalid}"));
        assert_eq!((read.symbol.as_str(), read.main, read.value), (symbol, main, value), "{text:?}");
    }
    for text in ["", "        ", "34/13 20060101AFI", "A01D 34"] {
        let read = Classification::from_st8_columns(text);
        assert!(read.is_err() || text == "A01D 34", "{text:?} read as {read:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,30}") {
        let _ = text.parse::<ClassSymbol>();
        let _ = text.parse::<FiSymbol>();
        let _ = text.parse::<FTerm>();
        let _ = Classification::from_st8_columns(&text);
    }

    #[test]
    fn what_is_read_reads_the_same_again(text in "[A-H][0-9]{2}[A-Z] ?[0-9]{0,4}(/[0-9]{2,6})?[ ,]?([0-9]{3})?@?[A-Z]?") {
        if let Ok(symbol) = text.parse::<FiSymbol>() {
            let again = symbol.to_string().parse::<FiSymbol>();
            prop_assert_eq!(again.as_ref(), Ok(&symbol));
            prop_assert_eq!(*symbol.levels().last().unwrap(), symbol.as_str());
        }
        if let Ok(symbol) = text.parse::<ClassSymbol>() {
            let again = symbol.to_string().parse::<ClassSymbol>();
            prop_assert_eq!(again.as_ref(), Ok(&symbol));
        }
    }
}
