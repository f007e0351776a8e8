//! Expressions where a condition is wanted.

use eql_functions::Case;
use eql_syntax::Dialect;
use eql_syntax::ast::{Expr, ExprKind};
use event::{FieldType, Value};

use super::name::Name;
use super::operand::Operand;
use super::truth::Truth;
use super::{Lowering, operand::ValueType};
use crate::diagnostics as found;
use crate::{Predicate, Test};

impl Lowering<'_> {
    /// The truth of an expression; `None` after a finding.
    pub(super) fn condition(&mut self, expr: &Expr) -> Option<Truth> {
        match &expr.kind {
            ExprKind::Null => Some(Truth::Known(None)),
            ExprKind::Bool(value) => Some(Truth::Known(Some(*value))),
            ExprKind::Not(inner) => self.condition(inner).map(Truth::not),
            ExprKind::And(parts) => self.conditions(parts).map(Truth::all),
            ExprKind::Or(parts) => self.conditions(parts).map(Truth::any),
            ExprKind::Field(name) => self.boolean_field(expr, Name::Field(name)),
            ExprKind::Variable(name) => self.boolean_field(expr, Name::Variable(name)),
            ExprKind::Comparison(op, left, right) => {
                let truth = self.comparison(expr, *op, left, right)?;
                Some(self.of_expression(truth))
            }
            ExprKind::In(membership) => {
                let truth = self.membership(expr, membership)?;
                Some(self.of_expression(truth))
            }
            ExprKind::Match(pattern) => self.pattern(expr, pattern),
            ExprKind::Call(call) if self.is_array_search(call) => self.array_search(expr, call),
            ExprKind::Call(call) => self.call_condition(expr, call),
            ExprKind::Number(_)
            | ExprKind::Str(_)
            | ExprKind::Negative(_)
            | ExprKind::Positive(_)
            | ExprKind::Arithmetic(..) => self.not_boolean(expr),
            ExprKind::Relation(relation) => self.relation(expr, relation),
            ExprKind::Error => None,
        }
    }

    /// All parts are lowered, so that every finding is reported, before one without a tree ends it.
    fn conditions(&mut self, parts: &[Expr]) -> Option<Vec<Truth>> {
        let truths: Vec<_> = parts.iter().map(|part| self.condition(part)).collect();
        truths.into_iter().collect()
    }

    /// A bare boolean field is `field == true` (spec 5.4).
    fn boolean_field(&mut self, expr: &Expr, name: Name<'_>) -> Option<Truth> {
        if self.folds_to_null(name) {
            return Some(Truth::Known(None));
        }
        let path = if name.is_indexed() { None } else { Some(self.resolve(name, expr.span)?) };
        let known = path.and_then(|resolved| self.schema_type(&resolved.schema_path));
        let strict = self.context.dialect == Dialect::Elasticsearch;
        if let Some(known) = known.filter(|&known| strict && known != FieldType::Boolean) {
            let found = known.name();
            self.report(&found::ConditionNotBoolean { found, span: expr.span });
            return None;
        }
        let boolean = |known| known == FieldType::Boolean;
        let field = self.field_for(name, expr.span, FieldType::Boolean, boolean)?;
        let predicate = Predicate::OneOf(vec![Value::Bool(true)], Case::Sensitive);
        Some(self.leaf(Test::Field(field, predicate), expr))
    }

    /// A number or text where a condition is wanted. Null is no match, whatever made it.
    fn not_boolean(&mut self, expr: &Expr) -> Option<Truth> {
        let operand = self.operand(expr)?;
        self.value_as_condition(expr, &operand)
    }

    pub(super) fn value_as_condition(
        &mut self,
        expr: &Expr,
        operand: &Operand<'_>,
    ) -> Option<Truth> {
        let value_type = match operand {
            Operand::Constant(Value::Null, _) => return Some(Truth::Known(None)),
            Operand::Constant(_, value_type) | Operand::Script(_, value_type) => *value_type,
            Operand::Field(..) => ValueType::Unknown,
        };
        self.report(&found::ConditionNotBoolean { found: value_type.name(), span: expr.span });
        None
    }

    /// Whether an expression is true or false by its form; a plain field is a leaf of its own.
    pub(super) fn is_condition(expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Comparison(..)
            | ExprKind::In(_)
            | ExprKind::Match(_)
            | ExprKind::Relation(_) => true,
            ExprKind::Call(call) => {
                super::array_search::is_named(call) || super::call::is_boolean(call)
            }
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::Str(_)
            | ExprKind::Field(_)
            | ExprKind::Variable(_)
            | ExprKind::Negative(_)
            | ExprKind::Positive(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Error => false,
        }
    }
}
