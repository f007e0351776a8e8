//! What is proved about a rule's query.

use eql_hir::{Field, Query, Verdict};
use event_schema::Ecs;

/// The parts that hold never or always, where fields have as many values as ECS says.
pub(crate) fn verdicts(query: &Query) -> Vec<Verdict> {
    eql_hir::verdicts(query, &is_single)
}

/// Whether ECS gives a field one value. Some inputs write several actions all the same.
fn is_single(field: &Field) -> bool {
    let path = field.path.as_str();
    path != "event.action" && Ecs.is_list(path) == Some(false)
}
