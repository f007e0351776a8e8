//! JSON as Python's `json.dumps` writes it with sorted keys: ASCII only. Elastic's tools, and so the hashes of rules, go by it.

use std::fmt::Write;

use serde_json::{Map, Value};

/// On one line, a blank behind `,` and `:`.
pub fn compact(value: &Value) -> String {
    let mut text = String::new();
    Writer { text: &mut text, separators: [", ", ": "], indent: None }.value(value, 0);
    text
}

/// An object on one line, likewise.
pub fn compact_object(object: &Map<String, Value>) -> String {
    compact(&Value::Object(object.clone()))
}

/// On one line without blanks.
pub fn dense(value: &Value) -> String {
    let mut text = String::new();
    Writer { text: &mut text, separators: [",", ":"], indent: None }.value(value, 0);
    text
}

/// On several lines, two blanks further in for each level.
pub fn pretty(value: &Value) -> String {
    let mut text = String::new();
    Writer { text: &mut text, separators: [",", ": "], indent: Some(2) }.value(value, 0);
    text
}

struct Writer<'a> {
    text: &'a mut String,
    separators: [&'static str; 2],
    indent: Option<usize>,
}

impl Writer<'_> {
    fn value(&mut self, value: &Value, level: usize) {
        match value {
            Value::Null => self.text.push_str("null"),
            Value::Bool(flag) => self.text.push_str(if *flag { "true" } else { "false" }),
            Value::Number(number) => self.text.push_str(&number.to_string()),
            Value::String(string) => self.string(string),
            Value::Array(list) => {
                self.list(['[', ']'], list.iter(), level, |own, element| {
                    own.value(element, level + 1);
                });
            }
            Value::Object(object) => self.object(object, level),
        }
    }

    fn object(&mut self, object: &Map<String, Value>, level: usize) {
        let mut entries: Vec<_> = object.iter().collect();
        entries.sort_by(|left, right| left.0.cmp(right.0));
        self.list(['{', '}'], entries.into_iter(), level, |own, (key, value)| {
            own.string(key);
            own.text.push_str(own.separators[1]);
            own.value(value, level + 1);
        });
    }

    fn list<T>(
        &mut self,
        [open, close]: [char; 2],
        elements: impl ExactSizeIterator<Item = T>,
        level: usize,
        write: impl Fn(&mut Self, T),
    ) {
        self.text.push(open);
        let is_empty = elements.len() == 0;
        for (place, element) in elements.enumerate() {
            self.text.push_str(if place > 0 { self.separators[0] } else { "" });
            self.line(level + 1);
            write(self, element);
        }
        if !is_empty {
            self.line(level);
        }
        self.text.push(close);
    }

    fn line(&mut self, level: usize) {
        if let Some(indent) = self.indent {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n(' ', indent * level));
        }
    }

    fn string(&mut self, string: &str) {
        self.text.push('"');
        for character in string.chars() {
            self.character(character);
        }
        self.text.push('"');
    }

    fn character(&mut self, character: char) {
        match character {
            '"' => self.text.push_str("\\\""),
            '\\' => self.text.push_str("\\\\"),
            '\n' => self.text.push_str("\\n"),
            '\r' => self.text.push_str("\\r"),
            '\t' => self.text.push_str("\\t"),
            '\u{8}' => self.text.push_str("\\b"),
            '\u{c}' => self.text.push_str("\\f"),
            ' '..='~' => self.text.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    // Writing to a string does not fail.
                    let _ = write!(self.text, "\\u{unit:04x}");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_text_is_pythons() {
        let value = json!({"b": [1, 2.5, null], "a": "é😀\u{7f}\"", "c": {}});
        assert_eq!(
            compact(&value),
            r#"{"a": "\u00e9\ud83d\ude00\u007f\"", "b": [1, 2.5, null], "c": {}}"#
        );
        assert_eq!(dense(&json!([1, {"a": true}])), r#"[1,{"a":true}]"#);
        assert_eq!(
            pretty(&json!({"a": [1], "b": []})),
            "{\n  \"a\": [\n    1\n  ],\n  \"b\": []\n}"
        );
    }
}
