use model::{
    Article, Claim, ClaimCategory, ClassificationValue, Document, Language, LegalState, Paragraph, Patent,
    Section, Sector, Text,
};
use proptest::{collection::vec, prelude::*};

use super::{
    super::{
        compact,
        front::{read, write},
    },
    *,
};

/// With every field that a front can have.
const PATENT_JSON: &str = r#"{
    "type": "patent", "number": "JP-2010228687-A", "application": "JP-2009123456", "grant": "JP-5094774",
    "filed": "2009-05-21", "published": "2010-10", "granted": "2012",
    "priorities": [{"number": "US-12345678", "date": "2008-05-21"}, {"number": "EP-09123456"}],
    "family": "37588131",
    "titles": [{"language": "ja", "text": "二次電池"}, {"language": "en", "text": "A \"cell\"\n"}],
    "applicants": [{
        "names": [{"language": "en", "text": "Kyoto University"}],
        "country": "JP", "region": "26", "sector": "university", "ror": "057zh3y96"
    }],
    "assignees": [{"names": [{"language": "en", "text": ""}]}],
    "inventors": [{"names": []}],
    "ipc": [{"symbol": "H01M10/0525", "main": true, "value": "inventive"}],
    "cpc": [{"symbol": "H01M4/00", "value": "additional"}, {"symbol": "Y02E60"}],
    "fi": ["H01M10/0525,101@B"], "f_terms": ["4F100AB01.A", "4F100"],
    "status": {"state": "in-force", "as_of": "2026-11-01", "territory": "DE", "evidence": "PG25"},
    "invented": true
}"#;

const ARTICLE_JSON: &str = r#"{
    "type": "article", "id": "doi:10.1000/182", "titles": [{"language": "und", "text": "𠮷野"}],
    "keywords": [{"language": "ja", "text": "電池"}],
    "authors": [{
        "names": [{"language": "en", "text": "Y. Sato"}], "affiliations": ["A", "B"],
        "orcid": "0000-0002-1825-0097"
    }],
    "journal": {
        "titles": [{"language": "en", "text": "Cells"}], "issns": ["1234-5679"], "volume": "9", "issue": "1",
        "pages": "e87"
    },
    "published": "1999-12-31", "licence": "http://creativecommons.org/licenses/by/4.0/", "invented": true
}"#;

fn document(json: &str) -> Document {
    serde_json::from_str(json).unwrap()
}

#[track_caller]
fn check(document: &Document) {
    assert_eq!(read(&write(document).unwrap()).unwrap(), *document);
}

#[test]
fn a_front_is_read_as_it_was_written() {
    for json in [PATENT_JSON, ARTICLE_JSON] {
        let document = document(json);
        check(&document);
        assert!(write(&document).unwrap().len() < serde_json::to_vec(&document).unwrap().len() / 2);
    }
    check(&Document::Patent(Box::new(Patent::new("JP-1-A".parse().unwrap()))));
    check(&Document::Article(Box::new(Article::new("doi:10.1/a".parse().unwrap()))));
}

/// A field or word that is moved in the model changes what the bytes of an index mean.
#[test]
fn bytes_are_those_of_the_stored_form_version() {
    let claim = Claim {
        number: 2,
        language: Language::JA,
        text: "請求項1".to_owned(),
        category: Some(ClaimCategory::Use),
        depends_on: vec![1],
    };
    let paragraph = Paragraph { number: Some("0002".to_owned()), text: "電池".to_owned() };
    let section =
        Section {
            heading: Some("実施例".to_owned()), language: Language::JA, paragraphs: vec![paragraph]
        };
    let categories = vec![
        ClaimCategory::Product,
        ClaimCategory::Process,
        ClaimCategory::ProductionProcess,
        ClaimCategory::Use,
    ];
    let values = vec![ClassificationValue::Inventive, ClassificationValue::Additional];
    let parts = [
        write(&document(PATENT_JSON)).unwrap(),
        write(&document(ARTICLE_JSON)).unwrap(),
        compact::write(&vec![claim]).unwrap(),
        compact::write(&vec![section]).unwrap(),
        compact::write(&categories).unwrap(),
        compact::write(&Sector::ALL.to_vec()).unwrap(),
        compact::write(&LegalState::ALL.to_vec()).unwrap(),
        compact::write(&values).unwrap(),
    ];
    let hashes = parts.map(|bytes| blake3::hash(&bytes).to_hex()[..16].to_owned());
    let told = "fields or words have moved: raise STORED_FORM_VERSION, and then put the new hashes here";
    let of_this_version = [
        "77ba7e071cce8053",
        "8cc7ebf84d3e488d",
        "9a8350ba760b3ac6",
        "8b772daadea975ee",
        "76fc7e872befa7ac",
        "554a4ecc79e2f623",
        "1b0902044886ee29",
        "feff7ffbabcd92d3",
    ];
    assert_eq!(hashes, of_this_version, "{told}");
}

proptest! {
    #[test]
    fn texts_of_any_length_are_read_again(
        titles in vec(any::<String>(), 0..300),
        serial in "[0-9A-Z]{1,19}[1-9]",
        id in "[a-z]{1,9}:[a-z]{1,400}",
    ) {
        let titles: Vec<Text> =
            titles.into_iter().map(|text| Text { language: Language::EN, text }).collect();
        if let Ok(number) = format!("DE-{serial}").parse() {
            check(&Document::Patent(Box::new(Patent { titles: titles.clone(), ..Patent::new(number) })));
        }
        if let Ok(id) = id.parse() {
            check(&Document::Article(Box::new(Article { titles, ..Article::new(id) })));
        }
    }

    #[test]
    fn bytes_that_were_cut_off_or_go_on_are_an_error(cut in any::<prop::sample::Index>(), more in any::<u8>()) {
        for json in [PATENT_JSON, ARTICLE_JSON] {
            let mut bytes = write(&document(json)).unwrap();
            prop_assert!(read(&bytes[..cut.index(bytes.len())]).is_err());
            bytes.push(more);
            prop_assert_eq!(read(&bytes), Err(CompactError::TooLong));
        }
    }

    #[test]
    fn bytes_that_were_changed_are_an_error_or_another_front(
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
        others in vec(any::<u8>(), 0..40),
    ) {
        let _ = read(&others);
        for json in [PATENT_JSON, ARTICLE_JSON] {
            let mut bytes = write(&document(json)).unwrap();
            for (place, byte) in &changes {
                let place = place.index(bytes.len());
                bytes[place] = *byte;
            }
            let _ = read(&bytes);
        }
    }
}
