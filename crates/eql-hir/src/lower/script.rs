//! Expressions that compute a value: functions, arithmetic, and conditions inside them.

use eql_functions::arithmetic::Operator;
use eql_functions::regex::ScriptedRegex;
use eql_functions::{Case, IntWidth, RangeOp};
use eql_syntax::ast::{self, ComparisonOp, Expr, ExprKind, MatchOp, Number};
use event::{FieldType, Value};

use super::Lowering;
use super::name::Name;
use super::operand::ValueType;
use crate::diagnostics as found;
use crate::{FieldId, ScriptExpr};

/// An expression with its type.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) expr: ScriptExpr,
    pub(super) value_type: ValueType,
}

impl Typed {
    pub(super) fn new(expr: ScriptExpr, value_type: ValueType) -> Self {
        Self { expr, value_type }
    }

    fn boolean(expr: ScriptExpr) -> Self {
        Self::new(expr, ValueType::Boolean)
    }

    fn constant(value: Value<'static>) -> Self {
        let value_type = ValueType::of_value(&value);
        Self::new(ScriptExpr::Constant(value), value_type)
    }
}

impl Lowering<'_> {
    /// The script of an expression. `used_as` is the type of a field that no schema knows; each field occurrence
    /// is added to `occurrences`. `None` after a finding.
    pub(super) fn script(
        &mut self,
        expr: &Expr,
        used_as: FieldType,
        occurrences: &mut Vec<FieldId>,
    ) -> Option<Typed> {
        match &expr.kind {
            ExprKind::Null => Some(Typed::constant(Value::Null)),
            ExprKind::Bool(value) => Some(Typed::constant(Value::Bool(*value))),
            ExprKind::Number(number) => Some(Typed::constant(number_value(*number))),
            ExprKind::Str(text) => Some(Typed::constant(Value::text(text.value.clone()))),
            ExprKind::Field(name) => {
                self.occurrence(expr, Name::Field(name), used_as, |_| true, occurrences)
            }
            ExprKind::Variable(name) => {
                self.occurrence(expr, Name::Variable(name), used_as, |_| true, occurrences)
            }
            ExprKind::Call(call) if self.is_array_search(call) => {
                self.report(&found::NestedCondition { span: expr.span });
                None
            }
            ExprKind::Call(call) => self.call(expr, call, occurrences),
            ExprKind::Negative(inner) => self.negation(inner, occurrences),
            ExprKind::Positive(inner) => self.number(inner, occurrences),
            ExprKind::Arithmetic(op, left, right) => self.arithmetic(*op, left, right, occurrences),
            ExprKind::Comparison(op, left, right) => {
                self.script_comparison(*op, left, right, occurrences)
            }
            ExprKind::In(membership) => self.script_membership(membership, occurrences),
            ExprKind::Match(pattern) => self.script_pattern(pattern, occurrences),
            ExprKind::Not(inner) => {
                let inner = self.script_condition(inner, occurrences)?;
                Some(Typed::boolean(ScriptExpr::Not(Box::new(inner))))
            }
            ExprKind::And(parts) => {
                let parts = self.script_conditions(parts, occurrences)?;
                Some(Typed::boolean(ScriptExpr::And(parts)))
            }
            ExprKind::Or(parts) => {
                let parts = self.script_conditions(parts, occurrences)?;
                Some(Typed::boolean(ScriptExpr::Or(parts)))
            }
            ExprKind::Relation(relation) => {
                if self.relation_kind(expr, relation).is_some() {
                    self.report(&found::NestedCondition { span: expr.span });
                }
                None
            }
            ExprKind::Error => None,
        }
    }

    pub(super) fn occurrence(
        &mut self,
        expr: &Expr,
        name: Name<'_>,
        used_as: FieldType,
        fits: impl Fn(FieldType) -> bool,
        occurrences: &mut Vec<FieldId>,
    ) -> Option<Typed> {
        if self.folds_to_null(name) {
            return Some(Typed::constant(Value::Null));
        }
        let field = self.field_for(name, expr.span, used_as, fits)?;
        occurrences.push(field);
        let value_type = ValueType::of_field(self.type_of(field));
        Some(Typed::new(ScriptExpr::Occurrence(occurrences.len() - 1), value_type))
    }

    /// An expression that must be a number.
    fn number(&mut self, expr: &Expr, occurrences: &mut Vec<FieldId>) -> Option<Typed> {
        let typed = self.script(expr, FieldType::Number, occurrences)?;
        if typed.value_type.is_numeric() || typed.value_type.is_open() {
            return Some(typed);
        }
        self.report(&found::NotANumber { found: typed.value_type.name(), span: expr.span });
        None
    }

    fn negation(&mut self, inner: &Expr, occurrences: &mut Vec<FieldId>) -> Option<Typed> {
        let inner = self.number(inner, occurrences)?;
        let value_type = inner.value_type;
        Some(Typed::new(
            ScriptExpr::Negate(width(value_type, value_type), Box::new(inner.expr)),
            value_type,
        ))
    }

    fn arithmetic(
        &mut self,
        op: ast::ArithmeticOp,
        left: &Expr,
        right: &Expr,
        occurrences: &mut Vec<FieldId>,
    ) -> Option<Typed> {
        let left = self.number(left, occurrences);
        let right = self.number(right, occurrences);
        let (left, right) = (left?, right?);
        let value_type = wider(left.value_type, right.value_type);
        let width = width(left.value_type, right.value_type);
        let expr =
            ScriptExpr::Arithmetic(operator(op), width, Box::new(left.expr), Box::new(right.expr));
        Some(Typed::new(expr, value_type))
    }

    fn script_comparison(
        &mut self,
        op: ComparisonOp,
        left: &Expr,
        right: &Expr,
        occurrences: &mut Vec<FieldId>,
    ) -> Option<Typed> {
        let left = self.script(left, FieldType::Dynamic, occurrences);
        let right = self.script(right, FieldType::Dynamic, occurrences);
        let (left, right) = (Box::new(left?.expr), Box::new(right?.expr));
        let equal = |left: Box<ScriptExpr>, right: Box<ScriptExpr>| match (*left, *right) {
            (ScriptExpr::Constant(Value::Null), other)
            | (other, ScriptExpr::Constant(Value::Null)) => ScriptExpr::IsNull(Box::new(other)),
            (left, right) => ScriptExpr::Equal(Box::new(left), Box::new(right)),
        };
        Some(Typed::boolean(match range_op(op) {
            Some(op) => ScriptExpr::Range(op, left, right),
            None if op == ComparisonOp::Equal => equal(left, right),
            None => ScriptExpr::Not(Box::new(equal(left, right))),
        }))
    }

    fn script_membership(
        &mut self,
        membership: &ast::In,
        occurrences: &mut Vec<FieldId>,
    ) -> Option<Typed> {
        let list = self.constant_list(&membership.list);
        let used_as =
            list.iter().flatten().map(|(_, value_type)| value_type.implied_field_type()).next();
        let value =
            self.script(&membership.value, used_as.unwrap_or(FieldType::Dynamic), occurrences)?;
        let values =
            list?.into_iter().map(|(value, _)| value).filter(|value| !value.is_null()).collect();
        let case = case_of(membership.ignore_case);
        let expr = ScriptExpr::OneOf(Box::new(value.expr), values, case);
        let negated = membership.negated;
        Some(Typed::boolean(if negated { ScriptExpr::Not(Box::new(expr)) } else { expr }))
    }

    fn script_pattern(
        &mut self,
        pattern: &ast::Match,
        occurrences: &mut Vec<FieldId>,
    ) -> Option<Typed> {
        let texts = self.pattern_texts(pattern);
        let value = self.script(&pattern.value, FieldType::Keyword, occurrences)?;
        self.expect_text(pattern, value.value_type)?;
        Some(Typed::boolean(match pattern.op {
            MatchOp::Colon | MatchOp::Like | MatchOp::LikeIgnoreCase => {
                self.scripted_like(pattern, value.expr, texts?)?
            }
            MatchOp::Regex | MatchOp::RegexIgnoreCase => {
                let regexes = self.scripted_regexes(pattern, texts?, ScriptedRegex::new)?;
                ScriptExpr::Regex(Box::new(value.expr), regexes)
            }
        }))
    }

    /// A part of `and`, `or`, `not` inside a script.
    fn script_condition(
        &mut self,
        expr: &Expr,
        occurrences: &mut Vec<FieldId>,
    ) -> Option<ScriptExpr> {
        let typed = self.script(expr, FieldType::Boolean, occurrences)?;
        if typed.value_type == ValueType::Boolean || typed.value_type.is_open() {
            return Some(typed.expr);
        }
        self.report(&found::ConditionNotBoolean {
            found: typed.value_type.name(),
            span: expr.span,
        });
        None
    }

    fn script_conditions(
        &mut self,
        parts: &[Expr],
        occurrences: &mut Vec<FieldId>,
    ) -> Option<Vec<ScriptExpr>> {
        let parts: Vec<_> =
            parts.iter().map(|part| self.script_condition(part, occurrences)).collect();
        parts.into_iter().collect()
    }
}

/// The value of a number literal.
pub(super) fn number_value(number: Number) -> Value<'static> {
    match number {
        Number::Int(number) => Value::Int(number),
        Number::UInt(number) => Value::UInt(number),
        Number::Float(number) => Value::Float(number),
    }
}

/// `< <= > >=`, or `None` for `==` and `!=`.
pub(super) fn range_op(op: ComparisonOp) -> Option<RangeOp> {
    match op {
        ComparisonOp::Less => Some(RangeOp::Less),
        ComparisonOp::LessEqual => Some(RangeOp::LessEqual),
        ComparisonOp::Greater => Some(RangeOp::Greater),
        ComparisonOp::GreaterEqual => Some(RangeOp::GreaterEqual),
        ComparisonOp::Equal | ComparisonOp::NotEqual => None,
    }
}

/// The rule for letters with or without `~`.
pub(super) fn case_of(ignore_case: bool) -> Case {
    if ignore_case { Case::Insensitive } else { Case::Sensitive }
}

fn operator(op: ast::ArithmeticOp) -> Operator {
    match op {
        ast::ArithmeticOp::Add => Operator::Add,
        ast::ArithmeticOp::Subtract => Operator::Subtract,
        ast::ArithmeticOp::Multiply => Operator::Multiply,
        ast::ArithmeticOp::Divide => Operator::Divide,
        ast::ArithmeticOp::Modulo => Operator::Modulo,
    }
}

/// Widening: double > unsigned long > long > integer (spec 9.8).
pub(super) fn wider(left: ValueType, right: ValueType) -> ValueType {
    let order = [ValueType::Double, ValueType::UnsignedLong, ValueType::Long, ValueType::Integer];
    let open = left.is_open() || right.is_open();
    let widest = order.into_iter().find(|&wide| left == wide || right == wide);
    if open { ValueType::Unknown } else { widest.unwrap_or(ValueType::Unknown) }
}

/// The integer type of an operation (spec 9.8).
pub(super) fn width(left: ValueType, right: ValueType) -> IntWidth {
    let width = |value_type| match value_type {
        ValueType::Integer => IntWidth::I32,
        ValueType::UnsignedLong => IntWidth::U64,
        ValueType::Null
        | ValueType::Boolean
        | ValueType::Long
        | ValueType::Double
        | ValueType::String
        | ValueType::Date
        | ValueType::Ip
        | ValueType::Version
        | ValueType::Unknown => IntWidth::I64,
    };
    width(left).wider(width(right))
}
