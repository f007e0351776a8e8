//! Comparisons of two fields, in the endpoint dialect (spec 20.5).

use eql_functions::{Kind, lookup};
use eql_syntax::Dialect;
use eql_syntax::ast::{ComparisonOp, Expr, ExprKind, In};
use event::FieldType;

use super::Lowering;
use super::name::Name;
use super::operand::MAX_OCCURRENCES;
use super::script::range_op;
use super::truth::Truth;
use crate::diagnostics as found;
use crate::{Script, ScriptExpr, Test};

impl Lowering<'_> {
    /// Two sides that depend on the event: some choice of values fulfils the comparison, and null never does. `!=`
    /// is inverted by the caller.
    pub(super) fn fields_comparison(
        &mut self,
        expr: &Expr,
        op: ComparisonOp,
        left: &Expr,
        right: &Expr,
    ) -> Option<Truth> {
        let (left_type, right_type) = (self.known_type(left)?, self.known_type(right)?);
        let mut occurrences = Vec::new();
        // A side of which nothing is known is read as the other one.
        let first = self.script(left, right_type, &mut occurrences);
        let second = self.script(right, left_type, &mut occurrences);
        let (first, second) = (Box::new(first?.expr), Box::new(second?.expr));
        if occurrences.len() > MAX_OCCURRENCES {
            self.report(&found::TooManyOccurrences { limit: MAX_OCCURRENCES, span: expr.span });
            return None;
        }
        let whole = match range_op(op) {
            Some(op) => ScriptExpr::Range(op, first, second),
            None => ScriptExpr::Equal(first, second),
        };
        Some(self.leaf(Test::Script(Script { expr: whole, occurrences }), expr))
    }

    /// Whether a list may have fields in it that may stand there.
    pub(super) fn compares_fields(&self, membership: &In) -> bool {
        self.context.dialect == Dialect::Endpoint
            && !membership.ignore_case
            && membership.list.iter().any(|element| {
                Name::of(element).is_some()
                    || matches!(element.kind, ExprKind::Call(_) | ExprKind::Arithmetic(..))
            })
    }

    /// `a in (b, "x")` is `a == b or a == "x"` (spec 9.7).
    pub(super) fn fields_membership(&mut self, expr: &Expr, membership: &In) -> Option<Truth> {
        let equals =
            |element| self.comparison(expr, ComparisonOp::Equal, &membership.value, element);
        let parts: Vec<_> = membership.list.iter().map(equals).collect();
        let truth = Truth::any(parts.into_iter().collect::<Option<_>>()?);
        Some(if membership.negated { truth.not() } else { truth })
    }

    /// The type of a side, as far as its form and the schema tell; `None` after a finding.
    fn known_type(&mut self, expr: &Expr) -> Option<FieldType> {
        if let Some(name) = Name::of(expr).filter(|name| !name.is_indexed()) {
            let path = self.resolve(name, expr.span)?.schema_path;
            let known = self.schema_type(&path).filter(|known| known.is_usable());
            return Some(known.unwrap_or(FieldType::Dynamic));
        }
        if let ExprKind::Call(call) = &expr.kind {
            let found = lookup(&call.name).map(|id| id.function().signature.result);
            return Some(found.map_or(FieldType::Dynamic, result_type));
        }
        let is_number = matches!(
            expr.kind,
            ExprKind::Negative(_) | ExprKind::Positive(_) | ExprKind::Arithmetic(..)
        );
        Some(if is_number { FieldType::Number } else { FieldType::Dynamic })
    }
}

fn result_type(kind: Kind) -> FieldType {
    match kind {
        Kind::String => FieldType::Keyword,
        Kind::Number | Kind::Integer => FieldType::Number,
        Kind::Boolean => FieldType::Boolean,
        Kind::Ip => FieldType::Ip,
        Kind::Any => FieldType::Dynamic,
    }
}
