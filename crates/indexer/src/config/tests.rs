use super::{FieldsConfig, IndexConfig, RankingConfig};
use crate::schema::{Part, View};

const FIELDS: &str = include_str!("../../../../index-config/fields.toml");
const RANKING: &str = include_str!("../../../../index-config/ranking.toml");

#[test]
fn the_shipped_configuration_is_valid() {
    let config = IndexConfig::shipped();
    assert_eq!(config.ranking.b(Part::Keywords, View::En), 0.5);
    assert_eq!(config.ranking.b(Part::Abstract, View::En), 0.9);
}

#[test]
fn a_folder_with_the_shipped_files_gives_the_shipped_configuration() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-config");
    let (loaded, shipped) = (IndexConfig::load(&dir).unwrap(), IndexConfig::shipped());
    assert_eq!(loaded.fields, shipped.fields);
    assert_eq!(loaded.ranking, shipped.ranking);
    let missing = IndexConfig::load(&dir.join("missing")).unwrap_err().to_string();
    assert!(missing.contains("missing/fields.toml"), "{missing}");
}

/// `fields.toml` with one text replaced is refused with a message that says all of `expected`.
#[track_caller]
fn check_fields(from: &str, to: &str, expected: &[&str]) {
    assert!(FIELDS.contains(from), "{from:?} is not in the file");
    let error = FieldsConfig::parse(&FIELDS.replacen(from, to, 1), "fields.toml").unwrap_err().to_string();
    for part in expected.iter().chain(&["fields.toml"]) {
        assert!(error.contains(part), "{part:?} is not in {error:?}");
    }
}

#[track_caller]
fn check_ranking(from: &str, to: &str, expected: &[&str]) {
    assert!(RANKING.contains(from), "{from:?} is not in the file");
    let error = RankingConfig::parse(&RANKING.replacen(from, to, 1), "ranking.toml").unwrap_err().to_string();
    for part in expected.iter().chain(&["ranking.toml"]) {
        assert!(error.contains(part), "{part:?} is not in {error:?}");
    }
}

#[test]
fn fields_are_refused_with_file_key_and_suggestion() {
    check_fields("[parts.title]", "[parts.titel]", &["at parts.titel:", "did you mean `title`?"]);
    check_fields(
        "record = \"positions\"",
        "recrod = \"positions\"",
        &["parts.title", "did you mean `record`?"],
    );
    check_fields(
        "record = \"positions\"",
        "record = \"position\"",
        &["title.record", "did you mean `positions`?"],
    );
    check_fields("[keywords.family]", "[keywords.famly]", &["keywords.famly", "did you mean `family`?"]);
    check_fields("column = false", "column = 1", &["keywords.number.column", "expected a boolean"]);
    check_fields(
        "views = [\"ja\", ",
        "views = [\"ja\", \"ja\", ",
        &["parts.\"title\".views", "\"ja\" twice"],
    );
    check_fields(
        "analyzer = \"keyword\"",
        "analyzer = \"name\"",
        &["keywords.\"journal\".analyzer is an analyser of"],
    );
    check_fields("block_bytes = 4096", "block_bytes = 1", &["stored.block_bytes must be"]);
    check_fields("[stored]", "[stored", &["line "]);
}

#[test]
fn weights_and_limits_are_refused_with_file_key_and_suggestion() {
    check_ranking("weight = 4.0", "weight = -4.0", &["part.\"title\".weight must be a finite number"]);
    check_ranking("b = 0.5 }", "b = 5 }", &["part.\"keywords\".b must lie between 0 and 1"]);
    check_ranking("title = {", "titel = {", &["at part.titel:", "did you mean `title`?"]);
    check_ranking("\nother = {", "\n#", &["view.\"other\" is missing"]);
    check_ranking("k1 = 0.5", "k1 = 0", &["view.\"ja\".k1 must be a finite number above 0"]);
    check_ranking("pair = 0.3 }", "pair = nan }", &["view.\"ja\".pair must be a finite number"]);
    check_ranking("clauses = 1024", "clauses = 0", &["limits.clauses must be at least 1"]);
    check_ranking("clauses = 1024", "clause = 1024", &["limits.clause", "did you mean `clauses`?"]);
    check_ranking("page_size = 10", "page_size = 1000000", &["limits.page_size must not exceed"]);
}

#[test]
fn single_settings_of_the_ranking_are_replaced() {
    let shipped = IndexConfig::shipped().ranking;
    let with =
        |settings: &[&str]| shipped.with(&settings.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
    let changed = with(&["part.\"claims.first\".weight = 2", "view.en.pair=0.7"]).unwrap();
    assert_eq!(changed.part[&Part::ClaimsFirst].weight, 2.0);
    assert_eq!(changed.view[&View::En].pair, 0.7);
    assert_eq!(changed.limits, shipped.limits);
    assert_eq!(with(&[]).unwrap(), shipped);
    let error = with(&["pair.distanse = 1"]).unwrap_err().to_string();
    assert!(error.contains("pair.distanse = 1") && error.contains("did you mean `distance`?"), "{error}");
    assert!(with(&["pair.distance"]).is_err());
}

#[test]
fn an_unknown_analyser_is_refused() {
    const KNOWN: [&str; 7] =
        ["japanese", "japanese-characters", "english", "plain", "name", "keyword", "identifier"];
    let config = FieldsConfig::parse(&FIELDS.replace("\"english\"", "\"englsh\""), "fields.toml").unwrap();
    let error = config.check_analyzers(KNOWN.into_iter()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "fields.toml: views.\"en\".analyzer names the analyser \"englsh\", which there is not; \
         did you mean \"english\"?"
    );
}

#[test]
fn comments_and_order_do_not_change_the_fingerprint() {
    let (stored, rest) = ("\n[stored]", FIELDS.rsplit_once("\n[stored]").unwrap());
    let moved = format!("{stored}{}\n# another comment\n{}", rest.1, rest.0);
    let of = |text: &str| serde_json::to_vec(&FieldsConfig::parse(text, "fields.toml").unwrap()).unwrap();
    assert_eq!(of(FIELDS), of(&moved));
    assert_ne!(of(FIELDS), of(&FIELDS.replace("block_bytes = 4096", "block_bytes = 8192")));
}
