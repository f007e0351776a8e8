//! Rules on their own schedule: what each run finds, and what falls through.
//!
//! Times are minutes after 2026-01-01T10:00Z; a rule runs at 0, 5, 10, … unless it says otherwise.

mod alerts;
mod generated;
mod losses;
mod model;
mod visibility;

use std::fmt::Write;

use event_input::{OpenError, Options as InputOptions, Reader};
use harness::replay::{self, Options, Replay, Shown};
use harness::scan::{EventOutput, Found, Listener};
use harness::{LoadOptions, RuleSet, load};
use serde_json::{Value, json};

/// Problems of the input fail the test.
pub(crate) struct Strict;

impl Listener for Strict {
    fn found(&mut self, _found: &Found) -> std::io::Result<()> {
        Ok(())
    }

    fn unopened(&mut self, error: &OpenError) {
        panic!("{error}");
    }

    fn bad_record(&mut self, source: &str, record: u64, reason: &str) {
        panic!("{source}:{record}: {reason}");
    }

    fn warning(&mut self, text: &str) {
        panic!("{text}");
    }

    fn progress(&mut self, _reader: &Reader) {}
}

/// A rule file with these keys beside those that every rule has.
pub(crate) fn rule_text(keys: &str, query: &str) -> String {
    format!(
        "[metadata]\ncreation_date = \"2026/01/15\"\nupdated_date = \"2026/01/15\"\nmaturity = \"production\"\n\n[rule]\n\
         author = [\"Example\"]\ndescription = \"An example.\"\nlanguage = \"eql\"\nname = \"An Example\"\n\
         risk_score = 47\nrule_id = \"3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036\"\nseverity = \"medium\"\ntype = \"eql\"\n\
         query = '''\n{query}\n'''\n{keys}\n"
    )
}

/// The one rule of such a file.
pub(crate) fn rule(keys: &str, query: &str) -> RuleSet {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rule.toml"), rule_text(keys, query)).unwrap();
    let set = load(&[folder.path().to_owned()], &LoadOptions::default());
    assert!(set.refused == 0 && set.rules.len() == 1, "{:?}", set.findings);
    set
}

/// `2026-01-01T10:00Z` and so many minutes, with a fraction.
pub(crate) fn at(minutes: f64) -> event::Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a day")]
    let millis = (minutes * 60_000.0).round() as i64;
    event::Timestamp::from_millis(1_767_261_600_000 + millis)
}

/// A time as minutes.
fn minutes(text: &Value) -> String {
    let time = event::Timestamp::parse(text.as_str().unwrap()).unwrap();
    let millis = time.millis() - at(0.0).millis();
    let whole = millis / 60_000;
    if millis % 60_000 == 0 { whole.to_string() } else { format!("{whole}+{}ms", millis % 60_000) }
}

/// An event at a time with further fields.
pub(crate) fn event(minutes: f64, mut fields: Value) -> Value {
    fields["@timestamp"] = json!(at(minutes).to_string());
    fields
}

/// Events of kind `a` at these times.
pub(crate) fn events_at(times: &[f64]) -> Vec<Value> {
    times.iter().map(|time| event(*time, json!({"event.category": "a"}))).collect()
}

/// Options with a first run at 0.
pub(crate) fn options() -> Options {
    Options { start: Some(at(0.0)), ..Options::default() }
}

pub(crate) fn replay(set: &RuleSet, events: &[Value], options: &Options) -> Replay {
    let lines: String = events.iter().fold(String::new(), |mut lines, event| {
        writeln!(lines, "{event}").unwrap();
        lines
    });
    replay_bytes(set, lines.into_bytes(), options)
}

pub(crate) fn replay_bytes(set: &RuleSet, bytes: Vec<u8>, options: &Options) -> Replay {
    let bytes = Box::new(std::io::Cursor::new(bytes));
    let reader = event_input::from_reader("e", 0, bytes, &InputOptions::default());
    let replayed = replay::run(set, [reader], options, &mut Strict).unwrap();
    assert!(replayed.unscheduled.is_empty(), "{:?}", replayed.unscheduled);
    replayed
}

pub(crate) fn lines(replayed: &Replay, compare: bool) -> Vec<Value> {
    let sources = ["e".to_owned()];
    let shown = Shown { sources: &sources, events: EventOutput::Refs, compare };
    let mut lines = Vec::new();
    let mut write = |line: &str| {
        lines.push(serde_json::from_str(line).unwrap());
        Ok(())
    };
    replayed.lines(&shown, &mut write).unwrap();
    lines
}

/// What a line says, in short: `10 single 3`, `20 catch-up shell 1 2`, `missed late 7`.
fn short(line: &Value) -> String {
    let record = |event: &Value| event["record"].as_u64().map_or("-".to_owned(), |n| n.to_string());
    let records: Vec<_> = line["events"].as_array().into_iter().flatten().map(record).collect();
    let records = records.join(" ");
    let kind = line["kind"].as_str().unwrap();
    match kind {
        "missed" => format!("missed {} {records}", line["reason"].as_str().unwrap()),
        "gap" => format!(
            "{} gap {}..{}",
            minutes(&line["run"]),
            minutes(&line["from"]),
            minutes(&line["to"])
        ),
        "max_signals" => format!(
            "{} max_signals {} of {} x{}",
            minutes(&line["run"]),
            line["kept"],
            line["found"],
            line["runs"]
        ),
        "comparison" => format!(
            "comparison {} alerts {} again {} ideal {} extra {} missed",
            line["alerts"], line["found_again"], line["ideal"], line["extra"], line["missed"]
        ),
        "extra" => format!("extra {records}"),
        _ => {
            let catch_up = if line["window"]["kind"] == "catch-up" { "catch-up " } else { "" };
            format!("{} {catch_up}{kind} {records}", minutes(&line["run"]))
        }
    }
}

pub(crate) fn shorts(replayed: &Replay) -> Vec<String> {
    lines(replayed, false).iter().map(short).collect()
}

/// The sums: alerts, found again, matches of one run, extra, missed.
pub(crate) fn sums(replayed: &Replay) -> String {
    lines(replayed, true).iter().map(short).filter(|line| line.starts_with("comparison")).collect()
}
