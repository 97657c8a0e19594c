//! Check digits, dates, offices, kinds, languages and what people type for a document's name.

use std::str::FromStr;

use model::{
    ApplicationNumber, Date, Doi, GrantNumber, Issn, KindCode, Language, OfficeCode, Orcid,
    PublicationNumber, Ror, read_document_id,
};

#[track_caller]
fn check<T: FromStr + ToString>(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let read = text.parse::<T>().map_or("invalid".to_owned(), |value| value.to_string());
        assert_eq!(read, *expected, "{text:?}");
    }
}

#[test]
fn check_digits() {
    check::<Issn>(&[
        ("0378-5955", "0378-5955"),
        ("03785955", "0378-5955"),
        ("2434-561x", "2434-561X"),
        ("0378-5954", "invalid"),
        ("0378-595", "invalid"),
        ("0378-59Ｘ5", "invalid"),
        ("X378-5955", "invalid"),
    ]);
    check::<Orcid>(&[
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1694-233x/", "0000-0002-1694-233X"),
        ("0000000218250097", "0000-0002-1825-0097"),
        ("0000-0002-1825-0098", "invalid"),
        ("0000-0002-1825", "invalid"),
    ]);
    check::<Ror>(&[
        ("057zh3y96", "057zh3y96"),
        ("https://ror.org/057zh3y96", "057zh3y96"),
        ("157zh3y96", "invalid"),
        ("057zh3y9x", "invalid"),
    ]);
    check::<Doi>(&[
        ("10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1371/JOURNAL.PONE.0000001", "10.1371/journal.pone.0000001"),
        ("doi: 10.1000/182", "10.1000/182"),
        ("10.1000", "invalid"),
        ("11.1000/182", "invalid"),
    ]);
}

#[test]
fn dates() {
    check::<Date>(&[
        ("2010-01-07", "2010-01-07"),
        ("2010-01", "2010-01"),
        ("2010", "2010"),
        ("2012-02-29", "2012-02-29"),
        ("2000-02-29", "2000-02-29"),
        ("1900-02-29", "invalid"),
        ("2011-02-29", "invalid"),
        ("2010-13-01", "invalid"),
        ("2010-00-01", "invalid"),
        ("2010-04-31", "invalid"),
        ("2010-1-7", "invalid"),
        ("20100107", "invalid"),
        ("0999-01-01", "invalid"),
        ("2010-01-07-01", "invalid"),
        ("", "invalid"),
    ]);
    let st2 = |digits: &str| Date::from_st2(digits).map_or("invalid".to_owned(), |date| date.to_string());
    assert_eq!(st2("20100107"), "2010-01-07");
    assert_eq!(st2(" 20100100 "), "2010-01");
    assert_eq!(st2("20100000"), "2010");
    assert_eq!(st2("20100012"), "2010", "a day without a month is not kept");
    assert_eq!(st2("20101301"), "invalid");
    assert_eq!(st2("2010017"), "invalid");
    assert_eq!(Date::from_str("2010-01").expect("a date").as_number(), 20_100_100);
    for (date, last) in [
        ("2010", "2010-12-31"),
        ("2010-02", "2010-02-28"),
        ("2012-02", "2012-02-29"),
        ("2010-04", "2010-04-30"),
        ("2010-04-07", "2010-04-07"),
    ] {
        assert_eq!(Date::from_str(date).expect("a date").last_day().to_string(), last, "{date}");
    }
}

#[test]
fn offices_kinds_and_languages() {
    check::<OfficeCode>(&[
        ("jp", "JP"),
        ("EP", "EP"),
        ("WO", "WO"),
        ("SU", "SU"),
        ("DD", "DD"),
        ("XN", "XN"),
        ("EA", "EA"),
        ("QQ", "invalid"),
        ("UK", "invalid"),
        ("J", "invalid"),
        ("日本", "invalid"),
    ]);
    let message = "UK".parse::<OfficeCode>().expect_err("not in ST.3").to_string();
    assert!(message.contains("did you mean GB?"), "{message}");
    let message = "PJ".parse::<OfficeCode>().expect_err("not in ST.3").to_string();
    assert!(message.contains("did you mean JP?"), "{message}");
    check::<KindCode>(&[("a1", "A1"), ("B", "B"), ("B22", "invalid"), ("1", "invalid"), ("", "invalid")]);
    check::<Language>(&[("JA", "ja"), ("en-US", "en"), ("eng", "en"), ("mul", "mul"), ("x", "invalid")]);
}

#[test]
fn what_people_type_for_a_document() {
    let read = |text: &str| {
        read_document_id(text).map_or("invalid".to_owned(), |reading| {
            let ids = reading.ids.iter().map(ToString::to_string);
            ids.chain(reading.numbers.iter().map(|number| format!("({number})")))
                .collect::<Vec<_>>()
                .join(" ")
        })
    };
    for (text, expected) in [
        ("JP-2010228687-A", "JP-2010228687-A"),
        ("特開2010-228687", "JP-2010228687-A"),
        ("JP-2010228687", "JP-2010228687-A (JP-2010228687)"),
        ("US-7654321", "(US-7654321)"),
        ("US 7,654,321 B2", "US-7654321-B2"),
        ("特願2009-123456", "(JP-2009123456)"),
        ("特許第6543210号", "JP-6543210-B2 JP-6543210-B1 (JP-6543210)"),
        ("特許第1234567号", "(JP-1234567)"),
        ("2009-123456", "JP-2009123456-A (JP-2009123456)"),
        ("10.1000/182", "doi:10.1000/182"),
        ("https://doi.org/10.1000/ABC", "doi:10.1000/abc"),
        ("DOI:10.1000/182", "doi:10.1000/182"),
        ("pmc:PMC1234567", "pmc:PMC1234567"),
        ("PMC1234567", "pmc:PMC1234567"),
        ("battery", "invalid"),
        ("", "invalid"),
    ] {
        assert_eq!(read(text), expected, "{text:?}");
    }
}

#[test]
fn renderings() {
    let publications = [
        ("JP-H11123456-A", "JP H11123456 A", "JPH11123456", "特開平11-123456", "JP H11-123456 A"),
        ("JP-H09036427-A", "JP H0936427 A", "JPH0936427", "特開平09-036427", "JP H09-036427 A"),
        ("JP-S60001789-A", "JP S601789 A", "JPS601789", "特開昭60-001789", "JP S60-001789 A"),
        ("JP-2010228687-A", "JP 2010228687 A", "JP2010228687", "特開2010-228687", "JP 2010-228687 A"),
        ("JP-2012512345-A", "JP 2012512345 A", "JP2012512345", "特表2012-512345", "JP 2012-512345 A"),
        ("JP-H07012345-B2", "JP H0712345 B2", "JPH0712345B2", "特公平07-012345", "JP H07-012345 B2"),
        ("JP-6543210-B2", "JP 6543210 B2", "JP6543210B2", "特許第6543210号", "JP 6543210 B2"),
        ("JP-3123456-U", "JP 3123456 U", "JP3123456U", "実用新案登録第3123456号", "JP 3123456 U"),
        ("JP-H05012345-U", "JP H0512345 U", "JPH0512345U", "実開平05-012345", "JP H05-012345 U"),
        (
            "JP-WO2012123456-A1",
            "JP WO2012123456 A1",
            "JPWO2012123456A1",
            "再表2012/123456",
            "JP WO2012123456 A1",
        ),
        ("US-7654321-B2", "US 7654321 B2", "US7654321", "US 7,654,321 B2", "US 7,654,321 B2"),
        ("US-RE45678-E1", "US RE45678 E1", "USRE45678E", "US RE45,678 E1", "US RE45,678 E1"),
        ("US-20090123456-A1", "US 2009123456 A1", "US2009123456", "US 2009/0123456 A1", "US 2009/0123456 A1"),
        ("EP-1234567-A1", "EP 1234567 A1", "EP1234567", "EP 1 234 567 A1", "EP 1 234 567 A1"),
        ("WO-2012123456-A1", "WO 2012123456 A1", "WO2012123456", "WO 2012/123456 A1", "WO 2012/123456 A1"),
        ("WO-1999012345-A1", "WO 9912345 A1", "WO9912345", "WO 1999/012345 A1", "WO 1999/012345 A1"),
        ("WO-2002102829-A2", "WO 02102829 A2", "WO02102829", "WO 2002/102829 A2", "WO 2002/102829 A2"),
        (
            "DE-102009012345-A1",
            "DE 102009012345 A1",
            "DE102009012345",
            "DE 102009012345 A1",
            "DE 102009012345 A1",
        ),
        ("KR-100912345-B1", "KR 100912345 B1", "KR100912345B", "KR 100912345 B1", "KR 100912345 B1"),
    ];
    for (canonical, docdb, epodoc, ja, en) in publications {
        let number: PublicationNumber = canonical.parse().expect(canonical);
        let renderings =
            [number.docdb(), number.epodoc(), number.display(Language::JA), number.display(Language::EN)];
        assert_eq!(renderings, [docdb, epodoc, ja, en], "{canonical}");
    }
    for (canonical, epodoc, ja) in [
        ("JP-1989234567", "JP19890234567", "特願1989-234567"),
        ("JP-2009001234U", "JP20090001234U", "実願2009-001234"),
        ("EP-09123456", "EP20090123456", "EP 09123456"),
        ("EP-99203729", "EP19990203729", "EP 99203729"),
        ("WO-JP2012061234", "WO2012JP061234", "PCT/JP2012/061234"),
        ("US-12345678", "US12345678", "US 12/345,678"),
    ] {
        let number: ApplicationNumber = canonical.parse().expect(canonical);
        assert_eq!([number.epodoc(), number.display(Language::JA)], [epodoc, ja], "{canonical}");
    }
    let grant: GrantNumber = "JP-5094774".parse().expect("a grant");
    assert_eq!(grant.display(Language::JA), "特許第5094774号");
}
