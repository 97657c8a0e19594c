use model::Document;

use super::map;
use crate::{IndexConfig, Schema};

/// The values of a document whose field is among `fields`, in the order of addition.
#[track_caller]
fn check(document: &str, fields: &[&str], expected: &[(&str, &str)]) {
    let document: Document = serde_json::from_str(document).unwrap();
    let schema = Schema::build(&IndexConfig::shipped().fields);
    let values = map(&schema, &document).listed();
    let found: Vec<(&str, &str)> = values
        .iter()
        .filter(|(field, _)| fields.contains(&field.as_str()))
        .map(|(field, value)| (field.as_str(), value.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_text_goes_into_the_views_of_its_language() {
    check(
        r#"{"type":"patent","number":"JP-1-A","titles":[{"language":"ja","text":"電池"},
            {"language":"en","text":"Battery"},{"language":"de","text":"Batterie"},{"language":"fr","text":""}]}"#,
        &["title.ja", "title.ja.chars", "title.en", "title.other", "language"],
        &[
            ("language", "ja"),
            ("title.ja", "電池"),
            ("title.ja.chars", "電池"),
            ("language", "en"),
            ("title.en", "Battery"),
            ("language", "de"),
            ("title.other", "Batterie"),
        ],
    );
}

#[test]
fn claims_are_told_apart() {
    check(
        r#"{"type":"patent","number":"US-1-A","claims":[
            {"number":1,"language":"en","text":"A."},{"number":2,"language":"en","text":"B.","depends_on":[1]},
            {"number":3,"language":"en","text":"C."}]}"#,
        &[
            "claims.first.en",
            "claims.dependent.en",
            "claims.independent.en",
            "claim_count",
            "independent_claim_count",
        ],
        &[
            ("claims.first.en", "A."),
            ("claims.dependent.en", "B."),
            ("claims.independent.en", "C."),
            ("claim_count", "3"),
            ("independent_claim_count", "2"),
        ],
    );
}

#[test]
fn numbers_and_citations_are_there_with_and_without_kind() {
    check(
        r#"{"type":"patent","number":"JP-2010228687-A","application":"JP-2009080123","grant":"JP-5094774",
            "citations":[{"text":"US 1 A","number":"US-1-A"},{"text":"EP 2","number":"EP-0000002"},{"text":"?"}],
            "literature":[{"text":"x","doi":"10.1/x"}]}"#,
        &["number", "cites", "citation_count", "literature_count"],
        &[
            ("number", "JP-2010228687-A"),
            ("number", "JP-2010228687"),
            ("number", "JP-2009080123"),
            ("number", "JP-5094774"),
            ("citation_count", "3"),
            ("literature_count", "1"),
            ("cites", "US-1-A"),
            ("cites", "US-1"),
            ("cites", "EP-0000002"),
            ("cites", "doi:10.1/x"),
        ],
    );
}

#[test]
fn a_citation_is_there_with_its_category_and_origin() {
    check(
        r#"{"type":"patent","number":"JP-1-A","application":"JP-2009080123","citations":[{"text":"US 1 A",
            "number":"US-1-A","categories":["X","Y"],"cited_by":"examiner"}],"literature":[{"text":"x","doi":"10.1/x",
            "place":"in-text","categories":["A"]}]}"#,
        &["cites.as", "citation", "priorities"],
        &[
            ("priorities", "JP-2009080123"),
            ("cites.as", "X US-1-A"),
            ("cites.as", "X examiner US-1-A"),
            ("cites.as", "Y US-1-A"),
            ("cites.as", "Y examiner US-1-A"),
            ("cites.as", "examiner US-1-A"),
            ("cites.as", "X US-1"),
            ("cites.as", "X examiner US-1"),
            ("cites.as", "Y US-1"),
            ("cites.as", "Y examiner US-1"),
            ("cites.as", "examiner US-1"),
            ("citation", "US-1-A\tXY\texaminer\tfront-page"),
            ("cites.as", "A doi:10.1/x"),
            ("citation", "doi:10.1/x\tA\t\tin-text"),
        ],
    );
}

#[test]
fn main_classes_are_the_first_of_each_scheme() {
    check(
        r#"{"type":"patent","number":"JP-1-A","cpc":[{"symbol":"H01M10/0525"},{"symbol":"H01M4/13"}],
            "fi":["H01M10/0525,101@B","H01M4/13"]}"#,
        &["ipc.main", "cpc.main", "fi.main"],
        &[
            ("cpc.main", "H"),
            ("cpc.main", "H01"),
            ("cpc.main", "H01M"),
            ("cpc.main", "H01M10"),
            ("cpc.main", "H01M10/0525"),
            ("fi.main", "H"),
            ("fi.main", "H01"),
            ("fi.main", "H01M"),
            ("fi.main", "H01M10"),
            ("fi.main", "H01M10/0525"),
            ("fi.main", "H01M10/0525,101"),
            ("fi.main", "H01M10/0525,101@B"),
            ("fi.main", "=H01M10/0525,101@B"),
        ],
    );
}

#[test]
fn symbols_are_there_with_what_contains_them() {
    check(
        r#"{"type":"patent","number":"JP-1-A","ipc":[{"symbol":"H01M10/0525"},{"symbol":"H01M4/13"}],
            "fi":["H01M10/0525,101@B"],"f_terms":["4F100AB01.A"]}"#,
        &["ipc", "ipc.subclass", "ipc.group", "fi", "fi.subclass", "fi.group", "fterm"],
        &[
            ("ipc", "H"),
            ("ipc", "H01"),
            ("ipc", "H01M"),
            ("ipc", "H01M10"),
            ("ipc", "H01M10/0525"),
            ("ipc.subclass", "H01M"),
            ("ipc.group", "H01M10"),
            ("ipc", "H01M4"),
            ("ipc", "H01M4/13"),
            ("ipc.group", "H01M4"),
            ("fi", "H"),
            ("fi", "H01"),
            ("fi", "H01M"),
            ("fi", "H01M10"),
            ("fi", "H01M10/0525"),
            ("fi", "H01M10/0525,101"),
            ("fi", "H01M10/0525,101@B"),
            ("fi", "=H01M10/0525,101@B"),
            ("fi.subclass", "H01M"),
            ("fi.group", "H01M10"),
            ("fterm", "4F100"),
            ("fterm", "4F100AB"),
            ("fterm", "4F100AB01"),
            ("fterm", "4F100AB01.A"),
            ("fterm", "=4F100AB01.A"),
        ],
    );
}

#[test]
fn a_symbol_without_a_subgroup_or_term_is_marked_as_its_own() {
    check(
        r#"{"type":"patent","number":"JP-1-A","cpc":[{"symbol":"H01M10"},{"symbol":"H01M10/05"}],
            "f_terms":["4F100","4F100AB"]}"#,
        &["cpc", "fterm", "fterm.theme"],
        &[
            ("cpc", "H"),
            ("cpc", "H01"),
            ("cpc", "H01M"),
            ("cpc", "H01M10"),
            ("cpc", "=H01M10"),
            ("cpc", "H01M10/05"),
            ("fterm", "4F100"),
            ("fterm.theme", "4F100"),
            ("fterm", "=4F100"),
            ("fterm", "4F100AB"),
            ("fterm", "=4F100AB"),
        ],
    );
}

#[test]
fn an_applicant_is_searched_in_every_script_and_counted_in_one() {
    check(
        r#"{"type":"patent","number":"JP-1-A","applicants":[{"names":[{"language":"ja","text":"架空大学"},
            {"language":"en","text":"Kakuu University"}],"region":"兵庫県","sector":"university"}],
            "inventors":[{"names":[{"language":"ja","text":"発明 花子"}]}],"status":{"state":"in-force"}}"#,
        &["applicant", "applicant.facet", "inventor", "inventor.facet", "region", "sector", "status"],
        &[
            ("applicant", "架空大学"),
            ("applicant", "Kakuu University"),
            ("applicant.facet", "架空大学"),
            ("region", "兵庫県"),
            ("sector", "university"),
            ("inventor", "発明 花子"),
            ("inventor.facet", "発明 花子"),
            ("status", "in-force"),
        ],
    );
}

#[test]
fn a_patent_comes_from_its_applicants_countries_or_its_first_priority() {
    #[track_caller]
    fn origin(document: &str, expected: &[(&str, &str)]) {
        check(document, &["origin"], expected);
    }
    origin(
        r#"{"type":"patent","number":"US-1-B2","applicants":[{"names":[],"country":"JP"},{"names":[],"country":"DE"},
            {"names":[],"country":"JP"}],"priorities":[{"number":"US-1","date":"2001-01-01"}]}"#,
        &[("origin", "JP"), ("origin", "DE")],
    );
    origin(
        r#"{"type":"patent","number":"US-1-B2","assignees":[{"names":[],"country":"FR"}]}"#,
        &[("origin", "FR")],
    );
    origin(
        r#"{"type":"patent","number":"US-1-B2","application":"US-9","priorities":[{"number":"US-2","date":"2002-01-01"},
            {"number":"JP-2001000001","date":"2001-01-01"}]}"#,
        &[("origin", "JP")],
    );
    origin(r#"{"type":"patent","number":"US-1-B2","application":"US-9"}"#, &[("origin", "US")]);
    origin(r#"{"type":"patent","number":"US-1-B2"}"#, &[]);
}

#[test]
fn an_article_has_its_identifiers_and_its_references() {
    check(
        r#"{"type":"article","id":"doi:10.1/a","published":"2012-05","journal":{"titles":[{"language":"en",
            "text":"J. Invent."}],"issns":["0028-0836"]},"authors":[{"names":[{"language":"en","text":"A. Writer"}]}],
            "references":[{"text":"r","doi":"10.1/b"},{"text":"s","patent":"US-5-B1"}]}"#,
        &[
            "id",
            "type",
            "doi",
            "journal",
            "issn",
            "inventor",
            "cites",
            "published",
            "year",
            "literature_count",
        ],
        &[
            ("id", "doi:10.1/a"),
            ("type", "article"),
            ("inventor", "A. Writer"),
            ("doi", "10.1/a"),
            ("published", "20120500"),
            ("year", "2012"),
            ("literature_count", "1"),
            ("cites", "doi:10.1/b"),
            ("cites", "US-5-B1"),
            ("cites", "US-5"),
            ("journal", "J. Invent."),
            ("issn", "0028-0836"),
        ],
    );
}

#[test]
fn claims_refer_to_each_other_and_have_lengths() {
    // 4 refers to 3 and 1, 3 to 2, 2 to 1; 5 refers to a later claim, which is no step, and is dependent all the same.
    check(
        r#"{"type":"patent","number":"JP-1-A","claims":[
            {"number":1,"language":"ja","text":"正極 と\n負極"},
            {"number":1,"language":"en","text":"An anode - and a cathode."},
            {"number":2,"language":"ja","text":"電池","depends_on":[1]},
            {"number":3,"language":"ja","text":"電池","depends_on":[2]},
            {"number":4,"language":"ja","text":"電池","depends_on":[1,3]},
            {"number":5,"language":"ja","text":"電池","depends_on":[6]}]}"#,
        &["claim_depth", "first_claim_characters", "first_claim_words"],
        &[("claim_depth", "3"), ("first_claim_characters", "5"), ("first_claim_words", "5")],
    );
    check(
        r#"{"type":"patent","number":"JP-1-A"}"#,
        &["claim_count", "claim_depth", "first_claim_characters"],
        &[("claim_count", "0")],
    );
}

#[test]
fn sectors_and_countries_are_those_of_applicants() {
    check(
        r#"{"type":"patent","number":"JP-1-A","granted":"2012-05-01",
            "applicants":[{"names":[{"language":"ja","text":"青葉大学"}],"sector":"university","country":"JP"},
                          {"names":[{"language":"en","text":"Ko Ltd"}],"country":"US"}],
            "inventors":[{"names":[{"language":"ja","text":"甲"}],"country":"DE"}]}"#,
        &["applicant.sector", "applicant.country", "sector", "granted"],
        &[
            ("sector", "university"),
            ("applicant.sector", "university\t青葉大学"),
            ("applicant.country", "JP"),
            ("applicant.country", "US"),
            ("granted", "20120501"),
        ],
    );
}
