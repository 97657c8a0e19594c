//! Class symbols to terms, by the schemes beside the index.
//!
//! The index holds of each symbol what contains it by its form (`H`, `H01`, `H01M`, `H01M10`); dots inside a main
//! group are known to the scheme only. A class with all below it is one set of terms, whatever its size.

use std::sync::Arc;

use model::{Scheme, SchemeKind};

use super::{Clause, Planner, Vocabulary};
use crate::{Field, Problem, ProblemCode, QueryError, classes};

/// What the schemes at hand say of a symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Standing {
    Known,
    /// The other scheme's hierarchy stands in, with its version: CPC's for IPC.
    KnownBy(SchemeKind, String),
    /// No scheme is installed that could tell.
    NoScheme,
    /// The scheme, with its version, does not have it.
    Absent {
        version: String,
        nearest: Vec<String>,
        /// Whether it may be right all the same: the scheme is an excerpt that has what contains it.
        is_possible: bool,
    },
    /// No symbol of this scheme looks so.
    Unreadable(String),
}

impl Planner<'_> {
    /// Clauses of which any must match: a class with all below it, or this very symbol. They never score.
    pub(super) fn class(&mut self, field: Field, text: &str, exact: bool) -> Result<Vec<Clause>, QueryError> {
        let mut clauses = Vec::new();
        let mut standings = Vec::new();
        let mut is_carried = false;
        for physical in field.info().physical {
            let Some(kind) = kind_of(physical) else { continue };
            let symbol = match kind.read(text) {
                Ok(symbol) => symbol,
                Err(invalid) => {
                    standings.push((kind, Standing::Unreadable(invalid.reason)));
                    continue;
                }
            };
            let (standing, below) = self.look_up(kind, &symbol, exact)?;
            let mut terms = if exact { own_terms(kind, &symbol) } else { vec![level_term(kind, &symbol)] };
            terms.extend(below);
            terms.sort_unstable();
            terms.dedup();
            if matches!(standing, Standing::Absent { .. }) {
                for term in &terms {
                    is_carried |= 0 < self.generation.document_frequency(physical, term)?;
                }
            }
            standings.push((kind, standing));
            clauses.push(any_of(physical, terms));
        }
        let is_dotted = standings.iter().any(|(kind, _)| kind.read(text).is_ok_and(|s| has_dots(*kind, &s)));
        self.tell_standing(text, &standings, is_carried, is_dotted && !exact);
        Ok(clauses)
    }

    /// What the schemes say of a symbol, and the terms of what they have below it.
    fn look_up(
        &self,
        kind: SchemeKind,
        symbol: &str,
        exact: bool,
    ) -> Result<(Standing, Vec<String>), QueryError> {
        let mut below = Vec::new();
        let mut absent_of = None;
        let mut standing = None;
        for of in sources(kind) {
            let Some(scheme) = self.generation.schemes().get(*of)? else { continue };
            let listed = listed_part(*of, symbol);
            // A list of main groups does not know what is below them.
            let is_silent = *of == SchemeKind::Ipc && !has_subgroups(&scheme, symbol);
            let Some(id) = scheme.find(listed) else {
                if !(is_silent && has_dots(*of, listed)) {
                    absent_of.get_or_insert(scheme);
                }
                continue;
            };
            if is_silent && !exact {
                standing.get_or_insert(Standing::Known);
                continue;
            }
            if listed != symbol && *of != kind {
                // Only FI knows its expansions; without it their symbol of IPC is what can be looked up.
                if absent_of.is_none() {
                    standing.get_or_insert(Standing::Known);
                }
                continue;
            }
            if !exact && listed == symbol {
                below.extend(terms_below(&scheme, id, symbol));
            }
            let stands_in = *of == SchemeKind::Cpc && kind != SchemeKind::Cpc && has_dots(kind, symbol);
            standing.get_or_insert(match stands_in && !exact {
                true => Standing::KnownBy(*of, scheme.version().to_owned()),
                false => Standing::Known,
            });
            // FI adds its own expansions to the hierarchy of IPC; else the first scheme that knows is enough.
            if *of != SchemeKind::Fi {
                break;
            }
        }
        let standing = match (standing, absent_of) {
            (Some(standing), _) => standing,
            (None, None) => Standing::NoScheme,
            (None, Some(scheme)) => Standing::Absent {
                version: scheme.version().to_owned(),
                nearest: classes::nearest(&scheme, symbol),
                is_possible: kind == SchemeKind::Fi
                    && scheme.is_excerpt()
                    && symbol.split([',', '@']).next().is_some_and(|ipc| scheme.find(ipc).is_some()),
            },
        };
        Ok((standing, below))
    }

    /// Problems of a symbol, judged over all the schemes of its field: one that knows it is enough.
    fn tell_standing(
        &mut self,
        text: &str,
        standings: &[(SchemeKind, Standing)],
        is_carried: bool,
        needs_dots: bool,
    ) {
        if standings.iter().any(|(_, standing)| *standing == Standing::Known) {
            return;
        }
        let known_by = standings.iter().find(|(_, standing)| matches!(standing, Standing::KnownBy(..)));
        let absent = standings.iter().find(|(_, standing)| matches!(standing, Standing::Absent { .. }));
        let no_scheme = standings.iter().find(|(_, standing)| *standing == Standing::NoScheme);
        match known_by.or(absent).or(no_scheme).or(standings.first()) {
            Some((kind, Standing::KnownBy(by, version))) => {
                let message = format!(
                    "no dots of {kind} are at hand for {text}: what is below it is as {by} {version} has it"
                );
                self.class_problem(ProblemCode::ClassHierarchyBorrowed, text, message, Vec::new());
            }
            Some((kind, Standing::Absent { version, nearest, is_possible })) => {
                let version = if version.is_empty() { "at hand" } else { version };
                if is_carried || *is_possible {
                    let message = format!(
                        "{text} is not in {kind} {version}: only documents with this very symbol were searched"
                    );
                    self.class_problem(ProblemCode::ClassNotInScheme, text, message, nearest.clone());
                } else {
                    let message = format!("{text} is not in {kind} {version}, and no document has it");
                    self.class_problem(ProblemCode::UnknownClass, text, message, nearest.clone());
                }
            }
            Some((kind, Standing::NoScheme)) if needs_dots => {
                let message = format!(
                    "no scheme of {kind} is installed: below {text} only what its form tells was searched, main \
                     groups and not dots (`chizai classes import` installs one)"
                );
                self.class_problem(ProblemCode::NoClassScheme, text, message, Vec::new());
            }
            Some((kind, Standing::Unreadable(reason))) => {
                let message = format!("{text:?} is no symbol of {kind}: {reason}");
                self.class_problem(ProblemCode::UnknownClass, text, message, Vec::new());
            }
            _ => {}
        }
    }

    fn class_problem(&mut self, code: ProblemCode, subject: &str, message: String, suggestions: Vec<String>) {
        if !self.problems.iter().any(|problem| problem.code == code && problem.subject == subject) {
            let subject = subject.to_owned();
            self.problems.push(Problem { code, char_range: 0..0, subject, message, suggestions });
        }
    }
}

/// The scheme of a physical field: `cpc`, `cpc.main`.
fn kind_of(physical: &str) -> Option<SchemeKind> {
    physical.split('.').next().and_then(|name| name.parse().ok())
}

/// The schemes that can tell what is below a symbol, in the order in which they are asked. FI refines IPC; CPC was
/// made from IPC and has its groups with their dots.
fn sources(kind: SchemeKind) -> &'static [SchemeKind] {
    match kind {
        SchemeKind::Cpc => &[SchemeKind::Cpc],
        SchemeKind::Ipc => &[SchemeKind::Ipc, SchemeKind::Cpc],
        SchemeKind::Fi => &[SchemeKind::Fi, SchemeKind::Ipc, SchemeKind::Cpc],
        SchemeKind::FTerm => &[SchemeKind::FTerm],
    }
}

/// The part of a symbol that a scheme lists: F-terms without additional codes, FI without letters, IPC and CPC without
/// the expansions of FI.
fn listed_part(of: SchemeKind, symbol: &str) -> &str {
    let ends: &[char] = match of {
        SchemeKind::FTerm => &['.'],
        SchemeKind::Fi => &['@'],
        SchemeKind::Ipc | SchemeKind::Cpc => &[',', '@'],
    };
    symbol.split(ends).next().unwrap_or(symbol)
}

/// Whether the scheme goes further than the main group of the symbol; true where it lacks the main group as well.
fn has_subgroups(scheme: &Scheme, symbol: &str) -> bool {
    let Some((group, _)) = symbol.split_once('/') else { return true };
    if scheme.find(&format!("{group}/00")).is_none() {
        return true;
    }
    let group = format!("{group}/");
    scheme.with_prefix(&group).any(|id| has_dots(SchemeKind::Ipc, scheme.symbol(id)))
}

/// Whether what is below a symbol is told by dots, not by its form.
fn has_dots(kind: SchemeKind, symbol: &str) -> bool {
    match kind {
        SchemeKind::FTerm => symbol.len() == 9,
        _ => symbol.split_once('/').is_some_and(|(_, subgroup)| subgroup != "00"),
    }
}

/// The term that the index holds of a symbol and of everything below it by form.
fn level_term(kind: SchemeKind, symbol: &str) -> String {
    match kind {
        SchemeKind::FTerm => symbol.to_owned(),
        _ => symbol.strip_suffix("/00").unwrap_or(symbol).to_owned(),
    }
}

/// The terms of documents that carry this very symbol. A main group can stand in documents with `/00` and without.
fn own_terms(kind: SchemeKind, symbol: &str) -> Vec<String> {
    let marked = |symbol: &str| format!("={symbol}");
    let whole = match kind {
        SchemeKind::Ipc | SchemeKind::Cpc if symbol.contains('/') => symbol.to_owned(),
        _ => marked(symbol),
    };
    let group = symbol.strip_suffix("/00").map(marked);
    [whole].into_iter().chain(group).collect()
}

/// The terms of what stands below a class and is not found by the class's own term.
fn terms_below<'s>(scheme: &'s Scheme, id: u32, symbol: &'s str) -> impl Iterator<Item = String> + 's {
    let kind = scheme.kind();
    let is_by_form = !has_dots(kind, symbol);
    // Above main groups and viewpoints everything below has their term.
    let is_level = is_by_form && !symbol.contains('/');
    let subtree = if is_level { id..id } else { scheme.subtree(id) };
    let group = symbol.strip_suffix("/00").map(|group| format!("{group}/"));
    subtree
        .map(|id| scheme.symbol(id))
        .filter(move |below| group.as_ref().is_none_or(|group| !below.starts_with(group.as_str())))
        .map(move |below| level_term(kind, below))
}

fn any_of(physical: &str, mut terms: Vec<String>) -> Clause {
    let field = physical.to_owned();
    match terms.len() {
        1 => Clause::Term { field, term: terms.remove(0) },
        _ => Clause::TermSet { field, terms: Arc::from(terms) },
    }
}
