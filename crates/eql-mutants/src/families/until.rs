//! Nothing ends pending sequences.

use eql_hir::{Form, Query, Sequence};

use super::stage::shown;
use super::{Example, Family};
use crate::mutant::{Change, Mutant, Place};
use crate::seats::Seat;
use crate::walk::Sink;

pub(super) static FAMILY: Family = Family {
    kinds: &["drop-until"],
    summary: "`until` is left out.",
    examples: &[Example {
        query: "sequence [process where true] [file where true] until [network where true]",
        kind: "drop-until",
        before: "until [event.category == \"network\"]",
        after: "(left out)",
        noticed: &[
            r#"{"@timestamp": 1, "event.category": "process"}"#,
            r#"{"@timestamp": 2, "event.category": "network"}"#,
            r#"{"@timestamp": 3, "event.category": "file"}"#,
        ],
        unnoticed: &[
            r#"{"@timestamp": 1, "event.category": "process"}"#,
            r#"{"@timestamp": 3, "event.category": "file"}"#,
        ],
    }],
    stage: Some(stage),
    ..Family::IDLE
};

fn stage(query: &Query, seat: Seat, sink: &mut Sink<'_>) {
    let (Seat::Until, Form::Sequence(sequence)) = (seat, &query.form) else { return };
    let Some(until) = &sequence.until else { return };
    sink.give(Mutant {
        kind: "drop-until",
        place: Place::Until,
        span: until.span,
        element: None,
        before: format!("until {}", shown(query, seat)),
        after: "(left out)".to_owned(),
        change: Change::Form(Form::Sequence(Sequence { until: None, ..sequence.clone() })),
    });
}
