//! The main path of a citation network.

/// The links of the main path, given links from citing to cited documents whose places fall: `(from, to)` with `to < from`.
///
/// The weight of a link is its search path count, the number of paths through it from a document that cites none to one that
/// none cites (N. Hummon and P. Doreian, Social Networks 11, 1989; V. Batagelj, arXiv cs/0309023, 2003). The path starts with
/// the heaviest link and goes on with the heaviest at each end; of equals, the first.
pub(super) fn main_path(nodes: usize, links: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut sorted = links.to_vec();
    sorted.sort_unstable();
    // Paths from a node down to documents that cite none; its links lead to smaller places.
    let mut down = vec![0f64; nodes];
    for node in 0..nodes {
        let below: f64 = sorted.iter().filter(|link| link.0 == node).map(|link| down[link.1]).sum();
        down[node] = if below == 0.0 { 1.0 } else { below };
    }
    let mut up = vec![0f64; nodes];
    for node in (0..nodes).rev() {
        let above: f64 = sorted.iter().filter(|link| link.1 == node).map(|link| up[link.0]).sum();
        up[node] = if above == 0.0 { 1.0 } else { above };
    }
    let weight = |link: &(usize, usize)| up[link.0] * down[link.1];
    let heaviest = |of: &dyn Fn(&(usize, usize)) -> bool| {
        let mut best: Option<(usize, usize)> = None;
        for link in sorted.iter().filter(|link| of(link)) {
            if best.is_none_or(|known| weight(&known) < weight(link)) {
                best = Some(*link);
            }
        }
        best
    };
    let Some(first) = heaviest(&|_| true) else { return Vec::new() };
    let mut path = vec![first];
    while let Some(next) = heaviest(&|link| link.0 == path[path.len() - 1].1) {
        path.push(next);
    }
    while let Some(next) = heaviest(&|link| link.1 == path[0].0) {
        path.insert(0, next);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::main_path;

    #[test]
    fn the_path_follows_the_most_travelled_links() {
        // 0 and 1 cite none; 2 cites both, 3 cites 2, 4 and 5 cite 3; 5 cites 1 as well.
        // Through 3-2 go 2 (to 0, to 1) x 2 (from 4, from 5) = 4 paths; 2-0 and 2-1 have 2, 4-3 and 5-3 have 2, 5-1 has 1.
        let links = [(2, 0), (2, 1), (3, 2), (4, 3), (5, 3), (5, 1)];
        assert_eq!(main_path(6, &links), [(4, 3), (3, 2), (2, 0)]);
        assert!(main_path(3, &[]).is_empty());
    }
}
