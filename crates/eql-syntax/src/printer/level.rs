//! Which expressions need parentheses where (spec 2.1, 2.2).

use crate::ast::{ArithmeticOp, ExprKind};

/// How tight an expression binds, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Level {
    Or,
    And,
    Not,
    /// The grammar has it right before `Primary`; here it gets parentheses in comparisons and arithmetic,
    /// where few readers know that it binds tightest.
    Predicate,
    Comparison,
    Sum,
    Product,
    Sign,
    Primary,
}

impl Level {
    pub(super) fn of(kind: &ExprKind) -> Self {
        match kind {
            ExprKind::Or(_) => Self::Or,
            ExprKind::And(_) => Self::And,
            ExprKind::Not(_) | ExprKind::Relation(_) => Self::Not,
            ExprKind::Comparison(..) => Self::Comparison,
            ExprKind::Arithmetic(op, ..) => Self::of_arithmetic(*op),
            ExprKind::Negative(_) | ExprKind::Positive(_) => Self::Sign,
            ExprKind::In(_) | ExprKind::Match(_) => Self::Predicate,
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::Str(_)
            | ExprKind::Field(_)
            | ExprKind::Variable(_)
            | ExprKind::Call(_)
            | ExprKind::Error => Self::Primary,
        }
    }

    pub(super) fn of_arithmetic(op: ArithmeticOp) -> Self {
        match op {
            ArithmeticOp::Add | ArithmeticOp::Subtract => Self::Sum,
            ArithmeticOp::Multiply | ArithmeticOp::Divide | ArithmeticOp::Modulo => Self::Product,
        }
    }

    /// The level that the right operand of arithmetic at this level needs.
    pub(super) fn tighter(self) -> Self {
        if self == Self::Sum { Self::Product } else { Self::Sign }
    }
}
