//! What goes to standard output and standard error.

use std::{
    io::{IsTerminal, Write},
    ops::Range,
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::arguments::Colour;

/// Writes to standard output; an error here is a closed pipe, which `exit::report` takes for no error.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Writes a line to standard error. Nobody may be reading it, and a lost message is no failure.
pub(crate) fn say(message: impl AsRef<str>) {
    _ = writeln!(std::io::stderr(), "{}", harmless(message.as_ref()));
}

/// The text without control characters, which documents and file names may carry and a terminal would obey.
pub(crate) fn harmless(text: &str) -> String {
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    text.chars().map(|c| if kept(&c) { c } else { '\u{fffd}' }).collect()
}

pub(crate) fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    print(&format!("{}\n", serde_json::to_string(value)?))
}

/// A bar over bytes on standard error; hidden where that is not a terminal.
pub(crate) fn byte_bar(total: u64, label: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix:12} {wide_bar} {bytes}/{total_bytes} {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(total).with_style(style);
    bar.set_prefix(label.to_owned());
    bar
}

/// Terminal colours, or none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Palette {
    coloured: bool,
}

impl Palette {
    /// `auto` colours a terminal unless `NO_COLOR` is set (no-color.org).
    pub(crate) fn new(colour: Colour) -> Self {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { coloured: is_coloured(colour, std::io::stdout().is_terminal(), no_color) }
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.coloured { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    pub(crate) fn title(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(crate) fn id(self, text: &str) -> String {
        self.paint("34", text)
    }

    pub(crate) fn faint(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// The text with its marked ranges stressed; without colour they stand in brackets.
    pub(crate) fn marked(self, text: &str, marks: &[Range<usize>]) -> String {
        let mut out = String::with_capacity(text.len() + 16 * marks.len());
        let mut end = 0;
        for mark in marks {
            out.push_str(&harmless(&text[end..mark.start]));
            let word = harmless(&text[mark.clone()]);
            out.push_str(&if self.coloured { self.paint("1;33", &word) } else { format!("[{word}]") });
            end = mark.end;
        }
        out.push_str(&harmless(&text[end..]));
        out
    }
}

fn is_coloured(colour: Colour, terminal: bool, no_color: bool) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && !no_color,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auto_colours_a_terminal_unless_no_color_is_set() {
        for (colour, terminal, no_color, expected) in [
            (Colour::Auto, true, false, true),
            (Colour::Auto, true, true, false),
            (Colour::Auto, false, false, false),
            (Colour::Always, false, true, true),
            (Colour::Never, true, false, false),
        ] {
            assert_eq!(is_coloured(colour, terminal, no_color), expected, "{colour:?} {terminal} {no_color}");
        }
    }
}
