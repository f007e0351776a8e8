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
        give(Some(match pipe {
            Pipe::Head(count) => Pipe::Tail(count),
            Pipe::Tail(count) => Pipe::Head(count),
        }));
        give(Some(counted(pipe, -1)));
        give(Some(counted(pipe, 1)));
    }
}

/// The pipe with another count; itself where there is none.
fn counted(pipe: Pipe, step: i64) -> Pipe {
    match pipe {
        Pipe::Head(count) => Pipe::Head(count.saturating_add_signed(step)),
        Pipe::Tail(count) => Pipe::Tail(count.saturating_add_signed(step)),
    }
}

fn shown(pipe: Pipe) -> String {
    match pipe {
        Pipe::Head(count) => format!("| head {count}"),
        Pipe::Tail(count) => format!("| tail {count}"),
    }
}
