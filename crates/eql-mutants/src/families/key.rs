//! A join key is left out of all stages, or an absent value is a key where it was not, or is none where it was.

use diagnostics::Span;
use eql_hir::{Form, Key, Query, Sample, Sequence, Stage};

use super::{Example, Family};
use crate::mutant::{Change, Mutant, Place};
use crate::walk::Sink;
use crate::words;

pub(super) static FAMILY: Family = Family {
    kinds: &["drop-key", "optional-key"],
    summary: "A join key is left out of all stages, or is optional where it was not, or not where it was.",
    examples: &[
        Example {
            query: "sequence by host.id [process where true] [file where true]",
            kind: "drop-key",
            before: "by host.id",
            after: "(left out)",
            noticed: &[
                r#"{"@timestamp": 1, "event.category": "process", "host.id": "a"}"#,
                r#"{"@timestamp": 2, "event.category": "file", "host.id": "b"}"#,
            ],
            unnoticed: &[r#"{"@timestamp": 1, "event.category": "process", "host.id": "a"}"#],
        },
        Example {
            query: "sequence by host.id [process where true] [file where true]",
            kind: "optional-key",
            before: "by host.id",
            after: "by ?host.id",
            noticed: &[
                r#"{"@timestamp": 1, "event.category": "process"}"#,
                r#"{"@timestamp": 2, "event.category": "file"}"#,
            ],
            unnoticed: &[
                r#"{"@timestamp": 1, "event.category": "process", "host.id": "a"}"#,
                r#"{"@timestamp": 2, "event.category": "file"}"#,
            ],
        },
        Example {
            query: "sample by ?host.id [process where true] [file where true]",
            kind: "optional-key",
            before: "by ?host.id",
            after: "by host.id",
            noticed: &[
                r#"{"@timestamp": 1, "event.category": "process"}"#,
                r#"{"@timestamp": 2, "event.category": "file"}"#,
            ],
            unnoticed: &[
                r#"{"@timestamp": 1, "event.category": "process", "host.id": "a"}"#,
                r#"{"@timestamp": 2, "event.category": "file", "host.id": "a"}"#,
            ],
        },
    ],
    whole: Some(whole),
    ..Family::IDLE
};

fn whole(query: &Query, sink: &mut Sink<'_>) {
    let (stages, until): (&[Stage], _) = match &query.form {
        Form::Event(_) => return,
        Form::Sequence(sequence) => (&sequence.stages, sequence.until.as_ref()),
        Form::Sample(sample) => (&sample.parts, None),
    };
    let count = stages.iter().chain(until).map(|stage| stage.keys.len()).min().unwrap_or(0);
    for place in 0..count {
        let column: Vec<Key> = stages.iter().map(|stage| stage.keys[place]).collect();
        let before = shown(query, &column);
        let mut give = |kind, after: String, change: &dyn Fn(&mut Stage)| {
            let span = stages[0].span;
            let change = Change::Form(changed(&query.form, change));
            // The global keys stand in front of the stages.
            let span = if is_global(&column) { Span::default() } else { span };
            let place = Place::Key(place);
            sink.give(Mutant {
                kind,
                place,
                span,
                element: None,
                before: before.clone(),
                after,
                change,
            });
        };
        give("drop-key", "(left out)".to_owned(), &|stage| {
            stage.keys.remove(place);
        });
        for group in groups(&column) {
            let optional = !column[group[0]].optional;
            let turned: Vec<Key> = column
                .iter()
                .enumerate()
                .map(
                    |(stage, key)| {
                        if group.contains(&stage) { Key { optional, ..*key } } else { *key }
                    },
                )
                .collect();
            let spans: Vec<Span> = group.iter().map(|&stage| stages[stage].span).collect();
            give("optional-key", shown(query, &turned), &|stage: &mut Stage| {
                if spans.contains(&stage.span) {
                    stage.keys[place].optional = optional;
                }
            });
        }
    }
}

/// Which stages go together: all of them for a key that all stages share, else those with this field.
fn groups(column: &[Key]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (stage, key) in column.iter().enumerate() {
        match groups.iter_mut().find(|group| column[group[0]] == *key) {
            Some(group) => group.push(stage),
            None => groups.push(vec![stage]),
        }
    }
    groups
}

fn is_global(column: &[Key]) -> bool {
    column.iter().all(|key| *key == column[0])
}

/// The key of all stages, or those of each.
fn shown(query: &Query, column: &[Key]) -> String {
    let mut keys: Vec<String> = column.iter().map(|key| words::key(query, *key)).collect();
    if is_global(column) {
        keys.truncate(1);
    }
    format!("by {}", keys.join(" / "))
}

/// The form with a change of all its stages. The end goes with the stages: its keys are optional anyway (spec 15.7).
fn changed(form: &Form, change: &dyn Fn(&mut Stage)) -> Form {
    let all = |stages: &[Stage]| -> Vec<Stage> {
        let mut stages = stages.to_vec();
        stages.iter_mut().for_each(change);
        stages
    };
    match form {
        Form::Event(filter) => Form::Event(filter.clone()),
        Form::Sequence(sequence) => Form::Sequence(Sequence {
            stages: all(&sequence.stages),
            until: sequence.until.as_ref().and_then(|until| all(std::slice::from_ref(until)).pop()),
            ..sequence.clone()
        }),
        Form::Sample(sample) => Form::Sample(Sample { parts: all(&sample.parts) }),
    }
}
