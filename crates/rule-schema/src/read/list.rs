//! Lists of values that are read alike.

use super::{Value, span_of};
use crate::diagnostics::ListLength;
use crate::{OneOrMany, Shape, Spanned};

/// A list; an element that does not fit gives a finding and is left out.
pub(crate) fn of<T>(
    read: impl Fn(Value<'_>) -> Option<T>,
) -> impl Fn(Value<'_>) -> Option<Vec<Spanned<T>>> {
    move |list| {
        if list.report.is_describing() {
            read(list);
            let element = Box::new(list.report.take_shape());
            list.report.describe(Shape::List(element, 0, None));
            return None;
        }
        let Some(elements) = list.node.as_array() else { return list.expected("a list") };
        let element = |(index, element): (usize, _)| {
            let (path, span) = (list.path.element(index), span_of(element));
            let value = Value { node: element.get_ref(), span, path, report: list.report };
            read(value).map(|value| Spanned { value, span })
        };
        Some(elements.iter().enumerate().filter_map(element).collect())
    }
}

/// A list with at least `least` and at most `most` elements.
pub(crate) fn sized<T>(
    least: usize,
    most: usize,
    read: impl Fn(Value<'_>) -> Option<T>,
) -> impl Fn(Value<'_>) -> Option<Vec<Spanned<T>>> {
    let read = of(read);
    move |list| {
        if list.report.is_describing() {
            read(list);
            if let Shape::List(element, ..) = list.report.take_shape() {
                list.report.describe(Shape::List(element, least, Some(most)));
            }
            return None;
        }
        let found = list.node.as_array().map_or(least, |elements| elements.len());
        if !(least..=most).contains(&found) {
            let key = list.name();
            list.report.push(&ListLength { span: list.span, key, least, most, found });
        }
        read(list)
    }
}

/// A string or a list of strings.
pub(crate) fn one_or_many(value: Value<'_>) -> Option<OneOrMany> {
    if value.describes(|| Shape::OneOrMany) {
        return None;
    }
    let span = value.span;
    if let Some(text) = value.node.as_str() {
        return Some(OneOrMany::One(Spanned { value: text.to_owned(), span }));
    }
    if !value.node.is_array() {
        return value.expected("a string or a list of strings");
    }
    of(super::scalar::string)(value).map(|value| OneOrMany::Many(Spanned { value, span }))
}
