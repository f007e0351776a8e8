//! Names, strings and numbers as they are written (spec 1.5 to 1.11).

use crate::ast::{Category, FieldName, Number, Segment, Text, TextForm, Variable};
use crate::token::Keyword;

/// A number that the lexer reads as the same number.
pub(super) fn number_text(number: Number) -> String {
    match number {
        Number::Int(value) => value.to_string(),
        Number::UInt(value) => value.to_string(),
        // Beyond every number, as it was written; it has a finding.
        Number::Float(value) if value.is_infinite() => "1e999".to_owned(),
        Number::Float(value) => format!("{value:?}"),
    }
}

/// A string in its own form where that form can hold it, otherwise in double quotes.
pub(super) fn string_text(text: &Text) -> String {
    let raw = text.form == TextForm::Raw && !text.value.contains("\"\"\"");
    if raw && !text.value.contains(['\r', '\n']) {
        return format!("\"\"\"{}\"\"\"", text.value);
    }
    quoted(&text.value)
}

/// The text in double quotes. Escapes stand only for what cannot, or should not, stand there itself.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            c if c.is_control() || is_unseen(c) => quoted += &unicode_escape(c),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Characters that show as nothing or turn the direction of what is around them.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn unicode_escape(c: char) -> String {
    format!("\\u{{{:02x}}}", u32::from(c))
}

/// A category, which cannot stand in backticks (spec 3.4).
pub(super) fn category_text(category: &Category) -> String {
    match &category.name {
        None => "any".to_owned(),
        Some(name) if name.form == TextForm::Bare && is_bare(&name.value) => name.value.clone(),
        Some(name) => string_text(name),
    }
}

/// A field as written.
pub(crate) fn field_text(field: &FieldName) -> String {
    let mut text = String::from(if field.optional { "?" } else { "" });
    push_segments(&mut text, &field.segments, false);
    text
}

/// A variable as written.
pub(crate) fn variable_text(variable: &Variable) -> String {
    let mut text = format!("${}", variable.name);
    push_segments(&mut text, &variable.segments, true);
    text
}

/// The parts of a name with dots between them; `dotted` if one stands before the first too.
fn push_segments(text: &mut String, segments: &[Segment], dotted: bool) {
    for (at, segment) in segments.iter().enumerate() {
        match segment {
            Segment::Name(name) => {
                text.push_str(if at > 0 || dotted { "." } else { "" });
                text.push_str(&name_text(name));
            }
            Segment::Index(index) => {
                text.push('[');
                text.push_str(index);
                text.push(']');
            }
        }
    }
}

/// A name in its own form where it can have it, otherwise in backticks.
fn name_text(name: &Text) -> String {
    if name.form == TextForm::Bare && is_bare(&name.value) {
        return name.value.clone();
    }
    format!("`{}`", name.value.replace('`', "``"))
}

/// Whether the name needs no quotes.
fn is_bare(name: &str) -> bool {
    let first = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '@';
    name.starts_with(first)
        && name[1..].chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && Keyword::of(name).is_none()
}
