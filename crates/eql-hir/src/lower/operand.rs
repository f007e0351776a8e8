//! The two sides of a comparison: constant, plain field, or something that needs a script.

use diagnostics::Span;
use eql_syntax::ast::Expr;
use event::{FieldType, Value};

use super::Lowering;
use super::name::Name;
use crate::Script;
use crate::diagnostics as found;

/// The most field occurrences of one leaf: each multiplies the choices of values (spec 8.5).
pub(super) const MAX_OCCURRENCES: usize = 64;

/// One side of a comparison.
#[derive(Debug)]
pub(super) enum Operand<'a> {
    /// Folded.
    Constant(Value<'static>, ValueType),
    /// A field by itself.
    Field(Name<'a>, Span),
    /// Fields inside functions or arithmetic.
    Script(Script, ValueType),
}

/// The type of an expression, as far as the text tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ValueType {
    Null,
    Boolean,
    Integer,
    Long,
    UnsignedLong,
    Double,
    String,
    Date,
    Ip,
    Version,
    /// A field of which nothing is known.
    Unknown,
}

impl ValueType {
    pub(super) fn of_field(field_type: FieldType) -> Self {
        match field_type {
            FieldType::Keyword | FieldType::Text => Self::String,
            FieldType::Integer => Self::Integer,
            FieldType::Long => Self::Long,
            FieldType::UnsignedLong => Self::UnsignedLong,
            FieldType::Double => Self::Double,
            FieldType::Boolean => Self::Boolean,
            FieldType::Date | FieldType::DateNanos => Self::Date,
            FieldType::Ip => Self::Ip,
            FieldType::Version => Self::Version,
            FieldType::Number | FieldType::Dynamic | FieldType::Nested | FieldType::Unsupported => {
                Self::Unknown
            }
        }
    }

    pub(super) fn of_value(value: &Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Int(number) if i32::try_from(*number).is_ok() => Self::Integer,
            Value::Int(_) => Self::Long,
            Value::UInt(_) => Self::UnsignedLong,
            Value::Float(_) => Self::Double,
            Value::Str(_) => Self::String,
            Value::Date(_) => Self::Date,
            Value::Ip(_) => Self::Ip,
            Value::Version(_) => Self::Version,
        }
    }

    /// The word that a diagnostic shows.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::UnsignedLong => "unsigned_long",
            Self::Double => "double",
            Self::String => "text",
            Self::Date => "date",
            Self::Ip => "ip",
            Self::Version => "version",
            Self::Unknown => "unknown type",
        }
    }

    pub(super) fn is_numeric(self) -> bool {
        matches!(self, Self::Integer | Self::Long | Self::UnsignedLong | Self::Double)
    }

    /// Whether a value of this type can stand where another one is wanted: unknown and null always can.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Null | Self::Unknown)
    }

    /// Whether values of the two types can be equal at all, as far as the text tells.
    pub(super) fn may_equal(self, other: Self) -> bool {
        let is_open = self.is_open() || other.is_open();
        is_open || self == other || (self.is_numeric() && other.is_numeric())
    }

    /// The field type that a use beside a value of this type implies (spec 5.2).
    pub(super) fn implied_field_type(self) -> FieldType {
        match self {
            Self::Boolean => FieldType::Boolean,
            Self::Integer | Self::Long | Self::UnsignedLong | Self::Double => FieldType::Number,
            Self::String => FieldType::Keyword,
            Self::Date => FieldType::DateNanos,
            Self::Ip => FieldType::Ip,
            Self::Version => FieldType::Version,
            Self::Null | Self::Unknown => FieldType::Dynamic,
        }
    }
}

impl Lowering<'_> {
    /// What an expression is as a side of a comparison; `None` after a finding.
    pub(super) fn operand<'e>(&mut self, expr: &'e Expr) -> Option<Operand<'e>> {
        if let Some(name) = Name::of(expr) {
            return Some(if self.folds_to_null(name) {
                Operand::Constant(Value::Null, ValueType::Null)
            } else {
                Operand::Field(name, expr.span)
            });
        }
        let mut occurrences = Vec::new();
        let typed = self.script(expr, FieldType::Dynamic, &mut occurrences)?;
        if occurrences.len() > MAX_OCCURRENCES {
            self.report(&found::TooManyOccurrences { limit: MAX_OCCURRENCES, span: expr.span });
            return None;
        }
        if !occurrences.is_empty() {
            return Some(Operand::Script(
                Script { expr: typed.expr, occurrences },
                typed.value_type,
            ));
        }
        let mut errors = Vec::new();
        let value = typed.expr.evaluate(&[], &mut errors).into_owned();
        if let Some(error) = errors.first() {
            self.report(&found::ConstantError { error: error.to_string(), span: expr.span });
            return None;
        }
        let value_type = if value.is_null() { ValueType::Null } else { typed.value_type };
        Some(Operand::Constant(value, value_type))
    }

    /// A constant expression; anything else is a finding of the caller's making.
    pub(super) fn constant(
        &mut self,
        expr: &Expr,
        otherwise: impl FnOnce(&mut Self),
    ) -> Option<(Value<'static>, ValueType)> {
        if let Operand::Constant(value, value_type) = self.operand(expr)? {
            return Some((value, value_type));
        }
        otherwise(self);
        None
    }
}
