//! The time that a sequence may take is a millisecond shorter or longer, twice as long, or unbounded.

use diagnostics::Span;
use eql_hir::{Form, Query, Sequence};

use super::{Example, Family};
use crate::mutant::{Change, Mutant, Place};
use crate::walk::Sink;

pub(super) static FAMILY: Family = Family {
    kinds: &["maxspan"],
    summary: "The time that a sequence may take is a millisecond shorter or longer, twice as long, or unbounded.",
    examples: &[
        Example {
            query: "sequence with maxspan=1s [process where true] [file where true]",
            kind: "maxspan",
            before: "maxspan=1s",
            after: "maxspan=1001ms",
            noticed: &[
                r#"{"@timestamp": 1000, "event.category": "process"}"#,
                r#"{"@timestamp": 2001, "event.category": "file"}"#,
            ],
            unnoticed: &[
                r#"{"@timestamp": 1000, "event.category": "process"}"#,
                r#"{"@timestamp": 2000, "event.category": "file"}"#,
            ],
        },
        Example {
            query: "sequence with maxspan=1s [process where true] [file where true]",
            kind: "maxspan",
            before: "maxspan=1s",
            after: "maxspan=999ms",
            noticed: &[
                r#"{"@timestamp": 1000, "event.category": "process"}"#,
                r#"{"@timestamp": 2000, "event.category": "file"}"#,
            ],
            unnoticed: &[
                r#"{"@timestamp": 1000, "event.category": "process"}"#,
                r#"{"@timestamp": 1999, "event.category": "file"}"#,
            ],
        },
    ],
    whole: Some(whole),
    ..Family::IDLE
};

const MILLISECOND: i128 = 1_000_000;

fn whole(query: &Query, sink: &mut Sink<'_>) {
    let Form::Sequence(sequence) = &query.form else { return };
    let Some(span) = sequence.maxspan else { return };
    let needs_one = sequence.stages.iter().any(|stage| stage.missing);
    let shorter = (span > MILLISECOND).then_some(span - MILLISECOND);
    let others = [shorter, Some(span + MILLISECOND), Some(span * 2)];
    let others = others.into_iter().flatten().map(Some);
    for other in others.chain((!needs_one).then_some(None)) {
        sink.give(Mutant {
            kind: "maxspan",
            place: Place::Maxspan,
            span: Span::default(),
            element: None,
            before: maxspan_text(Some(span)),
            after: maxspan_text(other),
            change: Change::Form(Form::Sequence(Sequence { maxspan: other, ..sequence.clone() })),
        });
    }
}

/// The time that a sequence may take as a query says it, in the longest unit that says it exactly: `maxspan=5m`, or
/// `no maxspan`.
pub fn maxspan_text(span: Option<i128>) -> String {
    let Some(span) = span else { return "no maxspan".to_owned() };
    let millis = span / MILLISECOND;
    let units = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];
    let exact = units.into_iter().find(|(_, size)| millis % size == 0);
    let (unit, size) = exact.unwrap_or(("ms", 1));
    format!("maxspan={}{unit}", millis / size)
}
