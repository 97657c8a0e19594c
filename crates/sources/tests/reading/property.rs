use proptest::prelude::*;
use sources::Limits;

use crate::data::{grant, read_bytes_limited};

const MARKUP: &[&str] = &[
    "<?xml version=\"1.0\"?>",
    "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>",
    "<!DOCTYPE a [",
    "]>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<article>",
    "</article>",
    "<front><article-meta>",
    "<us-patent-grant>",
    "</us-patent-grant>",
    "<exchange-documents>",
    "<exchange-document>",
    "</exchange-document>",
    "<p>",
    "</p>",
    "<p id=\"",
    "'",
    "\"",
    "<",
    ">",
    "&amp;",
    "&x;",
    "&#xd800;",
    "\u{feff}",
    "{\"type\":\"patent\"}\n",
    "\n",
    "電池",
    "<sup>",
    "</sup>",
    "<math><mfrac>",
    "</mfrac></math>",
    "<description>",
    "</description>",
];

/// How a file can begin so that it is looked into.
const BEGINNINGS: &[&[u8]] = &[b"<a", b"{", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"\xff\xfe<\0", b"<?xml "];

/// Pieces that records are made of, and of which broken ones are made.
fn pieces() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        8 => prop::sample::select(MARKUP).prop_map(str::to_owned),
        1 => Just(grant(1, "<p>a</p>")),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40)
}

fn small() -> Limits {
    Limits { record_bytes: 4096, depth: 16, nodes: 200, expanded_bytes: 1 << 20, ..Limits::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_bytes_limited(&bytes, &small());
    }

    #[test]
    fn arbitrary_bytes_behind_a_known_beginning_never_panic(
        beginning in prop::sample::select(BEGINNINGS),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let _ = read_bytes_limited(&[beginning, &bytes].concat(), &small());
    }

    #[test]
    fn arbitrary_markup_never_panics(pieces in pieces()) {
        let _ = read_bytes_limited(pieces.concat().as_bytes(), &small());
    }

    /// Whatever stands between two whole records with their declarations, the two are found, unless it can swallow
    /// markup (comments and CDATA do so by right).
    #[test]
    fn broken_text_costs_itself_only(pieces in pieces()) {
        let middle = pieces.concat();
        prop_assume!(!middle.contains("<!--") && !middle.contains("<![CDATA["));
        let file = format!("{}{middle}{}", grant(71, ""), grant(72, ""));
        let reading = read_bytes_limited(file.as_bytes(), &small()).expect("the file can be opened");
        let found: Vec<String> = reading.documents.iter().map(|document| document.id().to_string()).collect();
        prop_assert!(found.first().is_some_and(|id| id == "US-71-B2"), "{:?} {:?}", found, reading.reasons());
        prop_assert!(found.last().is_some_and(|id| id == "US-72-B2"), "{:?} {:?}", found, reading.reasons());
    }
}
