//! Nodes and links: by attraction, or by time from left to right.

use crate::{
    Caption, Key, Label, Lag, Mark, Tone, Width,
    bars::nothing,
    caption::{LABEL, LINE},
    elided,
    force::laid_out,
    placing::{Placed, Segment, Taken, beside},
    svg::{Anchor, Svg, n},
    years::keys_above,
};

/// How much of other things a name may cover, in square pixels.
const COVERED: f64 = 60.0;

/// Things and what joins them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Network {
    pub caption: Caption,
    pub keys: Vec<Key>,
    /// The weightiest first: its name is placed first.
    pub nodes: Vec<Node>,
    pub links: Vec<Link>,
    pub arrangement: Arrangement,
    /// The steps of time that are not wholly published.
    pub lag: Option<Lag>,
}

/// How nodes are placed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Arrangement {
    /// Joined nodes near one another.
    #[default]
    Attraction,
    /// By the step that each node names, from left to right; links lead to earlier ones.
    Time(Vec<String>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub label: Label,
    pub weight: u64,
    pub tone: Tone,
    pub mark: Mark,
    /// Its place among the steps of time.
    pub step: usize,
    /// Whether it stands out: the document that is asked about.
    pub is_centre: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    pub weight: u64,
    /// Whether it stands out: industry and academia, the main path.
    pub is_strong: bool,
    pub mark: Mark,
}

impl Network {
    pub(crate) fn draw(&self, width: Width) -> Svg {
        if self.nodes.is_empty() {
            return nothing(&self.caption);
        }
        let mut svg = Svg::default();
        let above = keys_above(&mut svg, &self.keys, width.pixels()) + 6.0;
        let height = self.height(width);
        let places = match &self.arrangement {
            Arrangement::Attraction => self.by_attraction(width, above, height),
            Arrangement::Time(steps) => self.by_time(&mut svg, steps, width, above, height),
        };
        let names = self.names(&places, (width.pixels(), above + height));
        self.draw_links(&mut svg, &places);
        names.iter().for_each(|name| name.ground(&mut svg));
        self.draw_nodes(&mut svg, &places, &names);
        svg.height = above + height + 12.0;
        self.list(&mut svg, &names, width);
        svg
    }

    fn height(&self, width: Width) -> f64 {
        match &self.arrangement {
            Arrangement::Attraction => width.pick(520.0, 420.0),
            Arrangement::Time(steps) => {
                let fullest = (0..steps.len())
                    .map(|step| self.nodes.iter().filter(|node| node.step == step).count())
                    .max();
                (fullest.unwrap_or(1) as f64 * 34.0 + 60.0).clamp(width.pick(320.0, 280.0), 900.0)
            }
        }
    }

    fn by_attraction(&self, width: Width, above: f64, height: f64) -> Vec<(f64, f64)> {
        let links: Vec<(usize, usize, f64)> =
            self.links.iter().map(|link| (link.from, link.to, link.weight as f64)).collect();
        let (left, right, edge) = (width.pick(70.0, 40.0), width.pick(140.0, 80.0), 28.0);
        let room = (width.pixels() - left - right, height - 2.0 * edge);
        let place = |(x, y): (f64, f64)| (left + x * room.0, above + edge + y * room.1);
        laid_out(self.nodes.len(), &links).into_iter().map(place).collect()
    }

    /// Columns of one step each; in a column, nodes stand near those that they are linked to.
    fn by_time(
        &self,
        svg: &mut Svg,
        steps: &[String],
        width: Width,
        above: f64,
        height: f64,
    ) -> Vec<(f64, f64)> {
        let room = (width.pixels() - 60.0) / steps.len().max(1) as f64;
        let x_of = |step: usize| 14.0 + room * (step as f64 + 0.5);
        if let Some(lag) = self.lag.as_ref().filter(|lag| lag.from < steps.len() as f64) {
            let (from, right) = (14.0 + room * lag.from.max(0.0), 14.0 + room * steps.len() as f64);
            svg.rect((from, above), (right - from, height - 24.0), "lag");
            svg.line((from, above), (from, above + height - 24.0), "lag-edge");
        }
        let nth = (1..=steps.len()).find(|nth| 36.0 <= room * *nth as f64).unwrap_or(1);
        for (i, step) in steps.iter().enumerate().filter(|(i, _)| i.is_multiple_of(nth)) {
            svg.line((x_of(i), above), (x_of(i), above + height - 24.0), "hair");
            svg.text((x_of(i), above + height - 8.0), Anchor::Middle, "fi", step);
        }
        let mut ranks: Vec<f64> = (0..self.nodes.len()).map(|i| i as f64).collect();
        let mut rows = vec![0.0; self.nodes.len()];
        // Barycentres, there and back, four times (Sugiyama et al., IEEE Trans. SMC 11(2), 1981).
        for _ in 0..8 {
            rows = self.spread(&ranks, steps.len());
            ranks = (0..self.nodes.len()).map(|i| self.mean_row(i, &rows)).collect();
        }
        let place = |(node, row): (&Node, &f64)| (x_of(node.step), above + 16.0 + row * (height - 60.0));
        self.nodes.iter().zip(&rows).map(place).collect()
    }

    /// Rows between 0 and 1 in each column, in the order of ranks.
    fn spread(&self, ranks: &[f64], steps: usize) -> Vec<f64> {
        let mut rows = vec![0.5; self.nodes.len()];
        for step in 0..steps {
            let mut column: Vec<usize> =
                (0..self.nodes.len()).filter(|i| self.nodes[*i].step == step).collect();
            column.sort_by(|a, b| ranks[*a].total_cmp(&ranks[*b]).then(a.cmp(b)));
            for (at, i) in column.iter().enumerate() {
                rows[*i] = (at as f64 + 0.5 + 0.22 * (step % 3) as f64 - 0.22) / column.len() as f64;
            }
        }
        rows
    }

    fn mean_row(&self, node: usize, rows: &[f64]) -> f64 {
        let other = |link: &Link| match (link.from == node, link.to == node) {
            (true, _) => Some(rows[link.to]),
            (_, true) => Some(rows[link.from]),
            _ => None,
        };
        let joined: Vec<f64> = self.links.iter().filter_map(other).collect();
        if joined.is_empty() { rows[node] } else { joined.iter().sum::<f64>() / joined.len() as f64 }
    }

    fn radius(&self, node: &Node) -> f64 {
        let heaviest = self.nodes.iter().map(|node| node.weight).max().unwrap_or(1).max(1);
        let most = if self.arrangement == Arrangement::Attraction { 18.0 } else { 9.0 };
        f64::max(most * (node.weight as f64 / heaviest as f64).sqrt(), 4.0)
    }

    fn draw_links(&self, svg: &mut Svg, places: &[(f64, f64)]) {
        let heaviest = self.links.iter().map(|link| link.weight).max().unwrap_or(1).max(1);
        // What stands out is drawn last, above the others.
        for is_strong in [false, true] {
            for link in self.links.iter().filter(|link| link.is_strong == is_strong) {
                let (from, to) = (places[link.from], places[link.to]);
                let share = link.weight.saturating_sub(1) as f64 / heaviest.saturating_sub(1).max(1) as f64;
                let thick = 1.6 + 3.4 * share.sqrt();
                let class = if is_strong { "edge-strong" } else { "edge" };
                svg.mark(&link.mark, |svg| {
                    svg.push(&format!(
                        r#"<path class="{class}" stroke-width="{}" d="M{} {}L{} {}"/>"#,
                        n(thick),
                        n(from.0),
                        n(from.1),
                        n(to.0),
                        n(to.1)
                    ));
                });
            }
        }
    }

    /// What is written beside each node: its name, or a number where there is no room for one.
    fn names(&self, places: &[(f64, f64)], room: (f64, f64)) -> Vec<Written> {
        let lines: Vec<Segment> =
            self.links.iter().map(|link| (places[link.from], places[link.to])).collect();
        let around = |(node, place): (&Node, &(f64, f64))| Taken::around(*place, self.radius(node));
        let mut taken: Vec<Taken> = self.nodes.iter().zip(places).map(around).collect();
        let mut numbers = 1..;
        let mut written = Vec::with_capacity(self.nodes.len());
        for (node, place) in self.nodes.iter().zip(places) {
            let radius = self.radius(node);
            let name = elided(&node.label.text, LABEL, (room.0 * 0.42).min(220.0));
            let (mut placed, overlap) = beside(*place, radius, &name, room, (&taken, &lines));
            let is_named = node.is_centre || overlap < COVERED;
            let number = if is_named { None } else { numbers.next() };
            let text = number.map_or(name, |number: usize| number.to_string());
            if !is_named {
                placed = beside(*place, radius, &text, room, (&taken, &lines)).0;
            }
            taken.push(placed.taken);
            written.push(Written { placed, text, number });
        }
        written
    }

    fn draw_nodes(&self, svg: &mut Svg, places: &[(f64, f64)], names: &[Written]) {
        for ((node, place), name) in self.nodes.iter().zip(places).zip(names) {
            let radius = self.radius(node);
            svg.mark(&node.mark, |svg| {
                svg.circle(*place, f64::max(radius, 10.0), "hit");
                if node.is_centre {
                    svg.circle(*place, radius + 4.0, &format!("hollow k{}", node.tone.number()));
                }
                svg.circle(*place, radius, &format!("dot f{}", node.tone.number()));
                let class = if node.is_centre { "st halo" } else { "halo" };
                svg.label(name.placed.at, name.placed.anchor, class, &node.label.saying(name.text.clone()));
            });
        }
    }

    /// The names that numbers stand for, in columns below the picture.
    fn list(&self, svg: &mut Svg, names: &[Written], width: Width) {
        let numbered: Vec<(&Node, usize)> =
            self.nodes.iter().zip(names).filter_map(|(node, name)| Some((node, name.number?))).collect();
        let columns = width.pick(3, 1);
        let rows = numbered.len().div_ceil(columns);
        let room = width.pixels() / columns as f64;
        for (i, (node, number)) in numbered.into_iter().enumerate() {
            let (x, y) = (room * (i / rows) as f64, svg.height + LINE * (i % rows + 1) as f64);
            svg.mark(&node.label.mark, |svg| {
                svg.text((x + 20.0, y), Anchor::End, "fi", &number.to_string());
                let name = elided(&node.label.text, LABEL, room - 38.0);
                svg.label((x + 28.0, y), Anchor::Start, "", &node.label.saying(name));
            });
        }
        svg.height += LINE * rows as f64 + if rows == 0 { 0.0 } else { 10.0 };
    }
}

impl Written {
    /// Paper below the letters, so that no line strikes through them.
    fn ground(&self, svg: &mut Svg) {
        let Taken { x, y, width, height } = self.placed.taken;
        svg.rect((x.max(0.0), y), (width, height), "ground");
    }
}

/// What is written beside a node.
struct Written {
    placed: Placed,
    text: String,
    /// Where a number stands for the name.
    number: Option<usize>,
}
