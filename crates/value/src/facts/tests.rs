use std::{collections::BTreeSet, time::Duration};

use indexer::Generation;
use proptest::{collection::vec, prelude::*};

use super::*;
use crate::fixture::{Fixture, number};

const BATTERY: &str = r#"{"type":"patent","number":"JP-2010000001-A","application":"JP-2008000001",
    "filed":"2008-04-01","published":"2010-01-07","granted":"2012-05-01",
    "applicants":[{"names":[{"language":"ja","text":"青葉大学"}],"sector":"university","country":"JP"},
                  {"names":[{"language":"ja","text":"甲社"}],"sector":"company"}],
    "ipc":[{"symbol":"H01M10/0525"},{"symbol":"H01M4/13"},{"symbol":"C01B25/45"}],
    "citations":[{"text":"a","number":"US-7000001","categories":["X"],"cited_by":"examiner"},
                 {"text":"b","number":"JP-2005000009-A"},
                 {"text":"b","number":"JP-2005000009-A","place":"in-text"},
                 {"text":"c","number":"JP-2004000008-A","place":"in-text"}],
    "literature":[{"text":"d","doi":"10.5555/a"},{"text":"e","doi":"10.5555/none"},{"text":"f"}],
    "status":{"state":"in-force"},
    "claims":[{"number":1,"language":"ja","text":"正極 と負極"},
              {"number":2,"language":"ja","text":"請求項1に記載の電池","depends_on":[1]},
              {"number":3,"language":"ja","text":"請求項2に記載の電池","depends_on":[1,2]},
              {"number":4,"language":"ja","text":"正極"}]}"#;
const GRANT: &str = r#"{"type":"patent","number":"US-7000001-B2","filed":"2003-01-01","published":"2006-02-14",
    "cpc":[{"symbol":"B01D45/02"},{"symbol":"B01D"}],
    "claims":[{"number":1,"language":"en","text":"A filter - comprising a cyclone."}]}"#;
const APPLICATION: &str = r#"{"type":"patent","number":"US-7000001-A1","published":"2004-02-14"}"#;
const ARTICLE: &str = r#"{"type":"article","id":"doi:10.5555/a","published":"2001",
    "references":[{"text":"x","patent":"JP-2010000001-A"}]}"#;

fn ids(generation: &Generation, edges: &[Edge]) -> Vec<String> {
    let facts = Facts::of(generation).unwrap();
    edges.iter().map(|edge| generation.head(facts.address(edge.document)).unwrap().id().to_string()).collect()
}

#[test]
fn columns_say_what_the_documents_say() {
    let generation = Fixture::new(&[&[GRANT, ARTICLE], &[BATTERY, APPLICATION]]).generation();
    let facts = Facts::of(&generation).unwrap();
    let battery = number(&generation, "JP-2010000001-A");
    assert_eq!(facts.document_count(), 4);
    assert_eq!(facts.office(battery).map(|office| office.to_string()).as_deref(), Some("JP"));
    assert_eq!((facts.kind(battery), facts.status(battery)), (Some("A"), Some(LegalState::InForce)));
    let dates =
        [facts.filed(battery), facts.priority(battery), facts.published(battery), facts.granted(battery)];
    assert_eq!(
        dates.map(|date| date.map_or_else(String::new, |date| date.to_string())),
        ["2008-04-01", "2008-04-01", "2010-01-07", "2012-05-01"]
    );
    let names: Vec<&str> = facts.applicants(battery).map(|name| facts.applicant_names().word(name)).collect();
    assert_eq!(names, ["甲社", "青葉大学"]);
    let university = facts.applicant_names().number("青葉大学").unwrap();
    assert_eq!(facts.sector_of_applicant(university), Some(Sector::University));
    assert_eq!(facts.sectors(battery), [Sector::University, Sector::Company]);
    let symbols: Vec<&str> =
        facts.subclasses(battery).map(|symbol| facts.subclass_symbols().word(symbol)).collect();
    assert_eq!(symbols, ["C01B", "H01M"]);
    let fields: Vec<u8> = facts.technology_fields(battery).iter().map(TechnologyField::number).collect();
    assert_eq!((fields, facts.main_field(battery).map(TechnologyField::number)), (vec![1, 20], Some(1)));
    let countries: Vec<&str> =
        facts.applicant_countries(battery).map(|at| facts.countries().word(at)).collect();
    assert_eq!(countries, ["JP"]);
    let offices: Vec<&str> = facts.priority_offices(battery).map(|at| facts.offices().word(at)).collect();
    assert_eq!(offices, ["JP"]);
    for (quantity, expected) in [
        (Quantity::Claims, Some(4)),
        (Quantity::IndependentClaims, Some(2)),
        (Quantity::ClaimDepth, Some(2)),
        // 正極と負極, the space left out.
        (Quantity::FirstClaimCharacters, Some(5)),
        (Quantity::FirstClaimWords, None),
        (Quantity::PatentCitations, Some(4)),
        (Quantity::LiteratureCitations, Some(3)),
        // Those with a DOI.
        (Quantity::PublicationCitations, Some(2)),
    ] {
        assert_eq!(facts.quantity(battery, quantity), expected, "{quantity:?}");
    }
    let grant = number(&generation, "US-7000001-B2");
    // A, filter, comprising, a, cyclone: the dash is no word.
    assert_eq!(facts.quantity(grant, Quantity::FirstClaimWords), Some(5));
    // The subclass alone adds nothing where a group of it is given.
    let fields: Vec<u8> = facts.technology_fields(grant).iter().map(TechnologyField::number).collect();
    assert_eq!(fields, [24]);
    assert_eq!(facts.as_of().map(|day| day.to_string()).as_deref(), Some("2010-01-07"));
    assert!(facts.is_article(number(&generation, "doi:10.5555/a")) && !facts.is_article(battery));
}

#[test]
fn citations_meet_what_they_mean_and_count_what_is_not_there() {
    let generation = Fixture::new(&[&[GRANT, ARTICLE], &[BATTERY, APPLICATION]]).generation();
    let facts = Facts::of(&generation).unwrap();
    let battery = number(&generation, "JP-2010000001-A");
    let mut cited = ids(&generation, facts.cited(battery));
    cited.sort();
    // Without a kind, every publication of the number is meant.
    assert_eq!(cited, ["US-7000001-A1", "US-7000001-B2", "doi:10.5555/a"]);
    let grant = number(&generation, "US-7000001-B2");
    assert_eq!(ids(&generation, facts.citing(grant)), ["JP-2010000001-A"]);
    assert!(facts.citing(grant)[0].manner.has('X'));
    assert_eq!(ids(&generation, facts.citing(battery)), ["doi:10.5555/a"]);
    assert_eq!(facts.cited_outside(&[battery]), Outside { patents: 1, patents_in_text: 1, literature: 1 });
}

#[test]
fn after_an_update_only_new_segments_are_read_and_deleted_documents_are_gone() {
    // Smaller segments are merged with every run.
    let filling: Vec<String> =
        (1..=2_000).map(|serial| format!(r#"{{"type":"patent","number":"JP-2001{serial:06}-A"}}"#)).collect();
    let first: Vec<&str> =
        [GRANT, ARTICLE, BATTERY].into_iter().chain(filling.iter().map(String::as_str)).collect();
    let fixture = Fixture::new(&[&first]);
    let watch = fixture.watch();
    let before = watch.current();
    let facts = Facts::of(&before).unwrap();
    fixture.add(&[APPLICATION, &GRANT.replace("2006-02-14", "2006-02-15")]);
    assert!(watch.wait_for_change(before.id(), Duration::from_secs(30)));
    let after = watch.current();
    let renewed = Facts::of(&after).unwrap();
    assert_eq!((facts.segments.len(), renewed.segments.len()), (1, 2));
    let kept = |segment: &Segment| Arc::ptr_eq(&segment.facts, &facts.segments[0].facts);
    assert_eq!(renewed.segments.iter().filter(|segment| kept(segment)).count(), 1);
    let battery = number(&after, "JP-2010000001-A");
    assert_eq!(renewed.cited(battery).len(), 3);
    let grant = number(&after, "US-7000001-B2");
    assert_eq!(renewed.published(grant).map(|day| day.to_string()).as_deref(), Some("2006-02-15"));
    assert_eq!(renewed.document_count(), 2_004);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn both_ends_of_citations_agree(
        cited in vec(vec(0usize..14, 0..6), 1..12),
        runs in 1usize..4,
    ) {
        let lines: Vec<String> = cited.iter().enumerate().map(|(serial, cited)| {
            let citations: Vec<String> = cited.iter().map(|other| {
                let kind = if other % 3 == 0 { "" } else { "-A" };
                format!(r#"{{"text":"x","number":"JP-20200{other:05}{kind}"}}"#)
            }).collect();
            format!(r#"{{"type":"patent","number":"JP-20200{serial:05}-A","citations":[{}]}}"#, citations.join(","))
        }).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let parts: Vec<&[&str]> = lines.chunks(lines.len().div_ceil(runs)).collect();
        let generation = Fixture::new(&parts).generation();
        let facts = Facts::of(&generation).unwrap();
        let pairs = |edges: fn(&Facts, u32) -> &[Edge], turn: bool| -> BTreeSet<(u32, u32)> {
            let of = |number: u32| edges(&facts, number).iter().map(move |edge| {
                if turn { (edge.document, number) } else { (number, edge.document) }
            });
            facts.documents().flat_map(of).collect()
        };
        let citing: usize = facts.documents().map(|number| facts.citing(number).len()).sum();
        prop_assert_eq!(citing, facts.citation_count());
        prop_assert_eq!(pairs(Facts::cited, false), pairs(Facts::citing, true));
        // A plain model: who names whom among those that are there; nothing cites itself.
        let expected: BTreeSet<(usize, usize)> = cited.iter().enumerate().flat_map(|(citing, cited)| {
            cited.iter().map(move |other| (citing, *other))
        }).filter(|(citing, other)| citing != other && *other < lines.len()).collect();
        let outside: u32 = facts.documents().map(|number| facts.cited_outside(&[number]).patents).sum();
        let missing: BTreeSet<(usize, usize)> = cited.iter().enumerate().flat_map(|(citing, cited)| {
            cited.iter().map(move |other| (citing, *other))
        }).filter(|(_, other)| lines.len() <= *other).collect();
        prop_assert_eq!(facts.citation_count(), expected.len());
        prop_assert_eq!(outside as usize, missing.len());
    }
}
