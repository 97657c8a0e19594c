//! Documents as points on a plane by what they say.

mod layout;
mod naming;
mod random;
mod regions;
mod vectors;

use model::{Document, DocumentId, Language, Text};
use query::QueryError;
use tantivy::DocAddress;

use super::{
    By, Cell, Figure, Map, Name, Place, Row, Table, Unit, Words,
    citations::named,
    common_limits,
    phrases::candidates,
    scope::{Group, Scope},
    status::open,
    words::counted,
};
use regions::Part;

/// What documents are compared by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Term {
    /// Words of a title or an abstract.
    Phrase(String),
    /// The main group of a class: `H01M10`.
    MainGroup(String),
    /// A class to its last digit.
    Class(String),
    Family(String),
}

impl Term {
    fn phrase(&self) -> Option<&str> {
        match self {
            Self::Phrase(phrase) => Some(phrase),
            _ => None,
        }
    }

    fn main_group(&self) -> Option<&str> {
        match self {
            Self::MainGroup(group) => Some(group),
            _ => None,
        }
    }
}

/// A document that is drawn.
struct Drawn {
    address: DocAddress,
    id: DocumentId,
    title: Option<Text>,
    terms: Vec<Term>,
    is_open: bool,
}

pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let documents = read(whole)?;
    let terms: Vec<Vec<Term>> = documents.iter().map(|document| document.terms.clone()).collect();
    let (weighted, names) = vectors::weighted(&terms);
    let places = layout::plane(&vectors::reduced(&weighted, names.len()));
    let parts = regions::parts(&places);
    let (rows, middles) = of_regions(whole, &parts, &documents, (&weighted, &names))?;
    let n = documents.len();
    let total = whole.base.cell();
    Ok(Map {
        kind: whole.request.kind,
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
            format!(
                "{n} of {} by what they say, in {}.",
                counted(total.count, "document", "documents"),
                counted(rows.len() as u64, "region", "regions")
            ),
        ),
        total,
        tables: vec![
            Table {
                key: "regions",
                title: Words::new("領域", "Regions"),
                rows_are: Words::new("領域を特徴づける語", "words that tell the region"),
                attributes: vec![
                    Words::new("図の点", "points"),
                    Words::new("うち語（分類）を持つ点", "of them with the words or classes"),
                ],
                columns: vec![Name::new(Words::new(
                    "これらの語を名称・要約に持つ（または分類を持つ）文献",
                    "documents with any of them in title or abstract, or as a class",
                ))],
                rows,
            },
            of_documents(&documents),
        ],
        figure: Figure::Landscape { places: documents.iter().zip(&places).map(place).collect(), middles },
        white_spaces: Vec::new(),
        as_of: whole.as_of,
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
        let document = scope.generation.summary(address)?;
        documents.push(Drawn {
            address,
            id: document.id(),
            title: document.titles().first().cloned(),
            terms: terms(&document),
            is_open: open.as_ref().is_some_and(|open: &Group| open.set.contains(address)),
        });
    }
    Ok(documents)
}

/// Phrases of title and abstract in each language, classes and the family.
fn terms(document: &Document) -> Vec<Term> {
    let mut terms = Vec::new();
    let texts = match document {
        Document::Patent(patent) => patent.titles.iter().chain(&patent.abstracts),
        Document::Article(article) => article.titles.iter().chain(&article.abstracts),
    };
    for text in texts.filter(|text| [Language::JA, Language::EN].contains(&text.language)) {
        terms.extend(
            candidates(&text.text, text.language).into_iter().map(|(phrase, _)| Term::Phrase(phrase)),
        );
    }
    if let Document::Patent(patent) = document {
        for class in patent.ipc.iter().chain(&patent.cpc) {
            terms.push(Term::Class(class.symbol.to_string()));
            // A main group twice, since it speaks for many words.
            let group = class.symbol.main_group();
            terms.extend(group.into_iter().flat_map(|group| vec![Term::MainGroup(group.to_string()); 2]));
        }
        terms.extend(patent.family.iter().flat_map(|family| vec![Term::Family(family.to_string()); 3]));
    }
    terms
}

/// Where the name of a region stands.
type Middle = (f64, f64);

/// A part of the plane with what it is called.
struct Region {
    name: Name,
    /// What its search finds.
    found: Group,
    points: usize,
    /// Of its points, those that its search finds.
    of_points: usize,
    middle: Middle,
}

fn of_regions(
    scope: &Scope<'_>,
    parts: &[Part],
    documents: &[Drawn],
    (weighted, terms): (&[vectors::Sparse], &[Term]),
) -> Result<(Vec<Row>, Vec<Middle>), QueryError> {
    let mut regions: Vec<Region> = Vec::new();
    for part in parts {
        let members: Vec<DocAddress> = part.members.iter().map(|at| documents[*at].address).collect();
        let telling: Vec<&Term> =
            regions::telling(&part.members, weighted, terms.len()).map(|term| &terms[term]).collect();
        let Some(called) = naming::called(scope, &members, documents, &telling)? else { continue };
        let (points, of_points) = (members.len(), naming::within(&called.found, &members));
        // Two halves of a heap that have the same words are one region, whose name stands in the greater one.
        match regions.iter_mut().find(|region| region.name == called.name) {
            Some(region) => {
                region.points += points;
                region.of_points += of_points;
            }
            None => {
                let (name, found) = (called.name, called.found);
                regions.push(Region { name, found, points, of_points, middle: part.middle });
            }
        }
    }
    let row = |region: &Region| Row {
        name: region.name.clone(),
        attributes: [region.points, region.of_points].map(|n| Words::same(n).into()).to_vec(),
        cells: vec![Some(region.found.cell())],
    };
    Ok((regions.iter().map(row).collect(), regions.iter().map(|region| region.middle).collect()))
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
            "線は点の密度（最大の12、30、55、80%）。領域は平面の k 平均、名は領域に偏る語のうち、領域の点をよく見つけるもの（語では半分に届かないときは分類）。領域の名は、その語のどれかを名称・要約に持つ（その分類のどれかを持つ）文献の検索につながります。四分の一の点も見つける語や分類のない領域には名を付けません。縦横とも、位置と順位の平均で広げているため、離れた文献も枠の中にあります。",
            "Lines are densities of points (12, 30, 55 and 80% of the greatest). Regions are k-means on the plane, named by those of the words that they have more than the rest which find most of their points, or by classes where words do not find half; a name leads to the search for documents with any of its words in title or abstract, or with any of its classes. A region of which neither find a quarter has no name. Both directions are the mean of place and rank, so that documents apart from all others are in the picture.",
        ),
    ]
}
