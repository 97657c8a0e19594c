//! What is asked of every engine: chizai's plan of a query in a form that each peer can read.

use std::{collections::BTreeSet, fmt::Write};

use query::plan::{Clause, Form, Node, QueryTerm, Run, Source, Spans, Stream};

/// A query in the terms of the index.
#[derive(Debug, Clone)]
pub(crate) enum Tree {
    Everything,
    Nothing,
    Any(Vec<Tree>),
    All(Vec<Tree>),
    /// The score of the operand that scores most.
    Best(Vec<Tree>),
    /// The second operand must match and scores nothing.
    Filtered(Box<[Tree; 2]>),
    Term {
        field: String,
        term: String,
        boost: f32,
    },
    /// One term in several fields, each with its weight.
    Fields {
        term: String,
        boost: f32,
        fields: Vec<(String, f32)>,
    },
    /// Terms at positions relative to the first.
    Phrase {
        field: String,
        boost: f32,
        terms: Vec<(u32, String)>,
    },
    Near {
        field: String,
        distance: u32,
        ordered: bool,
        /// Each one term or several side by side.
        runs: [Vec<String>; 2],
    },
    Prefix {
        field: String,
        beginning: String,
    },
    /// Years of publication, both included.
    Years(u16, u16),
}

/// What a plan has that no peer can be asked.
#[derive(Debug)]
pub(crate) struct Untranslatable(pub String);

impl Tree {
    /// The tree of a plan's clause; `weight` is that of a physical field.
    pub(crate) fn of(clause: &Clause, weight: &dyn Fn(&str) -> f32) -> Result<Self, Untranslatable> {
        let all = |clauses: &[Clause]| {
            clauses.iter().map(|clause| Self::of(clause, weight)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match clause {
            Clause::Everything => Self::Everything,
            Clause::Nothing => Self::Nothing,
            Clause::Scored(term) => scored(term, weight)?,
            Clause::Term { field, term } => {
                Self::Term { field: field.clone(), term: term.clone(), boost: 1.0 }
            }
            Clause::Phrase { field, terms } => {
                Self::Phrase { field: field.clone(), boost: 1.0, terms: terms.clone() }
            }
            Clause::Spans(spans) => of_spans(spans)?,
            Clause::Any { clauses, .. } => Self::any(all(clauses)?),
            Clause::All(clauses) => Self::All(all(clauses)?),
            Clause::Best(clauses) => Self::Best(all(clauses)?),
            other => return Err(Untranslatable(format!("{other:?}").chars().take(200).collect())),
        })
    }

    fn any(mut operands: Vec<Self>) -> Self {
        if operands.len() == 1 { operands.swap_remove(0) } else { Self::Any(operands) }
    }

    fn best(mut operands: Vec<Self>) -> Self {
        if operands.len() == 1 { operands.swap_remove(0) } else { Self::Best(operands) }
    }

    /// The same with a filter.
    pub(crate) fn filtered(self, filter: Self) -> Self {
        Self::Filtered(Box::new([self, filter]))
    }

    /// Every field and term.
    pub(crate) fn terms<'t>(&'t self, to: &mut BTreeSet<(&'t str, &'t str)>) {
        match self {
            Self::Any(operands) | Self::All(operands) | Self::Best(operands) => {
                operands.iter().for_each(|operand| operand.terms(to));
            }
            Self::Filtered(both) => both.iter().for_each(|operand| operand.terms(to)),
            Self::Term { field, term, .. } => _ = to.insert((field, term)),
            Self::Fields { term, fields, .. } => {
                to.extend(fields.iter().map(|(field, _)| (&**field, &**term)));
            }
            Self::Phrase { field, terms, .. } => to.extend(terms.iter().map(|(_, term)| (&**field, &**term))),
            Self::Near { field, runs, .. } => {
                to.extend(runs.iter().flatten().map(|term| (&**field, &**term)));
            }
            Self::Everything | Self::Nothing | Self::Prefix { .. } | Self::Years(..) => (),
        }
    }

    /// Words in prefix order, apart by tabs, as `lucene/Trees.java` reads them.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        self.write(&mut words).expect("a string takes everything");
        words
    }

    fn write(&self, to: &mut String) -> std::fmt::Result {
        let all = |to: &mut String, name: &str, operands: &[Self]| {
            write!(to, "{name}\t{}", operands.len())?;
            operands.iter().try_for_each(|operand| {
                to.push('\t');
                operand.write(to)
            })
        };
        match self {
            Self::Everything => to.write_str("everything"),
            Self::Nothing => to.write_str("nothing"),
            Self::Any(operands) => all(to, "any", operands),
            Self::All(operands) => all(to, "all", operands),
            Self::Best(operands) => all(to, "best", operands),
            Self::Filtered(both) => {
                to.push_str("filtered\t");
                both[0].write(to)?;
                to.push('\t');
                both[1].write(to)
            }
            Self::Term { field, term, boost } => write!(to, "term\t{field}\t{boost}\t{term}"),
            Self::Fields { term, boost, fields } => {
                write!(to, "fields\t{boost}\t{term}\t{}", fields.len())?;
                fields.iter().try_for_each(|(field, weight)| write!(to, "\t{field}\t{weight}"))
            }
            Self::Phrase { field, boost, terms } => {
                write!(to, "phrase\t{field}\t{boost}\t{}", terms.len())?;
                terms.iter().try_for_each(|(offset, term)| write!(to, "\t{offset}\t{term}"))
            }
            Self::Near { field, distance, ordered, runs } => {
                write!(to, "near\t{field}\t{distance}\t{ordered}")?;
                runs.iter().try_for_each(|run| write!(to, "\t{}\t{}", run.len(), run.join("\t")))
            }
            Self::Prefix { field, beginning } => write!(to, "prefix\t{field}\t{beginning}"),
            Self::Years(first, last) => write!(to, "years\t{first}\t{last}"),
        }
    }
}

fn scored(term: &QueryTerm, weight: &dyn Fn(&str) -> f32) -> Result<Tree, Untranslatable> {
    let forms = term.forms.iter().map(|form| of_form(form, weight)).collect::<Result<Vec<_>, _>>()?;
    Ok(Tree::best(forms))
}

fn of_form(form: &Form, weight: &dyn Fn(&str) -> f32) -> Result<Tree, Untranslatable> {
    let variants = form.variants.iter().map(|variant| of_streams(&variant.streams, form.boost, weight));
    Ok(Tree::any(variants.collect::<Result<_, _>>()?))
}

/// One term in one field or several; of phrases and conditions on positions, any.
fn of_streams(streams: &[Stream], boost: f32, weight: &dyn Fn(&str) -> f32) -> Result<Tree, Untranslatable> {
    let single = |stream: &Stream| match &stream.source {
        Source::Terms { field, terms } => match &**terms {
            [(_, term)] => Some((field.to_string(), term.clone())),
            _ => None,
        },
        Source::Spans(_) => None,
    };
    let singles: Option<Vec<(String, String)>> = streams.iter().map(single).collect();
    if let Some(mut singles) = singles.filter(|singles| !singles.is_empty()) {
        if singles.len() == 1 {
            let (field, term) = singles.swap_remove(0);
            return Ok(Tree::Term { field, term, boost });
        }
        let term = singles[0].1.clone();
        let fields = singles.into_iter().map(|(field, _)| (weight(&field), field));
        let fields = fields.map(|(weight, field)| (field, weight)).collect();
        return Ok(Tree::Fields { term, boost, fields });
    }
    let trees = streams.iter().map(|stream| match &stream.source {
        Source::Terms { field, terms } => {
            Ok(Tree::Phrase { field: field.to_string(), boost: boost * weight(field), terms: terms.to_vec() })
        }
        Source::Spans(spans) => of_spans(spans),
    });
    Ok(Tree::any(trees.collect::<Result<_, _>>()?))
}

/// Terms or runs of terms near each other, or terms side by side.
fn of_spans(spans: &Spans) -> Result<Tree, Untranslatable> {
    let refused = || Untranslatable(spans.condition.clone());
    let single = |slot: usize| match spans.slots[slot].any_of.as_slice() {
        [term] if spans.slots[slot].but_not.is_empty() => Ok(term.clone()),
        _ => Err(refused()),
    };
    let side_by_side = |run: &Run| {
        // The offset of a Latin word among characters is that of its last one.
        let places = (run.slots[0].0..).zip(&run.slots);
        places
            .map(|(place, (offset, slot))| if place == *offset { single(*slot) } else { Err(refused()) })
            .collect::<Result<Vec<_>, _>>()
    };
    match &spans.node {
        Node::Run(run) => {
            let term = |(offset, slot): &(u32, usize)| Ok((*offset, single(*slot)?));
            let mut terms = run.slots.iter().map(term).collect::<Result<Vec<_>, _>>()?;
            let field = spans.slots[run.slots[0].1].field.clone();
            if terms.len() == 1 {
                return Ok(Tree::Term { field, term: terms.swap_remove(0).1, boost: 1.0 });
            }
            Ok(Tree::Phrase { field, boost: 1.0, terms })
        }
        Node::Near(near) => match (&near.left, &near.right) {
            (Node::Run(left), Node::Run(right)) => Ok(Tree::Near {
                field: spans.slots[left.slots[0].1].field.clone(),
                distance: *near.distance.end(),
                ordered: near.ordered,
                runs: [side_by_side(left)?, side_by_side(right)?],
            }),
            _ => Err(refused()),
        },
        Node::Any(_) | Node::Padded { .. } | Node::Within { .. } => Err(refused()),
    }
}
