//! Every accepted form of a number, as a table: what is written, and what it means.

use model::{Number, read_number};
use proptest::prelude::*;

/// `P` publication, `A` application, `G` grant; several candidates in their order.
fn meaning(text: &str) -> String {
    match read_number(text) {
        Err(_) => "invalid".to_owned(),
        Ok(reading) => {
            let one = |number: &Number| match number {
                Number::Publication(number) => format!("P {number}"),
                Number::Application(number) => format!("A {number}"),
                Number::Grant(number) => format!("G {number}"),
            };
            reading.numbers().iter().map(one).collect::<Vec<_>>().join("; ")
        }
    }
}

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(text, expected)| meaning(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  expected {expected}\n  read     {}", meaning(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn japanese_publications_laid_open() {
    check(&[
        ("特開平11-123456", "P JP-H11123456-A"),
        ("特開平１１－１２３４５６号公報", "P JP-H11123456-A"),
        ("特開平１１−１２３４５６号公報", "P JP-H11123456-A"),
        ("特開平11ー123456", "P JP-H11123456-A"),
        ("特開平11―123456", "P JP-H11123456-A"),
        ("特開平11‐123456", "P JP-H11123456-A"),
        ("特開平11~123456", "P JP-H11123456-A"),
        ("特開H11-123456", "P JP-H11123456-A"),
        ("JPH11123456A", "P JP-H11123456-A"),
        ("jph11123456a", "P JP-H11123456-A"),
        ("JP-H11-123456-A", "P JP-H11123456-A"),
        ("JP H11-123456 A", "P JP-H11123456-A"),
        ("JP.H11123456.A", "P JP-H11123456-A"),
        ("JPH11123456", "P JP-H11123456-A"),
        ("JP-A-H11-123456", "P JP-H11123456-A"),
        ("JP-A-11-123456", "P JP-H11123456-A"),
        ("特開平成11年第123456号", "P JP-H11123456-A"),
        ("平成11年特許出願公開第123456号", "P JP-H11123456-A"),
        ("特開昭60-001789", "P JP-S60001789-A"),
        ("特開昭60-1789", "P JP-S60001789-A"),
        ("特開昭６０－１７８９号", "P JP-S60001789-A"),
        ("JPS601789A", "P JP-S60001789-A"),
        ("JPS60001789A", "P JP-S60001789-A"),
        ("JPH0936427A", "P JP-H09036427-A"),
        ("特開平9-36427", "P JP-H09036427-A"),
        ("特開平元-123456", "P JP-H01123456-A"),
        ("特開平12-123456", "P JP-2000123456-A"),
        ("特開2010-228687", "P JP-2010228687-A"),
        ("特開２０１０－２２８６８７号公報", "P JP-2010228687-A"),
        ("特開2010-228687(JP,A)", "P JP-2010228687-A"),
        ("特開２００８−１２３４５６（ＪＰ，Ａ）", "P JP-2008123456-A"),
        ("特開 2010 - 228687", "P JP-2010228687-A"),
        ("特開2010-1", "P JP-2010000001-A"),
        ("JP2010228687A", "P JP-2010228687-A"),
        ("JP-2010228687-A", "P JP-2010228687-A"),
        ("JP-2010-228687", "P JP-2010228687-A"),
        ("JP-2010-228687-A", "P JP-2010228687-A"),
        ("JP 2010228687 A", "P JP-2010228687-A"),
        ("JP2010228687", "P JP-2010228687-A"),
        ("JP-A-2010-228687", "P JP-2010228687-A"),
        ("P2010-228687A", "P JP-2010228687-A"),
        ("（Ｐ２０１０－２２８６８７Ａ）", "P JP-2010228687-A"),
        ("Japanese Patent Application Laid-Open No. 2010-228687", "P JP-2010228687-A"),
        ("Japanese Unexamined Patent Application Publication No. H11-123456", "P JP-H11123456-A"),
        ("特開1998-123456", "P JP-H10123456-A"),
        ("特開1989-123456", "P JP-H01123456-A; P JP-S64123456-A"),
        ("特開平1234567", "P JP-2000034567-A; P JP-H01234567-A"),
        ("特表2012-512345", "P JP-2012512345-A"),
        ("特表平11-512345号公報", "P JP-H11512345-A"),
        ("再表2012/123456", "P JP-WO2012123456-A1"),
        ("再公表特許WO2012/123456", "P JP-WO2012123456-A1"),
        ("再表98/12345", "P JP-WO1998012345-A1"),
        ("JPWO2012123456A1", "P JP-WO2012123456-A1"),
        ("JP-WO2012123456-A1", "P JP-WO2012123456-A1"),
    ]);
}

#[test]
fn japanese_grants_applications_and_utility_models() {
    check(&[
        ("特許第1234567号", "G JP-1234567"),
        ("特許1234567", "G JP-1234567"),
        ("JP1234567", "G JP-1234567"),
        ("特許第１２３４５６７号公報", "G JP-1234567"),
        ("日本国特許第6543210号", "G JP-6543210"),
        ("特許第6,543,210号", "G JP-6543210"),
        ("JP6543210B2", "P JP-6543210-B2"),
        ("JP 6543210 B1", "P JP-6543210-B1"),
        ("特公平7-012345", "P JP-H07012345-B2; P JP-H07012345-B; P JP-H07012345-B1"),
        ("JPH0712345B2", "P JP-H07012345-B2"),
        ("特公昭38-12345号公報", "P JP-S38012345-B2; P JP-S38012345-B; P JP-S38012345-B1"),
        ("特公大10-123", "P JP-T10000123-B2; P JP-T10000123-B; P JP-T10000123-B1"),
        ("特公明45-123", "P JP-M45000123-B2; P JP-M45000123-B; P JP-M45000123-B1"),
        ("特願2009-123456", "A JP-2009123456"),
        ("特願２００９－１２３４５６号", "A JP-2009123456"),
        ("特願平1-234567", "A JP-1989234567"),
        ("特願平11-1", "A JP-1999000001"),
        ("特願昭60-001234", "A JP-1985001234"),
        ("平成11年特許願第123456号", "A JP-1999123456"),
        ("特願令1-123456", "A JP-2019123456"),
        ("特願R2-123456", "A JP-2020123456"),
        ("JP19890234567", "A JP-1989234567"),
        ("JP20090123456", "A JP-2009123456"),
        ("Japanese Patent Application No. 2009-123456", "A JP-2009123456"),
        ("実開平5-12345", "P JP-H05012345-U"),
        ("実開昭60-012345号公報", "P JP-S60012345-U"),
        ("実公平7-1234", "P JP-H07001234-Y2; P JP-H07001234-Y; P JP-H07001234-Y1"),
        ("実用新案登録第3123456号", "P JP-3123456-U"),
        ("登録実用新案第３１２３４５６号公報", "P JP-3123456-U"),
        ("実用新案登録第2123456号", "G JP-2123456U"),
        ("実願2009-001234", "A JP-2009001234U"),
    ]);
}

#[test]
fn other_offices() {
    check(&[
        ("US 7,654,321 B2", "P US-7654321-B2"),
        ("US7654321B2", "P US-7654321-B2"),
        ("US-7654321-B2", "P US-7654321-B2"),
        ("US 07654321 B2", "P US-7654321-B2"),
        ("U.S. Pat. No. 7,654,321", "P US-7654321"),
        ("US Patent 7,654,321", "P US-7654321"),
        ("米国特許第7654321号明細書", "P US-7654321"),
        ("US2009/0123456 A1", "P US-20090123456-A1"),
        ("US 20090123456 A1", "P US-20090123456-A1"),
        ("US 2009123456 A1", "P US-20090123456-A1"),
        ("US-2009-0123456-A1", "P US-20090123456-A1"),
        ("U.S. Patent Application Publication No. 2009/0123456", "P US-20090123456"),
        ("米国特許出願公開第２００９／０１２３４５６号明細書", "P US-20090123456"),
        ("US D645,062 S1", "P US-D645062-S1"),
        ("USD645062S", "P US-D645062-S"),
        ("US RE45,678 E1", "P US-RE45678-E1"),
        ("US PP12,345 P2", "P US-PP12345-P2"),
        ("US 12/345,678", "A US-12345678"),
        ("US 9/123,456", "A US-09123456"),
        ("12/345,678", "A US-12345678"),
        ("EP 1 234 567 A1", "P EP-1234567-A1"),
        ("EP1234567B1", "P EP-1234567-B1"),
        ("EP 0 123 456 B1", "P EP-0123456-B1"),
        ("EP123456A2", "P EP-0123456-A2"),
        ("EP1000000", "P EP-1000000"),
        ("欧州特許出願公開第1234567号明細書", "P EP-1234567"),
        ("EP 09 123 456.7", "A EP-09123456"),
        ("EP09123456", "A EP-09123456"),
        ("EP20090123456", "A EP-09123456"),
        ("WO2012/123456 A1", "P WO-2012123456-A1"),
        ("WO 2012/123456", "P WO-2012123456"),
        ("WO2012123456A1", "P WO-2012123456-A1"),
        ("WO 99/12345", "P WO-1999012345"),
        ("WO9912345A1", "P WO-1999012345-A1"),
        ("WO 02/102829 A2", "P WO-2002102829-A2"),
        ("WO02102829A2", "P WO-2002102829-A2"),
        ("WO 78/00001", "P WO-1978000001"),
        ("国際公開第2012/123456号", "P WO-2012123456"),
        ("国際公開ＷＯ２０１２／１２３４５６号パンフレット", "P WO-2012123456"),
        ("PCT/JP2012/061234", "A WO-JP2012061234"),
        ("PCT/US99/12345", "A WO-US1999012345"),
        ("WO2012JP61234", "A WO-JP2012061234"),
        ("DE 10 2009 012 345 A1", "P DE-102009012345-A1"),
        ("DE102009012345A1", "P DE-102009012345-A1"),
        ("DE 102009012345.6", "A DE-102009012345"),
        ("DE 199 12 345 C2", "P DE-19912345-C2"),
        ("FR 2 912 345 A1", "P FR-2912345-A1"),
        ("GB 2 123 456 A", "P GB-2123456-A"),
        ("CN101234567A", "P CN-101234567-A"),
        ("CN 101234567 B", "P CN-101234567-B"),
        ("CN200910123456.7", "A CN-200910123456"),
        ("KR 10-2009-0012345 A", "P KR-20090012345-A"),
        ("KR20090012345A", "P KR-20090012345-A"),
        ("KR 10-0912345 B1", "P KR-100912345-B1"),
        ("SU 1234567 A1", "P SU-1234567-A1"),
    ]);
}

#[test]
fn ambiguous_numbers_give_candidates_and_others_are_refused() {
    check(&[
        ("2009-123456", "P JP-2009123456-A; A JP-2009123456"),
        ("２００９−１２３４５６", "P JP-2009123456-A; A JP-2009123456"),
        ("2009123456", "P JP-2009123456-A; A JP-2009123456"),
        ("平5-123456", "P JP-H05123456-A; A JP-1993123456; P JP-H05123456-B2; P JP-H05123456-U"),
        ("11-123456", "P JP-H11123456-A; A JP-1999123456; P JP-H11123456-B2; P JP-H11123456-U"),
        ("7,654,321", "P US-7654321; G JP-7654321"),
        ("7654321", "P US-7654321; G JP-7654321; P EP-7654321"),
        ("2012/123456", "P WO-2012123456; P JP-WO2012123456-A1"),
        ("2009/0123456", "P US-20090123456"),
        ("", "invalid"),
        ("特開", "invalid"),
        ("battery", "invalid"),
        ("リチウム電池2010", "invalid"),
        ("特開平99-123456", "invalid"),
        // Four bytes that are no four digits.
        ("特願元5-123456", "invalid"),
        ("特開2010-1234567", "invalid"),
        ("特許第12345678号", "invalid"),
        ("QQ1234567", "invalid"),
        ("LiFePO4", "invalid"),
        ("WO2012", "invalid"),
    ]);
}

#[test]
fn no_crosswalk_no_publication() {
    let publications = |text: &str| match read_number(text).expect("a number").numbers() {
        [Number::Grant(grant)] => grant.publications().iter().map(ToString::to_string).collect::<Vec<_>>(),
        other => panic!("{text} read as {other:?}"),
    };
    assert_eq!(publications("特許第6543210号"), ["JP-6543210-B2", "JP-6543210-B1"]);
    assert!(publications("特許第1234567号").is_empty(), "published as 特公, only a crosswalk tells");
    assert!(publications("特許第2500000号").is_empty());
    assert_eq!(publications("特許第2500001号").len(), 2);
}

#[test]
fn a_year_that_its_era_lacks_makes_no_number() {
    assert!(read_number("JPH32-0A").is_err(), "neither 平32-0 nor 平3-20");
    assert!("JP-H3-20-A".parse::<model::PublicationNumber>().is_err());
}

fn arbitrary_written() -> impl Strategy<Value = String> {
    let label = prop::sample::select(vec![
        "特開",
        "特願",
        "特許第",
        "特公",
        "実開",
        "再表",
        "JP",
        "US",
        "EP",
        "WO",
        "DE",
        "KR",
        "PCT/",
        "国際公開第",
        "",
    ]);
    (label, "[平昭HS元]{0,2}[0-9０-９]{0,11}[-/ ,.−ー]{0,1}[0-9]{0,8}[A-Z号(]{0,2}[0-9]{0,1}")
        .prop_map(|(label, rest)| format!("{label}{rest}"))
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = read_number(&text);
        let _ = model::read_document_id(&text);
    }

    #[test]
    fn canonical_forms_round_trip(text in arbitrary_written()) {
        let Ok(reading) = read_number(&text) else { return Ok(()) };
        for number in reading.numbers() {
            match number {
                Number::Publication(number) => {
                    prop_assert_eq!(&number.to_string().parse::<model::PublicationNumber>().unwrap(), number);
                    if number.kind().is_some() {
                        prop_assert!(read_number(&number.to_string()).unwrap().numbers().contains(
                            &Number::Publication(number.clone())), "{} is not read back", number);
                    }
                    number.display(model::Language::JA);
                    number.display(model::Language::EN);
                    number.docdb();
                    number.epodoc();
                }
                Number::Application(number) => {
                    prop_assert_eq!(&number.to_string().parse::<model::ApplicationNumber>().unwrap(), number);
                    number.display(model::Language::JA);
                    number.epodoc();
                }
                Number::Grant(number) => {
                    prop_assert_eq!(&number.to_string().parse::<model::GrantNumber>().unwrap(), number);
                    number.display(model::Language::JA);
                }
            }
        }
    }
}
