//! Documents as points in a plane, with lines of density and the names of regions.

use crate::{
    Caption, Key, Label, Mark, Tone, Width,
    bars::nothing,
    caption::{LABEL, LINE},
    contour::contours,
    placing::{Taken, over},
    svg::{Svg, n},
    wrapped,
    years::keys_above,
};

/// Where lines are drawn: shares of the greatest density.
const DENSITIES: [f64; 4] = [0.12, 0.3, 0.55, 0.8];

/// Points between 0 and 1 in both directions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Landscape {
    pub caption: Caption,
    pub keys: Vec<Key>,
    pub points: Vec<Point>,
    /// The largest first: its name is placed first.
    pub regions: Vec<Region>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
    pub tone: Tone,
    pub shape: Shape,
    pub mark: Mark,
}

/// What kind of thing a point is, told by more than its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Dot,
    Ring,
    Square,
}

/// A place away from the edges, so that lines around it close.
fn inside(x: f64, y: f64) -> (f64, f64) {
    (0.08 + 0.84 * x, 0.1 + 0.8 * y)
}

/// A named part of the plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    pub x: f64,
    pub y: f64,
    pub label: Label,
}

impl Landscape {
    pub(crate) fn draw(&self, width: Width) -> Svg {
        if self.points.is_empty() {
            return nothing(&self.caption);
        }
        let mut svg = Svg::default();
        let above = keys_above(&mut svg, &self.keys, width.pixels()) + 4.0;
        let height = width.pick(560.0, 440.0);
        let place = |x: f64, y: f64| (x * width.pixels(), above + y * height);
        svg.rect((0.5, above), (width.pixels() - 1.0, height), "pane");
        let points: Vec<(f64, f64)> = self.points.iter().map(|point| inside(point.x, point.y)).collect();
        let mut d = String::new();
        for [from, to] in contours(&points, &DENSITIES) {
            let ((x1, y1), (x2, y2)) = (place(from.0, from.1), place(to.0, to.1));
            d.push_str(&format!("M{} {}L{} {}", n(x1), n(y1), n(x2), n(y2)));
        }
        svg.path(&d, "contour");
        let radius = if self.points.len() < 400 { 4.0 } else { 2.2 };
        for point in &self.points {
            let (x, y) = inside(point.x, point.y);
            svg.mark(&point.mark, |svg| point.shape.draw(svg, place(x, y), radius, point.tone));
        }
        self.names(&mut svg, &place, (width.pixels(), above + height));
        svg.height = above + height + 10.0;
        svg
    }

    fn names(&self, svg: &mut Svg, place: &impl Fn(f64, f64) -> (f64, f64), room: (f64, f64)) {
        let mut taken: Vec<Taken> = Vec::new();
        for region in &self.regions {
            let lines = wrapped(&region.label.text, LABEL, room.0 / 3.4, 2);
            let (x, y) = inside(region.x, region.y);
            let placed = over(place(x, y), &lines, room, &taken);
            taken.push(placed.taken);
            svg.mark(&region.label.mark, |svg| {
                for (i, line) in lines.iter().enumerate() {
                    let at = (placed.at.0, placed.at.1 + i as f64 * LINE);
                    svg.label(at, placed.anchor, "st halo", &region.label.saying(line.clone()));
                }
            });
        }
    }
}

impl Shape {
    pub(crate) fn draw(self, svg: &mut Svg, (x, y): (f64, f64), radius: f64, tone: Tone) {
        let tone = tone.number();
        match self {
            Self::Dot => svg.circle((x, y), radius, &format!("f{tone}")),
            Self::Ring => svg.circle((x, y), radius, &format!("hollow k{tone}")),
            Self::Square => {
                svg.rect((x - radius, y - radius), (radius * 2.0, radius * 2.0), &format!("f{tone}"));
            }
        }
    }
}
