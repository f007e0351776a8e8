//! A stage is left out, changes places with the next one, or must occur where it must not.

use eql_hir::{Form, Query, Sample, Sequence, Stage};

use super::{Example, Family};
use crate::mutant::{Change, Mutant, Place};
use crate::seats::{Seat, seats};
use crate::walk::Sink;
use crate::words;

pub(super) static FAMILY: Family = Family {
    kinds: &["drop-stage", "swap-stages", "missing-stage"],
    summary: "A stage or part of a sample is left out, a stage changes places with the next one, or a missing event must occur.",
    examples: &[
        Example {
            query: "sequence [process where true] [file where true]",
            kind: "drop-stage",
            before: "[event.category == \"file\"]",
            after: "(left out)",
            noticed: &[r#"{"@timestamp": 1, "event.category": "process"}"#],
            unnoticed: &[r#"{"@timestamp": 1, "event.category": "network"}"#],
        },
        Example {
            query: "sequence [process where true] [file where true]",
            kind: "swap-stages",
            before: "[event.category == \"process\"] [event.category == \"file\"]",
            after: "[event.category == \"file\"] [event.category == \"process\"]",
            noticed: &[
                r#"{"@timestamp": 1, "event.category": "process"}"#,
                r#"{"@timestamp": 2, "event.category": "file"}"#,
            ],
            unnoticed: &[r#"{"@timestamp": 1, "event.category": "process"}"#],
        },
        Example {
            query: "sequence with maxspan=1s [process where true] ![file where true]",
            kind: "missing-stage",
            before: "![event.category == \"file\"]",
            after: "[event.category == \"file\"]",
            noticed: &[r#"{"@timestamp": 1, "event.category": "process"}"#],
            unnoticed: &[r#"{"@timestamp": 1, "event.category": "network"}"#],
        },
    ],
    stage: Some(stage),
    ..Family::IDLE
};

fn stage(query: &Query, seat: Seat, sink: &mut Sink<'_>) {
    let Seat::Stage { first, runs } = seat else { return };
    let (stages, is_sequence): (&[Stage], _) = match &query.form {
        Form::Event(_) => return,
        Form::Sequence(sequence) => (&sequence.stages, true),
        Form::Sample(sample) => (&sample.parts, false),
    };
    let place = Place::Stage(seat);
    let span = stages[first].span;
    let own = shown(query, seat);
    let mut give = |kind, before: String, after: String, stages: Vec<Stage>| {
        let change = Change::Form(with_stages(&query.form, stages));
        sink.give(Mutant { kind, place, span, element: None, before, after, change });
    };
    let rest = [&stages[..first], &stages[first + runs..]].concat();
    if rest.iter().any(|stage| !stage.missing) {
        give("drop-stage", own.clone(), "(left out)".to_owned(), rest);
    }
    if stages[first].missing {
        let mut stages = stages.to_vec();
        stages[first..first + runs].iter_mut().for_each(|stage| stage.missing = false);
        give("missing-stage", own.clone(), own.trim_start_matches('!').to_owned(), stages);
    }
    if let Some((next, count)) = next(query, first + runs).filter(|_| is_sequence) {
        let mut stages = stages.to_vec();
        stages[first..first + runs + count].rotate_left(runs);
        let other = shown(query, next);
        give("swap-stages", format!("{own} {other}"), format!("{other} {own}"), stages);
    }
}

/// The seat that begins at a stage, and how many copies it has.
fn next(query: &Query, place: usize) -> Option<(Seat, usize)> {
    seats(&query.form).into_iter().find_map(|seat| match seat {
        Seat::Stage { first, runs } if first == place => Some((seat, runs)),
        Seat::Event | Seat::Stage { .. } | Seat::Until => None,
    })
}

/// The form with other stages or parts.
pub(super) fn with_stages(form: &Form, stages: Vec<Stage>) -> Form {
    match form {
        Form::Event(filter) => Form::Event(filter.clone()),
        Form::Sequence(sequence) => Form::Sequence(Sequence { stages, ..sequence.clone() }),
        Form::Sample(_) => Form::Sample(Sample { parts: stages }),
    }
}

/// A stage in its brackets.
pub(super) fn shown(query: &Query, seat: Seat) -> String {
    let Some(stage) = seat.stage(&query.form) else { return String::new() };
    let missing = if stage.missing { "!" } else { "" };
    format!("{missing}[{}]", words::condition(query, &stage.filter.condition))
}
