//! A literal as a value of the field that it is compared with (spec 5.5).

use diagnostics::Span;
use event::{Cidr, DateFormat, FieldType, Ip, Timestamp, Value, Version, coerce};

use super::Lowering;
use super::operand::ValueType;
use crate::FieldId;
use crate::diagnostics as found;

impl Lowering<'_> {
    /// The literal in the field's type; `None` after a finding.
    pub(super) fn literal(
        &mut self,
        value: &Value<'static>,
        field: FieldId,
        span: Span,
    ) -> Option<Value<'static>> {
        let field_type = self.type_of(field);
        let converted = convert(value, field_type, self.date_formats(field));
        if converted.is_none() {
            self.literal_finding(value, field_type, span);
        }
        converted
    }

    /// The literal as a block of addresses (spec 9.3).
    pub(super) fn block(&mut self, value: &Value<'static>, span: Span) -> Option<Cidr> {
        let block = value.as_str().and_then(Cidr::parse);
        if block.is_none() {
            self.literal_finding(value, FieldType::Ip, span);
        }
        block
    }

    fn literal_finding(&mut self, value: &Value<'static>, field_type: FieldType, span: Span) {
        let is_date_math =
            value.as_str().is_some_and(|text| text.starts_with("now") || text.contains("||"));
        if field_type.is_date() && is_date_math {
            self.report(&found::DateMath { span });
            return;
        }
        let found = ValueType::of_value(value).name();
        let wanted = field_type.name();
        self.report(&found::LiteralType { found, wanted, computed: false, span });
    }

    /// A constant must be of a type that can be equal to what stands beside it; `None` after a finding.
    pub(super) fn expect_constant(
        &mut self,
        wanted: ValueType,
        found: ValueType,
        span: Span,
        computed: bool,
    ) -> Option<()> {
        if wanted.may_equal(found) {
            return Some(());
        }
        let (found, wanted) = (found.name(), wanted.name());
        self.report(&found::LiteralType { found, wanted, computed, span });
        None
    }
}

/// As the index parses a query's literal: a number for a keyword is its text, a text for a number is parsed.
/// A fraction stays one for a whole-number field, so that it equals nothing (spec 9.3).
fn convert(
    value: &Value<'static>,
    field_type: FieldType,
    formats: &[DateFormat],
) -> Option<Value<'static>> {
    let converted = match field_type {
        FieldType::Dynamic => value.clone(),
        FieldType::Keyword | FieldType::Text => coerce(value.clone(), FieldType::Keyword),
        FieldType::Integer
        | FieldType::Long
        | FieldType::UnsignedLong
        | FieldType::Double
        | FieldType::Number => coerce(value.borrowed(), FieldType::Number).into_owned(),
        FieldType::Boolean => coerce(value.borrowed(), FieldType::Boolean).into_owned(),
        FieldType::Date | FieldType::DateNanos => date(value, field_type, formats)?,
        FieldType::Ip => Value::Ip(Ip::parse(value.as_str()?)?),
        FieldType::Version => Value::Version(Version::new(value.as_str()?)),
        FieldType::Nested | FieldType::Unsupported => Value::Null,
    };
    (!converted.is_null()).then_some(converted)
}

/// A text in a date format of the field, or epoch milliseconds, at the resolution of the field (spec 9.3).
fn date(
    value: &Value<'_>,
    field_type: FieldType,
    formats: &[DateFormat],
) -> Option<Value<'static>> {
    let time = match value {
        Value::Str(text) if formats.is_empty() => Timestamp::parse(text),
        Value::Str(text) => formats.iter().find_map(|format| format.read(text)),
        Value::Int(millis) => Some(Timestamp::from_millis(*millis)),
        Value::Null
        | Value::Bool(_)
        | Value::UInt(_)
        | Value::Float(_)
        | Value::Date(_)
        | Value::Ip(_)
        | Value::Version(_) => None,
    };
    time.map(|time| coerce(Value::Date(time), field_type))
}
