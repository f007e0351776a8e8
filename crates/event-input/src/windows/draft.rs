//! An ECS document in the making.

use event::{Document, Json};

use super::names;
use super::raw_event::{RawEvent, Text};

/// The version of ECS that the pipelines write.
const ECS_VERSION: &str = "8.0.0";

/// The event, with what is not moved yet, and the document, with what is.
pub(super) struct Draft<'a> {
    pub(super) raw: RawEvent<'a>,
    out: Document,
}

impl<'a> Draft<'a> {
    /// A document with the fields that every Windows event has.
    pub(super) fn new(raw: RawEvent<'a>) -> Self {
        let mut draft = Self { raw, out: Document::default() };
        draft.set_text("@timestamp", draft.raw.time.map(|time| time.to_string()));
        draft.set("ecs.version", ECS_VERSION.into());
        draft.set("event.code", draft.raw.event_id.to_string().into());
        draft.set("event.kind", "event".into());
        draft.set_copy("event.provider", |raw| raw.provider.as_ref());
        draft.set_text("event.outcome", names::outcome(&draft.raw.keywords).map(str::to_owned));
        draft.set_copy("host.name", |raw| raw.computer.as_ref());
        draft.set_copy("host.id", |raw| raw.computer.as_ref());
        draft.set("host.os.type", "windows".into());
        draft.set_text("log.level", draft.raw.level.clone());
        draft.set_copy("message", |raw| raw.message.as_ref());
        draft
    }

    pub(super) fn set(&mut self, path: &str, value: Json) {
        self.out.set(path, value);
    }

    /// Sets a text where there is one.
    pub(super) fn set_text(&mut self, path: &str, text: Option<String>) {
        if let Some(text) = text {
            self.set(path, text.into());
        }
    }

    fn set_copy(&mut self, path: &str, part: for<'r> fn(&'r RawEvent<'a>) -> Option<&'r Text<'a>>) {
        let text = part(&self.raw).map(ToString::to_string);
        self.set_text(path, text);
    }

    fn set_number(&mut self, path: &str, number: Option<i64>) {
        if let Some(number) = number {
            self.set(path, Json::Int(number));
        }
    }

    /// The text at a path that was set before.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.get(path)?.as_str()
    }

    fn list(&self, path: &str) -> &[Json] {
        if let Some(Json::Array(items)) = self.get(path) { items } else { &[] }
    }

    fn get(&self, path: &str) -> Option<&Json> {
        let (parents, name) = path.rsplit_once('.').unwrap_or(("", path));
        let mut names = parents.split('.').filter(|name| !name.is_empty());
        let parent = names.try_fold(&self.out, |object, name| object.get(name)?.as_object())?;
        parent.get(name)
    }

    /// Adds a text to a list of texts, once.
    pub(super) fn add(&mut self, path: &str, text: &str) {
        let mut items = self.list(path).to_vec();
        if !items.iter().any(|item| item.as_str() == Some(text)) {
            items.push(text.into());
        }
        self.set(path, Json::Array(items));
    }

    /// The document, with the rest of the event under `winlog`.
    pub(super) fn finish(mut self) -> Document {
        self.set_copy("winlog.channel", |raw| raw.channel.as_ref());
        self.set_copy("winlog.provider_name", |raw| raw.provider.as_ref());
        self.set_text("winlog.provider_guid", self.raw.provider_guid.clone());
        self.set("winlog.event_id", self.raw.event_id.to_string().into());
        self.set_copy("winlog.record_id", |raw| raw.record_id.as_ref());
        self.set_copy("winlog.computer_name", |raw| raw.computer.as_ref());
        self.set_copy("winlog.opcode", |raw| raw.opcode.as_ref());
        self.set_copy("winlog.task", |raw| raw.task.as_ref());
        self.set_number("winlog.version", self.raw.version);
        self.set_number("winlog.process.pid", self.raw.process_id);
        self.set_number("winlog.process.thread.id", self.raw.thread_id);
        self.set_text("winlog.activity_id", self.raw.activity_id.clone());
        self.set_text("winlog.related_activity_id", self.raw.related_activity_id.clone());
        self.set_copy("winlog.user.identifier", |raw| raw.user.identifier.as_ref());
        self.set_copy("winlog.user.name", |raw| raw.user.name.as_ref());
        self.set_copy("winlog.user.domain", |raw| raw.user.domain.as_ref());
        self.set_copy("winlog.user.type", |raw| raw.user.kind.as_ref());
        self.finish_lists();
        self.out
    }

    fn finish_lists(&mut self) {
        let keywords: Vec<Json> =
            self.raw.keywords.iter().map(|keyword| keyword.to_string().into()).collect();
        if !keywords.is_empty() {
            self.set("winlog.keywords", Json::Array(keywords));
        }
        let data = std::mem::take(&mut self.raw.data);
        if !data.is_empty() {
            self.set("winlog.event_data", data.into_json());
        }
        let user_data = std::mem::take(&mut self.raw.user_data);
        if !user_data.is_empty() {
            self.set("winlog.user_data", user_data.into_json());
        }
    }
}
