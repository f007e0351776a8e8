//! A whole query: one row a match, with the rule's id and the records of its events.

use eql_hir::{Filter, Form};

use super::pipe::piped;
use super::{Dialect, Sql};
use crate::{Eql, Loss};

/// The query of a rule, and what the dialect does not hold of it.
pub(crate) fn query(eql: &Eql<'_>, id: &str, dialect: &dyn Dialect) -> (String, Vec<Loss>) {
    let mut sql = Sql::new(eql, dialect);
    let id = dialect.text(id);
    let text = match &eql.query.form {
        Form::Event(filter) => sql.event(&id, filter),
        Form::Sequence(sequence) => sql.sequence(&id, sequence),
        Form::Sample(sample) => sql.sample(&id, sample),
    };
    (format!("{text};\n"), sql.losses)
}

impl Sql<'_> {
    fn event(&mut self, id: &str, filter: &Filter) -> String {
        let condition = self.condition(&filter.condition);
        let columns =
            format!("{id} AS rule_id, {} AS records", self.dialect.list(&["record".to_owned()]));
        let pipes = &self.eql.query.pipes;
        if pipes.is_empty() {
            return format!("SELECT {columns}\nFROM events\nWHERE {condition}");
        }
        let rows = format!(
            "(SELECT record, place FROM events JOIN placed USING (record) WHERE {condition}) AS found"
        );
        let kept = piped(&rows, pipes, &columns, &["place"]);
        format!("WITH {}\n{kept}{}", self.placed(), self.dialect.settings())
    }
}
