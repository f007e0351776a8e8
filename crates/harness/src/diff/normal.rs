//! Conditions and queries in one form, whatever their layout and the order of their parts.

use std::collections::BTreeSet;

use eql_hir::{Condition, Form, LeafId, Member, Query, Sequence, Stage};

/// A condition whose `not`s are at its leaves, with the parts of each `and` and `or` in one order and once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Normal {
    Constant(bool),
    /// A leaf, and whether it holds.
    Leaf(LeafId, bool),
    All(BTreeSet<Normal>),
    Some(BTreeSet<Normal>),
}

impl Normal {
    /// The form of a condition, or of its opposite. `leaf` says which leaf of a union each leaf is.
    pub(super) fn of(condition: &Condition, holds: bool, leaf: &dyn Fn(LeafId) -> LeafId) -> Self {
        match condition {
            Condition::Constant(value) => Self::Constant(*value == holds),
            Condition::Leaf(id) => Self::Leaf(leaf(*id), holds),
            Condition::Not(inner) => Self::of(inner, !holds, leaf),
            Condition::And(parts) | Condition::Or(parts) => {
                let is_all = matches!(condition, Condition::And(_)) == holds;
                Self::joined(is_all, parts.iter().map(|part| Self::of(part, holds, leaf)))
            }
        }
    }

    fn joined(is_all: bool, parts: impl Iterator<Item = Self>) -> Self {
        let mut joined = BTreeSet::new();
        for part in parts {
            match part {
                Self::Constant(value) if value == is_all => {}
                Self::Constant(value) => return Self::Constant(value),
                Self::All(inner) if is_all => joined.extend(inner),
                Self::Some(inner) if !is_all => joined.extend(inner),
                other @ (Self::Leaf(..) | Self::All(_) | Self::Some(_)) => {
                    joined.insert(other);
                }
            }
        }
        if joined.len() > 1 {
            return if is_all { Self::All(joined) } else { Self::Some(joined) };
        }
        joined.pop_first().unwrap_or(Self::Constant(is_all))
    }
}

/// Whether two queries have the same clauses in the same places: then they find the same. Both are members of one union.
pub(super) fn same(old: (&Query, &Member), new: (&Query, &Member)) -> bool {
    old.0.pipes == new.0.pipes && same_form(&old.1.form, &new.1.form)
}

fn same_form(old: &Form, new: &Form) -> bool {
    match (old, new) {
        (Form::Event(old), Form::Event(new)) => same_condition(&old.condition, &new.condition),
        (Form::Sequence(old), Form::Sequence(new)) => same_sequence(old, new),
        (Form::Sample(old), Form::Sample(new)) => same_stages(&old.parts, &new.parts),
        (Form::Event(_) | Form::Sequence(_) | Form::Sample(_), _) => false,
    }
}

fn same_sequence(old: &Sequence, new: &Sequence) -> bool {
    old.maxspan == new.maxspan
        && same_stages(&old.stages, &new.stages)
        && same_stages(old.until.as_slice(), new.until.as_slice())
}

fn same_stages(old: &[Stage], new: &[Stage]) -> bool {
    let same = |(old, new): (&Stage, &Stage)| {
        old.missing == new.missing
            && old.keys == new.keys
            && same_condition(&old.filter.condition, &new.filter.condition)
    };
    old.len() == new.len() && old.iter().zip(new).all(same)
}

fn same_condition(old: &Condition, new: &Condition) -> bool {
    let own = |leaf| leaf;
    Normal::of(old, true, &own) == Normal::of(new, true, &own)
}
