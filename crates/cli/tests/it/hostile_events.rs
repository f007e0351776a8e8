//! Events made to break a reader: each ends with a message and an exit code, soon.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use testkit::Rng;
use testkit::evtx::{self, EvtxRecord};

use crate::folder::Folder;
use crate::run::Outcome;

const GOOD: &str = "{\"@timestamp\":1,\"n\":1}\n";

/// All events of one file of these bytes.
#[track_caller]
fn query(name: &str, bytes: impl AsRef<[u8]>) -> Outcome {
    let folder = Folder::new().with(name, bytes);
    folder.eqlc(&["query", "any where true", name, "--events", "refs"])
}

fn noise(length: usize) -> Vec<u8> {
    let mut rng = Rng::new(3);
    (0..length).map(|_| rng.next_u64().to_le_bytes()[0]).collect()
}

#[test]
fn noise_is_no_input_whatever_it_is_called() {
    query("noise.ndjson", noise(20_000)).exits(2).prints("").says("noise.ndjson: record 1");
    for name in ["noise.evtx", "noise.gz", "noise.ndjson.zst"] {
        query(name, noise(20_000)).exits(2).prints("").says("cannot read `noise");
    }
}

#[test]
fn a_line_of_50_megabytes_is_skipped() {
    let long = format!("{{\"a\":\"{}\"}}\n{GOOD}", "x".repeat(50_000_000));
    let outcome = query("long.ndjson", long).exits(2).says("record 1").says("--max-event-bytes");
    assert_eq!(outcome.records(), [[2]]);
}

#[test]
fn a_small_file_that_unpacks_to_a_large_line_is_skipped_too() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let piece = vec![b' '; 1 << 16];
    encoder.write_all(b"{\"a\":\"").unwrap();
    (0..400).for_each(|_| encoder.write_all(&piece).unwrap());
    encoder.write_all(format!("\"}}\n{GOOD}").as_bytes()).unwrap();
    let outcome = query("bomb.ndjson.gz", encoder.finish().unwrap()).exits(2).says("record 1");
    assert_eq!(outcome.records(), [[2]]);
}

#[test]
fn nesting_of_10000_levels_is_a_bad_record() {
    let objects = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    let arrays = format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let unclosed = "{\"a\":[".repeat(10_000);
    let outcome = query("deep.ndjson", format!("{objects}\n{arrays}\n{GOOD}{unclosed}")).exits(2);
    let outcome = outcome.says("record 1: nested deeper than").says("record 2: nested deeper than");
    assert_eq!(outcome.records(), [[3]]);
    outcome.says("record 4: ");
}

#[test]
fn an_array_of_arrays_is_not_an_array_of_events() {
    query("deep.json", "[".repeat(10_000)).exits(2).prints("").says("deep.json: record 1");
    query("deep.json", format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))).exits(2).prints("");
}

#[test]
fn bytes_that_are_no_text_are_bad_records() {
    let bytes = [
        b"{\"a\":\"\xff\xfe\"}\n{\"a\":\"\0\"}\n\0\0\0\n{\"a\":\"\xed\xa0\x80\"}\n",
        GOOD.as_bytes(),
    ]
    .concat();
    let outcome = query("bytes.ndjson", bytes).exits(2);
    assert_eq!(outcome.records(), [[5]]);
    outcome
        .says("record 1: not UTF-8")
        .says("record 2: ")
        .says("record 3: ")
        .says("record 4: not UTF-8");
}

#[test]
fn what_json_allows_but_nobody_writes_is_no_problem() {
    let keys: Vec<String> = (0..20_000).map(|n| format!("\"k{n}\":{n}")).collect();
    let values: Vec<String> = (0..20_000).map(|n| n.to_string()).collect();
    let events = [
        format!("{{{}}}", keys.join(",")),
        format!("{{\"a\":[{}]}}", values.join(",")),
        "{\"\":1,\".\":2,\"..\":3,\"a.\":4,\".a\":5,\"a..b\":6,\"\\u0000\":7}".to_owned(),
        "{\"a\":1,\"a\":2,\"a\":{\"b\":3},\"a.b\":4}".to_owned(),
        format!("{{\"a\":{}}}", "9".repeat(300)),
        "{\"a\":-0,\"b\":-0.0,\"c\":1e-400,\"d\":18446744073709551616}".to_owned(),
        "{}".to_owned(),
    ];
    let outcome = query("odd.ndjson", events.join("\n")).exits(0);
    assert_eq!(outcome.records().len(), events.len(), "{outcome}");
}

#[test]
fn numbers_beyond_every_range_are_read_or_told() {
    let outcome = query("huge.ndjson", format!("{{\"a\":1e999999}}\n{{\"a\":-1e400}}\n{GOOD}"));
    assert!(matches!(outcome.code, Some(0 | 2)), "{outcome}");
    assert!(outcome.records().contains(&vec![3]), "{outcome}");
}

#[test]
fn times_at_the_ends_of_all_calendars_are_ordered_or_ignored() {
    let times = [
        "-9223372036854775808",
        "9223372036854775807",
        "1e308",
        "-1e308",
        "18446744073709551615",
        "0.1",
        "\"9999-12-31T23:59:59.999999999Z\"",
        "\"-9999-01-01\"",
        "\"0000-00-00\"",
        "\"2026-02-30T25:61:61Z\"",
        "\"+292278994-08-17T07:12:55.807Z\"",
        "\"\"",
        "\"now\"",
        "null",
        "true",
        "[]",
        "[1,2]",
        "{}",
        "\"2026-01-31T10:00:00+99:99\"",
        "\"99999999999999999999999\"",
    ];
    let event = |time: &&str| format!("{{\"@timestamp\":{time},\"n\":1}}\n");
    let events: String = times.iter().map(event).collect();
    let folder = Folder::of(&[("events.ndjson", &events)]);
    let query = "sequence with maxspan=1d [any where n == 1] [any where n == 1]";
    for options in [&[][..], &["--sorted"]] {
        folder.eqlc(&[&["query", query, "events.ndjson"], options].concat()).exits(0);
        let outcome =
            folder.eqlc(&[&["query", "any where n == 1", "events.ndjson"], options].concat());
        assert_eq!(outcome.exits(0).records().len(), times.len());
    }
}

#[test]
fn a_cut_event_log_gives_what_is_there() {
    let whole = evtx::file(&[EvtxRecord::default(), EvtxRecord::default()]);
    for length in [0, 7, 100, 4095] {
        query("cut.evtx", &whole[..length]).exits(2).prints("").says("cut.evtx");
    }
    for length in [4096, 4097, 4700, 5000, 6000, whole.len() - 1] {
        let outcome = query("cut.evtx", &whole[..length]);
        assert!(outcome.stdout.lines().count() <= 2, "{outcome}");
        assert_eq!(outcome.code, Some(if length == 4096 { 0 } else { 2 }), "{length}\n{outcome}");
    }
    query("trailing.evtx", [&whole[..], &noise(100)].concat()).exits(2).says("trailing.evtx");
}

#[test]
fn a_damaged_event_log_never_breaks_the_reader() {
    let whole = evtx::file(&[EvtxRecord::default(), EvtxRecord::default()]);
    let mut rng = Rng::new(5);
    let folder = (0..20).fold(Folder::new(), |folder, case| {
        let mut bytes = whole.clone();
        (0..30).for_each(|_| bytes[4096 + rng.below(1600)] ^= 1 << rng.below(8));
        folder.with(&format!("{case}.evtx"), bytes)
    });
    let names: Vec<String> = (0..20).map(|case| format!("{case}.evtx")).collect();
    let names = names.iter().map(String::as_str);
    let arguments: Vec<&str> = ["query", "any where true"].into_iter().chain(names).collect();
    folder.eqlc(&arguments).exits(2).says("could not be read");
}

#[test]
fn a_cut_compressed_file_gives_what_is_there() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(GOOD.repeat(1000).as_bytes()).unwrap();
    let whole = encoder.finish().unwrap();
    let outcome = query("cut.gz", &whole[..whole.len() / 2]).exits(2).says("cut.gz: record ");
    assert!(outcome.records().len() > 100, "{outcome}");
    query("cut.gz", &whole[..5]).exits(2).prints("").says("cut.gz");
}
