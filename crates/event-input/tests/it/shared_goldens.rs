//! Documents that Winlogbeat's pipelines gave, made again from raw events.
//!
//! The raw events of these documents are not at hand, so each is built back from its document by [`raw`]: the inverse
//! of the mapping, written by hand. What comes out must be the document again.

use std::collections::BTreeMap;

use event::{Document, FieldPath, Json};

use crate::shared_logs::files;
use crate::support::{documents, mapped, open_file};

/// Fields that the pipelines set and this crate does not, or that depend on Winlogbeat's version.
const LEFT_OUT: [&str; 12] = [
    "dns.question.registered_domain",
    "dns.question.subdomain",
    "dns.question.top_level_domain",
    "ecs.version",
    "event.ingested",
    "message",
    "network.community_id",
    "winlog.api",
    "winlog.event_data.TokenElevationType",
    // Older pipelines took the action from the task, or set none.
    "event.action",
    // Set here and by no pipeline, or left out of the transcript.
    "host.id",
    "host.os.type",
];

/// ECS fields that are values of the raw event under another name.
const SYSMON: [(&str, &str); 25] = [
    ("process.entity_id", "ProcessGuid"),
    ("process.pid", "ProcessId"),
    ("process.executable", "Image"),
    ("process.command_line", "CommandLine"),
    ("process.working_directory", "CurrentDirectory"),
    ("process.parent.entity_id", "ParentProcessGuid"),
    ("process.parent.pid", "ParentProcessId"),
    ("process.parent.executable", "ParentImage"),
    ("process.parent.command_line", "ParentCommandLine"),
    ("process.pe.original_file_name", "OriginalFileName"),
    ("file.pe.original_file_name", "OriginalFileName"),
    ("network.transport", "Protocol"),
    ("source.ip", "SourceIp"),
    ("source.port", "SourcePort"),
    ("source.domain", "SourceHostname"),
    ("destination.ip", "DestinationIp"),
    ("destination.port", "DestinationPort"),
    ("destination.domain", "DestinationHostname"),
    ("dns.question.name", "QueryName"),
    ("sysmon.file.archived", "Archived"),
    ("sysmon.file.is_executable", "IsExecutable"),
    ("registry.path", "TargetObject"),
    ("@timestamp", "UtcTime"),
    ("rule.name", "RuleName"),
    ("file.path", "TargetFilename"),
];

const SECURITY: [(&str, &str); 3] = [
    ("process.executable", "NewProcessName"),
    ("process.pid", "NewProcessId"),
    ("process.parent.executable", "ParentProcessName"),
];

fn first(document: &Document, path: &str) -> Option<String> {
    document.values(&FieldPath::new(path)).first().map(ToString::to_string)
}

/// The values that Winlogbeat had before the pipeline moved them.
fn raw_data(golden: &Document) -> Document {
    let code = first(golden, "event.code").unwrap_or_default();
    let left = golden.get("winlog").and_then(|winlog| winlog.as_object()?.get("event_data"));
    let mut data = left.and_then(Json::as_object).cloned().unwrap_or_default();
    let names: &[(&str, &str)] = match code.as_str() {
        "4688" => &SECURITY,
        "4689" => &[("process.executable", "ProcessName"), ("process.pid", "ProcessId")],
        _ => &SYSMON,
    };
    for (path, name) in names {
        let name = if code == "7" && *name == "TargetFilename" { "ImageLoaded" } else { name };
        if let Some(value) = first(golden, path) {
            data.push(name, value.into());
        }
    }
    if !code.starts_with("46") {
        add_derived(golden, &mut data);
    }
    data
}

fn add_derived(golden: &Document, data: &mut Document) {
    if let (Some(domain), Some(name)) = (first(golden, "user.domain"), first(golden, "user.name")) {
        data.push("User", format!("{domain}\\{name}").into());
    }
    if let Some(direction) = first(golden, "network.direction") {
        data.push("Initiated", (direction == "egress").into());
        data.push(
            "SourceIsIpv6",
            (first(golden, "network.type").as_deref() == Some("ipv6")).into(),
        );
        data.push("SourcePortName", first(golden, "network.protocol").unwrap_or_default().into());
    }
    let hashes: Vec<String> = ["sha256", "sha1", "md5", "imphash"]
        .iter()
        .flat_map(|name| ["process", "file"].map(|owner| (name, owner)))
        .filter_map(|(name, owner)| {
            let group = if *name == "imphash" { "pe" } else { "hash" };
            let hash = first(golden, &format!("{owner}.{group}.{name}"))?;
            Some(format!("{}={}", name.to_uppercase(), hash.to_uppercase()))
        })
        .collect();
    if !hashes.is_empty() {
        data.push("Hashes", hashes.join(",").into());
    }
    add_registry(golden, data);
    add_answers(golden, data);
}

fn add_registry(golden: &Document, data: &mut Document) {
    let Some(strings) = first(golden, "registry.data.strings") else { return };
    let details = match first(golden, "registry.data.type").unwrap_or_default().as_str() {
        "SZ_DWORD" => format!("DWORD (0x{:08x})", strings.parse::<u32>().unwrap()),
        "SZ_QWORD" => format!("QWORD (0x00000000-0x{:08x})", strings.parse::<u32>().unwrap()),
        _ => strings,
    };
    data.push("Details", details.into());
}

fn add_answers(golden: &Document, data: &mut Document) {
    let list = |path| golden.values(&FieldPath::new(path));
    let (kinds, texts) = (list("dns.answers.type"), list("dns.answers.data"));
    let answers = kinds.iter().zip(&texts).map(|(kind, text)| match kind.as_str() {
        Some("CNAME") => format!("type:  5 {text};"),
        _ => format!("::ffff:{text};"),
    });
    let answers: String = answers.collect();
    if !answers.is_empty() {
        data.push("QueryResults", answers.into());
        data.push("QueryStatus", "0".into());
    }
}

/// The event as Winlogbeat before version 7 wrote it.
fn raw(golden: &Document) -> Document {
    let winlog = |path: &str| first(golden, &format!("winlog.{path}")).unwrap_or_default();
    let mut raw = Document::default();
    let header = [
        ("@timestamp", first(golden, "@timestamp").unwrap_or_default()),
        ("source_name", winlog("provider_name")),
        ("provider_guid", winlog("provider_guid")),
        ("log_name", winlog("channel")),
        ("event_id", winlog("event_id")),
        ("computer_name", winlog("computer_name")),
        ("record_number", winlog("record_id")),
        ("opcode", winlog("opcode")),
        ("task", winlog("task")),
        ("version", winlog("version")),
        ("process_id", winlog("process.pid")),
        ("thread_id", winlog("process.thread.id")),
        ("level", "Information".to_owned()),
    ];
    for (name, text) in header.into_iter().filter(|(_, text)| !text.is_empty()) {
        raw.push(name, text.into());
    }
    for part in ["user", "keywords"] {
        if let Some(json) = golden.get("winlog").and_then(|winlog| winlog.as_object()?.get(part)) {
            raw.push(part, json.clone());
        }
    }
    raw.push("event_data", Json::Object(raw_data(golden)));
    raw
}

/// Every leaf of a document, in an order of its own: GUIDs in upper case, times as instants.
fn leaves(document: &Document, prefix: &str, found: &mut BTreeMap<String, String>) {
    for (name, value) in document.entries() {
        let path = format!("{prefix}{name}");
        match value.as_object() {
            Some(inner) => leaves(inner, &format!("{path}."), found),
            None => drop(found.insert(path, leaf(value))),
        }
    }
}

fn leaf(value: &Json) -> String {
    match value.as_str() {
        Some(text) if text.starts_with('{') => text.to_uppercase(),
        Some(text) => {
            event::Timestamp::parse(text).map_or(text.to_owned(), |time| time.to_string())
        }
        None => serde_json::to_string(value).unwrap(),
    }
}

fn comparable(document: &Document) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    leaves(document, "", &mut found);
    found.retain(|path, _| !LEFT_OUT.contains(&path.as_str()));
    found
}

#[test]
fn documents_of_the_pipelines_are_made_again() {
    let Some(shared) = testkit::shared("documents_of_the_pipelines_are_made_again") else { return };
    let mut count = 0;
    for file in files(&shared.join("data/events/winlogbeat-golden"), "json") {
        for golden in documents(open_file(&file)) {
            let raw = serde_json::to_string(&raw(&golden)).unwrap();
            let mut ours = comparable(&mapped(&raw));
            // The record's own time is not in the documents.
            ours.remove("event.created");
            if first(&golden, "event.code").as_deref() == Some("4688") {
                // In the pipeline, but not in its document.
                ours.remove("process.args_count");
            }
            assert_eq!(ours, comparable(&golden), "{}", file.display());
            count += 1;
        }
    }
    assert_eq!(count, 12);
}
