use maud::{Markup, html};
use model::{CitationPlace, CitedBy};
use query::{
    Ast, Bound, CitationDirection, Citing, Field, FieldKind, Filter, Leaf, Near, Operand, TextView, Unit,
    Value,
};

use super::{PageContext, commons_echo::commons, facet::value_label};
use crate::request::FILTERS;

/// The query as it was understood, as a clause of a sentence: "claims contain 固体電解質, and the text does not contain
/// water".
pub(crate) fn understood(context: &PageContext, ast: &Ast) -> Markup {
    match ast {
        Ast::Everything => html! { (context.t("すべての文献", "everything")) },
        Ast::Leaf(leaf) => condition(context, leaf, true),
        Ast::And(operands) => joined(context, operands, context.t("、かつ ", ", and ")),
        Ast::Or(operands) => joined(context, operands, context.t(" または ", " or ")),
        Ast::Not(operand) => match operand.as_ref() {
            Ast::Leaf(leaf) => condition(context, leaf, false),
            operand => html! {
            @if context.language.code() == "ja" { (nested(context, operand)) " を除く" }
            @else { "not " (nested(context, operand)) }
            },
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
        Ast::Citing(citing) => self::citing(context, citing),
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

/// "citing JP-2010228687-A", "cited as X or Y (examiner) by documents from JP Japan".
fn citing(context: &PageContext, citing: &Citing) -> Markup {
    let japanese = context.language.code() == "ja";
    let number = match citing.of.as_ref() {
        Ast::Leaf(leaf)
            if leaf.field.info().name == "number" && !matches!(leaf.operand, Operand::Range { .. }) =>
        {
            Some(value(context, leaf))
        }
        _ => None,
    };
    let of = match number {
        Some(number) => number,
        None if japanese => html! { "文献（" (understood(context, &citing.of)) "）" },
        None => html! { "documents (" (understood(context, &citing.of)) ")" },
    };
    let how = manner(context, citing);
    match (citing.direction, japanese) {
        (CitationDirection::Cites, true) => html! { (of) " を" (how) "引用" },
        (CitationDirection::CitedBy, true) => html! { (of) " が" (how) "引用" },
        (CitationDirection::Cites, false) => html! { "citing " (of) (how) },
        (CitationDirection::CitedBy, false) => html! { "cited by " (of) (how) },
    }
}

/// In which category and by whom something is cited: " as X or Y (examiner)"; nothing where neither is asked for.
fn manner(context: &PageContext, citing: &Citing) -> String {
    let letters: Vec<String> = citing.categories.iter().map(ToString::to_string).collect();
    let who = citing.by.map(|who| cited_by(context, who));
    let mut text = String::new();
    if context.language.code() == "ja" {
        text.push_str(&who.map(|who| format!("（{who}）")).unwrap_or_default());
        text.push_str(match citing.place {
            Some(CitationPlace::InText) => "本文中で",
            Some(CitationPlace::FrontPage) => "フロントページで",
            None => "",
        });
        if !letters.is_empty() {
            text.push_str(&format!("区分 {} で", letters.join("・")));
        }
        return text;
    }
    if !letters.is_empty() {
        text.push_str(&format!(" as {}", letters.join(" or ")));
    }
    text.push_str(match citing.place {
        Some(CitationPlace::InText) => " in the text",
        Some(CitationPlace::FrontPage) => " on the front page",
        None => "",
    });
    text + &who.map(|who| format!(" ({who})")).unwrap_or_default()
}

fn cited_by(context: &PageContext, who: CitedBy) -> &str {
    match who {
        CitedBy::Applicant => context.t("出願人", "applicant"),
        CitedBy::Examiner => context.t("審査官", "examiner"),
        CitedBy::Search => context.t("調査報告", "search report"),
        CitedBy::Opposition => context.t("異議申立て", "opposition"),
        CitedBy::ThirdParty => context.t("第三者", "third party"),
        CitedBy::Other => context.t("その他", "others"),
    }
}

/// One condition or, unless `holds`, its opposite, with the words that its field takes.
fn condition(context: &PageContext, leaf: &Leaf, holds: bool) -> Markup {
    let japanese = context.language.code() == "ja";
    if let Operand::Range { lower, upper } = &leaf.operand {
        let range = range(context, leaf.field, lower.as_ref(), upper.as_ref());
        return match (holds, japanese) {
            (true, _) => range,
            (false, true) => html! { (range) " のものを除く" },
            (false, false) => html! { "not " (range) },
        };
    }
    let label = label(context, leaf.field);
    let value = value(context, leaf);
    if japanese {
        condition_ja(leaf, &label, &value, holds)
    } else {
        condition_en(leaf, &label, &value, holds)
    }
}

fn condition_en(leaf: &Leaf, label: &str, value: &Markup, holds: bool) -> Markup {
    let not = if holds { "" } else { "not " };
    match (leaf.field.kind(), leaf.field.info().name) {
        (FieldKind::Text, _) => html! { (label) (verb(label, holds)) (value) },
        (FieldKind::Name, _) => html! { @if !holds { "no " } (label) " named " (value) },
        (FieldKind::Class, _) => html! { (not) "classified under " (label) " " (value) },
        (_, "cites") => html! { (not) "citing " (value) },
        (_, "type") => html! { @if holds { (value) " only" } @else { "no " (value) } },
        (_, "office") => html! { (not) "from " (value) },
        (_, "commons") => html! { (not) "listed in the commons: " (value) },
        (_, "kind") => html! { (not) "of kind " (value) },
        (_, "language") => html! { (if holds { "with" } else { "without" }) " text in " (value) },
        _ => html! { (label) " is " (not) (value) },
    }
}

fn condition_ja(leaf: &Leaf, label: &str, value: &Markup, holds: bool) -> Markup {
    let contains = if holds { "を含む" } else { "を含まない" };
    match (leaf.field.kind(), leaf.field.info().name) {
        (FieldKind::Text, _) => html! { (label) "に" (value) (contains) },
        (FieldKind::Name, _) => html! { (label) "の名に" (value) (contains) },
        (FieldKind::Class, _) => {
            html! { (label) " の " (value) (if holds { " に分類" } else { " に分類されない" }) }
        }
        (_, "cites") => html! { (value) (if holds { " を引用" } else { " を引用しない" }) },
        (_, "type") => html! { (value) (if holds { "のみ" } else { "を除く" }) },
        (_, "language") => html! { (value) (if holds { "の文章がある" } else { "の文章がない" }) },
        (_, "commons") => {
            html! { "コモンズに掲載" (if holds { "" } else { "されていない" }) "（" (value) "）" }
        }
        _ => html! { (label) "が " (value) @if !holds { " 以外" } },
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
            let label = value_label(context, leaf.field.info().name, text);
            // "Patents" heads a list; inside a sentence it is a word like others.
            if leaf.field.info().name == "type" {
                html! { span .echo-word { (label.to_lowercase()) } }
            } else {
                word(&label)
            }
        }
        Operand::Range { .. } => html! {},
    }
}

fn verb(label: &str, holds: bool) -> &'static str {
    let noun = label.split(" in ").next().unwrap_or(label);
    match (noun.ends_with('s'), holds) {
        (true, true) => " contain ",
        (true, false) => " do not contain ",
        (false, true) => " contains ",
        (false, false) => " does not contain ",
    }
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
            (filter(context, name, value, !excluded))
            (remove(context, &value_name(name, excluded), value))
        }
        (dates(context))
        (commons(context))
    }
}

/// One value of a filter, read as it is when it is run; a value that cannot be read was refused before.
fn filter(context: &PageContext, name: &str, value: &str, holds: bool) -> Markup {
    match Filter::read(name, &[value]).map(|filter| filter.to_ast()) {
        Ok(ast) if holds => understood(context, &ast),
        Ok(ast) => understood(context, &Ast::Not(Box::new(ast))),
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
                (filter(context, field, &format!("{operator}{value}"), true))
                (remove(context, name, value))
            }
        }
    }
}

pub(super) fn remove(context: &PageContext, name: &str, value: &str) -> Markup {
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
                has_commons: false,
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
            "claims contain 触媒, and not from JP Japan",
            "請求項に触媒を含む、かつ 発行国・機関が JP 日本 以外",
        );
        check(
            "(a OR b) AND kind:A",
            "",
            "(the text contains a or the text contains b), and of kind A",
            "(本文のどこかにaを含む または 本文のどこかにbを含む)、かつ 文献種別が A",
        );
    }

    #[test]
    fn what_must_not_be_reads_as_its_opposite() {
        check("NOT 鉛", "", "the text does not contain 鉛", "本文のどこかに鉛を含まない");
        check("NOT claims:鉛", "", "claims do not contain 鉛", "請求項に鉛を含まない");
        check("NOT pa:日東", "", "no applicant named 日東", "出願人の名に日東を含まない");
        check(
            "NOT cpc:=H01M",
            "",
            "not classified under CPC H01M (exactly so)",
            "CPC の H01M（そのまま） に分類されない",
        );
        check("NOT type:patent", "", "no patents", "特許文献を除く");
        check("type:article", "", "articles only", "論文のみ");
        check("NOT pd:2015", "", "not published in 2015", "発行が 2015 のものを除く");
        check("NOT status:in-force", "", "legal status is not in force", "法的状態が 存続 以外");
        check("NOT language:ja", "", "without text in Japanese", "日本語の文章がない");
        check(
            "NOT (a OR b)",
            "",
            "not (the text contains a or the text contains b)",
            "(本文のどこかにaを含む または 本文のどこかにbを含む) を除く",
        );
    }

    #[test]
    fn citations_say_what_by_whom_and_as_what() {
        check("cites.X:EP1234567", "", "citing EP1234567 as X", "EP1234567 を区分 X で引用");
        check("cites.in-text:EP1234567", "", "citing EP1234567 in the text", "EP1234567 を本文中で引用");
        check(
            "cites.XY.examiner:(office:JP)",
            "",
            "citing documents (from JP Japan) as X or Y (examiner)",
            "文献（発行国・機関が JP 日本） を（審査官）区分 X・Y で引用",
        );
        check(
            "citedby:(pa:日東)",
            "",
            "cited by documents (applicant named 日東)",
            "文献（出願人の名に日東を含む） が引用",
        );
    }

    #[test]
    fn filters_continue_the_sentence() {
        check(
            "",
            "office=JP&office=US&not_type=article&from=2015&date=filed",
            "everything, and from JP Japan or from US United States, and no articles, and filed since 2015",
            "すべての文献、かつ 発行国・機関が JP 日本 または 発行国・機関が US 米国、かつ 論文を除く、\
             かつ 出願が 2015 以後",
        );
    }

    #[test]
    fn conditions_on_the_commons_continue_it() {
        check(
            "",
            "commons=research&provider=aoba&user=company&asof=2026-01-01",
            "everything, and listed in the commons for research by the provider aoba for the user company as \
             of 2026-01-01",
            "すべての文献、かつ コモンズに掲載 (利用目的 研究)、提供者 aoba、利用者 company、2026-01-01 時点",
        );
        check("", "user=company", "everything", "すべての文献");
        check("commons:research", "", "listed in the commons: research", "コモンズに掲載（research）");
    }
}
