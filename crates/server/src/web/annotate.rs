use std::ops::Range;

use maud::{Markup, html};

use crate::wire::{CharRange, MarkedText};

/// A stretch of a text that is a link, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) byte_range: Range<usize>,
    pub(crate) href: String,
}

/// Gives the marks of a document page their numbers, through all its texts, so that each can lead to the next. What
/// follows the last mark must have the next number's id.
#[derive(Debug, Default)]
pub(crate) struct MarkCounter {
    pub(crate) count: usize,
}

/// A passage or title with its marks.
pub(crate) fn marked(text: &MarkedText) -> Markup {
    let marks = byte_ranges(&text.text, &text.marks);
    html! {
        @for (range, is_mark) in alternate(text.text.len(), &marks) {
            @if is_mark { mark { (&text.text[range]) } } @else { (&text.text[range]) }
        }
    }
}

/// A text with links and marks. Links are ascending and disjoint, and so are marks; a mark over a link's edge is
/// cut there. Where `counter` is given, each mark gets its number and the way to its neighbours.
pub(crate) fn annotated(
    text: &str,
    links: &[Link],
    marks: &[Range<usize>],
    counter: &mut MarkCounter,
) -> Markup {
    let link_ranges: Vec<Range<usize>> = links.iter().map(|link| link.byte_range.clone()).collect();
    let mut next_link = links.iter();
    html! {
        @for (range, is_link) in alternate(text.len(), &link_ranges) {
            @let inner = inside(marks, &range);
            @match is_link.then(|| next_link.next()).flatten() {
                Some(link) => a .ref href=(link.href) { (numbered(text, range, &inner, counter)) },
                None => (numbered(text, range, &inner, counter)),
            }
        }
    }
}

fn numbered(text: &str, range: Range<usize>, marks: &[Range<usize>], counter: &mut MarkCounter) -> Markup {
    let start = range.start;
    let relative: Vec<Range<usize>> = marks.iter().map(|m| m.start - start..m.end - start).collect();
    html! {
        @for (piece, is_mark) in alternate(range.len(), &relative) {
            @let piece = &text[start + piece.start..start + piece.end];
            @if is_mark { (one_mark(piece, counter)) } @else { (piece) }
        }
    }
}

fn one_mark(piece: &str, counter: &mut MarkCounter) -> Markup {
    counter.count += 1;
    let n = counter.count;
    html! {
        span .hit-mark id={ "mark-" (n) } {
            mark { (piece) }
            span .hop {
                @if 1 < n { a href={ "#mark-" (n - 1) } aria-label="previous mark" { "‹" } }
                a href={ "#mark-" (n + 1) } aria-label="next mark" { "›" }
            }
        }
    }
}

/// The marks inside a range, cut at its edges.
fn inside(marks: &[Range<usize>], range: &Range<usize>) -> Vec<Range<usize>> {
    marks
        .iter()
        .map(|mark| mark.start.max(range.start)..mark.end.min(range.end))
        .filter(|mark| mark.start < mark.end)
        .collect()
}

/// Cuts `0..len` at the given ascending, disjoint ranges: all of it in order, each piece with whether it was given.
fn alternate(len: usize, ranges: &[Range<usize>]) -> Vec<(Range<usize>, bool)> {
    let mut pieces = Vec::with_capacity(2 * ranges.len() + 1);
    let mut at = 0;
    for range in ranges {
        if at < range.start {
            pieces.push((at..range.start, false));
        }
        pieces.push((range.clone(), true));
        at = range.end;
    }
    if at < len {
        pieces.push((at..len, false));
    }
    pieces
}

fn byte_ranges(text: &str, ranges: &[CharRange]) -> Vec<Range<usize>> {
    let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    offsets.push(text.len());
    let at = |char_index: usize| offsets.get(char_index).copied().unwrap_or(text.len());
    ranges.iter().map(|range| at(range.start)..at(range.end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(links: &[(Range<usize>, &str)], marks: &[Range<usize>], expected: &str) {
        let links: Vec<Link> = links
            .iter()
            .map(|(byte_range, href)| Link { byte_range: byte_range.clone(), href: (*href).to_owned() })
            .collect();
        let markup = annotated("abc<def", &links, marks, &mut MarkCounter::default());
        let mut plain = markup.into_string().replace(" class=\"ref\"", "");
        for n in 1..=marks.len() + 1 {
            plain = plain.replace(&format!("<span class=\"hit-mark\" id=\"mark-{n}\">"), "");
        }
        while let Some(hop) = plain.find("<span class=\"hop\">") {
            let end = plain[hop..].find("</span></span>").expect("a hop ends with its mark") + hop;
            plain.replace_range(hop..end + "</span></span>".len(), "");
        }
        assert_eq!(plain, expected);
    }

    #[test]
    fn links_and_marks_are_nested_and_text_is_escaped() {
        check(&[], &[], "abc&lt;def");
        check(&[], &[0..1, 4..7], "<mark>a</mark>bc&lt;<mark>def</mark>");
        check(&[(0..3, "#x")], std::slice::from_ref(&(1..2)), "<a href=\"#x\">a<mark>b</mark>c</a>&lt;def");
        check(
            &[(4..7, "#x")],
            std::slice::from_ref(&(2..5)),
            "ab<mark>c&lt;</mark><a href=\"#x\"><mark>d</mark>ef</a>",
        );
    }

    #[test]
    fn marks_of_the_wire_are_counted_in_characters() {
        let text = MarkedText {
            language: "ja".to_owned(),
            text: "全固体電池".to_owned(),
            marks: vec![CharRange { start: 1, end: 3 }],
        };
        assert_eq!(marked(&text).into_string(), "全<mark>固体</mark>電池");
    }
}
