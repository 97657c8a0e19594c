//! Lists, whose later numbers leave out what the first one says: 特開2010-1号、同2010-2号; `US 7,654,321; 7,654,322`.

use super::{Form, Mention, Shared, digits::Shape, japanese, latin, letters::Letters, reading};

/// How far behind a number 同 can refer to it, in characters.
const SAME_REACH: usize = 200;

/// Longest text between two numbers of a list, in characters.
const GAP: usize = 8;

/// What joins two things of a list.
const JOINING: [&str; 7] = ["及び", "および", "並びに", "ならびに", "AND", "OR", "と"];

/// The number at `at` that leaves out what the number before it, which ended at `end`, says.
pub(super) fn next(letters: &Letters<'_>, end: usize, shared: &Shared, at: usize) -> Option<Mention> {
    match letters.get(at)? {
        '同' if at - end <= SAME_REACH => same(letters, shared, at),
        '第' | '0'..='9' | '平' | '昭' | '令' if at - end <= GAP && joins(letters, end, at, shared) => {
            another(letters, shared, at)
        }
        _ => None,
    }
}

/// 同2010-2号, 同第7,654,322号明細書.
fn same(letters: &Letters<'_>, shared: &Shared, at: usize) -> Option<Mention> {
    let filler = japanese::filler(letters, at + 1);
    let body = filler.at;
    let (end, shape) = body_end(letters, shared, body)?;
    let (end, has_final) = japanese::trailer(letters, end);
    let says_number = has_final || !shape.is_run() || 6 <= shape.digits();
    if !says_number {
        return None;
    }
    mention(letters, shared, body, end, shape)
}

/// A number of the same shape behind a comma or the like.
fn another(letters: &Letters<'_>, shared: &Shared, at: usize) -> Option<Mention> {
    let body = japanese::filler(letters, at).at;
    let (end, shape) = body_end(letters, shared, body)?;
    if shape != shared.shape {
        return None;
    }
    let (end, _) = japanese::trailer(letters, end);
    mention(letters, shared, body, end, shape)
}

fn body_end(letters: &Letters<'_>, shared: &Shared, body: usize) -> Option<(usize, Shape)> {
    match shared.form {
        Form::Label(digits) => japanese::body_end(letters, digits, body),
        Form::Office(office) => latin::body_end(letters, office, body, latin::Announced::Words),
    }
}

fn mention(letters: &Letters<'_>, shared: &Shared, body: usize, end: usize, shape: Shape) -> Option<Mention> {
    let read_as = format!("{}{}", shared.prefix, letters.slice(body, end));
    let meaning = reading(&read_as)?;
    let shared = Shared { shape, is_list: true, ..shared.clone() };
    Some(Mention { end, read_as, meaning, is_labelled: true, shared: Some(shared) })
}

/// Whether what stands between two numbers joins them: a comma or a semicolon, and in a list that was announced or has
/// begun a word such as `and` alone.
fn joins(letters: &Letters<'_>, end: usize, at: usize, shared: &Shared) -> bool {
    let mut place = end;
    let (mut has_comma, mut has_word) = (false, false);
    while place < at {
        if matches!(letters.get(place), Some(',' | ';' | '、' | '・' | '&')) {
            has_comma = true;
            place += 1;
        } else if letters.get(place) == Some(' ') {
            place += 1;
        } else if let Some(next) = JOINING.iter().find_map(|word| letters.after(place, word)) {
            has_word = true;
            place = next;
        } else {
            return false;
        }
    }
    place == at && (has_comma || (has_word && shared.is_list))
}
