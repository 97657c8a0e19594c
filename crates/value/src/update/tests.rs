use std::{sync::Arc, time::Duration};

use indexer::{Generation, GenerationWatch};
use proptest::{collection::vec, prelude::*};

use crate::{Figures, fixture::Fixture};

/// A patent as a generated case describes it.
#[derive(Debug, Clone)]
struct Given {
    serial: usize,
    /// Every third is of the family of the one before it.
    year: u16,
    class: usize,
    applicant: usize,
    cited: Vec<usize>,
}

const DOCUMENTS: usize = 24;

fn given(serial: std::ops::Range<usize>) -> impl Strategy<Value = Given> {
    (serial, 2000u16..2012, 0usize..4, 0usize..3, vec(0usize..DOCUMENTS + 4, 0..5))
        .prop_map(|(serial, year, class, applicant, cited)| Given { serial, year, class, applicant, cited })
}

impl Given {
    fn id(serial: usize) -> String {
        let office = if serial % 3 == 2 { "US" } else { "JP" };
        format!("{office}-2000{serial:06}-A")
    }

    fn line(&self) -> String {
        let Self { serial, year, class, applicant, cited } = self;
        let class = ["H01M10/05", "G06F3/00", "A01B1/02", "B21D1/00"][*class];
        let citations: Vec<String> = cited
            .iter()
            .map(|other| {
                let place = if other % 5 == 0 { r#","place":"in-text""# } else { "" };
                format!(r#"{{"text":"x","number":"{}","categories":["X"]{place}}}"#, Self::id(*other))
            })
            .collect();
        format!(
            r#"{{"type":"patent","number":"{}","family":"f{}","filed":"{}-02-01","published":"{year}-05-01",
            "ipc":[{{"symbol":"{class}"}}],"applicants":[{{"names":[{{"language":"ja","text":"甲{applicant}社"}}]}}],
            "citations":[{}]}}"#,
            Self::id(*serial),
            serial - serial % 3 / 2,
            year - 1,
            citations.join(",")
        )
        .replace('\n', " ")
    }
}

fn add(fixture: &Fixture, documents: &[Given]) {
    let lines: Vec<String> = documents.iter().map(Given::line).collect();
    fixture.add(&lines.iter().map(String::as_str).collect::<Vec<_>>());
}

fn next(watch: &GenerationWatch, before: &Generation) -> Arc<Generation> {
    assert!(watch.wait_for_change(before.id(), Duration::from_secs(30)), "the run is seen");
    watch.current()
}

/// The rows of all patents by id and of all families by their first member's, with what is not known as a word.
fn rows(generation: &Generation) -> Vec<String> {
    let figures = Figures::of(generation).unwrap();
    let facts = figures.facts();
    let id = |number: u32| generation.head(facts.address(number)).unwrap().id().to_string();
    let mut rows: Vec<String> =
        facts.documents().map(|number| format!("{} {:?}", id(number), figures.patent(number))).collect();
    rows.extend((0..facts.family_count()).filter(|family| !facts.members(*family).is_empty()).map(
        |family| {
            let first = facts.members(family).iter().map(|member| id(*member)).min().unwrap();
            format!("family of {first} {:?}", figures.family(family))
        },
    ));
    rows.sort();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]
    #[test]
    fn figures_taken_over_are_those_computed(
        first in vec(given(0..DOCUMENTS), 1..20),
        second in vec(given(0..DOCUMENTS), 1..4),
        deleted in vec(0..DOCUMENTS, 1..4),
    ) {
        let fixture = Fixture::new(&[]);
        add(&fixture, &first);
        let watch = fixture.watch();
        let before = watch.current();
        Figures::of(&before).unwrap();
        add(&fixture, &second);
        let mut generation = before;
        // A run that changes nothing publishes nothing.
        if fixture.generation().id() != generation.id() {
            generation = next(&watch, &generation);
            prop_assert_eq!(rows(&generation), rows(&fixture.generation()));
        }
        fixture.delete(&deleted.into_iter().map(Given::id).collect::<Vec<_>>());
        if fixture.generation().id() != generation.id() {
            generation = next(&watch, &generation);
            prop_assert_eq!(rows(&generation), rows(&fixture.generation()));
        }
    }
}

#[test]
fn only_what_an_update_reaches_is_computed() {
    let one = |serial: usize, cited: &[usize]| Given {
        serial,
        year: 2005,
        class: serial % 4,
        applicant: 0,
        cited: cited.to_vec(),
    };
    let fixture = Fixture::new(&[]);
    // 0 cites 3, 6 cites 9, 12 nothing.
    add(&fixture, &[one(0, &[3]), one(3, &[]), one(6, &[9]), one(9, &[]), one(12, &[])]);
    let watch = fixture.watch();
    let before = watch.current();
    assert_eq!(Figures::of(&before).unwrap().held_families(), 0);
    // 15 cites 3: its own family and that of 3 are reached, and that of 0, which 3 says nothing new of, is not.
    add(&fixture, &[one(15, &[3])]);
    let after = next(&watch, &before);
    assert_eq!(Figures::of(&after).unwrap().held_families(), 4);
    // 11 is of the family of 10, which is not there: nothing else changes.
    add(&fixture, &[one(11, &[])]);
    let later = next(&watch, &after);
    assert_eq!(Figures::of(&later).unwrap().held_families(), 6);
    assert_eq!(rows(&later), rows(&fixture.generation()));
    // Closes the windows of what was published in 2005.
    add(&fixture, &[Given { year: 2011, ..one(18, &[]) }]);
    let last = next(&watch, &later);
    assert_eq!(Figures::of(&last).unwrap().held_families(), 0);
    assert_eq!(rows(&last), rows(&fixture.generation()));
}
