use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use sources::{Format, Limits};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::data::{grant, read_bytes, read_bytes_limited};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).expect("memory can be written");
    packer.finish().expect("memory can be written")
}

/// A zip of these entries; a name that ends with `/` is a directory.
fn zip(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in entries {
        if name.ends_with('/') {
            writer.add_directory(*name, options).expect("memory can be written");
        } else {
            writer.start_file(*name, options).expect("memory can be written");
            writer.write_all(bytes).expect("memory can be written");
        }
    }
    writer.finish().expect("memory can be written").into_inner()
}

#[test]
fn packed_files_are_read_whatever_their_names() {
    let week = format!("{}{}", grant(1, ""), grant(2, ""));
    let stored = zip(&[("a/", b""), ("a/week.xml", week.as_bytes())], CompressionMethod::Stored);
    let deflated =
        zip(&[("x.txt", week.as_bytes()), ("y.gz", &gzip(week.as_bytes()))], CompressionMethod::Deflated);
    let nested = zip(&[("in.zip", &stored), ("fig.tif", b"II*\0\x08")], CompressionMethod::Deflated);
    for (packed, documents, others) in
        [(gzip(week.as_bytes()), 2, 0), (stored, 2, 0), (deflated, 4, 0), (nested, 2, 1)]
    {
        let reading = read_bytes(&packed).expect("the file can be read");
        assert_eq!(reading.reasons(), Vec::<String>::new());
        assert_eq!((reading.documents.len(), reading.summary.ignored_entries), (documents, others));
        assert_eq!(reading.summary.format, Some(Format::UsptoGrant));
        assert_eq!(reading.summary.bytes, packed.len() as u64);
    }
}

#[test]
fn places_inside_archives_are_told() {
    let bad = format!("{}<us-patent-grant>", grant(1, ""));
    let inner = zip(&[("week.xml", bad.as_bytes())], CompressionMethod::Stored);
    let reading =
        read_bytes(&zip(&[("in.zip", &inner)], CompressionMethod::Deflated)).expect("the file can be read");
    let error = &reading.errors[0];
    assert_eq!(error.entry.as_deref(), Some("in.zip!week.xml"));
    assert_eq!((error.record, error.position), (2, Some(bad.len() as u64)));
    assert_eq!(error.reason.to_string(), "the record ends inside element <us-patent-grant>");
}

#[test]
fn archives_deeper_than_two_are_not_opened() {
    let mut archive = zip(&[("week.xml", grant(1, "").as_bytes())], CompressionMethod::Stored);
    for _ in 0..2 {
        archive = zip(&[("in.zip", &archive)], CompressionMethod::Stored);
    }
    let reading = read_bytes(&archive).expect("the outer archive can be read");
    assert_eq!(reading.reasons(), ["the rest cannot be read: archives are nested more than 2 deep"]);
}

#[test]
fn bombs_are_refused() {
    let spaces = vec![b' '; 40 << 20];
    let bomb = [grant(1, "").as_bytes(), &spaces].concat();
    let ratio = "the data expands to more than 200 times its compressed size";
    for packed in [gzip(&bomb), zip(&[("a.xml", &bomb)], CompressionMethod::Deflated)] {
        let reading = read_bytes(&packed).expect("the beginning can be read");
        assert_eq!(reading.documents.len(), 1, "what came before the refusal");
        assert_eq!(reading.errors.len(), 1);
        assert!(reading.reasons()[0].starts_with(ratio), "{:?}", reading.reasons());
    }
    // Many entries that are each harmless.
    let entry = [grant(1, "").as_bytes(), &spaces[..4 << 20]].concat();
    let entries: Vec<(String, &[u8])> = (0..20).map(|n| (format!("{n}.xml"), &entry[..])).collect();
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let reading = read_bytes(&zip(&entries, CompressionMethod::Deflated)).expect("the beginning can be read");
    assert!(reading.documents.len() < 20, "{} documents", reading.documents.len());
    assert!(
        reading.reasons().last().is_some_and(|reason| reason.starts_with(ratio)),
        "{:?}",
        reading.reasons()
    );

    let limits = Limits { expanded_bytes: 2000, ..Limits::default() };
    let week: String = (1..10).map(|number| grant(number, "")).collect();
    let reading = read_bytes_limited(&gzip(week.as_bytes()), &limits).expect("the file can be opened");
    assert_eq!(reading.reasons(), ["the data expands to more than the limit of 2000 bytes"]);
}

#[test]
fn damaged_archives_are_errors() {
    let week: String = (1..200).map(|number| grant(number, "")).collect();
    let whole = gzip(week.as_bytes());
    let reading = read_bytes(&whole[..whole.len() - 20]).expect("the file can be opened");
    assert!(!reading.errors.is_empty(), "a cut gzip file is not silent");

    let mut packed = zip(&[("week.xml", week.as_bytes())], CompressionMethod::Stored);
    let text = packed.windows(4).position(|word| word == b"Cell").expect("stored as it is");
    packed[text] = b'B';
    let reading = read_bytes(&packed).expect("the directory can be read");
    let last = reading.reasons().pop().unwrap_or_default();
    assert_eq!(last, "the rest cannot be read: the entry's checksum does not match its data");

    let error = read_bytes(b"PK\x03\x04 and nothing else").map(|_| ()).expect_err("no directory").to_string();
    assert!(error.contains("is a damaged or unsupported zip archive"), "{error}");
    let limits = Limits { entries: 1, ..Limits::default() };
    let two = zip(&[("a", b"<a/>"), ("b", b"<a/>")], CompressionMethod::Stored);
    let error = read_bytes_limited(&two, &limits).map(|_| ()).expect_err("too many").to_string();
    assert!(error.ends_with("has 2 entries, the limit is 1"), "{error}");
}
