//! Classes by their place in the scheme, against the tree itself.

use std::collections::{BTreeMap, BTreeSet};

use model::{ClassEntry, Classification, Document, Patent, Scheme, SchemeBuilder, SchemeKind};
use query::{
    Ast, Field, Operand, Problem, ProblemCode, QueryError, SearchRequest, class_field, count_class, parse,
    search,
};

use super::fixture::{Fixture, Numbers, demo, ids_of};

fn leaf(field: &str, operand: Operand) -> Ast {
    Ast::leaf(Field::find(field).expect("a field"), operand)
}

fn below(field: &str, symbol: &str) -> Ast {
    leaf(field, Operand::Word(symbol.to_owned()))
}

fn exact(field: &str, symbol: &str) -> Ast {
    leaf(field, Operand::Exact(symbol.to_owned()))
}

#[track_caller]
fn found(fixture: &Fixture, ast: &Ast) -> BTreeSet<String> {
    let request = SearchRequest { size: 100, highlight: false, ..SearchRequest::new(ast.clone()) };
    let page = fixture.search(&request);
    assert!(page.total <= 100);
    ids_of(&page).into_iter().collect()
}

/// What a plain look at the documents of the demo corpus gives: those with a symbol that `is_meant`.
#[track_caller]
fn check(ast: &Ast, is_meant: impl Fn(&Patent) -> bool) {
    let patents = demo().documents.iter().filter_map(|document| match document {
        Document::Patent(patent) => Some(patent),
        Document::Article(_) => None,
    });
    let expected: BTreeSet<String> =
        patents.filter(|patent| is_meant(patent)).map(|patent| patent.number.to_string()).collect();
    assert!(!expected.is_empty(), "{ast}: the corpus has none");
    assert_eq!(found(demo(), ast), expected, "{ast}");
}

fn carries(classes: &[Classification], symbols: &[&str]) -> bool {
    classes.iter().any(|class| symbols.contains(&class.symbol.as_str()))
}

/// `H01M10/05` and what the schemes have below it, as far as the corpus uses it.
const NON_AQUEOUS: &[&str] = &[
    "H01M10/05",
    "H01M10/052",
    "H01M10/0525",
    "H01M10/056",
    "H01M10/0561",
    "H01M10/0562",
    "H01M10/0564",
    "H01M10/0565",
    "H01M10/058",
    "H01M10/0585",
];

#[test]
fn a_class_finds_what_stands_below_it_by_dots() {
    check(&below("cpc", "H01M10/05"), |patent| carries(&patent.cpc, NON_AQUEOUS));
    check(&below("ipc", "H01M 10/05"), |patent| carries(&patent.ipc, NON_AQUEOUS));
    check(&below("cpc", "H01M10/052"), |patent| carries(&patent.cpc, &["H01M10/0525"]));
    check(&below("cpc", "Ｈ０１Ｍ１０／０５２"), |patent| carries(&patent.cpc, &["H01M10/0525"]));
    check(&below("cpc", "H01M0010050000"), |patent| carries(&patent.cpc, NON_AQUEOUS));
    check(&below("fi", "H01M10/05"), |patent| {
        patent.fi.iter().any(|symbol| NON_AQUEOUS.contains(&symbol.ipc()))
    });
    let by_dots = found(demo(), &below("cpc", "H01M10/05"));
    assert!(by_dots.is_disjoint(&found(demo(), &exact("cpc", "H01M10/06"))));
}

#[test]
fn the_series_of_2000_stands_where_the_scheme_puts_it() {
    // H01M2004/028 is a breakdown of H01M4/02, and G01J2003/4424 of G01J3/44.
    check(&below("cpc", "H01M4/02"), |patent| {
        patent.cpc.iter().any(|class| {
            let symbol = class.symbol.as_str();
            symbol.starts_with("H01M4/") || symbol == "H01M2004/028"
        })
    });
    check(&below("cpc", "G01J3"), |patent| {
        patent.cpc.iter().any(|class| ["G01J3/14", "G01J2003/4424"].contains(&class.symbol.as_str()))
    });
}

#[test]
fn levels_above_main_groups_need_no_scheme() {
    for level in ["H", "H01", "H01M", "H01M10", "H01M10/00"] {
        let prefix = level.trim_end_matches("00");
        check(&below("ipc", level), |patent| {
            let group = if level.len() == 6 { "H01M10/" } else { prefix };
            patent.ipc.iter().any(|class| class.symbol.as_str().starts_with(group))
        });
    }
}

#[test]
fn exact_is_this_very_symbol() {
    check(&exact("cpc", "H01M10/056"), |patent| carries(&patent.cpc, &["H01M10/056"]));
    check(&exact("fi", "H01M10/0562"), |patent| {
        patent.fi.iter().any(|symbol| symbol.as_str() == "H01M10/0562")
    });
    check(&exact("fi", "G01N21/64@F"), |patent| {
        patent.fi.iter().any(|symbol| symbol.as_str() == "G01N21/64@F")
    });
    // Nobody is classified in these themselves.
    for ast in
        [exact("ipc", "H01M10"), exact("ipc", "H01M"), exact("cpc", "H01M10/052"), exact("fi", "G01N21/64")]
    {
        assert_eq!(found(demo(), &ast), BTreeSet::new(), "{ast}");
    }
}

#[test]
fn f_terms_have_themes_viewpoints_dots_and_additional_codes() {
    let carries = |patent: &Patent, is_meant: &dyn Fn(&str) -> bool| {
        patent.f_terms.iter().any(|term| is_meant(term.as_str()))
    };
    check(&below("fterm", "5H029"), |patent| carries(patent, &|term| term.starts_with("5H029")));
    check(&below("fterm", "5H029AM"), |patent| carries(patent, &|term| term.starts_with("5H029AM")));
    check(&below("fterm", "5H029AM11"), |patent| {
        carries(patent, &|term| ["5H029AM11", "5H029AM12"].contains(&term))
    });
    check(&below("fterm", "4g169 bc30"), |patent| carries(patent, &|term| term.starts_with("4G169BC31")));
    check(&below("fterm", "4G169BC68"), |patent| carries(patent, &|term| term.starts_with("4G169BC68")));
    check(&below("fterm", "4G169BC68.B"), |patent| carries(patent, &|term| term == "4G169BC68.B"));
    assert_eq!(found(demo(), &exact("fterm", "4G169BC68")), BTreeSet::new());
    check(&exact("fterm", "4G169BC68.A"), |patent| carries(patent, &|term| term == "4G169BC68.A"));
}

#[test]
fn any_of_the_schemes_answers_for_the_field_class() {
    check(&below("class", "H01M10/05"), |patent| {
        carries(&patent.ipc, NON_AQUEOUS)
            || carries(&patent.cpc, NON_AQUEOUS)
            || patent.fi.iter().any(|symbol| NON_AQUEOUS.contains(&symbol.ipc()))
    });
}

#[track_caller]
fn refused(fixture: &Fixture, query: &str) -> Vec<Problem> {
    match search(&fixture.generation, &SearchRequest::new(parse(query).ast)) {
        Err(QueryError::Refused { problems }) => problems,
        other => panic!("{query}: {other:?}"),
    }
}

#[test]
fn an_unknown_symbol_is_refused_with_the_nearest_ones() {
    for (query, nearest) in [
        ("cpc:H01M10/0526", "H01M10/0525"),
        ("ipc:H01M99/00", "H01M4/00"),
        ("ft:5H029AM15", "5H029AM11"),
        ("cl:H01M10/0526", "H01M10/0525"),
    ] {
        let problems = refused(demo(), query);
        assert_eq!(problems[0].code, ProblemCode::UnknownClass, "{query}");
        assert!(problems[0].suggestions.contains(&nearest.to_owned()), "{query}: {problems:?}");
    }
    for query in ["cpc:battery", "ipc:電池", "ft:H01M10/05", "cpc:H01M10/"] {
        assert_eq!(refused(demo(), query)[0].code, ProblemCode::UnknownClass, "{query}");
    }
    let both = refused(demo(), "cpc:H01M10/0526 OR cpc:H01M10/0527");
    assert_eq!(both.len(), 2, "every one is told");
}

#[track_caller]
fn notices(fixture: &Fixture, query: &str) -> Vec<ProblemCode> {
    fixture.page(query).problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn notices_say_what_the_schemes_could_not() {
    assert_eq!(notices(demo(), "cpc:H01M10/05 AND ipc:H01M10/05 AND fi:H01M10/05"), []);
    assert_eq!(notices(demo(), "fi:\"H01M10/0525,101@B\""), []);
    let patent = with_classes(1, &["H01M10/0525", "H01M10/0599"]);
    let bare = Fixture::new(vec![patent.clone()], 1);
    assert_eq!(notices(&bare, "cpc:H01M10/05"), [ProblemCode::NoClassScheme]);
    assert_eq!(bare.page("cpc:H01M10/05").total, 0);
    assert_eq!(notices(&bare, "cpc:H01M10"), []);
    assert_eq!(bare.page("cpc:H01M10").total, 1);
    let scheme = tree(SchemeKind::Cpc, &[("H01M10/05", "H01M10/00"), ("H01M10/0525", "H01M10/05")]);
    let with_scheme = Fixture::with_schemes(vec![patent], 1, &[scheme]);
    assert_eq!(notices(&with_scheme, "cpc:H01M10/05"), []);
    assert_eq!(with_scheme.page("cpc:H01M10/05").total, 1);
    assert_eq!(
        notices(&with_scheme, "cpc:H01M10/0599"),
        [ProblemCode::ClassNotInScheme],
        "documents have it"
    );
    assert_eq!(notices(&with_scheme, "ipc:H01M10/05"), [ProblemCode::ClassHierarchyBorrowed]);
}

fn tree(kind: SchemeKind, edges: &[(&str, &str)]) -> Scheme {
    let mut builder = SchemeBuilder::new(kind);
    let roots: BTreeSet<&str> = edges.iter().map(|(_, parent)| *parent).collect();
    for root in roots.iter().filter(|root| root.ends_with("/00")) {
        let entry = ClassEntry { symbol: (*root).to_owned(), ..ClassEntry::default() };
        builder.add(entry).expect("a symbol");
    }
    for (symbol, parent) in edges {
        let parent = Some((*parent).to_owned());
        let entry = ClassEntry { symbol: (*symbol).to_owned(), parent, ..ClassEntry::default() };
        builder.add(entry).expect("a symbol");
    }
    let (scheme, faults) = builder.finish("test", false);
    assert_eq!(faults, []);
    scheme
}

fn with_classes(serial: u32, symbols: &[&str]) -> Document {
    let number = format!("US-2020{serial:07}-A1");
    let mut patent = Patent::new(number.parse().expect("a number"));
    patent.cpc = symbols
        .iter()
        .map(|symbol| Classification { symbol: symbol.parse().expect("a symbol"), main: false, value: None })
        .collect();
    Document::Patent(Box::new(patent))
}

/// A random tree: subgroups of some main groups, each below another of its group or of the group itself; breakdowns
/// of the series of 2000 stand below the groups that they refine.
fn random_edges(numbers: &mut Numbers) -> Vec<(String, String)> {
    let mut edges = Vec::new();
    for group in 1..=3 {
        let mut members = vec![format!("H01M{group}/00")];
        for i in 0..(2 + numbers.below(9)) {
            let parent = numbers.pick(&members).clone();
            let series = if numbers.below(4) == 0 { group + 2000 } else { group };
            let symbol = format!("H01M{series}/{:02}", 2 + 2 * i);
            edges.push((symbol.clone(), parent));
            members.push(symbol);
        }
    }
    edges
}

#[test]
fn random_trees_are_searched_as_a_plain_walk_up_them_says() {
    for seed in 1..=6 {
        let mut numbers = Numbers(seed);
        let edges = random_edges(&mut numbers);
        let parents: BTreeMap<&str, &str> =
            edges.iter().map(|(symbol, parent)| (symbol.as_str(), parent.as_str())).collect();
        let borrowed: Vec<(&str, &str)> = parents.iter().map(|(symbol, parent)| (*symbol, *parent)).collect();
        let mut symbols: Vec<&str> = parents.keys().copied().collect();
        symbols.extend(["H01M1/00", "H01M2/00", "H01M3/00"]);
        let carried: Vec<Vec<&str>> =
            (0..60).map(|_| (0..numbers.below(4)).map(|_| *numbers.pick(&symbols)).collect()).collect();
        let documents = (1..).zip(&carried).map(|(serial, symbols)| with_classes(serial, symbols)).collect();
        let fixture = Fixture::with_schemes(documents, 3, &[tree(SchemeKind::Cpc, &borrowed)]);
        let is_below = |symbol: &str, class: &str| {
            std::iter::successors(Some(symbol), |symbol| parents.get(symbol).copied()).any(|one| one == class)
        };
        for class in &symbols {
            let count = |is_meant: &dyn Fn(&str) -> bool| {
                carried.iter().filter(|symbols| symbols.iter().any(|symbol| is_meant(symbol))).count() as u64
            };
            let counts = count_class(&fixture.generation, SchemeKind::Cpc, class).expect("counts");
            assert_eq!(counts.own, count(&|symbol| symbol == *class), "seed {seed}: ={class}");
            assert_eq!(counts.below, count(&|symbol| is_below(symbol, class)), "seed {seed}: {class}");
        }
    }
}

#[test]
fn a_large_class_is_one_condition() {
    let edges: Vec<(String, String)> = (1..=4000)
        .map(|i| (format!("H01M10/{:06}", 100_000 + i), "H01M10/02".to_owned()))
        .chain([("H01M10/02".to_owned(), "H01M10/00".to_owned())])
        .collect();
    let borrowed: Vec<(&str, &str)> =
        edges.iter().map(|(symbol, parent)| (symbol.as_str(), parent.as_str())).collect();
    let documents = (1..=50).map(|i| with_classes(i, &[&edges[i as usize * 7].0])).collect();
    let fixture = Fixture::with_schemes(documents, 1, &[tree(SchemeKind::Cpc, &borrowed)]);
    let limit = fixture.generation.config().ranking.limits.clauses;
    assert!(limit < 4000, "the limit is {limit}");
    assert_eq!(fixture.page("cpc:H01M10/02").total, 50);
}

#[test]
fn every_scheme_has_a_field() {
    for kind in SchemeKind::ALL {
        assert_eq!(class_field(kind).to_string(), kind.as_str());
    }
}

/// The main class is the first that the source gives, of each scheme by itself.
#[test]
fn main_classes_are_the_first_ones() {
    let first = |document: &Document, scheme: &str| -> Option<String> {
        let Document::Patent(patent) = document else { return None };
        match scheme {
            "ipc" => patent.ipc.first().map(|class| class.symbol.to_string()),
            "cpc" => patent.cpc.first().map(|class| class.symbol.to_string()),
            _ => patent.fi.first().map(ToString::to_string),
        }
    };
    for scheme in ["ipc", "cpc", "fi"] {
        let mains: Vec<(String, String)> = demo()
            .documents
            .iter()
            .filter_map(|document| Some((document.id().to_string(), first(document, scheme)?)))
            .collect();
        assert!(10 < mains.len(), "{scheme}");
        let field = Field::find(&format!("{scheme}.main")).expect("a field of the table");
        let check = |operand: Operand, fits: &dyn Fn(&str) -> bool| {
            let request = SearchRequest {
                size: 1000,
                highlight: false,
                ..SearchRequest::new(Ast::leaf(field, operand))
            };
            let page = demo().search(&request);
            let mut found: Vec<String> = page.hits.iter().map(|hit| hit.id.to_string()).collect();
            found.sort();
            let mut expected: Vec<String> =
                mains.iter().filter(|(_, main)| fits(main)).map(|(id, _)| id.clone()).collect();
            expected.sort();
            assert_eq!(found, expected, "{}", page.echo);
        };
        for (_, main) in &mains {
            check(Operand::Exact(main.clone()), &|other| other == main);
            let subclass = main[..4].to_owned();
            check(Operand::Word(subclass.clone()), &|other| other.starts_with(&subclass));
        }
    }
}
