/// Text being written, with the separator that is due before the next character.
#[derive(Debug, Default)]
pub(super) struct Flow {
    text: String,
    due: Due,
    /// All white space since the last character was plain and held a line break of the source.
    source_break: bool,
}

/// A separator, the weakest first; of several that meet the strongest is written.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    #[default]
    Nothing,
    /// A space between two letters or digits only.
    Weak,
    Space,
    Cell,
    Line,
}

impl Flow {
    /// Character data of the source.
    pub(super) fn push(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\n' | '\r' => {
                    self.source_break |= self.due <= Due::Weak;
                    self.due = self.due.max(Due::Space);
                }
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                _ if character.is_whitespace() => {
                    // Indentation beside a line break belongs to it; U+3000 and a lone space are the writer's.
                    if !(character == ' ' || character == '\t') || self.due <= Due::Weak {
                        self.source_break = false;
                    }
                    self.due = self.due.max(Due::Space);
                }
                _ => self.push_character(character),
            }
        }
    }

    /// Asks for a separator before the next character.
    pub(super) fn separate(&mut self, due: Due) {
        if due > Due::Weak {
            self.source_break = false;
        }
        self.due = self.due.max(due);
    }

    /// Writes without the separator that is due, unless that was asked for by markup or white space.
    pub(super) fn last(&self) -> Option<char> {
        if self.due > Due::Weak { None } else { self.text.chars().next_back() }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    fn push_character(&mut self, character: char) {
        let due = std::mem::take(&mut self.due);
        let source_break = std::mem::take(&mut self.source_break);
        if let Some(last) = self.text.chars().next_back() {
            let separator = match due {
                Due::Nothing => "",
                Due::Weak if last.is_alphanumeric() && character.is_alphanumeric() => " ",
                Due::Weak => "",
                Due::Space if source_break && is_unspaced(last) && is_unspaced(character) => "",
                Due::Space => " ",
                Due::Cell => " | ",
                Due::Line => "\n",
            };
            self.text.push_str(separator);
        }
        self.text.push(character);
    }
}

/// Characters of scripts that are written without spaces: kanji, kana and their punctuation, full-width forms.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        let mut flow = Flow::default();
        flow.push(input);
        assert_eq!(flow.finish(), expected, "text of {input:?}");
    }

    #[test]
    fn white_space() {
        check("  a \t\n b  ", "a b");
        check("a\u{a0}b\u{2009}c", "a b c");
        check("正極\n  活物質", "正極活物質");
        check("正極  \r\n活物質", "正極 活物質");
        check("正極 活物質", "正極 活物質");
        check("正極\u{3000}活物質", "正極 活物質");
        check("正極\nLiCoO2\nからなる", "正極 LiCoO2 からなる");
        check("한국어\n문장", "한국어 문장");
        check("poly\u{ad}mer\u{200b}", "polymer");
    }

    #[test]
    fn the_strongest_separator_wins() {
        let mut flow = Flow::default();
        flow.separate(Due::Line);
        flow.push("a");
        flow.separate(Due::Weak);
        flow.push(",");
        flow.separate(Due::Weak);
        flow.push("b ");
        flow.separate(Due::Line);
        flow.separate(Due::Cell);
        flow.push("c");
        assert_eq!(flow.finish(), "a,b\nc");
    }
}
