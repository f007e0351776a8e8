//! Texts and numbers of JSON values that tools spell in different ways.

use std::borrow::Cow;

use event::{Json, Timestamp};

/// The value as a text; `None` for null, lists and objects.
pub(super) fn text(json: &Json) -> Option<Cow<'_, str>> {
    match json {
        Json::Str(text) => Some(Cow::Borrowed(text)),
        Json::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
        Json::Int(number) => Some(Cow::Owned(number.to_string())),
        Json::UInt(number) => Some(Cow::Owned(number.to_string())),
        Json::Float(number) => Some(Cow::Owned(number.to_string())),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// The integer of a number or of a text, decimal or `0x` hexadecimal.
pub(super) fn integer(json: &Json) -> Option<i64> {
    integer_of(&text(json)?)
}

/// The integer that a text spells, decimal or `0x` hexadecimal.
pub(super) fn integer_of(text: &str) -> Option<i64> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// The instant of `2024-05-06 07:08:09.100` or of an ISO date.
pub(super) fn time(text: &str) -> Option<Timestamp> {
    let has_space = text.as_bytes().get(10) == Some(&b' ');
    let text = if has_space { Cow::Owned(text.replacen(' ', "T", 1)) } else { Cow::Borrowed(text) };
    Timestamp::parse(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_spelling() {
        assert_eq!(integer(&Json::Int(4)), Some(4));
        assert_eq!(integer(&Json::from("0x1a2b")), Some(6699));
        assert_eq!(integer(&Json::from("4712")), Some(4712));
        assert_eq!(integer(&Json::from("-")), None);
        assert_eq!(integer(&Json::Null), None);
    }

    #[test]
    fn times_are_read_with_a_space_or_a_t() {
        let shown = |text| time(text).map(|time| time.to_string());
        assert_eq!(shown("2024-05-06 07:08:09.100").as_deref(), Some("2024-05-06T07:08:09.100Z"));
        assert_eq!(
            shown("2024-05-06T07:08:09.1234567Z").as_deref(),
            Some("2024-05-06T07:08:09.123456700Z")
        );
        assert_eq!(shown("-"), None);
    }
}
