//! Rows against columns: bubbles or shaded cells, with white spaces outlined.

use std::ops::Range;

use crate::{
    Caption, Label, Mark, Width,
    bars::nothing,
    caption::{LABEL, LINE},
    elided,
    measure::grouped,
    ranked::step_of,
    svg::{Anchor, Svg},
    text_width, wrapped,
};

/// The height of a figure below its bubble.
const BELOW: f64 = 17.0;

/// A table of counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    pub caption: Caption,
    pub style: CellStyle,
    /// What the rows and the columns are.
    pub row_name: String,
    pub column_name: String,
    pub rows: Vec<Label>,
    pub columns: Vec<Label>,
    /// Row by row, one for each column.
    pub cells: Vec<Vec<Cell>>,
    /// Whether the last column has totals, which stand as figures alone.
    pub has_totals: bool,
    /// What an outlined cell means; empty where none is.
    pub white_space_name: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CellStyle {
    /// Areas that stand for counts.
    Bubbles,
    /// Shades that stand for counts.
    #[default]
    Shades,
    /// Figures alone.
    Figures,
}

/// A count where a row and a column meet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    pub count: u64,
    pub mark: Mark,
    /// Where far more would be expected: how many.
    pub expected: Option<f64>,
}

/// Where the cells of some columns lie.
struct Grid {
    columns: Range<usize>,
    x: f64,
    y: f64,
    cell: (f64, f64),
    /// How long the names of columns are at most.
    size: f64,
}

impl Matrix {
    pub(crate) fn draw(&self, width: Width) -> Svg {
        if self.rows.is_empty() || self.columns.is_empty() {
            return nothing(&self.caption);
        }
        let mut svg = Svg::default();
        let axes = if self.row_name.is_empty() {
            String::new()
        } else {
            format!("{} ↓  {} →", self.row_name, self.column_name)
        };
        svg.text((0.0, 13.0), Anchor::Start, "fi", &elided(&axes, 12.0, width.pixels()));
        let mut foot = 12.0;
        for columns in self.blocks(width) {
            foot = self.block(&mut svg, width, &self.grid(width, columns, foot + 10.0));
        }
        svg.height = foot + 10.0;
        if self.cells.iter().flatten().any(|cell| cell.expected.is_some()) {
            svg.rect((1.0, foot + 12.0), (14.0, 14.0), "white");
            for line in wrapped(&self.white_space_name, LABEL, width.pixels() - 28.0, 4) {
                svg.text((24.0, svg.height + 14.0), Anchor::Start, "", &line);
                svg.height += LINE;
            }
            svg.height += 10.0;
        }
        svg
    }

    /// All rows of some columns; gives where they end.
    fn block(&self, svg: &mut Svg, width: Width, grid: &Grid) -> f64 {
        let right = grid.x + grid.cell.0 * grid.columns.len() as f64;
        self.column_names(svg, grid, width);
        let greatest = self.counted().max().unwrap_or(1).max(1);
        for (i, (row, cells)) in self.rows.iter().zip(&self.cells).enumerate() {
            let y = grid.y + grid.cell.1 * i as f64;
            svg.line((0.0, y), (right, y), "hair");
            row_name(svg, row, y, grid);
            for (place, at) in grid.columns.clone().enumerate() {
                let Some(cell) = cells.get(at) else { continue };
                let style = if self.is_of_totals(at) { CellStyle::Figures } else { self.style };
                cell.draw(svg, (grid.x + grid.cell.0 * place as f64, y), grid, (style, greatest));
            }
        }
        let foot = grid.y + grid.cell.1 * self.rows.len() as f64;
        svg.line((0.0, foot), (right, foot), "hair");
        foot
    }

    fn is_of_totals(&self, column: usize) -> bool {
        self.has_totals && column + 1 == self.columns.len()
    }

    /// The counts that shades and areas stand for.
    fn counted(&self) -> impl Iterator<Item = u64> + '_ {
        let shown = self.columns.len() - usize::from(self.has_totals);
        self.cells.iter().flat_map(move |row| row.iter().take(shown)).map(|cell| cell.count)
    }

    fn names_width(&self, width: Width) -> f64 {
        let names = self.rows.iter().map(|row| text_width(&row.text, LABEL)).fold(0.0, f64::max);
        f64::min(names + 12.0, width.pick(270.0, 118.0))
    }

    /// The room that cells have beside the names of rows.
    fn room(&self, width: Width) -> f64 {
        width.pixels() - self.names_width(width) - width.pick(70.0, 34.0)
    }

    /// The columns that stand side by side: as many as leave room for every figure, the others below.
    fn blocks(&self, width: Width) -> Vec<Range<usize>> {
        let counts = self.cells.iter().flatten().map(|cell| cell.count);
        let figure = counts.map(|count| text_width(&grouped(count), 12.0)).fold(0.0, f64::max);
        let columns = self.columns.len();
        let most = ((self.room(width) / (figure + 5.0).max(16.0)) as usize).max(1);
        let each = columns.div_ceil(columns.div_ceil(most));
        (0..columns).step_by(each).map(|first| first..columns.min(first + each)).collect()
    }

    /// Where some columns lie, below `top`.
    fn grid(&self, width: Width, columns: Range<usize>, top: f64) -> Grid {
        let x = self.names_width(width);
        let cell_width = (self.room(width) / columns.len() as f64).min(width.pick(74.0, 52.0));
        let cell_height = match self.style {
            CellStyle::Bubbles => width.pick(50.0, 42.0),
            _ => width.pick(f64::min(cell_width, 46.0).max(34.0), 36.0),
        };
        let names = self.columns[columns.clone()].iter().map(|column| text_width(&column.text, LABEL));
        let size = names.fold(0.0, f64::max).min(width.pick(190.0, 130.0));
        let mut grid = Grid { columns, x, y: top, cell: (cell_width, cell_height), size };
        // Turned by 50 degrees, of which the sine is 0.77.
        grid.y += if self.lies_flat(&grid) { 2.0 * LINE } else { size * 0.77 + 16.0 };
        grid
    }

    /// Whether the names of the columns fit above them without being turned.
    fn lies_flat(&self, grid: &Grid) -> bool {
        let fits = |column: &Label| text_width(&column.text, LABEL) + 4.0 <= grid.cell.0;
        self.columns[grid.columns.clone()].iter().all(fits)
    }

    fn column_names(&self, svg: &mut Svg, grid: &Grid, width: Width) {
        let is_flat = self.lies_flat(grid);
        for (j, column) in self.columns[grid.columns.clone()].iter().enumerate() {
            let middle = grid.x + grid.cell.0 * (j as f64 + 0.5);
            svg.mark(&column.mark, |svg| {
                if is_flat {
                    svg.label((middle, grid.y - 8.0), Anchor::Middle, "", column);
                    return;
                }
                // What leans over the right edge is elided: 0.64 is the cosine of 50 degrees.
                let room = ((width.pixels() - middle) / 0.64).min(grid.size);
                let name = column.saying(elided(&column.text, LABEL, room));
                svg.turned((middle + 2.0, grid.y - 8.0), -50.0, |svg| {
                    svg.label((0.0, 0.0), Anchor::Start, "", &name);
                });
            });
        }
    }
}

fn row_name(svg: &mut Svg, row: &Label, y: f64, grid: &Grid) {
    let lines = wrapped(&row.text, LABEL, grid.x - 8.0, 2);
    let first = y + grid.cell.1 / 2.0 + 4.5 - (lines.len() - 1) as f64 * 7.5;
    svg.mark(&row.mark, |svg| {
        for (i, line) in lines.iter().enumerate() {
            svg.label((0.0, first + i as f64 * 15.0), Anchor::Start, "", &row.saying(line.clone()));
        }
    });
}

impl Cell {
    fn draw(&self, svg: &mut Svg, (x, y): (f64, f64), grid: &Grid, (style, greatest): (CellStyle, u64)) {
        if self.count == 0 && self.expected.is_none() {
            return;
        }
        let (width, height) = grid.cell;
        let middle = (x + width / 2.0, y + height / 2.0);
        let step = step_of(self.count, greatest);
        svg.mark(&self.mark, |svg| {
            let (baseline, class) = match style {
                _ if self.count == 0 || style == CellStyle::Figures => {
                    svg.rect((x + 1.5, y + 1.5), (width - 3.0, height - 3.0), "hit");
                    (middle.1 + 4.0, "sm")
                }
                CellStyle::Shades => {
                    svg.rect((x + 1.0, y + 1.0), (width - 2.0, height - 2.0), &format!("s{step}"));
                    (middle.1 + 4.0, if 4 <= step { "over" } else { "on" })
                }
                _ => {
                    // The figure stands below: it would not fit into a small bubble.
                    let room = height - BELOW;
                    let most = f64::min(width, room) / 2.0 - 2.0;
                    let radius = f64::max(most * (self.count as f64 / greatest as f64).sqrt(), 2.5);
                    svg.circle((middle.0, y + room / 2.0 + 1.0), radius, "f0");
                    (y + height - 6.0, "sm")
                }
            };
            if self.expected.is_some() {
                svg.rect((x + 1.5, y + 1.5), (width - 3.0, height - 3.0), "white");
            }
            svg.text((middle.0, baseline), Anchor::Middle, class, &grouped(self.count));
        });
    }
}
