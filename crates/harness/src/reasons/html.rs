//! An explanation as a page for the browser: the query in colour, the tree of what it saw, what is in the way.

use maud::{Markup, html};

use super::human::{change_line, edit_line, fact_lines, list, records_of, taken};
use super::obstacle::Obstacles;
use super::record::RecordReason;
use super::tree::{Node, What};
use super::{Explanation, StageReason};
use crate::Rule;
use crate::html::{Mark, Tone, code, message, page, tile};

/// The explanation as one HTML file.
pub fn html(explanation: &Explanation, rule: &Rule) -> String {
    let lead = html! { p { code { (explanation.id) } " · " (explanation.kind) " rule" } };
    let body = html! {
        div.tiles {
            (tile(Tone::Plain, &explanation.events.to_string(), "events", "in the file"))
            (matches_tile(explanation))
        }
        @if let Some(obstacles) = &explanation.obstacles { (in_the_way(obstacles)) }
        @if let Some(record) = &explanation.record {
            h2 { "Record " (record.record) }
            (of_record(record))
        }
        h2 { "Query" }
        (query(explanation, rule))
        @if !explanation.stages.is_empty() { h2 { "Stages" } }
        @for stage in &explanation.stages { (of_stage(stage)) }
    };
    page(&explanation.name, &lead, &body)
}

fn matches_tile(explanation: &Explanation) -> Markup {
    let matches = &explanation.matches;
    let first = matches.first().map(|(records, _)| records_of(records));
    let tone = if matches.is_empty() { Tone::Part } else { Tone::Good };
    let more = first.unwrap_or_else(|| "see below why".to_owned());
    tile(
        tone,
        &matches.len().to_string(),
        if matches.len() == 1 { "match" } else { "matches" },
        &more,
    )
}

fn in_the_way(obstacles: &Obstacles) -> Markup {
    html! {
        h2 { "In the way of a match" }
        @if !obstacles.closest.is_empty() { p { "Closest to a match: " (records_of(&obstacles.closest)) "." } }
        ul.problems.part {
            @for line in obstacles.facts.iter().flat_map(fact_lines) { li { (message(&line)) } }
        }
    }
}

/// The query, its clauses coloured by what they say of the record, or of the record at each stage.
fn query(explanation: &Explanation, rule: &Rule) -> Markup {
    let records = explanation.record.iter();
    let records =
        records.chain(explanation.stages.iter().filter_map(|stage| stage.record.as_ref()));
    let mut marks = Vec::new();
    for record in records {
        collect(&record.tree, &mut marks);
    }
    let number = |at| {
        let at = diagnostics::Span { start: at, end: at };
        super::tree::line_of(rule, at)
    };
    code(&rule.text.text, &marks, number)
}

fn collect(node: &Node, marks: &mut Vec<Mark>) {
    match &node.what {
        What::Constant => {}
        What::Clause { span, .. } => {
            marks.push(Mark { span: *span, tone: tone(node), title: title(node).to_owned() });
        }
        What::Not(inner) => collect(inner, marks),
        What::All(parts) | What::Some(parts) => parts.iter().for_each(|part| collect(part, marks)),
    }
}

fn tone(node: &Node) -> Tone {
    match (node.changes, node.holds) {
        (true, _) => Tone::Bad,
        (false, true) => Tone::Good,
        (false, false) => Tone::Plain,
    }
}

fn title(node: &Node) -> &'static str {
    match (node.changes, node.holds) {
        (true, true) => "holds, and must not",
        (true, false) => "does not hold, and must",
        (false, true) => "holds",
        (false, false) => "does not hold",
    }
}

fn of_record(record: &RecordReason) -> Markup {
    html! {
        ul.tree { (tree(&record.tree)) }
        @if let Some(changes) = record.changes.as_ref().filter(|changes| !changes.is_empty()) {
            h3 { "The smallest change that would match" }
            ul.problems {
                @for change in changes { li { (message(&change_line(change))) } }
            }
            @if !record.edits.is_empty() {
                p { "For example" }
                ul.chips { @for edit in &record.edits { li { code { (edit_line(edit)) } } } }
            }
        }
        @if record.changes.is_none() { p { "No event can match this." } }
    }
}

fn tree(node: &Node) -> Markup {
    let tone = tone(node);
    let sign = if node.holds { "✓" } else { "✕" };
    html! {
        li class=(tone.class()) {
            span.truth title=(title(node)) { (sign) } " "
            @match &node.what {
                What::Constant => (node.holds),
                What::Clause { text, line, seen, .. } => {
                    code.mark { (text) } " "
                    small {
                        "line " (line)
                        @for seen in seen { " · " (seen.field) " is " b { (list(&seen.values)) } }
                    }
                },
                What::Not(inner) => { "not" ul { (tree(inner)) } },
                What::All(parts) => { "all of" ul { @for part in parts { (tree(part)) } } },
                What::Some(parts) => { "some of" ul { @for part in parts { (tree(part)) } } },
            }
        }
    }
}

fn of_stage(stage: &StageReason) -> Markup {
    let lacks = stage.taken.is_empty() && stage.role.is_needed();
    let tone = if lacks { Tone::Bad } else { Tone::Good };
    html! {
        details class={ "rule " (tone.class()) } open[lacks] {
            summary {
                span.sign { (tone.sign()) }
                span.name { (stage.name()) ", line " (stage.line) }
                span.facts { (taken(&stage.taken)) }
            }
            div.inside {
                @match &stage.record {
                    Some(record) => { h3 { "Record " (record.record) } (of_record(record)) },
                    None => p.soft { "Ask for one event with --record to see how it fares here." },
                }
            }
        }
    }
}
