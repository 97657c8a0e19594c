//! The documents around one by citations, and the main path through them.

mod main_path;

use model::{Document, DocumentId, Text};
use query::{Ast, CitationDirection, Citing, DocumentSet, QueryError};

use super::{
    By, Cell, Figure, Join, Map, Name, Row, Table, Words, common_limits,
    scope::{Group, Scope, is},
    timeline::Lag,
};

/// Documents drawn at most; those nearest to the centre and cited most come first.
const NODES: usize = 48;

/// A document of the network.
struct Node {
    id: DocumentId,
    title: Option<Text>,
    /// Of its earliest priority or publication.
    date: Option<model::Date>,
    /// Itself.
    own: Group,
    /// What cites it in the index.
    cited_by: Group,
    /// What it cites in the index.
    cites: DocumentSet,
}

/// Draws the network around a document that the index has.
pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let unknown = || QueryError::UnknownDocument { id: "document".to_owned() };
    let centre = whole.request.document.clone().ok_or_else(unknown)?;
    let mut nodes = around(whole, &centre)?;
    // Older documents first: links lead from later to earlier ones.
    nodes.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    let links = links(&nodes);
    let path = main_path::main_path(nodes.len(), &links);
    let rows_of_links = of_links(&nodes, &links, &path);
    let joins = links.iter().enumerate().map(|(row, (from, to))| Join {
        from: *from,
        to: *to,
        row,
        is_strong: path.contains(&(*from, *to)),
    });
    let joins: Vec<Join> = joins.collect();
    let tone = |node: &Node| usize::from(matches!(node.id, DocumentId::Article(_)));
    let (n, on_path) = (nodes.len(), path.len());
    let total = all_of(&nodes, whole)?;
    let last_year = nodes.iter().filter_map(|node| node.date).map(|date| date.year()).max();
    Ok(Map {
        kind: whole.request.kind,
        by: By::Whole,
        title: Words::new(format!("{centre} のまわりの引用"), format!("Citations around {centre}")),
        summary: Words::new(
            format!(
                "引用でつながる {n} 文献、その間の引用 {} 件。主経路は引用 {on_path} 件の道です。",
                links.len()
            ),
            format!(
                "{n} documents joined by {} citations; the main path is made of {on_path} of these citations.",
                links.len()
            ),
        ),
        total,
        tables: vec![of_nodes(&nodes), rows_of_links],
        figure: Figure::Network {
            keys: vec![Name::new(Words::new("特許", "patents")), Name::new(Words::new("論文", "papers"))],
            lines: [
                Words::new("主経路の引用", "citations of the main path"),
                Words::new("ほかの引用（左が引用されるもの）", "other citations, of what stands to the left"),
            ],
            tones: nodes.iter().map(tone).collect(),
            joins,
            timeline: Some(nodes.iter().map(|node| node.date.map(|date| date.year())).collect()),
            centre: nodes.iter().position(|node| node.id == centre),
        },
        white_spaces: Vec::new(),
        as_of: whole.as_of,
        lag: Lag::within(whole.as_of, last_year),
        method: method(),
        limits: vec![
            Words::new(
                "索引にない文献への引用、番号の読み取れない引用は含みません。",
                "Citations of documents that the index lacks, or whose number could not be read, are not here.",
            ),
            common_limits(),
        ],
    })
}

/// The centre, what it cites and what cites it, then what those cite and what cites those, up to [`NODES`].
fn around(scope: &Scope<'_>, centre: &DocumentId) -> Result<Vec<Node>, QueryError> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut ring: Vec<DocumentId> = vec![centre.clone()];
    for _ in 0..3 {
        let mut found = Vec::new();
        for id in &ring {
            if nodes.len() < NODES && nodes.iter().all(|node| node.id != *id) {
                found.extend(node(scope, id)?);
            }
        }
        found.sort_by(|a, b| b.cited_by.len().cmp(&a.cited_by.len()).then_with(|| a.id.cmp(&b.id)));
        found.truncate(NODES - nodes.len());
        ring.clear();
        let mut joined = Vec::new();
        for node in &found {
            joined.extend(node.cites.addresses().chain(node.cited_by.set.addresses()));
        }
        nodes.extend(found);
        joined.sort();
        joined.dedup();
        // A ring of thousands is as good as its first hundreds: most would not be drawn.
        for address in joined.into_iter().take(NODES * 4) {
            ring.push(scope.generation.front(address)?.id());
        }
    }
    Ok(nodes)
}

/// `None` for an article that no search finds by itself.
fn node(scope: &Scope<'_>, id: &DocumentId) -> Result<Option<Node>, QueryError> {
    let Some(itself) = named(id) else { return Ok(None) };
    let citing = |direction| {
        Ast::Citing(Citing {
            direction,
            categories: Vec::new(),
            by: None,
            place: None,
            of: Box::new(itself.clone()),
        })
    };
    let own = scope.group(itself.clone())?;
    let cited_by = scope.group(citing(CitationDirection::Cites))?;
    let cites = scope.group(citing(CitationDirection::CitedBy))?.set;
    let front = match scope.generation.address(id)? {
        Some(address) => Some(scope.generation.front(address)?),
        None => None,
    };
    let date = front.as_ref().and_then(|document| match document {
        Document::Patent(patent) => patent.earliest_date().or(patent.published),
        Document::Article(article) => article.published,
    });
    let title = front.and_then(|document| document.titles().first().cloned());
    Ok(Some(Node { id: id.clone(), title, date, own, cited_by, cites }))
}

/// A condition that a document is this one: by its number or its DOI; nothing finds an article without a DOI by its id.
pub(super) fn named(id: &DocumentId) -> Option<Ast> {
    match id {
        DocumentId::Patent(number) => Some(is("number", &number.to_string())),
        DocumentId::Article(article) => {
            let text = article.to_string();
            text.strip_prefix("doi:").map(|doi| is("doi", doi))
        }
    }
}

/// Citing and cited, by places; what would lead to a later document is left out, so that no path is a circle.
fn links(nodes: &[Node]) -> Vec<(usize, usize)> {
    let mut links = Vec::new();
    for (from, citing) in nodes.iter().enumerate() {
        for (to, cited) in nodes.iter().enumerate().take(from) {
            if 0 < citing.cites.common(&cited.own.set) {
                links.push((from, to));
            }
        }
    }
    links
}

fn name(node: &Node) -> Name {
    let mut name = Name::new(Words::same(&node.id));
    if let Some(title) = &node.title {
        name.more = Words::same(&title.text);
    }
    name
}

fn of_nodes(nodes: &[Node]) -> Table {
    let row = |node: &Node| Row {
        name: name(node),
        attributes: vec![
            node.title.as_ref().map_or_else(Name::default, |title| Name::foreign(&title.text)),
            node.date.map_or_else(Words::default, Words::same).into(),
        ],
        cells: vec![Some(node.cited_by.cell()), Some(node.own.cell())],
    };
    Table {
        key: "documents",
        title: Words::new("文献", "Documents"),
        rows_are: Words::new("文献", "document"),
        attributes: vec![Words::new("名称", "title"), Words::new("最先の日", "earliest date")],
        columns: vec![Name::new(Words::new("被引用", "cited by")), Name::new(Words::new("文献", "document"))],
        rows: nodes.iter().map(row).collect(),
    }
}

fn of_links(nodes: &[Node], links: &[(usize, usize)], path: &[(usize, usize)]) -> Table {
    let row = |link: &(usize, usize)| {
        let (citing, cited) = (&nodes[link.0], &nodes[link.1]);
        let on_path =
            if path.contains(link) { Words::new("主経路", "main path") } else { Words::default() };
        Row {
            name: Name::new(Words::same(format!("{} → {}", citing.id, cited.id))),
            attributes: vec![on_path.into()],
            cells: vec![Some(citing.own.with(&cited.cited_by))],
        }
    };
    Table {
        key: "citations",
        title: Words::new("引用", "Citations"),
        rows_are: Words::new("引用", "citation"),
        attributes: vec![Words::new("主経路", "main path")],
        columns: vec![Name::new(Words::new("引用する文献", "citing document"))],
        rows: links.iter().map(row).collect(),
    }
}

/// All documents of the network as one search.
fn all_of(nodes: &[Node], scope: &Scope<'_>) -> Result<Cell, QueryError> {
    let any = Ast::Or(nodes.iter().filter_map(|node| named(&node.id)).collect());
    Ok(scope.group(any)?.cell())
}

fn method() -> Vec<Words> {
    vec![
        Words::new(
            format!(
                "中心の文献から引用を両方向に2段たどり、被引用の多いものから {NODES} 件まで。横は最先の優先日（論文は発行日）の年、大きさは索引の中の被引用数。"
            ),
            format!(
                "Two steps of citations from the centre both ways, those cited most first, up to {NODES}. Across: the year of the earliest priority (of papers, of publication); size: how often the index cites it."
            ),
        ),
        Words::new(
            "主経路: 各引用を通る始点から終点までの経路の数（SPC）の大きい引用をつないだ道（Hummon と Doreian 1989、Batagelj 2003）。",
            "Main path: joined citations with the greatest numbers of paths from a source to a sink through them (search path count; Hummon and Doreian 1989, Batagelj 2003).",
        ),
    ]
}
