//! A map as a chart: the figures of its tables as marks that lead to their searches.

use charts::{
    Arrangement, Bars, Caption, CellStyle, Chart, Key, Label, Landscape, Line, Lines, Link, Mark, Matrix,
    Network, Node, Overlay, Path, Point, Ranked, Region, Sample, Series, Shape, Stop, Tone,
};

use super::{Cell, Figure, Join, Map, Name, Place, Row, Table, Words};

/// For whom a chart is drawn, and where its marks lead.
pub struct Context<'a> {
    /// Whether the words are Japanese; else they are English.
    pub japanese: bool,
    /// What the query is called below the title.
    pub query: String,
    /// The address of the search that a count stands for.
    pub href: &'a dyn Fn(&Cell) -> String,
}

/// The chart of a map.
pub fn chart(map: &Map, context: &Context<'_>) -> Chart {
    let drawing = Drawing { map, context, table: &map.tables[0] };
    match &map.figure {
        Figure::Bars { series, overlay, first_year } => {
            Chart::Bars(drawing.bars(series, *overlay, *first_year))
        }
        Figure::Lines { first_year, lagging } => Chart::Lines(drawing.lines(*first_year, lagging)),
        Figure::Ranked { keys, tones, detail, tag, strip } => {
            let of_years = strip.and_then(|(at, _)| map.tables.get(at));
            let lag = strip.and_then(|(_, first_year)| drawing.lag(first_year));
            Chart::Ranked(Ranked { lag, ..drawing.ranked(keys, tones, (*detail, *tag), of_years) })
        }
        Figure::Matrix { bubbles, columns_are, has_totals } => {
            Chart::Matrix(Matrix { has_totals: *has_totals, ..drawing.matrix(*bubbles, columns_are) })
        }
        Figure::Path { late } => Chart::Path(drawing.path(*late)),
        Figure::Network { keys, lines, tones, joins, timeline, centre } => {
            let arrangement = timeline.as_ref().map(|years| timeline_of(years));
            let lag = timeline.as_ref().and_then(|years| drawing.lag(years.iter().flatten().min().copied()));
            let network = drawing.network((keys, lines), tones, joins, arrangement, *centre);
            Chart::Network(Network { lag, ..network })
        }
        Figure::Landscape { places, middles } => Chart::Landscape(drawing.landscape(places, middles)),
    }
}

/// The years from the first to the last, and the place of each node among them; what has no year stands with the first.
fn timeline_of(years: &[Option<u16>]) -> (Vec<String>, Vec<usize>) {
    let known = years.iter().flatten().copied();
    let (Some(first), Some(last)) = (known.clone().min(), known.max()) else {
        return (vec![String::new()], vec![0; years.len()]);
    };
    let names = (first..=last).map(|year| year.to_string()).collect();
    (names, years.iter().map(|year| usize::from(year.unwrap_or(first) - first)).collect())
}

/// A count with its mark.
type Marked = (u64, Mark);

struct Drawing<'a> {
    map: &'a Map,
    context: &'a Context<'a>,
    /// The table that is drawn.
    table: &'a Table,
}

impl Drawing<'_> {
    fn t<'w>(&self, words: &'w Words) -> &'w str {
        words.get(self.context.japanese)
    }

    fn pick<'w>(&self, japanese: &'w str, english: &'w str) -> &'w str {
        if self.context.japanese { japanese } else { english }
    }

    fn caption(&self) -> Caption {
        let mut notes = vec![format!("{}{}", self.pick("検索式: ", "Query: "), self.context.query)];
        let total = self.counted(&self.map.total);
        notes.push(match self.map.as_of {
            Some(day) if self.context.japanese => format!("{total}。索引の最新の発行日 {day} 現在"),
            Some(day) => format!("{total}; as of {day}, the newest publication of the index"),
            None => total,
        });
        // Strips and networks have no room for the words of the shaded zone.
        let is_short =
            matches!(self.map.figure, Figure::Ranked { strip: Some(_), .. } | Figure::Network { .. });
        if let Some(lag) = self.map.lag.as_ref().filter(|_| is_short) {
            let label = self.t(&lag.label);
            notes.push(match self.context.japanese {
                true => format!("網掛けの {} 年以降は{label}", lag.year),
                false => format!("shaded, from {} on: {label}", lag.year),
            });
        }
        let limits: Vec<&str> = self.map.limits.iter().map(|limit| self.t(limit)).collect();
        Caption {
            language: self.pick("ja", "en").to_owned(),
            title: self.t(&self.map.title).to_owned(),
            description: format!("{} {}", self.t(&self.map.summary), limits.join(" ")),
            notes,
            nothing: if self.map.total.count == 0 {
                self.pick("この検索には、図にする文献がありません。", "This search has no documents to draw.")
            } else {
                self.pick(
                    "この検索の文献には、この図に描くものがありません。",
                    "The documents of this search have nothing that this chart shows.",
                )
            }
            .to_owned(),
        }
    }

    fn counted(&self, cell: &Cell) -> String {
        let unit = cell.unit.words();
        if self.context.japanese {
            format!("{} {} 件", unit.ja, cell.count)
        } else if cell.count == 1 {
            format!("1 {}", cell.unit.one())
        } else {
            format!("{} {}", cell.count, unit.en)
        }
    }

    fn mark(&self, row: &Row, column: &Name, cell: &Cell) -> Mark {
        let mut text = format!("{} · {}: {}", self.full(&row.name), self.full(column), self.counted(cell));
        if let Some(expected) = cell.expected.filter(|_| cell.is_white) {
            let words = self.pick("期待される件数", "expected");
            text.push_str(&format!(" ({words} {expected:.1})"));
        }
        let href = if cell.count == 0 && !cell.is_white { String::new() } else { (self.context.href)(cell) };
        Mark { href, text }
    }

    /// A name with what stands behind it.
    fn full(&self, name: &Name) -> String {
        match self.t(&name.more) {
            "" => self.t(&name.words).to_owned(),
            more => format!("{} {more}", self.t(&name.words)),
        }
    }

    fn label(&self, name: &Name) -> Label {
        let mark = Mark { href: String::new(), text: self.full(name) };
        Label { text: self.t(&name.words).to_owned(), foreign: name.is_foreign, mark }
    }

    fn steps(&self) -> Vec<String> {
        self.table.rows.iter().map(|row| self.t(&row.name.words).to_owned()).collect()
    }

    /// The counts of a column with their marks.
    fn column(&self, at: usize) -> Vec<(u64, Mark)> {
        let of_row = |row: &Row| match &row.cells[at] {
            Some(cell) => (cell.count, self.mark(row, &self.table.columns[at], cell)),
            None => (0, Mark::default()),
        };
        self.table.rows.iter().map(of_row).collect()
    }

    fn lag(&self, first_year: Option<u16>) -> Option<charts::Lag> {
        let lag = self.map.lag.as_ref()?;
        Some(charts::Lag { from: lag.from(first_year?), label: self.t(&lag.label).to_owned() })
    }

    fn bars(&self, series: &[usize], overlay: Option<usize>, first_year: Option<u16>) -> Bars {
        let part = |(tone, at): (usize, &usize)| {
            let name = &self.table.columns[*at];
            let is_others = tone + 1 == series.len() && name.words.en == "others";
            let tone = if is_others { Tone::OTHERS } else { Tone::at(tone) };
            Series { label: self.label(name), tone, values: self.column(*at) }
        };
        Bars {
            caption: self.caption(),
            steps: self.steps(),
            series: series.iter().enumerate().map(part).collect(),
            overlay: overlay
                .map(|at| Overlay { label: self.label(&self.table.columns[at]), values: self.column(at) }),
            lag: self.lag(first_year),
            unit: self.t(&self.map.total.unit.words()).to_owned(),
        }
    }

    fn lines(&self, first_year: Option<u16>, lagging: &[usize]) -> Lines {
        let line = |(at, name): (usize, &Name)| Line {
            label: self.label(name),
            tone: Tone::at(at),
            lags: lagging.contains(&at),
            values: self.column(at),
        };
        Lines {
            caption: self.caption(),
            steps: self.steps(),
            lines: self.table.columns.iter().enumerate().map(line).collect(),
            lag: self.lag(first_year),
            unit: self.t(&self.map.total.unit.words()).to_owned(),
        }
    }

    fn ranked(
        &self,
        keys: &[Name],
        tones: &[usize],
        (detail, tag): (Option<usize>, Option<usize>),
        strip: Option<&Table>,
    ) -> Ranked {
        let column = self.column(0);
        let attribute = |row: &Row, at: Option<usize>| {
            at.and_then(|at| row.attributes.get(at))
                .map_or_else(String::new, |name| self.t(&name.words).to_owned())
        };
        let row = |((i, row), (count, mark)): ((usize, &Row), (u64, Mark))| charts::Row {
            label: self.label(&row.name),
            detail: attribute(row, detail),
            tag: attribute(row, tag),
            count,
            mark,
            tone: tones.get(i).map_or(Tone::OTHERS, |tone| Tone::at(*tone)),
            strip: strip.map_or_else(Vec::new, |strip| self.strip(strip, i)),
        };
        let key = |(tone, name): (usize, &Name)| {
            (!name.words.is_empty())
                .then(|| Key { label: self.label(name), sample: Sample::Area(Tone::at(tone)) })
        };
        Ranked {
            caption: self.caption(),
            keys: keys.iter().enumerate().filter_map(key).collect(),
            rows: self.table.rows.iter().enumerate().zip(column).map(row).collect(),
            steps: strip.map_or_else(Vec::new, |strip| {
                strip.columns.iter().map(|name| self.t(&name.words).to_owned()).collect()
            }),
            unit: self.t(&self.table.columns[0].words).to_owned(),
            strip_name: self.pick("出願年", "filing years").to_owned(),
            lag: None,
        }
    }

    fn strip(&self, strip: &Table, at: usize) -> Vec<(u64, Mark)> {
        let Some(row) = strip.rows.get(at) else { return Vec::new() };
        let cells = row.cells.iter().zip(&strip.columns);
        let step = |(cell, column): (&Option<Cell>, &Name)| match cell {
            Some(cell) => (cell.count, self.mark(row, column, cell)),
            None => (0, Mark::default()),
        };
        cells.map(step).collect()
    }

    fn matrix(&self, bubbles: bool, columns_are: &Words) -> Matrix {
        let cell = |row: &Row, column: &Name, cell: &Option<Cell>| match cell {
            Some(cell) => charts::Cell {
                count: cell.count,
                mark: self.mark(row, column, cell),
                expected: cell.expected.filter(|_| cell.is_white),
            },
            None => charts::Cell::default(),
        };
        let cells = |row: &Row| {
            row.cells
                .iter()
                .zip(&self.table.columns)
                .map(|(of_row, column)| cell(row, column, of_row))
                .collect()
        };
        Matrix {
            caption: self.caption(),
            style: if bubbles { CellStyle::Bubbles } else { CellStyle::Shades },
            row_name: self.t(&self.table.rows_are).to_owned(),
            column_name: self.t(columns_are).to_owned(),
            rows: self.table.rows.iter().map(|row| self.label(&row.name)).collect(),
            columns: self.table.columns.iter().map(|column| self.label(column)).collect(),
            cells: self.table.rows.iter().map(cells).collect(),
            has_totals: false,
            white_space_name: self
                .pick(
                    "空白: 期待されるよりはるかに少ない組合せ。索引にないことは、世の中にないことを意味しません。",
                    "White space: far fewer than expected. Absence in the index is not absence in the world.",
                )
                .to_owned(),
        }
    }

    fn path(&self, late: usize) -> Path {
        let (across, up) = (self.column(0), self.column(1));
        let stops = self.table.rows.iter().zip(across.into_iter().zip(up));
        let stop = |(row, ((x, first), (y, second))): (&Row, (Marked, Marked))| Stop {
            name: self.t(&row.name.words).to_owned(),
            x,
            y,
            mark: Mark { href: second.href, text: format!("{}, {}", second.text, first.text) },
        };
        let lag = self.map.lag.as_ref().filter(|_| late < self.table.rows.len());
        Path {
            caption: self.caption(),
            stops: stops.map(stop).collect(),
            x_name: self.t(&self.table.columns[0].words).to_owned(),
            y_name: self.t(&self.table.columns[1].words).to_owned(),
            lag: lag.map(|lag| charts::Lag { from: late as f64, label: self.t(&lag.label).to_owned() }),
        }
    }

    fn network(
        &self,
        (keys, lines): (&[Name], &[Words; 2]),
        tones: &[usize],
        joins: &[Join],
        timeline: Option<(Vec<String>, Vec<usize>)>,
        centre: Option<usize>,
    ) -> Network {
        let (steps, step_of) = timeline.map_or((None, Vec::new()), |(steps, of)| (Some(steps), of));
        let node = |(i, (weight, mark)): (usize, (u64, Mark))| Node {
            label: self.label(&self.table.rows[i].name),
            // What nothing cites is there all the same.
            weight: weight.max(1),
            tone: tones.get(i).map_or(Tone::OTHERS, |tone| Tone::at(*tone)),
            mark: self.own_mark(i, mark),
            step: step_of.get(i).copied().unwrap_or(0),
            is_centre: centre == Some(i),
        };
        let between = self.map.tables.get(1).map_or_else(Vec::new, |table| column_of(self, table, 0));
        let link = |join: &Join| {
            let (weight, mark) = between.get(join.row).cloned().unwrap_or_default();
            Link { from: join.from, to: join.to, weight, is_strong: join.is_strong, mark }
        };
        let key = |(tone, name): (usize, &Name)| {
            (!name.words.is_empty())
                .then(|| Key { label: self.label(name), sample: Sample::Area(Tone::at(tone)) })
        };
        let line = |(sample, words): (Sample, &Words)| Key { label: Label::new(self.t(words)), sample };
        let lines = [Sample::StrongLink, Sample::Link].into_iter().zip(lines).map(line);
        Network {
            caption: self.caption(),
            keys: keys.iter().enumerate().filter_map(key).chain(lines).collect(),
            nodes: self.column(0).into_iter().enumerate().map(node).collect(),
            links: joins.iter().map(link).collect(),
            arrangement: steps.map_or(Arrangement::Attraction, Arrangement::Time),
            lag: None,
        }
    }

    /// The mark of a node that nothing leads to by its first column: its own document.
    fn own_mark(&self, row: usize, mark: Mark) -> Mark {
        if !mark.href.is_empty() || self.table.columns.len() < 2 {
            return mark;
        }
        let of_row = &self.table.rows[row];
        let own = of_row.cells[1].as_ref().map(|cell| self.mark(of_row, &self.table.columns[1], cell));
        Mark { href: own.unwrap_or_default().href, ..mark }
    }

    fn landscape(&self, places: &[Place], middles: &[(f64, f64)]) -> Landscape {
        let points = self.map.tables.get(1).map_or_else(Vec::new, |table| column_of(self, table, 0));
        let shapes = [Shape::Dot, Shape::Square, Shape::Ring];
        let point = |(place, (_, mark)): (&Place, (u64, Mark))| Point {
            x: place.x,
            y: place.y,
            tone: Tone::at(place.kind),
            shape: shapes[place.kind.min(2)],
            mark,
        };
        let region = |((x, y), (row, (_, mark))): (&(f64, f64), (&Row, Marked))| Region {
            x: *x,
            y: *y,
            label: Label { mark, ..self.label(&row.name) },
        };
        let key = |(tone, words): (usize, &str)| Key {
            label: Label::new(words),
            sample: Sample::Point(shapes[tone], Tone::at(tone)),
        };
        let keys = [
            self.pick("特許", "patents"),
            self.pick("コモンズの特許", "patents in the commons"),
            self.pick("論文", "papers"),
        ];
        let occurs = |(kind, _): &(usize, &str)| places.iter().any(|place| place.kind == *kind);
        let regions = self.table.rows.iter().zip(self.column(0));
        Landscape {
            caption: self.caption(),
            keys: keys.into_iter().enumerate().filter(occurs).map(key).collect(),
            points: places.iter().zip(points).map(point).collect(),
            regions: middles.iter().zip(regions).map(region).collect(),
        }
    }
}

/// The counts of a column of any table with their marks.
fn column_of(drawing: &Drawing<'_>, table: &Table, at: usize) -> Vec<(u64, Mark)> {
    Drawing { table, ..*drawing }.column(at)
}
