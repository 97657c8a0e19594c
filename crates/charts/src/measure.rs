//! How wide a text will be, without a font: close enough to place labels, on the safe side.

/// The width of a text in pixels at a size of letters.
///
/// Full-width characters are as wide as they are high; Latin letters are measured in three classes after the metrics of
/// the common sans-serif fonts, rounded up.
pub(crate) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | ':' | ';' | '|' | '!' => 0.3,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | ' ' | '·' => 0.37,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.9,
        'A'..='Z' => 0.71,
        '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}' => 0.0,
        '\u{ff61}'..='\u{ff9f}' => 0.55,
        c if c < '\u{1100}' => 0.58,
        _ => 1.0,
    }
}

fn is_full_width(c: char) -> bool {
    '\u{2e80}' <= c && !('\u{ff61}'..='\u{ff9f}').contains(&c)
}

/// Characters that never begin a line (行頭禁則).
fn stays_behind(c: char) -> bool {
    "、。，．・：；？！）」』】〕］｝ーァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ々,.)]}…".contains(c)
}

/// The text, or its beginning and `…`, no wider than `width`.
pub(crate) fn elided(text: &str, size: f64, width: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let room = width - text_width("…", size);
    let mut used = 0.0;
    let mut kept = String::new();
    for c in text.chars() {
        used += advance(c) * size;
        if room < used {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// The text in lines no wider than `width`, at most `lines` of them; what is left over is elided.
///
/// Latin words stay whole where they fit into a line; Japanese is broken anywhere but before characters that do not begin
/// a line.
pub(crate) fn wrapped(text: &str, size: f64, width: f64, lines: usize) -> Vec<String> {
    let mut broken: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut pieces = pieces(text).into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let joined = format!("{line}{piece}");
        if line.is_empty() || text_width(joined.trim_end(), size) <= width {
            line = joined;
            continue;
        }
        if broken.len() + 1 == lines {
            let rest: String = pieces.collect();
            broken.push(elided(&format!("{line}{piece}{rest}"), size, width));
            return broken;
        }
        broken.push(line.trim_end().to_owned());
        line = piece.trim_start().to_owned();
    }
    if !line.trim().is_empty() {
        broken.push(elided(line.trim_end(), size, width));
    }
    broken
}

/// What a line is made of: words with the space behind them, full-width characters with what may not begin a line.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut ends = true;
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        let begins = is_full_width(c) && !stays_behind(c);
        match pieces.last_mut() {
            Some(last) if !begins && (!ends || c == ' ' || stays_behind(c)) => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        ends = c == ' ' || is_full_width(c);
    }
    pieces
}

/// A whole number with its digits in groups of three.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i != 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_are_as_wide_as_high() {
        assert_eq!(text_width("電池", 13.0), 26.0);
        assert!(text_width("ﾀﾙｸ", 10.0) < text_width("タルク", 10.0));
        assert!(text_width("ill", 10.0) < text_width("MMM", 10.0));
    }

    #[test]
    fn texts_are_elided_to_their_width() {
        assert_eq!(elided("青葉電池", 10.0, 40.0), "青葉電池");
        assert_eq!(elided("青葉電池株式会社", 10.0, 45.0), "青葉電…");
        for width in [12.0, 30.0, 77.0] {
            assert!(text_width(&elided("国立研究開発法人 Research Institute", 12.0, width), 12.0) <= width);
        }
    }

    #[test]
    fn lines_break_between_words_and_full_width_characters() {
        #[track_caller]
        fn check(text: &str, width: f64, lines: usize, expected: &[&str]) {
            assert_eq!(wrapped(text, 10.0, width, lines), expected, "{text}");
        }
        check("solid electrolyte layer", 70.0, 3, &["solid", "electrolyte", "layer"]);
        check("全固体電池、電極", 40.0, 3, &["全固体電", "池、電極"]);
        check("全固体リチウムイオン電池", 40.0, 2, &["全固体リ", "チウム…"]);
        check("", 40.0, 2, &[]);
    }
}
