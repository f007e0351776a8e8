//! Comparisons of two fields, in the endpoint dialect (spec 20.5).

use eql_functions::{Case, Kind, Mode, lookup};
use eql_syntax::ast::{ComparisonOp, Expr, ExprKind, In};
use eql_syntax::{Dialect, below};
use event::FieldType;

use super::Lowering;
use super::name::Name;
use super::operand::{MAX_OCCURRENCES, ValueType};
use super::script::range_op;
use super::truth::Truth;
use crate::diagnostics as found;
use crate::{FieldId, Script, ScriptExpr, Test};

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
        let whole = match range_op(op) {
            Some(op) => ScriptExpr::Range(op, first, second),
            None => ScriptExpr::Equal(first, second),
        };
        self.fields_leaf(expr, whole, occurrences)
    }

    fn fields_leaf(
        &mut self,
        expr: &Expr,
        whole: ScriptExpr,
        occurrences: Vec<FieldId>,
    ) -> Option<Truth> {
        if occurrences.len() > MAX_OCCURRENCES {
            self.report(&found::TooManyOccurrences { limit: MAX_OCCURRENCES, span: expr.span });
            return None;
        }
        Some(self.leaf(Test::Script(Script { expr: whole, occurrences }), expr))
    }

    /// Whether elements of a list depend on the event, and may do so.
    pub(super) fn compares_fields(&self, membership: &In) -> bool {
        self.context.dialect == Dialect::Endpoint && membership.list.iter().any(has_fields)
    }

    /// `a in (b, "x")` is `a == b or a == "x"` (spec 9.7).
    pub(super) fn fields_membership(&mut self, expr: &Expr, membership: &In) -> Option<Truth> {
        let parts: Vec<_> = membership
            .list
            .iter()
            .map(|element| self.is_element(expr, membership, element))
            .collect();
        let truth = Truth::any(parts.into_iter().collect::<Option<_>>()?);
        Some(if membership.negated { truth.not() } else { truth })
    }

    fn is_element(&mut self, expr: &Expr, membership: &In, element: &Expr) -> Option<Truth> {
        let value = &membership.value;
        if !membership.ignore_case {
            return self.comparison(expr, ComparisonOp::Equal, value, element);
        }
        if has_fields(element) {
            return self.same_text(expr, value, element);
        }
        let list = vec![element.clone()];
        self.membership(expr, &In { value: value.clone(), negated: false, ignore_case: true, list })
    }

    /// Two texts that differ in letter case at most, as functions see it: of one length, and one begins with the
    /// other.
    fn same_text(&mut self, expr: &Expr, left: &Expr, right: &Expr) -> Option<Truth> {
        let mut occurrences = Vec::new();
        let left = self.text(left, &mut occurrences);
        let right = self.text(right, &mut occurrences);
        let (left, right) = (left?, right?);
        let call = |name, case, args| {
            let mode = Mode { case, ..Mode::default() };
            lookup(name).map(|function| ScriptExpr::Call(function, mode, args))
        };
        let begins = call("startsWith", Case::Insensitive, vec![left.clone(), right.clone()])?;
        let [left, right] = [left, right].map(|text| call("length", Case::Sensitive, vec![text]));
        let as_long = ScriptExpr::Equal(Box::new(left?), Box::new(right?));
        self.fields_leaf(expr, ScriptExpr::And(vec![begins, as_long]), occurrences)
    }

    /// A side of `in~`.
    fn text(&mut self, expr: &Expr, occurrences: &mut Vec<FieldId>) -> Option<ScriptExpr> {
        let side = self.script(expr, FieldType::Keyword, occurrences)?;
        if side.value_type == ValueType::String || side.value_type.is_open() {
            return Some(side.expr);
        }
        let found = side.value_type.name();
        self.report(&found::NotAText { operator: "in~", found, span: expr.span });
        None
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

/// Whether it depends on the event.
fn has_fields(element: &Expr) -> bool {
    below(element).into_iter().any(|part| Name::of(part).is_some())
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
