//! What is found in running text: a text, and the numbers in it with the words that were taken for them.

use model::{Found, Meaning, Number, read_number, scan};
use proptest::prelude::*;

fn meaning(found: &Found) -> String {
    match &found.meaning {
        Meaning::Doi(doi) => format!("doi:{doi}"),
        Meaning::Number(reading) => {
            let one = |number: &Number| match number {
                Number::Publication(number) => format!("P {number}"),
                Number::Application(number) => format!("A {number}"),
                Number::Grant(number) => format!("G {number}"),
            };
            reading.numbers().iter().map(one).collect::<Vec<_>>().join("; ")
        }
    }
}

/// Each row: a text, and what is found in it as "words => meaning".
#[track_caller]
fn check(rows: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, expected) in rows {
        let found: Vec<String> = scan(text)
            .iter()
            .map(|found| format!("{} => {}", &text[found.byte_range.clone()], meaning(found)))
            .collect();
        if found != *expected {
            wrong.push(format!("{text}\n  expected {expected:#?}\n  found    {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn japanese_labels() {
    check(&[
        ("引用文献1：特開2010-228687号公報", &["特開2010-228687号公報 => P JP-2010228687-A"]),
        (
            "引用文献１：特開２０１０－２２８６８７号公報（以下、引用例）",
            &["特開２０１０－２２８６８７号公報 => P JP-2010228687-A"],
        ),
        ("特開2010-228687を見よ", &["特開2010-228687 => P JP-2010228687-A"]),
        ("特開平11-123456号", &["特開平11-123456号 => P JP-H11123456-A"]),
        ("特開平１１－\n１２３４５６号", &["特開平１１－\n１２３４５６号 => P JP-H11123456-A"]),
        ("特開昭60-1789号公報、", &["特開昭60-1789号公報 => P JP-S60001789-A"]),
        ("特開H11-123456 参照", &["特開H11-123456 => P JP-H11123456-A"]),
        ("特表2012-512345号公報", &["特表2012-512345号公報 => P JP-2012512345-A"]),
        ("再表2012/123456号", &["再表2012/123456号 => P JP-WO2012123456-A1"]),
        ("実開平5-12345号のマイクロフィルム", &["実開平5-12345号 => P JP-H05012345-U"]),
        ("特願2009-123456号の", &["特願2009-123456号 => A JP-2009123456"]),
        ("平成11年特許願第123456号", &["平成11年特許願第123456号 => A JP-1999123456"]),
        ("特許第6543210号を", &["特許第6543210号 => G JP-6543210"]),
        ("日本国特許第６５４３２１０号明細書", &["特許第６５４３２１０号明細書 => G JP-6543210"]),
        ("特許6543210", &["特許6543210 => G JP-6543210"]),
        ("特許第1234567号", &["特許第1234567号 => G JP-1234567"]),
        ("実用新案登録第3123456号", &["実用新案登録第3123456号 => P JP-3123456-U"]),
        (
            "特公平7-012345号公報",
            &["特公平7-012345号公報 => P JP-H07012345-B2; P JP-H07012345-B; P JP-H07012345-B1"],
        ),
        ("特開番号：2010-228687", &["特開番号：2010-228687 => P JP-2010228687-A"]),
        ("特開2010-228687(JP,A)と", &["特開2010-228687 => P JP-2010228687-A"]),
    ]);
}

#[test]
fn other_offices_in_japanese() {
    check(&[
        ("米国特許第7,654,321号明細書には", &["米国特許第7,654,321号明細書 => P US-7654321"]),
        (
            "米国特許出願公開第２０１０／０１２３４５６号明細書",
            &["米国特許出願公開第２０１０／０１２３４５６号明細書 => P US-20100123456"],
        ),
        ("国際公開第2012/123456号", &["国際公開第2012/123456号 => P WO-2012123456"]),
        (
            "国際公開第ＷＯ２０１２／１２３４５６号パンフレット",
            &["国際公開第ＷＯ２０１２／１２３４５６号パンフレット => P WO-2012123456"],
        ),
        ("欧州特許出願公開第1234567号明細書", &["欧州特許出願公開第1234567号明細書 => P EP-1234567"]),
        ("PCT/JP2010/001234として", &["PCT/JP2010/001234 => A WO-JP2010001234"]),
    ]);
}

#[test]
fn codes_and_english_words() {
    check(&[
        ("see US 2010/0123456 A1.", &["US 2010/0123456 A1 => P US-20100123456-A1"]),
        ("US7654321B2", &["US7654321B2 => P US-7654321-B2"]),
        ("(US 7,654,321 B2)", &["US 7,654,321 B2 => P US-7654321-B2"]),
        ("U.S. Pat. No. 7,654,321 discloses", &["U.S. Pat. No. 7,654,321 => P US-7654321"]),
        (
            "US Patent Application Publication No. 2010/0123456, paragraph [0012]",
            &["US Patent Application Publication No. 2010/0123456 => P US-20100123456"],
        ),
        ("United States Patent No. 7,654,321", &["United States Patent No. 7,654,321 => P US-7654321"]),
        (
            "U.S. application Ser. No. 12/345,678, filed",
            &["U.S. application Ser. No. 12/345,678 => A US-12345678"],
        ),
        ("US RE45,678 E1", &["US RE45,678 E1 => P US-RE45678-E1"]),
        ("EP 1 234 567 A1", &["EP 1 234 567 A1 => P EP-1234567-A1"]),
        ("EP1234567B1,", &["EP1234567B1 => P EP-1234567-B1"]),
        ("European Patent No. 1 234 567", &["European Patent No. 1 234 567 => P EP-1234567"]),
        ("WO 2012/123456 A1", &["WO 2012/123456 A1 => P WO-2012123456-A1"]),
        ("WO2012/123456", &["WO2012/123456 => P WO-2012123456"]),
        (
            "International Publication No. WO 2012/123456",
            &["International Publication No. WO 2012/123456 => P WO-2012123456"],
        ),
        (
            "International Patent Application No. PCT/JP2010/001234",
            &["International Patent Application No. PCT/JP2010/001234 => A WO-JP2010001234"],
        ),
        ("JP 2010-228687 A", &["JP 2010-228687 A => P JP-2010228687-A"]),
        ("JP-A-2010-228687", &["JP-A-2010-228687 => P JP-2010228687-A"]),
        ("JP H11-123456 A", &["JP H11-123456 A => P JP-H11123456-A"]),
        ("JPH11123456A", &["JPH11123456A => P JP-H11123456-A"]),
        ("jp2010228687a", &["jp2010228687a => P JP-2010228687-A"]),
        ("JP-2010228687-A", &["JP-2010228687-A => P JP-2010228687-A"]),
        ("JP20090123456", &["JP20090123456 => A JP-2009123456"]),
        ("JP 6543210 B2", &["JP 6543210 B2 => P JP-6543210-B2"]),
        ("JPWO2012123456A1", &["JPWO2012123456A1 => P JP-WO2012123456-A1"]),
        (
            "Japanese Patent Application Laid-Open No. 2010-228687",
            &["Japanese Patent Application Laid-Open No. 2010-228687 => P JP-2010228687-A"],
        ),
        (
            "Japanese Unexamined Patent Application Publication No. H11-123456",
            &["Japanese Unexamined Patent Application Publication No. H11-123456 => P JP-H11123456-A"],
        ),
        ("Japanese Patent No. 6543210", &["Japanese Patent No. 6543210 => G JP-6543210"]),
        ("DE 10 2009 012 345 A1", &["DE 10 2009 012 345 A1 => P DE-102009012345-A1"]),
        ("CN101234567A", &["CN101234567A => P CN-101234567-A"]),
        ("KR 10-2009-0012345 A", &["KR 10-2009-0012345 A => P KR-20090012345-A"]),
        ("GB 2 123 456 A and", &["GB 2 123 456 A => P GB-2123456-A"]),
        ("（Ｐ２０１０－２２８６８７Ａ）", &["Ｐ２０１０－２２８６８７Ａ => P JP-2010228687-A"]),
        ("In US 7,654,321 A method is shown", &["US 7,654,321 => P US-7654321"]),
    ]);
}

#[test]
fn dois_end_where_the_sentence_goes_on() {
    check(&[
        ("see 10.1000/xyz.", &["10.1000/xyz => doi:10.1000/xyz"]),
        ("(doi:10.1000/ABC(1)2)", &["10.1000/ABC(1)2 => doi:10.1000/abc(1)2"]),
        ("https://doi.org/10.5555/chizai.1、", &["10.5555/chizai.1 => doi:10.5555/chizai.1"]),
        ("10.1000/a,10.1000/b;", &["10.1000/a => doi:10.1000/a", "10.1000/b => doi:10.1000/b"]),
        ("10.5/3 ratio and 110.1000/x", &[]),
    ]);
}

#[test]
fn lists_leave_out_what_the_first_says() {
    check(&[
        (
            "特開2010-1号、同2010-2号及び同2011-3号公報",
            &[
                "特開2010-1号 => P JP-2010000001-A",
                "同2010-2号 => P JP-2010000002-A",
                "同2011-3号公報 => P JP-2011000003-A",
            ],
        ),
        (
            "US 7,654,321; 7,654,322 and 7,654,323",
            &["US 7,654,321 => P US-7654321", "7,654,322 => P US-7654322", "7,654,323 => P US-7654323"],
        ),
        (
            "U.S. Patent Nos. 7,654,321 and 7,654,322",
            &["U.S. Patent Nos. 7,654,321 => P US-7654321", "7,654,322 => P US-7654322"],
        ),
        (
            "米国特許第7,654,321号、同第7,654,322号明細書",
            &["米国特許第7,654,321号 => P US-7654321", "同第7,654,322号明細書 => P US-7654322"],
        ),
        ("特許第6543210号、第6543211号", &["特許第6543210号 => G JP-6543210", "第6543211号 => G JP-6543211"]),
        ("特開2010-12号、2010-12-28に", &["特開2010-12号 => P JP-2010000012-A"]),
        ("US 7,654,321 and 1,234,567 units", &["US 7,654,321 => P US-7654321"]),
    ]);
}

#[test]
fn bare_numbers_are_marked() {
    check(&[
        ("2009-123456", &["2009-123456 => P JP-2009123456-A; A JP-2009123456"]),
        (
            "平11-123456の",
            &["平11-123456 => P JP-H11123456-A; A JP-1999123456; P JP-H11123456-B2; P JP-H11123456-U"],
        ),
    ]);
    assert!(!scan("2009-123456")[0].is_labelled);
    assert!(scan("特開2009-123456")[0].is_labelled);
}

#[test]
fn what_is_no_number_is_left_alone() {
    let nothing: &[&str] = &[];
    for text in [
        "",
        "価格は1,234,567円、USD 7,654,321、US$7,654,321 である。",
        "2010-12-28 と 2010/12/28 と 平成22年12月28日",
        "電話 03-1234-5678、+81-3-1234-5678、0120-123456",
        "段落【0012】、[0012]、[0123]-[0125]",
        "請求項1-3、請求項 10、claims 1 to 12",
        "part no. ABC-1234567, SN 1234567, US-1234, EP-1000-20",
        "特許法第29条第1項第3号、特許2010年、特許10000件、特許第3項",
        "the year 2010, in 1999, IN 1234567, NO 1234567 and no 123456",
        "IP 192.168.10.12 version 10.1000 10.1000 /x",
        "特開を参照。特願の出願人。米国2010年。同じ。同第2項。",
        "JP 2010-12-28, US 2010-12-28",
        "H01M 10/0525, G06F17/30, 4F100AB01",
        "US 1-800-555-1234",
        "LiNi0.5Mn1.5O4 1,3-butadiene",
        "1234567 7,654,321 2009123456",
    ] {
        check(&[(text, nothing)]);
    }
}

const REFUSAL: &str = "\
拒絶理由通知書
特許出願の番号　特願２０２２－９１２３４５
起案日　令和６年５月７日
この出願の請求項１ないし８に係る発明は、特許法第２９条第２項の規定により特許を受けることができない。
記
請求項１について（引用文献１、２）
引用文献１（特開２０１０－９２８６８７号公報）の段落【００１２】ないし【００３４】には固体電解質層が記載されている。
引用文献２の図３及び同第２頁を参照。請求項２-４については、平成２２年１２月２８日付けの意見書（価格 1,234,567円）を検討した。
引用文献等一覧
１．特開２０１０－９２８６８７号公報
２．特開平１１－９１２３４５号公報
３．米国特許出願公開第２０１５／９１２３４５６号明細書
４．国際公開第２０１６／９００３０３号
５．特許第９９４０１０４号公報
６．Kim et al., Solid State Adv. 12 (2015) 0611-0619, doi:10.5555/chizai.asd.2015.0611.
７．U.S. Pat. No. 9,876,543
８．EP 1 987 654 A1
電話 03-3581-1101 内線 1234
";

#[test]
fn a_refusal_with_eight_citations_is_read() {
    check(&[(
        REFUSAL,
        &[
            "特願２０２２－９１２３４５ => A JP-2022912345",
            "特開２０１０－９２８６８７号公報 => P JP-2010928687-A",
            "特開２０１０－９２８６８７号公報 => P JP-2010928687-A",
            "特開平１１－９１２３４５号公報 => P JP-H11912345-A",
            "米国特許出願公開第２０１５／９１２３４５６号明細書 => P US-20159123456",
            "国際公開第２０１６／９００３０３号 => P WO-2016900303",
            "特許第９９４０１０４号公報 => G JP-9940104",
            "10.5555/chizai.asd.2015.0611 => doi:10.5555/chizai.asd.2015.0611",
            "U.S. Pat. No. 9,876,543 => P US-9876543",
            "EP 1 987 654 A1 => P EP-1987654-A1",
        ],
    )]);
}

#[track_caller]
fn check_sound(text: &str) {
    let mut end = 0;
    for found in scan(text) {
        assert!(
            end <= found.byte_range.start && found.byte_range.start < found.byte_range.end,
            "{text:?}: {found:?}"
        );
        end = found.byte_range.end;
        let written = &text[found.byte_range.clone()];
        assert_eq!(text[..found.byte_range.start].chars().count(), found.char_range.start, "{text:?}");
        assert_eq!(written.chars().count(), found.char_range.len(), "{text:?}");
        match &found.meaning {
            Meaning::Number(reading) => {
                assert_eq!(read_number(&found.read_as).as_ref(), Ok(reading), "{found:?}");
            }
            Meaning::Doi(doi) => assert_eq!(found.read_as.parse().as_ref(), Ok(doi), "{found:?}"),
        }
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "特開",
        "特願",
        "特許第",
        "実開",
        "再表",
        "米国特許第",
        "国際公開第",
        "同",
        "平成",
        "平",
        "11",
        "2010",
        "-",
        "－",
        "年",
        "第",
        "号",
        "公報",
        "明細書",
        "、",
        " ",
        "\n",
        "228687",
        "7,654,321",
        "123",
        "US",
        "JP",
        "EP",
        "WO",
        "PCT/JP",
        "U.S. Pat. Nos. ",
        "Japanese Patent No. ",
        " and ",
        ";",
        "A1",
        "B2",
        " A",
        "/",
        "10.1000/",
        "x.",
        "H",
        "RE",
        "0123456",
        "１",
        "ー",
        "元",
        "2009-123456",
        ".",
        ",",
        "a",
        "é",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_are_sound_and_read_again(text in pieces()) {
        check_sound(&text);
    }

    #[test]
    fn any_text_is_scanned(text: String) {
        check_sound(&text);
    }
}

#[test]
fn long_texts_are_scanned_in_linear_time() {
    // Quadratic work on these would take minutes.
    for piece in [
        "特開",
        "1",
        "1,",
        "10.1000/",
        "US ",
        "U.S. Patent ",
        "特開2010-1号、",
        "同1",
        "JP2010-",
        "平成",
        "(",
        "2010-123456 ",
    ] {
        check_sound(&piece.repeat(60_000 / piece.chars().count()));
    }
}
