//! `chizai search`: ranked hits in the terminal.

use std::{fmt::Write, time::Instant};

use query::{FamilyDefinition, Hit, Passage, Place, QueryError, SearchPage, SearchRequest};
use server::{InterfaceLanguage, wire};

use crate::{
    arguments::{Configuration, Search},
    exit::{Exit, WrongUse},
    output::{self, Palette},
    setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Search) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let generation = setup::open(&setup, &arguments.index)?;
    let started = Instant::now();
    let parsed = query::parse(&arguments.query.join(" "));
    if let Some(problem) = parsed.problems.iter().find(|problem| problem.severity() == query::Severity::Error)
    {
        return Err(WrongUse(problem_line(problem)).into());
    }
    let mut request = SearchRequest::new(parsed.ast);
    request.size = arguments.limit;
    request.explain = arguments.explain;
    request.collapse = arguments.collapse.map_or(query::Collapse::None, query::Collapse::from);
    request.representative = match arguments.representative.parse() {
        Ok(representative) => representative,
        Err(problem) => return Err(WrongUse(problem_line(&problem)).into()),
    };
    let page = query::search(&generation, &request).map_err(|error| match error {
        QueryError::Refused { problems } => {
            let lines: Vec<String> = problems.iter().map(problem_line).collect();
            WrongUse(lines.join("; ")).into()
        }
        QueryError::TooManyClauses { .. }
        | QueryError::TooManyCitations { .. }
        | QueryError::PageTooLarge { .. } => WrongUse(error.to_string()).into(),
        other => anyhow::Error::from(other),
    })?;
    let context =
        wire::SearchContext { language: InterfaceLanguage::from_environment(), took: started.elapsed() };
    if arguments.json {
        output::print_json(&wire::search_response(&page, &parsed.problems, &context))?;
    } else {
        for problem in parsed.problems.iter().chain(&page.problems) {
            output::say(problem_line(problem));
        }
        output::print(&listing(&page, Palette::new(arguments.colour)))?;
    }
    Ok(if page.total == 0 { Exit::Partly } else { Exit::Done })
}

fn problem_line(problem: &query::Problem) -> String {
    let mut line = problem.message.clone();
    if !problem.char_range.is_empty() {
        let _ = write!(line, " (characters {} to {})", problem.char_range.start + 1, problem.char_range.end);
    }
    if !problem.suggestions.is_empty() {
        let _ = write!(line, "; did you mean {}?", problem.suggestions.join(", "));
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
    for (i, hit) in page.hits.iter().enumerate() {
        out.push('\n');
        out.push_str(&entry(i + 1, hit, palette));
    }
    out
}

fn entry(rank: usize, hit: &Hit, palette: Palette) -> String {
    let mut out = String::new();
    let title =
        hit.titles.first().map_or_else(String::new, |title| palette.marked(&title.text, &title.marks));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{rank:>3}. {}", palette.title(&title));
    let mut facts = vec![palette.id(&hit.id.to_string())];
    facts.extend(hit.document.published().map(|date| date.to_string()));
    facts.push(format!("score {:.3}", hit.score));
    if hit.document.is_invented() {
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
