//! A whole query: one row a match, with the rule's id and the records of its events.

use eql_hir::{Condition, FieldId, Form, LeafId, Test};

use super::text::{name, quoted};
use super::{leaf, script};
use crate::condition::{self, Logic};
use crate::sql::{Column, ColumnType, Refused, flat, joined};
use crate::{Construct, Eql, Loss};

/// The query of a rule, and what Flink does not hold of it.
pub(super) fn query(eql: &Eql<'_>, id: &str) -> (String, Vec<Loss>) {
    let mut writer = Writer { eql, losses: Vec::new() };
    let id = quoted(id);
    let text = match &eql.query.form {
        Form::Event(filter) => {
            let condition = writer.condition(&filter.condition);
            format!(
                "SELECT {id} AS rule_id, ARRAY[record] AS records\nFROM events\nWHERE {condition}"
            )
        }
        Form::Sequence(sequence) => writer.sequence(&id, sequence),
        // The matrix has refused them.
        Form::Sample(_) => String::new(),
    };
    (format!("{text};\n"), writer.losses)
}

/// A query on its way.
pub(super) struct Writer<'a> {
    pub(super) eql: &'a Eql<'a>,
    pub(super) losses: Vec<Loss>,
}

impl Writer<'_> {
    /// A condition as an expression that is never null.
    pub(super) fn condition(&mut self, condition: &Condition) -> String {
        condition::render(&flat(condition), self)
    }

    /// The column of a field, ready to be used.
    pub(super) fn column(&self, field: FieldId) -> String {
        name(&Column::of(self.eql.query.field(field)).name())
    }

    pub(super) fn column_type(&self, field: FieldId) -> ColumnType {
        ColumnType::of(self.eql.query.field(field).field_type)
    }

    fn test(&self, test: &Test) -> Result<String, Refused> {
        match test {
            Test::Field(field, predicate) => {
                leaf::written(&self.column(*field), self.column_type(*field), predicate)
            }
            Test::Script(script) => {
                let columns: Vec<_> = script
                    .occurrences
                    .iter()
                    .map(|field| (self.column(*field), self.column_type(*field)))
                    .collect();
                script::written(&columns, &script.expr)
            }
            // The matrix has refused both.
            Test::Elements(..) | Test::Related(..) => Ok(String::new()),
        }
    }
}

impl Logic for Writer<'_> {
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

/// What a refused leaf is about: that nothing of Flink does it.
pub(super) fn refused<T>(construct: Construct, why: &str) -> Result<T, Refused> {
    Err((construct, why.to_owned()))
}
