//! Data to SVG, without a script: the same data gives the same bytes.
//!
//! A chart is a plain structure with a [`Caption`], labels in the reader's language, and a [`Mark`] for each thing that
//! is drawn: where it leads and what it says when it is pointed at. [`Chart::svg`] draws it at a [`Width`]: as wide as a
//! desk's page, or as narrow as a phone, where letters keep their size and what stands beside goes below.
//!
//! Numbers are written with one decimal, everything is drawn in the order in which it is given, and layouts start from
//! fixed places: nothing depends on time, chance or the order of a hash. Colours are classes of [`STYLE`], which has a
//! light and a dark theme and one for paper.

mod bars;
mod caption;
mod contour;
mod force;
mod landscape;
mod lines;
mod matrix;
mod measure;
mod network;
mod palette;
mod path;
mod placing;
mod ranked;
mod scale;
mod svg;
mod years;

pub use bars::{Bars, Overlay, Series};
pub use caption::{Caption, Key, Label, Lag, Mark, Sample};
pub use landscape::{Landscape, Point, Region, Shape};
pub use lines::{Line, Lines};
pub use matrix::{Cell, CellStyle, Matrix};
pub(crate) use measure::{elided, text_width, wrapped};
pub use network::{Arrangement, Link, Network, Node};
pub use palette::{STYLE, Tone};
pub use path::{Path, Stop};
pub use ranked::{Ranked, Row};

/// How wide a chart is drawn, in units of the view box that are CSS pixels at full size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Width {
    /// 880: a desk's page, paper.
    Wide,
    /// 360: a phone.
    Narrow,
}

/// Whether the picture stands alone or inside of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Use {
    /// A file of its own, with its style sheet inside.
    File,
    /// Part of a page that has [`STYLE`] in its style sheet.
    Inline,
}

/// Any chart.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    Bars(Bars),
    Lines(Lines),
    Ranked(Ranked),
    Matrix(Matrix),
    Path(Path),
    Network(Network),
    Landscape(Landscape),
}

impl Width {
    pub const ALL: [Self; 2] = [Self::Wide, Self::Narrow];

    pub fn pixels(self) -> f64 {
        match self {
            Self::Wide => 880.0,
            Self::Narrow => 360.0,
        }
    }

    /// One of two, by the width.
    pub(crate) fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }

    /// What tells the ids of the two apart on one page.
    pub(crate) fn suffix(self) -> &'static str {
        self.pick("w", "n")
    }
}

impl Chart {
    /// The chart as SVG 1.1 that is well-formed XML. `id` begins the ids inside, so that several charts of one page differ.
    pub fn svg(&self, id: &str, width: Width, used: Use) -> String {
        let drawing = match self {
            Self::Bars(chart) => chart.draw(width),
            Self::Lines(chart) => chart.draw(width),
            Self::Ranked(chart) => chart.draw(width),
            Self::Matrix(chart) => chart.draw(width),
            Self::Path(chart) => chart.draw(width),
            Self::Network(chart) => chart.draw(width),
            Self::Landscape(chart) => chart.draw(width),
        };
        drawing.finish(self.caption(), id, width, used)
    }

    fn caption(&self) -> &Caption {
        match self {
            Self::Bars(chart) => &chart.caption,
            Self::Lines(chart) => &chart.caption,
            Self::Ranked(chart) => &chart.caption,
            Self::Matrix(chart) => &chart.caption,
            Self::Path(chart) => &chart.caption,
            Self::Network(chart) => &chart.caption,
            Self::Landscape(chart) => &chart.caption,
        }
    }
}

#[cfg(test)]
mod tests;
