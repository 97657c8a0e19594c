//! Trees of every operator, operand and sort of field, Japanese and English, as property tests draw them.

use model::{CitationCategory, CitationPlace, CitedBy, Date, NumberReading, read_number};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
};
use query::{
    Ast, Bound, CitationDirection, Citing, Field, FieldKind, Line, Near, Operand, Pattern, Piece, Unit,
    Value, Within, fields,
};

/// Words that mean something to one reader or another.
const WORDS: &[&str] = &[
    "laser",
    "Battery",
    "電池",
    "固体電解質",
    "リチウム",
    "and",
    "AND",
    "NOT",
    "ＯＲ",
    "NEAR/5",
    "ADJ",
    "prox",
    "prox/distance<3",
    "not",
    "any",
    "all",
    "within",
    "X-ray",
    "1,10-フェナントロリン",
    "特開2010-228687",
    "EP1234567",
    "US 7,654,321 B2",
    "20100101",
    "H01M10/05",
    "Toyota",
    "a*b",
    "what?",
    "2*3",
    "c#",
    "C++",
    "(x)",
    "\"",
    "a=b",
    "=a",
    "==",
    "ti=laser",
    "ti:laser",
    "発明の名称：電池",
    "A/D",
    "AC/DC",
    "Li+",
    "\\",
    "10C",
    "＊",
    "？",
    "～",
    "word~1",
    "ポリ(エチレン)",
    "poly(ethylene oxide)",
    "a,5N,b",
    "/TI",
    "-",
    "−",
    "α",
    "$x",
    "[a]",
    "{1}",
    "[?]",
    "L1",
    "#",
    "<5>",
    ">=2010",
    "..",
    "TO",
    "H01M10/low",
    "cql.allRecords",
    "(EP)",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(WORDS).prop_map(str::to_owned),
        2 => "[a-zA-Z]{1,10}",
        2 => "[ぁ-んァ-ヶー一-龠]{1,6}",
        2 => "\\PC{1,6}".prop_filter_map("a word has characters", |text| joined(&text)),
    ]
}

/// White space between words is one space.
fn joined(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn words() -> impl Strategy<Value = String> {
    vec(word(), 1..4).prop_map(|words| words.join(" "))
}

/// What can stand in quotation marks.
fn quoted() -> impl Strategy<Value = String> {
    prop_oneof![words(), "\\PC{1,8}".prop_filter("it encloses something", |text| !text.trim().is_empty())]
}

fn pattern() -> impl Strategy<Value = Operand> {
    let piece = prop_oneof![
        2 => word().prop_map(Piece::Literal),
        1 => Just(Piece::AnyRun),
        1 => Just(Piece::AnyOne),
        1 => Just(Piece::AtMostOne),
    ];
    let is_gap = |piece: &Piece| !matches!(piece, Piece::Literal(_));
    vec(piece, 2..5).prop_filter_map("a pattern has characters and a gap", move |pieces| {
        Pattern::new(pieces).filter(|pattern| pattern.pieces().iter().any(is_gap)).map(Operand::Pattern)
    })
}

fn fuzzy() -> impl Strategy<Value = Operand> {
    let word = prop_oneof![
        4 => "[a-zA-Z]{1,10}",
        1 => "[a-z]{1,3}[-0-9/.*?~:()=]{1,3}[a-z]{0,3}",
        1 => "[α-ωéüß]{1,6}",
    ];
    (word, 1_u8..=2).prop_map(|(word, distance)| Operand::Fuzzy { word, distance })
}

fn text_operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        2 => word().prop_map(Operand::Word),
        2 => quoted().prop_map(Operand::Quoted),
        1 => words().prop_map(Operand::FreeText),
        1 => quoted().prop_map(Operand::Exact),
        1 => pattern(),
        1 => fuzzy(),
    ]
}

fn name_operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        word().prop_map(Operand::Word),
        quoted().prop_map(Operand::Quoted),
        quoted().prop_map(Operand::Exact),
        pattern(),
    ]
}

/// Values that the field can have: some fields have a fixed set.
fn code(name: &str) -> BoxedStrategy<String> {
    let of = |values: &'static [&'static str]| select(values).prop_map(str::to_owned).boxed();
    match name {
        "type" => of(&["patent", "article"]),
        "status" => of(&["pending", "in-force", "lapsed"]),
        "sector" => of(&["university", "public-institute"]),
        "office" => of(&["JP", "us", "EP", "WO"]),
        "kind" => of(&["A", "B2", "u1"]),
        "ipc" | "ipc.main" | "cpc" | "cpc.main" | "class" => {
            of(&["H01M10/05", "H01M", "H01M 10/0525", "G02B 21/00", "Y02E60/10"])
        }
        "fi" | "fi.main" => of(&["H01M10/0525,101", "H01M4/13@Z", "H01M10/05"]),
        "fterm" => of(&["5H029AJ06", "5H029", "2H052AA07.A"]),
        "number" | "cites" => prop_oneof![
            select(
                &[
                    "JP-2010228687-A",
                    "EP1234567",
                    "EP 1234567 A1",
                    "US 7,654,321 B2",
                    "特開2010-228687",
                    "特願2009-1,特願2009-2",
                    "7,654,321",
                    "WO2010/123456",
                ][..]
            )
            .prop_map(str::to_owned),
            word(),
        ]
        .boxed(),
        _ => word().boxed(),
    }
}

fn code_operand(name: &'static str) -> impl Strategy<Value = Operand> {
    let takes_beginnings =
        fields().iter().any(|info| info.name == name && info.operators().contains(&"prefix"));
    prop_oneof![
        code(name).prop_map(Operand::Word),
        code(name).prop_map(Operand::Quoted),
        code(name).prop_map(Operand::Exact),
        code(name).prop_map(move |text| if takes_beginnings {
            Operand::Prefix(text)
        } else {
            Operand::Word(text)
        }),
    ]
}

fn date() -> impl Strategy<Value = Value> {
    let day = (1990_u16..2030, option::of((1_u8..=12, option::of(1_u8..=28))));
    day.prop_map(|(year, rest)| {
        let (month, day) = rest.map_or((None, None), |(month, day)| (Some(month), day));
        Value::Date(Date::new(year, month, day).expect("a day of the calendar"))
    })
}

fn identifier() -> impl Strategy<Value = Value> {
    (1_u32..999_999).prop_map(|serial| {
        let written = format!("JP-2010{serial:06}-A");
        match read_number(&written) {
            Ok(NumberReading::One(number)) => Value::Identifier(number),
            other => panic!("{written}: {other:?}"),
        }
    })
}

fn range(value: impl Strategy<Value = Value> + Clone + 'static, is_open: bool) -> BoxedStrategy<Operand> {
    let bound = || (value.clone(), any::<bool>()).prop_map(|(value, inclusive)| Bound { value, inclusive });
    let range = |(lower, upper)| Operand::Range { lower, upper };
    let same = bound().prop_map(|bound| Operand::Range { lower: Some(bound.clone()), upper: Some(bound) });
    let both = (bound().prop_map(Some), bound().prop_map(Some)).prop_map(range);
    let one = prop_oneof![
        bound().prop_map(|bound| Operand::Range { lower: Some(bound), upper: None }),
        bound().prop_map(|bound| Operand::Range { lower: None, upper: Some(bound) }),
    ];
    if is_open {
        let open = Just(Operand::Range { lower: None, upper: None });
        return prop_oneof![2 => same, 4 => both, 4 => one, 1 => open].boxed();
    }
    prop_oneof![same, both, one].boxed()
}

fn operand(field: Field) -> BoxedStrategy<Operand> {
    let name = field.info().name;
    match field.kind() {
        FieldKind::Text => text_operand().boxed(),
        FieldKind::Name => name_operand().boxed(),
        FieldKind::Date => range(date().boxed(), true),
        FieldKind::Number => range((1000_u64..3000).prop_map(Value::Number).boxed(), true),
        _ if name == "number" => {
            prop_oneof![3 => code_operand(name), 1 => range(identifier().boxed(), false)].boxed()
        }
        _ => code_operand(name).boxed(),
    }
}

fn field(names: &'static [&'static str]) -> impl Strategy<Value = Field> {
    select(names).prop_map(|name| Field::find(name).expect("a field of the table"))
}

/// A condition on any field.
fn condition() -> impl Strategy<Value = Ast> {
    let all = select(fields().iter().map(|info| info.name).collect::<Vec<_>>())
        .prop_map(|name| Field::find(name).expect("a field of the table"));
    let field =
        prop_oneof![4 => all, 2 => Just(Field::TEXT), 1 => field(&["claims.ja", "text.en", "title.other"])];
    field.prop_flat_map(|field| operand(field).prop_map(move |operand| Ast::leaf(field, operand)))
}

/// Fields of which any two share a text, so that words in them can be near each other.
const NEIGHBOURS: &[&[&str]] = &[
    &["text"],
    &["text", "claims", "claims.first", "claims.independent"],
    &["text.en", "title", "tiab", "title.en"],
    &["text.ja", "description.ja", "description"],
    &["keywords"],
    &["body", "text"],
];

/// Fields of which each has claims in it.
const IN_CLAIMS: &[&str] = &["text", "claims", "claims.dependent", "claims.ja", "text.en"];

fn text_condition(names: &'static [&'static str]) -> BoxedStrategy<Ast> {
    (field(names), text_operand()).prop_map(|(field, operand)| Ast::leaf(field, operand)).boxed()
}

/// Texts, OR of them, and proximity again.
fn near(names: &'static [&'static str]) -> BoxedStrategy<Ast> {
    let side = text_condition(names).prop_recursive(2, 8, 3, |inner| {
        prop_oneof![vec(inner.clone(), 1..3).prop_map(Ast::Or), proximity(inner)]
    });
    proximity(side.boxed()).boxed()
}

fn proximity(side: BoxedStrategy<Ast>) -> impl Strategy<Value = Ast> {
    let distance = prop_oneof![4 => 1..=Near::MAX_DISTANCE, 4 => 1..120_u32, 1 => Just(Near::UNLIMITED)];
    (side.clone(), side, distance, any::<bool>()).prop_map(|(left, right, distance, ordered)| {
        Ast::Near(Near { left: Box::new(left), right: Box::new(right), distance, ordered })
    })
}

fn within() -> impl Strategy<Value = Ast> {
    let unit = select(vec![Unit::Sentence, Unit::Paragraph, Unit::Claim]);
    let leaf = prop_oneof![3 => text_condition(IN_CLAIMS), 1 => near(NEIGHBOURS[1])];
    let operand = leaf.prop_recursive(2, 8, 3, |inner| {
        let several = || vec(inner.clone(), 1..4);
        prop_oneof![
            several().prop_map(Ast::And),
            several().prop_map(Ast::Or),
            inner.clone().prop_map(|operand| Ast::Not(Box::new(operand))),
        ]
    });
    (unit, operand).prop_map(|(unit, operand)| Ast::Within(Within { unit, operand: Box::new(operand) }))
}

fn citing(of: impl Strategy<Value = Ast>) -> impl Strategy<Value = Ast> {
    let direction = select(vec![CitationDirection::Cites, CitationDirection::CitedBy]);
    let letters = ["X", "Y", "A", "D"].map(|letter| letter.parse::<CitationCategory>().expect("a category"));
    let categories = subsequence(letters.to_vec(), 0..3);
    let by = option::of(select(CitedBy::ALL.to_vec()));
    let place = option::of(select(CitationPlace::ALL.to_vec()));
    (direction, categories, by, place, of).prop_map(|(direction, categories, by, place, of)| {
        Ast::Citing(Citing { direction, categories, by, place, of: Box::new(of) })
    })
}

/// Trees as they are, with AND and OR of any number of operands; named lines where they are asked for.
pub(crate) fn trees(with_lines: bool) -> BoxedStrategy<Ast> {
    let leaf = prop_oneof![
        8 => condition(),
        2 => select(NEIGHBOURS).prop_flat_map(near),
        2 => within(),
        1 => Just(Ast::Everything),
    ];
    leaf.prop_recursive(4, 20, 4, move |inner| {
        let several = || prop_oneof![1 => vec(inner.clone(), 0..2), 8 => vec(inner.clone(), 2..5)];
        let negated = inner.clone().prop_map(|operand| Ast::Not(Box::new(operand)));
        let but_not = (inner.clone(), inner.clone())
            .prop_map(|(kept, left_out)| Ast::And(vec![kept, Ast::Not(Box::new(left_out))]));
        let line = ("[A-Z][A-Za-z0-9_]{0,4}", inner.clone())
            .prop_map(|(name, operand)| Ast::Line(Line { name, operand: Box::new(operand) }));
        prop_oneof![
            4 => several().prop_map(Ast::And),
            4 => several().prop_map(Ast::Or),
            2 => negated,
            2 => but_not,
            2 => citing(inner.clone()),
            u32::from(with_lines) => line,
        ]
    })
    .boxed()
}

/// The same tree as a reader builds it: AND and OR join two or more.
pub(crate) fn plain(ast: &Ast) -> Ast {
    let below = |operand: &Ast| Box::new(plain(operand));
    let all = |operands: &[Ast]| operands.iter().map(plain).collect::<Vec<_>>();
    match ast {
        Ast::And(operands) | Ast::Or(operands) if operands.len() == 1 => plain(&operands[0]),
        Ast::And(operands) if operands.is_empty() => Ast::Everything,
        Ast::Or(operands) if operands.is_empty() => Ast::Not(Box::new(Ast::Everything)),
        Ast::And(operands) => Ast::And(all(operands)),
        Ast::Or(operands) => Ast::Or(all(operands)),
        Ast::Not(operand) => Ast::Not(below(operand)),
        Ast::Near(near) => {
            Ast::Near(Near { left: below(&near.left), right: below(&near.right), ..near.clone() })
        }
        Ast::Within(within) => Ast::Within(Within { operand: below(&within.operand), unit: within.unit }),
        Ast::Citing(citing) => Ast::Citing(Citing { of: below(&citing.of), ..citing.clone() }),
        Ast::Line(line) => Ast::Line(Line { operand: below(&line.operand), name: line.name.clone() }),
        Ast::Everything | Ast::Leaf(_) => ast.clone(),
    }
}
