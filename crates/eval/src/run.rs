//! TREC run files: `query Q0 document rank score tag`, one line a ranked document.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

/// A document of a ranking, with the score that it was ranked by.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedDocument {
    /// The collection's own id.
    pub id: String,
    pub score: f64,
}

/// Writes the ranking of one query. Ranks count from 1; white space in ids becomes `_`, since the form has none.
pub fn write_trec_run(
    out: &mut dyn Write,
    query: &str,
    ranking: &[RankedDocument],
    tag: &str,
) -> io::Result<()> {
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join("_");
    for (i, document) in ranking.iter().enumerate() {
        writeln!(
            out,
            "{} Q0 {} {} {:.6} {}",
            clean(query),
            clean(&document.id),
            i + 1,
            document.score,
            clean(tag)
        )?;
    }
    Ok(())
}

/// Why a file is not a TREC run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error("cannot read {path}")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path}, line {line}: expected six columns: query Q0 document rank score tag, found {text:?}")]
    Line { path: PathBuf, line: u64, text: String },
}

/// Reads the rankings of a run file by query, in the order of their scores and, where these are equal, of the file.
pub fn read_trec_run(path: &Path) -> Result<HashMap<String, Vec<RankedDocument>>, RunError> {
    let of_file = |source| RunError::Read { path: path.to_owned(), source };
    let mut rankings: HashMap<String, Vec<RankedDocument>> = HashMap::new();
    for (i, line) in BufReader::new(File::open(path).map_err(of_file)?).lines().enumerate() {
        let line = line.map_err(of_file)?;
        let columns: Vec<&str> = line.split_whitespace().collect();
        let score = columns.get(4).and_then(|score| score.parse::<f64>().ok());
        let ([query, _, document, _, _, _], Some(score)) = (columns.as_slice(), score) else {
            return Err(RunError::Line { path: path.to_owned(), line: i as u64 + 1, text: line });
        };
        let document = RankedDocument { id: (*document).to_owned(), score };
        rankings.entry((*query).to_owned()).or_default().push(document);
    }
    for ranking in rankings.values_mut() {
        ranking.sort_by(|a, b| b.score.total_cmp(&a.score));
    }
    Ok(rankings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_six_columns() {
        let ranking =
            [RankedDocument { id: "d 1".into(), score: 2.5 }, RankedDocument { id: "d2".into(), score: 1.0 }];
        let mut out = Vec::new();
        write_trec_run(&mut out, "q1", &ranking, "chizai").unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "q1 Q0 d_1 1 2.500000 chizai\nq1 Q0 d2 2 1.000000 chizai\n");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let ranking =
            [RankedDocument { id: "d1".into(), score: 2.5 }, RankedDocument { id: "d2".into(), score: 1.0 }];
        let mut out = Vec::new();
        write_trec_run(&mut out, "q1", &ranking, "chizai").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.run");
        std::fs::write(&path, &out).unwrap();
        assert_eq!(read_trec_run(&path).unwrap()["q1"], ranking);
        std::fs::write(&path, "q1 Q0 d1 1 high chizai\n").unwrap();
        let error = read_trec_run(&path).unwrap_err().to_string();
        assert!(error.contains("a.run, line 1: expected six columns"), "{error}");
    }
}
