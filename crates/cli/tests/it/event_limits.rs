//! `--max-buffer` and `--max-event-bytes`, and events that cannot be read.

use crate::folder::Folder;

const GOOD: &str = "{\"@timestamp\":1,\"n\":1}\n";

#[test]
fn a_full_buffer_ends_the_run_with_advice() {
    let folder = Folder::of(&[("events.ndjson", &GOOD.repeat(100))]);
    let run = ["query", "any where true", "events.ndjson", "--max-buffer", "1KiB"];
    folder.eqlc(&run).exits(2).prints("").says("1024 bytes").says("--sorted").says("--max-buffer");
}

#[test]
fn only_events_that_a_rule_looks_at_fill_the_buffer() {
    let folder = Folder::of(&[("events.ndjson", &GOOD.repeat(1000))]);
    let run = ["query", "any where n == 2", "events.ndjson", "--max-buffer", "1KiB"];
    folder.eqlc(&run).exits(0).prints("");
}

#[test]
fn a_long_event_is_skipped_and_told() {
    let long = format!("{{\"@timestamp\":2,\"text\":\"{}\"}}\n", "x".repeat(3000));
    let folder = Folder::of(&[("events.ndjson", &[GOOD, &long, GOOD].concat())]);
    let run = ["query", "any where true", "events.ndjson", "--max-event-bytes"];
    let outcome = folder.eqlc(&[&run[..], &["2KiB"]].concat()).exits(2);
    assert_eq!(outcome.records(), [[1], [3]]);
    outcome.says("events.ndjson: record 2").says("2048 bytes").says("--max-event-bytes");
    let outcome = folder.eqlc(&[&run[..], &["4KiB"]].concat()).exits(0);
    assert_eq!(outcome.records(), [[1], [3], [2]]);
}

#[test]
fn a_bad_line_is_told_with_file_and_record_and_the_run_goes_on() {
    let events = format!("{GOOD}\n{{\"n\":1\n[1]\n{GOOD}");
    let folder = Folder::of(&[("events.ndjson", &events)]);
    let run = ["query", "any where true", "events.ndjson", "--events", "refs"];
    let outcome = folder.eqlc(&run).exits(2);
    let outcome = outcome.says("eqlc: events.ndjson: record 2: ").says("skipped");
    assert_eq!(outcome.records()[0], [1]);
    let ignored = folder.eqlc(&[&run[..], &["--ignore-bad-events"]].concat()).exits(0);
    assert_eq!((ignored.stdout, ignored.stderr), (outcome.stdout, outcome.stderr));
}

#[test]
fn bad_lines_count_as_records_and_blank_lines_do_not() {
    let events = format!("\n\nnot json\n\n{GOOD}\r\n  \n\"text\"\n{GOOD}");
    let folder = Folder::of(&[("events.ndjson", &events)]);
    let outcome = folder.eqlc(&["query", "any where true", "events.ndjson"]).exits(2);
    assert_eq!(outcome.records(), [[2], [4]]);
    outcome.says("record 1: ").says("record 3: ").says("2 records could not be read");
}

#[test]
fn many_bad_lines_are_counted_and_not_all_told() {
    let folder = Folder::of(&[("events.ndjson", &"oops\n".repeat(5000))]);
    let outcome = folder.eqlc(&["query", "any where true", "events.ndjson"]).exits(2).prints("");
    assert!(outcome.stderr.lines().count() < 50, "{outcome}");
    outcome.says("5000 records could not be read");
}

#[test]
fn a_file_that_is_not_there_does_not_stop_the_others() {
    let folder = Folder::of(&[("events.ndjson", GOOD)]);
    let outcome = folder.eqlc(&["query", "any where true", "absent.ndjson", "events.ndjson"]);
    let outcome = outcome.exits(2).says("cannot read `absent.ndjson`");
    assert_eq!(outcome.records(), [[1]]);
}
