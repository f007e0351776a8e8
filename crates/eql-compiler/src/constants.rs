//! Constants and the small words of the program's types.

use eql_functions::arithmetic;
use eql_functions::wildcard::WildcardPattern;
use eql_functions::{Case, IntWidth};
use eql_hir::Regex;
use event::Value;
use pack::{ConstId, Constant, Operator, RangeOp, Width};

use crate::graph::Compiler;

impl Compiler {
    pub(crate) fn value(&mut self, value: &Value<'_>) -> ConstId {
        ConstId(self.constants.place(Constant::from(value)))
    }

    pub(crate) fn text(&mut self, text: &str) -> ConstId {
        ConstId(self.constants.place(Constant::Text(text.to_owned())))
    }

    /// A list as a set: its order and repetitions mean nothing, so equal sets become equal leaves.
    pub(crate) fn values(&mut self, values: &[Value<'_>]) -> Vec<ConstId> {
        let mut ids: Vec<_> = values.iter().map(|value| self.value(value)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The texts of regexes, and whether they ignore case; those of one leaf have one case rule.
    pub(crate) fn regexes<C>(&mut self, regexes: &[Regex<C>]) -> (Vec<ConstId>, bool) {
        let ignores = regexes.first().is_some_and(|regex| ignores(regex.case));
        (regexes.iter().map(|regex| self.text(&regex.text)).collect(), ignores)
    }

    /// Patterns by their Lucene texts, as a set.
    pub(crate) fn patterns(&mut self, patterns: &[WildcardPattern]) -> Vec<ConstId> {
        let mut ids: Vec<_> =
            patterns.iter().map(|pattern| self.text(&pattern.to_string())).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

pub(crate) fn ignores(case: Case) -> bool {
    case == Case::Insensitive
}

pub(crate) fn range(op: eql_hir::RangeOp) -> RangeOp {
    match op {
        eql_hir::RangeOp::Less => RangeOp::Less,
        eql_hir::RangeOp::LessEqual => RangeOp::LessEqual,
        eql_hir::RangeOp::Greater => RangeOp::Greater,
        eql_hir::RangeOp::GreaterEqual => RangeOp::GreaterEqual,
    }
}

pub(crate) fn operator(op: arithmetic::Operator) -> Operator {
    match op {
        arithmetic::Operator::Add => Operator::Add,
        arithmetic::Operator::Subtract => Operator::Subtract,
        arithmetic::Operator::Multiply => Operator::Multiply,
        arithmetic::Operator::Divide => Operator::Divide,
        arithmetic::Operator::Modulo => Operator::Modulo,
    }
}

pub(crate) fn width(width: IntWidth) -> Width {
    match width {
        IntWidth::I32 => Width::I32,
        IntWidth::I64 => Width::I64,
        IntWidth::U64 => Width::U64,
    }
}
