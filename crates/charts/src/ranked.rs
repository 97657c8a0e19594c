//! Horizontal bars by rank, each with its years beside or below it.

use crate::{
    Caption, Key, Label, Lag, Mark, Tone, Width,
    bars::nothing,
    caption::{LABEL, LINE},
    elided,
    measure::grouped,
    palette::STEPS,
    svg::{Anchor, Svg, fill},
    text_width,
    years::keys_above,
};

/// Things by their counts, the greatest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ranked {
    pub caption: Caption,
    pub keys: Vec<Key>,
    pub rows: Vec<Row>,
    /// The names of the steps of every row's strip; none where rows have no strips.
    pub steps: Vec<String>,
    /// What stands above the counts.
    pub unit: String,
    /// What stands above the strips.
    pub strip_name: String,
    /// The steps that are not wholly published.
    pub lag: Option<Lag>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub label: Label,
    /// A few words below the name: the sector.
    pub detail: String,
    /// A word behind the figure that stands out: newcomer.
    pub tag: String,
    pub count: u64,
    pub mark: Mark,
    pub tone: Tone,
    /// A count and its mark for each step; empty without a strip.
    pub strip: Vec<(u64, Mark)>,
}

/// The width of a year of a strip at most.
const STEP: f64 = 40.0;

/// Where the parts of a row lie.
struct Columns {
    bar_x: f64,
    bar_width: f64,
    strip_x: f64,
    strip_width: f64,
    label_width: f64,
    row_height: f64,
    /// From the top of a row to its bar and to its strip.
    bar_y: f64,
    strip_y: f64,
}

impl Ranked {
    pub(crate) fn draw(&self, width: Width) -> Svg {
        if self.rows.is_empty() {
            return nothing(&self.caption);
        }
        let mut svg = Svg::default();
        let columns = self.columns(width);
        let mut y = keys_above(&mut svg, &self.keys, width.pixels());
        let heading_y = y + 14.0;
        svg.text(
            (columns.bar_x, heading_y),
            Anchor::Start,
            "fi",
            &elided(&self.unit, 12.0, columns.bar_width),
        );
        if width == Width::Wide && !self.steps.is_empty() {
            svg.text((columns.strip_x, heading_y), Anchor::Start, "fi", &self.strip_name);
        }
        y += 24.0;
        let greatest = self.rows.iter().map(|row| row.count).max().unwrap_or(1).max(1);
        let densest = self.rows.iter().flat_map(|row| &row.strip).map(|(count, _)| *count).max().unwrap_or(1);
        for row in &self.rows {
            row.draw(&mut svg, y, &columns, (greatest, densest), self.lag.as_ref());
            y += columns.row_height;
        }
        if !self.steps.is_empty() {
            self.step_names(&mut svg, y, &columns);
            y += LINE;
        }
        svg.height = y + 8.0;
        svg
    }

    fn columns(&self, width: Width) -> Columns {
        let names = self.rows.iter().map(|row| text_width(&row.label.text, LABEL)).fold(0.0, f64::max);
        let pixels = width.pixels();
        let has_strip = !self.steps.is_empty();
        match width {
            Width::Wide => {
                let label_width = (names + 12.0).clamp(120.0, 270.0);
                let strip_width = if has_strip { 260.0 } else { 0.0 };
                let bar_width = pixels - label_width - strip_width - if has_strip { 150.0 } else { 130.0 };
                Columns {
                    bar_x: label_width,
                    bar_width,
                    strip_x: pixels - strip_width,
                    strip_width,
                    label_width: label_width - 12.0,
                    row_height: 38.0,
                    bar_y: 6.0,
                    strip_y: 6.0,
                }
            }
            Width::Narrow => Columns {
                bar_x: 0.0,
                bar_width: pixels - 110.0,
                strip_x: 0.0,
                strip_width: pixels,
                label_width: pixels,
                row_height: if has_strip { 76.0 } else { 54.0 },
                bar_y: 22.0,
                strip_y: 48.0,
            },
        }
    }

    /// First, middle and last step below the strips.
    fn step_names(&self, svg: &mut Svg, y: f64, columns: &Columns) {
        let (Some(first), Some(last)) = (self.steps.first(), self.steps.last()) else { return };
        svg.text((columns.strip_x, y + 8.0), Anchor::Start, "fi", first);
        if 1 < self.steps.len() {
            let strip_width = columns.strip_width.min(STEP * self.steps.len() as f64);
            svg.text((columns.strip_x + strip_width, y + 8.0), Anchor::End, "fi", last);
        }
    }
}

impl Row {
    fn draw(
        &self,
        svg: &mut Svg,
        y: f64,
        columns: &Columns,
        (greatest, densest): (u64, u64),
        lag: Option<&Lag>,
    ) {
        let is_narrow = columns.bar_x == 0.0;
        let name = elided(&self.label.text, LABEL, columns.label_width);
        let length = f64::max(columns.bar_width * self.count as f64 / greatest as f64, 1.5);
        svg.mark(&self.mark, |svg| {
            if is_narrow {
                let room = columns.label_width - text_width(&self.detail, 12.0) - 12.0;
                let name = elided(&self.label.text, LABEL, room);
                svg.label((0.0, y + 14.0), Anchor::Start, "", &self.label.saying(name));
                svg.text((columns.label_width, y + 14.0), Anchor::End, "fi", &self.detail);
            } else {
                svg.label((0.0, y + 14.0), Anchor::Start, "", &self.label.saying(name));
                svg.text(
                    (0.0, y + 29.0),
                    Anchor::Start,
                    "fi",
                    &elided(&self.detail, 12.0, columns.label_width),
                );
            }
            svg.rect((columns.bar_x, y + columns.bar_y), (length, 18.0), &fill(self.tone));
            let figure = grouped(self.count);
            let x = columns.bar_x + length + 6.0;
            svg.text((x, y + columns.bar_y + 13.5), Anchor::Start, "", &figure);
            let x = x + text_width(&figure, LABEL) + 8.0;
            svg.text((x, y + columns.bar_y + 13.5), Anchor::Start, "sm st", &self.tag);
        });
        self.draw_strip(svg, y + columns.strip_y, columns, densest, lag);
    }

    /// The years as squares, darker where there is more.
    fn draw_strip(&self, svg: &mut Svg, y: f64, columns: &Columns, densest: u64, lag: Option<&Lag>) {
        if self.strip.is_empty() {
            return;
        }
        let step = (columns.strip_width / self.strip.len() as f64).min(STEP);
        let strip_width = step * self.strip.len() as f64;
        if let Some(lag) = lag.filter(|lag| lag.from < self.strip.len() as f64) {
            let from = step * lag.from.max(0.0);
            svg.rect((columns.strip_x + from, y), (strip_width - from, 18.0), "lag");
        }
        svg.rect((columns.strip_x, y + 17.0), (strip_width, 1.0), "track");
        for (i, (count, mark)) in self.strip.iter().enumerate().filter(|(_, (count, _))| *count != 0) {
            let class = format!("s{}", step_of(*count, densest).max(2));
            let x = columns.strip_x + step * i as f64;
            svg.mark(mark, |svg| svg.rect((x, y), (f64::max(step - 1.0, 1.0), 18.0), &class));
        }
    }
}

/// The step of colour of a count, 0 to 5, by its square root: few and fewer are told apart better than many and more.
pub(crate) fn step_of(count: u64, greatest: u64) -> usize {
    let share = (count as f64 / greatest.max(1) as f64).sqrt();
    ((share * STEPS as f64).ceil() as usize).clamp(1, STEPS) - 1
}
