//! `[[transform.osquery]]`: a query for the host of an alert.

use crate::read::{Reader, Value, scalar, table};
use crate::{Entries, Spanned};

/// A button that runs an Osquery query.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OsQuery {
    /// What the button says. Required.
    pub label: Option<Spanned<String>>,
    /// The SQL. Required.
    pub query: Option<Spanned<String>>,
    /// ECS field to where its value comes from: the entries `field` or `value`.
    pub ecs_mapping: Option<Spanned<Entries<Entries<String>>>>,
}

impl OsQuery {
    pub(crate) fn read(table: &mut Reader<'_>) -> Self {
        Self {
            label: table.required("label", scalar::string),
            query: table.required("query", scalar::string),
            ecs_mapping: table.optional("ecs_mapping", table::map_of(source)),
        }
    }
}

/// The table of one ECS field; it may have two keys and is kept as entries.
fn source(value: Value<'_>) -> Option<Entries<String>> {
    let mut reader = table::reader(value)?;
    reader.allow(["field", "value"]);
    reader.finish(|_| None);
    table::map_of(scalar::string)(value)
}
