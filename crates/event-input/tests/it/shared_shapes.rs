//! Events of the shared data in every JSON shape, and the facts that are known of them.

use std::path::Path;

use event::{Document, FieldPath};

use crate::shared_logs::{files, index, number, text};
use crate::support::{documents, open_file};

fn values(document: &Document, path: &str) -> String {
    let values = document.values(&FieldPath::new(path));
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

#[test]
fn every_collected_file_is_read_whole() {
    let Some(shared) = testkit::shared("every_collected_file_is_read_whole") else { return };
    let folder = shared.join("data/events/otrf");
    let listed = index(&folder);
    assert_eq!(listed.len(), 11);
    for entry in &listed {
        let mut reader = open_file(&folder.join(text(entry, "file")));
        let is_windows = !text(entry, "file").starts_with("ec2_");
        for record in reader.by_ref() {
            let event_input::Record::Event(event) = record else { panic!("{record:?}") };
            check_event(&event.document, is_windows);
        }
        assert_eq!(reader.counts().events, number(entry, "records") as u64, "{entry:?}");
        assert_eq!(reader.counts().bytes, number(entry, "bytes") as u64, "{entry:?}");
    }
}

/// What every mapped event has; other documents stay as they are.
fn check_event(document: &Document, is_windows: bool) {
    let shown = || serde_json::to_string(document).unwrap();
    assert_eq!(document.get("winlog").is_some(), is_windows, "{}", shown());
    assert!(!values(document, "@timestamp").is_empty(), "{}", shown());
    if is_windows {
        for field in ["event.code", "host.id", "winlog.provider_name", "winlog.channel"] {
            assert!(!values(document, field).is_empty(), "{field} of {}", shown());
        }
        assert!(!values(document, "host.id").contains("wec"), "the collector is not the host");
    }
}

#[expect(clippy::disallowed_methods, reason = "the document as it is stored")]
fn parsed(file: &Path) -> Document {
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

#[test]
fn endpoint_events_stay_as_they_are() {
    let Some(shared) = testkit::shared("endpoint_events_stay_as_they_are") else { return };
    let files = files(&shared.join("data/events/endpoint-samples"), "json");
    assert_eq!(files.len(), 8);
    for file in files {
        let documents = documents(open_file(&file));
        assert_eq!(documents, [parsed(&file)], "{}", file.display());
    }
}

/// A record that is known to fire a rule, and the fields that the rule asks for.
fn check(events: &Path, file: &str, record: usize, fields: &[(&str, &str)]) {
    let documents = documents(open_file(&events.join(file)));
    for (field, expected) in fields {
        assert_eq!(values(&documents[record - 1], field), *expected, "{field} of {file} {record}");
    }
}

#[test]
fn fields_that_rules_ask_for_are_right() {
    let Some(shared) = testkit::shared("fields_that_rules_ask_for_are_right") else { return };
    let events = shared.join("data/events");
    let entity = "{747F3D96-726A-5F8B-0000-0010EB030000}";
    let connection = [
        ("@timestamp", "2020-10-17T22:52:31.936Z"),
        ("event.category", "network"),
        ("event.type", "start,connection,protocol"),
        ("host.os.type", "windows"),
        ("host.id", "MSEDGEWIN10"),
        ("process.pid", "4"),
        ("process.name", ""),
        ("process.entity_id", entity),
        ("destination.port", "445"),
        ("network.direction", "ingress"),
        ("network.transport", "tcp"),
        ("source.ip", "10.0.2.15"),
    ];
    check(&events, "evtx/Lateral_Movement/smbmap_upload_exec_sysmon.evtx", 4, &connection);
    let dropped = [
        ("@timestamp", "2020-10-17T22:52:34.236Z"),
        ("event.type", "creation"),
        ("process.pid", "4"),
        ("process.entity_id", entity),
        ("file.extension", "dll"),
        ("file.name", "7okjer.dll"),
    ];
    check(&events, "evtx/Lateral_Movement/smbmap_upload_exec_sysmon.evtx", 3, &dropped);
    let value = [
        ("event.category", "configuration,registry"),
        ("event.type", "change"),
        ("process.name", "wmiprvse.exe"),
        ("registry.hive", "HKLM"),
        ("registry.value", "wmipers"),
        ("registry.data.type", "REG_SZ"),
    ];
    check(&events, "evtx/Lateral_Movement/wmi_remote_registry_sysmon.evtx", 13, &value);
}

#[test]
fn fields_of_collected_events_are_right() {
    let Some(shared) = testkit::shared("fields_of_collected_events_are_right") else { return };
    let events = shared.join("data/events");
    for record in [259, 328] {
        let started = [
            ("event.category", "process"),
            ("event.type", "start"),
            ("process.name", "powershell.exe"),
            ("process.parent.name", "wscript.exe"),
        ];
        check(&events, "otrf/empire_launcher_vbs.ndjson", record, &started);
    }
    let covenant = "otrf/covenant_wmi_wbemcomn_dll_hijack.slice.ndjson";
    check(
        &events,
        covenant,
        187,
        &[
            ("process.pid", "4"),
            ("destination.port", "445"),
            ("network.direction", "ingress"),
            ("host.id", "WORKSTATION6.theshire.local"),
        ],
    );
    check(
        &events,
        covenant,
        181,
        &[("process.pid", "4"), ("file.name", "wbemcomn.dll"), ("file.extension", "dll")],
    );
    let log = events.join("evtx/Privilege_Escalation/Sysmon_UACME_64.evtx");
    let documents = documents(open_file(&log));
    let (ended, deleted) = (&documents[386], &documents[460]);
    assert_eq!(
        (values(ended, "event.type"), values(deleted, "event.type")),
        ("end".into(), "deletion".into())
    );
    assert_eq!(values(ended, "process.executable"), values(deleted, "file.path"));
    assert_eq!(values(deleted, "file.extension"), "exe");
}
