//! Properties that hold for every text, whatever is in it.

mod shared;

use analysis::{Analyzer, SENTENCE_END, Token};
use proptest::prelude::*;
use shared::analyzers;

/// Text that mixes scripts, widths, marks, line breaks and arbitrary characters.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        "[ぁ-んァ-ヶー一-龥]{1,8}",
        "[ａ-ｚＡ-Ｚ０-９ｦ-ﾟ]{1,6}",
        "[a-zA-Z0-9.,'μαβ-]{1,8}",
        "[。．！？!?.、\n\r \u{3000}・「」々ゝゞーｰ-]{1,4}",
        "[\u{300}-\u{36f}\u{3099}\u{309a}\u{ad}\u{200b}㈱℃㍿①½ﬁ\u{1100}-\u{1112}\u{1161}-\u{1175}]{1,4}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Tokens as owned values, after the checks that every stream of tokens must pass.
fn checked(analyzer: &mut Analyzer, text: &str) -> Vec<(String, usize, usize, u32)> {
    let tokens = analyzer.analyze(text);
    let mut before: Option<Token<'_>> = None;
    let characters = text.chars().count() as u32;
    for token in tokens.iter() {
        assert!(!token.term.is_empty());
        assert!(
            text.get(token.byte_range.clone()).is_some_and(|surface| !surface.is_empty()),
            "{token:?} of {text:?}"
        );
        if let Some(before) = &before {
            assert!(
                before.byte_range.start <= token.byte_range.start,
                "{before:?} then {token:?} of {text:?}"
            );
            assert!(before.byte_range.end <= token.byte_range.end, "{before:?} then {token:?} of {text:?}");
            let step = token.position.checked_sub(before.position).expect("positions ascend");
            assert_eq!(step == 0, token.is_marker(), "{before:?} then {token:?} of {text:?}");
            let is_end_before = before.term == SENTENCE_END;
            assert!(!(is_end_before && token.is_marker()), "a marker behind a sentence's end in {text:?}");
        } else {
            assert!(!token.is_marker(), "a marker without a word in {text:?}");
        }
        // No character expands to more positions than U+FDFA does under NFKC (18).
        assert!(token.position < 18 * characters.max(1), "{token:?} of {text:?}");
        before = Some(token);
    }
    let owned = |token: Token<'_>| {
        (token.term.to_owned(), token.byte_range.start, token.byte_range.end, token.position)
    };
    tokens.iter().map(owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_analysed(text in text()) {
        for name in analyzers().names() {
            let mut analyzer = analyzers().get(name).expect("a listed analyser exists");
            let first = checked(&mut analyzer, &text);
            prop_assert_eq!(&checked(&mut analyzer, &text), &first, "{} the second time", name);
            prop_assert_eq!(&checked(&mut analyzer.clone(), &text), &first, "{} cloned", name);
        }
    }

    /// What several analysers find together is what each finds alone.
    #[test]
    fn a_group_finds_what_its_analysers_find(text in text(), again in text()) {
        let names = ["english-words", "japanese", "english", "plain"];
        let mut group = analyzers().group(&names).expect("listed analysers exist");
        for text in [text, again] {
            for (tokens, name) in group.analyze(&text).zip(names) {
                let mut alone = analyzers().get(name).expect("a listed analyser exists");
                let expected = alone.analyze(&text);
                prop_assert!(tokens.iter().eq(expected.iter()), "{} of {:?}", name, text);
                prop_assert_eq!(tokens.positions(), expected.positions());
            }
        }
    }

    /// A term that is analysed again stays what it is, so that a term taken from an index can be searched for.
    #[test]
    fn character_terms_are_stable(text in "[ぁ-んァ-ヶ一-龥a-zA-Zａ-ｚ０-９]{1,20}") {
        let mut analyzer = analyzers().get("japanese-characters").expect("a listed analyser exists");
        let mut terms = |text: &str| -> String {
            let words = checked(&mut analyzer, text).into_iter().filter(|token| !token.0.starts_with('\u{2}'));
            words.map(|token| token.0).collect()
        };
        let once = terms(&text);
        let again = terms(&once);
        prop_assert_eq!(once, again);
    }

    /// Width and case of Latin text make no difference to any analyser of words.
    #[test]
    fn width_makes_no_difference(words in "[a-zA-Z0-9]{1,8}( [a-zA-Z0-9]{1,8}){0,4}") {
        let wide: String = words.chars().map(|c| match c {
            ' ' => '\u{3000}',
            c => char::from_u32(c as u32 + 0xfee0).expect("full-width forms mirror ASCII"),
        }).collect();
        for name in ["japanese", "english", "english-words", "plain", "name", "japanese-characters", "keyword"] {
            let mut analyzer = analyzers().get(name).expect("a listed analyser exists");
            let terms = |tokens: Vec<(String, usize, usize, u32)>| tokens.into_iter().map(|token| (token.0, token.3)).collect::<Vec<_>>();
            let narrow = terms(checked(&mut analyzer, &words));
            prop_assert_eq!(terms(checked(&mut analyzer, &wide)), narrow, "{}", name);
        }
    }
}

#[test]
fn very_long_runs_are_analysed() {
    for run in ["あ", "ア", "漢", "a", "1,", "。", "ー", "が\u{3099}", "x.", " "] {
        let text = run.repeat(50_000);
        for name in analyzers().names() {
            checked(&mut analyzers().get(name).expect("a listed analyser exists"), &text);
        }
    }
}
