//! `bench --profile`: what each rule costs, and the exit code where that is too much.

use crate::folder::Folder;
use crate::rule_text::{QUERY_LINE, named_rule};

const CHEAP_ID: &str = "0c7ee0ab-20a4-4a0a-b85c-6a1e4b6f3d11";
const DEAR_ID: &str = "d2a1f6ce-93b5-4d0e-8f3a-5b7c9e1042aa";
const CHEAP: &str = "process where process.name : \"wmic.exe\" and process.args : \"*delete*\"";
const DEAR: &str =
    "any where process.pid > 0 and\n  process.command_line : (\"*mimikatz*\", \"*sekurlsa*\")";
const PROFILE: [&str; 4] = ["bench", "--profile", "--rules", "rules"];

/// Two rules and four events.
fn folder() -> Folder {
    let event = |pid: u32, name: &str, line: &str| {
        format!(
            "{{\"event\":{{\"category\":\"process\"}},\"process\":{{\"pid\":{pid},\"name\":\"{name}\",\
             \"args\":[\"{name}\",\"{line}\"],\"command_line\":\"{name} {line}\"}}}}\n"
        )
    };
    let events = [
        event(0, "system", ""),
        event(4, "wmic.exe", "shadowcopy delete"),
        event(8, "powershell.exe", "-NoProfile -ExecutionPolicy Bypass -File C:\\\\a.ps1"),
        event(9, "cmd.exe", "/c start C:\\\\mimikatz.exe sekurlsa::logonpasswords"),
    ];
    Folder::of(&[
        ("rules/dear.toml", &named_rule(DEAR_ID, "Searches Everything", DEAR)),
        ("rules/windows/cheap.toml", &named_rule(CHEAP_ID, "Asks First", CHEAP)),
        ("events.ndjson", &events.concat()),
    ])
}

fn profile(folder: &Folder, more: &[&str]) -> crate::run::Outcome {
    folder.eqlc(&[&PROFILE[..], &["events.ndjson"], more].concat())
}

#[test]
fn the_table_names_the_dearest_rules_and_why_they_are() {
    let outcome = profile(&folder(), &[]).exits(0).says("no rule has a budget");
    insta::assert_snapshot!(outcome.stdout);
}

#[test]
fn top_is_how_many_rules_are_shown() {
    let outcome = profile(&folder(), &["--top", "1"]).exits(0);
    let shown = |name| outcome.stdout.contains(name);
    assert!(shown("Searches Everything") && !shown("Asks First"), "{outcome}");
}

#[test]
fn json_has_every_clause_with_its_place() {
    let rules = profile(&folder(), &["--format", "json"]).exits(0).json();
    let ids: Vec<_> = rules.iter().map(|rule| rule["rule"]["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [DEAR_ID, CHEAP_ID]);
    let [dear, cheap] = &rules[..] else { panic!("{rules:?}") };
    assert_eq!(dear["events"], 4);
    assert_eq!(cheap["clauses"].as_array().unwrap().len(), 3);
    let clause = &dear["clauses"][0];
    assert_eq!(clause["line"], QUERY_LINE + 1);
    assert_eq!((&clause["column"], &clause["leaves"]), (&3.into(), &3.into()));
    let cost = dear["alone"]["cost"].as_f64().unwrap();
    assert!((dear["cost_per_event"].as_f64().unwrap() - cost / 4.0).abs() < 1e-9);
}

#[test]
fn threads_change_nothing_and_the_index_only_what_a_scan_costs() {
    let folder = folder();
    let lines = |more: &[&str]| profile(&folder, &[&["--format", "json"], more].concat()).json();
    let usual = lines(&[]);
    assert_eq!(lines(&["--threads", "2"]), usual);
    for (with, without) in usual.iter().zip(lines(&["--no-prefilter"])) {
        assert_eq!((&with["alone"], &with["clauses"]), (&without["alone"], &without["clauses"]));
        assert_eq!(without["scan"]["candidates"], 4);
        assert_eq!(without["scan"]["cost"], without["alone"]["cost"]);
    }
    assert_eq!(usual[1]["scan"]["candidates"], 1);
}

#[test]
fn a_rule_over_its_budget_is_a_finding_at_the_clause() {
    let folder = folder().with("eqlc.toml", "[bench]\nmax_cost_per_event = 90\n");
    let outcome = profile(&folder, &[]).exits(1);
    let place = format!("--> rules/dear.toml:{}:3", QUERY_LINE + 1);
    let outcome =
        outcome.says(&place).says("error[bench/over-budget]: `Searches Everything` costs");
    let outcome = outcome.says("in `eqlc.toml`").says("1 of 2 rules cost more than their budget");
    assert!(!outcome.stderr.contains("Asks First"), "{outcome}");
    // Also where the table does not show it.
    profile(&folder, &["--top", "0"]).exits(1).says(&place);
}

#[test]
fn within_the_budget_is_0() {
    let text = "[bench]\nmax_cost_per_event = 1e6\n\n[lint]\nselect = [\"rule\"]\n";
    let folder = folder().with("eqlc.toml", text);
    profile(&folder, &[]).exits(0).says("0 of 2 rules cost more than their budget");
}

#[test]
fn the_nearest_file_above_a_rule_says_its_budget() {
    let folder = folder()
        .with("eqlc.toml", "[bench]\nmax_cost_per_event = 1e6\n")
        .with("rules/windows/eqlc.toml", "[bench]\nmax_cost_per_event = 0\n");
    let outcome = profile(&folder, &[]).exits(1).says("`Asks First` costs");
    assert!(!outcome.stderr.contains("Searches Everything"), "{outcome}");
    // Its other tables do not matter, and one without a budget sets none.
    let folder = folder.with("rules/windows/eqlc.toml", "[lint]\n");
    profile(&folder, &[]).exits(0).says("0 of 1 rules");
}

#[test]
fn a_budget_that_cannot_be_read_is_2() {
    for text in ["[bench]\nmax_cost_per_event = \"low\"", "[bench]\nmax_costs = 3", "[bench"] {
        let folder = folder().with("eqlc.toml", text);
        let outcome = profile(&folder, &[]).exits(2).says("cannot use `eqlc.toml`: line ");
        assert_eq!(outcome.stdout, "", "{outcome}");
    }
}

#[test]
fn events_come_from_stdin_too_since_they_are_read_once() {
    let folder = folder();
    let command = folder.command(&PROFILE).stdin("{\"process\":{\"pid\":4}}\n");
    let outcome = command.run().exits(0);
    assert!(outcome.stdout.starts_with("cost per event of 2 rules over 1 events"), "{outcome}");
}

#[test]
fn bad_events_are_told_and_counted() {
    let folder = folder().with("bad.ndjson", "{\"cut\n");
    profile(&folder, &["bad.ndjson"]).exits(2).says("bad.ndjson: record 1");
    profile(&folder, &["bad.ndjson", "--ignore-bad-events"]).exits(0);
}

#[test]
fn what_belongs_to_the_profile_needs_it() {
    let folder = folder().with("rules.eqlpack", "");
    folder.eqlc(&["bench", "--rules", "rules", "events.ndjson", "--top", "1"]).exits(2);
    folder.eqlc(&["bench", "--rules", "rules", "events.ndjson", "--format", "json"]).exits(2);
    profile(&folder, &["--runs", "2"]).exits(2);
    let pack = ["bench", "--profile", "--rules", "rules.eqlpack", "events.ndjson"];
    folder.eqlc(&pack).exits(2).says("needs the rule files that it was made of");
}
