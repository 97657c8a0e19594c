//! What a region is called: words or classes whose search finds the documents that stand in it.

use model::SchemeKind;
use query::{Ast, QueryError};
use tantivy::DocAddress;

use super::{
    super::{
        Name, Words,
        scope::{Group, Scope, is, says},
        technologies,
    },
    Drawn, Term, regions,
};

/// Phrases or classes in a name.
const NAMED: usize = 3;

/// Phrases that are tried, those that tell most first.
const TRIED: usize = 12;

/// Main groups that are tried.
const CLASSES: usize = 4;

/// The share of a region's documents that its words must find for no class to be tried.
const HALF: f64 = 0.5;

/// The share that its name must find at least.
const LEAST: f64 = 0.25;

/// A name, and what its search finds.
pub(super) struct Called {
    pub(super) name: Name,
    pub(super) found: Group,
}

/// How many of some documents a search finds.
pub(super) fn within(found: &Group, documents: &[DocAddress]) -> usize {
    documents.iter().filter(|address| found.set.contains(**address)).count()
}

/// The name of the region of `members`, of the terms that tell it from the rest: of words where they find half of it, else of
/// what finds more, words or classes. `None` where neither find a quarter of it.
pub(super) fn called(
    scope: &Scope<'_>,
    members: &[DocAddress],
    drawn: &[Drawn],
    telling: &[&Term],
) -> Result<Option<Called>, QueryError> {
    let share = |called: &Called| within(&called.found, members) as f64 / members.len().max(1) as f64;
    let words = of_words(scope, members, drawn, telling)?;
    if words.as_ref().is_some_and(|words| HALF <= share(words)) {
        return Ok(words);
    }
    let classes = of_classes(scope, members, drawn, telling)?;
    let more = |called: &Called| words.as_ref().is_none_or(|words| share(words) < share(called));
    let best = if classes.as_ref().is_some_and(more) { classes } else { words };
    Ok(best.filter(|called| LEAST <= share(called)))
}

fn of_words(
    scope: &Scope<'_>,
    members: &[DocAddress],
    drawn: &[Drawn],
    telling: &[&Term],
) -> Result<Option<Called>, QueryError> {
    let phrases: Vec<&str> = telling.iter().filter_map(|term| term.phrase()).collect();
    let mut tried = Vec::new();
    for phrase in regions::apart(&phrases, TRIED) {
        let condition = says("tiab", phrase);
        tried.push((phrase, condition.clone(), scope.group(condition)?));
    }
    let chosen = chosen(&tried, members, drawn);
    let words: Vec<&str> = chosen.iter().map(|at| tried[*at].0).collect();
    called_so(scope, Name::foreign(&words.join(" · ")), chosen.iter().map(|at| tried[*at].1.clone()))
}

fn of_classes(
    scope: &Scope<'_>,
    members: &[DocAddress],
    drawn: &[Drawn],
    telling: &[&Term],
) -> Result<Option<Called>, QueryError> {
    let mut tried = Vec::new();
    for group in telling.iter().filter_map(|term| term.main_group()).take(CLASSES) {
        let condition = Ast::Or(vec![is("ipc", group), is("cpc", group)]);
        tried.push((group, condition.clone(), scope.group(condition)?));
    }
    let chosen = chosen(&tried, members, drawn);
    let (mut ja, mut en) = (Vec::new(), Vec::new());
    for at in &chosen {
        let group = tried[*at].0;
        let name = technologies::named(scope.generation, SchemeKind::Ipc, group)?;
        let of = |title: &str| if title.is_empty() { group.to_owned() } else { format!("{title} {group}") };
        ja.push(of(&name.more.ja));
        en.push(of(&name.more.en));
    }
    let name = Name::new(Words::new(ja.join(" · "), en.join(" · ")));
    called_so(scope, name, chosen.iter().map(|at| tried[*at].1.clone()))
}

fn called_so(
    scope: &Scope<'_>,
    name: Name,
    conditions: impl Iterator<Item = Ast>,
) -> Result<Option<Called>, QueryError> {
    let any: Vec<Ast> = conditions.collect();
    if any.is_empty() {
        return Ok(None);
    }
    Ok(Some(Called { name, found: scope.group(Ast::Or(any))? }))
}

/// Places of what finds most of the members, each next one by what it adds, less half of what it finds of others that are
/// drawn; in the order in which they tell most.
fn chosen(tried: &[(&str, Ast, Group)], members: &[DocAddress], drawn: &[Drawn]) -> Vec<usize> {
    let is_member = |address: &DocAddress| members.binary_search(address).is_ok();
    let mut open: Vec<(DocAddress, bool)> =
        drawn.iter().map(|document| (document.address, is_member(&document.address))).collect();
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < NAMED {
        let gain = |at: usize| {
            let found = open.iter().filter(|(address, _)| tried[at].2.set.contains(*address));
            found.map(|(_, is_member)| if *is_member { 2 } else { -1 }).sum::<i64>()
        };
        let gains = (0..tried.len()).filter(|at| !chosen.contains(at)).map(|at| (gain(at), at));
        // Of equals, the one that tells more.
        let best = gains.max_by_key(|(gain, at)| (*gain, std::cmp::Reverse(*at)));
        let Some((_, at)) = best.filter(|(gain, _)| 0 < *gain) else { break };
        open.retain(|(address, _)| !tried[at].2.set.contains(*address));
        chosen.push(at);
    }
    chosen.sort_unstable();
    chosen
}
