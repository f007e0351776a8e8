//! A repeated stage has one run more or less.

use eql_hir::{Form, Query};

use super::stage::{shown, with_stages};
use super::{Example, Family};
use crate::mutant::{Change, Mutant, Place};
use crate::seats::Seat;
use crate::walk::Sink;

pub(super) static FAMILY: Family = Family {
    kinds: &["runs"],
    summary: "A stage `with runs` has one run more or less.",
    examples: &[Example {
        query: "sequence [process where true] with runs=2",
        kind: "runs",
        before: "[event.category == \"process\"] with runs=2",
        after: "[event.category == \"process\"] with runs=3",
        noticed: &[
            r#"{"@timestamp": 1, "event.category": "process"}"#,
            r#"{"@timestamp": 2, "event.category": "process"}"#,
        ],
        unnoticed: &[r#"{"@timestamp": 1, "event.category": "process"}"#],
    }],
    stage: Some(stage),
    ..Family::IDLE
};

fn stage(query: &Query, seat: Seat, sink: &mut Sink<'_>) {
    let (Seat::Stage { first, runs }, Form::Sequence(sequence)) = (seat, &query.form) else {
        return;
    };
    if runs < 2 {
        return;
    }
    let stage = &sequence.stages[first];
    for other in [runs - 1, runs + 1] {
        let mut stages = sequence.stages.clone();
        stages.splice(first..first + runs, vec![stage.clone(); other]);
        let text = |runs| format!("{} with runs={runs}", shown(query, seat));
        sink.give(Mutant {
            kind: "runs",
            place: Place::Stage(seat),
            span: stage.span,
            element: None,
            before: text(runs),
            after: text(other),
            change: Change::Form(with_stages(&query.form, stages)),
        });
    }
}
