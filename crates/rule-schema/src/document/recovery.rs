//! What is wrong with a broken text, and what to blank so that the parser sees the rest of it.
//!
//! The parser goes on after most errors, but stops at a key without `=`, takes the key after an unclosed header for
//! a part of the header, and takes everything after an unclosed bracket for list elements.

use diagnostics::Span;
use toml::de::{DeTable, DeValue};

use crate::diagnostics::TomlSyntax;
use crate::excerpt::excerpt;
use crate::read::span_of;

/// How the parser's messages for these begin.
const NO_VALUE: &str = "key with no value";
const UNCLOSED_HEADERS: [&str; 2] = ["unclosed table", "unclosed array table"];
const UNCLOSED_VALUES: [&str; 2] = ["unclosed array", "unclosed inline table"];
const LONG_STRINGS: [&str; 2] =
    ["invalid multi-line literal string", "invalid multi-line basic string"];
const NO_ESCAPE: &str = "missing escaped value";
const NO_VALUE_OF_TOML: [&str; 3] =
    ["string values must be quoted", "invalid boolean", "invalid float"];

/// The parser's errors as findings. What follows from an unclosed header, bracket or string is left out.
pub(super) fn errors(
    text: &str,
    table: &DeTable<'_>,
    errors: &[toml::de::Error],
) -> Vec<TomlSyntax> {
    let mut found: Vec<TomlSyntax> = errors.iter().map(|error| finding(text, error)).collect();
    found.sort_by_key(|error| error.span);
    drop_after_headers(text.as_bytes(), &mut found);
    let unclosed = found.iter().position(|error| is_unclosed_value(error, text));
    let holder = unclosed.and_then(|at| outermost(table, found[at].span));
    if let (Some(at), Some(holder)) = (unclosed, holder) {
        let error = opening(found.remove(at), holder, text);
        found.retain(|error| !(holder.start..=holder.end).contains(&error.span.start));
        found.push(error);
    }
    found
}

/// Drops the errors of the statement after an unclosed header, which [`blank`] loses. The errors are sorted.
fn drop_after_headers(text: &[u8], found: &mut Vec<TomlSyntax>) {
    let mut lost = 0;
    found.retain(|error| {
        let place = error.span.start as usize;
        let kept = place >= lost;
        if kept && starts_with(error, &UNCLOSED_HEADERS) {
            lost = after_header(text, place);
        }
        kept
    });
}

/// Whether an error says that a list, table or string has no end.
fn is_unclosed_value(error: &TomlSyntax, text: &str) -> bool {
    let string = error.span.start as usize == text.len();
    starts_with(error, &UNCLOSED_VALUES) || string && starts_with(error, &LONG_STRINGS)
}

/// The error, moved from where the text ends to where the value begins.
fn opening(error: TomlSyntax, value: Span, text: &str) -> TomlSyntax {
    let start = value.start as usize;
    if starts_with(&error, &UNCLOSED_VALUES) {
        return TomlSyntax { span: Span::new(start, start + 1), ..error };
    }
    let quotes = Span::new(start, start + 3);
    let message = format!("the string has no closing `{}`", quotes.slice(text));
    TomlSyntax { span: quotes, message, help: None }
}

/// The text with spaces where errors hide what follows; as long as before.
pub(super) fn blank(text: &str, errors: &[TomlSyntax]) -> String {
    let mut text = text.as_bytes().to_vec();
    let mut places: Vec<&TomlSyntax> = errors.iter().collect();
    places.sort_by_key(|error| error.span);
    let mut done = 0;
    for error in places {
        if error.span.start as usize >= done {
            done = blank_one(&mut text, error).unwrap_or(done);
        }
    }
    // Only whole lines and ASCII bytes were replaced.
    String::from_utf8(text).unwrap_or_default()
}

/// Returns up to where the text is dealt with, if there was something to do.
fn blank_one(text: &mut [u8], error: &TomlSyntax) -> Option<usize> {
    let place = error.span.start as usize;
    if error.message.starts_with(NO_VALUE) {
        let line = line_start(text, place)..line_end(text, place);
        return Some(erase(text, line));
    }
    if starts_with(error, &UNCLOSED_VALUES) {
        let statement = line_start(text, place)..statement_end(text, place);
        return Some(erase(text, statement));
    }
    starts_with(error, &UNCLOSED_HEADERS).then(|| close_header(text, place))
}

/// The errors in the order of the text, the first of each line.
pub(super) fn one_a_line(text: &str, mut errors: Vec<TomlSyntax>) -> Vec<TomlSyntax> {
    errors.sort_by_key(|error| error.span);
    let mut last: Option<Span> = None;
    errors.retain(|error| {
        let between = last.map(|last| Span { start: last.start, end: error.span.start });
        let other_line = between.is_none_or(|between| between.slice(text).contains('\n'));
        last = Some(error.span);
        other_line
    });
    errors
}

fn finding(text: &str, error: &toml::de::Error) -> TomlSyntax {
    let range = error.span().unwrap_or_default();
    let span = Span::new(range.start, range.end);
    let said = error.message();
    let (message, help) = if said.starts_with(NO_ESCAPE) {
        ("unknown escape".to_owned(), Some(ESCAPE_HELP))
    } else if NO_VALUE_OF_TOML.iter().any(|start| said.starts_with(start)) {
        match excerpt(span.slice(text)) {
            word if word.is_empty() => ("the key has no value".to_owned(), None),
            word => (format!("`{word}` is not a TOML value"), Some(VALUE_HELP)),
        }
    } else {
        (excerpt(said), None)
    };
    TomlSyntax { span, message, help }
}

const ESCAPE_HELP: &str = "write `\\\\` for a backslash, or put the text in single quotes";
const VALUE_HELP: &str = "put text in quotes; booleans are `true` and `false`";

fn starts_with(error: &TomlSyntax, messages: &[&str]) -> bool {
    // Up to the comma: "unclosed array table" is not "unclosed array".
    let message = error.message.split(',').next().unwrap_or_default();
    messages.contains(&message)
}

/// The list or table in brackets that holds a place and is in no other such.
fn outermost(table: &DeTable<'_>, place: Span) -> Option<Span> {
    table.values().find_map(|value| holder(value, place))
}

fn holder(value: &toml::Spanned<DeValue<'_>>, place: Span) -> Option<Span> {
    let span = span_of(value);
    if span.start < place.start && place.start <= span.end {
        return Some(span);
    }
    match value.get_ref() {
        DeValue::Table(table) => outermost(table, place),
        DeValue::Array(elements) => elements.iter().find_map(|element| holder(element, place)),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    }
}

/// Turns `[rule` into `[rule]`: the bracket takes the place of the line end, so the next statement must go. Returns
/// where that ends.
fn close_header(text: &mut [u8], place: usize) -> usize {
    let start = line_start(text, place);
    let end = line_end(text, place);
    let next = after_header(text, place);
    erase(text, end..next);
    let missing = if text[start..end].trim_ascii_start().starts_with(b"[[") { 2 } else { 1 };
    let closed = text[start..end].iter().rev().take_while(|&&byte| byte == b']').count();
    let room = end..(end + missing - closed.min(missing)).min(next);
    text[room].fill(b']');
    next
}

/// Where the statement after the header at `place` ends.
fn after_header(text: &[u8], place: usize) -> usize {
    statement_end(text, line_end(text, place) + 1)
}

/// Replaces everything but line ends with spaces. Returns where the range ends.
fn erase(text: &mut [u8], range: std::ops::Range<usize>) -> usize {
    let end = range.end;
    text[range].iter_mut().filter(|byte| !b"\r\n".contains(byte)).for_each(|byte| *byte = b' ');
    end
}

fn line_start(text: &[u8], place: usize) -> usize {
    let place = place.min(text.len());
    text[..place].iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &[u8], place: usize) -> usize {
    let place = place.min(text.len());
    text[place..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |len| place + len)
}

/// Where the first line after `place` begins that looks like a statement.
fn statement_end(text: &[u8], place: usize) -> usize {
    let mut end = line_end(text, place);
    while end < text.len() {
        let line = &text[end + 1..line_end(text, end + 1)];
        if is_statement(line) {
            return end + 1;
        }
        end += 1 + line.len();
    }
    text.len()
}

/// Whether a line looks like `[table]`, `[[table]]` or `key = …`.
fn is_statement(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    if line.starts_with(b"[") {
        let inner = line.iter().filter(|byte| !b"[]".contains(byte));
        return line.ends_with(b"]") && inner.clone().next().is_some() && inner.clone().all(word);
    }
    let key = line.iter().take_while(|byte| word(byte)).count();
    let rest = line[key..].trim_ascii_start();
    key > 0 && rest.starts_with(b"=") && !rest.starts_with(b"==")
}
