//! A patent with a cohort of 35, worked by hand.

use std::sync::{Arc, LazyLock};

use indexer::Generation;

use super::*;
use crate::{ValueError, fixture::Fixture, indicators};

/// The application filed in 2010 that everything is told of, and its family.
const SUBJECT: &str = "JP-2011000001-A";
const ABROAD: &str = "US-9000001-B2";
const YOUNG: &str = "JP-2018000001-A";

const MINIMUM: usize = crate::MINIMUM_COHORT;

fn subject() -> Vec<String> {
    let claims = [("product", ""), ("product", "[1]"), ("process", ""), ("process", "[2]")];
    let claims: Vec<String> = (1..)
        .zip(claims)
        .map(|(number, (category, on))| {
            let on = if on.is_empty() { String::new() } else { format!(r#","depends_on":{on}"#) };
            format!(
                r#"{{"number":{number},"language":"ja","text":"正極と 負極","category":"{category}"{on}}}"#
            )
        })
        .collect();
    vec![
        format!(
            r#"{{"type":"patent","number":"{SUBJECT}","application":"JP-2010000001","family":"f1",
            "filed":"2010-05-01","published":"2011-11-01","granted":"2012-05-01","status":{{"state":"in-force"}},
            "applicants":[{{"names":[{{"language":"ja","text":"青葉大学"}}],"sector":"university"}},
                          {{"names":[{{"language":"ja","text":"甲社"}}],"sector":"company"}}],
            "ipc":[{{"symbol":"H01M10/05"}}],"claims":[{}],
            "citations":[{{"text":"a","number":"JP-2005000001-A"}},{{"text":"b","number":"JP-2005000002"}},
                         {{"text":"c","number":"JP-2005000003-A"}},
                         {{"text":"d","number":"JP-2005000004-A","place":"in-text"}}],
            "literature":[{{"text":"e","doi":"10.5555/a"}},
                {{"text":"International Search Report, PCT/JP2009/000001, mailed Mar. 3, 2009"}}]}}"#,
            claims.join(",")
        ),
        format!(
            r#"{{"type":"patent","number":"{ABROAD}","family":"f1","filed":"2010-06-01","published":"2012-01-01",
            "ipc":[{{"symbol":"H01M10/05"}}],
            "claims":[{{"number":1,"language":"en","text":"A battery comprising an anode."}}]}}"#
        ),
        r#"{"type":"patent","number":"JP-2005000001-A","ipc":[{"symbol":"H01M4/13"}]}"#.to_owned(),
        r#"{"type":"patent","number":"JP-2005000002-A","ipc":[{"symbol":"C08L1/02"}],
            "applicants":[{"names":[{"language":"ja","text":"青葉大学"}]}]}"#
            .to_owned(),
    ]
}

/// 34 applications of the subject's office, field and year, the last with a grant that counts no second time.
fn peers() -> Vec<String> {
    let mut lines: Vec<String> = (2..=35).map(|serial| {
        let count = if serial == 2 { 8 } else { 2 };
        let claims: Vec<String> = (1..=count).map(|number| {
            format!(r#"{{"number":{number},"language":"ja","text":"正極を備える電池"}}"#)
        }).collect();
        format!(r#"{{"type":"patent","number":"JP-20110000{serial:02}-A","application":"JP-20100000{serial:02}",
            "filed":"2010-05-01","published":"2011-11-02","granted":"2013-05-01",
            "ipc":[{{"symbol":"H01M2/00"}}],"claims":[{}]}}"#, claims.join(","))
    }).collect();
    lines.push(r#"{"type":"patent","number":"JP-5000035-B2","application":"JP-2010000035",
        "filed":"2010-05-01","published":"2013-06-01","granted":"2013-05-01","ipc":[{"symbol":"H01M2/00"}],
        "claims":[{"number":1,"language":"ja","text":"正極を備える電池"},{"number":2,"language":"ja","text":"電池"}]}"#.to_owned());
    lines
}

/// Who cites: `(number, published, class, cited)`.
fn citing() -> Vec<String> {
    let one = |number: &str, published: &str, class: &str, applicant: &str, cited: &str| {
        let ipc =
            if class.is_empty() { String::new() } else { format!(r#","ipc":[{{"symbol":"{class}"}}]"#) };
        let applicants = if applicant.is_empty() {
            String::new()
        } else {
            format!(r#","applicants":[{{"names":[{{"language":"ja","text":"{applicant}"}}]}}]"#)
        };
        format!(
            r#"{{"type":"patent","number":"{number}","published":"{published}"{ipc}{applicants},"citations":[{cited}]}}"#
        )
    };
    let all: Vec<String> =
        (2..=35).map(|serial| format!(r#"{{"text":"p","number":"JP-20110000{serial:02}-A"}}"#)).collect();
    let x = format!(r#"{{"text":"s","number":"{SUBJECT}","categories":["X"],"cited_by":"examiner"}}"#);
    let a = format!(r#"{{"text":"s","number":"{SUBJECT}","categories":["A"]}}"#);
    let in_text = format!(r#"{{"text":"s","number":"{SUBJECT}","place":"in-text"}}"#);
    let abroad = format!(r#"{{"text":"s","number":"{ABROAD}"}}"#);
    vec![
        one("US-8000001-B2", "2013-01-01", "A01B1/02", "", &x),
        one("US-8000002-B2", "2014-01-01", "A01B3/00", "", &a),
        one("US-8000003-B2", "2016-11-01", "B21D1/00", "甲社", &a),
        one("US-8000004-B2", "2016-11-02", "", "", &a),
        one("US-8000005-B2", "2015-01-01", "G06F3/00", "", &in_text),
        one("US-8000006-B2", "2013-01-01", "", "", &abroad),
        one("US-8000007-B2", "2014-01-01", "G06F3/00", "", &all.join(",")),
        format!(r#"{{"type":"patent","number":"{YOUNG}","filed":"2018-02-01","published":"2018-12-01",
            "ipc":[{{"symbol":"H01M2/00"}}],"status":{{"state":"lapsed"}}}}"#),
        r#"{"type":"article","id":"doi:10.5555/b","published":"2019-05-01","references":[{"text":"r","patent":"JP-2011000001-A"}]}"#.to_owned(),
        r#"{"type":"article","id":"doi:10.5555/a","published":"2004"}"#.to_owned(),
    ]
}

static GENERATION: LazyLock<Arc<Generation>> = LazyLock::new(|| {
    let lines: Vec<String> = subject().into_iter().chain(peers()).chain(citing()).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (first, second) = lines.split_at(20);
    Fixture::new(&[first, second]).generation()
});

fn card(id: &str, unit: UnitKind) -> Card {
    indicators(&GENERATION, &id.parse().unwrap(), unit).unwrap()
}

#[track_caller]
fn of(id: &str, unit: UnitKind, measure: Measure) -> Indicator {
    let card = card(id, unit);
    card.indicators.into_iter().find(|indicator| indicator.measure == measure).expect("the card has it")
}

#[track_caller]
fn check(measure: Measure, expected: f64) {
    let indicator = of(SUBJECT, UnitKind::Patent, measure);
    let Reading::Known(value) = indicator.reading else { panic!("{measure:?}: {:?}", indicator.reading) };
    assert!((value - expected).abs() < 1e-6, "{measure:?} is {value} and not {expected}");
}

#[track_caller]
fn check_unknown(id: &str, measure: Measure, expected: Reading) {
    assert_eq!(of(id, UnitKind::Patent, measure).reading, expected);
}

#[track_caller]
fn check_part(measure: Measure, name: PartName, expected: f64) {
    let indicator = of(SUBJECT, UnitKind::Patent, measure);
    let part = indicator.parts.iter().find(|part| part.name == name);
    assert_eq!(part.map(|part| part.value), Some(expected), "{measure:?} {name:?}");
}

#[track_caller]
fn check_percentile(measure: Measure, expected_size: usize, expected: f64) {
    let Standing::In { size, percentile: Some(Reading::Known(place)), .. } =
        of(SUBJECT, UnitKind::Patent, measure).standing
    else {
        panic!("{measure:?}: {:?}", of(SUBJECT, UnitKind::Patent, measure).standing)
    };
    assert_eq!(size, expected_size);
    assert!((place - expected).abs() < 1e-9, "{place} and not {expected}");
}

#[test]
fn forward_citations_are_counted_in_their_window() {
    // Published 2011-11-01. To 2016-11-01 three families cite it on the front page; the fourth comes a day later, the
    // fifth cites in its text, the sixth cites its family abroad.
    check(Measure::ForwardCitations5, 3.0);
    check_part(Measure::ForwardCitations5, PartName::SelfCitations, 1.0);
    check_part(Measure::ForwardCitations5, PartName::CitingArticles, 1.0);
    check(Measure::ForwardCitations7, 4.0);
    let inputs = of(SUBJECT, UnitKind::Patent, Measure::ForwardCitations5).inputs;
    let mut documents = inputs.documents;
    documents.sort();
    assert_eq!(documents, ["US-8000001-B2", "US-8000002-B2", "US-8000003-B2"]);
    assert_eq!((inputs.document_count, inputs.applicants.len()), (3, 2));
    // Of the whole family the sixth as well.
    let family = of(SUBJECT, UnitKind::Family, Measure::ForwardCitations5);
    assert_eq!(family.reading, Reading::Known(4.0));
}

#[test]
fn forward_citations_are_compared_within_office_field_and_year() {
    // Its 34 peers are cited once each, by one document. The mean is (3 + 34) / 35.
    check(Measure::ForwardNormalised, 3.0 / (37.0 / 35.0));
    check_part(Measure::ForwardNormalised, PartName::CohortMean, 37.0 / 35.0);
    // Below it are 34 of 35, it alone is equal.
    check_percentile(Measure::ForwardCitations5, 35, 100.0 * 34.5 / 35.0);
    // The 99th percentile of 35 is the ⌈34.65⌉th: the greatest.
    check_part(Measure::Breakthrough, PartName::CohortTop, 3.0);
    check(Measure::Breakthrough, 1.0);
    let Standing::In { cohort, .. } = of(SUBJECT, UnitKind::Patent, Measure::ForwardCitations5).standing
    else {
        panic!("it has a cohort")
    };
    assert_eq!((cohort.office.unwrap().as_str(), cohort.field.number(), cohort.year), ("JP", 1, 2010));
    let Standing::In { cohort, size, .. } =
        of(SUBJECT, UnitKind::Family, Measure::ForwardCitations5).standing
    else {
        panic!("it has a cohort")
    };
    assert_eq!((cohort.office, cohort.year, size), (None, 2010, 35));
}

#[test]
fn classes_of_citing_and_cited_families_spread() {
    // Citing families with classes: A01B, A01B, B21D. 1 − ((2/3)² + (1/3)²); the correction is 3/2.
    check(Measure::Generality, 4.0 / 9.0);
    check(Measure::GeneralityCorrected, 2.0 / 3.0);
    check_part(Measure::Generality, PartName::WithClasses, 3.0);
    // Cited families with classes: H01M and C08L. 1 − (¼ + ¼); the correction is 2/1.
    check(Measure::Originality, 0.5);
    check(Measure::OriginalityCorrected, 1.0);
    // C08L is not its own, H01M is: one of two.
    check(Measure::Radicalness, 0.5);
    check(Measure::Scope, 1.0);
    let inputs = of(SUBJECT, UnitKind::Patent, Measure::Generality).inputs;
    assert_eq!(inputs.classes, ["A01B", "B21D"]);
    // A family of one class cited once: no spread, and nothing to correct.
    check_unknown("JP-2011000003-A", Measure::Generality, Reading::Known(0.0));
    check_unknown("JP-2011000003-A", Measure::GeneralityCorrected, Reading::Unknown(Missing::SecondCiting));
    check_unknown("JP-2011000003-A", Measure::Originality, Reading::Unknown(Missing::CitedClasses));
}

#[test]
fn backward_citations_and_the_share_of_science() {
    // Two families of the index, one of its own applicant, and one patent outside; what only the text cites is apart.
    check(Measure::BackwardCitations, 3.0);
    check_part(Measure::BackwardCitations, PartName::SelfCitations, 1.0);
    check_part(Measure::BackwardCitations, PartName::OutsideIndex, 1.0);
    check_part(Measure::BackwardCitations, PartName::InText, 1.0);
    check(Measure::LiteratureCitations, 2.0);
    check_part(Measure::LiteratureCitations, PartName::InIndex, 1.0);
    // The search report is no science.
    check(Measure::ScienceLinkage, 1.0);
    check_part(Measure::ScienceLinkage, PartName::LiteratureCitations, 2.0);
    // 2 of 2 + 3.
    check(Measure::LiteratureShare, 0.4);
    check_unknown("JP-2011000003-A", Measure::LiteratureShare, Reading::Unknown(Missing::Citations));
    check(Measure::CategoryXy, 1.0);
}

#[test]
fn claims_are_counted_and_measured() {
    check(Measure::Claims, 4.0);
    check(Measure::IndependentClaims, 2.0);
    // 4 refers to 2, which refers to 1.
    check(Measure::ClaimDepth, 2.0);
    check_part(Measure::Claims, PartName::Products, 2.0);
    check_part(Measure::Claims, PartName::Processes, 2.0);
    // 正極と負極 without the space; its peers have 正極を備える電池, 8 characters.
    check(Measure::FirstClaimCharacters, 5.0);
    check_percentile(Measure::FirstClaimCharacters, 35, 100.0 * 0.5 / 35.0);
}

#[test]
fn claims_of_two_languages_are_never_in_one_cohort() {
    let names = |id: &str| -> Vec<Measure> {
        card(id, UnitKind::Patent).indicators.into_iter().map(|indicator| indicator.measure).collect()
    };
    assert!(names(SUBJECT).contains(&Measure::FirstClaimCharacters));
    assert!(!names(SUBJECT).contains(&Measure::FirstClaimWords));
    assert!(names(ABROAD).contains(&Measure::FirstClaimWords));
    assert!(!names(ABROAD).contains(&Measure::FirstClaimCharacters));
    let abroad = of(ABROAD, UnitKind::Patent, Measure::FirstClaimWords);
    assert_eq!(abroad.reading, Reading::Known(5.0));
    let Standing::In { language, percentile, size, .. } = abroad.standing else { panic!("it has a cohort") };
    assert_eq!((language, size), (Some(Language::EN), 1));
    assert_eq!(percentile, Some(Reading::NotEnoughData { size: 1, needed: MINIMUM }));
    let Standing::In { language, .. } = of(SUBJECT, UnitKind::Patent, Measure::FirstClaimCharacters).standing
    else {
        panic!("it has a cohort")
    };
    assert_eq!(language, Some(Language::JA));
}

#[test]
fn families_grants_and_terms() {
    // JP and US.
    check(Measure::FamilySize, 2.0);
    check(Measure::InternationalFamily, 1.0);
    check_unknown("JP-2011000003-A", Measure::InternationalFamily, Reading::Known(0.0));
    // 2010-05-01 to 2012-05-01 is 365 + 366 days; its peers took to 2013-05-01, 365 days more.
    check_part(Measure::GrantLag, PartName::Days, 731.0);
    check(Measure::GrantLag, 1.0 - 731.0 / 1096.0);
    // Faster than 34 of 35.
    check_percentile(Measure::GrantLag, 35, 100.0 * 34.5 / 35.0);
    check_unknown(YOUNG, Measure::GrantLag, Reading::Unknown(Missing::Grant));
    // 2019-05-01 to 2030-05-01: 11 · 365 + 3 days.
    check(Measure::RemainingLife, 4018.0 / 365.2425);
    check_unknown(YOUNG, Measure::RemainingLife, Reading::Unknown(Missing::NotInForce));
    check_unknown("JP-2011000003-A", Measure::RemainingLife, Reading::Unknown(Missing::Status));
    check(Measure::SectorCollaboration, 1.0);
    check_unknown("JP-2011000003-A", Measure::SectorCollaboration, Reading::Unknown(Missing::Sectors));
}

#[test]
fn a_composite_comes_with_its_parts() {
    // The 98th percentile of 35 is the greatest. Citations 3 of 3, offices 2 of 2, claims 4 of 8, generality 4/9 of 4/9.
    check_part(Measure::Composite4, PartName::ForwardOverMaximum, 1.0);
    check_part(Measure::Composite4, PartName::FamilyOverMaximum, 1.0);
    check_part(Measure::Composite4, PartName::ClaimsOverMaximum, 0.5);
    check_part(Measure::Composite4, PartName::GeneralityOverMaximum, 1.0);
    check(Measure::Composite4, 3.5 / 4.0);
    // Nobody of the cohort cites more than its 3; granted after 731 days where the slowest took 1096.
    check_part(Measure::Composite6, PartName::BackwardOverMaximum, 1.0);
    check_part(Measure::Composite6, PartName::SpeedOfGrant, 1.0 - 731.0 / 1096.0);
    check(Measure::Composite6, (3.5 + 1.0 + 1.0 - 731.0 / 1096.0) / 6.0);
}

#[test]
fn what_cannot_be_said_is_said() {
    let until = "2023-12-01".parse().unwrap();
    check_unknown(YOUNG, Measure::ForwardCitations5, Reading::WindowNotClosed { until });
    check_unknown(YOUNG, Measure::ForwardNormalised, Reading::WindowNotClosed { until });
    check_unknown(YOUNG, Measure::Composite4, Reading::WindowNotClosed { until });
    check_unknown(YOUNG, Measure::Composite6, Reading::WindowNotClosed { until });
    check_unknown(YOUNG, Measure::Claims, Reading::Unknown(Missing::Claims));
    check_unknown(ABROAD, Measure::ForwardNormalised, Reading::NotEnoughData { size: 1, needed: MINIMUM });
    check_unknown("JP-2005000001-A", Measure::ForwardCitations5, Reading::Unknown(Missing::PublicationDate));
    assert_eq!(
        of("JP-2005000001-A", UnitKind::Patent, Measure::Scope).standing,
        Standing::NoCohort(Missing::FilingDate)
    );
    let unknown = indicators(&GENERATION, &"JP-1999000001-A".parse().unwrap(), UnitKind::Family);
    assert!(matches!(unknown, Err(ValueError::UnknownDocument { .. })));
    let article = indicators(&GENERATION, &"doi:10.5555/a".parse().unwrap(), UnitKind::Family);
    assert!(matches!(article, Err(ValueError::NotAPatent { .. })));
}

#[test]
fn the_impact_of_a_set_is_over_the_means_of_cohorts() {
    // Its family is cited by four families, the 34 others of the cohort by one each: 4 ÷ ((4 + 34) / 35). One of the
    // others has 1 ÷ (38 / 35); both together the mean of the two.
    let figures = crate::Figures::of(&GENERATION).unwrap();
    let address = |id: &str| GENERATION.address(&id.parse().unwrap()).unwrap().unwrap();
    let set = crate::portfolio(&figures, &[address(SUBJECT), address("JP-2011000003-A"), address(YOUNG)]);
    assert_eq!(set.impact.of, 2);
    let Reading::Known(impact) = set.impact.reading else { panic!("{:?}", set.impact) };
    assert!((impact - 2.5 * 35.0 / 38.0).abs() < 1e-6, "{impact}");
}
