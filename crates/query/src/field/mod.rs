//! The fields that users name, and the physical fields of the index that answer for each.

mod table;

use std::{fmt, str::FromStr};

pub(crate) use table::{CLAIMS, FIELDS};

/// A public field, for text fields perhaps in one language view only: `title`, `claims.ja`.
///
/// Two fields are equal when they have the same name and view.
#[derive(Clone, Copy)]
pub struct Field {
    info: &'static FieldInfo,
    view: Option<TextView>,
}

/// What is known of a public field: the content of `/v1/fields` and of the help page.
#[derive(Debug)]
pub struct FieldInfo {
    pub name: &'static str,
    /// What the field is called inside an English sentence: "claims", "published".
    pub label: &'static str,
    /// The same in Japanese.
    pub label_ja: &'static str,
    pub kind: FieldKind,
    /// Other names, in any case: Espacenet's field identifiers and Japanese names.
    pub aliases: &'static [&'static str],
    /// One line in English.
    pub summary: &'static str,
    /// One line in Japanese.
    pub summary_ja: &'static str,
    /// A query that uses it.
    pub example: &'static str,
    /// Text fields: parts, each indexed in every view. Others: physical fields. A value may be in any of them. None where
    /// the value means a set that is joined when the search runs.
    pub(crate) physical: &'static [&'static str],
}

/// How a field's values are read and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// Words, ranked, in language views.
    Text,
    /// Names of people and organisations; a run of their characters or words.
    Name,
    /// A whole value from a small set, in any case.
    Keyword,
    /// A class symbol at any level.
    Class,
    /// A number or other identifier as people write it.
    Identifier,
    /// A day, month or year.
    Date,
    /// A whole number.
    Number,
}

/// A language view of the text fields. The view is asked for by the user; a text's language comes from its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextView {
    Japanese,
    English,
    /// Any other language.
    Other,
}

/// What can follow a field's name and colon, each with a form of it.
pub const OPERATORS: &[(&str, &str)] = &[
    ("free-text", "claims:(solid electrolyte), any of the words, ranked"),
    ("word", "title:laser; as a code: office:JP"),
    ("below", "cpc:H01M10/05, with everything that the scheme has below it"),
    ("value", "published:2010"),
    ("quoted", "title:\"laser scanning microscope\""),
    ("exact", "title:=Laser, in this case and form; cpc:=H01M10/05, without what is below"),
    ("prefix", "kind:B*"),
    ("truncation", "title:*lyte, title:wom?n, title:colo[?]r"),
    ("fuzzy", "title:electrolite~1"),
    ("proximity", "title:(laser NEAR/3 microscope), title:(laser ADJ/3 microscope)"),
    ("same-unit", "sentence:(desc:laser AND desc:lens); also paragraph: and, for claims, claim:"),
    ("range", "year:[2010 TO 2012]"),
    ("comparison", "year:>=2010"),
    ("list", "office:(JP US), any of them"),
    ("category", "cites.XY.examiner:EP1234567; also citedby.X:"),
    ("query", "cites:(applicant:Smith); also citedby:( )"),
];

/// The public fields in the order in which help shows them.
pub fn fields() -> &'static [FieldInfo] {
    FIELDS
}

impl FieldInfo {
    /// What can follow `field:`, as `/v1/fields` names it; [`OPERATORS`] says what each is.
    pub fn operators(&self) -> Vec<&'static str> {
        let of_kind: &[&str] = match self.kind {
            FieldKind::Keyword if self.physical.is_empty() => &["word", "quoted", "exact", "list"],
            FieldKind::Text => {
                &["free-text", "word", "quoted", "exact", "truncation", "fuzzy", "proximity", "same-unit"]
            }
            FieldKind::Name => &["word", "quoted", "exact", "truncation", "list"],
            FieldKind::Keyword | FieldKind::Identifier => &["word", "quoted", "exact", "prefix", "list"],
            FieldKind::Class => &["word", "below", "quoted", "exact", "prefix", "list"],
            FieldKind::Date | FieldKind::Number => &["value", "range", "comparison", "list"],
        };
        let of_field: &[&str] = match self.name {
            "number" => &["range"],
            "cites" => &["category", "query"],
            _ => &[],
        };
        [of_kind, of_field].concat()
    }
}

impl FieldKind {
    /// The kind's name in `/v1/fields`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Name => "name",
            Self::Keyword => "keyword",
            Self::Class => "class",
            Self::Identifier => "identifier",
            Self::Date => "date",
            Self::Number => "number",
        }
    }

    pub(crate) fn is_ordered(self) -> bool {
        matches!(self, Self::Date | Self::Number)
    }

    pub(crate) fn has_prefixes(self) -> bool {
        matches!(self, Self::Keyword | Self::Class | Self::Identifier)
    }
}

impl TextView {
    pub const ALL: [Self; 3] = [Self::Japanese, Self::English, Self::Other];

    /// The suffix of the physical fields and of the public names: `ja`, `en`, `other`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::English => "en",
            Self::Other => "other",
        }
    }
}

/// The longest name for which near names are looked for, in characters: fields' names are shorter.
const LONGEST_GUESSED: usize = 30;

impl Field {
    /// All text: what is searched where no field is named.
    pub const TEXT: Self = Self { info: &FIELDS[0], view: None };

    /// Publication, application and grant numbers.
    pub(crate) fn number() -> Self {
        Self::known("number")
    }

    /// Every claim.
    pub(crate) fn claims() -> Self {
        Self::known("claims")
    }

    /// Numbers that a document cites.
    pub(crate) fn cites() -> Self {
        Self::known("cites")
    }

    fn known(name: &'static str) -> Self {
        // The callers name rows of the table, which the tests of this file compare.
        let info = find_info(name).unwrap_or_else(|| panic!("no field is called {name}"));
        Self { info, view: None }
    }

    pub fn info(&self) -> &'static FieldInfo {
        self.info
    }

    pub fn kind(&self) -> FieldKind {
        self.info.kind
    }

    /// The one view asked for, or `None` for all.
    pub fn view(&self) -> Option<TextView> {
        self.view
    }

    /// Finds a field by name or alias, with `.ja`, `.en` or `.other` after the name of a text field.
    ///
    /// Case and width of Latin letters do not matter.
    pub fn find(written: &str) -> Option<Self> {
        let name = fold(written);
        if let Some(info) = find_info(&name) {
            return Some(Self { info, view: None });
        }
        let (stem, suffix) = name.rsplit_once('.')?;
        let view = TextView::ALL.into_iter().find(|view| view.as_str() == suffix)?;
        let info = find_info(stem)?;
        (info.kind == FieldKind::Text).then_some(Self { info, view: Some(view) })
    }

    /// The names nearest to one that is no field, nearest first, at most three.
    pub fn nearest(written: &str) -> Vec<String> {
        if LONGEST_GUESSED < written.chars().count() {
            return Vec::new();
        }
        let name = fold(written);
        let limit = 1 + name.chars().count() / 3;
        let mut found: Vec<(usize, &str)> = FIELDS
            .iter()
            .flat_map(|info| std::iter::once(&info.name).chain(info.aliases))
            .map(|candidate| (strsim::damerau_levenshtein(&name, candidate), *candidate))
            .filter(|(distance, candidate)| *distance <= limit && *distance < candidate.chars().count())
            .collect();
        found.sort();
        found.truncate(3);
        found.into_iter().map(|(_, candidate)| candidate.to_owned()).collect()
    }
}

fn find_info(name: &str) -> Option<&'static FieldInfo> {
    FIELDS.iter().find(|info| info.name == name || info.aliases.contains(&name))
}

/// Lower case, and full-width ASCII made narrow.
pub(crate) fn fold(written: &str) -> String {
    written.chars().map(narrow).flat_map(char::to_lowercase).collect()
}

/// The ASCII form of a full-width ASCII character (U+FF01 to U+FF5E); any other character as it is.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.info.name == other.info.name && self.view == other.view
    }
}

impl Eq for Field {}

impl std::hash::Hash for Field {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.info.name.hash(state);
        self.view.hash(state);
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.info.name)?;
        self.view.map_or(Ok(()), |view| write!(f, ".{}", view.as_str()))
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Field {
    type Err = Vec<String>;

    /// As [`Field::find`]; the error is the nearest names.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::find(text).ok_or_else(|| Self::nearest(text))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{Ast, Operand};

    #[track_caller]
    fn check(written: &str, expected: Option<&str>) {
        assert_eq!(Field::find(written).map(|field| field.to_string()).as_deref(), expected, "{written}");
    }

    #[test]
    fn fields_that_code_names_exist() {
        for (field, name) in
            [(Field::number(), "number"), (Field::claims(), "claims"), (Field::cites(), "cites")]
        {
            assert_eq!(field.to_string(), name);
        }
        assert_eq!(Field::claims().info().physical, CLAIMS);
    }

    #[test]
    fn fields_are_found_by_any_of_their_names() {
        check("title", Some("title"));
        check("TI", Some("title"));
        check("ｔｉ", Some("title"));
        check("発明の名称", Some("title"));
        check("claims.first", Some("claims.first"));
        check("claims.first.ja", Some("claims.first.ja"));
        check("ti.en", Some("title.en"));
        check("出願人", Some("applicant"));
        check("office.ja", None);
        check("titel", None);
        check("", None);
    }

    #[test]
    fn a_misspelt_field_has_suggestions() {
        assert_eq!(Field::nearest("titel")[0], "title");
        assert_eq!(Field::nearest("aplicant")[0], "applicant");
        assert_eq!(Field::nearest("出願者")[0], "出願人");
        assert!(Field::nearest("zzzzzzzzzz").is_empty());
    }

    #[test]
    fn no_name_is_used_twice_and_every_name_is_folded() {
        let mut seen = HashSet::new();
        for name in FIELDS.iter().flat_map(|info| std::iter::once(&info.name).chain(info.aliases)) {
            assert!(seen.insert(name), "{name} names two fields");
            assert_eq!(&fold(name), name);
        }
    }

    #[test]
    fn every_example_parses_without_a_problem() {
        for info in FIELDS {
            let parsed = crate::parse(info.example);
            assert!(parsed.problems.is_empty(), "{}: {:?}", info.example, parsed.problems);
        }
    }

    /// A condition on a field written with an operator.
    fn written(info: &FieldInfo, operator: &str) -> String {
        let name = info.name;
        let (_, example) = info.example.split_once(':').unwrap();
        let value = match info.kind {
            FieldKind::Text | FieldKind::Name => "laser",
            FieldKind::Date | FieldKind::Number => "2010",
            FieldKind::Class if info.name == "fterm" => "5H029AJ06",
            FieldKind::Class => "H01M10/05",
            FieldKind::Identifier if ["number", "cites"].contains(&info.name) => "JP-2012900101-A",
            FieldKind::Keyword | FieldKind::Identifier => {
                example.trim_matches(['"', '*']).split(' ').next().unwrap_or_default()
            }
        };
        match operator {
            "free-text" | "list" => format!("{name}:({value} {value})"),
            "quoted" => format!("{name}:\"{value}\""),
            "exact" => format!("{name}:={value}"),
            "prefix" => format!("{name}:{value}*"),
            "truncation" => format!("{name}:*{value}?"),
            "fuzzy" => format!("{name}:{value}~1"),
            "proximity" => format!("{name}:({value} NEAR/3 lens)"),
            "same-unit" => format!("sentence:({name}:{value} AND {name}:lens)"),
            "range" => format!("{name}:[{value} TO {value}]"),
            "comparison" => format!("{name}:>={value}"),
            "category" => format!("{name}.XY.examiner:{value}"),
            "query" => format!("{name}:(applicant:laser)"),
            _ => format!("{name}:{value}"),
        }
    }

    /// Whether a tree is what the operator stands for.
    fn uses(info: &FieldInfo, operator: &str, ast: &Ast) -> bool {
        let leaf = match ast {
            Ast::Near(_) => return operator == "proximity",
            Ast::Within(_) => return operator == "same-unit",
            Ast::Citing(_) => return ["category", "query", "list"].contains(&operator),
            Ast::Or(_) => return operator == "list",
            Ast::Leaf(leaf) => leaf,
            _ => return false,
        };
        match (&leaf.operand, operator) {
            (Operand::FreeText(_), "free-text") | (Operand::Quoted(_), "quoted") => true,
            (Operand::Word(_), "below") => info.kind == FieldKind::Class,
            (Operand::Word(_), "word") | (Operand::Exact(_), "exact") => true,
            (Operand::Prefix(_), "prefix") | (Operand::Pattern(_), "truncation") => true,
            (Operand::Fuzzy { .. }, "fuzzy") => true,
            (Operand::Range { .. }, "range" | "comparison") => true,
            (Operand::Range { .. }, "value") => info.kind.is_ordered(),
            _ => false,
        }
    }

    #[test]
    fn a_field_names_exactly_the_operators_that_it_takes() {
        for info in FIELDS {
            for (operator, _) in OPERATORS {
                let text = written(info, operator);
                let parsed = crate::parse(&text);
                let is_taken = parsed.problems.is_empty() && uses(info, operator, &parsed.ast);
                let is_named = info.operators().contains(operator);
                assert_eq!(is_named, is_taken, "{operator} in {text}: {parsed:?}");
            }
        }
        for (operator, _) in OPERATORS {
            assert!(FIELDS.iter().any(|info| info.operators().contains(operator)), "{operator}");
        }
    }
}
