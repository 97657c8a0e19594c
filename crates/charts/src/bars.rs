//! Bars over steps, stacked by series, with a line over them.

use crate::{
    Caption, Key, Label, Lag, Mark, Sample, Tone, Width,
    caption::LABEL,
    measure::grouped,
    scale::Scale,
    svg::{Anchor, Svg, fill},
    text_width,
    years::{Frame, keys_above, keys_beside, path_of},
};

/// Counts over steps (years, spans of life), divided into series that are stacked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bars {
    pub caption: Caption,
    /// The names of the steps, in order and without gaps.
    pub steps: Vec<String>,
    /// The first stands at the foot.
    pub series: Vec<Series>,
    pub overlay: Option<Overlay>,
    pub lag: Option<Lag>,
    /// What the counts are of, above the axis.
    pub unit: String,
}

/// One part of each bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    pub label: Label,
    pub tone: Tone,
    /// A count and its mark for each step.
    pub values: Vec<(u64, Mark)>,
}

/// A line over the bars on the same scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    pub label: Label,
    /// A count and its mark for each step.
    pub values: Vec<(u64, Mark)>,
}

impl Bars {
    fn total(&self, step: usize) -> u64 {
        self.series.iter().filter_map(|series| series.values.get(step)).map(|(count, _)| count).sum()
    }

    fn greatest(&self) -> u64 {
        let over = self.overlay.iter().flat_map(|line| &line.values).map(|(count, _)| *count);
        (0..self.steps.len()).map(|step| self.total(step)).chain(over).max().unwrap_or(0)
    }

    /// The lowest first, then the line over them; none where there is nothing to be told apart.
    fn keys(&self) -> Vec<Key> {
        let key = |series: &Series| Key { label: series.label.clone(), sample: Sample::Area(series.tone) };
        let line = |line: &Overlay| Key { label: line.label.clone(), sample: Sample::Overlay };
        let series = self.series.iter().filter(|_| 1 < self.series.len());
        series.map(key).chain(self.overlay.as_ref().map(line)).collect()
    }

    pub(crate) fn draw(&self, width: Width) -> Svg {
        let mut svg = Svg::default();
        let greatest = self.greatest();
        if self.steps.is_empty() || greatest == 0 {
            return nothing(&self.caption);
        }
        let keys = self.keys();
        let widest = keys.iter().map(|key| text_width(&key.label.text, LABEL) + 34.0).fold(4.0, f64::max);
        let beside = width.pick(f64::min(widest, 210.0), 4.0);
        let above = if width == Width::Narrow { keys_above(&mut svg, &keys, width.pixels()) } else { 0.0 };
        let frame = Frame::new(width, above + 44.0, greatest, beside);
        if width == Width::Wide {
            // As they are stacked.
            let series = keys.len() - usize::from(self.overlay.is_some());
            let mut keys = keys;
            keys[..series].reverse();
            keys_beside(&mut svg, &keys, (frame.right() + 16.0, frame.y + 14.0), beside - 16.0);
        }
        let scale = Scale::new(greatest, frame.height, 4);
        svg.text((0.0, frame.y - 10.0), Anchor::Start, "fi", &self.unit);
        frame.lag_zone(&mut svg, self.steps.len(), self.lag.as_ref());
        frame.value_axis(&mut svg, &scale);
        for step in 0..self.steps.len() {
            self.bar(&mut svg, &frame, &scale, step);
        }
        if let Some(overlay) = &self.overlay {
            draw_overlay(&mut svg, &frame, &scale, overlay);
        }
        for step in 0..self.steps.len() {
            self.figure(&mut svg, &frame, &scale, step);
        }
        svg.height = frame.foot() + frame.step_names(&mut svg, &self.steps) + 8.0;
        svg
    }

    fn bar(&self, svg: &mut Svg, frame: &Frame, scale: &Scale, step: usize) {
        let room = frame.width / self.steps.len() as f64;
        let thick = (room * 0.78).clamp(1.0, 44.0);
        let x = frame.middle(step, self.steps.len()) - thick / 2.0;
        let mut below = 0u64;
        for series in &self.series {
            let Some((count, mark)) = series.values.get(step).filter(|(count, _)| *count != 0) else {
                continue;
            };
            let (foot, head) = (scale.of(below as f64), scale.of((below + count) as f64));
            let height = f64::max(head - foot, 1.0);
            let class = if 6.0 < thick && 3.0 < height {
                format!("{} sep", fill(series.tone))
            } else {
                fill(series.tone)
            };
            svg.mark(mark, |svg| svg.rect((x, frame.foot() - foot - height), (thick, height), &class));
            below += count;
        }
    }

    /// The height of a bar as a figure above it.
    fn figure(&self, svg: &mut Svg, frame: &Frame, scale: &Scale, step: usize) {
        let below = self.total(step);
        let figure = grouped(below);
        // A figure that the line over the bars would strike through says less than none.
        let is_struck =
            self.overlay.as_ref().and_then(|line| line.values.get(step)).is_some_and(|(count, _)| {
                let above = scale.of(*count as f64) - scale.of(below as f64);
                (-4.0..22.0).contains(&above)
            });
        let room = frame.width / self.steps.len() as f64;
        if below != 0 && !is_struck && text_width(&figure, 12.0) + 2.0 <= room {
            let y = frame.foot() - scale.of(below as f64) - 5.0;
            svg.text((frame.middle(step, self.steps.len()), y), Anchor::Middle, "sm halo", &figure);
        }
    }
}

fn draw_overlay(svg: &mut Svg, frame: &Frame, scale: &Scale, overlay: &Overlay) {
    let steps = overlay.values.len();
    let at = |step: usize, count: u64| (frame.middle(step, steps), frame.foot() - scale.of(count as f64));
    let points: Vec<(f64, f64)> =
        overlay.values.iter().enumerate().map(|(step, (count, _))| at(step, *count)).collect();
    // Dark bars would swallow the line.
    svg.path(&path_of(&points), "line casing");
    svg.path(&path_of(&points), "line ink");
    let radius = if steps <= 45 { 3.5 } else { 2.0 };
    for ((count, mark), point) in overlay.values.iter().zip(&points) {
        if *count != 0 {
            svg.mark(mark, |svg| {
                svg.circle(*point, 9.0, "hit");
                svg.circle(*point, radius, "dot fink");
            });
        }
    }
}

/// A line of words in place of a chart.
pub(crate) fn nothing(caption: &Caption) -> Svg {
    let mut svg = Svg::default();
    svg.text((0.0, 24.0), Anchor::Start, "", &caption.nothing);
    svg.height = 36.0;
    svg
}
