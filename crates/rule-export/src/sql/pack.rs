//! The pack of an engine that is asked in SQL: the table, how it is filled, and a query a rule.

use std::collections::BTreeSet;

use super::{Column, Dialect, columns, query};
use crate::{File, Loss, Rendered, Rule};

/// How an engine makes the table of the columns that rules read, and how it fills it.
pub(crate) struct Tables {
    /// `schema.sql`
    pub(crate) schema: fn(&BTreeSet<Column>) -> String,
    /// `load.sql`
    pub(crate) load: fn(&BTreeSet<Column>) -> String,
}

/// A line of text as a comment.
pub(crate) fn comment(line: &str) -> String {
    format!("-- {line}")
}

/// A rule as a query below its name.
pub(crate) fn rendered(rule: &Rule<'_>, dialect: &dyn Dialect) -> Rendered {
    let Some(eql) = &rule.eql else { return Rendered::default() };
    named(rule, query(eql, rule.id, dialect))
}

/// A query and its losses, below the name of its rule.
pub(crate) fn named(rule: &Rule<'_>, (text, losses): (String, Vec<Loss>)) -> Rendered {
    let name = comment(&rule.name().replace(['\n', '\r'], " "));
    Rendered { text: format!("{name}\n{text}"), losses }
}

/// `schema.sql`, `load.sql` and the queries.
pub(crate) fn files(rules: &[(&Rule<'_>, Rendered)], tables: &Tables) -> Vec<File> {
    let read = rules.iter().filter_map(|(rule, _)| rule.eql.as_ref()).flat_map(columns).collect();
    let file = |path: &str, text| File { path: path.to_owned(), text };
    let table =
        [file("schema.sql", (tables.schema)(&read)), file("load.sql", (tables.load)(&read))];
    let queries = rules
        .iter()
        .map(|(rule, rendered)| file(&format!("rules/{}.sql", rule.id), rendered.text.clone()));
    table.into_iter().chain(queries).collect()
}
