//! A TOML value of any shape, for the tables whose content the format leaves free.

use crate::{Entries, Spanned};

/// A TOML value with the place of everything in it. `meta`, `filters`, `actions`, `response_actions`,
/// `threat_filters` and `metadata.extended` hold such values; an export writes them back as they are.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// A string, decoded.
    String(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction or exponent, or `inf` and `nan`.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A date, a time or both, as TOML writes it.
    Datetime(String),
    /// A list.
    List(Vec<Spanned<Node>>),
    /// A table, in the order of the file.
    Table(Entries<Node>),
}

impl Node {
    /// The entry of a table; nothing for another value.
    pub fn get(&self, key: &str) -> Option<&Spanned<Node>> {
        let Self::Table(entries) = self else { return None };
        entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }
}
