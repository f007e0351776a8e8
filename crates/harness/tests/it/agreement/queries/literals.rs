//! Literals and their spellings.

use proptest::prelude::*;
use proptest::sample::select;

use super::Text;
use crate::agreement::pools;

/// The spellings of a text.
#[derive(Clone, Copy, Debug)]
enum Spelling {
    /// `"…"` with the escapes that it needs.
    Quoted,
    /// `"""…"""`, where the text can be written so.
    Raw,
    /// `"…"` with `\u{…}` for every character that is no letter or digit of ASCII.
    Escaped,
}

/// A literal with one of these texts, in some spelling.
pub(super) fn text(choices: &'static [&'static str]) -> Text {
    let spelling = prop_oneof![
        8 => Just(Spelling::Quoted),
        2 => Just(Spelling::Raw),
        1 => Just(Spelling::Escaped),
    ];
    (select(choices), spelling).prop_map(|(text, spelling)| spelled(text, spelling)).boxed()
}

/// A text that a value may have.
pub(super) fn word() -> Text {
    prop_oneof![5 => text(pools::COMMON), 2 => text(pools::ODD)].boxed()
}

/// A pattern of `:` or `like`.
pub(super) fn pattern() -> Text {
    text(pools::PATTERNS)
}

/// A number.
pub(super) fn number() -> Text {
    prop_oneof![
        6 => whole(),
        1 => select(pools::EDGES).prop_map(|number| number.to_string()),
        2 => select(pools::ODD_NUMBERS).prop_map(str::to_owned),
    ]
    .boxed()
}

/// A small whole number; the negative one is a minus before a number.
pub(super) fn whole() -> Text {
    select(pools::NUMBERS).prop_map(|number| number.to_string()).boxed()
}

/// `true`, `false`.
pub(super) fn boolean() -> Text {
    any::<bool>().prop_map(|value| value.to_string()).boxed()
}

/// A date as text or as milliseconds.
pub(super) fn date() -> Text {
    prop_oneof![
        3 => text(pools::DATES),
        1 => select(pools::MILLIS).prop_map(|millis| millis.to_string()),
    ]
    .boxed()
}

/// One to three of these, with commas.
pub(super) fn list(element: Text) -> Text {
    prop::collection::vec(element, 1..4).prop_map(|list| list.join(", ")).boxed()
}

fn spelled(text: &str, spelling: Spelling) -> String {
    let writable_raw = !text.contains('\n') && !text.starts_with('"') && !text.ends_with('"');
    match spelling {
        Spelling::Raw if writable_raw => format!("\"\"\"{text}\"\"\""),
        Spelling::Escaped => format!("\"{}\"", text.chars().map(escaped).collect::<String>()),
        Spelling::Quoted | Spelling::Raw => {
            format!("\"{}\"", text.chars().map(quoted).collect::<String>())
        }
    }
}

fn quoted(character: char) -> String {
    match character {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        other => other.to_string(),
    }
}

fn escaped(character: char) -> String {
    if character.is_ascii_alphanumeric() {
        return character.to_string();
    }
    format!("\\u{{{:02x}}}", u32::from(character))
}
