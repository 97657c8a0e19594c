//! Places for the names of points, so that they overlap as little as can be.

use crate::{caption::LABEL, svg::Anchor, text_width};

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

    fn overlap(&self, other: &Self) -> f64 {
        let width = (self.x + self.width).min(other.x + other.width) - self.x.max(other.x);
        let height = (self.y + self.height).min(other.y + other.height) - self.y.max(other.y);
        width.max(0.0) * height.max(0.0)
    }
}

/// The best of the places right, left, above and below of a point, and the overlap that is left.
///
/// `room` is what names must not leave: its width and height.
pub(crate) fn beside(
    point: (f64, f64),
    radius: f64,
    text: &str,
    room: (f64, f64),
    taken: &[Taken],
) -> (Placed, f64) {
    let width = text_width(text, LABEL);
    let (x, y) = point;
    let candidates = [
        ((x + radius + 5.0, y + 4.5), Anchor::Start),
        ((x - radius - 5.0, y + 4.5), Anchor::End),
        ((x, y - radius - 5.0), Anchor::Middle),
        ((x, y + radius + 14.0), Anchor::Middle),
        ((x + radius + 2.0, y - radius - 2.0), Anchor::Start),
        ((x + radius + 2.0, y + radius + 11.0), Anchor::Start),
        ((x - radius - 2.0, y - radius - 2.0), Anchor::End),
        ((x - radius - 2.0, y + radius + 11.0), Anchor::End),
    ];
    let placed = candidates.map(|(at, anchor)| {
        let left = match anchor {
            Anchor::Start => at.0,
            Anchor::Middle => at.0 - width / 2.0,
            Anchor::End => at.0 - width,
        };
        Placed { at, anchor, taken: Taken { x: left, y: at.1 - 11.0, width, height: 14.0 } }
    });
    let cost = |placed: &Placed| {
        let covered: f64 = taken.iter().map(|other| placed.taken.overlap(other)).sum();
        let Taken { x, y, width, height } = placed.taken;
        let outside =
            (-x).max(0.0) + (x + width - room.0).max(0.0) + (-y).max(0.0) + (y + height - room.1).max(0.0);
        covered + outside * 40.0
    };
    let mut best = (placed[0], cost(&placed[0]));
    for candidate in &placed[1..] {
        let found = cost(candidate);
        if found < best.1 {
            best = (*candidate, found);
        }
    }
    best
}
