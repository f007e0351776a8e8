//! The report as one HTML file: figures, the ATT&CK matrix, and each rule with its query in colour and its cases on a time
//! axis.

mod matrix;
mod mutants;
mod rule;
mod timeline;

use diagnostics::render;
use maud::{Markup, html};

use super::human;
use crate::fixtures::{RuleReport, TestReport};
use crate::html::{Tone, message, page, tile};
use crate::mutation;

/// About how many cases a page shows; of those of one kind of one rule 6 to 60.
const PICTURES: usize = 5000;

/// The whole page.
pub fn html(report: &TestReport<'_>) -> String {
    let lead = html! { p { (human::summary(report)) } };
    let body = html! {
        div.tiles { (tiles(report)) }
        (unusable(report))
        (matrix::section(report))
        h2 #rules { "Rules" }
        (filter())
        @for rule in in_order(report) { (rule::section(rule, drawn(report))) }
    };
    page("Rule tests", &lead, &body)
}

/// How many cases of a kind are drawn of each rule, so that the page of a large repository stays one that a phone can show.
fn drawn(report: &TestReport<'_>) -> usize {
    (PICTURES / (2 * report.rules.len().max(1))).clamp(6, 60)
}

/// The rules that failed first, then those with something left to do.
fn in_order<'a, 'r>(report: &'a TestReport<'r>) -> Vec<&'a RuleReport<'r>> {
    let mut rules: Vec<_> = report.rules.iter().collect();
    rules.sort_by_key(|report| tone(report));
    rules
}

/// How a rule went: bad where it failed, part where some of it is not covered.
fn tone(report: &RuleReport<'_>) -> Tone {
    let is_open = report.coverage.as_ref().is_some_and(|it| it.uncovered().next().is_some());
    match (report.passed(), is_open || !report.findings.is_empty()) {
        (false, _) => Tone::Bad,
        (true, true) => Tone::Part,
        (true, false) => Tone::Good,
    }
}

/// The anchor of a rule.
fn anchor(report: &RuleReport<'_>) -> String {
    format!("rule-{}", report.rule.id)
}

fn tiles(report: &TestReport<'_>) -> Markup {
    let (rules, failed) = (report.rules.len(), report.failed());
    let cases = report.cases().count();
    let failed_cases = report.cases().filter(|case| !case.verdict.is_passed()).count();
    let tone = |failed| if failed == 0 { Tone::Good } else { Tone::Bad };
    html! {
        (tile(tone(failed), &format!("{}/{rules}", rules - failed), "rules passed", &failures(failed)))
        (tile(tone(failed_cases), &cases.to_string(), "cases", &failures(failed_cases)))
        @if let Some(counts) = report.coverage() {
            @let is_full = counts.covered == counts.leaves;
            (tile(
                if is_full { Tone::Good } else { Tone::Part },
                &format!("{:.1} %", counts.percent()),
                "clauses covered",
                &format!("{} of {} decide both ways", counts.covered, counts.leaves),
            ))
            @let is_full = counts.covered_stages == counts.stages;
            @if counts.stages > 0 {
                (tile(
                    if is_full { Tone::Good } else { Tone::Part },
                    &format!("{}/{}", counts.covered_stages, counts.stages),
                    "stages covered",
                    "taken, and refused where it decides",
                ))
            }
        }
        @if let Some(mutants) = report.mutation() {
            @let tally = mutants.tally();
            (tile(
                if tally.survived == 0 { Tone::Good } else { Tone::Part },
                &mutation::percent(tally.score()),
                "mutants killed",
                &format!("{} of {}", tally.killed, tally.total()),
            ))
        }
        (tile(Tone::Plain, &matrix::techniques(report).to_string(), "techniques", "of ATT&CK, see the matrix"))
    }
}

fn failures(count: usize) -> String {
    if count == 0 { "none failed".to_owned() } else { format!("{count} failed") }
}

/// What is about no rule.
fn unusable(report: &TestReport<'_>) -> Markup {
    let problems = report.unusable.iter().map(ToString::to_string);
    let findings = render::concise(&report.findings);
    let lines: Vec<_> = problems.chain(findings.lines().map(str::to_owned)).collect();
    html! {
        @if !lines.is_empty() {
            ul.problems.part { @for line in &lines { li { (message(line)) } } }
        }
    }
}

/// Chooses which rules show; the style sheet does it.
fn filter() -> Markup {
    html! {
        div.filter {
            label { input.f-all type="radio" name="show" checked; "All" }
            label { input.f-bad type="radio" name="show"; "Failed" }
            label { input.f-open type="radio" name="show"; "Not complete" }
        }
    }
}
