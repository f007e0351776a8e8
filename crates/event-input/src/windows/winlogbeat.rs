//! The shape of Winlogbeat before version 7: `event_data` beside `event_id`, `log_name` and `computer_name`.
//!
//! Its `host` and `beat` are the collector's.

use std::borrow::Cow;

use event::{Document, Json};

use super::raw_event::{Data, RawEvent, Text, User};
use super::{guid, names, scalar};

pub(super) fn read(document: &Document) -> Option<RawEvent<'_>> {
    let event_id = u64::try_from(scalar::integer(document.get("event_id")?)?).ok()?;
    if document.get("event_data").is_none() && document.get("log_name").is_none() {
        return None;
    }
    let mut raw = RawEvent {
        event_id,
        provider: text(document, "source_name"),
        provider_guid: guid(document, "provider_guid"),
        channel: text(document, "log_name"),
        computer: text(document, "computer_name"),
        record_id: text(document, "record_number"),
        time: text(document, "@timestamp").and_then(|text| scalar::time(&text)),
        activity_id: guid(document, "activity_id"),
        related_activity_id: guid(document, "related_activity_id"),
        user: document.get("user").and_then(Json::as_object).map(user).unwrap_or_default(),
        level: text(document, "level").map(|level| names::level(&level)),
        task: text(document, "task"),
        opcode: text(document, "opcode").map(names::opcode),
        version: document.get("version").and_then(scalar::integer),
        process_id: document.get("process_id").and_then(scalar::integer),
        thread_id: document.get("thread_id").and_then(scalar::integer),
        message: text(document, "message"),
        data: data(document.get("event_data")),
        user_data: data(document.get("user_data")),
        ..RawEvent::default()
    };
    if let Some(keywords) = document.get("keywords") {
        raw.set_keywords(keywords);
    }
    Some(raw)
}

fn user(user: &Document) -> User<'_> {
    User {
        identifier: text(user, "identifier"),
        name: text(user, "name"),
        domain: text(user, "domain"),
        kind: text(user, "type"),
    }
}

fn data(values: Option<&Json>) -> Data<'_> {
    let mut data = Data::default();
    for (name, value) in values.and_then(Json::as_object).map(Document::entries).unwrap_or_default()
    {
        data.push(Cow::Borrowed(name.as_str()), value);
    }
    data
}

fn text<'a>(document: &'a Document, name: &str) -> Option<Text<'a>> {
    scalar::text(document.get(name)?)
}

fn guid(document: &Document, name: &str) -> Option<String> {
    let text = document.get(name).and_then(Json::as_str)?;
    Some(guid::normal(text).unwrap_or_else(|| text.to_owned()))
}
