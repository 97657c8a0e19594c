//! Places for the names of points, so that they overlap as little as can be.

use crate::{
    caption::{LABEL, LINE},
    svg::Anchor,
    text_width,
};

/// How high letters stand over their baseline, and how high they are with what hangs below it.
const ASCENT: f64 = 11.0;
const LETTERS: f64 = 14.0;

/// What a pixel of a line through a name costs, in square pixels of something else that is covered.
const STRUCK: f64 = 3.0;

/// From a name to the edge of the room.
const EDGE: f64 = 4.0;

/// A rectangle that something takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Taken {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Where a name stands: its point, its anchor, and the room that it takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    pub(crate) at: (f64, f64),
    pub(crate) anchor: Anchor,
    pub(crate) taken: Taken,
}

impl Taken {
    pub(crate) fn around((x, y): (f64, f64), radius: f64) -> Self {
        Self { x: x - radius, y: y - radius, width: radius * 2.0, height: radius * 2.0 }
    }

    /// How much of a line lies within (Y. Liang and B. Barsky, ACM Trans. on Graphics 3(1), 1984).
    fn length_of(&self, (from, to): Segment) -> f64 {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enters, mut leaves) = (0f64, 1f64);
        let edges = [
            (-dx, from.0 - self.x),
            (dx, self.x + self.width - from.0),
            (-dy, from.1 - self.y),
            (dy, self.y + self.height - from.1),
        ];
        for (towards, room) in edges {
            if towards == 0.0 && room < 0.0 {
                return 0.0;
            }
            if towards < 0.0 {
                enters = enters.max(room / towards);
            } else if 0.0 < towards {
                leaves = leaves.min(room / towards);
            }
        }
        (leaves - enters).max(0.0) * (dx * dx + dy * dy).sqrt()
    }

    fn overlap(&self, other: &Self) -> f64 {
        let width = (self.x + self.width).min(other.x + other.width) - self.x.max(other.x);
        let height = (self.y + self.height).min(other.y + other.height) - self.y.max(other.y);
        width.max(0.0) * height.max(0.0)
    }
}

/// A straight line that a name should not stand on.
pub(crate) type Segment = ((f64, f64), (f64, f64));

/// The best of the places around a point, near it and a little away, and how much of other things it covers.
///
/// `room` is what names must not leave: its width and height. Names keep off `lines` where they can.
pub(crate) fn beside(
    point: (f64, f64),
    radius: f64,
    text: &str,
    room: (f64, f64),
    (taken, lines): (&[Taken], &[Segment]),
) -> (Placed, f64) {
    let (x, y) = point;
    let at = |away: f64| {
        let (far, slant) = (radius + 5.0 + away, radius + 2.0 + away * 0.7);
        [
            ((x + far, y + 4.5), Anchor::Start),
            ((x - far, y + 4.5), Anchor::End),
            ((x, y - far), Anchor::Middle),
            ((x, y + far + 9.0), Anchor::Middle),
            ((x + slant, y - slant), Anchor::Start),
            ((x + slant, y + slant + 9.0), Anchor::Start),
            ((x - slant, y - slant), Anchor::End),
            ((x - slant, y + slant + 9.0), Anchor::End),
        ]
    };
    let size = (text_width(text, LABEL), LETTERS);
    let candidates = at(0.0).into_iter().chain(at(9.0));
    let placed = best(candidates.map(|(at, anchor)| placed(at, anchor, size)), |placed| {
        let struck: f64 = lines.iter().map(|line| placed.taken.length_of(*line)).sum();
        placed.covered(room, taken) + struck * STRUCK
    });
    (placed, placed.covered(room, taken))
}

/// The best place for lines of text around a point: over it, or moved up, down or to a side by as little as can be.
pub(crate) fn over(point: (f64, f64), lines: &[String], room: (f64, f64), taken: &[Taken]) -> Placed {
    let width = lines.iter().map(|line| text_width(line, LABEL)).fold(0.0, f64::max);
    let height = LETTERS + lines.len().saturating_sub(1) as f64 * LINE;
    let at = |(x, y): (f64, f64)| {
        // Kept inside of the room, whose edges a name may otherwise cross from any near point.
        let x = x.max(width / 2.0 + EDGE).min(room.0 - width / 2.0 - EDGE);
        let y = y.max(EDGE + ASCENT).min(room.1 - height + ASCENT - EDGE);
        placed((x, y), Anchor::Middle, (width, height))
    };
    let shifts = [0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0, -4.0, 4.0, -5.0, 5.0, -6.0, 6.0];
    let first = point.1 - height / 2.0 + ASCENT;
    let candidates = [0.0, -0.35, 0.35, -0.7, 0.7]
        .into_iter()
        .flat_map(|aside| shifts.map(|rows| at((point.0 + aside * width, first + rows * LINE))));
    best(candidates, |placed| placed.covered(room, taken))
}

fn placed(at: (f64, f64), anchor: Anchor, (width, height): (f64, f64)) -> Placed {
    let left = match anchor {
        Anchor::Start => at.0,
        Anchor::Middle => at.0 - width / 2.0,
        Anchor::End => at.0 - width,
    };
    Placed { at, anchor, taken: Taken { x: left, y: at.1 - ASCENT, width, height } }
}

/// The first of the candidates that cost least.
fn best(candidates: impl IntoIterator<Item = Placed>, cost: impl Fn(&Placed) -> f64) -> Placed {
    let mut candidates = candidates.into_iter().map(|placed| (placed, cost(&placed)));
    let first = candidates.next().expect("there is always a candidate");
    candidates.fold(first, |best, next| if next.1 < best.1 { next } else { best }).0
}

impl Placed {
    /// How much of what is taken it covers, and by how much it leaves the room.
    fn covered(&self, room: (f64, f64), taken: &[Taken]) -> f64 {
        let covered: f64 = taken.iter().map(|other| self.taken.overlap(other)).sum();
        let Taken { x, y, width, height } = self.taken;
        let outside =
            (-x).max(0.0) + (x + width - room.0).max(0.0) + (-y).max(0.0) + (y + height - room.1).max(0.0);
        covered + outside * 40.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_measured_within_a_rectangle() {
        let taken = Taken { x: 10.0, y: 10.0, width: 20.0, height: 10.0 };
        for (line, expected) in [
            (((0.0, 15.0), (50.0, 15.0)), 20.0),
            (((20.0, 0.0), (20.0, 15.0)), 5.0),
            (((0.0, 0.0), (50.0, 0.0)), 0.0),
            (((12.0, 12.0), (15.0, 16.0)), 5.0),
        ] {
            assert!((taken.length_of(line) - expected).abs() < 1e-9, "{line:?}");
        }
    }

    #[test]
    fn names_over_one_point_cover_nothing_of_each_other() {
        let mut taken = Vec::new();
        for lines in [2, 1, 2, 1] {
            let lines = vec!["固体電解質 · 硫化物".to_owned(); lines];
            let placed = over((90.0, 60.0), &lines, (400.0, 300.0), &taken).taken;
            assert!(taken.iter().all(|other| placed.overlap(other) == 0.0), "{placed:?} {taken:?}");
            assert!(0.0 <= placed.x && 0.0 <= placed.y, "{placed:?}");
            taken.push(placed);
        }
    }
}
