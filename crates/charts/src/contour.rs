//! Lines of equal density of points.

/// Steps of the grid in each direction.
const GRID: usize = 56;

/// How dense points lie on a grid over the unit square, by a Gaussian kernel of this width.
const BANDWIDTH: f64 = 0.045;

/// Lines around where points lie denser than each of `shares` of the greatest density: pieces of lines from place to place
/// in the unit square, cell by cell (marching squares, after W. Lorensen and H. Cline, SIGGRAPH 1987, in two dimensions).
pub(crate) fn contours(points: &[(f64, f64)], shares: &[f64]) -> Vec<[(f64, f64); 2]> {
    let density = density(points);
    let greatest = density.iter().flatten().copied().fold(0.0, f64::max);
    let mut pieces = Vec::new();
    if greatest == 0.0 {
        return pieces;
    }
    for share in shares {
        for row in 0..GRID {
            for column in 0..GRID {
                cell(&density, (row, column), share * greatest, &mut pieces);
            }
        }
    }
    pieces
}

/// Of the nodes of the grid, row by row, from one cell outside of the square on.
fn density(points: &[(f64, f64)]) -> Vec<Vec<f64>> {
    let mut density = vec![vec![0.0; GRID + 1]; GRID + 1];
    let reach = (3.0 * BANDWIDTH * GRID as f64).ceil() as isize;
    for &(x, y) in points {
        let (column, row) = ((x * GRID as f64) as isize, (y * GRID as f64) as isize);
        for r in (row - reach).max(0)..=(row + reach).min(GRID as isize) {
            for c in (column - reach).max(0)..=(column + reach).min(GRID as isize) {
                let dx = c as f64 / GRID as f64 - x;
                let dy = r as f64 / GRID as f64 - y;
                let squared = (dx * dx + dy * dy) / (BANDWIDTH * BANDWIDTH);
                density[r as usize][c as usize] += (-squared / 2.0).exp();
            }
        }
    }
    density
}

fn cell(density: &[Vec<f64>], (row, column): (usize, usize), level: f64, pieces: &mut Vec<[(f64, f64); 2]>) {
    let corner =
        |i: usize| [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)][i % 4];
    let value = |(r, c): (usize, usize)| density[r][c];
    let mut crossings = Vec::with_capacity(4);
    for side in 0..4 {
        let (a, b) = (corner(side), corner(side + 1));
        if (level <= value(a)) != (level <= value(b)) {
            let share = (level - value(a)) / (value(b) - value(a));
            let x = a.1 as f64 + share * (b.1 as f64 - a.1 as f64);
            let y = a.0 as f64 + share * (b.0 as f64 - a.0 as f64);
            crossings.push((x / GRID as f64, y / GRID as f64));
        }
    }
    // Two crossings, or four at a saddle, which are joined two by two.
    for pair in crossings.chunks_exact(2) {
        pieces.push([pair[0], pair[1]]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heap_has_a_ring_around_it() {
        let pieces = contours(&[(0.5, 0.5)], &[0.5]);
        // Half of the greatest density lies at sqrt(2 ln 2) = 1.177 widths of the kernel.
        assert!(8 < pieces.len());
        for (x, y) in pieces.into_iter().flatten() {
            let distance = ((x - 0.5).powi(2) + (y - 0.5).powi(2)).sqrt();
            assert!((distance - 1.177 * BANDWIDTH).abs() < 0.006, "{distance}");
        }
        assert!(contours(&[], &[0.5]).is_empty());
    }
}
