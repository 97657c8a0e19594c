//! What a cell would count if rows and columns had nothing to do with each other, and where far less is found.

use super::{Row, Words};

/// The least expected count of which an absence says anything.
const LEAST_EXPECTED: f64 = 3.0;

/// How unlikely a count must be.
const LEVEL: f64 = 0.05;

/// What part of the expected count is far below it at most: where counts are great, small differences are unlikely too.
const FAR_BELOW: f64 = 0.5;

/// Gives each cell its expected count, row total times column total over all documents, and marks white spaces: cells with
/// at least 3 expected, of which at most half are found and so few are found that a Poisson variable of that mean has them with probability 0.05 or less.
/// Gives their number.
pub(super) fn expect(rows: &mut [Row], row_totals: &[u64], column_totals: &[u64], all: u64) -> usize {
    let mut white = 0;
    for (row, of_row) in rows.iter_mut().zip(row_totals) {
        for (cell, of_column) in row.cells.iter_mut().zip(column_totals) {
            let Some(cell) = cell else { continue };
            let expected = *of_row as f64 * *of_column as f64 / all.max(1) as f64;
            cell.expected = Some(expected);
            cell.is_white = LEAST_EXPECTED <= expected
                && cell.count as f64 <= expected * FAR_BELOW
                && at_most(cell.count, expected) <= LEVEL;
            white += usize::from(cell.is_white);
        }
    }
    white
}

/// The probability that a Poisson variable of this mean is at most `count`.
fn at_most(count: u64, mean: f64) -> f64 {
    let mut term = (-mean).exp();
    let mut sum = term;
    for k in 1..=count {
        term *= mean / k as f64;
        sum += term;
    }
    sum
}

/// How white spaces are found.
pub(super) fn method() -> Words {
    Words::new(
        "空白: 行と列が無関係なら期待される件数（行の合計×列の合計÷全文献）が3件以上なのに、その半分以下で、ポアソン分布で確率5%以下の少なさである箇所。多数の箇所を同時に見るための補正はしていません。",
        "White spaces: cells with 3 or more expected if rows and columns had nothing to do with each other (row total × column total ÷ all documents), of which at most half are found, and so few that a Poisson variable has them with a probability of 5% or less. Not corrected for looking at many cells at once.",
    )
}

/// What white spaces do not say.
pub(super) fn white_limits() -> [Words; 1] {
    [Words::new(
        "空白は未開拓とは限りません。別の言葉や分類で書かれた文献、未公開の出願、意味のない組合せがありえます。",
        "A white space need not be open ground: documents may use other words or classes, applications may be unpublished, and some combinations make no sense.",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maps::{Cell, Name, Unit};

    #[test]
    fn the_probability_is_that_of_poisson() {
        // e^-3 = 0.04979; e^-3 (1 + 3 + 4.5) = 0.42319.
        assert!((at_most(0, 3.0) - 0.04979).abs() < 1e-5);
        assert!((at_most(2, 3.0) - 0.42319).abs() < 1e-5);
    }

    #[test]
    fn a_cell_far_below_expectation_is_white() {
        // 30 of 100 documents are in the row, 20 in the column: 6 are expected. P(X <= 2 | 6) = 0.062, P(X <= 1 | 6) = 0.017.
        #[track_caller]
        fn check(count: u64, row: u64, column: u64, expected: bool) {
            let cell = Cell {
                count,
                unit: Unit::Documents,
                conditions: Vec::new(),
                expected: None,
                is_white: false,
            };
            let mut rows = [Row { name: Name::default(), attributes: Vec::new(), cells: vec![Some(cell)] }];
            let white = expect(&mut rows, &[row], &[column], 100);
            assert_eq!(white == 1, expected, "{count} of {row} and {column}");
            assert_eq!(rows[0].cells[0].as_ref().unwrap().expected, Some((row * column) as f64 / 100.0));
        }
        check(2, 30, 20, false);
        check(1, 30, 20, true);
        check(0, 30, 20, true);
        check(0, 10, 20, false);
        // 36 expected, 25 found: unlikely (0.034), and not far below.
        check(25, 60, 60, false);
    }
}
