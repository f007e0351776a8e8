//! Strings of a fixed form. A string of the wrong form gives a finding and is kept.

use super::scalar::borrowed;
use super::{Value, pattern};
use crate::diagnostics::{
    BadDate, BadInterval, BadName, BadReference, BadUuid, BadVersion, EmptyText,
};
use crate::{EmbeddedText, Form, Shape};

/// A day, `2026/01/31`.
pub(crate) fn date(value: Value<'_>) -> Option<String> {
    if value.describes(|| Shape::Form(Form::Date)) {
        return None;
    }
    let text = borrowed(&value)?;
    if !pattern::is_date(text) {
        value.report.push(&BadDate { span: value.span, key: value.name(), found: text.into() });
    }
    Some(text.to_owned())
}

/// A stack version, `9.3.0`.
pub(crate) fn version(value: Value<'_>) -> Option<String> {
    if value.describes(|| Shape::Form(Form::Version)) {
        return None;
    }
    let text = borrowed(&value)?;
    if !pattern::is_version(text) {
        value.report.push(&BadVersion { span: value.span, key: value.name(), found: text.into() });
    }
    Some(text.to_owned())
}

/// A rule id.
pub(crate) fn uuid(value: Value<'_>) -> Option<String> {
    if value.describes(|| Shape::Form(Form::Uuid)) {
        return None;
    }
    let text = borrowed(&value)?;
    if !pattern::is_uuid(text) {
        value.report.push(&BadUuid { span: value.span, key: value.name(), found: text.into() });
    }
    Some(text.to_owned())
}

/// How often a rule runs, `5m`.
pub(crate) fn interval(value: Value<'_>) -> Option<String> {
    if value.describes(|| Shape::Form(Form::Interval)) {
        return None;
    }
    let text = borrowed(&value)?;
    if !pattern::is_interval(text) {
        value.report.push(&BadInterval { span: value.span, key: value.name(), found: text.into() });
    }
    Some(text.to_owned())
}

/// The name of a rule.
pub(crate) fn name(value: Value<'_>) -> Option<String> {
    if value.describes(|| Shape::Form(Form::Name)) {
        return None;
    }
    let text = borrowed(&value)?;
    if !pattern::is_name(text) {
        value.report.push(&BadName { span: value.span, key: value.name(), found: text.into() });
    }
    Some(text.to_owned())
}

/// A string with at least one character.
pub(crate) fn non_empty(value: Value<'_>) -> Option<String> {
    if value.describes(|| Shape::Form(Form::NonEmpty)) {
        return None;
    }
    let text = borrowed(&value)?;
    if text.is_empty() {
        value.report.push(&EmptyText { span: value.span, key: value.name() });
    }
    Some(text.to_owned())
}

/// A query with something in it.
pub(crate) fn query(value: Value<'_>) -> Option<EmbeddedText> {
    if value.describes(|| Shape::Form(Form::NonEmpty)) {
        return None;
    }
    let query = super::scalar::embedded(value)?;
    if query.text.trim().is_empty() {
        value.report.push(&EmptyText { span: value.span, key: value.name() });
    }
    Some(query)
}

/// The page of a tactic.
pub(crate) fn tactic_reference(value: Value<'_>) -> Option<String> {
    reference(value, &pattern::TACTIC)
}

/// The page of a technique.
pub(crate) fn technique_reference(value: Value<'_>) -> Option<String> {
    reference(value, &pattern::TECHNIQUE)
}

/// The page of a sub-technique.
pub(crate) fn subtechnique_reference(value: Value<'_>) -> Option<String> {
    reference(value, &pattern::SUBTECHNIQUE)
}

fn reference(value: Value<'_>, pages: &pattern::Pages) -> Option<String> {
    if value.describes(|| Shape::Form(Form::Page(pages.forms()))) {
        return None;
    }
    let text = borrowed(&value)?;
    if !pages.has(text) {
        let (kind, form) = (pages.kind, pages.attack_form());
        value.report.push(&BadReference { span: value.span, key: value.name(), kind, form });
    }
    Some(text.to_owned())
}
