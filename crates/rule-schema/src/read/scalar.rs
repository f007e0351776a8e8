//! Values of one TOML type.

use toml::de::DeInteger;

use super::Value;
use crate::diagnostics::{HugeInteger, NotPositive, RiskScoreOutOfRange};
use crate::{EmbeddedText, Shape};

/// Any string.
pub(crate) fn string(value: Value<'_>) -> Option<String> {
    if value.describes(|| Shape::Text) {
        return None;
    }
    borrowed(&value).map(str::to_owned)
}

/// A string that is a text of another language.
pub(crate) fn embedded(value: Value<'_>) -> Option<EmbeddedText> {
    if value.describes(|| Shape::Text) {
        return None;
    }
    let literal = value.span.slice(value.report.text());
    borrowed(&value).map(|text| EmbeddedText::new(literal, text, value.span))
}

/// The string of a value, decoded.
pub(crate) fn borrowed<'a>(value: &Value<'a>) -> Option<&'a str> {
    value.node.as_str().or_else(|| value.expected("a string"))
}

/// `true` or `false`.
pub(crate) fn boolean(value: Value<'_>) -> Option<bool> {
    if value.describes(|| Shape::Boolean) {
        return None;
    }
    value.node.as_bool().or_else(|| value.expected("a boolean"))
}

/// A whole number of 64 bits.
pub(crate) fn integer(value: Value<'_>) -> Option<i64> {
    if value.describes(|| Shape::Integer(None, None)) {
        return None;
    }
    let number = parse(expect_integer(&value)?);
    if number.is_none() {
        value.report.push(&HugeInteger { span: value.span, key: value.name() });
    }
    number
}

/// A whole number from 1.
pub(crate) fn positive(value: Value<'_>) -> Option<u64> {
    if value.describes(|| Shape::Integer(Some(1), None)) {
        return None;
    }
    let number = integer(value)?;
    let positive = u64::try_from(number).ok().filter(|&number| number > 0);
    if positive.is_none() {
        value.report.push(&NotPositive { span: value.span, key: value.name(), found: number });
    }
    positive
}

/// A risk score, 0 to 100.
pub(crate) fn risk_score(value: Value<'_>) -> Option<u8> {
    if value.describes(|| Shape::Integer(Some(0), Some(100))) {
        return None;
    }
    let number = parse(expect_integer(&value)?);
    let score = number.and_then(|number| u8::try_from(number).ok()).filter(|&score| score <= 100);
    if score.is_none() {
        value.report.push(&RiskScoreOutOfRange { span: value.span, key: value.name() });
    }
    score
}

fn expect_integer<'a>(value: &Value<'a>) -> Option<&'a DeInteger<'a>> {
    value.node.as_integer().or_else(|| value.expected("an integer"))
}

/// The number, if 64 bits hold it.
fn parse(integer: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}
