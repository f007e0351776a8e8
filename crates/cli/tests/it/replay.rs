//! `replay` as scripts see it: lines, summary, options, exit codes.

use crate::folder::Folder;
use crate::rule_text::{RULE_ID, named_rule, rule};

fn event(time: &str, category: &str) -> String {
    format!("{{\"@timestamp\":\"2026-01-01T{time}Z\",\"event.category\":\"{category}\"}}\n")
}

/// A rule with `from = "now-9m"`, every five minutes.
fn scheduled(query: &str) -> String {
    rule(query) + "from = \"now-9m\"\n"
}

const ARGUMENTS: [&str; 4] = ["replay", "--rules", "rule.toml", "events.ndjson"];

fn folder(query: &str, events: &str) -> Folder {
    Folder::of(&[("rule.toml", &scheduled(query)), ("events.ndjson", events)])
}

#[test]
fn an_alert_is_a_line_with_its_run() {
    let folder = folder("a where true", &(event("10:00:00", "b") + &event("10:02:00", "a")));
    let outcome = folder.eqlc(&[&ARGUMENTS[..], &["--events", "refs"]].concat()).exits(0);
    let id = outcome.json()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(id.len(), 64);
    // The first run is at the first event of the stream, whether a rule looks at it or not.
    outcome
        .prints(&format!(
            "{{\"kind\":\"single\",\"run\":\"2026-01-01T10:05:00.000Z\",\"window\":{{\"from\":\"2026-01-01T09:56:00.000Z\",\
             \"to\":\"2026-01-01T10:05:00.000Z\",\"kind\":\"regular\"}},\"id\":\"{id}\",\"rule\":{{\"id\":\"{RULE_ID}\",\
             \"name\":\"Shell of a Web Server\",\"severity\":\"medium\",\"risk_score\":47}},\
             \"timestamp\":\"2026-01-01T10:02:00.000Z\",\"join_keys\":[],\
             \"events\":[{{\"source\":\"events.ndjson\",\"record\":2}}]}}\n"
        ))
        .says("replayed 2 events, 1 rule, 2 runs: 1 alert, 0 found again, 0 suppressed, 0 missed in ");
}

#[test]
fn a_person_reads_what_each_rule_has_found_and_lost() {
    let pair = "sequence with maxspan=8m [a where true] [b where true]";
    let events = event("10:00:30", "a")
        + &event("10:08:00", "b")
        + &event("10:11:00", "a")
        + &event("10:12:00", "b");
    let folder = folder(pair, &events);
    let start = ["--start", "2026-01-01T10:00:00Z", "--format", "human", "--compare"];
    let outcome = folder.eqlc(&[&ARGUMENTS[..], &start].concat()).exits(0);
    outcome.prints(&format!(
        "Shell of a Web Server ({RULE_ID}): 4 runs, 1 alert, 0 found again, 0 suppressed, 1 missed (1 window-edge)\n  \
         2026-01-01T10:15:00.000Z alert: events.ndjson:3, events.ndjson:4\n  \
         missed (window-edge): events.ndjson:1, events.ndjson:2: the window of the run at 2026-01-01T10:05:00.000Z ends \
         at 2026-01-01T10:05:00.000Z, before its last event at 2026-01-01T10:08:00.000Z; that of the run at \
         2026-01-01T10:10:00.000Z begins at 2026-01-01T10:01:00.000Z, after its first event at \
         2026-01-01T10:00:30.000Z\n  one run over the whole stream: 2 matches\n"
    ));
}

#[test]
fn a_miss_can_fail_a_build() {
    let pair = "sequence with maxspan=8m [a where true] [b where true]";
    let folder = folder(pair, &(event("10:00:30", "a") + &event("10:08:00", "b")));
    let start = [&ARGUMENTS[..], &["--start", "2026-01-01T10:00:00Z"]].concat();
    folder
        .eqlc(&start)
        .exits(0)
        .prints_part("\"reason\":\"window-edge\"")
        .says("1 missed (1 window-edge)");
    folder.eqlc(&[&start[..], &["--fail-on-miss"]].concat()).exits(1);
}

#[test]
fn a_rule_without_plain_date_math_is_left_out_and_told() {
    let text = rule("a where true") + "from = \"now-1d/d\"\n";
    let folder = Folder::of(&[("rule.toml", &text), ("events.ndjson", &event("10:00:00", "a"))]);
    folder
        .eqlc(&ARGUMENTS)
        .exits(1)
        .prints("")
        .says("rule.toml was left out: a replay does not know the date math `now-1d/d`");
    folder.eqlc(&[&ARGUMENTS[..], &["--ignore-bad-rules"]].concat()).exits(0);
}

#[test]
fn times_and_durations_are_checked() {
    let folder = folder("a where true", &event("10:00:00", "a"));
    for (option, value, help) in [
        ("--start", "yesterday", "2026-01-31T10:00:00Z"),
        ("--ingest-delay", "5", "90s"),
        ("--outage", "2026-01-01T10:00:00Z", "/3h"),
        ("--outage", "2026-01-01T10:00:00Z/3x", "90s"),
        ("--exceptions", "none.toml", "none.toml"),
    ] {
        folder.eqlc(&[&ARGUMENTS[..], &[option, value]].concat()).exits(2).says(help);
    }
}

#[test]
fn options_reach_the_replay() {
    let exceptions = format!(
        "[metadata]\nrule_ids = [\"{RULE_ID}\"]\n[[exceptions]]\n[[exceptions.items]]\nname = \"x\"\n\
         [[exceptions.items.entries]]\nfield = \"event.category\"\noperator = \"included\"\ntype = \"match\"\nvalue = \"a\"\n"
    );
    let folder = folder("any where true", &(event("10:00:00", "a") + &event("10:03:00", "b")))
        .with("exceptions.toml", exceptions);
    let run = |options: &[&str]| folder.eqlc(&[&ARGUMENTS[..], options].concat()).exits(0);
    assert_eq!(run(&["--exceptions", "exceptions.toml"]).records(), [[2]]);
    assert_eq!(run(&["--ingest-delay", "4m"]).json()[0]["run"], "2026-01-01T10:05:00.000Z");
    let outage = run(&["--outage", "2026-01-01T10:01:00Z/15m"]);
    assert_eq!(outage.json()[1]["run"], "2026-01-01T10:16:00.000Z");
    assert_eq!(run(&["--end", "2026-01-01T10:01:00Z"]).records(), [[1], [2]]);
    assert!(run(&["--end", "2026-01-01T10:01:00Z"]).stdout.contains("after-last-run"));
}

#[test]
fn hostile_times_and_schedules_end_soon() {
    let events = "{\"@timestamp\":\"0001-01-01T00:00:00Z\",\"event.category\":\"a\"}\n\
                  {\"@timestamp\":\"9999-12-31T23:59:59Z\",\"event.category\":\"a\"}\n\
                  {\"@timestamp\":-9223372036854775808,\"event.category\":\"a\"}\n\
                  {\"@timestamp\":9223372036854775807,\"event.category\":\"a\"}\n";
    for (place, keys) in [
        "from = \"now-9m\"\ninterval = \"1s\"\n",
        "from = \"now-1s\"\ninterval = \"5m\"\n",
        "from = \"now-18446744073709551615w\"\nto = \"now+18446744073709551615w\"\n",
        "from = \"now\"\ninterval = \"9223372036854775807d\"\n",
        "from = \"now-9m\"\ninterval = \"0m\"\n",
        "from = \"now+9m\"\n",
    ]
    .iter()
    .enumerate()
    {
        let name = format!("Rule {place}");
        let id = RULE_ID.replace("3f1d8a52", &format!("{place:08}"));
        let text = named_rule(&id, &name, "sequence [a where true] ![b where true] [a where true]")
            .replace("sequence [", "sequence with maxspan=1h [")
            + keys;
        let folder = Folder::of(&[("rule.toml", &text), ("events.ndjson", events)]);
        let outcome = folder.eqlc(
            &[&ARGUMENTS[..], &["--compare", "--ingest-delay", "9999999999999999999w"]].concat(),
        );
        assert!(outcome.code == Some(0) || outcome.code == Some(1), "{outcome}");
        folder.eqlc(
            &[&ARGUMENTS[..], &["--outage", "0001-01-01T00:00:00Z/9999999999999999999w"]].concat(),
        );
    }
}
