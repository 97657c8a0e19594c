use maud::{Markup, html};
use query::{
    Ast, Bound, CitationDirection, Field, FieldKind, Filter, Leaf, Near, Operand, TextView, Unit, Value,
};

use super::{PageContext, facet::value_label};
use crate::request::FILTERS;

/// The query as it was understood, as a clause of a sentence: "claims contain 固体電解質, and not the text contains water".
pub(crate) fn understood(context: &PageContext, ast: &Ast) -> Markup {
    match ast {
        Ast::Everything => html! { (context.t("すべての文献", "everything")) },
        Ast::Leaf(leaf) => condition(context, leaf),
        Ast::And(operands) => joined(context, operands, context.t("、かつ ", ", and ")),
        Ast::Or(operands) => joined(context, operands, context.t(" または ", " or ")),
        Ast::Not(operand) => html! {
            @if context.language.code() == "ja" { (nested(context, operand)) " を除く" }
            @else { "not " (nested(context, operand)) }
        },
        Ast::Near(near) => self::near(context, near),
        Ast::Within(within) => {
            let (ja, en) = match within.unit {
                Unit::Sentence => ("同じ文の中で ", "in one sentence "),
                Unit::Paragraph => ("同じ段落の中で ", "in one paragraph "),
                Unit::Claim => ("同じ請求項の中で ", "in one claim "),
            };
            html! { (context.t(ja, en)) (nested(context, &within.operand)) }
        }
        Ast::Citing(citing) => {
            let of = nested(context, &citing.of);
            match (citing.direction, context.language.code()) {
                (CitationDirection::Cites, "ja") => html! { "次を引用する：" (of) },
                (CitationDirection::Cites, _) => html! { "citing documents where " (of) },
                (CitationDirection::CitedBy, "ja") => html! { "次に引用される：" (of) },
                (CitationDirection::CitedBy, _) => html! { "cited by documents where " (of) },
            }
        }
        Ast::Line(line) => word(&line.name),
    }
}

/// "A within 5 of B", "A, then within 5 B".
fn near(context: &PageContext, near: &Near) -> Markup {
    let between = match (near.distance, near.ordered, context.language.code()) {
        (Near::UNLIMITED, true, "ja") => " の後に ".to_owned(),
        (Near::UNLIMITED, true, _) => ", then ".to_owned(),
        (Near::UNLIMITED, false, "ja") => " と同じ所に ".to_owned(),
        (Near::UNLIMITED, false, _) => " beside ".to_owned(),
        (distance, true, "ja") => format!(" の後、距離 {distance} 以内に "),
        (distance, true, _) => format!(", then within {distance} "),
        (distance, false, "ja") => format!(" から距離 {distance} 以内に "),
        (distance, false, _) => format!(" within {distance} of "),
    };
    html! { (nested(context, &near.left)) (between) (nested(context, &near.right)) }
}

fn joined(context: &PageContext, operands: &[Ast], between: &str) -> Markup {
    html! {
        @for (i, operand) in operands.iter().enumerate() {
            @if i != 0 { (between) }
            (nested(context, operand))
        }
    }
}

fn nested(context: &PageContext, ast: &Ast) -> Markup {
    match ast {
        Ast::And(operands) | Ast::Or(operands) if 1 < operands.len() => {
            html! { "(" (understood(context, ast)) ")" }
        }
        Ast::Near(_) => html! { "(" (understood(context, ast)) ")" },
        _ => understood(context, ast),
    }
}

/// One condition, with the verb that its field's kind takes.
fn condition(context: &PageContext, leaf: &Leaf) -> Markup {
    if let Operand::Range { lower, upper } = &leaf.operand {
        return range(context, leaf.field, lower.as_ref(), upper.as_ref());
    }
    let japanese = context.language.code() == "ja";
    let label = label(context, leaf.field);
    let value = value(context, leaf);
    match (leaf.field.kind(), leaf.field.info().name, japanese) {
        (FieldKind::Text, _, true) => html! { (label) "に" (value) "を含む" },
        (FieldKind::Text, _, false) => html! { (label) (verb(&label)) (value) },
        (FieldKind::Name, _, true) => html! { (label) "の名に" (value) "を含む" },
        (FieldKind::Name, _, false) => html! { (label) " named " (value) },
        (FieldKind::Class, _, true) => html! { (label) " の " (value) " に分類" },
        (FieldKind::Class, _, false) => html! { "classified under " (label) " " (value) },
        (_, "cites", true) => html! { (value) " を引用" },
        (_, "cites", false) => html! { "citing " (value) },
        (_, _, true) => html! { (label) "が " (value) },
        (_, _, false) => html! { (label) " is " (value) },
    }
}

fn word(text: &str) -> Markup {
    html! { span .echo-word lang="und" { (text) } }
}

fn value(context: &PageContext, leaf: &Leaf) -> Markup {
    let kind = leaf.field.kind();
    let is_class = kind == FieldKind::Class;
    match &leaf.operand {
        Operand::FreeText(text) if text.split_whitespace().nth(1).is_some() => html! {
            @if context.language.code() == "ja" { (word(text)) " のいずれか" } @else { "any of " (word(text)) }
        },
        Operand::Prefix(text) => word(&format!("{text}…")),
        Operand::Exact(text) => {
            html! { (word(text)) (context.t("（そのまま）", " (exactly so)")) }
        }
        Operand::Pattern(pattern) => word(&pattern.to_string()),
        Operand::Fuzzy { word: near, distance } => word(&format!("{near}~{distance}")),
        Operand::Quoted(text) if matches!(kind, FieldKind::Text | FieldKind::Name) => {
            html! { (context.t("「", "“")) (word(text)) (context.t("」", "”")) }
        }
        Operand::FreeText(text) | Operand::Word(text) | Operand::Quoted(text) if is_class => {
            html! { (word(text)) (context.t(" とその下位", " or below")) }
        }
        Operand::FreeText(text) | Operand::Word(text) | Operand::Quoted(text) => {
            word(&value_label(context, leaf.field.info().name, text))
        }
        Operand::Range { .. } => html! {},
    }
}

fn verb(label: &str) -> &'static str {
    let noun = label.split(" in ").next().unwrap_or(label);
    if noun.ends_with('s') { " contain " } else { " contains " }
}

/// "published between 2015 and 2018-06", "year of publication until 2012".
fn range(context: &PageContext, field: Field, lower: Option<&Bound>, upper: Option<&Bound>) -> Markup {
    let japanese = context.language.code() == "ja";
    let label = label(context, field);
    let number = |bound: &Bound| html! { span .echo-word.number { (bound.value) } };
    let preposition = |bound: &Bound| match bound.value {
        Value::Date(date) if date.day().is_some() => " on ",
        Value::Date(_) => " in ",
        Value::Number(_) | Value::Identifier(_) => " is ",
    };
    let is_identifier = |bound: &&Bound| matches!(bound.value, Value::Identifier(_));
    if !japanese && [lower, upper].iter().flatten().any(is_identifier) {
        return html! {
            (label)
            @if let Some(bound) = lower { (if bound.inclusive { " from " } else { " after " }) (number(bound)) }
            @if let Some(bound) = upper { (if bound.inclusive { " up to " } else { " before " }) (number(bound)) }
        };
    }
    match (lower, upper, japanese) {
        (Some(one), Some(same), true) if one == same => html! { (label) "が " (number(one)) },
        (Some(one), Some(same), false) if one == same => {
            html! { (label) (preposition(one)) (number(one)) }
        }
        (Some(lower), Some(upper), false) if lower.inclusive && upper.inclusive => {
            html! { (label) " between " (number(lower)) " and " (number(upper)) }
        }
        (lower, upper, true) => html! {
            (label) "が "
            @if let Some(bound) = lower { (number(bound)) (if bound.inclusive { " 以後" } else { " より後" }) }
            @if lower.is_some() && upper.is_some() { "、" }
            @if let Some(bound) = upper { (number(bound)) (if bound.inclusive { " まで" } else { " より前" }) }
            @if lower.is_none() && upper.is_none() { "いつでも" }
        },
        (lower, upper, false) => html! {
            (label)
            @if let Some(bound) = lower { (if bound.inclusive { " since " } else { " after " }) (number(bound)) }
            @if lower.is_some() && upper.is_some() { " and" }
            @if let Some(bound) = upper { (if bound.inclusive { " until " } else { " before " }) (number(bound)) }
            @if lower.is_none() && upper.is_none() { " at any time" }
        },
    }
}

/// What a field is called inside a sentence.
fn label(context: &PageContext, field: Field) -> String {
    let label = context.t(field.info().label_ja, field.info().label);
    let language = match field.view() {
        None => return label.to_owned(),
        Some(TextView::Japanese) => context.t("日本語", "Japanese"),
        Some(TextView::English) => context.t("英語", "English"),
        Some(TextView::Other) => context.t("他の言語", "other languages"),
    };
    match context.language.code() {
        "ja" => format!("{label}（{language}）"),
        _ => format!("{label} in {language}"),
    }
}

/// The filters in force, each with the link that removes it.
pub(crate) fn filters(context: &PageContext) -> Markup {
    let in_force: Vec<(&str, bool, &str)> = context
        .pairs
        .0
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .filter_map(|(name, value)| {
            let included = FILTERS.iter().find(|filter| filter.name == name);
            let excluded =
                || name.strip_prefix("not_").and_then(|name| FILTERS.iter().find(|f| f.name == name));
            match included {
                Some(filter) => Some((filter.name, false, value.as_str())),
                None => excluded().map(|filter| (filter.name, true, value.as_str())),
            }
        })
        .collect();
    html! {
        @for (i, (name, excluded, value)) in in_force.iter().copied().enumerate() {
            @let is_choice = !excluded && i != 0 && in_force[i - 1].0 == name && !in_force[i - 1].1;
            @if is_choice { (context.t(" または ", " or ")) } @else { (context.t("、かつ ", ", and ")) }
            @if excluded && context.language.code() == "en" { "not " }
            (filter(context, name, value))
            @if excluded && context.language.code() == "ja" { " を除く" }
            (remove(context, &value_name(name, excluded), value))
        }
        (dates(context))
    }
}

/// One value of a filter, read as it is when it is run; a value that cannot be read was refused before.
fn filter(context: &PageContext, name: &str, value: &str) -> Markup {
    match Filter::read(name, &[value]) {
        Ok(filter) => understood(context, &filter.to_ast()),
        Err(_) => word(value),
    }
}

fn value_name(name: &str, excluded: bool) -> String {
    if excluded { format!("not_{name}") } else { name.to_owned() }
}

fn dates(context: &PageContext) -> Markup {
    let given = |name: &str| context.pairs.get(name).filter(|value| !value.trim().is_empty());
    let field = given("date").unwrap_or("published");
    html! {
        @for (name, operator) in [("from", ">="), ("to", "<=")] {
            @if let Some(value) = given(name) {
                (context.t("、かつ ", ", and "))
                (filter(context, field, &format!("{operator}{value}")))
                (remove(context, name, value))
            }
        }
    }
}

fn remove(context: &PageContext, name: &str, value: &str) -> Markup {
    let href = context.href_with(|pairs| {
        pairs.retain(|(n, v)| !(*n == name && v == value) && n != "cursor" && n != "rank");
    });
    let label = context.t("外す", "remove");
    html! {
        " (" a .remove href=(href) aria-label={ (label) " " (name) " " (value) } { (label) } ")"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{InterfaceLanguage, request::Pairs};

    fn plain(markup: &Markup) -> String {
        let mut inside = false;
        let shown = |c: &char| {
            let is_text = !inside && *c != '<';
            inside = *c == '<' || (inside && *c != '>');
            is_text
        };
        markup.0.chars().filter(shown).collect::<String>().replace("&amp;", "&")
    }

    /// Checks the sentence of a query with filters, in both languages.
    #[track_caller]
    fn check(query: &str, pairs: &str, english: &str, japanese: &str) {
        for (language, expected) in
            [(InterfaceLanguage::English, english), (InterfaceLanguage::Japanese, japanese)]
        {
            let context = PageContext {
                language,
                path: "/".to_owned(),
                pairs: Pairs::parse(pairs),
                generation: "1".to_owned(),
                documents: 1,
                schemes: Vec::new(),
            };
            let parsed = query::parse(query);
            assert!(parsed.problems.is_empty(), "{query}: {:?}", parsed.problems);
            let sentence = plain(&understood(&context, &parsed.ast)) + &plain(&filters(&context));
            let remove = context.t(" (外す)", " (remove)");
            assert_eq!(sentence.replace(remove, ""), expected, "{query} {pairs}");
        }
    }

    #[test]
    fn a_query_reads_as_a_sentence() {
        check("", "", "everything", "すべての文献");
        check("電池", "", "the text contains 電池", "本文のどこかに電池を含む");
        check("a b", "", "the text contains any of a b", "本文のどこかにa b のいずれかを含む");
        check("claims:触媒", "", "claims contain 触媒", "請求項に触媒を含む");
        check("title.en:\"a b\"", "", "the title in English contains “a b”", "名称（英語）に「a b」を含む");
        check("pa:日東電工", "", "applicant named 日東電工", "出願人の名に日東電工を含む");
        check("ipc:H01M10", "", "classified under IPC H01M10 or below", "IPC の H01M10 とその下位 に分類");
        check("ipc:H01M*", "", "classified under IPC H01M…", "IPC の H01M… に分類");
        check("pd:>=2015", "", "published since 2015", "発行が 2015 以後");
        check("pd:<2015-04", "", "published before 2015-04", "発行が 2015-04 より前");
        check("pd:2015", "", "published in 2015", "発行が 2015");
        check("pd:2015-04-01", "", "published on 2015-04-01", "発行が 2015-04-01");
        check(
            "pd:[2015 TO 2018-06]",
            "",
            "published between 2015 and 2018-06",
            "発行が 2015 以後、2018-06 まで",
        );
        check("cites:JP-2010228687-A", "", "citing JP-2010228687-A", "JP-2010228687-A を引用");
        check(
            "claims:触媒 AND NOT office:JP",
            "",
            "claims contain 触媒, and not office is JP Japan",
            "請求項に触媒を含む、かつ 発行国・機関が JP 日本 を除く",
        );
        check(
            "(a OR b) AND kind:A",
            "",
            "(the text contains a or the text contains b), and kind is A",
            "(本文のどこかにaを含む または 本文のどこかにbを含む)、かつ 文献種別が A",
        );
    }

    #[test]
    fn filters_continue_the_sentence() {
        check(
            "",
            "office=JP&office=US&not_type=article&from=2015&date=filed",
            "everything, and office is JP Japan or office is US United States, and not type is Articles, \
             and filed since 2015",
            "すべての文献、かつ 発行国・機関が JP 日本 または 発行国・機関が US 米国、かつ 種類が 論文 を除く、\
             かつ 出願が 2015 以後",
        );
    }
}
