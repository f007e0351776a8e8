//! How the format of an input is found, and inputs that cannot be read at all.

use std::path::Path;

use event_input::{Format, Options, from_reader, open};
use testkit::evtx::{EvtxRecord, file};

use crate::support::{reader, shown};

const RAW: &str = r#"{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Hostname":"h","Image":"C:\\a.exe"}"#;
const ECS: &str = r#"{"event":{"category":["process"]}}"#;

fn problem(name: &str, bytes: &'static [u8], format: Format) -> String {
    let options = Options { format, ..Options::default() };
    from_reader(name, 0, Box::new(bytes), &options).unwrap_err().to_string()
}

fn kinds(text: &str, format: Format) -> Vec<bool> {
    let options = Options { format, ..Options::default() };
    let lines = shown(reader("-", text, &options));
    lines.iter().map(|line| line.contains("\"winlog\"")).collect()
}

#[test]
fn the_first_telling_record_decides_for_the_file() {
    assert_eq!(kinds(&format!("{RAW}\n{ECS}\n{RAW}"), Format::Auto), [true, false, true]);
    assert_eq!(kinds(&format!("{ECS}\n{RAW}"), Format::Auto), [false, false]);
    assert_eq!(kinds(&format!("{{}}\nx\n{RAW}"), Format::Auto), [false, false, true]);
    let late = format!("{}{RAW}", "{}\n".repeat(10));
    assert_eq!(kinds(&late, Format::Auto).last(), Some(&false));
}

#[test]
fn a_format_can_be_forced() {
    assert_eq!(kinds(RAW, Format::Ecs), [false]);
    assert_eq!(kinds(&format!("{ECS}\n{RAW}"), Format::Windows), [false, true]);
    assert_eq!(Format::ALL.map(Format::name), ["auto", "ecs", "windows", "evtx"]);
}

#[test]
fn unmapped_events_are_counted_by_channel_and_id() {
    let other = r#"{"EventID":7040,"SourceName":"Service Control Manager","Hostname":"h"}"#;
    let mut reader = reader("-", format!("{RAW}\n{other}\n{other}\n{{}}"), &Options::default());
    reader.by_ref().for_each(drop);
    let counts: Vec<_> = reader.counts().unmapped.into_iter().collect();
    assert_eq!(
        counts,
        [(("Service Control Manager".to_owned(), 7040), 2), (("other".to_owned(), 0), 1)]
    );
}

#[test]
fn an_event_log_is_found_by_content() {
    let bytes = file(&[EvtxRecord { channel: "System", ..EvtxRecord::default() }]);
    for name in ["-", "x.json", "x.evtx", "x.EVTX"] {
        assert_eq!(shown(reader(name, bytes.clone(), &Options::default())).len(), 1, "{name}");
    }
    let forced = Options { format: Format::Evtx, ..Options::default() };
    assert_eq!(shown(reader("-", bytes, &forced)).len(), 1);
}

#[test]
fn what_is_not_what_its_name_says_is_refused() {
    for (name, bytes, format, expected) in [
        (
            "x.evtx",
            &b"{}"[..],
            Format::Auto,
            "cannot read `x.evtx`: it is no Windows event log: it does not start with `ElfFile`",
        ),
        (
            "x.evtx",
            b"",
            Format::Auto,
            "cannot read `x.evtx`: it is no Windows event log: it does not start with `ElfFile`",
        ),
        (
            "x.json",
            b"{}",
            Format::Evtx,
            "cannot read `x.json`: it is no Windows event log: it does not start with `ElfFile`",
        ),
        (
            "x.evtx",
            b"ElfFile\0",
            Format::Ecs,
            "cannot read `x.evtx`: it is a Windows event log, and `--input ecs` reads JSON",
        ),
        (
            "x.json.gz",
            b"{}",
            Format::Auto,
            "cannot read `x.json.gz`: its name says gzip, its bytes do not",
        ),
        (
            "x.evtx.zst",
            b"",
            Format::Auto,
            "cannot read `x.evtx.zst`: its name says zstd, its bytes do not",
        ),
    ] {
        assert_eq!(problem(name, bytes, format), expected);
    }
}

#[test]
fn files_that_cannot_be_opened_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options::default();
    let error = open(folder.path(), 0, &options).unwrap_err();
    assert!(error.to_string().ends_with("it is a folder, not a file of events"), "{error}");
    assert_eq!(error.help().as_deref(), Some("name the files in it"));
    let error = open(Path::new("/no/such/file"), 0, &options).unwrap_err();
    assert_eq!(error.to_string(), "cannot read `/no/such/file`: there is no such file");
    assert_eq!(error.name(), "/no/such/file");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the file that is opened")]
fn a_file_tells_how_far_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.ndjson");
    std::fs::write(&path, ECS).unwrap();
    let mut reader = open(&path, 3, &Options::default()).unwrap();
    let Some(event_input::Record::Event(event)) = reader.next() else { panic!("an event") };
    assert_eq!((event.source, event.record), (3, 1));
    assert_eq!(reader.progress().total, Some(ECS.len() as u64));
    assert_eq!(reader.progress().position, ECS.len() as u64);
}
