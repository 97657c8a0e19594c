//! JSON nodes to the tree.

use std::ops::Range;

use model::CitationCategory;

use super::{
    locate,
    node::{CitingNode, FuzzyNode, Gap, NearNode, Node, PieceNode, RangeNode, UnitName},
};
use crate::{
    Ast, Bound, CitationDirection, Citing, Field, FieldKind, Line, Near, Operand, Pattern, Piece, Problem,
    ProblemCode, Unit, Value, Within,
    lines::is_name as is_line_name,
    parse::{
        common::{Builder, Tree},
        enumerated, numbers, proximity,
    },
    plan::is_japanese,
};

pub(super) fn lower(node: Node, text: &str, problems: &mut Vec<Problem>) -> Option<Ast> {
    let mut lowering = Lowering { text, path: Vec::new(), builder: Builder::default(), problems };
    lowering.node(node).map(|tree| tree.ast)
}

struct Lowering<'a> {
    text: &'a str,
    /// The way to the node at hand.
    path: Vec<String>,
    builder: Builder,
    problems: &'a mut Vec<Problem>,
}

impl Lowering<'_> {
    fn pointer(&self) -> String {
        self.path.iter().map(|key| format!("/{}", locate::escaped(key))).collect()
    }

    fn place(&self) -> Range<usize> {
        let whole = || 0..self.text.chars().count();
        locate::value(self.text, &self.pointer()).unwrap_or_else(whole)
    }

    fn problem(&mut self, code: ProblemCode, subject: &str, reason: &str, suggestions: Vec<String>) {
        let pointer = self.pointer();
        let message = if pointer.is_empty() { reason.to_owned() } else { format!("{pointer}: {reason}") };
        let problem = Problem::new(code, self.place(), subject, message);
        self.problems.push(Problem { suggestions, ..problem });
    }

    /// Goes down to members, one after the other, and back.
    fn below<T>(&mut self, keys: &[&str], read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.extend(keys.iter().map(|key| (*key).to_owned()));
        let result = read(self);
        self.path.truncate(self.path.len() - keys.len());
        result
    }

    fn over(&mut self, operands: Vec<Tree>, make: impl FnOnce(Vec<Ast>) -> Ast) -> Option<Tree> {
        let place = self.place();
        self.builder.over(operands, 1, make, &place, self.problems)
    }

    fn node(&mut self, node: Node) -> Option<Tree> {
        match node {
            Node::Everything { everything: true } => Some(Tree::leaf(Ast::Everything)),
            Node::Everything { everything: false } => {
                self.problem(
                    ProblemCode::InvalidValue,
                    "false",
                    "everything is true or not written",
                    Vec::new(),
                );
                None
            }
            Node::And { and } => self.list("and", and, Ast::And),
            Node::Or { or } => self.list("or", or, Ast::Or),
            Node::Not { not } => {
                let operand = self.below(&["not"], |this| this.node(*not))?;
                self.over(vec![operand], |operands| Ast::Not(first(operands)))
            }
            Node::Near { near } => self.near(near),
            Node::Within { within } => {
                let operand = self.below(&["within", "query"], |this| this.node(*within.query))?;
                let unit = unit(within.unit);
                let tree = self
                    .over(vec![operand], |operands| Ast::Within(Within { unit, operand: first(operands) }));
                self.allowed("within", tree)
            }
            Node::Cites { cites } => self.citing("cites", cites, CitationDirection::Cites),
            Node::CitedBy { cited_by } => self.citing("cited_by", cited_by, CitationDirection::CitedBy),
            Node::Line { line } => {
                if !is_line_name(&line.name) {
                    let reason =
                        format!("{:?} is no name of a line: a letter, then letters, digits and _", line.name);
                    self.below(&["line", "name"], |this| {
                        this.problem(ProblemCode::InvalidValue, &line.name, &reason, Vec::new());
                    });
                }
                let operand = self.below(&["line", "query"], |this| this.node(*line.query))?;
                let name = line.name;
                self.over(vec![operand], |operands| Ast::Line(Line { name, operand: first(operands) }))
            }
            condition => self.condition(condition).map(Tree::leaf),
        }
    }

    fn list(&mut self, key: &str, nodes: Vec<Node>, make: fn(Vec<Ast>) -> Ast) -> Option<Tree> {
        let mut trees = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.into_iter().enumerate() {
            trees.extend(self.below(&[key, &index.to_string()], |this| this.node(node)));
        }
        self.over(trees, make)
    }

    fn near(&mut self, near: NearNode) -> Option<Tree> {
        if let Some(distance) = near.distance.filter(|distance| !(1..=Near::MAX_DISTANCE).contains(distance))
        {
            self.below(&["near", "distance"], |this| {
                let limit = Near::MAX_DISTANCE;
                let reason =
                    format!("a distance is 1 (neighbours) to {limit}; without one, anywhere in the unit");
                this.problem(ProblemCode::InvalidDistance, &distance.to_string(), &reason, Vec::new());
            });
        }
        let left = self.below(&["near", "left"], |this| this.node(*near.left));
        let right = self.below(&["near", "right"], |this| this.node(*near.right));
        let (Some(left), Some(right)) = (left, right) else { return None };
        let distance =
            near.distance.map_or(Near::UNLIMITED, |distance| distance.clamp(1, Near::MAX_DISTANCE));
        let ordered = near.ordered;
        let tree =
            self.over(vec![left, right], |operands| crate::parse::common::near(operands, distance, ordered));
        self.allowed("near", tree)
    }

    /// The proximity or unit under `key`, where its operands can stand in one, as in chizai's own syntax.
    fn allowed(&mut self, key: &str, tree: Option<Tree>) -> Option<Tree> {
        let tree = tree?;
        let refused = match &tree.ast {
            Ast::Near(near) => proximity::refused(near, &[0..0, 0..0]),
            Ast::Within(within) => proximity::refused_within(within, 0..0),
            _ => None,
        };
        let Some(problem) = refused else { return Some(tree) };
        self.below(&[key], |this| {
            this.problem(problem.code, &problem.subject, &problem.message, problem.suggestions);
        });
        None
    }

    fn citing(&mut self, key: &str, citing: CitingNode, direction: CitationDirection) -> Option<Tree> {
        let of = self.below(&[key, "of"], |this| this.node(*citing.of))?;
        let mut categories: Vec<CitationCategory> = Vec::new();
        for category in citing.categories {
            if !categories.contains(&category) {
                categories.push(category);
            }
        }
        let (by, place) = (citing.by, citing.place);
        self.over(vec![of], |operands| {
            Ast::Citing(Citing { direction, categories, by, place, of: first(operands) })
        })
    }

    fn condition(&mut self, node: Node) -> Option<Ast> {
        let (field, key) = match &node {
            Node::FreeText { field, .. } => (field, "free_text"),
            Node::Word { field, .. } => (field, "word"),
            Node::Quoted { field, .. } => (field, "quoted"),
            Node::Exact { field, .. } => (field, "exact"),
            Node::Pattern { field, .. } => (field, "pattern"),
            Node::Fuzzy { field, .. } => (field, "fuzzy"),
            Node::Prefix { field, .. } => (field, "prefix"),
            Node::Range { field, .. } => (field, "range"),
            _ => return None,
        };
        let field = self.field(field.as_deref())?;
        if !offers(field, key) {
            let reason = format!("the field {field} has no {key}");
            self.problem(ProblemCode::UnsupportedOperation, key, &reason, Vec::new());
            return None;
        }
        let operand = self.below(&[key], |this| this.operand(field, node))?;
        if let Some(problem) = enumerated::refused(field, &operand, 0..0) {
            self.below(&[key], |this| {
                this.problem(problem.code, &problem.subject, &problem.message, problem.suggestions);
            });
            return None;
        }
        Some(Ast::leaf(field, operand))
    }

    fn field(&mut self, name: Option<&str>) -> Option<Field> {
        let Some(name) = name else { return Some(Field::TEXT) };
        let field = Field::find(name);
        if field.is_none() {
            self.below(&["field"], |this| {
                let reason = format!("no field is called {name:?}");
                this.problem(ProblemCode::UnknownField, name, &reason, Field::nearest(name));
            });
        }
        field
    }

    fn operand(&mut self, field: Field, node: Node) -> Option<Operand> {
        match node {
            Node::FreeText { free_text, .. } => self.text(&free_text).map(Operand::FreeText),
            Node::Word { word, .. } => self.text(&word).map(Operand::Word),
            Node::Quoted { quoted, .. } => self.text(&quoted).map(|_| Operand::Quoted(quoted)),
            Node::Exact { exact, .. } => self.text(&exact).map(|_| Operand::Exact(exact)),
            Node::Prefix { prefix, .. } => self.text(&prefix).map(Operand::Prefix),
            Node::Pattern { pattern, .. } => self.pattern(pattern),
            Node::Fuzzy { fuzzy, .. } => self.fuzzy(&fuzzy),
            Node::Range { range, .. } => self.range(field, &range),
            _ => None,
        }
    }

    /// Words one space apart.
    fn text(&mut self, written: &str) -> Option<String> {
        let words: Vec<&str> = written.split_whitespace().collect();
        if words.is_empty() {
            self.problem(ProblemCode::MissingValue, "", "the text is empty", Vec::new());
            return None;
        }
        Some(words.join(" "))
    }

    fn pattern(&mut self, pieces: Vec<PieceNode>) -> Option<Operand> {
        if pieces.iter().all(|piece| matches!(piece, PieceNode::Literal(_))) && !pieces.is_empty() {
            let reason = "a pattern needs a gap; a word without one is asked for with word or exact";
            self.problem(ProblemCode::InvalidValue, "", reason, Vec::new());
            return None;
        }
        let pattern = Pattern::new(pieces.into_iter().map(|piece| match piece {
            PieceNode::Literal(text) => Piece::Literal(text),
            PieceNode::Any(Gap::Run) => Piece::AnyRun,
            PieceNode::Any(Gap::One) => Piece::AnyOne,
            PieceNode::Any(Gap::AtMostOne) => Piece::AtMostOne,
        }));
        if pattern.is_none() {
            self.problem(ProblemCode::InvalidValue, "*", "a pattern needs a character", Vec::new());
        }
        pattern.map(Operand::Pattern)
    }

    fn fuzzy(&mut self, fuzzy: &FuzzyNode) -> Option<Operand> {
        let word = self.below(&["word"], |this| this.text(&fuzzy.word))?;
        if !can_be_fuzzy(&word) {
            let reason =
                format!("{word:?} cannot be fuzzy: one word in another language than Japanese can be");
            self.below(&["word"], |this| {
                this.problem(ProblemCode::UnsupportedOperation, &word, &reason, Vec::new());
            });
            return None;
        }
        if !(1..=2).contains(&fuzzy.distance) {
            let written = fuzzy.distance.to_string();
            self.below(&["distance"], |this| {
                this.problem(
                    ProblemCode::InvalidDistance,
                    &written,
                    "a word is 1 or 2 letters off",
                    Vec::new(),
                );
            });
            return None;
        }
        Some(Operand::Fuzzy { word, distance: fuzzy.distance })
    }

    fn range(&mut self, field: Field, range: &RangeNode) -> Option<Operand> {
        if numbers::is_number_field(field) {
            return self.range_of_numbers(range);
        }
        let lower = self.bound(field, "from", range.from.as_deref(), range.from_inclusive);
        let upper = self.bound(field, "to", range.to.as_deref(), range.to_inclusive);
        let (lower, upper) = (lower?, upper?);
        if let (Some(lower), Some(upper)) = (&lower, &upper)
            && upper.last_number() < lower.first_number()
        {
            let reason = "the range ends before it begins and matches nothing";
            self.problem(ProblemCode::EmptyRange, &field.to_string(), reason, Vec::new());
        }
        Some(Operand::Range { lower, upper })
    }

    fn range_of_numbers(&mut self, range: &RangeNode) -> Option<Operand> {
        let end = |end: &Option<String>| end.clone().unwrap_or_else(|| "*".to_owned());
        let inside = format!("{} TO {}", end(&range.from), end(&range.to));
        let inclusive = (range.from_inclusive, range.to_inclusive);
        let (operand, problem) = match numbers::read_range(&inside, inclusive, 0..0) {
            Ok((operand, problem)) => (Some(operand), problem),
            Err(problem) => (None, Some(*problem)),
        };
        if let Some(problem) = problem {
            self.problem(problem.code, &problem.subject, &problem.message, problem.suggestions);
        }
        operand
    }

    fn bound(
        &mut self,
        field: Field,
        key: &str,
        text: Option<&str>,
        inclusive: bool,
    ) -> Option<Option<Bound>> {
        let Some(text) = text else { return Some(None) };
        let value = match field.kind() {
            FieldKind::Date => text.parse().ok().map(Value::Date),
            _ => text.parse().ok().map(Value::Number),
        };
        if value.is_none() {
            let reason = format!("{text:?} is no value of the field {field}");
            let example = vec![field.info().example.to_owned()];
            self.below(&[key], |this| this.problem(ProblemCode::InvalidValue, text, &reason, example));
        }
        value.map(|value| Some(Bound { value, inclusive }))
    }
}

fn offers(field: Field, key: &str) -> bool {
    let kind = field.kind();
    match key {
        "range" => kind.is_ordered() || numbers::is_number_field(field),
        "prefix" => kind.has_prefixes(),
        "fuzzy" => kind == FieldKind::Text,
        "pattern" => matches!(kind, FieldKind::Text | FieldKind::Name),
        "free_text" => kind == FieldKind::Text,
        _ => !kind.is_ordered(),
    }
}

/// Whether a text is a word that `~` can follow in chizai's own syntax.
fn can_be_fuzzy(word: &str) -> bool {
    word.chars().any(char::is_alphabetic) && !word.chars().any(|c| c.is_whitespace() || is_japanese(c))
}

fn unit(name: UnitName) -> Unit {
    match name {
        UnitName::Sentence => Unit::Sentence,
        UnitName::Paragraph => Unit::Paragraph,
        UnitName::Claim => Unit::Claim,
    }
}

fn first(operands: Vec<Ast>) -> Box<Ast> {
    Box::new(operands.into_iter().next().unwrap_or(Ast::Everything))
}
