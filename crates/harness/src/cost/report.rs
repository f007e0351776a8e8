//! Costs as a table for people and as lines for programs.

use std::fmt::Write;

use diagnostics::Span;
use matcher::Work;
use serde::Serialize;

use super::{ClauseCost, Costs, RuleCost, per_event};

/// The longest clause that the table shows, in characters.
const MAX_CLAUSE: usize = 100;

/// The dearest rules, a line each, and below it the clause that makes the rule dear.
pub fn table(costs: &Costs, top: usize) -> String {
    let mut text = format!(
        "cost per event of {} rules over {} events; cost = instructions + {} x leaves evaluated + bytes\n\n",
        costs.rules.len(),
        costs.events,
        Work::LEAF,
    );
    let head = ["cost", "in scan", "candidates", "instructions", "leaves", "bytes", "rule"];
    add_row(&mut text, head.map(str::to_owned));
    for rule in costs.rules.iter().take(top) {
        add_rule(&mut text, rule);
    }
    text
}

fn add_rule(text: &mut String, rule: &RuleCost) {
    let rate = |amount| format!("{:.1}", per_event(amount, rule.events));
    let candidates = per_event(rule.candidates, rule.events) * 100.0;
    add_row(
        text,
        [
            rate(rule.alone.cost()),
            rate(rule.scan.cost()),
            format!("{candidates:.1} %"),
            rate(rule.alone.instructions),
            rate(rule.alone.leaves),
            rate(rule.alone.bytes),
            rule.name.clone(),
        ],
    );
    if let Some(clause) = rule.dearest() {
        let place = rule.source.position(clause.span.start);
        let share = format!("{:.0} %", rule.share(clause) * 100.0);
        let (file, line, column) = (rule.source.name(), place.line, place.column);
        let clause = shortened(&clause.text);
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{share:>9}  {file}:{line}:{column}: {clause}");
    }
}

fn add_row(text: &mut String, cells: [String; 7]) {
    let [cost, scan, candidates, instructions, leaves, bytes, rule] = cells;
    let _ = writeln!(
        text,
        "{cost:>9} {scan:>9} {candidates:>11} {instructions:>13} {leaves:>7} {bytes:>8}  {rule}"
    );
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_CLAUSE) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

#[derive(Serialize)]
struct RuleLine<'a> {
    rule: Name<'a>,
    file: &'a str,
    events: u64,
    cost_per_event: f64,
    max_cost_per_event: Option<f64>,
    over_budget: bool,
    alone: Amount,
    scan: ScanAmount,
    clauses: Vec<ClauseLine<'a>>,
}

#[derive(Serialize)]
struct Name<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Amount {
    cost: u64,
    instructions: u64,
    leaves: u64,
    bytes: u64,
}

#[derive(Serialize)]
struct ScanAmount {
    candidates: u64,
    #[serde(flatten)]
    amount: Amount,
}

#[derive(Serialize)]
struct ClauseLine<'a> {
    text: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(flatten)]
    amount: Amount,
}

/// The rules, one JSON object a line, with all their clauses; rules and clauses the dearest first.
pub fn json(costs: &Costs, top: usize) -> String {
    costs.rules.iter().take(top).map(|rule| to_line(rule) + "\n").collect()
}

fn to_line(rule: &RuleCost) -> String {
    let line = RuleLine {
        rule: Name { id: &rule.id, name: &rule.name },
        file: rule.source.name(),
        events: rule.events,
        cost_per_event: rule.per_event(),
        max_cost_per_event: rule.budget.as_ref().map(|budget| budget.max_cost_per_event),
        over_budget: rule.is_over_budget(),
        alone: rule.alone.into(),
        scan: ScanAmount { candidates: rule.candidates, amount: rule.scan.into() },
        clauses: rule.clauses.iter().map(|clause| clause_line(rule, clause)).collect(),
    };
    // Texts and finite numbers always have a JSON form.
    serde_json::to_string(&line).unwrap_or_default()
}

fn clause_line<'a>(rule: &RuleCost, clause: &'a ClauseCost) -> ClauseLine<'a> {
    let Span { start, end } = clause.span;
    let (start, end) = (rule.source.position(start), rule.source.position(end));
    ClauseLine {
        text: &clause.text,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        amount: clause.work.into(),
    }
}

impl From<Work> for Amount {
    fn from(work: Work) -> Self {
        let Work { instructions, leaves, bytes } = work;
        Self { cost: work.cost(), instructions, leaves, bytes }
    }
}
