//! Strings out of a fixed list.

use super::Value;
use super::scalar::borrowed;
use crate::Shape;
use crate::diagnostics::{UnknownRuleType, UnknownValue};
use crate::suggest;
use crate::words::{RuleType, Word};

/// A word of `W`.
pub(crate) fn of<W: Word>(value: Value<'_>) -> Option<W> {
    if value.describes(|| Shape::Words(W::words().collect())) {
        return None;
    }
    let text = borrowed(&value)?;
    let word = W::parse(text);
    if word.is_none() {
        refuse(&value, text, W::words().collect());
    }
    word
}

/// A string out of `allowed`, for lists that nobody needs as a type. Another string is kept, with a finding.
pub(crate) fn one_of(allowed: &'static [&'static str]) -> impl Fn(Value<'_>) -> Option<String> {
    move |value| {
        if value.describes(|| Shape::Words(allowed.to_vec())) {
            return None;
        }
        let text = borrowed(&value)?;
        if !allowed.contains(&text) {
            refuse(&value, text, allowed.to_vec());
        }
        Some(text.to_owned())
    }
}

/// The type of a rule.
pub(crate) fn rule_type(value: Value<'_>) -> Option<RuleType> {
    if value.describes(|| Shape::Words(RuleType::words().collect())) {
        return None;
    }
    let text = borrowed(&value)?;
    let word = RuleType::parse(text);
    if word.is_none() {
        let similar = suggest::closest(text, RuleType::words());
        let found = text.to_owned();
        value.report.push(&UnknownRuleType { span: value.span, found, similar });
    }
    word
}

fn refuse(value: &Value<'_>, text: &str, allowed: Vec<&'static str>) {
    let similar = suggest::closest(text, allowed.iter().copied());
    let (span, key, found) = (value.span, value.name(), text.to_owned());
    value.report.push(&UnknownValue { span, key, found, allowed, similar });
}
