use crate::data::{read_bytes, read_bytes_limited};
use model::Document;
use sources::Limits;

#[test]
fn lines_are_documents_and_bad_ones_are_skipped() {
    let lines = concat!(
        "{\"type\":\"patent\",\"number\":\"JP-2010228687-A\"}\n",
        "\n",
        "{\"type\":\"patent\",\"number\":\"JP-2010228688-A\",\"titel\":[]}\r\n",
        "{\"type\":\"article\",\"id\":\"doi:10.5555/1\"}",
    );
    let reading = read_bytes(lines.as_bytes()).expect("the file can be read");
    let ids: Vec<String> = reading.documents.iter().map(|document| document.id().to_string()).collect();
    assert_eq!(ids, ["JP-2010228687-A", "doi:10.5555/1"]);
    let error = &reading.errors[0];
    assert_eq!((error.record, error.position), (2, Some(46)));
    assert!(
        error.to_string().contains("at titel: unknown key \"titel\", did you mean \"titles\"?"),
        "{error}"
    );
}

/// As some editors write them. A file may be cut anywhere: what stands whole before the cut is read.
#[test]
fn lines_of_utf_16_are_read_wherever_they_are_cut() {
    let lines = "\u{feff}{\"type\":\"patent\",\"number\":\"JP-2010228687-A\"}\n{\"type\":\"article\",\"id\":\"doi:10.5555/1\"}";
    // Of bytes; the mark in front has three in UTF-8 and two here.
    let first = 2 * lines.find('\n').expect("two lines") - 4;
    for big_endian in [true, false] {
        let bytes_of = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
        let bytes: Vec<u8> = lines.encode_utf16().flat_map(bytes_of).collect();
        for end in 4..=bytes.len() {
            let reading = read_bytes(&bytes[..end]).expect("the file can be opened");
            let is_first_whole = end == first || first + 2 <= end;
            let documents = usize::from(is_first_whole) + usize::from(end == bytes.len());
            assert_eq!(reading.documents.len(), documents, "{end} bytes: {:?}", reading.reasons());
            let is_cut_between = [first, first + 2, bytes.len()].contains(&end);
            assert_eq!(reading.errors.len(), usize::from(!is_cut_between), "{end}: {:?}", reading.reasons());
        }
    }
}

#[test]
fn a_line_has_a_limit() {
    let limits = Limits { record_bytes: 100, ..Limits::default() };
    let long = format!(
        "{{\"type\":\"article\",\"id\":\"x:{}\"}}\n{{\"type\":\"article\",\"id\":\"x:1\"}}\n",
        "1".repeat(200)
    );
    let reading = read_bytes_limited(long.as_bytes(), &limits).expect("the file can be read");
    assert_eq!(reading.documents.len(), 1);
    assert_eq!(reading.reasons(), ["the record has 229 bytes, the limit is 100"]);
}

#[test]
fn what_is_written_is_read_again() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo");
    let mut documents = 0;
    for entry in std::fs::read_dir(folder).expect("the demo corpus") {
        let path = entry.expect("an entry can be read").path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        let reading = crate::data::read(&path).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(reading.reasons(), Vec::<String>::new(), "{}", path.display());
        for document in &reading.documents {
            let line = serde_json::to_string(document).expect("a document is JSON");
            let again = read_bytes(line.as_bytes()).expect("the line can be read");
            assert_eq!(again.documents.first(), Some(document));
            let untyped: Document = serde_json::from_str(&line).expect("the enum reads the same form");
            assert_eq!(&untyped, document);
        }
        documents += reading.documents.len();
    }
    assert!(documents > 0, "the demo corpus has documents");
}
