/// The lexical skeleton of XML, fed byte by byte: just enough to know where elements begin and end.
///
/// It works on any encoding that keeps `<`, `>`, `/`, `!`, `?`, `-` and quotes out of its multi-byte characters, as
/// UTF-8, EUC-JP, Shift_JIS and the ISO and Windows ones do.
#[derive(Debug, Default)]
pub(super) struct Lexer {
    state: State,
    /// The name of the tag being read or just read, at most `NAME_BYTES` of it.
    name: Vec<u8>,
    /// Open `<` of a DOCTYPE declaration with its internal subset; 0 outside of one.
    doctype: u32,
    /// Bytes just seen that agree with `<?xml `.
    declaration: usize,
}

/// Longer names are cut: no format has them.
const NAME_BYTES: usize = 128;

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    /// After `<`.
    Open,
    /// After `<!` and this many bytes that agree with `[CDATA[`.
    Bang(u8),
    /// After `<!-`.
    BangDash,
    /// Whether the last byte was `?`.
    Instruction {
        question: bool,
    },
    /// Dashes just seen, at most 2.
    Comment(u8),
    /// `]` just seen, at most 2.
    Cdata(u8),
    StartTag {
        quote: u8,
        slash: bool,
        in_name: bool,
    },
    EndTag,
    Doctype {
        quote: u8,
    },
}

/// What a byte completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// `<?xml ` was read, six bytes: a document begins with them.
    Declaration,
    Start,
    Empty,
    End,
    Doctype,
    /// A comment, CDATA section or processing instruction.
    Other,
}

impl Lexer {
    /// True between markup, where everything up to the next `<` is text.
    pub(super) fn in_text(&self) -> bool {
        self.state == State::Text
    }

    /// True right after the `<` of a markup that is not inside a DOCTYPE.
    pub(super) fn opens_markup(&self) -> bool {
        self.state == State::Open && self.doctype == 0
    }

    /// The name of the last start tag, without prefix.
    pub(super) fn local_name(&self) -> String {
        let name = String::from_utf8_lossy(&self.name);
        name.rsplit(':').next().unwrap_or_default().to_owned()
    }

    /// The name of the last start tag as written.
    pub(super) fn name(&self) -> &[u8] {
        &self.name
    }

    pub(super) fn step(&mut self, byte: u8) -> Option<Signal> {
        if self.declares(byte) {
            self.doctype = 0;
            self.state = State::Instruction { question: false };
            return Some(Signal::Declaration);
        }
        match self.state {
            State::Text => {
                if byte == b'<' {
                    self.state = State::Open;
                }
                None
            }
            State::Open => self.open(byte),
            State::Bang(matched) => self.bang(matched, byte),
            State::BangDash => {
                self.state = if byte == b'-' { State::Comment(0) } else { self.outside() };
                None
            }
            State::Instruction { question: true } if byte == b'>' => self.done(Signal::Other),
            State::Instruction { .. } => self.go(State::Instruction { question: byte == b'?' }),
            State::Comment(dashes) => match (dashes, byte) {
                (2, b'>') => self.done(Signal::Other),
                (_, b'-') => self.go(State::Comment((dashes + 1).min(2))),
                _ => self.go(State::Comment(0)),
            },
            State::Cdata(brackets) => match (brackets, byte) {
                (2, b'>') => self.done(Signal::Other),
                (_, b']') => self.go(State::Cdata((brackets + 1).min(2))),
                _ => self.go(State::Cdata(0)),
            },
            State::StartTag { quote, slash, in_name } => self.start_tag(quote, slash, in_name, byte),
            State::EndTag => match byte {
                b'>' => self.done(Signal::End),
                b'<' => self.go(State::Open),
                _ => None,
            },
            State::Doctype { quote } => self.in_doctype(quote, byte),
        }
    }

    /// True when the byte completes `<?xml `. It stands nowhere but at the beginning of a document, comments and
    /// CDATA set aside, so that it leads out of any markup that was cut.
    fn declares(&mut self, byte: u8) -> bool {
        const XML: &[u8] = b"<?xml";
        let complete = self.declaration == XML.len() && byte.is_ascii_whitespace();
        self.declaration = match XML.get(self.declaration) {
            Some(expected) if *expected == byte => self.declaration + 1,
            _ => usize::from(byte == b'<'),
        };
        complete && !matches!(self.state, State::Comment(_) | State::Cdata(_))
    }

    fn go(&mut self, state: State) -> Option<Signal> {
        self.state = state;
        None
    }

    /// The state after a markup: text, or the rest of the DOCTYPE around it.
    fn outside(&self) -> State {
        if self.doctype > 0 { State::Doctype { quote: 0 } } else { State::Text }
    }

    fn done(&mut self, signal: Signal) -> Option<Signal> {
        self.state = self.outside();
        (self.doctype == 0).then_some(signal)
    }

    fn open(&mut self, byte: u8) -> Option<Signal> {
        match byte {
            b'!' => self.go(State::Bang(0)),
            b'?' => self.go(State::Instruction { question: false }),
            b'<' => None,
            b'/' if self.doctype == 0 => self.go(State::EndTag),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b':' | 0x80.. if self.doctype == 0 => {
                self.name.clear();
                self.name.push(byte);
                self.go(State::StartTag { quote: 0, slash: false, in_name: true })
            }
            // A stray `<`: the parser will say so.
            _ => self.go(self.outside()),
        }
    }

    fn bang(&mut self, matched: u8, byte: u8) -> Option<Signal> {
        const CDATA: &[u8] = b"[CDATA[";
        match byte {
            b'-' if matched == 0 => self.go(State::BangDash),
            _ if byte == CDATA[usize::from(matched)] => {
                let all = usize::from(matched) + 1 == CDATA.len();
                self.go(if all { State::Cdata(0) } else { State::Bang(matched + 1) })
            }
            b'A'..=b'Z' | b'a'..=b'z' if matched == 0 => {
                self.doctype += 1;
                self.go(State::Doctype { quote: 0 })
            }
            _ => self.go(self.outside()),
        }
    }

    fn start_tag(&mut self, quote: u8, slash: bool, in_name: bool, byte: u8) -> Option<Signal> {
        match byte {
            // Never legal here, not even in a quoted value: the tag was cut and another markup begins.
            b'<' => self.go(State::Open),
            _ if quote != 0 => {
                let quote = if byte == quote { 0 } else { quote };
                self.go(State::StartTag { quote, slash: false, in_name: false })
            }
            b'>' => self.done(if slash { Signal::Empty } else { Signal::Start }),
            b'"' | b'\'' => self.go(State::StartTag { quote: byte, slash: false, in_name: false }),
            b'/' => self.go(State::StartTag { quote: 0, slash: true, in_name: false }),
            _ => {
                let in_name = in_name && !byte.is_ascii_whitespace();
                if in_name && self.name.len() < NAME_BYTES {
                    self.name.push(byte);
                }
                self.go(State::StartTag { quote: 0, slash: false, in_name })
            }
        }
    }

    fn in_doctype(&mut self, quote: u8, byte: u8) -> Option<Signal> {
        match byte {
            _ if quote != 0 => self.go(State::Doctype { quote: if byte == quote { 0 } else { quote } }),
            b'"' | b'\'' => self.go(State::Doctype { quote: byte }),
            b'<' => self.go(State::Open),
            b'>' => {
                self.doctype -= 1;
                self.done(Signal::Doctype)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        let mut lexer = Lexer::default();
        let mut signals = Vec::new();
        for byte in input.bytes() {
            if let Some(signal) = lexer.step(byte) {
                signals.push(match signal {
                    Signal::Start | Signal::Empty => format!("{signal:?} {}", lexer.local_name()),
                    _ => format!("{signal:?}"),
                });
            }
        }
        assert_eq!(signals.join(", "), expected, "signals of {input:?}");
    }

    #[test]
    fn finds_the_markup_that_matters() {
        check("<a><x:b c='>' d=\"/>\"/>t</a >", "Start a, Empty b, End");
        check("<?xml version='1.0'?><a/>", "Declaration, Other, Empty a");
        check("<?xml-stylesheet href='?'?><a/>", "Other, Empty a");
        check("<!-- <a> - -- > --><a>", "Other, Start a");
        check("<a><![CDATA[ <b> ]] > ]]]></a>", "Start a, Other, End");
        check("<!DOCTYPE a [<!ENTITY x '<b>\">'> <!-- don't --> <?p it's ?> ]><a>", "Doctype, Start a");
        check("<!DOCTYPE a SYSTEM \"a>b.dtd\"><a>", "Doctype, Start a");
    }

    #[test]
    fn finds_its_way_again_after_cut_markup() {
        check("<a b=\"cut<?xml version='1.0'?><c>", "Declaration, Other, Start c");
        check("</cut<?xml ?><c>", "Declaration, Other, Start c");
        check("<!DOCTYPE cut [<?xml ?><c>", "Declaration, Other, Start c");
        check("a < b <c>", "Start c");
        check("<<c>", "Start c");
        check("<!DOCTYPE cut [<!ENTITY a \"<?xml ?><c>", "Declaration, Other, Start c");
        check("<?cut <?xml ?><c>", "Declaration, Other, Start c");
    }
}
