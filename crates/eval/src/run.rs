//! TREC run files: `query Q0 document rank score tag`, one line a ranked document.

use std::io::{self, Write};

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
}
