//! What shows how two queries of which one covers the other differ: an event that only the wider one finds, or the proof
//! that there is none.

use eql_hir::Query;
use eql_solver::{Options, distinguish};
use event::Document;

/// A note about a query and another one that finds all that it finds.
pub(super) fn note(own: &Query, other: &Query) -> String {
    if eql_hir::implies(other, own) {
        return "no event tells them apart: a proof shows that each finds all that the other finds"
            .to_owned();
    }
    match distinguish(other, own, &Options::default()) {
        Some(witness) => format!("only the other rule finds this: {}", lines(&witness.events)),
        None => "no event was found that only the other rule finds".to_owned(),
    }
}

fn lines(events: &[Document]) -> String {
    // A document always has a JSON form.
    let line = |event| serde_json::to_string(event).unwrap_or_default();
    events.iter().map(line).collect::<Vec<_>>().join(", ")
}
