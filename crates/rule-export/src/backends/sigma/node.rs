//! What a rule asks of an event, in terms of Sigma: fields with values, and logic between them.

use super::yaml::Yaml;

/// A condition of Sigma.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Node {
    /// Always or never.
    Constant(bool),
    /// A field with values.
    Item(Item),
    /// The opposite.
    Not(Box<Node>),
    /// All of two or more.
    All(Vec<Node>),
    /// Some of two or more.
    Any(Vec<Node>),
}

/// A field with modifiers and values, one of which must pass.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Item {
    /// The field.
    pub(super) field: String,
    /// What follows the field.
    pub(super) modifiers: Vec<&'static str>,
    /// What it is asked.
    pub(super) values: Vec<Yaml>,
}

impl Item {
    /// A field with one value.
    pub(super) fn new(field: &str, modifiers: Vec<&'static str>, value: Yaml) -> Self {
        Self { field: field.to_owned(), modifiers, values: vec![value] }
    }

    /// Takes one more value, if it is new.
    pub(super) fn push(&mut self, value: Yaml) {
        if !self.values.contains(&value) {
            self.values.push(value);
        }
    }

    /// A field with its modifiers.
    pub(super) fn key(&self) -> String {
        let mut key = self.field.clone();
        for modifier in &self.modifiers {
            key.push('|');
            key.push_str(modifier);
        }
        key
    }

    /// Whether another item asks the same of the same field, but for the values.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.field == other.field && self.modifiers == other.modifiers
    }
}

impl Node {
    /// One field with one value.
    pub(super) fn item(field: &str, modifiers: &[&'static str], value: Yaml) -> Self {
        Self::Item(Item::new(field, modifiers.to_vec(), value))
    }

    /// All of these, flat and without constants.
    pub(super) fn all(parts: Vec<Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Constant(true) => {}
                Self::Constant(false) => return part,
                Self::All(inner) => flat.extend(inner),
                Self::Item(_) | Self::Not(_) | Self::Any(_) => flat.push(part),
            }
        }
        match flat.len() {
            0 => Self::Constant(true),
            1 => flat.swap_remove(0),
            _ => Self::All(flat),
        }
    }

    /// Some of these, flat and without constants.
    pub(super) fn any(parts: Vec<Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Constant(false) => {}
                Self::Constant(true) => return part,
                Self::Any(inner) => flat.extend(inner),
                Self::Item(_) | Self::Not(_) | Self::All(_) => flat.push(part),
            }
        }
        match flat.len() {
            0 => Self::Constant(false),
            1 => flat.swap_remove(0),
            _ => Self::Any(flat),
        }
    }

    /// The opposite.
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(!value),
            Self::Not(inner) => *inner,
            Self::Item(_) | Self::All(_) | Self::Any(_) => Self::Not(Box::new(self)),
        }
    }
}
