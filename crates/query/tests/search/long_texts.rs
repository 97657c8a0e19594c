//! Texts of a page and more as queries: which words are searched, and what the reader is told.

use model::Document;
use query::{
    Explained, ProblemCode, SearchPage, SearchRequest, SimilarRequest, SimilarTo, free_text,
    plan::{self, Clause, QueryTerm},
    similar,
};

use super::fixture::{Fixture, Numbers, demo, english};

/// All words of the demo corpus's texts in a language, in their order, until there are so many characters.
fn long_text(language: &str, chars: usize) -> String {
    let mut text = String::new();
    for document in &demo().documents {
        let abstracts = document.abstracts().iter().map(|text| (text.language, &text.text));
        let claims: Vec<_> = match document {
            Document::Patent(patent) => {
                patent.claims.iter().map(|claim| (claim.language, &claim.text)).collect()
            }
            Document::Article(_) => Vec::new(),
        };
        for (of, part) in abstracts.chain(claims) {
            if of.as_str() == language {
                text.push_str(part);
                text.push('\n');
            }
            if chars <= text.chars().count() {
                return text.chars().take(chars).collect();
            }
        }
    }
    panic!("the demo corpus has only {} characters of {language}", text.chars().count())
}

fn search(text: &str) -> SearchPage {
    let request = SearchRequest { explain: true, highlight: true, ..SearchRequest::new(free_text(text)) };
    demo().search(&request)
}

fn notices(page: &SearchPage) -> Vec<&query::Problem> {
    page.problems.iter().filter(|problem| problem.code == ProblemCode::WordsSelected).collect()
}

fn terms(clause: &Clause) -> Vec<&QueryTerm> {
    match clause {
        Clause::Any { clauses, .. } | Clause::All(clauses) | Clause::Best(clauses) => {
            clauses.iter().flat_map(terms).collect()
        }
        Clause::Scored(term) => vec![term],
        _ => Vec::new(),
    }
}

#[test]
fn ten_thousand_characters_are_a_query_in_either_language() {
    for language in ["ja", "en"] {
        let text = long_text(language, 10_000);
        let page = search(&text);
        assert_eq!(page.hits.len(), 10, "{language}");
        let notices = notices(&page);
        assert_eq!(notices.len(), 1, "{language}: {:?}", page.problems);
        let distinct: usize = notices[0].subject.parse().expect("the number of different words");
        let limit = demo().generation.config().ranking.long.terms;
        assert!(limit < distinct, "{language}: {distinct}");
        assert!(notices[0].message.contains(&limit.to_string()), "{}", notices[0].message);
        for hit in &page.hits {
            let explanation = hit.explanation.as_ref().expect("an explanation was asked for");
            let sum: f64 = explanation.leaves().iter().map(|leaf| leaf.value).sum();
            assert!((sum - hit.score).abs() < 1e-6, "{language} {}: {sum}, {}", hit.id, hit.score);
        }
        let to = SimilarTo::Text(text);
        let similar_to =
            SimilarRequest { to, before: None, search: SearchRequest::new(query::Ast::Everything) };
        let similar = similar(&demo().generation, &similar_to).expect("it is answered");
        assert_eq!(similar.page.hits.len(), 10, "{language}");
        assert!(!similar.terms.is_empty() && similar.terms.len() <= 3 * limit, "{language}");
    }
}

/// The rule of `selection.rs`, worked out again: the words of the greatest times * idf, earlier ones first among
/// equals, in the order of the text.
#[test]
fn the_words_that_tell_most_are_searched() {
    let mut numbers = Numbers(7);
    // Words of consonants: no stemmer shortens them, and none is a stop word.
    let word = |n: usize| -> String {
        let letter =
            |digit: char| digit.to_digit(10).map_or('z', |digit| b"bcdfghjklm"[digit as usize].into());
        format!("{n:03}").chars().map(letter).chain("zk".chars()).collect()
    };
    // Word n is in 1 + n % 40 documents.
    let documents: Vec<Document> = (0..40)
        .map(|serial| {
            let words: Vec<String> = (0..300).filter(|n| serial <= n % 40).map(word).collect();
            english(serial as u32 + 1, &words.join(" "), &[])
        })
        .collect();
    let fixture = Fixture::new(documents, 1);
    let mut text = Vec::new();
    for n in 0..300 {
        for _ in 0..=numbers.below(3) {
            text.push(word(n));
        }
    }
    let text = text.join(" ");
    let words: Vec<&str> = text.split(' ').collect();
    let mut weighed: Vec<(usize, f64, &str)> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        if words[..place].contains(word) {
            continue;
        }
        let times = words.iter().filter(|other| *other == word).count() as f64;
        let has = |document: &&Document| document.titles()[0].text.split(' ').any(|other| other == *word);
        let with = fixture.documents.iter().filter(has).count() as f64;
        let idf = (1.0 + (40.0 - with + 0.5) / (with + 0.5)).ln();
        weighed.push((place, times * idf, word));
    }
    let limit = fixture.generation.config().ranking.long.terms;
    assert!(limit < weighed.len());
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    weighed.truncate(limit);
    weighed.sort_by_key(|(place, ..)| *place);
    let expected: Vec<&str> = weighed.iter().map(|(.., word)| *word).collect();
    let plan = plan::plan(&fixture.generation, &free_text(&text), &[]).expect("a plan");
    let searched: Vec<&str> =
        terms(&plan.root).iter().filter(|term| !term.is_pair).map(|term| term.name.as_ref()).collect();
    assert_eq!(searched, expected);
}

#[test]
fn a_short_text_is_searched_whole_and_without_a_notice() {
    for text in ["固体電解質を備える電池", "a solid electrolyte in a battery"] {
        assert!(notices(&search(text)).is_empty(), "{text}");
    }
}

/// Of several languages the one that scores most counts, so that a translation does not count twice.
#[test]
fn a_document_in_two_languages_has_the_score_of_one() {
    let id = "WO-2016900303-A1".parse().expect("an id");
    let search = SearchRequest { size: 100, explain: true, ..SearchRequest::new(query::Ast::Everything) };
    let request = SimilarRequest { to: SimilarTo::Document(id), before: None, search };
    let page = similar(&demo().generation, &request).expect("it is answered").page;
    let mut languages = std::collections::BTreeSet::new();
    for hit in &page.hits {
        let explanation = hit.explanation.as_ref().expect("an explanation was asked for");
        assert_eq!(explanation.what, Explained::Best, "{}: {explanation}", hit.id);
        assert_eq!(explanation.parts.len(), 1, "{}: {explanation}", hit.id);
        let mut views = std::collections::BTreeSet::new();
        explanation.each(&mut |part| {
            if let Explained::Term { statistics, .. } = &part.what {
                views.insert(statistics.view);
            }
        });
        assert_eq!(views.len(), 1, "{}: {explanation}", hit.id);
        languages.extend(views);
    }
    assert_eq!(languages.len(), 2, "it has Japanese and English texts: {languages:?}");
}
