//! How many documents each part of a query matches by itself.

use std::collections::{HashMap, VecDeque};

use indexer::Generation;
use tantivy::collector::Count;

use crate::{Across, Ast, Filter, QueryError, plan};

/// What a search is narrowed to: conditions that hold for every part of its query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// All must match.
    pub filters: Vec<Filter>,
    /// None may match.
    pub excluded: Vec<Filter>,
}

/// A query with the exact count of every node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedTree {
    pub root: CountedNode,
    /// The languages in which its terms were searched as well.
    pub across: Across,
    /// Nodes of the tree.
    pub nodes: usize,
    /// Different nodes that were counted; those nearest to the root come first.
    pub counted: usize,
    /// The most that are counted, `limits.counted_nodes` of `ranking.toml`. Beyond it, counts are missing.
    pub limit: usize,
}

/// A part of a query with the number of documents that it matches by itself, within the search's filters.
///
/// Operands of NEAR, of a unit and of a citation are counted as conditions by themselves, anywhere in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedNode {
    pub ast: Ast,
    /// `None` beyond the limit of [`CountedTree::limit`].
    pub count: Option<u64>,
    pub children: Vec<CountedNode>,
}

/// What a node does with its operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    Everything,
    Condition,
    And,
    Or,
    Not,
    Near,
    Within,
    Citing,
    Line,
}

/// Counts every node of a query within a scope, its terms searched as their translations as well where that is asked for.
/// The root's count is the total of the search.
///
/// Nodes that are equal are counted once.
pub fn count_nodes(
    generation: &Generation,
    ast: &Ast,
    scope: &Scope,
    across: &Across,
) -> Result<CountedTree, QueryError> {
    let limit = generation.config().ranking.limits.counted_nodes;
    let mut counter = Counter::new(generation, scope, across, limit);
    let mut nodes = 0;
    let mut waiting = VecDeque::from([ast]);
    while let Some(node) = waiting.pop_front() {
        nodes += 1;
        counter.count(node)?;
        waiting.extend(node.operands());
    }
    let counted = counter.known.len();
    let root = node(ast, &counter.known);
    Ok(CountedTree { root, across: across.clone(), nodes, counted, limit })
}

fn node(ast: &Ast, known: &HashMap<Ast, u64>) -> CountedNode {
    let children = ast.operands().into_iter().map(|operand| node(operand, known)).collect();
    CountedNode { ast: ast.clone(), count: known.get(ast).copied(), children }
}

/// Counts queries within a scope, each once, up to a limit.
pub(super) struct Counter<'g> {
    generation: &'g Generation,
    scope: &'g Scope,
    across: &'g Across,
    limit: usize,
    known: HashMap<Ast, u64>,
    /// Whether anything was left uncounted.
    pub(super) is_spent: bool,
}

impl<'g> Counter<'g> {
    pub(super) fn new(
        generation: &'g Generation,
        scope: &'g Scope,
        across: &'g Across,
        limit: usize,
    ) -> Self {
        Self { generation, scope, across, limit, known: HashMap::new(), is_spent: false }
    }

    /// Takes over what is known already; it does not count against the limit.
    pub(super) fn with_known(mut self, tree: &CountedTree) -> Self {
        let mut waiting = vec![&tree.root];
        while let Some(node) = waiting.pop() {
            self.known.extend(node.count.map(|count| (node.ast.clone(), count)));
            waiting.extend(&node.children);
        }
        self.limit += self.known.len();
        self
    }

    /// Documents that match, or `None` once the limit is reached.
    pub(super) fn count(&mut self, ast: &Ast) -> Result<Option<u64>, QueryError> {
        if let Some(count) = self.known.get(ast) {
            return Ok(Some(*count));
        }
        if self.limit <= self.known.len() {
            self.is_spent = true;
            return Ok(None);
        }
        let count = self.count_one(ast)?;
        self.known.insert(ast.clone(), count);
        Ok(Some(count))
    }

    fn count_one(&self, ast: &Ast) -> Result<u64, QueryError> {
        let Self { generation, scope, across, .. } = self;
        let plan = plan::plan_across(generation, &scope.narrow(ast.clone()), &scope.filters, across)?;
        let query = plan::to_query(generation, &plan)?;
        Ok(generation.searcher().search(query.as_ref(), &Count)? as u64)
    }
}

impl Scope {
    /// The query without what is excluded. An exclusion never ranks, so that scores stay as they were.
    pub fn narrow(&self, query: Ast) -> Ast {
        if self.excluded.is_empty() {
            return query;
        }
        let exclusions = self.excluded.iter().map(|filter| Ast::Not(Box::new(filter.to_ast())));
        let query = (!query.is_everything()).then_some(query);
        Ast::And(query.into_iter().chain(exclusions).collect())
    }
}

impl CountedNode {
    /// What the node does with its operands.
    pub fn operator(&self) -> Operator {
        match &self.ast {
            Ast::Everything => Operator::Everything,
            Ast::Leaf(_) => Operator::Condition,
            Ast::And(_) => Operator::And,
            Ast::Or(_) => Operator::Or,
            Ast::Not(_) => Operator::Not,
            Ast::Near(_) => Operator::Near,
            Ast::Within(_) => Operator::Within,
            Ast::Citing(_) => Operator::Citing,
            Ast::Line(_) => Operator::Line,
        }
    }

    /// The node at a path of places among operands, from 0; the empty path is the node itself.
    pub fn at(&self, path: &[usize]) -> Option<&Self> {
        path.iter().try_fold(self, |node, place| node.children.get(*place))
    }
}

impl Operator {
    /// The name that programs see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Condition => "condition",
            Self::And => "and",
            Self::Or => "or",
            Self::Not => "not",
            Self::Near => "near",
            Self::Within => "within",
            Self::Citing => "citing",
            Self::Line => "line",
        }
    }
}

impl CountedTree {
    /// Whether every node has its count.
    pub fn is_complete(&self) -> bool {
        fn complete(node: &CountedNode) -> bool {
            node.count.is_some() && node.children.iter().all(complete)
        }
        complete(&self.root)
    }
}
