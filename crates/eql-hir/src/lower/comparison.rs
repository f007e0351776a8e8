//! `== != < <= > >=` (spec 6.3, 7.3 to 7.6, 9.3, 9.4).

use diagnostics::Span;
use eql_functions::{Case, RangeOp};
use eql_syntax::Dialect;
use eql_syntax::ast::{ComparisonOp, Expr};
use event::{FieldType, Value};

use super::Lowering;
use super::name::Name;
use super::operand::{Operand, ValueType};
use super::script::range_op;
use super::truth::Truth;
use crate::diagnostics as found;
use crate::{FieldId, Predicate, Script, ScriptExpr, Test};

impl Lowering<'_> {
    /// The truth of a comparison; `None` after a finding.
    pub(super) fn comparison(
        &mut self,
        expr: &Expr,
        op: ComparisonOp,
        left: &Expr,
        right: &Expr,
    ) -> Option<Truth> {
        if let Some((condition, keep)) = equated_condition(op, left, right) {
            let truth = self.condition(condition)?;
            return Some(if keep { truth } else { truth.not() });
        }
        let (first, second) = (self.operand(left), self.operand(right));
        let range = range_op(op);
        let truth = match (first?, second?) {
            (first, second) if self.compares_with_nobody((left, &first), (right, &second)) => {
                self.report(&found::FieldComparison { operator: op.symbol(), span: right.span });
                None
            }
            (Operand::Constant(left, _), Operand::Constant(right, _)) => {
                Some(Truth::Known(constant_comparison(range, &left, &right)))
            }
            (operand, Operand::Constant(value, value_type)) => {
                self.against_constant(expr, range, operand, &value, value_type, right.span)
            }
            (Operand::Constant(value, value_type), operand) => {
                let mirrored = range.map(RangeOp::mirrored);
                self.against_constant(expr, mirrored, operand, &value, value_type, left.span)
            }
            (_, _) if self.context.dialect == Dialect::Endpoint => {
                self.fields_comparison(expr, op, left, right)
            }
            (_, _) => {
                self.report(&found::FieldComparison { operator: op.symbol(), span: right.span });
                None
            }
        };
        if op == ComparisonOp::NotEqual { truth.map(Truth::not) } else { truth }
    }

    /// Whether one side is `?f` where nobody knows `f` and the other depends on the event: though the first is
    /// null, two fields are compared (spec 4.6).
    fn compares_with_nobody(
        &self,
        (left, first): (&Expr, &Operand<'_>),
        (right, second): (&Expr, &Operand<'_>),
    ) -> bool {
        let nobody = |side| Name::of(side).is_some_and(|name| self.folds_to_null(name));
        let depends = |operand: &Operand<'_>| !matches!(operand, Operand::Constant(..));
        let strict = self.context.dialect == Dialect::Elasticsearch;
        strict && (nobody(left) && depends(second) || nobody(right) && depends(first))
    }

    /// A field or script against a constant; `range` is `None` for equality.
    fn against_constant(
        &mut self,
        expr: &Expr,
        range: Option<RangeOp>,
        operand: Operand<'_>,
        value: &Value<'static>,
        value_type: ValueType,
        value_span: Span,
    ) -> Option<Truth> {
        match operand {
            Operand::Field(name, field_span) if value.is_null() => {
                self.field_against_null(expr, range, name, field_span)
            }
            Operand::Field(name, field_span) => {
                let field = self.field(name, field_span, value_type.implied_field_type())?;
                let predicate = self.field_predicate(range, field, value, value_span)?;
                Some(self.leaf(Test::Field(field, predicate), expr))
            }
            Operand::Script(script, _) => {
                Some(self.script_against_constant(expr, range, script, value))
            }
            Operand::Constant(..) => None,
        }
    }

    /// `f == null` is "no value" (spec 7.5); `f < null` is no match (spec 7.8).
    fn field_against_null(
        &mut self,
        expr: &Expr,
        range: Option<RangeOp>,
        name: Name<'_>,
        field_span: Span,
    ) -> Option<Truth> {
        let field = self.field(name, field_span, FieldType::Dynamic)?;
        if range.is_some() {
            return Some(Truth::Known(None));
        }
        Some(self.leaf(Test::Field(field, Predicate::Exists), expr).not())
    }

    fn field_predicate(
        &mut self,
        range: Option<RangeOp>,
        field: FieldId,
        value: &Value<'static>,
        value_span: Span,
    ) -> Option<Predicate> {
        if let Some(op) = range {
            return Some(Predicate::Range(op, self.literal(value, field, value_span)?));
        }
        if self.type_of(field) == FieldType::Ip {
            return Some(Predicate::Cidr(vec![self.block(value, value_span)?]));
        }
        Some(Predicate::OneOf(vec![self.literal(value, field, value_span)?], Case::Sensitive))
    }

    fn script_against_constant(
        &mut self,
        expr: &Expr,
        range: Option<RangeOp>,
        script: Script,
        value: &Value<'static>,
    ) -> Truth {
        let Script { expr: value_expr, occurrences } = script;
        let constant = || Box::new(ScriptExpr::Constant(value.clone()));
        let whole = match range {
            _ if value.is_null() && range.is_some() => return Truth::Known(None),
            None if value.is_null() => ScriptExpr::IsNull(Box::new(value_expr)),
            None => ScriptExpr::Equal(Box::new(value_expr), constant()),
            Some(op) => ScriptExpr::Range(op, Box::new(value_expr), constant()),
        };
        self.leaf(Test::Script(Script { expr: whole, occurrences }), expr)
    }
}

/// The condition `E` of `E == true` or `E == false`, and whether it holds where the comparison does (spec 7.3).
fn equated_condition<'e>(
    op: ComparisonOp,
    left: &'e Expr,
    right: &'e Expr,
) -> Option<(&'e Expr, bool)> {
    let (condition, value) = match (boolean(left), boolean(right)) {
        (None, Some(value)) => (left, value),
        (Some(value), None) => (right, value),
        (_, _) => return None,
    };
    let applies = range_op(op).is_none() && Lowering::is_condition(condition);
    applies.then_some((condition, value == (op == ComparisonOp::Equal)))
}

fn boolean(expr: &Expr) -> Option<bool> {
    if let eql_syntax::ast::ExprKind::Bool(value) = expr.kind { Some(value) } else { None }
}

/// Two constants; null is only ever equal to null (spec 7.5, 7.8).
fn constant_comparison(
    range: Option<RangeOp>,
    left: &Value<'_>,
    right: &Value<'_>,
) -> Option<bool> {
    match range {
        None if left.is_null() || right.is_null() => Some(left.is_null() && right.is_null()),
        None => eql_functions::compare::equals(left, right),
        Some(op) => eql_functions::compare::compare(left, right).map(|order| op.holds(order)),
    }
}
