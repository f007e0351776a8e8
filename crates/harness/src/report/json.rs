//! One JSON object a rule, as other people's CI reads it.

use diagnostics::Finding;
use event::Json;
use serde_json::{Value, json};

use crate::Rule;
use crate::coverage::{Coverage, Covered, Sighting};
use crate::fixtures::{CaseReport, RuleReport, TestReport};

/// The rules, one JSON object a line.
pub fn json(report: &TestReport<'_>) -> String {
    report.rules.iter().map(|report| rule(report).to_string() + "\n").collect()
}

fn rule(report: &RuleReport<'_>) -> Value {
    json!({
        "rule": { "id": report.rule.id, "name": report.rule.name(), "file": report.rule.source.name() },
        "passed": report.passed(),
        "cases": report.cases.iter().map(case).collect::<Vec<_>>(),
        "stale": report.stale,
        "coverage": report.coverage.as_ref().map(|coverage| covered(report.rule, coverage)),
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn case(report: &CaseReport) -> Value {
    let matches = report.matches.iter().map(|(records, keys)| {
        let keys: Vec<_> = keys.0.iter().map(Json::from).collect();
        json!({ "records": records, "join_keys": keys })
    });
    let failure = (!report.verdict.is_passed()).then(|| report.verdict.to_string());
    json!({
        "case": report.case.title(),
        "matches": matches.collect::<Vec<_>>(),
        "failure": failure,
        "details": report.verdict.details(),
    })
}

/// The finding as `check` prints it.
fn finding(found: &Finding) -> Value {
    let line = diagnostics::render::json(std::slice::from_ref(found));
    serde_json::from_str(&line).unwrap_or_default()
}

fn covered(rule: &Rule, coverage: &Coverage) -> Value {
    let counts = coverage.counts();
    let parts = |parts: &[Covered]| parts.iter().map(|it| part(rule, it)).collect::<Vec<_>>();
    json!({
        "leaf_count": counts.leaves,
        "covered_leaves": counts.covered,
        "stage_count": counts.stages,
        "covered_stages": counts.covered_stages,
        "leaves": parts(&coverage.leaves),
        "stages": parts(&coverage.stages),
    })
}

fn part(rule: &Rule, part: &Covered) -> Value {
    let place = rule.source.position(rule.text.map_span(part.span).start);
    json!({
        "text": part.text,
        "line": place.line,
        "column": place.column,
        "covered": part.is_covered(),
        "idle": part.idle,
        "true": part.when_true.seen.as_ref().map(sighting),
        "true_decides": part.when_true.decides.as_ref().map(sighting),
        "false": part.when_false.seen.as_ref().map(sighting),
        "false_decides": part.when_false.decides.as_ref().map(sighting),
    })
}

fn sighting(seen: &Sighting) -> Value {
    json!({ "case": seen.case, "record": seen.record })
}
