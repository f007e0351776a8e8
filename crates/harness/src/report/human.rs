//! A line a rule, and one for each thing that is wrong.

use crate::Rule;
use crate::coverage::{Counts, Coverage, Covered};
use crate::fixtures::{CaseReport, Expectation, RuleReport, TestReport};
use crate::mutation;
use crate::summary::counted;

/// How many constants of a list a line names.
const IDLE: usize = 5;

/// The lines of all rules.
pub fn human(report: &TestReport<'_>) -> String {
    let totals = report.mutation().map(|totals| format!("\n{}", totals.lines()));
    report.rules.iter().map(rule).chain(totals).collect()
}

/// `tested 2 rules on 3 cases: 1 rule failed`
pub fn summary(report: &TestReport<'_>) -> String {
    let rules = counted(report.rules.len() as u64, "rule", "rules");
    let cases = counted(report.cases().count() as u64, "case", "cases");
    let failed = counted(report.failed() as u64, "rule", "rules");
    let mutants = report.mutation().map(|totals| format!(", {}", totals.summary()));
    format!("tested {rules} on {cases}: {failed} failed{}", mutants.unwrap_or_default())
}

/// `wrote 1 snapshot`
pub fn blessed(report: &TestReport<'_>) -> String {
    let written = report.rules.iter().filter(|report| report.blessed).count();
    format!("wrote {}", counted(written as u64, "snapshot", "snapshots"))
}

fn rule(report: &RuleReport<'_>) -> String {
    let failures: String = report.failures().map(case).collect();
    let stale = report.stale.iter().map(|title| format!("  {}\n", stale(title)));
    let stale = stale.collect::<Vec<_>>().concat();
    let (counts, uncovered) = report.coverage.as_ref().map_or_else(Default::default, |coverage| {
        (counts(&coverage.counts()), uncovered(report.rule, coverage))
    });
    let mutants = report.mutation.as_ref().map(mutation::lines).unwrap_or_default();
    let below = below(report);
    format!("{}{counts}\n{failures}{stale}{uncovered}{mutants}{below}", heading(report))
}

/// `, 24 of 26 leaves and 2 of 2 stages covered`
fn counts(counts: &Counts) -> String {
    let Counts { leaves, covered, stages, covered_stages, .. } = *counts;
    let of_stages = match stages {
        0 => String::new(),
        _ => format!(" and {covered_stages} of {}", counted(stages as u64, "stage", "stages")),
    };
    format!(", {covered} of {}{of_stages} covered", counted(leaves as u64, "leaf", "leaves"))
}

/// A line for each leaf and stage that is not covered, and for each list of which no case hits some constants.
fn uncovered(rule: &Rule, coverage: &Coverage) -> String {
    let line = |part: &Covered, what: &str| {
        let place = rule.source.position(rule.text.map_span(part.span).start);
        format!("  {}:{}:{}: {what}\n", rule.source.name(), place.line, place.column)
    };
    let gaps = coverage
        .uncovered()
        .map(|part| line(part, &format!("{}: {}", part.gaps().join(", "), part.text)));
    let idle = coverage.leaves.iter().filter_map(|leaf| Some(line(leaf, &idle(leaf)?)));
    gaps.chain(idle).collect()
}

/// ``no case hits `a`, `b` and 7 more`` of a list that is hit at all.
pub(super) fn idle(leaf: &Covered) -> Option<String> {
    leaf.when_true.seen.as_ref()?;
    let shown: Vec<_> =
        leaf.idle.iter().take(IDLE).map(|constant| format!("`{constant}`")).collect();
    let more = leaf.idle.len().saturating_sub(IDLE);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    (!shown.is_empty()).then(|| format!("no case hits {}{more}", shown.join(", ")))
}

/// `covered 24 of 26 leaves (92.3 %): 26 made true, 25 made false, 24 decide both ways; 4 of 4 stages`
pub fn coverage(report: &TestReport<'_>) -> Option<String> {
    let counts = report.coverage()?;
    let Counts { made_true, made_false, covered, stages, covered_stages, .. } = counts;
    let leaves = counted(counts.leaves as u64, "leaf", "leaves");
    let percent = counts.percent();
    Some(format!(
        "covered {covered} of {leaves} ({percent:.1} %): {made_true} made true, {made_false} made false, {covered} \
         decide both ways; {covered_stages} of {}",
        counted(stages as u64, "stage", "stages")
    ))
}

/// `FAIL Name (2 positive, 1 negative)`
pub(super) fn heading(report: &RuleReport<'_>) -> String {
    let (positive, negative) =
        (report.count(Expectation::Positive), report.count(Expectation::Negative));
    let verdict = if report.passed() { "ok  " } else { "FAIL" };
    let lack = if positive == 0 && report.is_whole { ", no positive fixture" } else { "" };
    format!("{verdict} {} ({positive} positive, {negative} negative{lack})", report.rule.name())
}

/// The line of a rule whose cases kill too few mutants.
fn below(report: &RuleReport<'_>) -> String {
    let lack = mutation_lack(report);
    lack.map(|lack| format!("  {lack}\n")).unwrap_or_default()
}

/// What is wrong where too few mutants are killed.
pub(super) fn mutation_lack(report: &RuleReport<'_>) -> Option<String> {
    let wanted = report.min_score.filter(|_| report.is_below())?;
    Some(format!(
        "fewer mutants are killed than the {} that are asked for",
        mutation::percent(wanted)
    ))
}

fn case(report: &CaseReport) -> String {
    let details = report.verdict.details().into_iter().map(|line| format!("    {line}\n"));
    format!("  {}: {}\n{}", report.case.title(), report.verdict, details.collect::<String>())
}

/// What is wrong where a snapshot names a case that is not there.
pub(super) fn stale(title: &str) -> String {
    format!("{title}: `matches.snap` names it, and it is not there")
}
