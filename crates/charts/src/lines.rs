//! Lines over steps, each named at its end.

use crate::{
    Caption, Label, Lag, Mark, Tone, Width,
    bars::nothing,
    caption::{LABEL, LINE},
    elided,
    scale::Scale,
    svg::{Anchor, Svg, fill},
    text_width,
    years::{Frame, apart, path_of},
};

/// Counts over steps as lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    pub caption: Caption,
    /// The names of the steps, in order and without gaps.
    pub steps: Vec<String>,
    pub lines: Vec<Line>,
    pub lag: Option<Lag>,
    /// What the counts are of, above the axis.
    pub unit: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub label: Label,
    pub tone: Tone,
    /// Whether it is not whole in the years of the lag.
    pub lags: bool,
    /// A count and its mark for each step.
    pub values: Vec<(u64, Mark)>,
}

impl Lines {
    pub(crate) fn draw(&self, width: Width) -> Svg {
        let mut svg = Svg::default();
        let counts = self.lines.iter().flat_map(|line| &line.values).map(|(count, _)| *count);
        let greatest = counts.max().unwrap_or(0);
        if self.steps.is_empty() || greatest == 0 {
            return nothing(&self.caption);
        }
        let widest = self.lines.iter().map(|line| text_width(&line.label.text, LABEL)).fold(0.0, f64::max);
        let beside = f64::min(widest + 14.0, width.pick(200.0, 96.0));
        let frame = Frame::new(width, 44.0, greatest, beside);
        let scale = Scale::new(greatest, frame.height, 4);
        svg.text((0.0, frame.y - 10.0), Anchor::Start, "fi", &self.unit);
        frame.lag_zone(&mut svg, self.steps.len(), self.lag.as_ref());
        frame.value_axis(&mut svg, &scale);
        let ends: Vec<f64> =
            self.lines.iter().map(|line| self.line(&mut svg, &frame, &scale, line)).collect();
        let names = apart(&ends, LINE, (frame.y, frame.foot()));
        for (line, y) in self.lines.iter().zip(names) {
            let text = elided(&line.label.text, LABEL, beside - 12.0);
            svg.mark(&line.label.mark, |svg| {
                svg.rect((frame.right() + 2.0, y - 2.0), (5.0, 5.0), &fill(line.tone));
                svg.label((frame.right() + 11.0, y + 5.0), Anchor::Start, "st", &line.label.saying(text));
            });
        }
        svg.height = frame.foot() + frame.step_names(&mut svg, &self.steps) + 8.0;
        svg
    }

    /// Draws a line with its points and gives the height of its end.
    fn line(&self, svg: &mut Svg, frame: &Frame, scale: &Scale, line: &Line) -> f64 {
        let steps = self.steps.len();
        let at = |step: usize, count: u64| (frame.middle(step, steps), frame.foot() - scale.of(count as f64));
        let points: Vec<(f64, f64)> =
            line.values.iter().enumerate().map(|(step, (count, _))| at(step, *count)).collect();
        let tone = line.tone.number();
        let lag = self.lag.as_ref().filter(|_| line.lags);
        let settled = lag.map_or(steps, |lag| (lag.from.max(0.0) as usize).min(steps));
        let (sure, late) =
            (&points[..settled.min(points.len())], &points[settled.saturating_sub(1).min(points.len())..]);
        svg.path(&path_of(sure), &format!("line k{tone}"));
        if 1 < late.len() && settled < steps {
            svg.path(&path_of(late), &format!("line late k{tone}"));
        }
        let radius = if steps <= 45 { 4.0 } else { 2.0 };
        for ((count, mark), point) in line.values.iter().zip(&points) {
            if *count != 0 {
                svg.mark(mark, |svg| {
                    svg.circle(*point, 9.0, "hit");
                    svg.circle(*point, radius, &format!("dot f{tone}"));
                });
            }
        }
        points.last().map_or(frame.foot(), |(_, y)| *y)
    }
}
