//! Properties that hold for every text, whatever is in it.

mod shared;

use analysis::{Analyzer, SENTENCE_END, Token, UNIT_END, WrittenReader, WrittenTokens};
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

/// What is read is what the analyser finds in each value, then the marker of the value's end.
#[track_caller]
fn check_written(written: &[u8], name: &str, values: &[impl AsRef<str>]) {
    let mut analyzer = analyzers().get(name).expect("a listed analyser exists");
    let mut expected: Vec<(String, u32)> = Vec::new();
    let mut start = 0;
    for value in values {
        let tokens = analyzer.analyze(value.as_ref());
        expected.extend(tokens.iter().map(|token| (token.term.to_owned(), start + token.position)));
        if let Some(last) = tokens.positions().checked_sub(1) {
            expected.push((UNIT_END.to_owned(), start + last));
            start += tokens.positions() + 1;
        }
    }
    let read: Vec<(String, u32)> =
        WrittenReader::new(written).map(|(term, position)| (text_of(term), position)).collect();
    assert_eq!(read, expected, "{name}");
}

fn text_of(term: &[u8]) -> String {
    std::str::from_utf8(term).expect("terms are text").to_owned()
}

/// Writes the values by each of both views of English, together and alone, and reads them.
#[track_caller]
fn check_english(values: &[impl AsRef<str>]) {
    let names = ["english", "english-words"];
    let mut group = analyzers().group(&names).expect("listed analysers exist");
    let mut out = Vec::new();
    // What is remembered of words makes no difference.
    for _ in 0..2 {
        values.iter().for_each(|value| group.write(value.as_ref(), &mut out));
        for (tokens, name) in out.iter_mut().zip(names) {
            let mut written = Vec::new();
            tokens.take(&mut written);
            check_written(&written, name, values);
            let mut alone = WrittenTokens::default();
            let mut analyzer = analyzers().get(name).expect("a listed analyser exists");
            values.iter().for_each(|value| alone.add(analyzer.analyze(value.as_ref())));
            let mut written_alone = Vec::new();
            alone.take(&mut written_alone);
            assert_eq!(written_alone, written, "{name}");
        }
    }
}

#[test]
fn values_are_apart_and_gaps_of_any_length_are_kept() {
    for stop_words in [0, 1, 253, 254, 255, 256, 508, 509, 510, 511, 1000] {
        let gap = "the ".repeat(stop_words);
        let text = format!("{gap}cathode {gap}Anode. {gap}");
        check_english(&[text.as_str(), "", " ", "the", &text]);
    }
}

#[test]
fn terms_of_any_length_are_kept() {
    for letters in [1, 21, 22, 23, 24, 25, 127, 128, 254, 255, 256, 2000] {
        for letter in ["a", "A", "é", "É"] {
            check_english(&[format!("x {0} y {0}s. {0}", letter.repeat(letters))]);
        }
        let mut out = WrittenTokens::default();
        let mut written = Vec::new();
        let text = "電".repeat(letters);
        let mut analyzer = analyzers().get("japanese").expect("a listed analyser exists");
        out.add(analyzer.analyze(&text));
        out.take(&mut written);
        check_written(&written, "japanese", &[text]);
    }
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

    /// What several analysers write together is what each finds alone, in one document after the other.
    #[test]
    fn a_group_writes_what_its_analysers_find(
        documents in prop::collection::vec(prop::collection::vec(text(), 0..5), 1..4),
    ) {
        let names = ["english-words", "japanese", "english", "plain"];
        let mut group = analyzers().group(&names).expect("listed analysers exist");
        let mut out = Vec::new();
        for values in documents {
            values.iter().for_each(|value| group.write(value, &mut out));
            for (tokens, name) in out.iter_mut().zip(names) {
                let mut written = b"before".to_vec();
                tokens.take(&mut written);
                check_written(&written["before".len()..], name, &values);
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
