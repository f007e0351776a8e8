//! The text of a value as scripts write it: what `string` and `concat` use (spec 12.10, 12.11).

use std::borrow::Cow;
use std::fmt::Write;

use event::{Timestamp, Value};

use crate::number_text::double_text;

/// The text of a value; `None` for null.
///
/// Integers in decimal, doubles as Java writes them (`1.0E10`), `true` and `false`, addresses in canonical
/// form, versions as they stood, instants in Java's shortest ISO form (`2020-01-01T00:00Z`,
/// `2020-01-01T00:00:05.120Z`).
pub fn text_of<'a>(value: &Value<'a>) -> Option<Cow<'a, str>> {
    match value {
        Value::Null => None,
        Value::Str(text) => Some(text.clone()),
        Value::Float(number) => Some(Cow::Owned(double_text(*number))),
        Value::Date(time) => Some(Cow::Owned(date_text(*time))),
        Value::Bool(_) | Value::Int(_) | Value::UInt(_) | Value::Ip(_) | Value::Version(_) => {
            Some(Cow::Owned(value.to_string()))
        }
    }
}

/// Adds the text of a value; `false` (and nothing added) for null.
pub(crate) fn push_text(text: &mut String, value: &Value<'_>) -> bool {
    match value {
        Value::Null => return false,
        Value::Str(part) => text.push_str(part),
        Value::Float(number) => text.push_str(&double_text(*number)),
        Value::Date(time) => text.push_str(&date_text(*time)),
        Value::Bool(_) | Value::Int(_) | Value::UInt(_) | Value::Ip(_) | Value::Version(_) => {
            // Writing to a text cannot fail.
            return write!(text, "{value}").is_ok();
        }
    }
    true
}

/// Leaves out a fraction of zero, then seconds of zero; a year beyond four digits has a sign.
fn date_text(time: Timestamp) -> String {
    let full = time.to_string();
    let text = match full.strip_suffix(".000Z") {
        Some(seconds) => format!("{}Z", seconds.strip_suffix(":00").unwrap_or(seconds)),
        None => full,
    };
    let year = text.find('-').unwrap_or(0);
    if year > 4 { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_in_the_shortest_form() {
        let shown = |text| Timestamp::parse(text).map(date_text);
        for (text, expected) in [
            ("2020-01-01T00:00:00.000Z", "2020-01-01T00:00Z"),
            ("2020-01-01T00:01:00.120100Z", "2020-01-01T00:01:00.120100Z"),
            ("2020-01-01T00:00:05Z", "2020-01-01T00:00:05Z"),
            ("2020-01-01T00:00:05.120Z", "2020-01-01T00:00:05.120Z"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected));
        }
        let far = Timestamp::from_millis(253_402_300_800_000);
        assert_eq!(date_text(far), "+10000-01-01T00:00Z");
    }

    #[test]
    fn appending_and_converting_agree() {
        for value in [
            Value::Null,
            Value::Bool(false),
            Value::Int(-4),
            Value::UInt(u64::MAX),
            Value::Float(1e10),
            Value::text("x"),
            Value::Date(Timestamp::from_millis(0)),
        ] {
            let mut text = String::new();
            let appended = push_text(&mut text, &value).then_some(text);
            assert_eq!(appended, text_of(&value).map(Cow::into_owned));
        }
    }
}
