//! A tree in another syntax, with a list of what that syntax cannot say.
//!
//! Nothing is dropped silently: what has no form is replaced by the nearest that has one, or left out, and listed. Where
//! nothing is listed the text finds the same documents, and for trees as the syntax's own reader builds them it reads
//! back as the same tree.

mod cql;
mod jplatpat;
mod loss;

pub use loss::{Loss, LossReason};

use crate::{Ast, Citing, Field, Leaf, Near, Syntax, Within, parse::json};

/// A query in another syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    pub text: String,
    /// In the order of the tree.
    pub losses: Vec<Loss>,
}

/// Writes a tree in a syntax.
pub fn translate(ast: &Ast, syntax: Syntax) -> Translation {
    let mut losses = Vec::new();
    let text = match syntax {
        Syntax::Json => json::write(ast),
        Syntax::Native => without_lines(ast, &mut losses).to_string(),
        // The empty text is every document.
        Syntax::Cql | Syntax::JPlatPat if ast.is_everything() => String::new(),
        Syntax::Cql => Writer { dialect: &cql::Cql, losses: &mut losses }.text(ast),
        Syntax::JPlatPat => Writer { dialect: &jplatpat::JPlatPat, losses: &mut losses }.text(ast),
    };
    Translation { text, losses }
}

/// The tree with each named line written out, since one line alone knows no others.
fn without_lines(ast: &Ast, losses: &mut Vec<Loss>) -> Ast {
    let mut below = |ast: &Ast| Box::new(without_lines(ast, losses));
    match ast {
        Ast::Everything | Ast::Leaf(_) => ast.clone(),
        Ast::And(operands) => Ast::And(operands.iter().map(|operand| *below(operand)).collect()),
        Ast::Or(operands) => Ast::Or(operands.iter().map(|operand| *below(operand)).collect()),
        Ast::Not(operand) => Ast::Not(below(operand)),
        Ast::Near(near) => {
            Ast::Near(Near { left: below(&near.left), right: below(&near.right), ..near.clone() })
        }
        Ast::Within(within) => Ast::Within(Within { operand: below(&within.operand), unit: within.unit }),
        Ast::Citing(citing) => Ast::Citing(Citing { of: below(&citing.of), ..citing.clone() }),
        Ast::Line(line) => {
            let operand = *below(&line.operand);
            let replaced_by = Some(operand.to_string());
            losses.push(Loss { what: ast.to_string(), reason: LossReason::Line, replaced_by });
            operand
        }
    }
}

/// A part as written.
struct Written {
    text: String,
    /// Whether it can stand beside any operator without brackets.
    is_tight: bool,
}

impl Written {
    fn tight(text: String) -> Self {
        Self { text, is_tight: true }
    }

    fn loose(text: String) -> Self {
        Self { text, is_tight: false }
    }

    fn enclosed(self) -> String {
        if self.is_tight { self.text } else { format!("({})", self.text) }
    }
}

/// How one syntax writes what trees are made of.
trait Dialect {
    fn and(&self) -> &'static str;
    fn or(&self) -> &'static str;
    /// Between what is kept and what is taken away.
    fn but_not(&self) -> &'static str;
    /// Before an operand with nothing before it.
    fn not(&self) -> &'static str;
    fn everything(&self) -> Option<String>;
    fn leaf(&self, leaf: &Leaf, losses: &mut Vec<Loss>) -> Option<Written>;
    /// A condition inside a proximity whose field is written behind the whole.
    fn leaf_of_near(&self, leaf: &Leaf, losses: &mut Vec<Loss>) -> Option<Written> {
        self.leaf(leaf, losses)
    }
    /// What is written behind a proximity of which all conditions are on `field`; `None`: each says it itself.
    fn field_of_near(&self, field: Field) -> Option<String>;
    /// The operator between two operands; a loss where it is not quite the same.
    fn near(&self, near: &Near) -> (String, Option<LossReason>);
    /// The operator that joins operands in one unit.
    fn within(&self, within: &Within) -> Option<String>;
    fn citing(&self, citing: &Citing, losses: &mut Vec<Loss>) -> Option<Written>;
}

struct Writer<'a> {
    dialect: &'a dyn Dialect,
    losses: &'a mut Vec<Loss>,
}

impl Writer<'_> {
    fn text(&mut self, ast: &Ast) -> String {
        self.write(ast, false).map_or_else(String::new, |written| written.text)
    }

    fn lose(&mut self, what: &Ast, reason: LossReason, replaced_by: Option<String>) {
        self.losses.push(Loss { what: what.to_string(), reason, replaced_by });
    }

    /// Writes a tree; `in_near` where the field is written behind the proximity around it.
    fn write(&mut self, ast: &Ast, in_near: bool) -> Option<Written> {
        match ast {
            Ast::Everything => self.everything(ast),
            Ast::Leaf(leaf) if in_near => self.dialect.leaf_of_near(leaf, self.losses),
            Ast::Leaf(leaf) => self.dialect.leaf(leaf, self.losses),
            Ast::And(operands) | Ast::Or(operands) if operands.len() == 1 => {
                self.write(&operands[0], in_near)
            }
            Ast::And(operands) if operands.is_empty() => self.everything(ast),
            Ast::Or(operands) if operands.is_empty() => {
                self.lose(ast, LossReason::Nothing, None);
                None
            }
            Ast::And(operands) => self.and(operands, in_near),
            Ast::Or(operands) => self.joined(operands, self.dialect.or(), in_near),
            Ast::Not(operand) => {
                let operand = self.write(operand, in_near)?.enclosed();
                let text = format!("({}{operand})", self.dialect.not());
                self.lose(ast, LossReason::Negation, Some(text.clone()));
                Some(Written::tight(text))
            }
            Ast::Near(near) => self.near(ast, near, in_near),
            Ast::Within(within) => self.within(ast, within, in_near),
            Ast::Citing(citing) => self.dialect.citing(citing, self.losses),
            Ast::Line(line) => {
                let written = self.write(&line.operand, in_near);
                self.lose(ast, LossReason::Line, written.as_ref().map(|written| written.text.clone()));
                written
            }
        }
    }

    fn everything(&mut self, ast: &Ast) -> Option<Written> {
        let text = self.dialect.everything();
        self.lose(ast, LossReason::Everything, text.clone());
        text.map(Written::tight)
    }

    fn and(&mut self, operands: &[Ast], in_near: bool) -> Option<Written> {
        let mut text = String::new();
        let mut count = 0;
        for operand in operands {
            let (sign, written) = match operand {
                Ast::Not(negated) if 0 < count => {
                    (self.dialect.but_not(), self.write(negated, in_near).map(Written::enclosed))
                }
                operand => (self.dialect.and(), self.write(operand, in_near).map(Written::enclosed)),
            };
            let Some(written) = written else { continue };
            if 0 < count {
                text.push_str(sign);
            }
            text.push_str(&written);
            count += 1;
        }
        match count {
            0 => None,
            // Enclosed already.
            1 => Some(Written::tight(text)),
            _ => Some(Written::loose(text)),
        }
    }

    fn joined(&mut self, operands: &[Ast], sign: &str, in_near: bool) -> Option<Written> {
        let mut parts: Vec<Written> = Vec::with_capacity(operands.len());
        for operand in operands {
            parts.extend(self.write(operand, in_near));
        }
        if parts.len() < 2 {
            return parts.pop();
        }
        let parts: Vec<String> = parts.into_iter().map(Written::enclosed).collect();
        Some(Written::loose(parts.join(sign)))
    }

    fn near(&mut self, ast: &Ast, near: &Near, in_near: bool) -> Option<Written> {
        let behind = if in_near { None } else { self.common_field(ast) };
        let inside = in_near || behind.is_some();
        let left = self.write(&near.left, inside);
        let right = self.write(&near.right, inside);
        let (Some(left), Some(right)) = (&left, &right) else {
            return left.or(right).map(|one| Written::loose(one.text + &behind.unwrap_or_default()));
        };
        let enclosed = |written: &Written| match written.is_tight {
            true => written.text.clone(),
            false => format!("({})", written.text),
        };
        let (operator, reason) = self.dialect.near(near);
        let text = format!("{}{operator}{}{}", enclosed(left), enclosed(right), behind.unwrap_or_default());
        if let Some(reason) = reason {
            self.lose(ast, reason, Some(text.clone()));
        }
        Some(Written::loose(text))
    }

    /// What is written behind a proximity, where all of its conditions are on one field.
    fn common_field(&self, near: &Ast) -> Option<String> {
        let leaves = near.leaves();
        let field = leaves.first()?.field;
        let is_common = leaves.iter().all(|leaf| leaf.field == field);
        if is_common { self.dialect.field_of_near(field) } else { None }
    }

    fn within(&mut self, ast: &Ast, within: &Within, in_near: bool) -> Option<Written> {
        let operator = self.dialect.within(within);
        match (operator, within.operand.as_ref()) {
            (Some(operator), Ast::And(operands)) => self.joined(operands, &operator, in_near),
            (Some(operator), Ast::Near(near)) => {
                let operands = [near.left.as_ref().clone(), near.right.as_ref().clone()];
                self.joined(&operands, &operator, in_near)
            }
            (_, operand) => {
                let written = self.write(operand, in_near);
                self.lose(ast, LossReason::Unit, written.as_ref().map(|written| written.text.clone()));
                written
            }
        }
    }
}

/// The name that a syntax has for a field, or for a wider one, and whether it is the same.
fn name_of(field: Field, find: impl Fn(&str) -> Option<&'static str>) -> Option<(&'static str, bool)> {
    let name = field.info().name;
    if let Some(found) = find(name) {
        return Some((found, field.view().is_none()));
    }
    let wider = match name {
        "body" | "keywords" => "text",
        "year" => "published",
        _ => name.rsplit_once('.')?.0,
    };
    find(wider).map(|found| (found, false))
}

/// A date as the offices' services write it, any other value as it prints.
fn value(value: &crate::Value) -> String {
    match value {
        crate::Value::Date(date) => date.to_string().replace('-', ""),
        other => other.to_string(),
    }
}
