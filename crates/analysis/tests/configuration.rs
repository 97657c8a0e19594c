//! Configuration: what is refused and how it is said, and what the fingerprint covers.

mod shared;

use analysis::{Analyzers, AnalyzersConfig, DictionaryInfo};
use shared::{SHIPPED, analyzers};

#[track_caller]
fn check_refused(from: &str, to: &str, expected: &str) {
    let text = SHIPPED.replacen(from, to, 1);
    assert_ne!(text, SHIPPED, "{from} is not in the shipped configuration");
    let error = AnalyzersConfig::parse(&text, "analyzers.toml").expect_err("the configuration is wrong");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn wrong_configuration_is_refused_with_place_and_suggestion() {
    check_refused(
        "stemming = ",
        "steming = ",
        "analyzers.toml: english.steming: unknown field `steming`, expected one of `stemming`, `stop-words`, `abbreviations`; did you mean `stemming`?",
    );
    check_refused(
        "\"porter2\"\n",
        "\"porter3\"\n",
        "analyzers.toml: english.stemming: unknown variant `porter3`, expected one of `none`, `light`, `porter2`; did you mean `porter2`?",
    );
    check_refused(
        "technical-terms = true",
        "technical-terms = 1",
        "analyzers.toml: japanese.technical-terms: invalid type: integer `1`, expected a boolean",
    );
    check_refused(
        "divide-kanji-above = 2",
        "divide-kanji-above = 0",
        "analyzers.toml: japanese.divide-kanji-above: must be at least 1",
    );
    check_refused("\"al\", ", "\"Al\", ", "analyzers.toml: english.abbreviations: `Al` is not in lower case");
}

#[test]
fn the_fingerprint_covers_every_choice() {
    let cache = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("chizai-cache");
    let fingerprint = |text: &str| {
        let config = AnalyzersConfig::parse(text, "analyzers.toml").expect("the configuration is right");
        Analyzers::load(&config, &cache).expect("the dictionary can be opened").fingerprint().to_owned()
    };
    assert_eq!(fingerprint(SHIPPED), analyzers().fingerprint());
    for (from, to) in [
        ("stemming = \"porter2\"", "stemming = \"none\""),
        ("technical-terms = true", "technical-terms = false"),
        ("divide-kanji-above = 2", "divide-kanji-above = 3"),
        ("\"an\", ", ""),
    ] {
        let changed = SHIPPED.replacen(from, to, 1);
        assert_ne!(changed, SHIPPED, "{from} is not in the shipped configuration");
        assert_ne!(fingerprint(&changed), analyzers().fingerprint(), "{from} made no difference");
    }
}

#[test]
fn dictionaries_are_named_with_their_licence() {
    let shown = |d: &DictionaryInfo| format!("{} {} ({})", d.name, d.version, d.licence);
    let shown: Vec<String> = analyzers().dictionaries().iter().map(shown).collect();
    assert_eq!(
        shown,
        [
            "ipadic 2.7.0-20070801 (IPADIC licence (NAIST and ICOT terms))",
            "kanji-variants 1 (Apache-2.0 OR MIT)",
            "technical 1 (Apache-2.0 OR MIT)",
        ]
    );
    assert!(
        analyzers().dictionaries()[0].notice.contains("NO WARRANTY"),
        "IPADIC's notice goes with every copy"
    );
}

#[test]
fn technical_terms_correct_the_dictionary() {
    let cache = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("chizai-cache");
    let without = SHIPPED.replacen("technical-terms = true", "technical-terms = false", 1);
    let config = AnalyzersConfig::parse(&without, "analyzers.toml").expect("the configuration is right");
    let without = Analyzers::load(&config, &cache).expect("the dictionary can be opened");
    let terms = |analyzers: &Analyzers, text: &str| -> Vec<String> {
        let mut japanese = analyzers.get("japanese").expect("the analyser exists");
        japanese.analyze(text).iter().map(|token| token.term.to_owned()).collect()
    };
    assert_eq!(terms(analyzers(), "正極活物質の充放電"), ["正極", "活物質", "充放電"]);
    assert_eq!(terms(&without, "正極活物質の充放電"), ["正", "極", "活", "物質", "充", "放電"]);
}

#[test]
fn unknown_analyser_names_have_no_worker() {
    assert!(analyzers().get("klingon").is_none());
    assert!(analyzers().names().all(|name| analyzers().get(name).is_some()));
}
