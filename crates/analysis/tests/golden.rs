//! Golden token tables: what every analyser makes of hard sentences, shown in full.
//!
//! The tables are `golden/ANALYSER.txt`: a line `> text` (with `\n` for a line break), then a line for each token with
//! its position, its term and the piece of the text that it came from; `|` is a sentence's end,
//! `^` a word's spelling where it has capital letters, `(` and `)` the ends of a Latin word among single characters,
//! `=` the whole of it.
//! After a deliberate change of analysis, write them again and read the difference:
//! `CHIZAI_UPDATE_GOLDEN=1 cargo test --release -p analysis --test golden && git diff crates/analysis/tests/golden`

mod shared;

use std::path::PathBuf;

use analysis::Token;
use shared::analyzers;

fn render(text: &str, token: &Token<'_>) -> String {
    let surface =
        text.get(token.byte_range.clone()).expect("offsets are on character boundaries of the text");
    assert!(!surface.is_empty(), "{token:?} came from nothing in {text:?}");
    match token.term.strip_prefix('\u{2}') {
        Some(_) if token.term == analysis::WORD_START => format!("  {:>2} (", token.position),
        Some(_) if token.term == analysis::WORD_END => format!("  {:>2} )", token.position),
        Some(_) if token.term.starts_with(analysis::WHOLE_WORD) => {
            format!("  {:>2} = {}", token.position, &token.term[analysis::WHOLE_WORD.len()..])
        }
        Some(marker) => match marker.split_once('\u{2}') {
            Some((_, written)) => format!("  {:>2} ^ {written}", token.position),
            None => format!("  {:>2} |", token.position),
        },
        None => format!("  {:>2} {}  [{}]", token.position, token.term, surface.replace('\n', "\\n")),
    }
}

#[track_caller]
fn check(analyzer: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{analyzer}.txt"));
    let expected = std::fs::read_to_string(&path).expect("the golden table is in the repository");
    let mut worker = analyzers().get(analyzer).expect("the analyser exists");
    let mut found = String::new();
    for line in expected.lines() {
        if let Some(escaped) = line.strip_prefix("> ") {
            let text = escaped.replace("\\n", "\n");
            found.push_str(&format!("{line}\n"));
            for token in worker.analyze(&text).iter() {
                found.push_str(&render(&text, &token));
                found.push('\n');
            }
        } else if !line.starts_with("  ") {
            found.push_str(&format!("{line}\n"));
        }
    }
    if std::env::var_os("CHIZAI_UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, found).expect("the golden table can be written");
    } else if found != expected {
        let differs = found.lines().zip(expected.lines()).position(|(new, old)| new != old);
        let line = differs.unwrap_or(found.lines().count().min(expected.lines().count()));
        panic!(
            "{} line {}: expected {:?}, got {:?}",
            path.display(),
            line + 1,
            expected.lines().nth(line).unwrap_or("(the end)"),
            found.lines().nth(line).unwrap_or("(the end)"),
        );
    }
}

#[test]
fn japanese() {
    check("japanese");
}

#[test]
fn japanese_characters() {
    check("japanese-characters");
}

#[test]
fn english() {
    check("english");
}

#[test]
fn english_words() {
    check("english-words");
}

#[test]
fn plain() {
    check("plain");
}

#[test]
fn name() {
    check("name");
}

#[test]
fn keyword() {
    check("keyword");
}

#[test]
fn identifier() {
    check("identifier");
}
