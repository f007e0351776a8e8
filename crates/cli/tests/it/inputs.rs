//! Where events come from: stdin, compressed files, event logs, arrays, pretty-printed documents.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use testkit::evtx::{self, EvtxRecord};

use crate::folder::Folder;
use crate::run::Outcome;

const LINES: &str = "{\"@timestamp\":1,\"n\":1}\n{\"@timestamp\":2,\"n\":2}\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// Two Sysmon events: a process start and its end.
fn event_log() -> Vec<u8> {
    let sysmon = EvtxRecord {
        provider: "Microsoft-Windows-Sysmon",
        channel: "Microsoft-Windows-Sysmon/Operational",
        computer: "host-a",
        ..EvtxRecord::default()
    };
    let data =
        [("UtcTime", "2026-01-31 10:00:00.000"), ("Image", "C:\\Tools\\a.exe"), ("ProcessId", "7")];
    evtx::file(&[
        EvtxRecord { event_id: 1, data: &data, ..sysmon },
        EvtxRecord { event_id: 5, data: &data, ..sysmon },
    ])
}

#[track_caller]
fn query(folder: &Folder, query: &str, arguments: &[&str]) -> Outcome {
    folder.eqlc(&[&["query", query, "--events", "refs"], arguments].concat())
}

#[test]
fn no_file_and_a_dash_are_stdin() {
    let folder = Folder::new();
    for arguments in [&["query", "any where n == 2"][..], &["query", "any where n == 2", "-"]] {
        let outcome = folder.command(arguments).stdin(LINES).run().exits(0);
        assert_eq!(outcome.records(), [[2]]);
        assert_eq!(outcome.json()[0]["events"][0]["source"], "-");
    }
}

#[test]
fn a_dash_stands_between_files() {
    let folder = Folder::of(&[("a.ndjson", LINES), ("b.ndjson", LINES)]);
    let run = ["query", "any where n == 2", "a.ndjson", "-", "b.ndjson"];
    let outcome = folder.command(&run).stdin(LINES).run().exits(0);
    let sources: Vec<_> =
        outcome.json().iter().map(|line| line["events"][0]["source"].clone()).collect();
    assert_eq!(sources, ["a.ndjson", "-", "b.ndjson"]);
}

#[test]
fn compressed_files_and_streams_are_read() {
    let folder = Folder::new().with("a.ndjson.gz", gzip(LINES.as_bytes()));
    let folder = folder.with("b.ndjson.zst", zstd(LINES.as_bytes()));
    for name in ["a.ndjson.gz", "b.ndjson.zst"] {
        assert_eq!(query(&folder, "any where n == 2", &[name]).exits(0).records(), [[2]]);
    }
    for bytes in [gzip(LINES.as_bytes()), zstd(LINES.as_bytes())] {
        let outcome = folder.command(&["query", "any where n == 2"]).stdin(bytes).run().exits(0);
        assert_eq!(outcome.records(), [[2]]);
    }
}

#[test]
fn event_logs_are_mapped_to_ecs() {
    let log = event_log();
    let folder = Folder::new().with("a.evtx", &log).with("a.evtx.gz", gzip(&log));
    let folder = folder.with("a.evtx.zst", zstd(&log)).with("no_ending", &log);
    let eql =
        "process where process.name == \"a.exe\" and process.pid == 7 and event.type == \"end\"";
    for name in ["a.evtx", "a.evtx.gz", "a.evtx.zst", "no_ending"] {
        assert_eq!(query(&folder, eql, &[name]).exits(0).records(), [[2]], "{name}");
    }
    assert_eq!(query(&folder, eql, &["--input", "evtx", "no_ending"]).exits(0).records(), [[2]]);
}

#[test]
fn raw_windows_records_are_mapped_where_that_is_asked_for() {
    let raw = "{\"EventID\":5,\"SourceName\":\"Microsoft-Windows-Sysmon\",\"Image\":\"C:\\\\a.exe\",\
               \"UtcTime\":\"2026-01-31 10:00:00.000\"}\n";
    let folder = Folder::of(&[("raw.ndjson", raw)]);
    let count = |eql, format| {
        query(&folder, eql, &["--input", format, "raw.ndjson"]).exits(0).records().len()
    };
    assert_eq!(count("process where process.name == \"a.exe\"", "windows"), 1);
    assert_eq!(count("process where process.name == \"a.exe\"", "auto"), 1);
    assert_eq!(count("process where process.name == \"a.exe\"", "ecs"), 0);
    assert_eq!(count("any where EventID == 5", "ecs"), 1);
}

#[test]
fn arrays_and_pretty_printed_documents_have_records_too() {
    let folder = Folder::of(&[
        ("array.json", "[\n  {\"n\": 1},\n  {\n    \"n\": 2\n  }\n]\n"),
        ("pretty.json", "{\n  \"n\": 1\n}\n{\n  \"n\": 2\n}{\"n\":2}\n"),
        ("bom.json", "\u{feff}{\"n\":1}\r\n{\"n\":2}\r\n"),
    ]);
    assert_eq!(query(&folder, "any where n == 2", &["array.json"]).exits(0).records(), [[2]]);
    assert_eq!(query(&folder, "any where n == 2", &["pretty.json"]).exits(0).records(), [[2], [3]]);
    assert_eq!(query(&folder, "any where n == 2", &["bom.json"]).exits(0).records(), [[2]]);
}

#[test]
fn nested_objects_and_dotted_keys_are_the_same_field() {
    let folder = Folder::of(&[(
        "events.ndjson",
        "{\"process\":{\"parent\":{\"name\":\"a\"}}}\n{\"process.parent.name\":\"a\"}\n\
         {\"process\":{\"parent.name\":\"a\"}}\n{\"process.parent\":{\"name\":\"a\"}}\n",
    )]);
    let outcome = query(&folder, "any where process.parent.name == \"a\"", &["events.ndjson"]);
    assert_eq!(outcome.exits(0).records(), [[1], [2], [3], [4]]);
}

#[test]
fn empty_inputs_hold_no_events() {
    let folder =
        Folder::of(&[("empty.ndjson", ""), ("blank.ndjson", "\n \r\n"), ("array.json", "[]")]);
    let folder = folder.with("empty.gz", gzip(b""));
    for name in ["empty.ndjson", "blank.ndjson", "array.json", "empty.gz"] {
        query(&folder, "any where true", &[name]).exits(0).prints("");
    }
}
