//! A plot with steps along its foot, usually years, and counts along its side.

use crate::{
    Key, Lag, Sample, Width,
    caption::{LABEL, LINE},
    elided,
    measure::grouped,
    scale::Scale,
    svg::{Anchor, Svg, fill, n},
    text_width, wrapped,
};

/// Steps that are words rather than years, at most.
const WORDS: usize = 8;

/// Where the plot lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Frame {
    /// With room for the figures of the scale on the left, and `right` pixels beside the plot.
    pub(crate) fn new(width: Width, y: f64, greatest: u64, right: f64) -> Self {
        let height = width.pick(300.0, 230.0);
        let figures = Scale::new(greatest, height, 4).ticks().map(|tick| text_width(&grouped(tick), 12.0));
        let x = figures.fold(0.0, f64::max).ceil() + 10.0;
        Self { x, y, width: width.pixels() - x - right, height }
    }

    pub(crate) fn foot(&self) -> f64 {
        self.y + self.height
    }

    pub(crate) fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The middle of a step among `steps`.
    pub(crate) fn middle(&self, step: usize, steps: usize) -> f64 {
        self.x + self.width * (step as f64 + 0.5) / steps as f64
    }

    /// The zone of years that are not wholly published, drawn first: everything stands above it.
    pub(crate) fn lag_zone(&self, svg: &mut Svg, steps: usize, lag: Option<&Lag>) {
        let Some(lag) = lag.filter(|lag| lag.from < steps as f64) else { return };
        let from = self.x + self.width * lag.from.max(0.0) / steps as f64;
        svg.rect((from, self.y), (self.right() - from, self.height), "lag");
        svg.line((from, self.y), (from, self.foot()), "lag-edge");
        let text = elided(&lag.label, 12.0, self.right());
        svg.text((self.right(), self.y - 24.0), Anchor::End, "fi", &text);
    }

    /// Hairlines at round counts with their figures.
    pub(crate) fn value_axis(&self, svg: &mut Svg, scale: &Scale) {
        for tick in scale.ticks() {
            let y = self.foot() - scale.of(tick as f64);
            let class = if tick == 0 { "axis" } else { "hair" };
            svg.line((self.x, y), (self.right(), y), class);
            svg.text((self.x - 6.0, y + 4.0), Anchor::End, "fi", &grouped(tick));
        }
    }

    /// The names of the steps below the plot: as many as there is room for, evenly, the first always among them; a few words
    /// stand in two lines before one is left out. Gives the height.
    pub(crate) fn step_names(&self, svg: &mut Svg, names: &[String]) -> f64 {
        let room = self.width / names.len().max(1) as f64;
        let widest = names.iter().map(|name| text_width(name, 12.0)).fold(0.0, f64::max);
        let rows = if names.len() <= WORDS && room < widest + 8.0 { 2 } else { 1 };
        let nth = (1..=names.len()).find(|nth| widest + 8.0 <= room * *nth as f64 || rows == 2).unwrap_or(1);
        for (i, name) in names.iter().enumerate().filter(|(i, _)| i.is_multiple_of(nth)) {
            let x = self.middle(i, names.len());
            svg.line((x, self.foot()), (x, self.foot() + 4.0), "axis");
            let lines = wrapped(name, 12.0, room * nth as f64 - 4.0, rows);
            for (row, line) in lines.iter().enumerate() {
                // The last name is wider than its step on a phone.
                let x = x.min(self.right() - text_width(line, 12.0) / 2.0);
                svg.text((x, self.foot() + LINE + 15.0 * row as f64), Anchor::Middle, "fi", line);
            }
        }
        LINE + 15.0 * (rows - 1) as f64
    }
}

/// The names of tones in lines from the left: where they cannot stand beside what they name. Gives the height.
pub(crate) fn keys_above(svg: &mut Svg, keys: &[Key], width: f64) -> f64 {
    let (mut x, mut y) = (0.0, 0.0);
    for key in keys {
        let text = elided(&key.label.text, LABEL, width - 24.0);
        let wanted = 18.0 + text_width(&text, LABEL);
        if 0.0 < x && width < x + wanted {
            (x, y) = (0.0, y + LINE + 2.0);
        }
        key_at(svg, (x, y + 13.0), key, &text);
        x += wanted + 14.0;
    }
    if keys.is_empty() { 0.0 } else { y + LINE + 6.0 }
}

/// The names one below the other.
pub(crate) fn keys_beside(svg: &mut Svg, keys: &[Key], (x, y): (f64, f64), width: f64) {
    for (i, key) in keys.iter().enumerate() {
        let text = elided(&key.label.text, LABEL, width - 18.0);
        key_at(svg, (x, y + i as f64 * (LINE + 4.0)), key, &text);
    }
}

fn key_at(svg: &mut Svg, (x, baseline): (f64, f64), key: &Key, text: &str) {
    svg.mark(&key.label.mark, |svg| {
        key.sample.draw(svg, (x, baseline - 4.0));
        svg.label((x + 18.0, baseline), Anchor::Start, "", &key.label.saying(text));
    });
}

impl Sample {
    /// Draws it 12 wide, from a point on its left edge in the middle of its height.
    fn draw(self, svg: &mut Svg, (x, y): (f64, f64)) {
        match self {
            Self::Area(tone) => svg.rect((x, y - 6.0), (12.0, 12.0), &fill(tone)),
            Self::Point(shape, tone) => shape.draw(svg, (x + 6.0, y), 4.5, tone),
            Self::Link => svg.line((x - 1.0, y), (x + 13.0, y), "edge edge-key"),
            Self::StrongLink => svg.line((x - 1.0, y), (x + 13.0, y), "edge-strong edge-key"),
            Self::Overlay => {
                svg.line((x - 1.0, y), (x + 13.0, y), "line ink");
                svg.circle((x + 6.0, y), 3.5, "dot fink");
            }
        }
    }
}

/// Moves values apart until each has `room` to the next, keeping their order and staying between two ends where that can be.
pub(crate) fn apart(wanted: &[f64], room: f64, (first, last): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));
    let mut placed = vec![0.0; wanted.len()];
    let mut least = first;
    for &i in &order {
        placed[i] = wanted[i].max(least);
        least = placed[i] + room;
    }
    let mut most = last;
    for &i in order.iter().rev() {
        placed[i] = f64::min(placed[i], most);
        most = placed[i] - room;
    }
    placed
}

/// A path from point to point.
pub(crate) fn path_of(points: &[(f64, f64)]) -> String {
    let mut d = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        d.push_str(if i == 0 { "M" } else { "L" });
        d.push_str(&format!("{} {}", n(*x), n(*y)));
    }
    d
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn labels_are_moved_apart_and_kept_in_order() {
        assert_eq!(apart(&[10.0, 50.0], 18.0, (0.0, 100.0)), [10.0, 50.0]);
        assert_eq!(apart(&[50.0, 50.0], 18.0, (0.0, 100.0)), [50.0, 68.0]);
        assert_eq!(apart(&[95.0, 96.0], 18.0, (0.0, 100.0)), [82.0, 100.0]);
    }
}
