//! `chizai search`: ranked hits in the terminal.

use std::{fmt::Write, time::Instant};

use query::{
    Across, CountedNode, CountedTree, FamilyDefinition, Hit, Passage, Place, QueryError, Scope, SearchPage,
    SearchRequest, TermTranslation,
};
use server::{InterfaceLanguage, wire};

use crate::{
    arguments::{Configuration, Search},
    exit::{Exit, WrongUse},
    output::{self, Palette},
    setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Search) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let (generation, _) = setup::open_with_ledger(&setup, &arguments.index, arguments.ledger.as_deref())?;
    let started = Instant::now();
    let input = arguments.query.join(" ");
    let parsed = query::parse_as(arguments.syntax, &input);
    if let Some(problem) = parsed.problems.iter().find(|problem| problem.severity() == query::Severity::Error)
    {
        return Err(WrongUse(problem_line(problem)).into());
    }
    let mut request = SearchRequest::new(parsed.ast);
    request.size = arguments.limit;
    request.explain = arguments.explain;
    request.feedback = arguments.feedback.then(|| arguments.feedback_without.clone());
    request.across = across(arguments.xl.as_deref(), &arguments.without_pair)?;
    request.collapse = arguments.collapse.map_or(query::Collapse::None, query::Collapse::from);
    request.representative = match arguments.representative.parse() {
        Ok(representative) => representative,
        Err(problem) => return Err(WrongUse(problem_line(&problem)).into()),
    };
    let ast = request.query.clone();
    let page = query::search(&generation, &request).map_err(unanswered)?;
    let context =
        wire::SearchContext { language: InterfaceLanguage::from_environment(), took: started.elapsed() };
    let is_examined = arguments.counts || page.total == 0;
    let examined = is_examined
        .then(|| server::examine(&generation, &ast, &Scope::default(), &request.across, Some(&input)))
        .transpose()?;
    if arguments.json {
        let response = wire::SearchResponse {
            query: examined.as_ref().map(|examined| examined.echo(&input, arguments.syntax.as_str())),
            lint: examined.as_ref().map(|examined| examined.advice(context.language)),
            ..wire::search_response(&page, &parsed.problems, &context)
        };
        output::print_json(&response)?;
    } else {
        for problem in parsed.problems.iter().chain(&page.problems) {
            output::say(problem_line(problem));
        }
        if let Some(examined) = &examined {
            output::print(&tree(&examined.tree))?;
            for advice in examined.advice(context.language) {
                output::say(format!("{}: {}", advice.code, advice_line(&advice)));
            }
        }
        output::print(&listing(&page, Palette::new(arguments.colour)))?;
    }
    Ok(if page.total == 0 { Exit::Partly } else { Exit::Done })
}

/// The languages that terms are searched in too, and the pairs that must not take part.
pub(super) fn across(xl: Option<&str>, without: &[String]) -> Result<Across, WrongUse> {
    let wrong = |problem: query::Problem| WrongUse(problem_line(&problem));
    let into = xl.map_or(Ok(Vec::new()), Across::into_languages).map_err(wrong)?;
    let pairs = without.iter().map(|pair| pair.parse());
    Ok(Across { into, refused: pairs.collect::<Result<_, _>>().map_err(wrong)? })
}

/// Why a query has no answer: what is wrong with it, or a fault.
pub(super) fn unanswered(error: QueryError) -> anyhow::Error {
    match error {
        QueryError::Refused { problems } => {
            let lines: Vec<String> = problems.iter().map(problem_line).collect();
            WrongUse(lines.join("; ")).into()
        }
        QueryError::TooManyClauses { .. }
        | QueryError::TooManyCitations { .. }
        | QueryError::TooManyExpansions { .. }
        | QueryError::NotInside { .. }
        | QueryError::NotOneWord { .. }
        | QueryError::PageTooLarge { .. } => WrongUse(error.to_string()).into(),
        other => anyhow::Error::from(other),
    }
}

pub(super) fn problem_line(problem: &query::Problem) -> String {
    let mut line = problem.message.clone();
    if !problem.char_range.is_empty() {
        let _ = write!(line, " (characters {} to {})", problem.char_range.start + 1, problem.char_range.end);
    }
    if !problem.suggestions.is_empty() {
        let _ = write!(line, "; did you mean {}?", problem.suggestions.join(", "));
    }
    line
}

/// The tree with its counts, a line a part, operands below their operator.
fn tree(tree: &CountedTree) -> String {
    fn add(node: &CountedNode, depth: usize, out: &mut String) {
        let count = node.count.map_or_else(|| "?".to_owned(), |count| count.to_string());
        let text = output::harmless(&node.ast.to_string());
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{count:>9}  {:1$}{text}", "", 2 * depth);
        node.children.iter().for_each(|child| add(child, depth + 1, out));
    }
    let mut out = String::new();
    add(&tree.root, 0, &mut out);
    if !tree.is_complete() {
        let _ = writeln!(out, "only {} parts were counted (limits.counted_nodes)", tree.limit);
    }
    out
}

fn advice_line(advice: &wire::Advice) -> String {
    let mut line = advice.message.clone();
    for suggestion in &advice.suggestions {
        let _ = write!(line, "; {} ({})", suggestion.query, suggestion.count);
    }
    line
}

fn listing(page: &SearchPage, palette: Palette) -> String {
    let families = match (page.collapse.definition(), page.families) {
        (Some(definition), Some(counts)) => {
            let count = match definition {
                FamilyDefinition::Simple => counts.simple,
                FamilyDefinition::Extended => counts.extended,
            };
            format!(" in {count} {} families ({})", definition.as_str(), definition.text())
        }
        _ => String::new(),
    };
    let mut out = format!("{} documents{families}: {}\n", page.total, page.echo);
    if let Some(terms) = &page.feedback {
        let names: Vec<String> =
            terms.iter().map(|term| format!("{} {:.3}", term.name, term.weight)).collect();
        let _ = writeln!(out, "added from the best documents: {}", names.join(", "));
    }
    for pair in &page.translations {
        let _ = writeln!(out, "{}", translation(pair));
    }
    for (i, hit) in page.hits.iter().enumerate() {
        out.push('\n');
        out.push_str(&entry(i + 1, hit, palette));
    }
    out
}

/// A pair that took part, with what refuses it.
pub(super) fn translation(pair: &TermTranslation) -> String {
    let sources: Vec<String> = pair.sources.iter().map(ToString::to_string).collect();
    let documents: Vec<String> = pair.documents.iter().map(ToString::to_string).collect();
    let support = match pair.support {
        0 => String::new(),
        support => format!("; in {support} documents: {}", documents.join(", ")),
    };
    let line = format!(
        "also searched ({}): {}, weight {:.2} ({}, {:.2}{support})",
        pair.into,
        pair.refusal(),
        pair.weight,
        sources.join(", "),
        pair.probability,
    );
    output::harmless(&line)
}

pub(super) fn entry(rank: usize, hit: &Hit, palette: Palette) -> String {
    let mut out = String::new();
    let title =
        hit.titles.first().map_or_else(String::new, |title| palette.marked(&title.text, &title.marks));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{rank:>3}. {}", palette.title(&title));
    let mut facts = vec![palette.id(&hit.id.to_string())];
    facts.extend(hit.front().published().map(|date| date.to_string()));
    facts.push(format!("score {:.3}", hit.score));
    if hit.front().is_invented() {
        facts.push("invented".to_owned());
    }
    let _ = writeln!(out, "     {}", facts.join("  "));
    if let Some(family) = hit.family.as_ref().filter(|family| 1 < family.size) {
        let mark = |member: &query::FamilyMember| if member.matched { "" } else { " (does not match)" };
        let others = family.members.iter().filter(|member| member.id != hit.id);
        let others: Vec<String> = others.map(|member| format!("{}{}", member.id, mark(member))).collect();
        let _ = writeln!(out, "     {} {}", palette.faint("family:"), others.join(", "));
    }
    for passage in &hit.passages {
        let text = palette.marked(&passage.text, &passage.marks);
        let _ = writeln!(out, "     {} {text}", palette.faint(&place(passage)));
    }
    if let Some(explanation) = &hit.explanation {
        let _ = write!(out, "{}", indented(&explanation.to_string()));
    }
    out
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("     {line}\n")).collect()
}

fn place(passage: &Passage) -> String {
    match &passage.place {
        Place::Claim(number) => format!("claim {number}:"),
        Place::Paragraph { number: Some(number), .. } => format!("[{number}]"),
        Place::Paragraph { number: None, heading: Some(heading) } => format!("{heading}:"),
        _ => format!("{}:", passage.field),
    }
}
