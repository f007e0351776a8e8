//! The shape of a decoded event log: the event's XML as JSON, `{"Event": {"System": ..., "EventData": ...}}`.
//!
//! Attributes stand under `#attributes`, the text of an element that has some under `#text`.

use std::borrow::Cow;

use event::{Document, Json};

use super::raw_event::{Data, RawEvent, Text, User};
use super::{guid, names, scalar};

pub(super) fn read(document: &Document) -> Option<RawEvent<'_>> {
    let event = document.get("Event")?.as_object()?;
    let system = event.get("System")?.as_object()?;
    let event_id = u64::try_from(scalar::integer(content(system.get("EventID")?))?).ok()?;
    let mut raw = RawEvent {
        event_id,
        provider: attribute(system, "Provider", "Name"),
        provider_guid: guid_attribute(system, "Provider", "Guid"),
        channel: text(system, "Channel"),
        computer: text(system, "Computer"),
        record_id: text(system, "EventRecordID"),
        time: attribute(system, "TimeCreated", "SystemTime").and_then(|text| scalar::time(&text)),
        activity_id: guid_attribute(system, "Correlation", "ActivityID"),
        related_activity_id: guid_attribute(system, "Correlation", "RelatedActivityID"),
        user: User { identifier: attribute(system, "Security", "UserID"), ..User::default() },
        level: text(system, "Level").map(|level| names::level(&level)),
        task: text(system, "Task"),
        opcode: text(system, "Opcode").map(names::opcode),
        version: text(system, "Version").and_then(|text| scalar::integer_of(&text)),
        process_id: number_attribute(system, "Execution", "ProcessID"),
        thread_id: number_attribute(system, "Execution", "ThreadID"),
        data: event_data(event),
        user_data: user_data(event),
        ..RawEvent::default()
    };
    if let Some(keywords) = system.get("Keywords") {
        raw.set_keywords(content(keywords));
    }
    if let Some(info) = event.get("RenderingInfo").and_then(Json::as_object) {
        raw.message = text(info, "Message");
    }
    Some(raw)
}

/// The value of an element, with or without attributes.
fn content(element: &Json) -> &Json {
    element.as_object().and_then(|object| object.get("#text")).unwrap_or(element)
}

fn text<'a>(parent: &'a Document, name: &str) -> Option<Text<'a>> {
    scalar::text(content(parent.get(name)?))
}

fn attribute<'a>(parent: &'a Document, name: &str, attribute: &str) -> Option<Text<'a>> {
    let attributes = parent.get(name)?.as_object()?.get("#attributes")?.as_object()?;
    scalar::text(attributes.get(attribute)?)
}

fn number_attribute(parent: &Document, name: &str, wanted: &str) -> Option<i64> {
    scalar::integer_of(&attribute(parent, name, wanted)?)
}

fn guid_attribute(parent: &Document, name: &str, wanted: &str) -> Option<String> {
    let text = attribute(parent, name, wanted)?;
    Some(guid::normal(&text).unwrap_or_else(|| text.into_owned()))
}

/// Named values; values without a name are called `param1`, `param2` and so on, as Winlogbeat does.
fn event_data(event: &Document) -> Data<'_> {
    let mut data = Data::default();
    for (name, element) in children(event.get("EventData")) {
        match (name.as_str(), content(element)) {
            ("Data", Json::Array(items)) => {
                for (number, item) in (1..).zip(items) {
                    data.push(format!("param{number}"), content(item));
                }
            }
            ("Data", value) => data.push("param1", value),
            (name, value) => data.push(Cow::Borrowed(name), value),
        }
    }
    data
}

/// The values of the one element below `UserData`, and its name as `xml_name`.
fn user_data(event: &Document) -> Data<'_> {
    let mut data = Data::default();
    if let Some((name, element)) = children(event.get("UserData")).next() {
        data.push_text("xml_name", name);
        for (name, element) in children(Some(element)) {
            data.push(Cow::Borrowed(name.as_str()), content(element));
        }
    }
    data
}

fn children(element: Option<&Json>) -> impl Iterator<Item = &(String, Json)> {
    let entries = element.and_then(Json::as_object).map(Document::entries).unwrap_or_default();
    entries.iter().filter(|(name, _)| name != "#attributes")
}
