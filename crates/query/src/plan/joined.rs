//! Conditions on what is known beside the index: joined while the query is planned.

use super::{Clause, Planner};
use crate::{Leaf, Operand, ProblemCode, QueryError, joined};

impl Planner<'_> {
    /// The documents of the set that the value means; a value that means none is a problem of the query.
    pub(super) fn set_beside(&mut self, leaf: &Leaf) -> Result<Clause, QueryError> {
        let condition = leaf.to_string();
        let (Operand::FreeText(value)
        | Operand::Word(value)
        | Operand::Quoted(value)
        | Operand::Exact(value)) = &leaf.operand
        else {
            return Err(QueryError::NotExecutable { condition });
        };
        match joined::found(self.generation, value)? {
            Some(Ok(found)) => return Ok(Clause::Found { condition, found }),
            Some(Err(wrong)) => {
                self.problem(ProblemCode::InvalidValue, value, wrong.message);
                if let Some(problem) = self.problems.last_mut() {
                    problem.suggestions.extend(wrong.suggestion);
                }
            }
            None => {
                let message = "no ledger of the commons is joined to this index".to_owned();
                self.problem(ProblemCode::InvalidValue, value, message);
            }
        }
        Ok(Clause::Nothing)
    }
}
