//! Problems against solutions (課題 × 解決手段): F-terms where a theme has them, else phrases of abstracts.

use indexer::KeywordField;
use model::{Language, Scheme, SchemeKind};
use query::{Ast, QueryError};

use super::{
    By, Figure, Map, Name, Row, Table, Words, common_limits,
    expected::{expect, method, white_limits},
    nearest::white_spaces,
    phrases::mine,
    scope::{Group, Scope, is, says},
    words::{counted, documents},
};

/// Of how many documents with F-terms a theme must be the theme, for its viewpoints to be the axes.
const LEAST_SHARE: f64 = 0.5;

/// The least number of documents of that theme.
const LEAST_DOCUMENTS: u64 = 5;

/// What viewpoints are called whose terms are problems.
const PROBLEM_WORDS: [&str; 8] = ["課題", "目的", "効果", "問題", "aim", "problem", "purpose", "effect"];

/// The axes of the matrix: a name and a group a row, and a column.
struct Axes {
    by: By,
    problems: Vec<(Name, Group)>,
    solutions: Vec<(Name, Group)>,
    /// How the axes were found.
    method: Words,
}

pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let scope = whole.of_patents()?;
    if matches!(whole.request.by, By::Auto | By::FTermViewpoints)
        && let Some((narrowed, axes)) = of_f_terms(&scope)?
    {
        return drawn(&narrowed, axes);
    }
    let language = match whole.request.by {
        By::PhrasesJa => Language::JA,
        By::PhrasesEn => Language::EN,
        _ => prevailing(&scope)?,
    };
    let scope = scope.narrowed(is("language", language.as_str()))?;
    let axes = of_phrases(&scope, language)?;
    drawn(&scope, axes)
}

fn drawn(scope: &Scope<'_>, axes: Axes) -> Result<Map, QueryError> {
    let mut rows = Vec::with_capacity(axes.problems.len());
    for (name, problem) in &axes.problems {
        let cells = axes.solutions.iter().map(|(_, solution)| Some(problem.with(solution))).collect();
        rows.push(Row { name: name.clone(), attributes: Vec::new(), cells });
    }
    let totals = |axis: &[(Name, Group)]| -> Vec<u64> { axis.iter().map(|(_, group)| group.len()).collect() };
    let white = expect(&mut rows, &totals(&axes.problems), &totals(&axes.solutions), scope.base.len());
    let (n, by) = (scope.base.len(), axes.by.words());
    let table = Table {
        key: "matrix",
        title: Words::new("課題と解決手段", "Problems and solutions"),
        rows_are: Words::new("課題", "problem"),
        attributes: Vec::new(),
        columns: axes.solutions.into_iter().map(|(name, _)| name).collect(),
        rows,
    };
    Ok(Map {
        kind: scope.request.kind,
        by: axes.by,
        title: Words::new(
            format!("課題 × 解決手段（{}）", by.ja),
            format!("Problems by solutions ({})", by.en),
        ),
        summary: Words::new(
            format!(
                "特許文献 {n} 件を {} の課題と {} の解決手段に分けました。空白 {white} 箇所。",
                table.rows.len(),
                table.columns.len()
            ),
            format!(
                "{} by {} problems and {} solutions; {}.",
                documents(n),
                table.rows.len(),
                table.columns.len(),
                counted(white as u64, "white space", "white spaces")
            ),
        ),
        total: scope.base.cell(),
        white_spaces: white_spaces(scope, &table)?,
        tables: vec![table],
        figure: Figure::Matrix {
            bubbles: true,
            columns_are: Words::new("解決手段", "solution"),
            has_totals: false,
        },
        as_of: scope.as_of,
        lag: None,
        method: vec![axes.method, method()],
        limits: white_limits().into_iter().chain([common_limits()]).collect(),
    })
}

/// The language in which most of the patents have a text.
fn prevailing(scope: &Scope<'_>) -> Result<Language, QueryError> {
    let japanese = scope.group(is("language", "ja"))?;
    let english = scope.group(is("language", "en"))?;
    Ok(if english.len() <= japanese.len() { Language::JA } else { Language::EN })
}

fn of_phrases(scope: &Scope<'_>, language: Language) -> Result<Axes, QueryError> {
    let found = mine(scope, language, scope.request.top)?;
    let axis = |phrases: &[String]| -> Result<Vec<(Name, Group)>, QueryError> {
        let mut axis = Vec::new();
        for phrase in phrases {
            axis.push((Name::foreign(phrase), scope.group(says("abstract", phrase))?));
        }
        axis.sort_by_key(|(_, group)| std::cmp::Reverse(group.len()));
        Ok(axis)
    };
    let is_japanese = language == Language::JA;
    let read = found.read;
    Ok(Axes {
        by: if is_japanese { By::PhrasesJa } else { By::PhrasesEn },
        problems: axis(&found.problems)?,
        solutions: axis(&found.solutions)?,
        method: Words::new(
            format!(
                "課題の句は要約の【課題】（英語では課題・効果を述べる文）から、解決手段の句は【解決手段】（英語ではその他の文）から、{read} 件を読んで頻度の高いものを採りました。件数は、両方の句を要約のどこかに含む特許文献です。"
            ),
            format!(
                "Phrases of problems come from 【課題】 of the abstracts (in English, from sentences that state a problem or an effect), those of solutions from 【解決手段】 (the other sentences); the most frequent in {read} documents read. A cell counts patent documents whose abstract has both phrases, wherever."
            ),
        ),
    })
}

/// Themes that are tried where F-terms are asked for, the most frequent first.
const THEMES: usize = 10;

/// The terms of a theme's viewpoints of aims against its other viewpoints, if one theme prevails and its scheme is installed; where
/// F-terms are asked for, of the first theme that has both.
fn of_f_terms<'m>(scope: &Scope<'m>) -> Result<Option<(Scope<'m>, Axes)>, QueryError> {
    let Some(scheme) = scope.generation.schemes().get(SchemeKind::FTerm)? else { return Ok(None) };
    let themes = scope.base.set.values(scope.generation, KeywordField::FTermTheme)?;
    let Some((_, most)) = themes.first() else { return Ok(None) };
    let any = Ast::Or(themes.iter().map(|(theme, _)| is("fterm", theme)).take(50).collect());
    let share = *most as f64 / scope.group(any)?.len().max(1) as f64;
    let prevails = LEAST_DOCUMENTS <= *most && LEAST_SHARE <= share;
    let tried = match scope.request.by {
        By::FTermViewpoints => THEMES,
        _ => usize::from(prevails),
    };
    for (theme, _) in themes.iter().take(tried) {
        let found = of_theme(scope, &scheme, theme)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn of_theme<'m>(
    scope: &Scope<'m>,
    scheme: &Scheme,
    theme: &str,
) -> Result<Option<(Scope<'m>, Axes)>, QueryError> {
    let Some(root) = scheme.find(theme) else { return Ok(None) };
    let narrowed = scope.narrowed(is("fterm", theme))?;
    let (mut problems, mut solutions) = (Vec::new(), Vec::new());
    for viewpoint in scheme.children(root) {
        if is_of_problems(scheme, viewpoint) {
            for term in scheme.subtree(viewpoint).filter(|term| *term != viewpoint) {
                problems.push(named(&narrowed, scheme, term)?);
            }
        } else {
            solutions.push(named(&narrowed, scheme, viewpoint)?);
        }
    }
    let top = scope.request.top;
    let (problems, solutions) = (most(problems, top), most(solutions, top));
    if problems.is_empty() || solutions.is_empty() {
        return Ok(None);
    }
    let method = Words::new(
        format!(
            "Fタームのテーマ {theme} の、課題・目的・効果の観点にあるタームを行、その他の観点を列としました。"
        ),
        format!(
            "Rows are the terms of the viewpoints of F-term theme {theme} that are called aims, problems or effects; columns are its other viewpoints."
        ),
    );
    Ok(Some((narrowed, Axes { by: By::FTermViewpoints, problems, solutions, method })))
}

fn is_of_problems(scheme: &Scheme, class: model::ClassId) -> bool {
    [Language::JA, Language::EN].into_iter().filter_map(|language| scheme.title(class, language)).any(
        |title| {
            let title = title.to_lowercase();
            PROBLEM_WORDS.iter().any(|word| title.contains(word))
        },
    )
}

fn named(scope: &Scope<'_>, scheme: &Scheme, class: model::ClassId) -> Result<(Name, Group), QueryError> {
    let symbol = scheme.symbol(class);
    let title = |language| scheme.title(class, language).unwrap_or_default();
    // The theme is said once, above the matrix.
    let short = symbol.get(5..).unwrap_or(symbol);
    let with = |title: &str| if title.is_empty() { symbol.to_owned() } else { format!("{title} {short}") };
    let either = |one, other| if title(one).is_empty() { title(other) } else { title(one) };
    let words =
        Words::new(with(either(Language::JA, Language::EN)), with(either(Language::EN, Language::JA)));
    Ok((Name::new(words), scope.group(is("fterm", symbol))?))
}

fn most(mut axis: Vec<(Name, Group)>, top: usize) -> Vec<(Name, Group)> {
    axis.retain(|(_, group)| group.len() != 0);
    axis.sort_by_key(|(_, group)| std::cmp::Reverse(group.len()));
    axis.truncate(top);
    axis
}
