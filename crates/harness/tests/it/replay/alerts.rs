//! What becomes of a match: alerts, duplicates, suppression, exceptions.

use std::io::Write;

use harness::replay::{ExceptionFile, read_exceptions};
use serde_json::{Value, json};

use super::{Options, event, events_at, lines, options, replay, rule, shorts, sums};

#[test]
fn an_event_that_two_windows_see_is_one_alert() {
    let set = rule("from = \"now-9m\"", "a where true");
    let replayed = replay(&set, &events_at(&[3.0, 12.0]), &options());
    // The runs at 5 and 10 see the first one; the last run is at 15.
    assert_eq!(shorts(&replayed), ["5 single 1", "15 single 2"]);
    assert_eq!(sums(&replayed), "comparison 2 alerts 1 again 2 ideal 0 extra 0 missed");
}

#[test]
fn a_sequence_that_two_windows_see_is_one_alert_with_its_building_blocks() {
    let set = rule("from = \"now-9m\"", "sequence by host.id [a where true] [b where true]");
    let field = |kind: &str, pid: i64| json!({"event.category": kind, "host": {"id": "h", "ip": ["::1", "10.0.0.1"]}, "user.name": "u", "pid": pid});
    let mut events =
        vec![event(2.0, field("a", 1)), event(3.0, field("b", 2)), event(11.0, json!({}))];
    events[1]["host"]["ip"] = json!(["10.0.0.1"]);
    let replayed = replay(&set, &events, &options());
    assert_eq!(shorts(&replayed), ["5 building_block 1", "5 building_block 2", "5 shell 1 2"]);
    assert_eq!(sums(&replayed), "comparison 1 alerts 1 again 1 ideal 0 extra 0 missed");
    let lines = lines(&replayed, false);
    assert_eq!(
        lines[2]["fields"],
        json!({"host": {"id": "h", "ip": ["10.0.0.1"]}, "user.name": "u"})
    );
    assert_eq!(lines[2]["id"], lines[2]["group"]["id"]);
    for (index, block) in lines[..2].iter().enumerate() {
        assert_eq!(block["group"], json!({"id": lines[2]["id"], "index": index}));
        assert_eq!(block["building_block_type"], "default");
        assert_ne!(block["id"], lines[2]["id"]);
    }
}

#[test]
fn the_alerts_of_a_building_block_rule_say_so() {
    let set = rule("from = \"now-9m\"\nbuilding_block_type = \"default\"", "a where true");
    let replayed = replay(&set, &events_at(&[3.0]), &options());
    assert_eq!(lines(&replayed, false)[0]["building_block_type"], "default");
}

#[test]
fn what_is_an_alert_of_the_rule_itself_is_skipped() {
    let set = rule("from = \"now-9m\"", "a where true");
    let mut events = events_at(&[3.0, 4.0]);
    events[0]["kibana.alert.rule.rule_id"] = json!(set.rules[0].id);
    assert_eq!(shorts(&replay(&set, &events, &options())), ["5 single 2"]);
}

fn users(times: &[(f64, Option<&str>)]) -> Vec<Value> {
    let one = |(time, user): &(f64, Option<&str>)| {
        let mut fields = json!({"event.category": "a"});
        if let Some(user) = user {
            fields["user.name"] = json!(user);
        }
        event(*time, fields)
    };
    times.iter().map(one).collect()
}

/// Each alert with how many events it stands for beside its own.
fn suppressed(keys: &str, events: &[Value]) -> Vec<String> {
    let keys =
        format!("from = \"now-9m\"\n[rule.alert_suppression]\ngroup_by = [\"user.name\"]\n{keys}");
    let replayed = replay(&rule(&keys, "a where true"), events, &options());
    assert_eq!(replayed.missed(), 0);
    let shown = |line: &Value| format!("{} +{}", super::short(line), line["suppressed"]);
    lines(&replayed, false).iter().map(shown).collect()
}

#[test]
fn suppression_makes_one_alert_of_a_group_in_each_window() {
    let events = users(&[(1.0, Some("x")), (2.0, Some("y")), (3.0, Some("x")), (11.0, Some("x"))]);
    let suppress = "missing_fields_strategy = \"suppress\"";
    assert_eq!(suppressed(suppress, &events), ["5 single 1 +1", "5 single 2 +0", "15 single 4 +0"]);
}

#[test]
fn suppression_with_a_duration_lasts_over_runs() {
    let events = users(&[(1.0, Some("x")), (7.0, Some("x")), (14.0, Some("x")), (22.0, Some("x"))]);
    let keys = "missing_fields_strategy = \"suppress\"\nduration = { value = 10, unit = \"m\" }";
    // The alert of the run at 5 takes what the runs at 10 and 15 find; that at 25 is too late for it.
    assert_eq!(suppressed(keys, &events), ["5 single 1 +2", "25 single 4 +0"]);
}

#[test]
fn events_without_the_field_are_a_group_or_alone() {
    let events = users(&[(1.0, None), (2.0, None), (3.0, Some("x"))]);
    let suppress = "missing_fields_strategy = \"suppress\"";
    assert_eq!(suppressed(suppress, &events), ["5 single 1 +1", "5 single 3 +0"]);
    let alone = "missing_fields_strategy = \"doNotSuppress\"";
    assert_eq!(suppressed(alone, &events), ["5 single 1 +0", "5 single 2 +0", "5 single 3 +0"]);
}

fn exceptions(text: &str) -> ExceptionFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let read = read_exceptions(file.path()).unwrap();
    assert_eq!(read.notes, [""; 0]);
    read
}

fn exception(head: &str, expire: &str) -> ExceptionFile {
    exceptions(&format!(
        "{head}\n[[exceptions.items]]\nname = \"backup\"\nlist_id = \"known-tools\"\n{expire}\n\
         [[exceptions.items.entries]]\nfield = \"process.name\"\noperator = \"included\"\ntype = \"match\"\n\
         value = \"backup.exe\"\n"
    ))
}

const NAMED: &str =
    "[metadata]\nrule_ids = [\"3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036\"]\n[[exceptions]]";

fn chain() -> Vec<Value> {
    let one = |time, kind: &str, name: &str| {
        event(time, json!({"event.category": kind, "process.name": name}))
    };
    vec![one(1.0, "a", "cmd.exe"), one(2.0, "b", "backup.exe"), one(3.0, "b", "cmd.exe")]
}

#[test]
fn an_exception_takes_an_event_out_before_sequences_see_it() {
    let set = rule("from = \"now-9m\"", "sequence with maxspan=1m [a where true] [b where true]");
    let found = shorts(&replay(&set, &chain(), &options()));
    assert_eq!(found, ["5 building_block 1", "5 building_block 2", "5 shell 1 2"]);
    // Without it, the next event that fits is too late.
    let hidden = Options { exceptions: vec![exception(NAMED, "")], ..options() };
    assert_eq!(shorts(&replay(&set, &chain(), &hidden)), [""; 0]);
    // It hides also what would have prevented a match.
    let until = rule(
        "from = \"now-9m\"",
        "sequence [a where true] [b where process.name == \"cmd.exe\"] until [b where true]",
    );
    assert_eq!(replay(&until, &chain(), &options()).missed(), 0);
    assert_eq!(shorts(&replay(&until, &chain(), &options())), [""; 0]);
    assert_eq!(shorts(&replay(&until, &chain(), &hidden)).last().unwrap(), "5 shell 1 3");
}

#[test]
fn exceptions_hold_for_the_rules_that_they_or_the_rules_name() {
    let by_list = "[metadata]\n[[exceptions]]\n[exceptions.container]\nlist_id = \"known-tools\"\n";
    let others = NAMED.replace("3f1d8a52", "00000000");
    let query = "b where true";
    let list = "from = \"now-9m\"\n[[rule.exceptions_list]]\nid = \"x\"\nlist_id = \"known-tools\"\ntype = \"detection\"\n\
                namespace_type = \"single\"\n";
    for (keys, head, expected) in [
        (list, by_list, 1),
        ("from = \"now-9m\"", by_list, 2),
        ("from = \"now-9m\"", NAMED, 1),
        ("from = \"now-9m\"", &others, 2),
    ] {
        let options = Options { exceptions: vec![exception(head, "")], ..options() };
        assert_eq!(
            shorts(&replay(&rule(keys, query), &chain(), &options)).len(),
            expected,
            "{head}"
        );
    }
}

#[test]
fn an_exception_that_expires_hides_no_longer() {
    let query = "b where process.name == \"backup.exe\"";
    let run = |keys: &str, expire: &str| {
        let expire = format!("expire_time = \"{expire}\"");
        let options = Options { exceptions: vec![exception(NAMED, &expire)], ..options() };
        shorts(&replay(&rule(keys, query), &[chain(), events_at(&[30.0])].concat(), &options))
    };
    assert_eq!(run("from = \"now-9m\"", "2026-01-01T10:07:00Z"), ["10 single 2"]);
    assert_eq!(run("from = \"now-9m\"", "2026-01-01T10:12:00Z"), ["missed exception 2"]);
}

#[test]
fn the_filters_of_a_rule_hold_before_its_query() {
    let keys = "from = \"now-9m\"\n[[rule.filters]]\nmeta = { negate = true }\n\
                query = { match_phrase = { \"process.name\" = \"backup.exe\" } }\n";
    assert_eq!(shorts(&replay(&rule(keys, "b where true"), &chain(), &options())), ["5 single 3"]);
}
