//! What a search says about itself, from the engine's words to the wire's: counts, advice, holdings.

use indexer::Generation;
use query::{Across, AdviceCode, Ast, Ledger, Period, QueryError, Scope};

use crate::{
    InterfaceLanguage,
    error::{Bilingual, Item, Place},
    request::{DateField, Pairs, SearchParameters},
    wire,
};

/// Counts of every part of a query, and advice.
pub struct Examined {
    pub tree: query::CountedTree,
    pub lint: query::Lint,
}

/// Counts and examines a query. `input` is its text, where it is chizai's own syntax.
pub fn examine(
    generation: &Generation,
    ast: &Ast,
    scope: &Scope,
    across: &Across,
    input: Option<&str>,
) -> Result<Examined, QueryError> {
    let tree = query::count_nodes(generation, ast, scope, across)?;
    let lint = query::lint(generation, &tree, scope, input)?;
    Ok(Examined { tree, lint })
}

impl Examined {
    /// The tree as the API answers it.
    pub fn echo(&self, input: &str, syntax: &str) -> wire::QueryEcho {
        wire::QueryEcho {
            input: input.to_owned(),
            syntax: syntax.to_owned(),
            understood: self.tree.root.ast.to_string(),
            tree: node(&self.tree.root),
            complete: self.tree.is_complete(),
            limit: self.tree.limit,
        }
    }

    /// The advice in a language.
    pub fn advice(&self, language: InterfaceLanguage) -> Vec<wire::Advice> {
        self.lint.advice.iter().map(|advice| self::advice(advice, language)).collect()
    }
}

pub(crate) fn node(counted: &query::CountedNode) -> wire::CountedNode {
    wire::CountedNode {
        query: counted.ast.to_string(),
        operator: counted.operator().as_str().to_owned(),
        count: counted.count,
        children: counted.children.iter().map(node).collect(),
    }
}

fn advice(advice: &query::Advice, language: InterfaceLanguage) -> wire::Advice {
    let suggestion = |suggestion: &query::Suggestion| wire::Suggestion {
        query: suggestion.query.clone(),
        count: suggestion.count,
        variant: suggestion.variant.as_ref().map(|variant| variant.kind.as_str().to_owned()),
    };
    wire::Advice {
        code: advice.code.as_str().to_owned(),
        node: advice.path.iter().map(|place| format!("/{place}")).collect(),
        query: advice.node.clone(),
        count: advice.count,
        message: Bilingual::new(japanese(advice), advice.to_string()).get(language).to_owned(),
        suggestions: advice.suggestions.iter().map(suggestion).collect(),
    }
}

/// The message in Japanese; the English one comes with the advice.
fn japanese(advice: &query::Advice) -> String {
    let query::Advice { node, count, .. } = advice;
    let (other, of_other) = advice.other.as_ref().map_or(("", 0), |(other, count)| (other.as_str(), *count));
    match advice.code {
        AdviceCode::Precedence => format!(
            "AND は OR より先に結び付けて読みました。左から順に読むと {count} 件ではなく {of_other} 件になります"
        ),
        AdviceCode::DeadBranch => format!("{node} は 0 件です。除いても結果は同じです"),
        AdviceCode::EmptyOperand => format!("{node} が 0 件なので、AND で結んだ全体も 0 件になります"),
        AdviceCode::NothingInCommon => {
            format!("{node} の条件はそれぞれ見つかりますが、すべてを満たす文献はありません")
        }
        AdviceCode::ExcludesNothing => format!("{node} で除かれる文献はありません"),
        AdviceCode::ExcludesEverything => {
            format!("{node} は、残りの条件の {of_other} 件をすべて除いています")
        }
        AdviceCode::Subsumed => {
            format!("{node} の {count} 件はすべて {other} の {of_other} 件に含まれます")
        }
        AdviceCode::Dominates => format!("{node} だけで {other} の {of_other} 件のうち {count} 件を占めます"),
        AdviceCode::EmptyClass => format!("{node} に分類された文献はありません"),
        AdviceCode::OutsideHoldings => {
            let (first, last) = advice.held.as_ref().map_or(("", ""), |(first, last)| (first, last));
            format!("{node} は、索引にある範囲 ({first} から {last} まで) の外です")
        }
        AdviceCode::WordsApart => {
            format!("{node} は字句どおりには見つかりませんが、その語を含む文献はあります")
        }
        AdviceCode::MissingVariant => {
            let variant = advice.suggestions.iter().find_map(|suggestion| suggestion.variant.as_ref());
            let (text, adds) = variant.map_or(("", 0), |variant| (variant.text.as_str(), variant.adds));
            format!("{node} は「{text}」とも書き、そう書く文献がほかに {adds} 件あります")
        }
    }
}

/// Counts and examines the lines of a search of several lines. A line that cannot be searched, or refers to one, has
/// no count.
pub fn count_lines(
    generation: &Generation,
    lines: &[query::NamedLine],
    language: InterfaceLanguage,
) -> Result<Vec<wire::LineResponse>, QueryError> {
    let is_error = |problem: &query::Problem| problem.severity() == query::Severity::Error;
    let mut broken: Vec<String> = Vec::new();
    let mut counted = Vec::with_capacity(lines.len());
    for line in lines {
        let is_broken = line.problems.iter().any(is_error) || refers_to(&line.ast, &broken);
        let ast = line.ast.without_lines();
        let examined = if is_broken {
            broken.push(line.name.to_uppercase());
            None
        } else {
            Some(examine(generation, &ast, &Scope::default(), &Across::default(), None)?)
        };
        let place = Place::Pointer("/text".to_owned());
        let problem = |problem: &query::Problem| Item::of_query(problem, place.clone()).to_wire(language);
        counted.push(wire::LineResponse {
            name: line.name.clone(),
            number: line.number,
            column: line.column,
            query: line.query.clone(),
            understood: ast.to_string(),
            count: examined.as_ref().and_then(|examined| examined.tree.root.count),
            problems: line.problems.iter().map(problem).collect(),
            lint: examined.map_or_else(Vec::new, |examined| examined.advice(language)),
        });
    }
    Ok(counted)
}

fn refers_to(ast: &Ast, names: &[String]) -> bool {
    match ast {
        Ast::Line(line) => names.contains(&line.name.to_uppercase()) || refers_to(&line.operand, names),
        _ => ast.operands().into_iter().any(|operand| refers_to(operand, names)),
    }
}

/// The offices and years that a search chose.
pub(crate) fn period(parameters: &SearchParameters) -> Period {
    let offices = parameters.filters.iter().filter(|filter| filter.name == "office");
    let is_published = parameters.date == DateField::Published;
    let year = |date: Option<model::Date>| {
        date.filter(|_| is_published).map(|date| (date.as_number() / 10_000) as u16)
    };
    Period {
        offices: offices.flat_map(|filter| &filter.include).map(|office| office.to_uppercase()).collect(),
        from: year(parameters.from),
        to: year(parameters.to),
    }
}

/// The small block that every answer carries; with the rows where nothing was found.
pub(crate) fn completeness(ledger: &Ledger, period: &Period, with_rows: bool) -> wire::Completeness {
    let years = ledger.years();
    wire::Completeness {
        documents: ledger.documents,
        first_year: years.map(|(first, _)| first),
        last_year: years.map(|(_, last)| last),
        href: href("/v1/completeness", period),
        rows: with_rows.then(|| rows(ledger)),
    }
}

pub(crate) fn rows(ledger: &Ledger) -> Vec<wire::CompletenessRow> {
    let row = |row: &query::LedgerRow| wire::CompletenessRow {
        office: row.office.clone(),
        document_type: row.document_type.clone(),
        kind: row.kind.clone(),
        documents: row.documents,
        with_abstract: row.with_abstract,
        with_claims: row.with_claims,
        with_full_text: row.with_full_text,
        first_year: row.first_year,
        last_year: row.last_year,
        years_without: row.years_without.clone(),
    };
    ledger.rows.iter().map(row).collect()
}

/// The ledger's address for a period.
pub(crate) fn href(path: &str, period: &Period) -> String {
    let mut pairs = Pairs::default();
    for office in &period.offices {
        pairs.push("office", office.as_str());
    }
    for (name, year) in [("from", period.from), ("to", period.to)] {
        if let Some(year) = year {
            pairs.push(name, year.to_string());
        }
    }
    pairs.href(path)
}
