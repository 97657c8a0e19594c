//! A tree's conditions on positions to nodes, for one part in one language.

use std::{ops::Range, sync::Arc};

use indexer::{NameField, Part, View};

use super::{Boundary, Held, NearNode, Node, Run, Slot, Spans};
use crate::{
    Ast, Leaf, Near, QueryError, TextView, Unit, Within,
    plan::{
        Clause, Form, Planner, QueryTerm, Source as Occurrences, Stream, Vocabulary,
        characters::OfWord,
        dictionary::{Shape, Truncated, expand},
    },
    workers::Worker,
};

/// Where a condition is planned for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Text(Part, TextView),
    Name(NameField),
}

/// A physical field and what makes its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) field: String,
    pub(super) analyzer: String,
}

/// A word of the query as an analyser sees it.
pub(super) struct Word {
    pub(super) term: String,
    /// The marker of its spelling, where it has capital letters.
    pub(super) spelling: Option<String>,
    pub(super) position: u32,
    pub(super) byte_range: Range<usize>,
    /// In the view of single characters.
    pub(super) of_word: OfWord,
}

pub(super) struct Builder<'p, 'g> {
    pub(super) planner: &'p mut Planner<'g>,
    pub(super) scope: Scope,
    pub(super) slots: Vec<Slot>,
    is_negated: bool,
}

impl Planner<'_> {
    /// A condition on positions in the text fields, or in fields of names.
    pub(in crate::plan) fn spans(&mut self, ast: &Ast) -> Result<Clause, QueryError> {
        super::operands::check(ast)?;
        let leaves = ast.leaves();
        self.count_clauses(leaves.len())?;
        let condition = ast.to_string();
        let texts = Part::ALL.iter().flat_map(|part| TextView::ALL.map(|view| Scope::Text(*part, view)));
        let names = NameField::ALL.iter().map(|name| Scope::Name(*name));
        let scopes: Vec<Scope> = if leaves.is_empty() {
            texts.collect()
        } else {
            // NOT asks of the fields that are named as well, and of no others.
            texts.chain(names).filter(|scope| leaves.iter().any(|leaf| scope.has(leaf))).collect()
        };
        let mut of_names = Vec::new();
        let mut of_texts: Vec<(View, Vec<Stream>)> = Vec::new();
        for scope in scopes {
            if self.generation.document_frequency(&scope.field(), analysis::UNIT_END)? == 0 {
                continue;
            }
            let mut builder = Builder { planner: self, scope, slots: Vec::new(), is_negated: false };
            let Some(node) = builder.node(ast)? else { continue };
            let spans = Arc::new(builder.finish(node, condition.clone()));
            let Scope::Text(part, language) = scope else {
                of_names.push(Clause::Spans(spans));
                continue;
            };
            let view = Scope::view(language);
            let stream = Stream { part, source: Occurrences::Spans(spans) };
            match of_texts.iter_mut().find(|(known, _)| *known == view) {
                Some((_, streams)) => streams.push(stream),
                None => of_texts.push((view, vec![stream])),
            }
        }
        self.check_expansions()?;
        let name: Arc<str> = condition.as_str().into();
        let form = |(view, streams)| Form::of(view, 1.0, &name, streams);
        let of_texts = QueryTerm::new(&name, of_texts.into_iter().filter_map(form).collect());
        let mut clauses = of_texts.map_or(Vec::new(), |term| self.scored(term));
        clauses.extend(of_names);
        Ok(Clause::Any { condition: Some(name), clauses })
    }

    fn check_expansions(&self) -> Result<(), QueryError> {
        let limit = self.ranking().limits.expansions;
        match self.expansions.iter().find(|(_, count)| limit < count.terms()) {
            Some((condition, count)) => Err(QueryError::TooManyExpansions {
                condition: condition.clone(),
                terms: count.terms(),
                limit,
            }),
            None => Ok(()),
        }
    }
}

impl Scope {
    /// Whether a condition looks into it.
    pub(super) fn has(self, leaf: &Leaf) -> bool {
        let physical = leaf.field.info().physical;
        match self {
            Self::Text(part, language) => {
                physical.contains(&part.as_str()) && leaf.field.view().is_none_or(|view| view == language)
            }
            Self::Name(name) => physical.contains(&name.as_str()),
        }
    }

    /// The view in which distances are counted.
    fn view(language: TextView) -> View {
        match language {
            TextView::Japanese => View::JaChars,
            TextView::English => View::EnWords,
            TextView::Other => View::Other,
        }
    }

    /// The physical field in which distances are counted.
    fn field(self) -> String {
        match self {
            Self::Text(part, language) => format!("{part}.{}", Self::view(language)),
            Self::Name(name) => name.as_str().to_owned(),
        }
    }
}

impl Builder<'_, '_> {
    fn finish(self, mut node: Node, condition: String) -> Spans {
        // Slots of operands that turned out to match nothing are left behind.
        let mut kept = Vec::new();
        let mut slots: Vec<Option<Slot>> = self.slots.into_iter().map(Some).collect();
        node.each_slot(&mut |slot| {
            // A slot belongs to one place of one node.
            kept.extend(slots[*slot].take());
            *slot = kept.len() - 1;
        });
        Spans { condition, field: self.scope.field(), slots: kept, node }
    }

    /// `None` where no document of the index can have it.
    pub(super) fn node(&mut self, ast: &Ast) -> Result<Option<Node>, QueryError> {
        match ast {
            Ast::Leaf(leaf) if self.scope.has(leaf) => self.leaf(leaf),
            Ast::Or(operands) => {
                let mut nodes = Vec::with_capacity(operands.len());
                for operand in operands {
                    nodes.extend(self.node(operand)?);
                }
                Ok(self.any(nodes))
            }
            Ast::Near(near) => self.near(near),
            Ast::Within(within) => self.within(within),
            Ast::Line(line) => self.node(&line.operand),
            // Elsewhere they are refused before.
            Ast::Leaf(_) | Ast::Everything | Ast::And(_) | Ast::Not(_) | Ast::Citing(_) => Ok(None),
        }
    }

    fn near(&mut self, near: &Near) -> Result<Option<Node>, QueryError> {
        let Some(left) = self.node(&near.left)? else { return Ok(None) };
        let Some(right) = self.node(&near.right)? else { return Ok(None) };
        Ok(Some(Node::Near(Box::new(NearNode {
            left,
            right,
            distance: 1..=near.distance,
            ordered: near.ordered,
            boundary: Boundary::Value,
            is_run: false,
        }))))
    }

    fn within(&mut self, within: &Within) -> Result<Option<Node>, QueryError> {
        let is_claim = matches!(
            self.scope,
            Scope::Text(Part::ClaimsFirst | Part::ClaimsIndependent | Part::ClaimsDependent, _)
        );
        let boundary = match within.unit {
            Unit::Claim if !is_claim => return Ok(None),
            Unit::Claim | Unit::Paragraph => Boundary::Value,
            Unit::Sentence => Boundary::Sentence,
        };
        let held = self.held(&within.operand)?;
        Ok((!held.is_nothing()).then(|| Node::Within { boundary, held: Box::new(held) }))
    }

    fn held(&mut self, ast: &Ast) -> Result<Held, QueryError> {
        match ast {
            Ast::Everything => Ok(Held::Everything(self.units())),
            Ast::And(operands) if operands.is_empty() => Ok(Held::Everything(self.units())),
            Ast::Or(operands) if operands.is_empty() => Ok(Held::Nothing),
            Ast::And(operands) => {
                operands.iter().map(|operand| self.held(operand)).collect::<Result<_, _>>().map(Held::All)
            }
            Ast::Or(operands) => {
                operands.iter().map(|operand| self.held(operand)).collect::<Result<_, _>>().map(Held::Any)
            }
            Ast::Not(operand) => {
                let is_negated = std::mem::replace(&mut self.is_negated, true);
                let operand = self.held(operand);
                self.is_negated = is_negated;
                Ok(Held::Not { units: self.units(), operand: Box::new(operand?) })
            }
            Ast::Line(line) => self.held(&line.operand),
            Ast::Leaf(_) | Ast::Near(_) | Ast::Within(_) | Ast::Citing(_) => {
                Ok(self.node(ast)?.map_or(Held::Nothing, Held::Span))
            }
        }
    }

    fn units(&mut self) -> usize {
        self.slots.push(Slot::of_marker(&self.scope.field(), analysis::UNIT_END));
        self.slots.len() - 1
    }

    /// A union; single words of one field become one slot of many terms.
    pub(super) fn any(&mut self, nodes: Vec<Node>) -> Option<Node> {
        let mut joined: Vec<Node> = Vec::with_capacity(nodes.len());
        let mut words: Vec<usize> = Vec::new();
        for node in nodes {
            match node {
                Node::Any(nodes) => joined.extend(nodes),
                Node::Run(run) if run.last == 0 && self.is_joinable(&run) => {
                    let slot = run.slots[0].1;
                    match words.iter().find(|word| self.slots[**word].field == self.slots[slot].field) {
                        Some(&word) => self.join(word, slot),
                        None => words.push(slot),
                    }
                }
                node => joined.push(node),
            }
        }
        joined.extend(words.into_iter().map(|slot| Node::Run(Run::of(vec![(0, slot)]))));
        if joined.len() < 2 { joined.pop() } else { Some(Node::Any(joined)) }
    }

    fn is_joinable(&self, run: &Run) -> bool {
        matches!(run.slots.as_slice(), [(_, only)] if self.slots[*only].is_plain())
    }

    fn join(&mut self, into: usize, from: usize) {
        let Slot { any_of, document_frequency, .. } = self.slots[from].clone();
        let slot = &mut self.slots[into];
        let documents = self.planner.generation.document_count();
        if let (Some(all), Some(more)) = (&mut slot.document_frequency, document_frequency)
            && any_of.iter().any(|term| !slot.any_of.contains(term))
        {
            *all = (*all + more).min(documents);
        }
        slot.any_of.extend(any_of);
        slot.any_of.sort();
        slot.any_of.dedup();
    }

    /// The field of a view of the part.
    pub(super) fn source(&self, view: View) -> Source {
        let Scope::Text(part, _) = self.scope else { return self.base() };
        let config = self.planner.generation.config();
        Source { field: format!("{part}.{view}"), analyzer: config.fields.views[&view].analyzer.clone() }
    }

    /// The field in which distances are counted.
    pub(super) fn base(&self) -> Source {
        match self.scope {
            Scope::Text(_, language) => self.source(Scope::view(language)),
            Scope::Name(name) => {
                let schema = self.planner.generation.schema();
                let analyzer = schema.analyzer_of(name.as_str()).unwrap_or_default().to_owned();
                Source { field: name.as_str().to_owned(), analyzer }
            }
        }
    }

    pub(super) fn analysed(&self, source: &Source, text: &str) -> Result<Vec<Word>, QueryError> {
        let mut analyzer = Worker::of(self.planner.generation, &source.analyzer)?;
        let mut words: Vec<Word> = Vec::new();
        for token in analyzer.analyze(text).iter() {
            if !token.is_marker() {
                words.push(Word {
                    term: token.term.to_owned(),
                    spelling: None,
                    position: token.position,
                    byte_range: token.byte_range,
                    of_word: OfWord::default(),
                });
            } else if let Some(word) = words.last_mut() {
                if token.term.starts_with(&analysis::cased_spellings(&word.term)) {
                    word.spelling = Some(token.term.to_owned());
                } else {
                    word.of_word.read(token.term);
                }
            }
        }
        Ok(words)
    }

    /// `None` where the field has no such term.
    pub(super) fn slot_of_term(&mut self, source: &Source, term: &str) -> Result<Option<usize>, QueryError> {
        let documents = self.planner.generation.document_frequency(&source.field, term)?;
        Ok(self.slot(source, vec![term.to_owned()], Vec::new(), documents))
    }

    /// Any of the terms of a shape; a condition that stands for too many is refused when all parts are planned.
    pub(super) fn slot_of_shape(
        &mut self,
        source: &Source,
        leaf: &Leaf,
        shape: &Shape<'_>,
    ) -> Result<Option<usize>, QueryError> {
        let condition = leaf.to_string();
        if let Shape::Truncated(pieces) = shape
            && Truncated::new(pieces).is_none()
        {
            return Err(QueryError::NotExecutable { condition });
        }
        let limit = self.planner.ranking().limits.expansions;
        let count = self.planner.expansions.entry(condition).or_default();
        let terms = expand(self.planner.generation, &source.field, shape, count, limit)?.terms;
        let documents = terms.values().sum();
        Ok(self.slot(source, terms.into_keys().collect(), Vec::new(), documents))
    }

    /// A word written in these very letters.
    pub(super) fn slot_as_written(
        &mut self,
        source: &Source,
        word: &Word,
    ) -> Result<Option<usize>, QueryError> {
        if let Some(spelling) = &word.spelling {
            return self.slot_of_term(source, spelling);
        }
        let documents = self.planner.generation.document_frequency(&source.field, &word.term)?;
        let beginning = analysis::cased_spellings(&word.term);
        let shape = Shape::Beginning(&beginning);
        let generation = self.planner.generation;
        let with_capitals = expand(generation, &source.field, &shape, &mut Default::default(), usize::MAX)?;
        let but_not = with_capitals.terms.into_keys().collect();
        Ok(self.slot(source, vec![word.term.clone()], but_not, documents))
    }

    fn slot(
        &mut self,
        source: &Source,
        any_of: Vec<String>,
        but_not: Vec<String>,
        documents: u64,
    ) -> Option<usize> {
        if documents == 0 {
            return None;
        }
        let all = self.planner.generation.document_count();
        let document_frequency = (!self.is_negated).then(|| documents.min(all));
        self.slots.push(Slot { but_not, ..Slot::of(&source.field, any_of, document_frequency) });
        Some(self.slots.len() - 1)
    }
}

impl Node {
    /// Visits every slot once.
    fn each_slot(&mut self, visit: &mut impl FnMut(&mut usize)) {
        match self {
            Self::Run(run) => run.slots.iter_mut().for_each(|(_, slot)| visit(slot)),
            Self::Any(nodes) => nodes.iter_mut().for_each(|node| node.each_slot(visit)),
            Self::Near(near) => {
                near.left.each_slot(visit);
                near.right.each_slot(visit);
            }
            Self::Padded { node, .. } => node.each_slot(visit),
            Self::Within { held, .. } => held.each_slot(visit),
        }
    }
}

impl Held {
    fn each_slot(&mut self, visit: &mut impl FnMut(&mut usize)) {
        match self {
            Self::Nothing => {}
            Self::Everything(units) => visit(units),
            Self::Span(node) => node.each_slot(visit),
            Self::All(operands) | Self::Any(operands) => {
                operands.iter_mut().for_each(|operand| operand.each_slot(visit));
            }
            Self::Not { units, operand } => {
                visit(units);
                operand.each_slot(visit);
            }
        }
    }

    /// Whether it holds nowhere, whatever the text.
    fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::All(operands) => operands.iter().any(Self::is_nothing),
            Self::Any(operands) => operands.iter().all(Self::is_nothing),
            Self::Everything(_) | Self::Span(_) | Self::Not { .. } => false,
        }
    }
}
