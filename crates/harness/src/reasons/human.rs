//! An explanation as lines for people.

use std::fmt::Write;

use event::{Json, Value};

use super::obstacle::{Fact, Obstacles};
use super::record::{Change, RecordReason};
use super::repair::Edit;
use super::tree::{Node, Seen, What};
use super::{Explanation, StageReason};

/// The most records that a line names.
const MAX_RECORDS: usize = 10;

/// The explanation as text that ends its own lines.
pub fn human(explanation: &Explanation) -> String {
    let Explanation { id, name, kind, events, matches, .. } = explanation;
    let verdict = match matches.as_slice() {
        [] => "no match".to_owned(),
        [one] => format!("one match, {}", records_of(&one.0)),
        [first, ..] => format!("{} matches, the first {}", matches.len(), records_of(&first.0)),
    };
    let events = if *events == 1 { "1 event".to_owned() } else { format!("{events} events") };
    let mut out = format!("{name} [{id}]\n{kind} rule over {events}: {verdict}\n");
    // Writing to a text cannot fail.
    let _ = write_body(&mut out, explanation);
    out
}

fn write_body(out: &mut String, explanation: &Explanation) -> std::fmt::Result {
    if let Some(record) = &explanation.record {
        writeln!(out, "\nrecord {}: {}", record.record, verdict(record))?;
        write_record(out, record, 1)?;
    }
    if !explanation.stages.is_empty() {
        out.push('\n');
    }
    for stage in &explanation.stages {
        write_stage(out, stage)?;
    }
    match &explanation.obstacles {
        Some(obstacles) => write_obstacles(out, obstacles),
        None => Ok(()),
    }
}

/// `records 2, missing, 7`.
pub(super) fn records_of(records: &[Option<usize>]) -> String {
    let word = if records.len() == 1 { "record" } else { "records" };
    let record =
        |record: &Option<usize>| record.map_or("missing".to_owned(), |record| record.to_string());
    format!("{word} {}", records.iter().map(record).collect::<Vec<_>>().join(", "))
}

fn verdict(record: &RecordReason) -> String {
    match (&record.changes, record.holds) {
        (_, true) => "matches".to_owned(),
        (None, false) => "no event can match".to_owned(),
        (Some(changes), false) => match changes.len() {
            1 => "would match if one clause changed".to_owned(),
            number => format!("would match if {number} clauses changed"),
        },
    }
}

fn write_record(out: &mut String, record: &RecordReason, depth: usize) -> std::fmt::Result {
    write_node(out, &record.tree, depth)?;
    let changes = record.changes.iter().flatten();
    for change in changes {
        writeln!(out, "{}change: {}", "  ".repeat(depth), change_line(change))?;
    }
    for edit in &record.edits {
        writeln!(out, "{}e.g. {}", "  ".repeat(depth), edit_line(edit))?;
    }
    Ok(())
}

/// `process.name "b" -> "a"`.
pub(super) fn edit_line(edit: &Edit) -> String {
    format!("{}: {} -> {}", edit.field, list(&edit.from), list(&edit.to))
}

/// `line 12: ... must hold; the event has process.name "x"`.
pub(super) fn change_line(change: &Change) -> String {
    let Change { text, line, wanted, seen, .. } = change;
    format!("line {line}: `{text}` {}; {}", wanted.words(), seen_words(seen))
}

fn write_node(out: &mut String, node: &Node, depth: usize) -> std::fmt::Result {
    let mark = if node.holds { "✓" } else { "✗" };
    let indent = "  ".repeat(depth);
    let nested = |out: &mut String, word: &str, parts: &[Node]| {
        writeln!(out, "{indent}{mark} {word}")?;
        parts.iter().try_for_each(|part| write_node(out, part, depth + 1))
    };
    match &node.what {
        What::Constant => writeln!(out, "{indent}{mark} {}", node.holds),
        What::Clause { text, seen, .. } => {
            let change = if node.changes { "  <- change this" } else { "" };
            writeln!(out, "{indent}{mark} {text}    [{}]{change}", seen_words(seen))
        }
        What::Not(inner) => nested(out, "not", std::slice::from_ref(inner)),
        What::All(parts) => nested(out, "all of", parts),
        What::Some(parts) => nested(out, "some of", parts),
    }
}

/// `process.name is "cmd.exe", process.pid is absent`.
pub(super) fn seen_words(seen: &[Seen]) -> String {
    if seen.is_empty() {
        return "asks no field of this event".to_owned();
    }
    seen.iter()
        .map(|seen| format!("{} is {}", seen.field, list(&seen.values)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The values of a field as JSON; a list in brackets.
pub(super) fn list(values: &[Value<'static>]) -> String {
    // A scalar always has a JSON form.
    let json = |value| serde_json::to_string(&Json::from(value)).unwrap_or_default();
    let shown: Vec<_> = values.iter().map(json).collect();
    match shown.as_slice() {
        [] => "absent".to_owned(),
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}

fn write_stage(out: &mut String, stage: &StageReason) -> std::fmt::Result {
    writeln!(out, "{}, line {}: {}", stage.name(), stage.line, taken(&stage.taken))?;
    let Some(record) = &stage.record else { return Ok(()) };
    writeln!(out, "  record {}: {}", record.record, verdict(record))?;
    write_record(out, record, 2)
}

/// `takes records 2, 5 and 7 more`.
pub(super) fn taken(records: &[usize]) -> String {
    let named: Vec<_> = records.iter().take(MAX_RECORDS).map(ToString::to_string).collect();
    match records.len() {
        0 => "takes no event".to_owned(),
        1 => format!("takes record {}", named[0]),
        number if number <= MAX_RECORDS => format!("takes records {}", named.join(", ")),
        number => format!("takes records {} and {} more", named.join(", "), number - MAX_RECORDS),
    }
}

fn write_obstacles(out: &mut String, obstacles: &Obstacles) -> std::fmt::Result {
    if obstacles.closest.is_empty() {
        writeln!(out, "\nin the way of a match:")?;
    } else {
        let closest = records_of(&obstacles.closest);
        writeln!(out, "\nclosest to a match: {closest}; in its way:")?;
    }
    for line in obstacles.facts.iter().flat_map(fact_lines) {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

/// What a fact says, a line for each thing to change.
pub(super) fn fact_lines(fact: &Fact) -> Vec<String> {
    match fact {
        Fact::Impossible { role } => vec![format!("{role}: no event can fulfil its condition")],
        Fact::Clauses { role, record, changes } => {
            let line = |change| format!("{role}, record {record}: {}", change_line(change));
            changes.iter().map(line).collect()
        }
        Fact::Key { values: keys } => {
            let one = |(record, seen): &(usize, Seen)| {
                format!("record {record} has {} {}", seen.field, list(&seen.values))
            };
            vec![format!("join key: {}", keys.iter().map(one).collect::<Vec<_>>().join(", "))]
        }
        Fact::Maxspan { maxspan, span } => {
            let over = seconds(span - maxspan);
            let (span, maxspan) = (seconds(*span), seconds(*maxspan));
            vec![format!("maxspan: the events are {span} apart, {over} more than {maxspan}")]
        }
        Fact::Until { record } => vec![format!("until: record {record} ends the sequence")],
        Fact::Occurred { role, record } => {
            vec![format!("{role}: record {record} occurred")]
        }
        Fact::Untimed { role } => vec![format!("{role}: its events have no time")],
        Fact::TooFew { role, runs, taken } => {
            vec![format!("{role}: needs {runs} events and takes {taken}")]
        }
        Fact::Order => {
            vec!["order: the events of the stages do not follow each other in time".to_owned()]
        }
    }
}

/// `12.5 s`.
pub(super) fn seconds(nanos: i128) -> String {
    let (whole, rest) = (nanos / 1_000_000_000, nanos % 1_000_000_000);
    let fraction = format!("{rest:09}");
    match fraction.trim_end_matches('0') {
        "" => format!("{whole} s"),
        fraction => format!("{whole}.{fraction} s"),
    }
}
