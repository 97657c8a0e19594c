//! Rows against columns: bubbles or shaded cells, with white spaces outlined.

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
}

/// A count where a row and a column meet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    pub count: u64,
    pub mark: Mark,
    /// Where far more would be expected: how many.
    pub expected: Option<f64>,
}

/// Where the cells lie.
struct Grid {
    x: f64,
    y: f64,
    cell: (f64, f64),
    size: f64,
}

impl Matrix {
    pub(crate) fn draw(&self, width: Width) -> Svg {
        if self.rows.is_empty() || self.columns.is_empty() {
            return nothing(&self.caption);
        }
        let mut svg = Svg::default();
        let grid = self.grid(width);
        let axes = if self.row_name.is_empty() {
            String::new()
        } else {
            format!("{} ↓  {} →", self.row_name, self.column_name)
        };
        svg.text((0.0, 13.0), Anchor::Start, "fi", &elided(&axes, 12.0, width.pixels()));
        self.column_names(&mut svg, &grid, width);
        let greatest = self.cells.iter().flatten().map(|cell| cell.count).max().unwrap_or(1).max(1);
        for (i, (row, cells)) in self.rows.iter().zip(&self.cells).enumerate() {
            let y = grid.y + grid.cell.1 * i as f64;
            svg.line((0.0, y), (grid.x + grid.cell.0 * self.columns.len() as f64, y), "hair");
            row_name(&mut svg, row, y, &grid);
            for (j, cell) in cells.iter().enumerate() {
                cell.draw(&mut svg, (grid.x + grid.cell.0 * j as f64, y), &grid, (self.style, greatest));
            }
        }
        let foot = grid.y + grid.cell.1 * self.rows.len() as f64;
        svg.line((0.0, foot), (grid.x + grid.cell.0 * self.columns.len() as f64, foot), "hair");
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

    fn grid(&self, width: Width) -> Grid {
        let names = self.rows.iter().map(|row| text_width(&row.text, LABEL)).fold(0.0, f64::max);
        let x = f64::min(names + 12.0, width.pick(270.0, 118.0));
        let room = (width.pixels() - x - width.pick(70.0, 34.0)) / self.columns.len() as f64;
        let cell_width = room.min(width.pick(74.0, 52.0));
        let cell_height = width.pick(f64::min(cell_width, 46.0).max(34.0), 36.0);
        let column_names = self
            .columns
            .iter()
            .map(|column| text_width(&column.text, LABEL))
            .fold(0.0, f64::max)
            .min(width.pick(190.0, 130.0));
        // Turned by 50 degrees, of which the sine is 0.77.
        let head = if self.lies_flat(cell_width) { 2.0 * LINE } else { column_names * 0.77 + 16.0 };
        Grid { x, y: 22.0 + head, cell: (cell_width, cell_height), size: column_names }
    }

    /// Whether the names of the columns fit above them without being turned.
    fn lies_flat(&self, cell_width: f64) -> bool {
        self.columns.iter().all(|column| text_width(&column.text, LABEL) + 4.0 <= cell_width)
    }

    fn column_names(&self, svg: &mut Svg, grid: &Grid, width: Width) {
        let is_flat = self.lies_flat(grid.cell.0);
        for (j, column) in self.columns.iter().enumerate() {
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
        let figure = grouped(self.count);
        svg.mark(&self.mark, |svg| {
            if self.count == 0 {
                svg.rect((x + 1.5, y + 1.5), (width - 3.0, height - 3.0), "hit");
            } else if style == CellStyle::Shades {
                svg.rect((x + 1.0, y + 1.0), (width - 2.0, height - 2.0), &format!("s{step}"));
            } else {
                let most = f64::min(width, height) / 2.0 - 1.5;
                let radius = f64::max(most * (self.count as f64 / greatest as f64).sqrt(), 4.0);
                svg.circle(middle, radius, &format!("s{}", step.clamp(1, 3)));
            }
            if self.expected.is_some() {
                svg.rect((x + 3.0, y + 3.0), (width - 6.0, height - 6.0), "white");
            }
            if text_width(&figure, 12.0) <= width {
                let class = match style {
                    CellStyle::Shades if self.count != 0 && 4 <= step => "over",
                    _ if self.count != 0 => "on",
                    _ => "sm",
                };
                svg.text((middle.0, middle.1 + 4.0), Anchor::Middle, class, &figure);
            }
        });
    }
}
