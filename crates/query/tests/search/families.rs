//! Families as hits: which documents belong together, their counts, and walking all of them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use model::{Document, Language, Priority};
use query::{
    Collapse, FamilyCounts, FamilyDefinition, Hit, Representative, SearchPage, SearchRequest, parse,
};

use super::fixture::{Fixture, Numbers, demo, english, ids_of, japanese};

const TITLES: [&str; 6] = ["固体 電池 電極", "電極 電池", "電池 固体", "電極", "固体 固体 電池", "電池"];

/// Documents whose priorities and family ids connect them in all ways; some are deleted again by being replaced.
fn connected(count: u32, seed: u64) -> Vec<Document> {
    let mut numbers = Numbers(seed);
    let mut documents = Vec::new();
    for serial in 1..=count {
        let mut document = if numbers.below(3) == 0 {
            english(serial, numbers.pick::<&str>(&["solid battery", "battery electrode", "electrode"]), &[])
        } else {
            japanese(serial, numbers.pick::<&str>(&TITLES), &[*numbers.pick(&TITLES)])
        };
        if let Document::Patent(patent) = &mut document {
            let application = format!("JP-2019{:06}", 1 + numbers.below(2 * count as usize));
            if numbers.below(4) != 0 {
                patent.application = application.parse().ok();
            }
            for _ in 0..numbers.below(3) {
                let number = format!("JP-2019{:06}", 1 + numbers.below(2 * count as usize));
                let number = number.parse().expect("an application number");
                patent.priorities.push(Priority { number, date: None });
            }
            if numbers.below(5) == 0 {
                patent.family = Some(format!("family-{}", numbers.below(count as usize / 4)));
            }
            let day = 1 + numbers.below(9) as u8;
            patent.published = model::Date::new(2020, Some(1), Some(day)).ok().filter(|_| day < 9);
        }
        documents.push(document);
    }
    documents
}

fn priorities(document: &Document) -> BTreeSet<String> {
    let Document::Patent(patent) = document else { return BTreeSet::new() };
    let claimed: BTreeSet<String> = patent.priorities.iter().map(|claim| claim.number.to_string()).collect();
    let own = || patent.application.iter().map(ToString::to_string).collect();
    if claimed.is_empty() { own() } else { claimed }
}

fn belong_together(definition: FamilyDefinition, a: &Document, b: &Document) -> bool {
    let source = |document: &Document| match document {
        Document::Patent(patent) => patent.family.clone(),
        Document::Article(_) => None,
    };
    if source(a).is_some() && source(a) == source(b) {
        return true;
    }
    match definition {
        FamilyDefinition::Simple => !priorities(a).is_empty() && priorities(a) == priorities(b),
        FamilyDefinition::Extended => !priorities(a).is_disjoint(&priorities(b)),
    }
}

/// Each document's family by its least id: a plain walk from document to document.
fn families(definition: FamilyDefinition, documents: &[Document]) -> BTreeMap<String, BTreeSet<String>> {
    let mut family_of: HashMap<String, BTreeSet<String>> = HashMap::new();
    for start in documents {
        let mut reached = BTreeSet::from([start.id().to_string()]);
        let mut open = vec![start];
        while let Some(from) = open.pop() {
            for to in documents.iter().filter(|to| belong_together(definition, from, to)) {
                if reached.insert(to.id().to_string()) {
                    open.push(to);
                }
            }
        }
        family_of.insert(start.id().to_string(), reached);
    }
    family_of.into_values().filter_map(|family| Some((family.first()?.clone(), family))).collect()
}

fn request(text: &str, collapse: Collapse) -> SearchRequest {
    SearchRequest { size: 100, highlight: false, collapse, ..SearchRequest::new(parse(text).ast) }
}

/// All hits of all pages.
#[track_caller]
fn walk(fixture: &Fixture, request: &SearchRequest) -> (Vec<Hit>, SearchPage) {
    let mut request = request.clone();
    let first = fixture.search(&request);
    let mut hits = first.hits.clone();
    let mut next = first.next.clone();
    while let Some(cursor) = next {
        request.cursor = Some(cursor.to_string().parse().expect("our own cursor"));
        let page = fixture.search(&request);
        assert_eq!((page.total, page.families), (first.total, first.families), "{request:?}");
        assert!(hits.len() <= first.total as usize, "the walk does not end: {request:?}");
        hits.extend(page.hits);
        next = page.next;
    }
    (hits, first)
}

/// All families of a fixture, by definition.
fn all_families(fixture: &Fixture) -> [BTreeMap<String, BTreeSet<String>>; 2] {
    FamilyDefinition::ALL.map(|definition| families(definition, &fixture.documents))
}

#[track_caller]
fn check(fixture: &Fixture, families: &[BTreeMap<String, BTreeSet<String>>; 2], text: &str) {
    let everything = SearchRequest { size: 1000, count_families: true, ..request(text, Collapse::None) };
    let plain = fixture.search(&everything);
    let found: HashSet<String> = ids_of(&plain).into_iter().collect();
    let count = |families: &BTreeMap<String, BTreeSet<String>>| {
        families.values().filter(|family| family.iter().any(|id| found.contains(id))).count() as u64
    };
    let counts = FamilyCounts { simple: count(&families[0]), extended: count(&families[1]) };
    assert!(counts.extended <= counts.simple && counts.simple <= found.len() as u64);
    assert_eq!((plain.total, plain.families), (found.len() as u64, Some(counts)), "{text}");
    for (collapse, expected) in [Collapse::Simple, Collapse::Extended].into_iter().zip(families) {
        for (sort, size) in [("score", 7), ("score", 100), ("-published", 9), ("filed", 100)] {
            let sort = sort.parse().expect("a sort order");
            let (hits, page) = walk(fixture, &SearchRequest { sort, size, ..request(text, collapse) });
            assert_eq!((page.total, page.families), (found.len() as u64, Some(counts)), "{text}");
            let mut seen = BTreeSet::new();
            let mut matched = 0;
            for hit in &hits {
                let family = hit.family.as_ref().expect("a family");
                let members: BTreeSet<String> =
                    family.members.iter().map(|member| member.id.to_string()).collect();
                assert_eq!(expected.get(members.first().expect("a member")), Some(&members), "{text}");
                assert!(members.contains(&hit.id.to_string()) && found.contains(&hit.id.to_string()));
                for member in &family.members {
                    assert_eq!(member.matched, found.contains(&member.id.to_string()), "{text}");
                    assert!(seen.insert(member.id.to_string()), "{text}: {} came twice", member.id);
                }
                assert_eq!(family.size, members.len() as u64);
                matched += family.matched;
            }
            assert_eq!(matched, found.len() as u64, "{text}");
        }
    }
}

#[test]
fn families_are_those_of_a_plain_walk_and_come_once() {
    for (seed, count, runs) in [(1, 40, 1), (2, 90, 3)] {
        let fixture = Fixture::new(connected(count, seed), runs);
        let families = all_families(&fixture);
        for text in
            ["固体 電池 電極 solid battery", "電池", "*", "office:US", "固体 AND 電極", "NOT 電池", "無い"]
        {
            check(&fixture, &families, text);
        }
    }
}

#[test]
fn a_replaced_document_leaves_its_family() {
    let mut documents = connected(40, 5);
    let mut again = connected(40, 6);
    documents.append(&mut again);
    let mut fixture = Fixture::new(documents, 2);
    // Later versions replace earlier ones of the same number.
    let mut live: BTreeMap<String, Document> = BTreeMap::new();
    for document in std::mem::take(&mut fixture.documents) {
        live.insert(document.id().to_string(), document);
    }
    fixture.documents = live.into_values().collect();
    let families = all_families(&fixture);
    check(&fixture, &families, "電池");
    check(&fixture, &families, "*");
}

#[test]
fn the_order_is_that_of_each_family_s_best_member() {
    let fixture = Fixture::new(connected(150, 9), 3);
    for sort in ["score", "-published", "published"] {
        let plain = SearchRequest {
            size: 1000,
            sort: sort.parse().expect("a sort order"),
            ..request("固体 電池 電極", Collapse::None)
        };
        let families = families(FamilyDefinition::Simple, &fixture.documents);
        let mut expected: Vec<&BTreeSet<String>> = Vec::new();
        let mut first = Vec::new();
        for id in ids_of(&fixture.search(&plain)) {
            let family = families.values().find(|family| family.contains(&id)).expect("each has a family");
            if !expected.contains(&family) {
                expected.push(family);
                first.push(id);
            }
        }
        let (hits, _) = walk(&fixture, &SearchRequest { size: 11, collapse: Collapse::Simple, ..plain });
        let hits: Vec<String> = hits.iter().map(|hit| hit.id.to_string()).collect();
        assert_eq!(hits, first, "{sort}");
    }
}

#[test]
fn a_preferred_member_stands_for_the_family_and_moves_nothing() {
    let fixture = Fixture::new(connected(150, 11), 2);
    let english = Representative::Language(vec![Language::EN]);
    let american =
        Representative::Office(["XX", "US"].map(|office| office.parse().expect("an office")).to_vec());
    for sort in ["score", "-published"] {
        let request = SearchRequest {
            sort: sort.parse().expect("a sort order"),
            size: 8,
            ..request("固体 電池 電極 battery", Collapse::Extended)
        };
        let (by_rank, _) = walk(&fixture, &request);
        for representative in [english.clone(), american.clone()] {
            let (hits, _) = walk(&fixture, &SearchRequest { representative, ..request.clone() });
            assert_eq!(hits.len(), by_rank.len());
            for (hit, by_rank) in hits.iter().zip(&by_rank) {
                let family = hit.family.as_ref().expect("a family");
                assert_eq!(Some(family), by_rank.family.as_ref(), "{sort}: the order of families");
                let is_american = |id: &str| id.starts_with("US-");
                let any =
                    family.members.iter().any(|member| member.matched && is_american(&member.id.to_string()));
                assert_eq!(is_american(&hit.id.to_string()), any, "{sort}");
            }
        }
    }
}

#[test]
fn the_demo_s_families_have_both_languages() {
    let page =
        demo().search(&SearchRequest { count_families: true, ..request("type:patent", Collapse::Simple) });
    assert_eq!(page.total, 76);
    assert_eq!(page.families.map(|counts| counts.simple), Some(58));
    let of = |id: &str| page.hits.iter().find(|hit| hit.id.to_string() == id);
    let family = of("US-20129000101-A1").or(of("JP-2012900101-A")).and_then(|hit| hit.family.as_ref());
    assert_eq!(family.map(|family| (family.size, family.matched)), Some((2, 2)));
}

#[test]
fn a_cursor_belongs_to_its_collapse() {
    let request = SearchRequest { size: 2, ..request("電池", Collapse::Simple) };
    let cursor = demo().search(&request).next;
    assert!(cursor.is_some());
    let other = SearchRequest { cursor, collapse: Collapse::None, ..request };
    assert!(matches!(query::search(&demo().generation, &other), Err(query::QueryError::CursorOfOtherSearch)));
}
