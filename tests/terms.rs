//! Term pairs through the real binary: mining, lists, decisions, and what a search makes of them.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use crate::support::{Outcome, Server, chizai, data, demo_index, encoded};

/// A copy of the demo index, since pairs and decisions are written beside it.
struct Copied {
    _folder: tempfile::TempDir,
    path: String,
}

impl Copied {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo");
        copy(Path::new(demo_index()), &path);
        let path = path.to_str().unwrap().to_owned();
        Self { _folder: folder, path }
    }

    /// The same documents, without pairs.
    fn without_pairs() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plain").to_str().unwrap().to_owned();
        let files = ["batteries", "co2-electrolysis", "molding", "food", "microscopy"];
        let files = files.map(|name| format!("{}/../demo/{name}.jsonl", env!("CARGO_MANIFEST_DIR")));
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        chizai(&[&["index", "--index", &path], files.as_slice()].concat()).with_code(0);
        Self { _folder: folder, path }
    }

    fn terms(&self, action: &str, arguments: &[&str]) -> Outcome {
        chizai(&[&["terms", action, "--index", &self.path], arguments].concat())
    }

    fn listed(&self, arguments: &[&str]) -> Vec<(String, String)> {
        let body: Value = self.terms("list", &[&["--json", "--limit", "100000"], arguments].concat()).json();
        let text = |value: &Value| value.as_str().unwrap().to_lowercase();
        body["pairs"].as_array().unwrap().iter().map(|pair| (text(&pair["ja"]), text(&pair["en"]))).collect()
    }

    /// How many documents a search finds, and what it printed.
    fn found(&self, arguments: &[&str]) -> (u64, String) {
        let outcome = chizai(&[&["search", "--limit", "0", "--index", &self.path], arguments].concat());
        assert!(outcome.code <= 1, "{}", outcome.stderr);
        let total = outcome.stdout.split_once(" documents").unwrap().0.trim().parse().unwrap();
        (total, outcome.stdout)
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn pair(ja: &str, en: &str) -> (String, String) {
    (ja.to_owned(), en.to_owned())
}

#[test]
fn pairs_are_mined_listed_and_searched() {
    let index = Copied::without_pairs();
    index.terms("list", &[]).with_code(1);
    let plain = index.found(&["固体電解質"]).0;
    assert_eq!(index.found(&["--xl", "en", "固体電解質"]).0, plain, "nothing is mined yet");

    let mined = index.terms("mine", &["--json"]).with_code(0).json();
    assert!(30 <= mined["documents"].as_u64().unwrap() && 500 <= mined["pairs"].as_u64().unwrap(), "{mined}");
    let again = index.terms("mine", &["--json"]).with_code(0).json();
    assert_eq!(mined["fingerprint"], again["fingerprint"]);
    for (ja, en) in [("固体電解質", "solid electrolyte"), ("触媒", "catalyst"), ("温度", "temperature")]
    {
        assert!(
            index.listed(&["--word", ja]).contains(&pair(ja, en)),
            "{ja}: {:?}",
            index.listed(&["--word", ja])
        );
    }
    assert!(index.listed(&["--source", "dictionary"]).is_empty());

    let (wide, printed) = index.found(&["--xl", "en,ja", "固体電解質"]);
    assert!(plain < wide, "{printed}");
    assert!(printed.contains("固体電解質=solid electrolyte"), "{printed}");
    let pairs: Vec<&str> = printed
        .lines()
        .filter_map(|line| line.strip_prefix("also searched (en): ")?.split_once(", weight"))
        .map(|(pair, _)| pair)
        .collect();
    let refusals: Vec<&str> = pairs.iter().flat_map(|pair| ["--without-pair", pair]).collect();
    let (refused, _) = index.found(&[&["--xl", "en,ja"], refusals.as_slice(), &["固体電解質"]].concat());
    assert_eq!(refused, plain);
}

#[test]
fn decisions_are_kept_when_pairs_are_mined_again() {
    let index = Copied::new();
    index.terms("mine", &[]).with_code(0);
    index.terms("veto", &["固体電解質", "solid electrolytes"]).with_code(0);
    index.terms("add", &["積層体", "laminate"]).with_code(0);
    for mined_again in [false, true] {
        if mined_again {
            index.terms("mine", &[]).with_code(0);
        }
        assert!(!index.listed(&[]).contains(&pair("固体電解質", "solid electrolyte")), "{mined_again}");
        assert!(index.listed(&["--source", "added"]).contains(&pair("積層体", "laminate")), "{mined_again}");
        assert_eq!(index.listed(&["--source", "vetoed"]), [pair("固体電解質", "solid electrolytes")]);
        assert_eq!(index.found(&["--xl", "en", "固体電解質"]).0, index.found(&["固体電解質"]).0);
    }
    index.terms("unveto", &["固体電解質", "solid electrolyte"]).with_code(0);
    assert!(index.listed(&[]).contains(&pair("固体電解質", "solid electrolyte")));
    let outcome = index.terms("unveto", &["固体電解質", "solid electrolyte"]).with_code(2);
    assert!(
        outcome.stderr.contains("there is no veto of 固体電解質 = solid electrolyte"),
        "{}",
        outcome.stderr
    );
    index.terms("unadd", &["積層体", "laminate"]).with_code(0);
    index.terms("list", &["--source", "added"]).with_code(1);
    let outcome = index.terms("add", &["の", "of"]).with_code(2);
    assert!(outcome.stderr.contains("no term that is indexed"), "{}", outcome.stderr);
}

#[test]
fn dictionaries_are_joined_by_name_and_bad_ones_refused() {
    let index = Copied::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trial.tsv");
    fs::write(&path, "jelly\t『ゼリー』,ゼリー状のもの\nno tab here\n").unwrap();
    let path = path.to_str().unwrap();
    let outcome = index.terms("mine", &["--dictionary", path]).with_code(0);
    assert!(outcome.stderr.contains("1 lines without a tab were skipped"), "{}", outcome.stderr);
    assert!(index.listed(&["--source", "trial"]).contains(&pair("ゼリー", "jelly")));
    let outcome = index.terms("mine", &["--dictionary", path, "--dictionary", path]).with_code(2);
    assert!(outcome.stderr.contains("two dictionaries have the name"), "{}", outcome.stderr);
    let missing = folder.path().join("missing").to_str().unwrap().to_owned();
    let outcome = index.terms("mine", &["--dictionary", &missing]).with_code(2);
    assert!(
        outcome.stderr.contains("cannot read") && outcome.stderr.contains("missing"),
        "{}",
        outcome.stderr
    );
    assert!(
        index.listed(&["--source", "trial"]).contains(&pair("ゼリー", "jelly")),
        "the pairs stay as they were"
    );
    let outcome = chizai(&["search", "--index", &index.path, "--xl", "fr", "電池"]).with_code(2);
    assert!(outcome.stderr.contains("only into en, ja or both"), "{}", outcome.stderr);
    let arguments = ["search", "--index", &index.path, "--xl", "en", "--without-pair", "電池", "電池"];
    let outcome = chizai(&arguments).with_code(2);
    assert!(outcome.stderr.contains("is no pair of terms"), "{}", outcome.stderr);
}

/// An English article is found by a Japanese term, the answer says by which pair and what supports it, and without that
/// pair exactly what it brought is gone.
#[test]
fn scenario_10_an_article_in_the_other_language_and_the_pair_that_found_it() {
    let server = Server::start(demo_index());
    let found = |parameters: &[(&str, &str)]| -> (BTreeSet<String>, Value) {
        let mut given = vec![("q", "固体電解質"), ("size", "100")];
        given.extend(parameters);
        let pairs: Vec<String> =
            given.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let body = server.get(&format!("/v1/search?{}", pairs.join("&"))).json();
        let hits = body["hits"].as_array().unwrap().iter();
        (hits.map(|hit| hit["id"].as_str().unwrap().to_owned()).collect(), body)
    };
    let (plain, _) = found(&[]);
    let (wide, body) = found(&[("xl", "en")]);
    let english_only = "doi:10.5555/chizai.asd.2015.0611";
    assert!(!plain.contains(english_only) && wide.contains(english_only), "{wide:?}");
    let (_, counted) = found(&[("xl", "en"), ("counts", "true")]);
    assert_eq!(counted["query"]["tree"]["count"], counted["total"]["value"], "its parts are counted alike");
    let pairs = body["translations"].as_array().unwrap();
    let is_meant =
        |pair: &&Value| pair["translation"].as_str().unwrap().eq_ignore_ascii_case("solid electrolyte");
    let pair = pairs.iter().find(is_meant).unwrap_or_else(|| panic!("{pairs:#?}"));
    assert!(0.0 < pair["probability"].as_f64().unwrap(), "{pair:#}");
    assert!(3 <= pair["documents"].as_array().unwrap().len(), "{pair:#}");
    let refusal = |pair: &Value| pair["pair"].as_str().unwrap().to_owned();
    let (without, _) = found(&[("xl", "en"), ("xl_without", &refusal(pair))]);
    let others: Vec<String> = pairs.iter().filter(|other| !is_meant(other)).map(refusal).collect();
    let others: Vec<(&str, &str)> = others.iter().map(|pair| ("xl_without", pair.as_str())).collect();
    let (alone, _) = found(&[&[("xl", "en")], others.as_slice()].concat());
    assert!(!without.contains(english_only) && without.is_subset(&wide) && plain.is_subset(&without));
    assert!(wide.difference(&without).all(|id| alone.contains(id)), "{wide:?} {without:?} {alone:?}");
    assert_eq!(without.union(&alone).cloned().collect::<BTreeSet<_>>(), wide);
}

/// Mined on the other folds, without any dictionary and with one; a search across languages is off unless asked for.
#[test]
fn across_languages_stays_above_its_floors() {
    let (Some(judged), Some(records), Some(dictionary)) =
        (data("judged"), data("articles/nlp-journal/records.jsonl"), data("terms/ejdict"))
    else {
        return;
    };
    for (name, language) in [("nlpjournal-etitle-jabs-clir", "ja"), ("nlpjournal-jtitle-eabs-clir", "en")] {
        let folder = judged.join(name);
        let (records, dictionary) = (records.to_str().unwrap(), dictionary.to_str().unwrap());
        let with = ["--pairs", records, "--folds", "5", "--dictionary", dictionary];
        let base = ["eval", "--json", "--lang", language, "--xl", "en,ja"];
        let report =
            chizai(&[&base[..], &with[..], &[folder.to_str().unwrap()]].concat()).with_code(0).json();
        let ndcg = report["collections"][0]["ndcg@10"].as_f64().unwrap();
        assert!(0.65 <= ndcg, "{name}: nDCG@10 {ndcg}");
    }
}
