//! The rules, node by node.

use indexer::View;
use tantivy::columnar::Column;

use super::{Advice, AdviceCode, Linter, Suggestion, Variant, precedence, variant};
use crate::{
    Ast, Bound, Field, FieldKind, Leaf, Operand, QueryError, Severity, honest::CountedNode, parse,
    plan::is_japanese, workers::Worker,
};

/// An operand of OR dominates when it gives this part of the union.
const DOMINATES_PERCENT: u64 = 95;

/// A smaller union says nothing about its operands.
const DOMINATED_AT_LEAST: u64 = 20;

/// Operands of one OR that are compared with each other.
const MAX_COMPARED: usize = 8;

/// Suggestions of one piece of advice.
const MAX_SUGGESTIONS: usize = 3;

impl Linter<'_> {
    pub(super) fn precedence(&mut self, input: &str) -> Result<(), QueryError> {
        let Some(rewritten) = precedence::left_to_right(input) else { return Ok(()) };
        let other = parse(&rewritten);
        let is_refused = other.problems.iter().any(|problem| problem.severity() == Severity::Error);
        if is_refused || other.ast == *self.root {
            return Ok(());
        }
        let counts = (self.counter.count(self.root)?, self.counter.count(&other.ast)?);
        let (Some(count), Some(of_other)) = counts else { return Ok(()) };
        if count == of_other {
            return Ok(());
        }
        let query = other.ast.to_string();
        let suggestion = Suggestion { query: query.clone(), count: of_other, variant: None };
        let advice = self.advice(AdviceCode::Precedence, &[], self.root, count);
        self.advice.push(Advice { other: Some((query, of_other)), suggestions: vec![suggestion], ..advice });
        Ok(())
    }

    pub(super) fn node(&mut self, node: &CountedNode, path: &mut Vec<usize>) -> Result<(), QueryError> {
        match &node.ast {
            Ast::And(operands) if 1 < operands.len() => self.all(node, path)?,
            Ast::Or(operands) if 1 < operands.len() => self.any(node, path)?,
            Ast::Leaf(leaf) => self.leaf(leaf, node, path)?,
            _ => {}
        }
        for (place, child) in node.children.iter().enumerate() {
            path.push(place);
            self.node(child, path)?;
            path.pop();
        }
        Ok(())
    }

    fn advice(&self, code: AdviceCode, path: &[usize], ast: &Ast, count: u64) -> Advice {
        let (path, node) = (path.to_vec(), ast.to_string());
        Advice { code, path, node, count, other: None, held: None, suggestions: Vec::new() }
    }

    /// The whole query with `by` at the path, and its count.
    fn suggestion(&mut self, path: &[usize], by: Ast) -> Result<Option<Suggestion>, QueryError> {
        let Some(query) = self.root.replaced(path, by) else { return Ok(None) };
        let count = self.counter.count(&query)?;
        Ok(count.map(|count| Suggestion { query: query.to_string(), count, variant: None }))
    }

    fn all(&mut self, node: &CountedNode, path: &[usize]) -> Result<(), QueryError> {
        let Some(total) = node.count else { return Ok(()) };
        let mut has_empty = false;
        for (place, child) in node.children.iter().enumerate() {
            let rest = without(&node.ast, place);
            let at = [path, &[place]].concat();
            if let Ast::Not(excluded) = &child.ast {
                self.exclusion(child, excluded, rest, total, path, &at)?;
            } else if child.count == Some(0) {
                has_empty = true;
                let suggestions = self.suggestion(path, rest)?;
                let advice = self.advice(AdviceCode::EmptyOperand, &at, &child.ast, 0);
                self.advice.push(Advice { suggestions: finding(suggestions), ..advice });
            }
        }
        let all_find = node.children.iter().all(|child| child.count.is_some_and(|count| 0 < count));
        let has_exclusion = node.children.iter().any(|child| matches!(child.ast, Ast::Not(_)));
        if total == 0 && !has_empty && all_find && !has_exclusion {
            let mut suggestions = Vec::new();
            for place in 0..node.children.len().min(MAX_COMPARED) {
                suggestions.extend(finding(self.suggestion(path, without(&node.ast, place))?));
            }
            suggestions.truncate(MAX_SUGGESTIONS);
            let advice = self.advice(AdviceCode::NothingInCommon, path, &node.ast, 0);
            self.advice.push(Advice { suggestions, ..advice });
        }
        Ok(())
    }

    /// A NOT among the operands of an AND: does it take anything away, and does it leave anything?
    fn exclusion(
        &mut self,
        child: &CountedNode,
        excluded: &Ast,
        rest: Ast,
        total: u64,
        path: &[usize],
        at: &[usize],
    ) -> Result<(), QueryError> {
        let counts = (child.count, self.counter.count(excluded)?, self.counter.count(&rest)?);
        let (Some(count), Some(of_excluded), Some(of_rest)) = counts else { return Ok(()) };
        let code = if of_rest == 0 {
            return Ok(());
        } else if of_rest == total {
            AdviceCode::ExcludesNothing
        } else if total == 0 {
            AdviceCode::ExcludesEverything
        } else {
            return Ok(());
        };
        let other = match code {
            AdviceCode::ExcludesEverything => (rest.to_string(), of_rest),
            _ => (excluded.to_string(), of_excluded),
        };
        let suggestions = finding(self.suggestion(path, rest)?);
        let advice = self.advice(code, at, &child.ast, count);
        self.advice.push(Advice { other: Some(other), suggestions, ..advice });
        Ok(())
    }

    fn any(&mut self, node: &CountedNode, path: &[usize]) -> Result<(), QueryError> {
        let Some(union) = node.count else { return Ok(()) };
        let mut living = Vec::new();
        for (place, child) in node.children.iter().enumerate() {
            match child.count {
                // Where everything is dead, the node itself is what is empty.
                Some(0) if 0 < union => {
                    let suggestions = finding(self.suggestion(path, without(&node.ast, place))?);
                    let advice =
                        self.advice(AdviceCode::DeadBranch, &[path, &[place]].concat(), &child.ast, 0);
                    self.advice.push(Advice { suggestions, ..advice });
                }
                Some(0) => {
                    let at = [path, &[place]].concat();
                    self.advice.push(self.advice(AdviceCode::DeadBranch, &at, &child.ast, 0));
                }
                Some(count) => living.push((place, child, count)),
                None => return Ok(()),
            }
        }
        let mut useful = Vec::new();
        for (i, (place, child, count)) in living.iter().enumerate() {
            match self.container(i, &living)? {
                Some(container) if living.len() <= MAX_COMPARED => {
                    let (_, other, of_other) = living[container];
                    let suggestions = finding(self.suggestion(path, without(&node.ast, *place))?);
                    let at = [path, &[*place]].concat();
                    let advice = self.advice(AdviceCode::Subsumed, &at, &child.ast, *count);
                    let other = Some((other.ast.to_string(), of_other));
                    self.advice.push(Advice { other, suggestions, ..advice });
                }
                _ => useful.push((*place, *child, *count)),
            }
        }
        let largest = useful.iter().max_by_key(|(_, _, count)| *count);
        if let Some((place, child, count)) = largest
            && 1 < useful.len()
            && DOMINATED_AT_LEAST <= union
            && DOMINATES_PERCENT * union <= 100 * count
        {
            let advice = self.advice(AdviceCode::Dominates, &[path, &[*place]].concat(), &child.ast, *count);
            self.advice.push(Advice { other: Some((node.ast.to_string(), union)), ..advice });
        }
        Ok(())
    }

    /// The operand that contains operand `i`; of two that are alike the later one is contained.
    fn container(
        &mut self,
        i: usize,
        living: &[(usize, &CountedNode, u64)],
    ) -> Result<Option<usize>, QueryError> {
        if MAX_COMPARED < living.len() {
            return Ok(None);
        }
        let (_, child, count) = living[i];
        for (j, (_, other, of_other)) in living.iter().enumerate() {
            if i == j || *of_other < count || (*of_other == count && i < j) {
                continue;
            }
            let outside = Ast::And(vec![child.ast.clone(), Ast::Not(Box::new(other.ast.clone()))]);
            if child.ast == other.ast || self.counter.count(&outside)? == Some(0) {
                return Ok(Some(j));
            }
        }
        Ok(None)
    }

    fn leaf(&mut self, leaf: &Leaf, node: &CountedNode, path: &[usize]) -> Result<(), QueryError> {
        let Some(count) = node.count else { return Ok(()) };
        if count == 0 && leaf.field.kind() == FieldKind::Class {
            self.advice.push(self.advice(AdviceCode::EmptyClass, path, &node.ast, 0));
        }
        match &leaf.operand {
            Operand::Range { .. } if count == 0 => self.range(leaf, node, path)?,
            Operand::Quoted(text) if count == 0 && leaf.field.kind() == FieldKind::Text => {
                self.quoted(leaf.field, text, node, path)?;
            }
            _ => {}
        }
        if matches!(leaf.field.kind(), FieldKind::Text | FieldKind::Name) {
            self.variants(leaf, node, path)?;
        }
        Ok(())
    }

    fn range(&mut self, leaf: &Leaf, node: &CountedNode, path: &[usize]) -> Result<(), QueryError> {
        let Operand::Range { lower, upper } = &leaf.operand else { return Ok(()) };
        if !leaf.field.kind().is_ordered() {
            return Ok(());
        }
        let column = leaf.field.info().physical[0];
        let Some((first, last)) = self.held(column)? else { return Ok(()) };
        let begins_after = lower.as_ref().and_then(Bound::first_number).is_some_and(|lower| last < lower);
        let ends_before = upper.as_ref().and_then(Bound::last_number).is_some_and(|upper| upper < first);
        if begins_after || ends_before {
            let shown =
                |number| if leaf.field.kind() == FieldKind::Date { day(number) } else { number.to_string() };
            let advice = self.advice(AdviceCode::OutsideHoldings, path, &node.ast, 0);
            self.advice.push(Advice { held: Some((shown(first), shown(last))), ..advice });
        }
        Ok(())
    }

    /// The least and greatest number of a column.
    fn held(&self, column: &str) -> Result<Option<(u64, u64)>, QueryError> {
        let mut held: Option<(u64, u64)> = None;
        for segment in self.generation.searcher().segment_readers() {
            let Some(numbers) = segment.fast_fields().column_opt::<u64>(column)? else { continue };
            let of_documents =
                segment.doc_ids_alive().filter_map(|document| Column::first(&numbers, document));
            for number in of_documents {
                held = Some(
                    held.map_or((number, number), |(first, last)| (first.min(number), last.max(number))),
                );
            }
        }
        Ok(held)
    }

    fn quoted(
        &mut self,
        field: Field,
        text: &str,
        node: &CountedNode,
        path: &[usize],
    ) -> Result<(), QueryError> {
        let words = self.words(text)?;
        if words.len() < 2 {
            return Ok(());
        }
        let all = Ast::And(words.iter().map(|word| Ast::leaf(field, Operand::Word(word.clone()))).collect());
        let any = Ast::leaf(field, Operand::FreeText(words.join(" ")));
        for other in [all, any] {
            let Some(count) = self.counter.count(&other)?.filter(|count| 0 < *count) else { continue };
            let suggestions = finding(self.suggestion(path, other.clone())?);
            let advice = self.advice(AdviceCode::WordsApart, path, &node.ast, 0);
            self.advice.push(Advice { other: Some((other.to_string(), count)), suggestions, ..advice });
            break;
        }
        Ok(())
    }

    /// The words of a quoted text, as it writes them.
    fn words(&self, text: &str) -> Result<Vec<String>, QueryError> {
        if !text.chars().any(is_japanese) {
            return Ok(text.split_whitespace().map(str::to_owned).collect());
        }
        let mut analyzer = Worker::of_view(self.generation, View::Ja)?;
        let mut end = 0;
        let mut words = Vec::new();
        for token in analyzer.analyze(text).iter().filter(|token| !token.is_marker()) {
            // Parts of a compound stand beside the compound.
            if end <= token.byte_range.start {
                words.push(text[token.byte_range.clone()].trim().to_owned());
                end = token.byte_range.end;
            }
        }
        Ok(words)
    }

    fn variants(&mut self, leaf: &Leaf, node: &CountedNode, path: &[usize]) -> Result<(), QueryError> {
        let (text, make): (&str, fn(String) -> Operand) = match &leaf.operand {
            Operand::Quoted(text) => (text, Operand::Quoted),
            Operand::Exact(text) => (text, Operand::Exact),
            Operand::Word(text) => (text, Operand::Word),
            Operand::FreeText(text) if text.split_whitespace().nth(1).is_none() => (text, Operand::Word),
            _ => return Ok(()),
        };
        let mut found: Vec<(Variant, Ast)> = Vec::new();
        for (kind, text) in variant::variants(text) {
            let other = Ast::leaf(leaf.field, make(text.clone()));
            if self.counter.count(&other)?.unwrap_or(0) == 0 {
                continue;
            }
            let more = Ast::And(vec![other.clone(), Ast::Not(Box::new(node.ast.clone()))]);
            if let Some(adds) = self.counter.count(&more)?.filter(|adds| 0 < *adds) {
                found.push((Variant { kind, text, adds }, other));
            }
        }
        found.sort_by_key(|(variant, _)| std::cmp::Reverse(variant.adds));
        let mut suggestions = Vec::new();
        for (variant, other) in found.into_iter().take(MAX_SUGGESTIONS) {
            let both = Ast::Or(vec![node.ast.clone(), other]);
            if let Some(suggestion) = self.suggestion(path, both)? {
                suggestions.push(Suggestion { variant: Some(variant), ..suggestion });
            }
        }
        if !suggestions.is_empty() {
            let count = node.count.unwrap_or(0);
            let advice = self.advice(AdviceCode::MissingVariant, path, &node.ast, count);
            self.advice.push(Advice { suggestions, ..advice });
        }
        Ok(())
    }
}

/// The operands of AND or OR but the one at `place`; a single one stands for itself.
fn without(ast: &Ast, place: usize) -> Ast {
    let others = |operands: &[Ast]| {
        let mut others = operands.to_vec();
        others.remove(place);
        others
    };
    let single = |mut others: Vec<Ast>| if others.len() == 1 { Ok(others.remove(0)) } else { Err(others) };
    match ast {
        Ast::And(operands) => single(others(operands)).unwrap_or_else(Ast::And),
        Ast::Or(operands) => single(others(operands)).unwrap_or_else(Ast::Or),
        other => other.clone(),
    }
}

/// Only what finds something is worth suggesting.
fn finding(suggestion: Option<Suggestion>) -> Vec<Suggestion> {
    suggestion.into_iter().filter(|suggestion| 0 < suggestion.count).collect()
}

/// A date of a column, YYYYMMDD with 00 for what is not known.
fn day(number: u64) -> String {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    match (month, day) {
        (0, _) => format!("{year:04}"),
        (_, 0) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}
