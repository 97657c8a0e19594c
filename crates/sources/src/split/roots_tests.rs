use super::*;

/// Pieces as `position: format text` or `position! reason`, whatever the size of the reads.
#[track_caller]
fn check_limited(input: &str, limit: usize, expected: &[&str]) {
    for capacity in [1, 7, 4096] {
        let mut roots = Roots::new(input.as_bytes(), 0, limit);
        roots.buffer.truncate(capacity);
        let mut found = Vec::new();
        while let Some(piece) = roots.next_piece() {
            found.push(match piece {
                Piece::Record { position, bytes, .. } => {
                    format!("{position}: {}", String::from_utf8_lossy(&bytes))
                }
                Piece::Skipped { position, reason } => format!("{position}! {reason}"),
            });
        }
        assert_eq!(found, expected, "pieces of {input:?}, read {capacity} bytes at a time");
    }
}

#[track_caller]
fn check(input: &str, expected: &[&str]) {
    check_limited(input, 1000, expected);
}

#[test]
fn one_document() {
    check("<article>a<b/></article>\n", &["0: <article>a<b/></article>"]);
    check("<article/>", &["0: <article/>"]);
    check("", &[]);
    check(" \r\n", &[]);
    check("<?xml version='1.0'?>\n<article/>", &["0: <?xml version='1.0'?>\n<article/>"]);
    check(
        "<!-- c --><?pi?>\n<!DOCTYPE article>\n<article/>\n<!-- c -->",
        &["17: <!DOCTYPE article>\n<article/>"],
    );
    check(
        "<!DOCTYPE article [<!ENTITY a '<article>'>]><article/>",
        &["0: <!DOCTYPE article [<!ENTITY a '<article>'>]><article/>"],
    );
}

#[test]
fn documents_one_after_the_other() {
    check(
        "<?xml ?><article>1</article>\r\n<?xml ?><article>2</article>\n",
        &["0: <?xml ?><article>1</article>", "30: <?xml ?><article>2</article>"],
    );
    check(
        "<article>1</article><article>2</article>",
        &["0: <article>1</article>", "20: <article>2</article>"],
    );
    check("\u{feff}<article/>\u{feff}<article/>", &["3: <article/>", "16: <article/>"]);
}

#[test]
fn a_cut_document_costs_itself_only() {
    check(
        "<?xml ?><article><p>1<?xml ?><article>2</article>",
        &["0: <?xml ?><article><p>1", "21: <?xml ?><article>2</article>"],
    );
    check("<article><p id='<article>2</article>", &["0: <article><p id='", "16: <article>2</article>"]);
    check("<article><p>1<article>2</article>", &["0: <article><p>1", "13: <article>2</article>"]);
    check("<article>1", &["0: <article>1"]);
    check("<article a='", &["0! 12 bytes stand outside of any document, beginning with \"<article a='\""]);
    check("<?xml ?><?xml ?><article/>", &["0! there is no root element", "8: <?xml ?><article/>"]);
}

#[test]
fn text_that_looks_like_a_document_is_text() {
    check(
        "<article><![CDATA[<?xml ?><article>]]></article>",
        &["0: <article><![CDATA[<?xml ?><article>]]></article>"],
    );
    check("<article><!-- <?xml ?> --></article>", &["0: <article><!-- <?xml ?> --></article>"]);
}

#[test]
fn containers_are_split_at_their_documents() {
    check(
        "<w:world-patent-data><w:meta/><exchange-documents>\n<exchange-document>1</exchange-document> \
         <exchange-document/></exchange-documents></w:world-patent-data>",
        &["51: <exchange-document>1</exchange-document>", "92: <exchange-document/>"],
    );
    check("<exchange-documents/>", &["0! <exchange-documents> holds no document"]);
    check(
        "<exchange-documents><exchange-document>1<exchange-document>2</exchange-document>",
        &[
            "20: <exchange-document>1",
            "40: <exchange-document>2</exchange-document>",
            "0! the record ends inside element <exchange-documents>",
        ],
    );
}

#[test]
fn what_is_not_read_is_reported_once() {
    check(
        "<html><p/><p>a</p></html><article/>",
        &["0! <html> is not the root element of a format that is read", "25: <article/>"],
    );
    check(
        "<PATDOC><A><PATDOC><B>",
        &[
            "0! format USPTO Red Book ST.32 (PATDOC) of 2001 to 2004 is not read",
            "11! format USPTO Red Book ST.32 (PATDOC) of 2001 to 2004 is not read",
        ],
    );
    check(
        "abc </p> def <article/> x",
        &[
            "0! 10 bytes stand outside of any document, beginning with \"abc</p>def\"",
            "13: <article/>",
            "24! 1 bytes stand outside of any document, beginning with \"x\"",
        ],
    );
}

#[test]
fn a_record_over_the_limit_is_skipped() {
    check_limited(
        "<article>0123456789</article><article>1</article>",
        20,
        &["0! the record has 29 bytes, the limit is 20", "29: <article>1</article>"],
    );
}
