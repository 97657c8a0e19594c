//! The parts of a pasted publication, told by its headings.
//!
//! Japanese headings stand in 【】 or alone on a line, others alone on a line or at its start before a colon, as
//! `Abstract`, `3. Results` and `Claims:` do. Text before the first heading counts as an abstract, and so does a text
//! without any. Below `Claims` each line that begins with a number and a full stop or a parenthesis begins a claim; a
//! claim that refers to another is a dependent one. What stands in other 【】, such as a paragraph's number, is left out
//! and changes no part.

use indexer::Part;

/// Headings by part, in lower case.
const HEADINGS: &[(Part, &[&str])] = &[
    (Part::Title, &["発明の名称", "考案の名称", "題名", "論題", "title", "title of the invention"]),
    (
        Part::Abstract,
        &[
            "要約",
            "要約書",
            "抄録",
            "要旨",
            "概要",
            "課題",
            "解決手段",
            "abstract",
            "abstract of the disclosure",
            "summary",
        ],
    ),
    (
        Part::ClaimsFirst,
        &[
            "特許請求の範囲",
            "請求の範囲",
            "実用新案登録請求の範囲",
            "claims",
            "what is claimed",
            "what is claimed is",
            "we claim",
            "i claim",
            "the invention claimed is",
        ],
    ),
    (Part::Keywords, &["キーワード", "keywords", "key words", "index terms"]),
    (
        Part::Description,
        &[
            "明細書",
            "発明の詳細な説明",
            "考案の詳細な説明",
            "技術分野",
            "背景技術",
            "先行技術文献",
            "発明の概要",
            "発明が解決しようとする課題",
            "課題を解決するための手段",
            "発明の効果",
            "図面の簡単な説明",
            "発明を実施するための形態",
            "発明を実施するための最良の形態",
            "実施例",
            "産業上の利用可能性",
            "符号の説明",
            "はじめに",
            "序論",
            "緒言",
            "方法",
            "実験",
            "結果",
            "考察",
            "結論",
            "おわりに",
            "参考文献",
            "description",
            "detailed description",
            "detailed description of the invention",
            "description of embodiments",
            "description of the embodiments",
            "technical field",
            "field of the invention",
            "background",
            "background art",
            "background of the invention",
            "summary of the invention",
            "brief description of the drawings",
            "examples",
            "industrial applicability",
            "introduction",
            "methods",
            "materials and methods",
            "results",
            "discussion",
            "results and discussion",
            "conclusion",
            "conclusions",
            "references",
        ],
    ),
];

/// The longest heading that is looked at, in bytes.
const HEADING_BYTES: usize = 150;

/// What begins at a heading.
enum Begins {
    Part(Part),
    Claim(u32),
    /// Nothing else: a paragraph's number, a figure's label.
    Nothing,
}

/// The parts of a text in their order, those without text left out; one where no heading tells more.
pub(super) fn read(text: &str) -> Vec<(Part, &str)> {
    let mut parts = Vec::new();
    let mut reader = Reader { text, at: 0, part: Part::Abstract, is_claim: false };
    let mut place = 0;
    let mut is_line_start = true;
    while let Some(c) = text[place..].chars().next() {
        let rest = &text[place..];
        let heading = match c {
            '【' => bracketed(rest),
            _ if is_line_start && !c.is_whitespace() => on_line(rest, reader.is_in_claims()),
            _ => None,
        };
        match heading {
            Some((length, begins)) => {
                reader.begin(place..place + length, &begins, &mut parts);
                place += length;
                is_line_start = false;
            }
            None => {
                place += c.len_utf8();
                is_line_start = c == '\n' || (is_line_start && c.is_whitespace());
            }
        }
    }
    reader.end(text.len(), &mut parts);
    parts
}

struct Reader<'t> {
    text: &'t str,
    /// Where the current part's text begins.
    at: usize,
    part: Part,
    /// Whether it is a claim with a number.
    is_claim: bool,
}

impl<'t> Reader<'t> {
    fn is_in_claims(&self) -> bool {
        matches!(self.part, Part::ClaimsFirst | Part::ClaimsIndependent)
    }

    fn begin(&mut self, heading: std::ops::Range<usize>, begins: &Begins, parts: &mut Vec<(Part, &'t str)>) {
        self.end(heading.start, parts);
        self.at = heading.end;
        match begins {
            Begins::Nothing => {}
            Begins::Part(part) => (self.part, self.is_claim) = (*part, false),
            Begins::Claim(1) => (self.part, self.is_claim) = (Part::ClaimsFirst, true),
            Begins::Claim(_) => (self.part, self.is_claim) = (Part::ClaimsIndependent, true),
        }
    }

    fn end(&self, end: usize, parts: &mut Vec<(Part, &'t str)>) {
        let text = self.text[self.at..end].trim();
        if text.is_empty() {
            return;
        }
        let is_dependent = self.is_claim && self.part == Part::ClaimsIndependent && refers_to_claim(text);
        parts.push((if is_dependent { Part::ClaimsDependent } else { self.part }, text));
    }
}

/// A heading in 【】 with its length; `【書類名】` takes the name that follows it.
fn bracketed(text: &str) -> Option<(usize, Begins)> {
    let end = text.find('】').filter(|end| *end < HEADING_BYTES)?;
    let length = end + '】'.len_utf8();
    let name = narrow(&text['【'.len_utf8()..end]);
    if name == "書類名" {
        let line = text[length..].split(['\n', '【']).next().unwrap_or_default();
        let part = part_of(&narrow(line)).map_or(Begins::Nothing, Begins::Part);
        return Some((length + line.len(), part));
    }
    if let Some(number) = name.strip_prefix("請求項").and_then(|number| number.parse().ok()) {
        return Some((length, Begins::Claim(number)));
    }
    Some((length, part_of(&name).map_or(Begins::Nothing, Begins::Part)))
}

/// A heading at the start of a line with its length.
fn on_line(text: &str, is_in_claims: bool) -> Option<(usize, Begins)> {
    let line = text.split('\n').next().unwrap_or_default();
    let colon = line.find([':', '：']).filter(|colon| *colon < HEADING_BYTES);
    if let Some(colon) = colon {
        let length = colon + line[colon..].chars().next().map_or(0, char::len_utf8);
        if let Some(begins) = named(&narrow(&line[..colon])) {
            return Some((length, begins));
        }
    }
    if line.len() < HEADING_BYTES
        && let Some(part) = part_of(&without_number(&narrow(line)))
    {
        return Some((line.len(), Begins::Part(part)));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let number = line[..digits].parse().ok()?;
    let mark = line[digits..].chars().next().filter(|mark| ['.', ')', '．'].contains(mark))?;
    let length = digits + mark.len_utf8();
    (is_in_claims && line[length..].starts_with(char::is_whitespace))
        .then_some((length, Begins::Claim(number)))
}

/// A heading before a colon: a part's or `Claim 1`.
fn named(name: &str) -> Option<Begins> {
    let number = name.strip_prefix("claim ").or_else(|| name.strip_prefix("請求項"));
    match number.and_then(|number| number.trim().parse().ok()) {
        Some(number) => Some(Begins::Claim(number)),
        None => part_of(&without_number(name)).map(Begins::Part),
    }
}

fn part_of(name: &str) -> Option<Part> {
    HEADINGS.iter().find(|(_, names)| names.contains(&name)).map(|(part, _)| *part)
}

/// In lower case, full-width letters and digits narrow, without space and punctuation around.
fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    let text: String = text.chars().map(narrow).flat_map(char::to_lowercase).collect();
    text.trim_matches(|c: char| c.is_whitespace() || ['.', ':', '<', '>', '[', ']', '#'].contains(&c))
        .to_owned()
}

/// `Introduction` of `1. Introduction`.
fn without_number(name: &str) -> String {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ')' || c == ' ');
    rest.to_owned()
}

fn refers_to_claim(text: &str) -> bool {
    let text = narrow(text);
    let has_number_after = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let rest = text[at + word.len()..].trim_start_matches(['s', ' ']);
            rest.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    has_number_after("請求項") || has_number_after("claim") || text.contains("preceding claims")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(Part, &str)]) {
        assert_eq!(read(text), expected, "{text}");
    }

    #[test]
    fn a_text_without_headings_is_one_part() {
        check(
            "固体電解質を備える電池。\n正極と負極",
            &[(Part::Abstract, "固体電解質を備える電池。\n正極と負極")],
        );
        check(
            "A cell with 3 results: none.\nThe abstract is here.",
            &[(Part::Abstract, "A cell with 3 results: none.\nThe abstract is here.")],
        );
        check(" \n", &[]);
    }

    #[test]
    fn a_japanese_publication_is_read_by_its_headings() {
        check(
            "【書類名】特許請求の範囲\n【請求項１】\n電解質を備える電池。\n【請求項２】請求項１に記載の電池。\n\
             【請求項３】電極の製造方法。\n【書類名】明細書\n【発明の名称】電池\n【技術分野】\n【０００１】電池に関する。\n\
             【書類名】要約書【要約】【課題】短絡を防ぐ。【解決手段】膜を備える。【選択図】図１",
            &[
                (Part::ClaimsFirst, "電解質を備える電池。"),
                (Part::ClaimsDependent, "請求項１に記載の電池。"),
                (Part::ClaimsIndependent, "電極の製造方法。"),
                (Part::Title, "電池"),
                (Part::Description, "電池に関する。"),
                (Part::Abstract, "短絡を防ぐ。"),
                (Part::Abstract, "膜を備える。"),
                (Part::Abstract, "図１"),
            ],
        );
    }

    #[test]
    fn english_headings_stand_on_lines_of_their_own_or_before_a_colon() {
        check(
            "Title: Solid cell\nABSTRACT\nA cell.\n\n1. Introduction\nCells are known.\nKeywords: cell, sulfide\n\
             What is claimed is:\n1. A cell with a layer.\n2. The cell of claim 1.\n  3) A method.\n",
            &[
                (Part::Title, "Solid cell"),
                (Part::Abstract, "A cell."),
                (Part::Description, "Cells are known."),
                (Part::Keywords, "cell, sulfide"),
                (Part::ClaimsFirst, "A cell with a layer."),
                (Part::ClaimsDependent, "The cell of claim 1."),
                (Part::ClaimsIndependent, "A method."),
            ],
        );
        check(
            "Claim 1: A cell.\nClaim 2: A cell of claims 1.",
            &[(Part::ClaimsFirst, "A cell."), (Part::ClaimsDependent, "A cell of claims 1.")],
        );
    }

    #[test]
    fn numbers_at_the_start_of_lines_begin_claims_only_among_claims() {
        check("1. A cell.\n2. A layer.", &[(Part::Abstract, "1. A cell.\n2. A layer.")]);
        check(
            "Claims\n1.5 mm of a cell\n1. A cell.",
            &[(Part::ClaimsFirst, "1.5 mm of a cell"), (Part::ClaimsFirst, "A cell.")],
        );
    }
}
