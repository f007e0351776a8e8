//! The figures as JSON: with the machine, the commit, the rules and the events they are of.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::figure::{Figure, Outcome};
use super::workload::Workload;
use crate::disk;

/// One JSON object, on several lines.
pub(super) fn json(workload: &Workload, outcomes: &[(&str, Outcome)]) -> String {
    let figures = outcomes
        .iter()
        .flat_map(|(row, outcome)| outcome.figures.iter().map(move |figure| entry(row, figure)));
    let skipped = outcomes.iter().flat_map(|(row, outcome)| {
        outcome.skipped.iter().map(move |reason| json!({ "row": row, "reason": reason }))
    });
    let record = json!({
        "machine": machine(),
        "commit": output("git", &["rev-parse", "HEAD"]),
        "changed": output("git", &["status", "--porcelain"]).map(|text| !text.is_empty()),
        "rules": workload.matcher.program().rules.len(),
        "events": { "count": workload.events.count, "generated": workload.args.events.is_none() },
        "runs": workload.args.runs,
        "figures": figures.collect::<Vec<_>>(),
        "skipped": skipped.collect::<Vec<_>>(),
    });
    format!("{record:#}\n")
}

fn entry(row: &str, figure: &Figure) -> Value {
    let limits = figure.limits;
    json!({
        "row": row,
        "what": figure.what,
        "value": figure.value,
        "unit": figure.unit,
        "floor": limits.map(|limits| limits.floor),
        "goal": limits.map(|limits| limits.goal),
        "standing": limits.map(|_| figure.standing()),
    })
}

/// The processor, how many of them, and how busy they were.
fn machine() -> Value {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let model = proc_text("/proc/cpuinfo").and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("model name"))?;
        Some(line.trim_start_matches([' ', '\t', ':']).to_owned())
    });
    let load = proc_text("/proc/loadavg").map(|text| text.trim().to_owned());
    json!({ "processor": model, "cores": cores, "load": load })
}

fn proc_text(path: &str) -> Option<String> {
    disk::read_text(Path::new(path)).ok()
}

fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::figure::Better;

    #[test]
    fn an_entry_has_the_limits_beside_the_value() {
        let figure = Figure::new("ratio", 0.5, "x").held_to(Better::More, 0.3, 0.45);
        let entry = entry("scan", &figure);
        assert_eq!((&entry["floor"], &entry["standing"]), (&json!(0.3), &json!("goal")));
    }
}
