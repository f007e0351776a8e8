//! Trees on one line, given up where the line is too short.

use super::level::Level;
use super::literal::{category_text, field_text, number_text, string_text, variable_text};
use crate::ast::{Call, EventFilter, Expr, ExprKind, In, Match, Stage};

/// `None` where the line is too short.
pub(super) type Fits = Option<()>;

/// A line with a limit. What costs more than the limit is not even looked at, so that trying to fit a tree on
/// a line at each of its levels stays linear.
pub(super) struct Flat {
    pub(super) text: String,
    limit: usize,
}

impl Flat {
    pub(super) fn within(limit: usize) -> Self {
        Self { text: String::new(), limit }
    }

    /// What `write` writes, if it fits within the limit.
    pub(super) fn attempt(limit: usize, write: impl Fn(&mut Self) -> Fits) -> Option<String> {
        let mut flat = Self::within(limit);
        write(&mut flat)?;
        Some(flat.text)
    }

    pub(super) fn push(&mut self, text: &str) -> Fits {
        self.room_for(text.len())?;
        self.text.push_str(text);
        Some(())
    }

    fn room_for(&self, length: usize) -> Fits {
        (length <= self.limit.saturating_sub(self.text.len())).then_some(())
    }

    /// An expression where one of this level or tighter can stand.
    pub(super) fn expr(&mut self, expr: &Expr, level: Level) -> Fits {
        if Level::of(&expr.kind) >= level {
            return self.bare_expr(expr);
        }
        self.push("(")?;
        self.bare_expr(expr)?;
        self.push(")")
    }

    fn bare_expr(&mut self, expr: &Expr) -> Fits {
        match &expr.kind {
            ExprKind::Null => self.push("null"),
            ExprKind::Bool(value) => self.push(if *value { "true" } else { "false" }),
            ExprKind::Number(number) => self.push(&number_text(*number)),
            ExprKind::Str(text) => {
                self.room_for(text.value.len())?;
                self.push(&string_text(text))
            }
            ExprKind::Field(field) => self.push(&field_text(field)),
            ExprKind::Variable(variable) => self.push(&variable_text(variable)),
            ExprKind::Call(call) => self.call(call),
            ExprKind::Negative(inner) => self.prefixed("-", inner, Level::Sign),
            ExprKind::Positive(inner) => self.prefixed("+", inner, Level::Sign),
            ExprKind::Not(inner) => self.prefixed("not ", inner, Level::Not),
            ExprKind::Arithmetic(op, left, right) => {
                let level = Level::of_arithmetic(*op);
                self.infix(left, level, op.symbol(), right, level.tighter())
            }
            ExprKind::Comparison(op, left, right) => {
                self.infix(left, Level::Sum, op.symbol(), right, Level::Sum)
            }
            ExprKind::In(membership) => self.membership(membership),
            ExprKind::Match(matching) => self.matching(matching),
            ExprKind::And(list) => self.exprs(list, " and ", Level::Not),
            ExprKind::Or(list) => self.exprs(list, " or ", Level::Not),
            ExprKind::Relation(relation) => {
                self.push(&relation.name)?;
                self.push(" of ")?;
                self.subquery(&relation.stage)
            }
            ExprKind::Error => self.push("<hole>"),
        }
    }

    fn prefixed(&mut self, prefix: &str, inner: &Expr, level: Level) -> Fits {
        self.push(prefix)?;
        self.expr(inner, level)
    }

    fn infix(
        &mut self,
        left: &Expr,
        left_level: Level,
        symbol: &str,
        right: &Expr,
        right_level: Level,
    ) -> Fits {
        self.expr(left, left_level)?;
        self.push(" ")?;
        self.push(symbol)?;
        self.push(" ")?;
        self.expr(right, right_level)
    }

    /// Expressions with a text between them.
    pub(super) fn exprs(&mut self, list: &[Expr], between: &str, level: Level) -> Fits {
        for (at, expr) in list.iter().enumerate() {
            if at > 0 {
                self.push(between)?;
            }
            self.expr(expr, level)?;
        }
        Some(())
    }

    fn call(&mut self, call: &Call) -> Fits {
        self.push(&call_head(call))?;
        self.exprs(&call.args, ", ", Level::Or)?;
        self.push(")")
    }

    fn membership(&mut self, membership: &In) -> Fits {
        self.expr(&membership.value, Level::Primary)?;
        self.push(membership_head(membership))?;
        self.exprs(&membership.list, ", ", Level::Or)?;
        self.push(")")
    }

    fn matching(&mut self, matching: &Match) -> Fits {
        self.expr(&matching.value, Level::Primary)?;
        self.push(" ")?;
        self.push(matching.op.symbol())?;
        self.push(" ")?;
        let single = matching.patterns.len() == 1;
        self.push(if single { "" } else { "(" })?;
        self.exprs(&matching.patterns, ", ", Level::Primary)?;
        self.push(if single { "" } else { ")" })
    }

    /// `[filter]` without what may stand behind it.
    pub(super) fn subquery(&mut self, stage: &Stage) -> Fits {
        self.push(if stage.missing { "![" } else { "[" })?;
        self.filter(&stage.filter)?;
        self.push("]")
    }

    pub(super) fn filter(&mut self, filter: &EventFilter) -> Fits {
        self.push(&category_text(&filter.category))?;
        self.push(" where ")?;
        self.expr(&filter.condition, Level::Or)
    }

    /// ` by key, key`, if there are keys.
    pub(super) fn keys(&mut self, by: &[Expr]) -> Fits {
        self.push(if by.is_empty() { "" } else { " by " })?;
        self.exprs(by, ", ", Level::Or)
    }
}

/// `name(` or `name~(`.
pub(super) fn call_head(call: &Call) -> String {
    format!("{}{}(", call.name, if call.ignore_case { "~" } else { "" })
}

/// ` in (` and its kin.
pub(super) fn membership_head(membership: &In) -> &'static str {
    match (membership.negated, membership.ignore_case) {
        (false, false) => " in (",
        (false, true) => " in~ (",
        (true, false) => " not in (",
        (true, true) => " not in~ (",
    }
}
