//! Searches of citations: joined while the query is planned, since what they find is no combination of terms.

use super::{Clause, Planner, engine};
use crate::{
    Ast, Citing, QueryError,
    citing::{self, OtherEnd},
};

impl Planner<'_> {
    pub(super) fn citing(&mut self, citing: &Citing) -> Result<Clause, QueryError> {
        self.count_clauses(1)?;
        let scoring = std::mem::replace(&mut self.scoring, false);
        let mut others = Vec::new();
        let planned = self.others(&citing.of, &mut others);
        self.scoring = scoring;
        planned?;
        let found = citing::run(self.generation, citing, &others)?;
        Ok(Clause::Found { condition: Ast::Citing(citing.clone()).to_string(), found })
    }

    /// A number names a document whether the index holds it or not; anything else finds documents of the index.
    fn others(&mut self, of: &Ast, others: &mut Vec<OtherEnd>) -> Result<(), QueryError> {
        match of {
            Ast::Everything => others.push(OtherEnd::Anything),
            Ast::Line(line) => self.others(&line.operand, others)?,
            Ast::Or(operands) => operands.iter().try_for_each(|operand| self.others(operand, others))?,
            query => match citing::name_of(query) {
                Some(name) => {
                    self.count_clauses(1)?;
                    others.push(OtherEnd::Named(name.to_owned()));
                }
                None => {
                    // Words that are not indexed find nothing here: left out, they would mean every citation.
                    let clause = self.clause(query)?.unwrap_or(Clause::Nothing);
                    others.push(OtherEnd::Found(engine::compile(self.generation, &clause)?));
                }
            },
        }
        Ok(())
    }
}
