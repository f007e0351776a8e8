//! Queries that ask for less than the rule does.

use eql_hir::{Condition, Form, LeafId, Query, Stage};

/// Longer than all that was ever recorded, in nanoseconds.
const FOREVER: i128 = 1 << 100;

/// Something that is not asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Relaxation {
    /// A clause is taken to say this.
    Clause(LeafId, bool),
    /// The join key at this place may differ.
    Key(usize),
    /// Events may be any time apart.
    Maxspan,
    /// Nothing ends a pending sequence.
    Until,
    /// Events of this stage, counted from 0, may occur.
    Missing(usize),
}

/// Everything but clauses that can be left out of a query.
pub(super) fn all(query: &Query) -> Vec<Relaxation> {
    match &query.form {
        Form::Event(_) => Vec::new(),
        Form::Sequence(sequence) => {
            let missing = (0..).zip(&sequence.stages).filter(|(_, stage)| stage.missing);
            let mut all: Vec<_> = missing.map(|(at, _)| Relaxation::Missing(at)).collect();
            all.extend(sequence.until.as_ref().map(|_| Relaxation::Until));
            all.extend(sequence.maxspan.map(|_| Relaxation::Maxspan));
            all.extend(keys(sequence.stages.first()));
            all
        }
        Form::Sample(sample) => keys(sample.parts.first()).collect(),
    }
}

fn keys(stage: Option<&Stage>) -> impl Iterator<Item = Relaxation> + use<> {
    (0..stage.map_or(0, |stage| stage.keys.len())).map(Relaxation::Key)
}

/// The query without what is relaxed.
pub(super) fn relaxed(query: &Query, relaxations: &[Relaxation]) -> Query {
    let mut query = query.clone();
    for relaxation in relaxations.iter().rev() {
        relax(&mut query.form, *relaxation);
    }
    query
}

fn relax(form: &mut Form, relaxation: Relaxation) {
    match (relaxation, form) {
        (Relaxation::Clause(leaf, value), form) => {
            for stage in stages(form) {
                settle(&mut stage.filter.condition, leaf, value);
            }
        }
        (Relaxation::Key(at), form) => stages(form).into_iter().for_each(|stage| {
            stage.keys.remove(at);
        }),
        (Relaxation::Maxspan, Form::Sequence(sequence)) => sequence.maxspan = Some(FOREVER),
        (Relaxation::Until, Form::Sequence(sequence)) => sequence.until = None,
        (Relaxation::Missing(at), Form::Sequence(sequence)) => {
            sequence.stages[at].filter.condition = Condition::Constant(false);
        }
        (Relaxation::Maxspan | Relaxation::Until | Relaxation::Missing(_), _) => {}
    }
}

fn stages(form: &mut Form) -> Vec<&mut Stage> {
    match form {
        Form::Event(_) => Vec::new(),
        Form::Sequence(sequence) => sequence.stages.iter_mut().chain(&mut sequence.until).collect(),
        Form::Sample(sample) => sample.parts.iter_mut().collect(),
    }
}

/// Puts a constant in the place of a leaf.
fn settle(condition: &mut Condition, leaf: LeafId, value: bool) {
    match condition {
        Condition::Leaf(id) if *id == leaf => *condition = Condition::Constant(value),
        Condition::Leaf(_) | Condition::Constant(_) => {}
        Condition::Not(inner) => settle(inner, leaf, value),
        Condition::And(parts) | Condition::Or(parts) => {
            for part in parts {
                settle(part, leaf, value);
            }
        }
    }
}
