//! The sets of patents that a search is joined with.

use std::collections::BTreeSet;

use commons::*;
use model::{LegalState, OfficeCode};

use crate::support::*;

const A: &str = "JP-7000001-B2";
const B: &str = "JP-7000002-B2";
const C: &str = "JP-7000003-B2";
const D: &str = "US-9000001-B2";

/// A by aoba (宮城, terms open), withdrawn on 2025-12-31; B by kita (東京, represented by aoba, for non-profits); C by both; D an American one.
fn story() -> Story {
    let non_profit = Terms { users: BTreeSet::from([UserClass::NonProfit]), ..research() };
    let represented_by = BTreeSet::from([provider("aoba")]);
    let in_tokyo = Profile { represented_by, ..profile("13") };
    let in_tokyo = Event::ProviderChanged { provider: provider("kita"), profile: Box::new(in_tokyo) };
    let pair = Event::PackageOffered {
        package: "pair".parse().unwrap(),
        content: Box::new(Package {
            names: Bilingual::new("組", "pair"),
            description: None,
            provider: provider("aoba"),
            patents: BTreeSet::from([patent(A), patent(B)]),
        }),
    };
    Story::of(vec![
        since("2019-01-01", published("universities", non_profit)),
        since("2020-01-02", in_tokyo),
        since("2020-06-01", listed("aoba", A, offer("open"))),
        since("2020-06-01", listed("kita", B, offer("universities"))),
        since("2020-06-01", listed("aoba", C, offer("open"))),
        since("2020-06-01", listed("kita", C, offer("universities"))),
        since("2020-06-01", listed("aoba", D, offer("open"))),
        since("2020-06-01", pair),
        since("2025-12-31", withdrawn("aoba", A)),
    ])
}

#[track_caller]
fn check(story: &Story, filter: &ListingFilter, expected: &[&str]) {
    let set = story.commons.listed(filter).unwrap();
    let numbers: BTreeSet<String> = set.numbers().map(ToString::to_string).collect();
    assert_eq!(numbers, expected.iter().map(ToString::to_string).collect(), "{filter:?}");
    assert_eq!(set.len(), expected.len());
    for number in [A, B, C, D, "JP-7999999-B2"] {
        assert_eq!(set.contains(&patent(number)), expected.contains(&number), "{number}");
    }
}

#[test]
fn a_listing_counts_on_its_days() {
    let story = story();
    for (on, expected) in [
        ("2020-05-31", &[][..]),
        ("2020-06-01", &[A, B, C, D]),
        ("2025-12-30", &[A, B, C, D]),
        ("2025-12-31", &[B, C, D]),
        ("2026-01-01", &[B, C, D]),
    ] {
        check(&story, &ListingFilter::on(day(on)), expected);
    }
}

#[test]
fn every_condition_narrows() {
    let story = story();
    let all = ListingFilter::on(day("2025-12-30"));
    let asked = |user: Option<UserKind>, territory: Option<OfficeCode>, purpose| Asked {
        user: user.map(|kind| User { kind, residence: Some(OfficeCode::JP) }),
        territory,
        purpose,
    };
    let (company, jp) = (Some(UserKind::Company), Some(OfficeCode::JP));
    for (filter, expected) in [
        (ListingFilter { asked: asked(company, None, None), ..all.clone() }, &[A, C, D][..]),
        (ListingFilter { asked: asked(company, jp, Some(Use::Research)), ..all.clone() }, &[A, C]),
        (ListingFilter { asked: asked(Some(UserKind::University), jp, None), ..all.clone() }, &[A, B, C]),
        (ListingFilter { asked: asked(None, Some(OfficeCode::US), None), ..all.clone() }, &[D]),
        (ListingFilter { asked: asked(None, None, Some(Use::Education)), ..all.clone() }, &[]),
        (ListingFilter { terms: "universities".parse().ok(), ..all.clone() }, &[B, C]),
        (ListingFilter { terms: "open".parse().ok(), version: Some(2), ..all.clone() }, &[]),
        (ListingFilter { provider: "kita".parse().ok(), ..all.clone() }, &[B, C]),
        (ListingFilter { prefecture: "宮城".parse().ok(), ..all.clone() }, &[A, C, D]),
        (ListingFilter { represented_by: "aoba".parse().ok(), ..all.clone() }, &[B, C]),
        (ListingFilter { represented_by: "kita".parse().ok(), ..all.clone() }, &[]),
        (ListingFilter { prefecture: "13".parse().ok(), ..all.clone() }, &[B, C]),
        (ListingFilter { package: "pair".parse().ok(), ..all.clone() }, &[A, B]),
        (ListingFilter { package: "none".parse().ok(), ..all.clone() }, &[]),
        (ListingFilter { package: "pair".parse().ok(), on: day("2025-12-31"), ..all.clone() }, &[B]),
        (ListingFilter { required: Required::Open, asked: asked(company, None, None), ..all }, &[A, D]),
    ] {
        check(&story, &filter, expected);
    }
}

#[test]
fn what_is_entered_counts_in_the_next_set_and_not_in_the_one_before() {
    let story = story();
    let today = ListingFilter::on(day("2026-01-10"));
    let before = story.commons.listed(&today).unwrap();
    enter(&story.commons, vec![since("2026-01-10", listed("aoba", A, offer("open")))]);
    check(&story, &today, &[A, B, C, D]);
    assert!(!before.contains(&patent(A)));
    let other_process = open(story.dir(), &story.hands);
    enter(&other_process, vec![since("2026-01-10", withdrawn("kita", B))]);
    check(&story, &today, &[A, C, D]);
    let again = story.commons.listed(&today).unwrap();
    assert!(std::sync::Arc::ptr_eq(&again, &story.commons.listed(&today).unwrap()), "the same set is kept");
}

#[test]
fn open_leaves_out_what_is_to_be_checked() {
    for event in [licensed(A, "el-1"), lapsed(A, LegalState::Expired)] {
        let story = story();
        enter(&story.commons, vec![since("2024-01-01", event)]);
        let listed = ListingFilter::on(day("2024-01-01"));
        check(&story, &listed, &[A, B, C, D]);
        check(&story, &ListingFilter { required: Required::Open, ..listed.clone() }, &[B, C, D]);
        let before = ListingFilter { on: day("2023-12-31"), required: Required::Open, ..listed };
        check(&story, &before, &[A, B, C, D]);
    }
}
