//! The query that an engine asks instead of a rule's: changes of single leaves.

use diagnostics::Span;
use eql_functions::Case;
use eql_hir::{Condition, Field, FieldId, Leaf, LeafId, Predicate, Query, Test};
use event::{FieldPath, FieldType, Source, Value};

/// Where an event says of which system it is.
pub(crate) const SYSTEM_FIELD: &str = "host.os.type";

/// The systems that rules ask for.
const SYSTEMS: [&str; 3] = ["linux", "macos", "windows"];

/// The systems that are not this one.
pub(crate) fn other_systems(system: &str) -> impl Iterator<Item = &'static str> + '_ {
    SYSTEMS.into_iter().filter(move |other| *other != system)
}

/// The id of a leaf of this query.
pub(crate) fn id_of(query: &Query, leaf: &Leaf) -> LeafId {
    let place = query.leaves.iter().position(|other| other == leaf).unwrap_or_default();
    LeafId(u32::try_from(place).unwrap_or(u32::MAX))
}

/// The query with another predicate in a leaf that asks one field.
pub(crate) fn with_predicate(query: &Query, leaf: &Leaf, predicate: Predicate) -> Query {
    let mut query = query.clone();
    let asked = query.leaves.iter_mut().find(|other| *other == leaf);
    if let Some(Leaf { test: Test::Field(_, own), .. }) = asked {
        *own = predicate;
    }
    query
}

/// The query in which a leaf has the same answer for all events.
pub(crate) fn with_answer(query: &Query, leaf: &Leaf, answer: bool) -> Query {
    with_condition(query, id_of(query, leaf), &Condition::Constant(answer))
}

/// The query in which a leaf does not hold for events of other systems than this.
pub(crate) fn on_system(query: &Query, leaf: &Leaf, system: &str) -> Query {
    let mut query = query.clone();
    let id = id_of(&query, leaf);
    let is_other = other_system(&mut query, system, leaf.span);
    let condition = Condition::And(vec![Condition::Leaf(id), Condition::Not(Box::new(is_other))]);
    with_condition(&query, id, &condition)
}

/// The query in which a stage takes no events of other systems than this.
pub(crate) fn stage_on_system(query: &Query, stage: Span, system: &str) -> Query {
    let mut query = query.clone();
    let is_other = Condition::Not(Box::new(other_system(&mut query, system, stage)));
    let is_stage = |it: &&mut eql_hir::Stage| it.span == stage;
    if let eql_hir::Form::Sequence(sequence) = &mut query.form {
        for stage in sequence.stages.iter_mut().filter(is_stage) {
            let parts = vec![stage.filter.condition.clone(), is_other.clone()];
            stage.filter.condition = Condition::And(parts);
        }
    }
    query
}

/// Adds the leaf that an event is of one of the other systems.
fn other_system(query: &mut Query, system: &str, span: Span) -> Condition {
    let path = FieldPath::new(SYSTEM_FIELD);
    let field = field(query, Field { source: Source::Event, path, field_type: FieldType::Keyword });
    let others = other_systems(system).map(Value::text).collect();
    let test = Test::Field(field, Predicate::OneOf(others, Case::Sensitive));
    let id = LeafId(u32::try_from(query.leaves.len()).unwrap_or(u32::MAX));
    query.leaves.push(Leaf { test, span, text: String::new(), is_opposite: false });
    Condition::Leaf(id)
}

/// The id of a field, which is added where it is not there.
pub(crate) fn field(query: &mut Query, field: Field) -> FieldId {
    let known = query.fields.iter().position(|other| *other == field);
    let place = known.unwrap_or_else(|| {
        query.fields.push(field);
        query.fields.len() - 1
    });
    FieldId(u32::try_from(place).unwrap_or(u32::MAX))
}

fn with_condition(query: &Query, leaf: LeafId, condition: &Condition) -> Query {
    let mut query = query.clone();
    for filter in query.filters_mut() {
        replace(&mut filter.condition, leaf, condition);
    }
    query
}

fn replace(within: &mut Condition, leaf: LeafId, by: &Condition) {
    match within {
        Condition::Leaf(id) if *id == leaf => *within = by.clone(),
        Condition::Constant(_) | Condition::Leaf(_) => {}
        Condition::Not(inner) => replace(inner, leaf, by),
        Condition::And(parts) | Condition::Or(parts) => {
            for part in parts {
                replace(part, leaf, by);
            }
        }
    }
}
