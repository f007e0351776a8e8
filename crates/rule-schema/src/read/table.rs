//! Tables: those whose keys the format fixes, and the free ones.

use toml::de::DeValue;

use super::{Reader, Value, list, scalar, span_of};
use crate::{Entries, Entry, Node, Shape, Spanned};

/// A table with the keys that `read` asks for and no others.
pub(crate) fn of<T>(read: impl Fn(&mut Reader<'_>) -> T) -> impl Fn(Value<'_>) -> Option<T> {
    move |value| {
        let mut reader = reader(value)?;
        let tree = read(&mut reader);
        reader.finish(|_| None);
        Some(tree)
    }
}

/// The reader of a table.
pub(crate) fn reader(value: Value<'_>) -> Option<Reader<'_>> {
    let Some(table) = value.node.as_table() else { return value.expected("a table") };
    Some(Reader::new(table, value.span, value.path, value.report))
}

/// A table with any keys, whose values are read alike.
pub(crate) fn map_of<T>(
    read: impl Fn(Value<'_>) -> Option<T>,
) -> impl Fn(Value<'_>) -> Option<Entries<T>> {
    move |value| {
        if value.report.is_describing() {
            read(value);
            let held = Box::new(value.report.take_shape());
            value.report.describe(Shape::Map(held));
            return None;
        }
        let Some(table) = value.node.as_table() else { return value.expected("a table") };
        let entry = |(key, held): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
            let (name, span): (&std::borrow::Cow<'_, str>, _) = (key.get_ref(), span_of(held));
            let path = value.path.key(name);
            let held = read(Value { node: held.get_ref(), span, path, report: value.report })?;
            let key = Spanned { value: name.to_string(), span: span_of(key) };
            Some(Entry { key, value: Spanned { value: held, span } })
        };
        let mut entries: Entries<T> = table.iter().filter_map(entry).collect();
        entries.sort_by_key(|entry| entry.key.span.start);
        Some(entries)
    }
}

/// A table of any content.
pub(crate) fn free(value: Value<'_>) -> Option<Entries<Node>> {
    map_of(node)(value)
}

/// A value of any type. It is at most as deep as [`crate::document`] lets a file be.
fn node(value: Value<'_>) -> Option<Node> {
    if value.describes(|| Shape::Any) {
        return None;
    }
    match value.node {
        DeValue::String(text) => Some(Node::String(text.to_string())),
        DeValue::Integer(_) => scalar::integer(value).map(Node::Integer),
        DeValue::Float(float) => float.as_str().parse().ok().map(Node::Float),
        DeValue::Boolean(boolean) => Some(Node::Boolean(*boolean)),
        DeValue::Datetime(datetime) => Some(Node::Datetime(datetime.to_string())),
        DeValue::Array(_) => list::of(node)(value).map(Node::List),
        DeValue::Table(_) => free(value).map(Node::Table),
    }
}
