//! One JSON object a rule, as other people's CI reads it.

use diagnostics::Finding;
use event::Json;
use serde_json::{Value, json};

use crate::fixtures::{CaseReport, RuleReport, TestReport};

/// The rules, one JSON object a line.
pub fn json(report: &TestReport<'_>) -> String {
    report.rules.iter().map(|report| format!("{}\n", rule(report))).collect()
}

fn rule(report: &RuleReport<'_>) -> Value {
    let mut object = json!({
        "rule": { "id": report.rule.id, "name": report.rule.name(), "file": report.rule.source.name() },
        "passed": report.passed(),
        "cases": report.cases.iter().map(case).collect::<Vec<_>>(),
        "stale": report.stale,
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
    });
    if let Some(mutation) = &report.mutation {
        object["mutation"] = match mutation {
            Ok(mutation) => mutation.json(),
            Err(reason) => json!({ "unscored": reason.to_string() }),
        };
    }
    object
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
