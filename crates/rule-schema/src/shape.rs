//! What the readers would accept, told by the readers themselves.
//!
//! A reader that describes gets no values: each part says what it would take, and nothing else knows the format. So
//! what is told here cannot differ from what is read.

use toml::de::DeTable;

use crate::read::{Path, Reader, Report};
use crate::{RuleFile, RuleType};

/// What a value may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Any string.
    Text,
    /// A string of this form.
    Form(Form),
    /// One of these strings.
    Words(Vec<&'static str>),
    /// `true` or `false`.
    Boolean,
    /// A whole number, from the first to the last where there are any.
    Integer(Option<i64>, Option<i64>),
    /// A list with at least and at most so many elements.
    List(Box<Shape>, usize, Option<usize>),
    /// A string or a list of strings.
    OneOrMany,
    /// A table with these keys and no other.
    Table(Vec<Key>),
    /// A table of any keys.
    Map(Box<Shape>),
    /// Anything.
    Any,
}

/// The forms of strings (rule-format §2.4).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// With something in it.
    NonEmpty,
    /// `2026/01/31`
    Date,
    /// `9.3.0`
    Version,
    /// A lower-case UUID.
    Uuid,
    /// `5m`
    Interval,
    /// The name of a rule.
    Name,
    /// The address of a page, of which these are examples: `0` stands for digits.
    Page([&'static str; 2]),
}

/// A key of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What it may hold.
    pub shape: Shape,
    /// Whether the table must have it.
    pub required: bool,
}

/// What a file of a rule of this type may hold.
pub fn shape_of(rule_type: RuleType) -> Shape {
    let text = format!("[rule]\ntype = \"{}\"\n", rule_type.name());
    let report = Report::describing();
    if let Ok(table) = DeTable::parse(&text) {
        let span = diagnostics::Span::default();
        let mut reader = Reader::new(table.get_ref(), span, Path::ROOT, &report);
        RuleFile::read(&mut reader);
        reader.finish(|_| None);
    }
    report.take_shape()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(shape: &Shape) -> &[Key] {
        if let Shape::Table(keys) = shape { keys } else { &[] }
    }

    fn key<'a>(shape: &'a Shape, name: &str) -> &'a Key {
        keys(shape).iter().find(|key| key.name == name).unwrap()
    }

    #[test]
    fn the_readers_tell_their_keys() {
        let file = shape_of(RuleType::Threshold);
        assert_eq!(
            key(&key(&file, "metadata").shape, "creation_date").shape,
            Shape::Form(Form::Date)
        );
        let rule = &key(&file, "rule").shape;
        assert!(key(rule, "name").required && !key(rule, "tags").required);
        assert_eq!(key(rule, "risk_score").shape, Shape::Integer(Some(0), Some(100)));
        let threshold = &key(rule, "threshold").shape;
        let fields = Shape::List(Box::new(Shape::Form(Form::NonEmpty)), 0, Some(5));
        assert_eq!(
            (&key(threshold, "field").shape, key(threshold, "field").required),
            (&fields, true)
        );
        let Shape::List(threat, ..) = &key(rule, "threat").shape else { panic!("no list") };
        assert!(matches!(key(threat, "framework").shape, Shape::Words(_)));
        assert!(
            keys(&key(&shape_of(RuleType::Eql), "rule").shape)
                .iter()
                .all(|key| key.name != "threshold")
        );
    }
}
