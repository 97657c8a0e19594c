//! Places for the nodes of a network by attraction and repulsion.
//!
//! T. Fruchterman and E. Reingold, Graph drawing by force-directed placement, Software: Practice and Experience 21(11),
//! 1991, with a pull towards the middle that keeps parts without a link to each other on the page. Nodes start on a spiral
//! in their order: the same network has the same picture.

/// Rounds of moving every node.
const ROUNDS: usize = 400;

/// The golden angle in radians: no two nodes start in one direction.
const GOLDEN: f64 = 2.399_963_229_728_653;

/// Places between 0 and 1 in both directions for `nodes` nodes joined by links, each with its strength above 0.
///
/// Takes `ROUNDS * nodes^2` steps: meant for some hundred nodes.
pub(crate) fn laid_out(nodes: usize, links: &[(usize, usize, f64)]) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = (0..nodes).map(|i| on_spiral(i, nodes)).collect();
    if nodes < 2 {
        return vec![(0.5, 0.5); nodes];
    }
    let ideal = (1.0 / nodes as f64).sqrt();
    let strongest = links.iter().map(|link| link.2).fold(1.0, f64::max);
    for round in 0..ROUNDS {
        let mut moves = repulsion(&places, ideal);
        for &(from, to, strength) in links {
            let (dx, dy) = (places[to].0 - places[from].0, places[to].1 - places[from].1);
            let distance = (dx * dx + dy * dy).sqrt().max(1e-6);
            let pull = distance / ideal * (0.4 + 0.6 * (strength / strongest).sqrt());
            moves[from] = (moves[from].0 + dx * pull, moves[from].1 + dy * pull);
            moves[to] = (moves[to].0 - dx * pull, moves[to].1 - dy * pull);
        }
        let heat = 0.12 * (1.0 - round as f64 / ROUNDS as f64).powi(2) + 0.0005;
        for (place, (mx, my)) in places.iter_mut().zip(moves) {
            let (mx, my) = (mx - (place.0 - 0.5) * 0.6, my - (place.1 - 0.5) * 0.6);
            let length = (mx * mx + my * my).sqrt().max(1e-9);
            let step = length.min(heat) / length;
            *place = (place.0 + mx * step, place.1 + my * step);
        }
    }
    fitted(places)
}

fn on_spiral(i: usize, nodes: usize) -> (f64, f64) {
    let radius = 0.45 * ((i as f64 + 0.5) / nodes as f64).sqrt();
    let angle = GOLDEN * i as f64;
    (0.5 + radius * angle.cos(), 0.5 + radius * angle.sin())
}

fn repulsion(places: &[(f64, f64)], ideal: f64) -> Vec<(f64, f64)> {
    let mut moves = vec![(0.0, 0.0); places.len()];
    for i in 0..places.len() {
        for j in 0..i {
            let (dx, dy) = (places[i].0 - places[j].0, places[i].1 - places[j].1);
            let squared = (dx * dx + dy * dy).max(1e-6);
            let push = ideal * ideal / squared;
            moves[i] = (moves[i].0 + dx * push, moves[i].1 + dy * push);
            moves[j] = (moves[j].0 - dx * push, moves[j].1 - dy * push);
        }
    }
    moves
}

/// Stretched to fill the page from edge to edge in both directions.
fn fitted(mut places: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let span = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
    };
    let (left, right) = span(&mut places.iter().map(|place| place.0));
    let (top, bottom) = span(&mut places.iter().map(|place| place.1));
    for place in &mut places {
        place.0 = (place.0 - left) / (right - left).max(1e-9);
        place.1 = (place.1 - top) / (bottom - top).max(1e-9);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_nodes_stand_nearer_than_others_and_the_same_each_time() {
        let links = [(0, 1, 5.0), (1, 2, 5.0), (0, 2, 5.0), (3, 4, 5.0), (4, 5, 5.0), (3, 5, 5.0)];
        let places = laid_out(6, &links);
        let distance = |a: usize, b: usize| {
            ((places[a].0 - places[b].0).powi(2) + (places[a].1 - places[b].1).powi(2)).sqrt()
        };
        assert!(distance(0, 1) < distance(0, 4), "{places:?}");
        assert_eq!(places, laid_out(6, &links));
        assert!(places.iter().all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y)));
        assert_eq!(laid_out(1, &[]), [(0.5, 0.5)]);
    }
}
