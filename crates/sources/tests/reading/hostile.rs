use model::Document;
use sources::Limits;

use crate::data::{grant, read_bytes, read_bytes_limited};

/// Reads bytes; documents as their numbers, errors as `record@position reason`.
#[track_caller]
fn check(bytes: &[u8], expected: &[&str]) {
    let reading = match read_bytes(bytes) {
        Ok(reading) => reading,
        Err(error) => {
            let message = error.to_string();
            let told = message.split_once(" is ").map_or(message.as_str(), |(_, rest)| rest);
            assert_eq!([told], expected);
            return;
        }
    };
    let documents = reading.documents.iter().map(|document| document.id().to_string());
    let errors = reading.errors.iter().map(|error| {
        let position = error.position.map(|position| position.to_string()).unwrap_or_default();
        format!("{}@{position} {}", error.record, error.reason)
    });
    assert_eq!(documents.chain(errors).collect::<Vec<_>>(), expected);
}

#[test]
fn files_of_nothing() {
    check(b"", &["empty"]);
    check(b" \r\n\t", &["empty"]);
    check(b"\xef\xbb\xbf", &["empty"]);
    check(
        b"\x00\x01\x02\x03",
        &["neither xml, json lines, gzip nor zip: it begins with \"\\0\\u{1}\\u{2}\\u{3}\""],
    );
    check(b"Dear Sir,", &["neither xml, json lines, gzip nor zip: it begins with \"Dear Sir,\""]);
}

#[test]
fn truncated_records_are_errors() {
    let whole = grant(7, "<p>text</p>");
    let cut = |end: &str| whole.split(end).next().unwrap_or_default().to_owned();
    for (file, expected) in [
        (cut("xt</p>"), "the record ends inside element <p>"),
        (cut("iption></us"), "the record ends inside element <description>"),
        (cut("</us-patent-grant>"), "the record ends inside element <us-patent-grant>"),
        (cut("<us-patent-grant"), "there is no root element"),
    ] {
        let reading = read_bytes(file.as_bytes()).expect("the file can be opened");
        assert_eq!(reading.reasons(), [expected], "{file}");
    }
    let middle = format!("{}{}{}", grant(1, ""), cut("</description>"), grant(3, ""));
    let reading = read_bytes(middle.as_bytes()).expect("the file can be opened");
    assert_eq!(reading.documents.len(), 2);
    assert_eq!(reading.reasons(), ["the record ends inside element <description>"]);
    assert_eq!(reading.errors[0].record, 2);
}

#[test]
fn records_that_are_not_well_formed() {
    let crossed = grant(1, "<b><i></b></i>");
    let at = crossed.find("</b>").unwrap_or_default();
    let reading = read_bytes((crossed + &grant(2, "")).as_bytes()).expect("the file can be opened");
    assert_eq!(reading.documents.len(), 1);
    assert!(reading.reasons()[0].starts_with("the xml is not well formed: "), "{:?}", reading.reasons());
    assert_eq!(reading.errors[0].position, Some(at as u64));
}

#[test]
fn numbers_identify_a_record() {
    let without = |tag: &str, with: &str| {
        let whole = grant(5, "");
        let (start, rest) = whole.split_once(&format!("<{tag}>")).expect("the tag is there");
        let (_, end) = rest.split_once(&format!("</{tag}>")).expect("the tag is closed");
        format!("{start}{with}{end}").into_bytes()
    };
    check(&without("doc-number", ""), &["1@0 publication-reference/doc-number is missing"]);
    check(&without("publication-reference", ""), &["1@0 publication-reference is missing"]);
    check(&without("kind", ""), &["US-5"]);
    let reading = read_bytes(&without("kind", "<kind>Béta</kind>")).expect("the file can be opened");
    assert!(
        reading.reasons()[0].starts_with("publication-reference/kind: kind code \"Béta\" is not valid"),
        "field, value and rule are told: {:?}",
        reading.reasons()
    );
}

#[test]
fn encodings_are_those_declared() {
    let declared = |name: &str, text: &[u8]| {
        let whole = grant(5, "<p>@@</p>").replace("UTF-8", name);
        let (start, end) = whole.split_once("@@").expect("the mark is there");
        [start.as_bytes(), text, end.as_bytes()].concat()
    };
    for (name, bytes, text) in [
        ("UTF-8", "電池".as_bytes(), "電池"),
        ("EUC-JP", b"\xc5\xc5\xc3\xd3", "電池"),
        ("Shift_JIS", b"\x93\x64\x92\x72\x83\x5c", "電池ソ"),
        ("ISO-8859-1", b"\xe9t\xe9", "été"),
        ("windows-1252", b"\x93a\x94", "“a”"),
    ] {
        let reading = read_bytes(&declared(name, bytes)).expect("the file can be opened");
        assert_eq!(reading.reasons(), Vec::<String>::new(), "{name}");
        assert_eq!(reading.patent("US-5-B2").description[0].paragraphs[0].text, text, "{name}");
    }
    for big_endian in [true, false] {
        let text = format!("\u{feff}{}{}", grant(5, "<p>電池</p>").replace("UTF-8", "UTF-16"), grant(6, ""));
        let units = text.encode_utf16();
        let bytes: Vec<u8> =
            units.flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
        let reading = read_bytes(&bytes).expect("the file can be opened");
        assert_eq!(reading.documents.len(), 2, "{:?}", reading.reasons());
        assert_eq!(reading.patent("US-5-B2").description[0].paragraphs[0].text, "電池");
    }
    // Wrongly declared: an error with its place, no replacement characters.
    let wrong = declared("UTF-8", b"\x93\x64");
    let at = wrong.iter().position(|byte| *byte == 0x93).unwrap_or_default();
    check(&wrong, &[&format!("1@{at} the bytes are not valid UTF-8, the declared encoding")]);
    let wrong = declared("EUC-JP", b"\xff\xff");
    let at = wrong.iter().position(|byte| *byte == 0xff).unwrap_or_default();
    check(&wrong, &[&format!("1@{at} the bytes are not valid EUC-JP, the declared encoding")]);
    check(&declared("KOI-9", b""), &["1@0 the declared encoding \"KOI-9\" is not known"]);
}

#[test]
fn marks_and_line_ends_do_not_matter() {
    let week = format!("\u{feff}{}\u{feff}{}", grant(1, "<p>a\nb</p>"), grant(2, "")).replace('\n', "\r\n");
    let reading = read_bytes(week.as_bytes()).expect("the file can be opened");
    assert_eq!(reading.reasons(), Vec::<String>::new());
    assert_eq!(reading.documents.len(), 2);
    assert_eq!(reading.patent("US-1-B2").description[0].paragraphs[0].text, "a b");
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("<p>{}{}</p>", "<b>".repeat(300), "</b>".repeat(300));
    let reading = read_bytes((grant(1, &deep) + &grant(2, "")).as_bytes()).expect("the file can be opened");
    assert_eq!(reading.documents.len(), 1);
    assert_eq!(reading.reasons(), ["element <b> stands deeper than the limit of 256 levels"]);
    // A million levels must not overflow the stack either.
    let deep = "<b>".repeat(1_000_000);
    let reading = read_bytes(grant(1, &deep).as_bytes()).expect("the file can be opened");
    assert_eq!(reading.reasons(), ["element <b> stands deeper than the limit of 256 levels"]);
    let limits = Limits { nodes: 100, ..Limits::default() };
    let many = grant(1, &"<p/>".repeat(100));
    let reading = read_bytes_limited(many.as_bytes(), &limits).expect("the file can be opened");
    assert_eq!(reading.reasons(), ["the record has more than 100 elements, attributes and texts"]);
}

/// Own entities are not expanded and nothing outside is read; their references stay readable.
#[test]
fn entities_do_not_expand() {
    let with_subset =
        |subset: &str, text: &str| grant(1, &format!("<p>{text}</p>")).replace("[ ]", &format!("[{subset}]"));
    let laughs: String =
        (1..10).map(|n| format!("<!ENTITY lol{n} \"{}\">", format!("&lol{};", n - 1).repeat(10))).collect();
    for (subset, text, expected) in [
        (format!("<!ENTITY lol0 \"lol\">{laughs}"), "a &lol9; b", "a &lol9; b"),
        ("<!ENTITY x SYSTEM \"file:///etc/passwd\">".to_owned(), "&x;", "&x;"),
        ("<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x.dtd\"> %p;".to_owned(), "ok", "ok"),
        ("<!ENTITY fig SYSTEM \"f.tif\" NDATA TIF>".to_owned(), "see<img file=\"fig\"/>it", "see it"),
    ] {
        let file = with_subset(&subset, text);
        let reading = read_bytes(file.as_bytes()).expect("the file can be opened");
        assert_eq!(reading.reasons(), Vec::<String>::new(), "{subset}");
        let [Document::Patent(patent)] = &reading.documents[..] else { panic!("one patent: {subset}") };
        assert_eq!(patent.description[0].paragraphs[0].text, expected);
    }
}

#[test]
fn oversized_records_are_skipped_with_their_size() {
    let limits = Limits { record_bytes: 2000, ..Limits::default() };
    let large = grant(2, &"<p>0123456789</p>".repeat(1000));
    let week = format!("{}{large}{}", grant(1, ""), grant(3, ""));
    let reading = read_bytes_limited(week.as_bytes(), &limits).expect("the file can be opened");
    assert_eq!(reading.documents.len(), 2);
    let bytes = large.trim_end().len();
    assert_eq!(reading.reasons(), [format!("the record has {bytes} bytes, the limit is 2000")]);
    // One that never ends.
    let reading =
        read_bytes_limited(format!("<us-patent-grant a=\"{}", "x".repeat(5000)).as_bytes(), &limits);
    assert_eq!(reading.expect("the file can be opened").errors.len(), 1);
}
