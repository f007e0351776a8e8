//! The flat shape: header and values of an event in one object, as `NXLog` and others write it.
//!
//! What is not a known name of the header is a value of the event. `NXLog` has names of its own for the header, and
//! writes `EventType` over the value of that name; the original is lost unless it kept its own as `EventTypeOrignal`
//! (so spelled), in which case `EventType` is the event's.

use std::borrow::Cow;

use event::{Document, Json, Timestamp};

use super::raw_event::{RawEvent, Text, User};
use super::{guid, names, scalar};

/// One of these beside `EventID` makes an object a flat event.
const COMPANIONS: [&str; 5] =
    ["Channel", "SourceName", "ProviderName", "ProviderGuid", "Provider_Name"];

/// Names of the header and of the collector: no values of the event.
const HEADER: [&str; 42] = [
    "@timestamp",
    "@version",
    "AccountName",
    "AccountType",
    "ActivityID",
    "Category",
    "Channel",
    "Computer",
    "ComputerName",
    "Domain",
    "EventID",
    "EventReceivedTime",
    "EventRecordID",
    "EventTime",
    "EventTypeOrignal",
    "ExecutionProcessID",
    "ExecutionThreadID",
    "Hostname",
    "Keywords",
    "Level",
    "Message",
    "Opcode",
    "OpcodeValue",
    "ProviderGuid",
    "ProviderName",
    "Provider_Name",
    "RecordNumber",
    "RelatedActivityID",
    "Severity",
    "SeverityValue",
    "SourceModuleName",
    "SourceModuleType",
    "SourceName",
    "SystemTime",
    "Task",
    "ThreadID",
    "TimeCreated",
    "UserID",
    "Version",
    "host",
    "port",
    "tags",
];

pub(super) fn read(document: &Document) -> Option<RawEvent<'_>> {
    let event_id = u64::try_from(scalar::integer(document.get("EventID")?)?).ok()?;
    if !COMPANIONS.iter().any(|name| document.get(name).is_some()) {
        return None;
    }
    let mut raw = RawEvent {
        event_id,
        provider: text(document, &["SourceName", "ProviderName", "Provider_Name"]),
        provider_guid: guid(document, "ProviderGuid"),
        channel: text(document, &["Channel"]),
        computer: text(document, &["Hostname", "Computer", "ComputerName"]),
        record_id: text(document, &["RecordNumber", "EventRecordID"]),
        time: time(document),
        activity_id: guid(document, "ActivityID"),
        related_activity_id: guid(document, "RelatedActivityID"),
        user: user(document),
        level: text(document, &["Level", "Severity"]).map(|level| names::level(&level)),
        task: text(document, &["Category", "Task"]),
        opcode: text(document, &["Opcode", "OpcodeValue"]).map(names::opcode),
        version: number(document, &["Version"]),
        process_id: number(document, &["ExecutionProcessID"]),
        thread_id: number(document, &["ThreadID", "ExecutionThreadID"]),
        message: text(document, &["Message"]),
        ..RawEvent::default()
    };
    if let Some(keywords) = document.get("Keywords") {
        raw.set_keywords(keywords);
    }
    let values = document.entries().iter().filter(|(name, _)| is_value(document, name));
    for (name, value) in values {
        raw.data.push(Cow::Borrowed(name.as_str()), value);
    }
    Some(raw)
}

fn is_value(document: &Document, name: &str) -> bool {
    if name == "EventType" {
        let is_nxlog = document.get("EventReceivedTime").is_some();
        return !is_nxlog || document.get("EventTypeOrignal").is_some();
    }
    HEADER.binary_search(&name).is_err()
}

fn user(document: &Document) -> User<'_> {
    User {
        identifier: text(document, &["UserID"]),
        name: text(document, &["AccountName"]),
        domain: text(document, &["Domain"]),
        kind: text(document, &["AccountType"]),
    }
}

/// The event's own time; what `NXLog` calls so is local time without a zone, so the collector's comes before it.
fn time(document: &Document) -> Option<Timestamp> {
    ["SystemTime", "TimeCreated", "@timestamp", "EventTime"]
        .iter()
        .find_map(|name| scalar::time(&scalar::text(document.get(name)?)?))
}

fn text<'a>(document: &'a Document, names: &[&str]) -> Option<Text<'a>> {
    names.iter().find_map(|name| document.get(name)).and_then(scalar::text)
}

fn number(document: &Document, names: &[&str]) -> Option<i64> {
    names.iter().find_map(|name| document.get(name)).and_then(scalar::integer)
}

fn guid(document: &Document, name: &str) -> Option<String> {
    let text = document.get(name).and_then(Json::as_str)?;
    Some(guid::normal(text).unwrap_or_else(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_names_are_sorted_for_the_search() {
        assert!(HEADER.is_sorted());
    }

    #[test]
    fn nxlog_writes_its_own_event_type_over_the_events() {
        let is_data = |json: &str| is_value(&serde_json::from_str(json).unwrap(), "EventType");
        assert!(is_data(r#"{"EventType": "SetValue"}"#));
        assert!(!is_data(r#"{"EventType": "INFO", "EventReceivedTime": ""}"#));
        assert!(is_data(
            r#"{"EventType": "SetValue", "EventReceivedTime": "", "EventTypeOrignal": "INFO"}"#
        ));
    }
}
