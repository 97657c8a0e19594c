//! Stops in a plane, joined in their order: how a field ripens.

use crate::{
    Caption, Lag, Mark, Width,
    bars::nothing,
    caption::{LABEL, LINE},
    elided,
    measure::grouped,
    placing::{Segment, Taken, beside},
    scale::Scale,
    svg::{Anchor, Svg, n},
    years::{Frame, path_of},
};

/// Two counts of each period against one another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Path {
    pub caption: Caption,
    /// In the order of time.
    pub stops: Vec<Stop>,
    pub x_name: String,
    pub y_name: String,
    /// Periods from this place on are not wholly published.
    pub lag: Option<Lag>,
}

/// One period.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    pub name: String,
    pub x: u64,
    pub y: u64,
    pub mark: Mark,
}

impl Path {
    pub(crate) fn draw(&self, width: Width) -> Svg {
        if self.stops.is_empty() {
            return nothing(&self.caption);
        }
        let mut svg = Svg::default();
        let greatest_y = self.stops.iter().map(|stop| stop.y).max().unwrap_or(0);
        let greatest_x = self.stops.iter().map(|stop| stop.x).max().unwrap_or(0);
        let frame = Frame { height: width.pick(380.0, 300.0), ..Frame::new(width, 44.0, greatest_y, 24.0) };
        let (across, up) = (Scale::new(greatest_x, frame.width, 5), Scale::new(greatest_y, frame.height, 4));
        svg.text((0.0, frame.y - 10.0), Anchor::Start, "fi", &self.y_name);
        frame.value_axis(&mut svg, &up);
        for tick in across.ticks() {
            let x = frame.x + across.of(tick as f64);
            svg.line((x, frame.y), (x, frame.foot()), "hair");
            svg.text((x, frame.foot() + LINE), Anchor::Middle, "fi", &grouped(tick));
        }
        svg.text((frame.right() + 20.0, frame.foot() + 2.0 * LINE), Anchor::End, "fi", &self.x_name);
        let at = |stop: &Stop| (frame.x + across.of(stop.x as f64), frame.foot() - up.of(stop.y as f64));
        let points: Vec<(f64, f64)> = self.stops.iter().map(at).collect();
        self.legs(&mut svg, &points);
        self.points(&mut svg, &points, (width.pixels(), frame.foot() + 4.0));
        svg.height = frame.foot() + 2.0 * LINE + 10.0;
        if let Some(lag) = &self.lag {
            svg.circle((6.0, svg.height + 6.0), 4.5, "hollow k0");
            svg.text((18.0, svg.height + 10.5), Anchor::Start, "fi", &lag.label);
            svg.height += LINE + 6.0;
        }
        svg
    }

    fn is_late(&self, stop: usize) -> bool {
        self.lag.as_ref().is_some_and(|lag| lag.from < (stop + 1) as f64)
    }

    /// From stop to stop, with an arrow's head in the middle.
    fn legs(&self, svg: &mut Svg, points: &[(f64, f64)]) {
        for (i, leg) in points.windows(2).enumerate() {
            let class = if self.is_late(i + 1) { "line late k0" } else { "line k0" };
            svg.path(&path_of(leg), class);
            let ((x1, y1), (x2, y2)) = (leg[0], leg[1]);
            let length = ((x2 - x1).powi(2) + (y2 - y1).powi(2)).sqrt();
            if 30.0 < length {
                let (ux, uy) = ((x2 - x1) / length, (y2 - y1) / length);
                let (tip_x, tip_y) = ((x1 + x2) / 2.0 + ux * 5.0, (y1 + y2) / 2.0 + uy * 5.0);
                let (back_x, back_y) = (tip_x - ux * 9.0, tip_y - uy * 9.0);
                let d = format!(
                    "M{} {}L{} {}L{} {}Z",
                    n(tip_x),
                    n(tip_y),
                    n(back_x - uy * 4.0),
                    n(back_y + ux * 4.0),
                    n(back_x + uy * 4.0),
                    n(back_y - ux * 4.0)
                );
                svg.path(&d, "f0");
            }
        }
    }

    fn points(&self, svg: &mut Svg, points: &[(f64, f64)], room: (f64, f64)) {
        let legs: Vec<Segment> = points.windows(2).map(|leg| (leg[0], leg[1])).collect();
        let mut taken: Vec<Taken> = points.iter().map(|point| Taken::around(*point, 6.0)).collect();
        for (i, (stop, point)) in self.stops.iter().zip(points).enumerate() {
            svg.mark(&stop.mark, |svg| {
                svg.circle(*point, 11.0, "hit");
                svg.circle(*point, 5.5, if self.is_late(i) { "hollow k0" } else { "dot f0" });
                let Some(name) = self.name(i) else { return };
                let name = elided(&name, LABEL, room.0 * 0.4);
                let (placed, _) = beside(*point, 6.0, &name, room, (&taken, &legs));
                taken.push(placed.taken);
                svg.text(placed.at, placed.anchor, "halo", &name);
            });
        }
    }

    /// What is written beside a stop: the names of all that stand in its place, beside the last of them.
    fn name(&self, at: usize) -> Option<String> {
        let place = |stop: &Stop| (stop.x, stop.y);
        let here = |stop: &&Stop| place(stop) == place(&self.stops[at]);
        let is_last = !self.stops[at + 1..].iter().any(|stop| here(&stop));
        let names: Vec<&str> = self.stops.iter().filter(here).map(|stop| stop.name.as_str()).collect();
        is_last.then(|| names.join(", "))
    }
}
