//! Bars over steps, stacked by series, with a line over them.

use crate::{
    Caption, Key, Label, Lag, Mark, Tone, Width,
    caption::{LABEL, LINE},
    elided,
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

    fn keys(&self) -> Vec<Key> {
        let key = |series: &Series| Key { label: series.label.clone(), tone: series.tone };
        if self.series.len() < 2 { Vec::new() } else { self.series.iter().map(key).collect() }
    }

    pub(crate) fn draw(&self, width: Width) -> Svg {
        let mut svg = Svg::default();
        let greatest = self.greatest();
        if self.steps.is_empty() || greatest == 0 {
            return nothing(&self.caption);
        }
        let keys = self.keys();
        let line = self.overlay.as_ref().map(|overlay| &overlay.label);
        let labels = keys.iter().map(|key| &key.label).chain(line);
        let widest = labels.map(|label| text_width(&label.text, LABEL) + 34.0).fold(4.0, f64::max);
        let beside = width.pick(f64::min(widest, 210.0), 4.0);
        let mut above = 0.0;
        if width == Width::Narrow {
            above = keys_above(&mut svg, &keys, width.pixels());
            if let Some(label) = line {
                line_key(&mut svg, (0.0, above + 13.0), label, width.pixels());
                above += LINE + 6.0;
            }
        }
        let frame = Frame::new(width, above + 44.0, greatest, beside);
        if width == Width::Wide {
            let at = (frame.right() + 16.0, frame.y + 14.0);
            let height = keys_beside(&mut svg, &keys, at, beside - 16.0);
            if let Some(label) = line {
                line_key(&mut svg, (at.0, at.1 + height), label, beside - 16.0);
            }
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
        let figure = grouped(below);
        // A figure that the line over the bars would strike through says less than none.
        let is_struck =
            self.overlay.as_ref().and_then(|line| line.values.get(step)).is_some_and(|(count, _)| {
                let above = scale.of(*count as f64) - scale.of(below as f64);
                (-4.0..22.0).contains(&above)
            });
        if below != 0 && !is_struck && text_width(&figure, 12.0) + 2.0 <= room {
            let y = frame.foot() - scale.of(below as f64) - 5.0;
            svg.text((x + thick / 2.0, y), Anchor::Middle, "sm halo", &figure);
        }
    }
}

fn draw_overlay(svg: &mut Svg, frame: &Frame, scale: &Scale, overlay: &Overlay) {
    let steps = overlay.values.len();
    let at = |step: usize, count: u64| (frame.middle(step, steps), frame.foot() - scale.of(count as f64));
    let points: Vec<(f64, f64)> =
        overlay.values.iter().enumerate().map(|(step, (count, _))| at(step, *count)).collect();
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

/// The name of the line over the bars, behind a piece of it.
fn line_key(svg: &mut Svg, (x, baseline): (f64, f64), label: &Label, width: f64) {
    let text = elided(&label.text, LABEL, width - 18.0);
    svg.mark(&label.mark, |svg| {
        svg.line((x, baseline - 4.0), (x + 14.0, baseline - 4.0), "line ink");
        svg.circle((x + 7.0, baseline - 4.0), 3.5, "dot fink");
        svg.label((x + 18.0, baseline), Anchor::Start, "", &label.saying(text));
    });
}

/// A line of words in place of a chart.
pub(crate) fn nothing(caption: &Caption) -> Svg {
    let mut svg = Svg::default();
    svg.text((0.0, 24.0), Anchor::Start, "", &caption.nothing);
    svg.height = 36.0;
    svg
}
