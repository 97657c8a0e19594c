//! Documents as points on a plane by what they say.

mod layout;
mod random;
mod regions;
mod vectors;

use indexer::Generation;
use model::{Document, DocumentId, Language, Text};
use query::{Ast, QueryError};

use super::{
    By, Cell, Figure, Map, MapRequest, Name, Place, Row, Table, Unit, Words,
    citations::named,
    common_limits,
    phrases::candidates,
    scope::{Group, Scope, says},
    status::open,
};
use regions::Part;

/// A document that is drawn.
struct Drawn {
    id: DocumentId,
    title: Option<Text>,
    terms: Vec<String>,
    is_open: bool,
}

pub(super) fn map(generation: &Generation, request: &MapRequest) -> Result<Map, QueryError> {
    let scope = Scope::new(generation, request, &[])?;
    let documents = read(&scope)?;
    let terms: Vec<Vec<String>> = documents.iter().map(|document| document.terms.clone()).collect();
    let (weighted, names) = vectors::weighted(&terms);
    let places = layout::plane(&vectors::reduced(&weighted, names.len()));
    // Classes and families begin with a mark that no phrase has.
    let is_name: Vec<bool> = names.iter().map(|term| !term.starts_with('=')).collect();
    let parts = regions::parts(&places, &weighted, &is_name);
    let (rows, middles) = of_regions(&scope, &parts, &names)?;
    let n = documents.len();
    let total = scope.base.cell();
    Ok(Map {
        kind: request.kind,
        by: By::Whole,
        title: Words::new(
            "技術の俯瞰図（内容の近い文献が近くに並ぶ）",
            "Landscape: documents near others that say the same",
        ),
        summary: Words::new(
            format!(
                "{} 文献のうち {n} 件を内容の近さで並べました。{} の領域があります。",
                total.count,
                rows.len()
            ),
            format!("{n} of {} documents by what they say, in {} regions.", total.count, rows.len()),
        ),
        total,
        tables: vec![
            Table {
                key: "regions",
                title: Words::new("領域", "Regions"),
                rows_are: Words::new("領域を特徴づける語", "words that tell the region"),
                attributes: vec![Words::new("図の点", "points")],
                columns: vec![Name::new(Words::new(
                    "これらの語を名称・要約に持つ文献",
                    "documents with any of them in title or abstract",
                ))],
                rows,
            },
            of_documents(&documents),
        ],
        figure: Figure::Landscape { places: documents.iter().zip(&places).map(place).collect(), middles },
        white_spaces: Vec::new(),
        as_of: scope.as_of,
        lag: None,
        method: method(n),
        limits: vec![
            Words::new(
                "軸に意味はなく、離れた群どうしの距離も意味を持ちません。近くにあることだけを読んでください。",
                "The axes mean nothing, nor do distances between groups that stand apart: only nearness does.",
            ),
            Words::new(
                "日本語と英語の文献は、分類とファミリーだけで近づきます。",
                "Japanese and English documents come near each other by classes and families only.",
            ),
            common_limits(),
        ],
    })
}

/// The documents of the base, evenly where they are more than can be drawn.
fn read(scope: &Scope<'_>) -> Result<Vec<Drawn>, QueryError> {
    let open = open(scope)?;
    let nth = (scope.base.len() as usize).div_ceil(scope.request.top).max(1);
    let mut documents = Vec::new();
    for address in scope.base.set.addresses().step_by(nth) {
        let document = scope.generation.head(address)?;
        documents.push(Drawn {
            id: document.id(),
            title: document.titles().first().cloned(),
            terms: terms(&document),
            is_open: open.as_ref().is_some_and(|open: &Group| open.set.contains(address)),
        });
    }
    Ok(documents)
}

/// Phrases of title and abstract in each language, classes and the family.
fn terms(document: &Document) -> Vec<String> {
    let mut terms = Vec::new();
    let texts = match document {
        Document::Patent(patent) => patent.titles.iter().chain(&patent.abstracts),
        Document::Article(article) => article.titles.iter().chain(&article.abstracts),
    };
    for text in texts.filter(|text| [Language::JA, Language::EN].contains(&text.language)) {
        terms.extend(candidates(&text.text, text.language).into_iter().map(|(phrase, _)| phrase));
    }
    if let Document::Patent(patent) = document {
        for class in patent.ipc.iter().chain(&patent.cpc) {
            // A class twice, since it speaks for many words.
            let group = class.symbol.main_group().unwrap_or_default();
            terms.extend([format!("={}", class.symbol), format!("={group}"), format!("={group}")]);
        }
        terms.extend(patent.family.iter().flat_map(|family| vec![format!("=family {family}"); 3]));
    }
    terms
}

/// Where the name of a region stands.
type Middle = (f64, f64);

fn of_regions(
    scope: &Scope<'_>,
    parts: &[Part],
    names: &[String],
) -> Result<(Vec<Row>, Vec<Middle>), QueryError> {
    let (mut rows, mut middles) = (Vec::new(), Vec::new());
    for part in parts {
        let words = regions::names(part, names);
        if words.is_empty() {
            continue;
        }
        let any = Ast::Or(words.iter().map(|word| says("tiab", word)).collect());
        rows.push(Row {
            name: Name::foreign(&words.join(" · ")),
            attributes: vec![Words::same(part.members.len()).into()],
            cells: vec![Some(scope.group(any)?.cell())],
        });
        middles.push(part.middle);
    }
    Ok((rows, middles))
}

fn of_documents(documents: &[Drawn]) -> Table {
    let row = |document: &Drawn| {
        let title = document.title.as_ref().map_or_else(Words::default, |title| Words::same(&title.text));
        // A document is found by its number, by its DOI, or not at all.
        let cell = named(&document.id).map(|condition| Cell {
            count: 1,
            unit: Unit::Documents,
            conditions: vec![condition],
            expected: None,
            is_white: false,
        });
        let kind = match (&document.id, document.is_open) {
            (DocumentId::Article(_), _) => Words::new("論文", "paper"),
            (_, true) => Words::new("コモンズの特許", "patent in the commons"),
            (_, false) => Words::new("特許", "patent"),
        };
        let name = Name { more: title.clone(), ..Name::new(Words::same(&document.id)) };
        let title = Name { words: title, is_foreign: true, ..Name::default() };
        Row { name, attributes: vec![kind.into(), title], cells: vec![cell] }
    };
    Table {
        key: "documents",
        title: Words::new("図の文献", "Documents of the picture"),
        rows_are: Words::new("文献", "document"),
        attributes: vec![Words::new("種類", "kind"), Words::new("名称", "title")],
        columns: vec![Name::new(Words::new("文献", "document"))],
        rows: documents.iter().map(row).collect(),
    }
}

fn place((document, (x, y)): (&Drawn, &(f64, f64))) -> Place {
    let kind = match (&document.id, document.is_open) {
        (DocumentId::Article(_), _) => 2,
        (_, true) => 1,
        (_, false) => 0,
    };
    Place { x: *x, y: *y, kind }
}

fn method(drawn: usize) -> Vec<Words> {
    vec![
        Words::new(
            format!(
                "{drawn} 件（多いときは等間隔に選ぶ）の名称・要約の句、分類、ファミリーを語とし、重み (1 + ln tf)・ln(N/df) を付けて24次元に縮め（打切り特異値分解）、近い10件が近くに残るように平面に並べました（UMAP の力）。乱数は固定で、同じ索引から同じ図ができます。"
            ),
            format!(
                "Phrases of titles and abstracts, classes and families of {drawn} documents (evenly chosen where there are more) are weighted (1 + ln tf)·ln(N/df), reduced to 24 dimensions (truncated SVD) and laid out so that the ten nearest stay near (the forces of UMAP). Its randomness is fixed: one index gives one picture."
            ),
        ),
        Words::new(
            "線は点の密度（最大の12、30、55、80%）。領域は平面の k 平均、名は領域に偏る語。領域の名は、その語のどれかを名称・要約に持つ文献の検索につながります。",
            "Lines are densities of points (12, 30, 55 and 80% of the greatest). Regions are k-means on the plane, named by words that they have more than the rest; a name leads to the search for documents with any of its words in title or abstract.",
        ),
    ]
}
