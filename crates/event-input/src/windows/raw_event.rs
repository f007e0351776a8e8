//! A Windows event as it was logged, in one form for all shapes.

use std::borrow::Cow;

use event::{Json, Timestamp};

use super::{guid, names, scalar};

/// A text that is borrowed from the document where it can be.
pub(super) type Text<'a> = Cow<'a, str>;

/// One event with all that its header and body say.
#[derive(Clone, Debug, Default)]
pub(super) struct RawEvent<'a> {
    pub(super) provider: Option<Text<'a>>,
    pub(super) provider_guid: Option<String>,
    pub(super) channel: Option<Text<'a>>,
    pub(super) event_id: u64,
    pub(super) computer: Option<Text<'a>>,
    pub(super) record_id: Option<Text<'a>>,
    /// When it happened; where the log does not say, when it was collected.
    pub(super) time: Option<Timestamp>,
    pub(super) activity_id: Option<String>,
    pub(super) related_activity_id: Option<String>,
    /// The account that logged the event.
    pub(super) user: User<'a>,
    pub(super) level: Option<String>,
    pub(super) task: Option<Text<'a>>,
    pub(super) opcode: Option<Text<'a>>,
    pub(super) keywords: Vec<Text<'a>>,
    pub(super) version: Option<i64>,
    /// The process and thread that logged the event.
    pub(super) process_id: Option<i64>,
    pub(super) thread_id: Option<i64>,
    pub(super) message: Option<Text<'a>>,
    /// The named values of the event.
    pub(super) data: Data<'a>,
    /// The values of an event with its own schema in place of named values.
    pub(super) user_data: Data<'a>,
}

/// An account.
#[derive(Clone, Debug, Default)]
pub(super) struct User<'a> {
    pub(super) identifier: Option<Text<'a>>,
    pub(super) name: Option<Text<'a>>,
    pub(super) domain: Option<Text<'a>>,
    pub(super) kind: Option<Text<'a>>,
}

/// Named values in the order of the event.
#[derive(Clone, Debug, Default)]
pub(super) struct Data<'a> {
    entries: Vec<(Text<'a>, Datum<'a>)>,
}

/// A value: a text, or a list or object that stays as it is.
#[derive(Clone, Debug)]
pub(super) enum Datum<'a> {
    Text(Text<'a>),
    Tree(&'a Json),
}

impl<'a> RawEvent<'a> {
    /// Takes keywords as a mask (a number, or a text that spells one), as one name or as a list of names.
    pub(super) fn set_keywords(&mut self, json: &'a Json) {
        self.keywords = match json {
            Json::Array(items) => items.iter().filter_map(scalar::text).collect(),
            Json::Int(mask) => names::keywords(mask.cast_unsigned()),
            Json::UInt(mask) => names::keywords(*mask),
            Json::Str(text) => keywords_of(text),
            Json::Null | Json::Bool(_) | Json::Float(_) | Json::Object(_) => Vec::new(),
        };
    }
}

fn keywords_of(text: &str) -> Vec<Text<'_>> {
    match text.strip_prefix("0x").map(|digits| u64::from_str_radix(digits, 16)) {
        Some(Ok(mask)) => names::keywords(mask),
        _ => vec![Cow::Borrowed(text)],
    }
}

impl<'a> Data<'a> {
    /// Adds a value at the end; null is no value.
    pub(super) fn push(&mut self, name: impl Into<Text<'a>>, json: &'a Json) {
        let name = name.into();
        let datum = match (scalar::text(json), json) {
            (Some(text), _) if guid::is_name(&name) => {
                Datum::Text(guid::normal(&text).map_or(text, Cow::Owned))
            }
            (Some(text), _) => Datum::Text(text),
            (None, Json::Null) => return,
            (None, tree) => Datum::Tree(tree),
        };
        self.entries.push((name, datum));
    }

    /// Adds a text at the end.
    pub(super) fn push_text(&mut self, name: &'a str, text: &'a str) {
        self.entries.push((Cow::Borrowed(name), Datum::Text(Cow::Borrowed(text))));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The text of this name.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.entries.iter().find_map(|(found, datum)| match datum {
            Datum::Text(text) if found == name => Some(text.as_ref()),
            Datum::Text(_) | Datum::Tree(_) => None,
        })
    }

    /// The text of this name where it says something: not empty, not `-`.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.text(name).filter(|text| !text.is_empty() && *text != "-")
    }

    /// Takes the values of this name away.
    pub(super) fn remove(&mut self, name: &str) {
        self.entries.retain(|(found, _)| found != name);
    }

    /// Takes the text of this name away and gives it.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let text = self.text(name)?.to_owned();
        self.remove(name);
        Some(text)
    }

    /// Keeps only values that say something: not empty, not `-`, not the GUID of zeros.
    pub(super) fn drop_blank(&mut self) {
        self.entries.retain(|(_, datum)| match datum {
            Datum::Text(text) => !text.is_empty() && text != "-" && !guid::is_zero(text),
            Datum::Tree(_) => true,
        });
    }

    /// The values as an object.
    pub(super) fn into_json(self) -> Json {
        let entries =
            self.entries.into_iter().map(|(name, datum)| (name.into_owned(), json(datum)));
        Json::Object(event::Document::new(entries.collect()))
    }
}

fn json(datum: Datum<'_>) -> Json {
    match datum {
        Datum::Text(text) => Json::Str(text.into_owned()),
        Datum::Tree(tree) => tree.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_are_normal_and_blanks_can_be_dropped() {
        let values = [
            ("ProcessGuid", Json::from("12345678-9abc-def0-1234-56789abcdef0")),
            ("LogonGuid", Json::from("00000000-0000-0000-0000-000000000000")),
            ("RuleName", Json::from("-")),
            ("Nothing", Json::Null),
            ("ProcessId", Json::Int(4)),
        ];
        let mut data = Data::default();
        for (name, json) in &values {
            data.push(*name, json);
        }
        assert_eq!(data.text("LogonGuid"), Some("{00000000-0000-0000-0000-000000000000}"));
        data.drop_blank();
        let left = serde_json::to_string(&data.into_json()).unwrap();
        assert_eq!(
            left,
            r#"{"ProcessGuid":"{12345678-9ABC-DEF0-1234-56789ABCDEF0}","ProcessId":"4"}"#
        );
    }

    #[test]
    fn keywords_come_in_three_spellings() {
        let read = |json: Json| {
            let mut raw = RawEvent::default();
            raw.set_keywords(&json);
            raw.keywords.into_iter().map(Cow::into_owned).collect::<Vec<_>>()
        };
        assert_eq!(read(Json::from("0x8020000000000000")), ["Audit Success"]);
        assert_eq!(read(Json::Int(-9_214_364_837_600_034_816)), ["Audit Success"]);
        assert_eq!(read(Json::Array(vec![Json::from("Audit Failure")])), ["Audit Failure"]);
    }
}
