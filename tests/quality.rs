//! Floors of search quality on the judged collections, with the shipped configuration.

use crate::support::{chizai, data};

#[test]
fn ranking_stays_above_its_floors() {
    let Some(judged) = data("judged") else { return };
    for (name, language, floor) in [
        ("scifact", "en", 0.705),
        ("cacm", "en", 0.52),
        ("jaquad-dev-ja", "ja", 0.93),
        ("jsquad-valid-ja", "ja", 0.955),
    ] {
        let folder = judged.join(name);
        let runs = tempfile::tempdir().unwrap();
        let run_dir = runs.path().to_str().unwrap();
        let arguments = [
            "eval",
            "--json",
            "--feedback",
            "without",
            "--lang",
            language,
            "--run-dir",
            run_dir,
            folder.to_str().unwrap(),
        ];
        let report = chizai(&arguments).with_code(0).json();
        let row = &report["collections"][0];
        assert_eq!(row["name"], name);
        let ndcg = row["ndcg@10"].as_f64().unwrap();
        assert!(floor <= ndcg, "{name}: nDCG@10 {ndcg} is below {floor}");
        for measure in ["recall@100", "map", "mrr@10"] {
            assert!((0.0..=1.0).contains(&row[measure].as_f64().unwrap()), "{name}: {measure}");
        }
        let run = std::fs::read_to_string(runs.path().join(format!("{name}.run"))).unwrap();
        assert!(
            run.lines().all(|line| line.split(' ').count() == 6),
            "{name}: TREC run lines have six columns"
        );
    }
}

/// Feedback keeps what it gains on collections of scientific abstracts: what `benches/quality.md` names as targets,
/// of cranfield and cisi 10 % above plain BM25 over one field.
#[test]
fn feedback_stays_above_its_floors() {
    let Some(judged) = data("judged") else { return };
    for (name, measure, floor) in [
        ("scifact", "ndcg@10", 0.71),
        ("scifact", "recall@100", 0.935),
        ("cacm", "map", 0.37),
        ("cranfield", "ndcg@10", 1.1 * 0.3594),
        ("cisi", "map", 1.1 * 0.2227),
    ] {
        let folder = judged.join(name);
        let arguments = ["eval", "--json", "--feedback", "with", "--lang", "en", folder.to_str().unwrap()];
        let report = chizai(&arguments).with_code(0).json();
        let value = report["collections"][0][measure].as_f64().unwrap();
        assert!(floor <= value, "{name}: {measure} {value} is below {floor}");
    }
}

/// The same settings differ by nothing, others by what the table says; what is compared is named.
#[test]
fn settings_and_runs_are_compared() {
    let Some(judged) = data("judged") else { return };
    let folder = judged.join("nlpjournal-title-abs-en");
    let (folder, runs) = (folder.to_str().unwrap(), tempfile::tempdir().unwrap());
    let run_dir = runs.path().to_str().unwrap();
    let per_query = runs.path().join("queries.tsv");
    chizai(&["eval", "--run-dir", run_dir, folder]).with_code(0);
    let same = "view.en.k1 = 1.8";
    let other = "part.title.weight=0, view.en.pair=0";
    let arguments = ["eval", "--json", "--baseline", run_dir, "--variant", same, "--variant", other];
    let queries = ["--per-query", per_query.to_str().unwrap(), folder];
    let report = chizai(&[&arguments[..], &queries[..]].concat()).with_code(0).json();
    let rows = report["collections"].as_array().unwrap();
    let settings: Vec<&str> = rows.iter().map(|row| row["settings"].as_str().unwrap()).collect();
    assert_eq!(settings, ["", run_dir, "with feedback", same, other]);
    for unchanged in [&rows[1], &rows[3]] {
        for comparison in unchanged["comparisons"].as_array().unwrap() {
            assert_eq!((&comparison["difference"], &comparison["p"]), (&0.0.into(), &1.0.into()));
        }
    }
    let of_ndcg = &rows[4]["comparisons"][0];
    let difference = rows[4]["ndcg@10"].as_f64().unwrap() - rows[0]["ndcg@10"].as_f64().unwrap();
    assert!((of_ndcg["difference"].as_f64().unwrap() - difference).abs() < 1e-9);
    assert!(of_ndcg["better"].as_u64().unwrap() + of_ndcg["worse"].as_u64().unwrap() > 0);
    let lines = std::fs::read_to_string(&per_query).unwrap();
    assert_eq!(lines.lines().count(), 1 + 5 * rows[0]["queries"].as_u64().unwrap() as usize);

    let refused = chizai(&["eval", "--set", "view.en.weigth=1", folder]).with_code(2);
    assert!(refused.stderr.contains("did you mean `weight`?"), "{}", refused.stderr);
}
