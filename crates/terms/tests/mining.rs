//! Pairs from texts that say the same: what is found, always the same, and what people decide about it.

use std::{path::Path, sync::LazyLock};

use analysis::Analyzers;
use indexer::IndexConfig;
use terms::{
    AlignedTexts, Decision, DecisionKeys, Decisions, Dictionary, Direction, Mined, Miner, Source, TermPairs,
    TermsError, install,
};

static CONFIG: LazyLock<IndexConfig> = LazyLock::new(IndexConfig::shipped);

static ANALYZERS: LazyLock<Analyzers> = LazyLock::new(|| {
    Analyzers::load(&CONFIG.analyzers, &analysis::default_cache_dir()).expect("the shipped analysers load")
});

/// Invented titles, each with its translation.
const TITLES: [(&str, &str); 16] = [
    ("硫化物固体電解質の製造方法", "Method for producing sulfide solid electrolyte"),
    ("固体電解質を備える電池", "Battery having solid electrolyte"),
    ("固体電解質の評価装置", "Apparatus for evaluating solid electrolyte"),
    ("酸化物固体電解質及び電池", "Oxide solid electrolyte and battery"),
    ("電池の製造方法", "Method for producing battery"),
    ("電池の評価方法", "Method for evaluating battery"),
    ("射出成形機の金型", "Mold of injection molding machine"),
    ("金型の製造方法", "Method for producing mold"),
    ("射出成形機の制御装置", "Control apparatus of injection molding machine"),
    ("ゼリーの製造方法", "Method for producing jelly"),
    ("こんにゃくゼリー", "Konjac jelly"),
    ("ゼリーの評価装置", "Apparatus for evaluating jelly"),
    ("硫化物の評価方法", "Method for evaluating sulfide"),
    ("固体の評価方法", "Method for evaluating solid"),
    ("酸化物の固体", "Oxide solid"),
    ("制御装置", "Control apparatus"),
];

fn texts() -> Vec<AlignedTexts> {
    let texts = TITLES.iter().enumerate().map(|(i, (ja, en))| AlignedTexts {
        document: format!("test:{i:02}").parse().expect("an article's id"),
        texts: vec![((*ja).to_owned(), (*en).to_owned())],
    });
    texts.collect()
}

fn mined(texts: &[AlignedTexts], dictionaries: &[Dictionary]) -> Mined {
    Miner::new(&CONFIG, &ANALYZERS, dictionaries).expect("a miner").mine_texts(texts)
}

fn opened(dir: &Path) -> TermPairs {
    TermPairs::open(dir, &CONFIG, &ANALYZERS).expect("the pairs open")
}

/// The best translation of a key, its sources and support.
fn best(pairs: &TermPairs, direction: Direction, key: &str) -> Option<(String, String, u32)> {
    let pair = pairs.translations(direction, key).next()?;
    Some((pair.to(direction).surface.clone(), pair.sources_text(), pair.support))
}

#[test]
fn terms_of_one_and_several_words_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let info = install(dir.path(), &mined(&texts(), &[])).unwrap();
    assert_eq!((info.texts, info.documents), (16, 16));
    let pairs = opened(dir.path());
    for (ja, en, support) in [
        ("電池", "battery", 4),
        ("固体", "solid", 6),
        ("ゼリー", "jelly", 3),
        ("固体 電解質", "solid electrolyte", 4),
        ("射出 成形 機", "injection molding machine", 2),
    ] {
        let found = best(&pairs, Direction::ToEnglish, ja)
            .map(|(surface, sources, support)| (surface.to_lowercase(), sources, support));
        assert_eq!(found, Some((en.to_owned(), "mined".to_owned(), support)), "{ja}");
    }
    assert_eq!(best(&pairs, Direction::ToJapanese, "solid electrolyt").unwrap().0, "固体電解質");
    let sum = |key: &str| -> f32 {
        pairs.translations(Direction::ToEnglish, key).map(|pair| pair.to_english).sum()
    };
    assert!(sum("固体 電解質") <= 1.0 && sum("電池") <= 1.0);
    let first = pairs.translations(Direction::ToEnglish, "固体 電解質").next().unwrap();
    let documents: Vec<String> = first.documents.iter().map(ToString::to_string).collect();
    assert_eq!(documents, ["test:00", "test:01", "test:02", "test:03"]);
}

#[test]
fn the_order_of_texts_changes_nothing() {
    let forwards = mined(&texts(), &[]);
    let mut turned = texts();
    turned.reverse();
    assert_eq!(mined(&turned, &[]), forwards);
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let infos = (install(a.path(), &forwards).unwrap(), install(b.path(), &mined(&turned, &[])).unwrap());
    assert_eq!(infos.0, infos.1);
    let bytes = |dir: &tempfile::TempDir| std::fs::read(dir.path().join("terms/pairs.zst")).unwrap();
    assert_eq!(bytes(&a), bytes(&b));
}

#[test]
fn a_dictionary_is_joined_with_what_was_mined() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("trial.tsv");
    std::fs::write(&path, "cell\t電池,(生物の)細胞\njelly\tゼリー\nstate of the art\t最新技術\n").unwrap();
    let dictionary = Dictionary::read(&path).unwrap();
    let mined = mined(&texts(), &[dictionary]);
    install(dir.path(), &mined).unwrap();
    let pairs = opened(dir.path());
    let of = |key: &str| -> Vec<(String, String)> {
        let pairs = pairs.translations(Direction::ToEnglish, key);
        pairs.map(|pair| (pair.en.surface.to_lowercase(), pair.sources_text())).collect()
    };
    assert_eq!(of("ゼリー"), [("jelly".to_owned(), "mined, dictionary trial".to_owned())]);
    assert_eq!(of("細胞"), [("cell".to_owned(), "dictionary trial".to_owned())]);
    assert!(of("電池").contains(&("battery".to_owned(), "mined".to_owned())));
    assert!(of("電池").contains(&("cell".to_owned(), "dictionary trial".to_owned())));
    assert_eq!(pairs.info().unwrap().dictionaries[0].name, "trial");
}

#[test]
fn decisions_survive_mining() {
    let dir = tempfile::tempdir().unwrap();
    let mut keys = DecisionKeys::new(&CONFIG, &ANALYZERS).unwrap();
    install(dir.path(), &mined(&texts(), &[])).unwrap();
    let mut decisions = Decisions::open(dir.path()).unwrap();
    assert!(decisions.decide(&mut keys, Decision::Veto, "電池", "Batteries").unwrap());
    assert!(decisions.decide(&mut keys, Decision::Add, "活物質", "active material").unwrap());
    assert!(
        !decisions.decide(&mut keys, Decision::Add, "活物質", "active materials").unwrap(),
        "the same pair"
    );
    decisions.install(dir.path()).unwrap();
    for again in [false, true] {
        if again {
            install(dir.path(), &mined(&texts(), &[])).unwrap();
        }
        let pairs = opened(dir.path());
        assert!(pairs.is_vetoed("電池", "batteri"), "{again}");
        let english: Vec<&str> =
            pairs.translations(Direction::ToEnglish, "電池").map(|pair| pair.en.key.as_str()).collect();
        assert!(!english.contains(&"batteri"), "{again}: {english:?}");
        let added = pairs.translations(Direction::ToEnglish, "活物質").next().unwrap();
        assert_eq!(
            (added.sources.as_slice(), added.to_english),
            ([Source::Added].as_slice(), 1.0),
            "{again}"
        );
    }
    let mut decisions = Decisions::open(dir.path()).unwrap();
    assert!(decisions.withdraw(&mut keys, Decision::Veto, "電池", "battery").unwrap());
    assert!(!decisions.withdraw(&mut keys, Decision::Veto, "電池", "battery").unwrap());
    decisions.install(dir.path()).unwrap();
    assert_eq!(best(&opened(dir.path()), Direction::ToEnglish, "電池").unwrap().0.to_lowercase(), "battery");
    let error = decisions.decide(&mut keys, Decision::Add, "の", "of").unwrap_err().to_string();
    assert!(error.contains("has no term that is indexed in Japanese"), "{error}");
}

#[test]
fn damage_and_other_analysers_are_named() {
    let dir = tempfile::tempdir().unwrap();
    assert!(opened(dir.path()).is_empty());
    let mut of_others = mined(&texts(), &[]);
    install(dir.path(), &of_others).unwrap();
    let path = dir.path().join("terms/pairs.zst");
    let mut content = std::fs::read(&path).unwrap();
    let last = content.len() - 5;
    content[last] ^= 0x55;
    std::fs::write(&path, &content).unwrap();
    let error = TermPairs::open(dir.path(), &CONFIG, &ANALYZERS).unwrap_err();
    assert!(matches!(error, TermsError::Damaged { .. }), "{error}");
    of_others.analysis = "another".to_owned();
    install(dir.path(), &of_others).unwrap();
    let error = TermPairs::open(dir.path(), &CONFIG, &ANALYZERS).unwrap_err().to_string();
    assert!(error.contains("mined with other analysers") && error.contains("terms mine"), "{error}");
    std::fs::write(dir.path().join("terms/decisions.tsv"), "perhaps\ta\tb\n").unwrap();
    let error = Decisions::open(dir.path()).unwrap_err().to_string();
    assert!(error.contains("decisions.tsv, line 1: expected add or veto"), "{error}");
}
