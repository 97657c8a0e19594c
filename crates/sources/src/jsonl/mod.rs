//! chizai's own form: one JSON document a line, described in `schema/README.md`.

mod fault;

use model::{Article, Document, DocumentType, Patent};
use serde::de::DeserializeOwned;

use crate::Reason;

/// Reads one line.
pub(crate) fn read(line: &[u8]) -> Result<Document, Reason> {
    let text = std::str::from_utf8(line).map_err(|_| Reason::Undecodable { encoding: "UTF-8".to_owned() })?;
    let (document_type, members) = fault::document_type(text)?;
    // Read as the type itself, not through the tagged enum: only so does an error know its path and column.
    match document_type {
        DocumentType::Patent => read_as::<Patent>(&members).map(|patent| Document::Patent(Box::new(patent))),
        DocumentType::Article => {
            read_as::<Article>(&members).map(|article| Document::Article(Box::new(article)))
        }
    }
}

fn read_as<T: DeserializeOwned>(text: &str) -> Result<T, Reason> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| fault::reason(&error))?;
    deserializer.end().map_err(|error| fault::syntax(&error))?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let read = match read(line.as_bytes()) {
            Ok(document) => document.id().to_string(),
            Err(reason) => reason.to_string(),
        };
        assert_eq!(read, expected, "{line}");
    }

    #[test]
    fn documents() {
        check(r#"{"type":"patent","number":"JP-2010228687-A"}"#, "JP-2010228687-A");
        check(r#"{"number":"JP-2010228687-A" , "type" : "patent"}"#, "JP-2010228687-A");
        check(r#"{"number":"JP-2010228687-A","type":"patent"}  "#, "JP-2010228687-A");
        check(r#"{"type":"article","id":"doi:10.5555/1"}"#, "doi:10.5555/1");
        check(
            r#"{"titles":[{"language":"en","text":"the \"type\": \"article\" {"}],"type":"patent","number":"US-7654321-B2"}"#,
            "US-7654321-B2",
        );
    }

    #[test]
    fn faults_have_their_path_column_and_suggestion() {
        for (line, expected) in [
            ("", "expected an object with a \"type\" of \"patent\" or \"article\""),
            ("[1]", "expected an object with a \"type\" of \"patent\" or \"article\""),
            (
                r#"{"number":"JP-2010228687-A"}"#,
                "expected an object with a \"type\" of \"patent\" or \"article\"",
            ),
            (
                r#"{"type":"patents","number":"JP-2010228687-A"}"#,
                "at type: unknown type \"patents\", did you mean \"patent\"?",
            ),
            (r#"{"type":"patent"}"#, "missing field `number`, column 17"),
            (
                r#"{"type":"patent","number":"JP-2010228687-A","titel":[]}"#,
                "at titel: unknown key \"titel\", did you mean \"titles\"? (column 51)",
            ),
            (
                r#"{"type":"patent","number":"JP-2010228687-A","claims":[{"number":1,"language":"ja","text":"a","dependson":[1]}]}"#,
                "at claims[0].dependson: unknown key \"dependson\", did you mean \"depends_on\"? (column 104)",
            ),
            (
                r#"{"type":"patent","number":"JP-2010228687-A","filed":"2010-13-01"}"#,
                "at filed: date \"2010-13-01\" is not valid: the month must be 1 to 12",
            ),
            (
                r#"{"type":"patent","number":"JP-2010228687-A""#,
                "the line ends inside the document, column 43",
            ),
            (r#"{"type":"patent","number":"JP-2010228687-A"} {}"#, "trailing characters, column 46"),
        ] {
            check(line, expected);
        }
        let not_utf8 = read(b"{\"type\":\"patent\",\"number\":\"\xff\"}");
        assert!(matches!(not_utf8, Err(Reason::Undecodable { .. })), "{not_utf8:?}");
    }
}
