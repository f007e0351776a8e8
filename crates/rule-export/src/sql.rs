//! SQL: what the engines that are asked in it share.
//!
//! A field is a column that holds the list of its values; a clause is an expression over lists that is never null. What
//! engines write differently is behind `Dialect`.

mod column;
mod dialect;
mod kind;
mod leaf;
mod nearest;
pub(crate) mod number;
pub(crate) mod pack;
mod pattern;
mod pipe;
mod query;
mod sample;
mod script;
mod sequence;
pub(crate) mod single_events;
mod stage;

pub(crate) use column::{Column, ColumnType};
pub(crate) use dialect::Dialect;
pub(crate) use kind::Kind;
pub(crate) use leaf::{equality, order};

use column::columns;
use query::query;

use eql_hir::{Condition, FieldId, LeafId};

use crate::condition::{self, Logic};
use crate::{Construct, Eql, Loss};

/// A query on its way into a dialect.
pub(crate) struct Sql<'a> {
    eql: &'a Eql<'a>,
    dialect: &'a dyn Dialect,
    losses: Vec<Loss>,
}

/// Why a part cannot be written, in words.
pub(crate) type Refusal = String;

impl<'a> Sql<'a> {
    fn new(eql: &'a Eql<'a>, dialect: &'a dyn Dialect) -> Self {
        Self { eql, dialect, losses: Vec::new() }
    }

    /// A condition as an expression that is never null.
    fn condition(&mut self, condition: &Condition) -> String {
        condition::render(&flat(condition), self)
    }

    /// The column of a field, ready to be used.
    fn column(&self, field: FieldId) -> String {
        self.dialect.name(&Column::of(self.eql.query.field(field)).name())
    }

    fn column_type(&self, field: FieldId) -> ColumnType {
        ColumnType::of(self.eql.query.field(field).field_type)
    }
}

impl Logic for Sql<'_> {
    fn leaf(&mut self, id: LeafId) -> String {
        let leaf = self.eql.query.leaf(id);
        self.test(&leaf.test).unwrap_or_else(|(construct, why)| {
            self.losses.push(Loss::refused(construct, leaf.span, why));
            self.constant(false)
        })
    }

    fn not(&mut self, inner: String) -> String {
        format!("NOT {inner}")
    }

    fn all(&mut self, parts: Vec<String>) -> String {
        joined(&parts, "AND")
    }

    fn any(&mut self, parts: Vec<String>) -> String {
        joined(&parts, "OR")
    }
}

/// Parts with a word between them, a line each where they are long.
pub(crate) fn joined(parts: &[String], word: &str) -> String {
    let length: usize = parts.iter().map(String::len).sum();
    if length < 100 && parts.iter().all(|part| !part.contains('\n')) {
        return format!("({})", parts.join(&format!(" {word} ")));
    }
    let parts: Vec<_> = parts.iter().map(|part| part.replace('\n', "\n  ")).collect();
    format!("(\n  {}\n)", parts.join(&format!("\n  {word} ")))
}

/// Tests of which one must hold, a line each where they are long.
pub(crate) fn alternatives(tests: &[String]) -> String {
    match tests.iter().map(String::len).sum::<usize>() {
        ..100 => tests.join(" OR "),
        _ => format!("\n  {}\n", tests.join("\n  OR ")),
    }
}

/// Constants, a line each where they are long.
pub(crate) fn listed(constants: &[String]) -> String {
    match constants.iter().map(String::len).sum::<usize>() {
        ..100 => constants.join(", "),
        _ => format!("\n  {}\n", constants.join(",\n  ")),
    }
}

/// The same condition without an `and` in an `and` or an `or` in an `or`.
pub(crate) fn flat(condition: &Condition) -> Condition {
    let merged = |parts: &[Condition], inner: fn(&Condition) -> Option<&[Condition]>| {
        let parts = parts.iter().map(flat).collect::<Vec<_>>();
        let own = |part: &Condition| inner(part).map_or_else(|| vec![part.clone()], <[_]>::to_vec);
        parts.iter().flat_map(own).collect::<Vec<_>>()
    };
    match condition {
        Condition::Constant(_) | Condition::Leaf(_) => condition.clone(),
        Condition::Not(inner) => Condition::Not(Box::new(flat(inner))),
        Condition::And(parts) => Condition::And(merged(parts, |part| match part {
            Condition::And(parts) => Some(parts),
            Condition::Constant(_) | Condition::Leaf(_) | Condition::Not(_) | Condition::Or(_) => {
                None
            }
        })),
        Condition::Or(parts) => Condition::Or(merged(parts, |part| match part {
            Condition::Or(parts) => Some(parts),
            Condition::Constant(_) | Condition::Leaf(_) | Condition::Not(_) | Condition::And(_) => {
                None
            }
        })),
    }
}

/// What a refusal is about, and why.
pub(crate) type Refused = (Construct, Refusal);
