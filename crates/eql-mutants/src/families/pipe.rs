//! A pipe is left out, keeps one match more or less, or keeps them at the other end.

use diagnostics::Span;
use eql_functions::Pipe;
use eql_hir::Query;

use super::{Example, Family};
use crate::edit::{with, without};
use crate::mutant::{Change, Mutant, Place};
use crate::walk::Sink;

pub(super) static FAMILY: Family = Family {
    kinds: &["pipe"],
    summary: "A pipe is left out, keeps one match more or less, or keeps them at the other end.",
    examples: &[
        Example {
            query: "process where true | head 1",
            kind: "pipe",
            before: "| head 1",
            after: "| tail 1",
            noticed: &[
                r#"{"@timestamp": 1, "event.category": "process"}"#,
                r#"{"@timestamp": 2, "event.category": "process"}"#,
            ],
            unnoticed: &[r#"{"@timestamp": 1, "event.category": "process"}"#],
        },
        Example {
            query: "process where true | head 1",
            kind: "pipe",
            before: "| head 1",
            after: "| head 0",
            noticed: &[r#"{"@timestamp": 1, "event.category": "process"}"#],
            unnoticed: &[r#"{"@timestamp": 1, "event.category": "file"}"#],
        },
    ],
    tail: Some(tail),
    ..Family::IDLE
};

fn tail(query: &Query, sink: &mut Sink<'_>) {
    for (index, &pipe) in query.pipes.iter().enumerate() {
        let mut give = |after: Option<Pipe>| {
            let pipes = match after {
                Some(after) => with(&query.pipes, index, after),
                None => without(&query.pipes, index),
            };
            sink.give(Mutant {
                kind: "pipe",
                place: Place::Pipe(index),
                span: Span::default(),
                element: None,
                before: shown(pipe),
                after: after.map_or("(left out)".to_owned(), shown),
                change: Change::Pipes(pipes),
            });
        };
        give(None);
        let (count, same, other): (u64, fn(u64) -> Pipe, fn(u64) -> Pipe) = match pipe {
            Pipe::Head(count) => (count, Pipe::Head, Pipe::Tail),
            Pipe::Tail(count) => (count, Pipe::Tail, Pipe::Head),
        };
        give(Some(other(count)));
        give(count.checked_sub(1).map(same).or(Some(pipe)));
        give(count.checked_add(1).map(same).or(Some(pipe)));
    }
}

fn shown(pipe: Pipe) -> String {
    match pipe {
        Pipe::Head(count) => format!("| head {count}"),
        Pipe::Tail(count) => format!("| tail {count}"),
    }
}
