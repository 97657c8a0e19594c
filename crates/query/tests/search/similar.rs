//! What is similar to a document or a text, in what order, within which limits, and why.

use std::collections::BTreeSet;

use model::{Document, DocumentId, DocumentType, SchemeKind};
use query::{
    Before, FamilyDefinition, Filter, ProblemCode, QueryError, SearchRequest, SharedClass, SimilarPage,
    SimilarRequest, SimilarTo, family_of, parse, similar,
};

use super::fixture::{Fixture, demo, english, ids_of, japanese};

/// The most hits of a page, without passages.
fn search() -> SearchRequest {
    SearchRequest { size: 200, highlight: false, ..SearchRequest::new(query::Ast::Everything) }
}

fn to_document(id: &str) -> SimilarRequest {
    let id: DocumentId = id.parse().unwrap_or_else(|error| panic!("{id}: {error}"));
    SimilarRequest { to: SimilarTo::Document(id), before: None, search: search() }
}

fn to_text(text: &str) -> SimilarRequest {
    SimilarRequest { to: SimilarTo::Text(text.to_owned()), before: None, search: search() }
}

#[track_caller]
fn found(fixture: &Fixture, request: &SimilarRequest) -> SimilarPage {
    similar(&fixture.generation, request).expect("the search is answered")
}

/// The first hits of a question, of both types, are all of a field of the demo corpus.
#[track_caller]
fn check_nearest(request: &SimilarRequest, first: usize, of_field: &[&str]) {
    let page = found(demo(), request);
    let ids = ids_of(&page.page);
    for id in ids.iter().take(first) {
        assert!(
            of_field.iter().any(|part| id.contains(part)),
            "{:?}: {id} among the first of {ids:?}",
            request.to
        );
    }
    let (patents, articles) = (of_type(&page, DocumentType::Patent), of_type(&page, DocumentType::Article));
    assert!(0 < patents && 0 < articles, "{:?}: {patents} and {articles}", request.to);
}

fn of_type(page: &SimilarPage, document_type: DocumentType) -> usize {
    page.page.hits.iter().filter(|hit| hit.front().document_type() == document_type).count()
}

#[test]
fn patents_and_articles_are_near_a_patent_an_article_and_a_text() {
    // The numbers of the demo corpus tell the field: see its README.
    let electrolysis = [
        "9011", "9012", "9013", "9014", "9015", "9016", "9017", "9018", "9019", "ccl", "tep", "tmb",
        "dko.2021", "dko.2014",
    ];
    check_nearest(&to_document("JP-2019901101-A"), 5, &electrolysis);
    check_nearest(&to_document("doi:10.5555/chizai.scan.2008.02"), 4, &["9403", "94003", "scan", "kosoku"]);
    check_nearest(&to_text("こんにゃくグルコマンナンを含むゼリーの食感を測る方法"), 4, &["9402", "food"]);
    check_nearest(&to_text("konjac glucomannan jelly with a soft texture"), 3, &["9402", "94002", "food"]);
}

/// A Japanese patent whose family has an English text finds English documents too.
#[test]
fn the_familys_text_in_another_language_finds_what_is_written_in_it() {
    let page = found(demo(), &to_document("JP-2019901101-A")).page;
    let ids = ids_of(&page);
    let rank = |id: &str| ids.iter().position(|known| known == id).unwrap_or_else(|| panic!("{id}: {ids:?}"));
    // English articles on copper catalysts, before everything of another field.
    assert!(rank("doi:10.5555/chizai.ccl.2016.0144") < 10, "{ids:?}");
    assert!(rank("doi:10.5555/chizai.tep.2023.0519") < 30, "{ids:?}");
    let alone = found(demo(), &to_document("JP-2021901212-A"));
    let views: BTreeSet<String> = alone.terms.iter().map(|term| term.view.to_string()).collect();
    assert!(views.contains("ja") && views.contains("en"), "{views:?}");
}

#[test]
fn a_type_or_a_query_narrows_without_changing_scores() {
    let all = found(demo(), &to_document("JP-2019901101-A"));
    let mut narrowed = to_document("JP-2019901101-A");
    narrowed.search.filters.push(Filter::read("type", &["article"]).expect("a filter"));
    narrowed.search.query = parse("電解 NOT スズ").ast;
    let page = found(demo(), &narrowed).page;
    assert!(0 < page.total && page.total < all.page.total, "{}", page.total);
    assert_eq!(page.echo, narrowed.search.query.to_string());
    for hit in &page.hits {
        assert_eq!(hit.front().document_type(), DocumentType::Article, "{}", hit.id);
        let same = all.page.hits.iter().find(|one| one.id == hit.id).expect("it is among all");
        assert_eq!(hit.score, same.score, "{}", hit.id);
    }
}

#[test]
fn the_family_is_left_out() {
    for id in ["JP-2012900101-A", "US-20129000101-A1", "JP-H11900512-A", "doi:10.5555/chizai.asd.2015.0611"] {
        let page = found(demo(), &to_document(id));
        let document: DocumentId = id.parse().expect("an id");
        let family = family_of(&demo().generation, &document, FamilyDefinition::Extended, 100);
        let family = family.expect("it is answered").expect("it is in the index");
        assert_eq!(page.left_out, family.size, "{id}");
        let ids = ids_of(&page.page);
        for member in family.members {
            assert!(!ids.contains(&member.id().to_string()), "{id}: {}", member.id());
        }
        assert_eq!(page.page.total, ids.len() as u64, "{id}");
    }
}

#[test]
fn a_day_leaves_what_was_published_before_it() {
    #[track_caller]
    fn check(id: &str, before: &str, day: &str) {
        let all = found(demo(), &to_document(id));
        let limited = SimilarRequest { before: Some(before.parse().expect("a day")), ..to_document(id) };
        let page = found(demo(), &limited);
        assert_eq!(page.before.map(|day| day.to_string()).as_deref(), Some(day), "{id} {before}");
        let is_older = |document: &Document| {
            document.published().is_some_and(|published| published.last_day().to_string().as_str() < day)
        };
        let expected: Vec<String> =
            all.page.hits.iter().filter(|hit| is_older(hit.front())).map(|hit| hit.id.to_string()).collect();
        assert!(!expected.is_empty() && expected.len() < all.page.hits.len(), "{id} {before}");
        assert_eq!(ids_of(&page.page), expected, "{id} {before}");
    }
    check("EP-9000404-A1", "priority", "2018-07-03");
    check("EP-9000404-A1", "filed", "2019-06-28");
    check("EP-9000404-A1", "published", "2020-01-08");
    check("EP-9000404-A1", "2015-01-01", "2015-01-01");
    check("US-20189000731-A1", "priority", "2016-11-22");
    check("doi:10.5555/chizai.sdr.2021.0305", "priority", "2021-03-25");
}

#[test]
fn a_day_that_there_is_not_and_a_document_that_there_is_not_are_errors() {
    let of_text = SimilarRequest { before: Some(Before::Priority), ..to_text("電池") };
    let error = similar(&demo().generation, &of_text).expect_err("a text has no priority");
    assert!(matches!(error, QueryError::NoDate { ref before } if before == "priority"), "{error}");
    let error = similar(&demo().generation, &to_document("JP-2001000001-A")).expect_err("there is none");
    assert!(matches!(error, QueryError::UnknownDocument { ref id } if id == "JP-2001000001-A"), "{error}");
    assert!("soon".parse::<Before>().is_err());
    assert_eq!("2012/03/04".parse::<Before>().map(|day| day.to_string()).as_deref(), Ok("2012-03-04"));
}

#[test]
fn reasons_are_what_both_have() {
    // It cites one that its neighbour cites, and shares its IPC class.
    let page = found(demo(), &to_document("JP-2020900404-A"));
    let reasons = |id: &str| {
        let place = page.page.hits.iter().position(|hit| hit.id.to_string() == id);
        &page.reasons[place.unwrap_or_else(|| panic!("{id} is not similar"))]
    };
    assert!(reasons("JP-2012900101-A").is_cited);
    assert!(!reasons("JP-2012900101-A").is_citing);
    assert!(reasons("doi:10.5555/chizai.asd.2018.0903").is_cited);
    let common = reasons("JP-2025901188-A");
    assert!(!common.is_cited && !common.is_citing, "{common:?}");
    assert_eq!(common.references, ["JP-2012900101-A"]);
    let article = found(demo(), &to_document("doi:10.5555/chizai.asd.2018.0903"));
    let citing = article.page.hits.iter().position(|hit| hit.id.to_string() == "EP-9000404-A1");
    let citing = &article.reasons[citing.expect("it is similar")];
    assert!(citing.is_citing && !citing.is_cited, "{citing:?}");
    assert!(citing.classes.is_empty(), "an article has none");
    for (hit, reasons) in page.page.hits.iter().zip(&page.reasons) {
        let Document::Patent(patent) = hit.front() else { continue };
        let Some(Document::Patent(source)) =
            demo().documents.iter().find(|document| document.id().to_string() == "JP-2020900404-A")
        else {
            panic!("it is in the demo corpus")
        };
        let ipc: BTreeSet<String> = source.ipc.iter().map(|class| class.symbol.to_string()).collect();
        let its: BTreeSet<String> = patent.ipc.iter().map(|class| class.symbol.to_string()).collect();
        let shared: Vec<String> = ipc.intersection(&its).cloned().collect();
        let of_ipc = |class: &&SharedClass| class.scheme == SchemeKind::Ipc;
        let stated: Vec<String> =
            reasons.classes.iter().filter(of_ipc).map(|class| class.symbol.clone()).collect();
        assert_eq!(stated, shared, "{}", hit.id);
    }
}

/// What the reasons say of terms is what the score is made of.
#[test]
fn explanations_sum_to_scores_and_reasons_are_their_largest_terms() {
    let questions = [
        to_document("JP-2012900101-A"),
        to_document("WO-2016900303-A1"),
        to_document("doi:10.5555/chizai.dko.2009.0212"),
        to_text("二酸化炭素を電気化学的に還元する銅触媒"),
        to_text("a method of reducing carbon dioxide on a copper catalyst"),
        to_text("【請求項1】固体電解質層を備える電池。【請求項2】請求項1に記載の電池。【要約】短絡を防ぐ。"),
    ];
    for mut request in questions {
        let plain = found(demo(), &request);
        assert!(plain.page.hits.iter().all(|hit| hit.explanation.is_none()), "{:?}", request.to);
        request.search.explain = true;
        let page = found(demo(), &request);
        assert_eq!(plain.reasons, page.reasons, "{:?}", request.to);
        assert!(!page.page.hits.is_empty() && !page.terms.is_empty(), "{:?}", request.to);
        for (hit, reasons) in page.page.hits.iter().zip(&page.reasons) {
            let explanation = hit.explanation.as_ref().expect("an explanation was asked for");
            let sum: f64 = explanation.leaves().iter().map(|leaf| leaf.value).sum();
            assert!((sum - hit.score).abs() < 1e-6, "{}: {sum} is not {}", hit.id, hit.score);
            let of_terms: f64 = reasons.terms.iter().map(|term| term.value).sum();
            assert!(0.0 < of_terms && of_terms <= hit.score + 1e-6, "{}: {reasons:?}", hit.id);
            assert!(reasons.terms.is_sorted_by(|a, b| b.value <= a.value), "{}", hit.id);
            assert!(reasons.terms.len() == reasons.term_count.min(10), "{}", hit.id);
            if reasons.term_count <= 10 {
                assert!((of_terms - hit.score).abs() < 1e-6, "{}: {of_terms}, {}", hit.id, hit.score);
            }
        }
        assert!(page.terms.is_sorted_by(|a, b| b.weight <= a.weight), "{:?}", page.terms);
    }
}

#[test]
fn pages_follow_each_other_and_the_same_question_has_the_same_answer() {
    for mut request in [
        to_document("JP-2012900101-A"),
        SimilarRequest { before: Some(Before::Filed), ..to_document("JP-2025901188-A") },
        to_text("solid electrolyte battery 固体電解質 電池"),
    ] {
        let all = found(demo(), &request);
        assert_eq!(found(demo(), &request).reasons, all.reasons);
        let all = ids_of(&all.page);
        request.search.size = 7;
        let mut ids = Vec::new();
        loop {
            let page = found(demo(), &request).page;
            assert_eq!(page.total, all.len() as u64);
            ids.extend(ids_of(&page));
            match page.next {
                Some(cursor) => request.search.cursor = Some(cursor.to_string().parse().expect("our cursor")),
                None => break,
            }
            assert!(ids.len() <= all.len(), "it goes on after {} hits", ids.len());
        }
        assert_eq!(ids, all, "{:?}", request.to);
    }
}

#[test]
fn a_cursor_of_another_question_is_refused() {
    let mut request = to_document("JP-2012900101-A");
    request.search.size = 2;
    let cursor = found(demo(), &request).page.next;
    assert!(cursor.is_some());
    let mut others =
        [to_document("JP-2016900303-A"), to_text("電池"), to_document("JP-2012900101-A"), request];
    others[2].before = Some(Before::Priority);
    others[3].search.query = parse("電池").ast;
    for mut other in others {
        other.search.size = 2;
        other.search.cursor = cursor.clone();
        let answer = similar(&demo().generation, &other);
        assert!(matches!(answer, Err(QueryError::CursorOfOtherSearch)), "{:?}", other.to);
    }
}

/// A document's own citations do not rank.
#[test]
fn citations_change_no_score() {
    let mut documents = vec![
        english(1, "Sulfide electrolyte layer", &["An electrolyte layer of lithium sulfide."]),
        english(2, "Sulfide electrolyte glass", &["A glass of lithium sulfide."]),
        english(3, "Electrolyte of a lead cell", &["A liquid electrolyte."]),
    ];
    let scores = |documents: Vec<Document>| -> Vec<(String, f64)> {
        let fixture = Fixture::new(documents, 1);
        let page = found(&fixture, &to_document("US-20200000001-A1")).page;
        page.hits.iter().map(|hit| (hit.id.to_string(), hit.score)).collect()
    };
    let before = scores(documents.clone());
    let Document::Patent(patent) = &mut documents[0] else { panic!("a patent") };
    patent.citations.push(model::PatentCitation {
        text: "US 2020/0000003".to_owned(),
        number: Some("US-20200000003-A1".parse().expect("a number")),
        categories: Vec::new(),
        cited_by: None,
        place: model::CitationPlace::FrontPage,
    });
    assert_eq!(before[0].0, "US-20200000002-A1", "{before:?}");
    assert_eq!(scores(documents), before);
}

#[test]
fn a_publication_that_is_pasted_is_weighed_by_its_parts() {
    let fixture = Fixture::new(
        vec![
            japanese(1, "膜の製造方法", &["膜を延伸する製造方法。"]),
            japanese(2, "弁の取付構造", &["弁を取り付ける構造。"]),
            japanese(3, "弁の取付構造を備えた膜", &["膜に弁を取り付ける。"]),
        ],
        1,
    );
    let first = |text: &str| {
        let page = found(&fixture, &to_text(text));
        assert!(!page.terms.is_empty(), "{text}");
        page.page.hits[0].id.to_string()
    };
    let parted = "【発明の名称】膜の製造方法\n【発明を実施するための形態】\n弁と弁と弁の取付構造を使う。弁の取付構造。";
    assert_eq!(first(parted), "JP-2020000001-A", "the title tells what it is about");
    let plain = parted.replace(['【', '】', '\n'], " ");
    assert_ne!(first(&plain), "JP-2020000001-A", "without headings every word counts the same");
}

#[test]
fn a_text_without_a_known_word_finds_nothing() {
    for text in ["", "  \n", "zzzzqqq"] {
        let page = found(demo(), &to_text(text));
        assert_eq!((page.page.total, page.terms.len()), (0, 0), "{text:?}");
    }
}

#[test]
fn what_a_document_is_looked_up_by_is_told_and_limited() {
    let limit = demo().generation.config().ranking.long.terms;
    for document in &demo().documents {
        let id = document.id();
        let request = SimilarRequest {
            to: SimilarTo::Document(id.clone()),
            before: None,
            search: SearchRequest { size: 1, ..search() },
        };
        let page = found(demo(), &request);
        let mut any_at_limit = false;
        for view in page.terms.iter().map(|term| term.view).collect::<BTreeSet<_>>() {
            let of_view = page.terms.iter().filter(|term| term.view == view).count();
            assert!(of_view <= limit, "{id}: {of_view} terms of {view}");
            // Fewer than the limit in every view: nothing was left out, and nothing is told.
            any_at_limit |= of_view == limit;
        }
        let is_told = page.page.problems.iter().any(|one| one.code == ProblemCode::WordsSelected);
        assert!(any_at_limit || !is_told, "{id}");
        assert!(page.terms.iter().all(|term| 2 <= term.documents), "{id}: {:?}", page.terms);
        assert!(page.terms.iter().all(|term| !term.term.chars().all(char::is_numeric)), "{id}");
    }
}
