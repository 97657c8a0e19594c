//! What lies beside the ledger: records of use, needs, fields.

use commons::*;
use model::Language;

use crate::support::*;

const P: &str = "JP-7000001-B2";

fn story() -> Story {
    let story = Story::of(vec![since("2020-06-01", listed("aoba", P, offer("open")))]);
    let root = story.commons.create_first_administrator(&"admin".parse().unwrap(), 30).unwrap();
    let root = story.commons.sign_in(root.text.reveal()).unwrap().unwrap();
    for of in ["aoba", "kita"] {
        let id = format!("{of}-editor").parse().unwrap();
        story.commons.create_account(&root, &id, &Role::Editor(provider(of))).unwrap();
    }
    story
}

fn used(person: Option<Person>) -> NewUseRecord {
    NewUseRecord { patent: patent(P), purpose: Use::Research, since: day("2025-05-01"), person }
}

fn person() -> Person {
    Person {
        name: Some("Invented Person of Minami".to_owned()),
        email: "invented@example.org".parse().ok(),
        statement: Some("a pump".to_owned()),
    }
}

fn n_records(commons: &Commons) -> u64 {
    commons.use_counts(Some(&patent(P))).unwrap().iter().map(|count| count.n_records).sum()
}

#[test]
fn counts_are_public_and_persons_are_not() {
    let story = story();
    let commons = &story.commons;
    let receipt = commons.register_use(&used(Some(person()))).unwrap();
    commons.register_use(&used(None)).unwrap();
    commons.register_use(&NewUseRecord { purpose: Use::Education, ..used(None) }).unwrap();
    let counts = commons.use_counts(None).unwrap();
    let counts: Vec<_> = counts.iter().map(|count| (count.purpose, count.n_records)).collect();
    assert_eq!(counts, [(Use::Education, 1), (Use::Research, 2)]);
    let seen = commons.registrants(&admin(), &patent(P)).unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!((&seen[0].reference, &seen[0].person), (&receipt.reference, &person()));
    assert!(matches!(commons.registrants(&editor("aoba"), &patent(P)), Err(Error::Forbidden { .. })));
}

#[test]
fn deletion_takes_the_person_out_of_the_file_and_keeps_the_count() {
    let story = story();
    let commons = &story.commons;
    let receipt = commons.register_use(&used(Some(person()))).unwrap();
    let others = commons.register_use(&used(Some(Person { name: None, ..person() }))).unwrap();
    let is_in_file = |text: &str| {
        std::fs::read_dir(story.dir()).unwrap().any(|file| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            bytes.windows(text.len()).any(|window| window == text.as_bytes())
        })
    };
    assert!(is_in_file("Invented Person of Minami"));
    for (reference, key) in [
        (receipt.reference.as_str(), others.key.reveal()),
        ("U-000000000000", receipt.key.reveal()),
        (others.reference.as_str(), ""),
    ] {
        assert!(matches!(commons.delete_use(reference, key), Err(Error::Unknown { .. })));
    }
    commons.delete_use(&receipt.reference, receipt.key.reveal()).unwrap();
    assert!(!is_in_file("Invented Person of Minami"));
    assert!(commons.delete_use(&receipt.reference, receipt.key.reveal()).is_err(), "once");
    assert!(commons.delete_use_as(&editor("aoba"), &others.reference).is_err());
    commons.delete_use_as(&admin(), &others.reference).unwrap();
    assert_eq!(n_records(commons), 2);
    assert_eq!(commons.registrants(&admin(), &patent(P)).unwrap(), []);
}

#[test]
fn a_use_is_of_a_known_patent_and_has_begun() {
    let story = story();
    let unknown = NewUseRecord { patent: patent("JP-7999999-B2"), ..used(None) };
    assert!(matches!(story.commons.register_use(&unknown), Err(Error::Unknown { .. })));
    let coming = NewUseRecord { since: day("2026-01-11"), ..used(None) };
    assert!(matches!(story.commons.register_use(&coming), Err(Error::Invalid(_))));
    assert_eq!(n_records(&story.commons), 0);
}

fn need(visibility: Visibility) -> Need {
    Need {
        title: "静かなポンプ".to_owned(),
        text: "騒音の小さいポンプが必要です。".to_owned(),
        language: Language::JA,
        visibility,
        classes: vec!["F04D".parse().unwrap()],
        is_open: true,
    }
}

#[test]
fn needs_are_versioned_and_private_ones_are_their_owners() {
    let story = story();
    let commons = &story.commons;
    let (aoba, kita) = (editor("aoba"), editor("kita"));
    let id: NeedId = "quiet-pump".parse().unwrap();
    assert_eq!(commons.save_need(&aoba, &id, 0, &need(Visibility::Public)).unwrap(), 1);
    assert!(matches!(commons.save_need(&aoba, &id, 0, &need(Visibility::Public)), Err(Error::Taken { .. })));
    assert!(matches!(
        commons.save_need(&kita, &id, 1, &need(Visibility::Public)),
        Err(Error::Forbidden { .. })
    ));
    assert_eq!(commons.needs(None).unwrap().len(), 1);
    let private = need(Visibility::Private);
    assert_eq!(commons.save_need(&aoba, &id, 1, &private).unwrap(), 2);
    let outdated = commons.save_need(&aoba, &id, 1, &private).unwrap_err();
    assert_eq!(outdated.to_string(), "need quiet-pump is at version 2, not 1; read it again and change that");
    for (viewer, sees) in [(None, false), (Some(&kita), false), (Some(&aoba), true), (Some(&admin()), true)] {
        assert_eq!(commons.need(viewer, &id, None).unwrap().is_some(), sees, "{viewer:?}");
        assert_eq!(commons.need(viewer, &id, Some(1)).unwrap().is_some(), sees, "its past too: {viewer:?}");
        assert_eq!(commons.needs(viewer).unwrap().len(), usize::from(sees));
    }
    assert_eq!(commons.need(Some(&aoba), &id, Some(1)).unwrap().unwrap().content, need(Visibility::Public));
    assert!(commons.need(Some(&aoba), &id, Some(3)).unwrap().is_none());
    assert!(matches!(commons.remove_need(&kita, &id), Err(Error::Forbidden { .. })));
    commons.remove_need(&aoba, &id).unwrap();
    assert!(commons.need(Some(&aoba), &id, Some(1)).unwrap().is_none());
    let missing = commons.save_need(&aoba, &id, 2, &private);
    assert!(matches!(missing, Err(Error::Unknown { .. })));
    let wordless = Need { text: " ".to_owned(), ..private };
    assert!(matches!(commons.save_need(&aoba, &id, 0, &wordless), Err(Error::Invalid(_))));
}

#[test]
fn fields_keep_every_version() {
    let story = story();
    let commons = &story.commons;
    let id: FieldId = "hydrogen".parse().unwrap();
    let field = |searches: &[&str]| Field {
        names: Bilingual::new("水素", "Hydrogen"),
        description: Bilingual::new("水素の製造と貯蔵", "Making and storing hydrogen"),
        searches: searches.iter().map(ToString::to_string).collect(),
        classes: vec!["C01B3".parse().unwrap()],
    };
    assert_eq!(commons.save_field(&admin(), &id, 0, &field(&["水素 貯蔵"])).unwrap(), 1);
    assert_eq!(commons.save_field(&admin(), &id, 1, &field(&["水素 貯蔵", "hydrogen storage"])).unwrap(), 2);
    assert_eq!(commons.field(&id, Some(1)).unwrap().unwrap().content, field(&["水素 貯蔵"]));
    let last = commons.field(&id, None).unwrap().unwrap();
    assert_eq!((last.version, last.owner.as_str()), (2, "admin"));
    assert_eq!(commons.fields().unwrap(), [last]);
    let empty = Field { classes: Vec::new(), ..field(&[]) };
    assert!(matches!(commons.save_field(&admin(), &id, 2, &empty), Err(Error::Invalid(_))));
}
