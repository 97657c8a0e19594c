//! The count of every part of a query is that of a search for the part.

use query::{Across, Ast, CountedNode, Filter, Scope, SearchRequest, count_nodes, parse};

use crate::search::fixture::{Fixture, demo, english};

const QUERIES: &[&str] = &[
    "電池",
    "固体電解質 AND 硫化物",
    "(固体電解質 OR \"solid electrolyte\") AND NOT claims:sulfide",
    "type:patent AND (ipc:H01M OR ipc:C25B) AND published:[2010 TO 2020]",
    "battery OR battery OR (battery AND office:JP)",
    "NOT type:article",
    "",
    "applicant:日東 OR \"量子もつれ燃料電池\"",
];

#[track_caller]
fn check(fixture: &Fixture, node: &CountedNode, scope: &Scope) {
    let request = SearchRequest {
        filters: scope.filters.clone(),
        size: 0,
        ..SearchRequest::new(scope.narrow(node.ast.clone()))
    };
    assert_eq!(node.count, Some(fixture.search(&request).total), "{}", node.ast);
    assert_eq!(node.children.len(), node.ast.operands().len(), "{}", node.ast);
    for (child, operand) in node.children.iter().zip(node.ast.operands()) {
        assert_eq!(child.ast, *operand);
        check(fixture, child, scope);
    }
}

fn filter(field: &str, value: &str) -> Filter {
    Filter::read(field, &[value]).expect("a filter")
}

#[test]
fn every_part_has_the_total_of_its_own_search() {
    let scopes = [
        Scope::default(),
        Scope { filters: vec![filter("office", "JP")], excluded: vec![] },
        Scope { filters: vec![filter("published", ">=2012")], excluded: vec![filter("ipc", "H01M")] },
    ];
    for text in QUERIES {
        for scope in &scopes {
            let tree = count_nodes(&demo().generation, &parse(text).ast, scope, &Across::default())
                .expect("counted");
            assert!(tree.is_complete());
            check(demo(), &tree.root, scope);
        }
    }
}

#[test]
fn equal_parts_are_counted_once() {
    let ast = parse("battery OR battery OR (battery AND title:cell)").ast;
    let tree = count_nodes(&demo().generation, &ast, &Scope::default(), &Across::default()).expect("counted");
    assert_eq!((tree.nodes, tree.counted), (6, 4));
}

#[test]
fn beyond_the_limit_counts_are_missing_and_the_answer_says_so() {
    let words: Vec<String> = (0..300).map(|i| format!("title:w{i}")).collect();
    let ast = parse(&words.join(" OR ")).ast;
    let tree = count_nodes(&demo().generation, &ast, &Scope::default(), &Across::default()).expect("counted");
    assert_eq!((tree.counted, tree.nodes, tree.is_complete()), (tree.limit, 301, false));
    assert_eq!(tree.root.count, Some(0), "the root is counted first");
    let missing = tree.root.children.iter().filter(|child| child.count.is_none()).count();
    assert_eq!(missing, 301 - tree.limit);
}

#[test]
fn a_line_counts_as_what_it_stands_for() {
    let fixture = Fixture::new(vec![english(1, "cell", &["A cell."]), english(2, "vice", &["A vice."])], 1);
    let operand = Box::new(parse("title:cell").ast);
    let line = Ast::Line(query::Line { name: "L1".to_owned(), operand });
    let tree =
        count_nodes(&fixture.generation, &line, &Scope::default(), &Across::default()).expect("counted");
    assert_eq!(tree.root.count, Some(1));
    assert_eq!(tree.root.children[0].count, Some(1));
}

#[test]
fn a_node_is_replaced_at_its_path() {
    let ast = parse("title:a AND (title:b OR NOT title:c)").ast;
    for (path, expected) in [
        (&[][..], "title:x"),
        (&[0], "title:x AND (title:b OR NOT title:c)"),
        (&[1, 0], "title:a AND (title:x OR NOT title:c)"),
        (&[1, 1, 0], "title:a AND (title:b OR NOT title:x)"),
    ] {
        let replaced = ast.replaced(path, parse("title:x").ast).map(|ast| ast.to_string());
        assert_eq!(replaced.as_deref(), Some(expected), "{path:?}");
    }
    assert_eq!(ast.replaced(&[2], Ast::Everything), None);
    assert_eq!(ast.replaced(&[0, 0], Ast::Everything), None);
}
