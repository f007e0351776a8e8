//! A condition whose `not`s are at its leaves.

use crate::{Condition, LeafId};

/// A leaf, or its opposite.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Literal {
    pub(crate) leaf: LeafId,
    pub(crate) holds: bool,
}

/// A condition whose `not`s are at its leaves.
pub(crate) enum Normal {
    Constant(bool),
    Literal(Literal),
    And(Vec<Normal>),
    Or(Vec<Normal>),
}

impl Normal {
    /// The form of a condition, or of its opposite.
    pub(crate) fn of(condition: &Condition, holds: bool) -> Self {
        let forms = |parts: &[Condition]| parts.iter().map(|part| Self::of(part, holds)).collect();
        match condition {
            Condition::Constant(value) => Self::Constant(*value == holds),
            Condition::Leaf(leaf) => Self::Literal(Literal { leaf: *leaf, holds }),
            Condition::Not(inner) => Self::of(inner, !holds),
            Condition::And(parts) if holds => Self::And(forms(parts)),
            Condition::Or(parts) if !holds => Self::And(forms(parts)),
            Condition::And(parts) | Condition::Or(parts) => Self::Or(forms(parts)),
        }
    }
}
