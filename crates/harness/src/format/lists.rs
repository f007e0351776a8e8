//! Lists and tables in one line, or one element a line.

use toml_edit::{Array, Value};

/// A list of several elements is broken where its line would go beyond this column.
const WIDTH: usize = 120;
/// How much further in elements stand.
const STEP: usize = 4;

/// Brings a value into its layout: it stands `indent` columns in, behind `before` more.
pub(super) fn value(value: &mut Value, indent: usize, before: usize) {
    match value {
        Value::Array(list) => array(list, indent, before),
        Value::InlineTable(table) if !has_mark(&table.to_string()) => table.fmt(),
        Value::InlineTable(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => {}
    }
}

/// A list that was broken stays so, one element a line. One with a comment stays as it is.
fn array(list: &mut Array, indent: usize, before: usize) {
    if has_comment(list) {
        return;
    }
    let was_broken = is_broken(list);
    flat(list, indent);
    let too_long = indent + before + list.to_string().trim().len() > WIDTH && list.len() > 1;
    if (was_broken || too_long) && !list.is_empty() {
        broken(list, indent);
    }
}

fn flat(list: &mut Array, indent: usize) {
    for (place, element) in list.iter_mut().enumerate() {
        *element.decor_mut() = toml_edit::Decor::new(if place == 0 { "" } else { " " }, "");
        value(element, indent, 0);
        *element.decor_mut() = toml_edit::Decor::new(if place == 0 { "" } else { " " }, "");
    }
    list.set_trailing("");
    list.set_trailing_comma(false);
}

fn broken(list: &mut Array, indent: usize) {
    let line = |indent: usize| format!("\n{}", " ".repeat(indent));
    for element in list.iter_mut() {
        value(element, indent + STEP, 0);
        *element.decor_mut() = toml_edit::Decor::new(line(indent + STEP), "");
    }
    list.set_trailing(line(indent));
    list.set_trailing_comma(true);
}

/// Whether elements stand on lines of their own.
fn is_broken(list: &Array) -> bool {
    let before = list.iter().any(|element| around(element).contains('\n'));
    before || list.trailing().as_str().is_some_and(|trailing| trailing.contains('\n'))
}

fn has_comment(list: &Array) -> bool {
    let inside = list.iter().any(|element| {
        around(element).contains('#') || element.as_array().is_some_and(has_comment)
    });
    inside || list.trailing().as_str().is_some_and(|trailing| trailing.contains('#'))
}

/// What stands before and behind an element.
fn around(element: &Value) -> String {
    let decor = element.decor();
    let text = |raw: Option<&toml_edit::RawString>| {
        raw.and_then(toml_edit::RawString::as_str).unwrap_or_default().to_owned()
    };
    text(decor.prefix()) + &text(decor.suffix())
}

/// Whether a table in braces can have a comment, which only new TOML lets it.
fn has_mark(table: &str) -> bool {
    table.contains('#') && table.contains('\n')
}
