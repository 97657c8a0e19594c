//! Who signs in, who does not, and what is kept of tokens.

use commons::*;

use crate::support::*;

fn account(id: &str) -> AccountId {
    id.parse().unwrap()
}

#[test]
fn the_first_administrator_is_made_once() {
    let story = Story::of(Vec::new());
    let issued = story.commons.create_first_administrator(&account("root"), 30).unwrap();
    let author = story.commons.sign_in(issued.text.reveal()).unwrap().unwrap();
    assert_eq!((author.account().as_str(), author.role()), ("root", &Role::Administrator));
    let again = story.commons.create_first_administrator(&account("other"), 30);
    assert_eq!(again.unwrap_err().to_string(), "an administrator, root exists already");
}

#[test]
fn a_token_is_not_in_the_file_and_not_in_a_log() {
    let story = Story::of(Vec::new());
    let issued = story.commons.create_first_administrator(&account("root"), 30).unwrap();
    let secret = issued.text.reveal().rsplit('_').next().unwrap().to_owned();
    assert_eq!(secret.len(), 64);
    assert!(!format!("{issued:?}").contains(&secret));
    for file in std::fs::read_dir(story.dir()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
    }
}

#[test]
fn wrong_revoked_expired_and_closed_do_not_sign_in() {
    let story = Story::of(Vec::new());
    let Story { commons, hands, .. } = &story;
    let root = commons.create_first_administrator(&account("root"), 400).unwrap();
    let root = commons.sign_in(root.text.reveal()).unwrap().unwrap();
    commons.create_account(&root, &account("kita-editor"), &Role::Editor(provider("kita"))).unwrap();
    let issue = |days| commons.issue_token(&root, &account("kita-editor"), days).unwrap();
    let (good, revoked, short) = (issue(100), issue(100), issue(1));
    let refused = |text: &str| commons.sign_in(text).unwrap().unwrap_err();
    let text = good.text.reveal().to_owned();
    let editor = commons.sign_in(&format!(" {text}\n")).unwrap().unwrap();
    assert_eq!(editor.role(), &Role::Editor(provider("kita")));
    for wrong in ["", "x", "chizai_", "chizai_0_0", &text[..text.len() - 1], &text.to_uppercase()] {
        assert_eq!(refused(wrong), SignInRefused::Unknown, "{wrong}");
    }
    let mut other = revoked.text.reveal().to_owned();
    other.replace_range(7..23, &good.token.id);
    assert_eq!(refused(&other), SignInRefused::Unknown, "another token's secret");
    commons.revoke_token(&editor, &revoked.token.id).unwrap();
    assert_eq!(refused(revoked.text.reveal()), SignInRefused::Revoked(commons.now()));
    hands.set("2026-01-11T00:00:00Z");
    assert_eq!(refused(short.text.reveal()), SignInRefused::Expired(short.token.expires));
    commons.close_account(&root, &account("kita-editor")).unwrap();
    assert_eq!(refused(&text), SignInRefused::Closed(commons.now()));
    assert!(commons.issue_token(&root, &account("kita-editor"), 1).is_err());
    assert_eq!(commons.tokens(&root, &account("kita-editor")).unwrap().len(), 3);
}

#[test]
fn accounts_are_for_administrators_and_tokens_for_their_owners() {
    let story = Story::of(Vec::new());
    let commons = &story.commons;
    let root = commons.create_first_administrator(&account("root"), 400).unwrap();
    let root = commons.sign_in(root.text.reveal()).unwrap().unwrap();
    for of in ["aoba", "kita"] {
        let id = account(&format!("{of}-editor"));
        commons.create_account(&root, &id, &Role::Editor(provider(of))).unwrap();
    }
    let (aoba, kita) = (editor("aoba"), editor("kita"));
    let own = commons.issue_token(&aoba, aoba.account(), 10).unwrap();
    let forbidden =
        |result: Result<(), Error>| assert!(matches!(result, Err(Error::Forbidden { .. })), "{result:?}");
    forbidden(commons.create_account(&kita, &account("x"), &Role::Administrator));
    forbidden(commons.close_account(&kita, aoba.account()));
    forbidden(commons.accounts(&kita).map(drop));
    forbidden(commons.issue_token(&kita, aoba.account(), 10).map(drop));
    forbidden(commons.tokens(&kita, aoba.account()).map(drop));
    forbidden(commons.revoke_token(&kita, &own.token.id));
    forbidden(commons.close_account(&root, root.account()));
    assert!(commons.sign_in(own.text.reveal()).unwrap().is_ok());
    assert!(matches!(commons.revoke_token(&root, "none"), Err(Error::Unknown { .. })));
    let twice = commons.create_account(&root, kita.account(), &Role::Administrator);
    assert!(matches!(twice, Err(Error::Taken { .. })));
    let ids: Vec<String> =
        commons.accounts(&root).unwrap().iter().map(|account| account.id.to_string()).collect();
    assert_eq!(ids, ["aoba-editor", "kita-editor", "root"]);
    for days in [0, MAX_TOKEN_DAYS + 1] {
        assert!(matches!(commons.issue_token(&root, root.account(), days), Err(Error::Invalid(_))));
    }
}
