//! Floors of search quality on the judged collections, with the shipped configuration.

use crate::support::{chizai, data};

#[test]
fn ranking_stays_above_its_floors() {
    let Some(judged) = data("judged") else { return };
    for (name, language, floor) in
        [("scifact", "en", 0.66), ("jaquad-dev-ja", "ja", 0.90), ("jsquad-valid-ja", "ja", 0.93)]
    {
        let folder = judged.join(name);
        let runs = tempfile::tempdir().unwrap();
        let run_dir = runs.path().to_str().unwrap();
        let arguments =
            ["eval", "--json", "--lang", language, "--run-dir", run_dir, folder.to_str().unwrap()];
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
