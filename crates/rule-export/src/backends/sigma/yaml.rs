//! The little of YAML that a rule needs, written so that every reader reads the same.
//!
//! Texts are always quoted: readers of YAML 1.1 and 1.2 differ in which bare words are numbers, dates and booleans, and
//! no library of the registry quotes all texts. What is written is read back by one in the tests.

use std::fmt::Write as _;

/// A value.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Yaml {
    /// A text, quoted.
    Text(String),
    /// A number, boolean or date, as it is.
    Plain(String),
    /// A list; never empty.
    List(Vec<Yaml>),
    /// A mapping in this order; never empty.
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    /// A text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// One value as it is, several as a list.
    pub(super) fn one_or_many(mut values: Vec<Self>) -> Self {
        if values.len() == 1 { values.swap_remove(0) } else { Self::List(values) }
    }

    /// The mapping as a document.
    pub(super) fn document(&self) -> String {
        let mut text = String::new();
        self.block(0, &mut text);
        text
    }

    /// What follows a key or a dash, with the line break at its end.
    fn behind(&self, indent: usize, text: &mut String) {
        match self {
            Self::Text(value) if is_block(value) => block_text(value, indent, text),
            Self::Text(value) => {
                let _ = writeln!(text, " {}", quoted(value)); // writing to a string cannot fail
            }
            Self::Plain(value) => {
                let _ = writeln!(text, " {value}");
            }
            Self::List(_) | Self::Map(_) => {
                text.push('\n');
                self.block(indent, text);
            }
        }
    }

    fn block(&self, indent: usize, text: &mut String) {
        let margin = " ".repeat(indent);
        match self {
            Self::Map(entries) => {
                for (name, value) in entries {
                    text.push_str(&margin);
                    entry(name, value, indent, text);
                }
            }
            Self::List(values) => {
                for value in values {
                    text.push_str(&margin);
                    text.push('-');
                    value.element(indent, text);
                }
            }
            Self::Text(_) | Self::Plain(_) => self.behind(indent, text),
        }
    }

    /// Behind the dash: the first entry of a mapping stands on the same line.
    fn element(&self, indent: usize, text: &mut String) {
        let Self::Map(entries) = self else { return self.behind(indent + STEP, text) };
        for (place, (name, value)) in entries.iter().enumerate() {
            let margin = if place == 0 { STEP - 1 } else { indent + STEP };
            text.push_str(&" ".repeat(margin));
            entry(name, value, indent + STEP, text);
        }
    }
}

/// How far inner lines are indented.
const STEP: usize = 4;

fn entry(name: &str, value: &Yaml, indent: usize, text: &mut String) {
    let _ = write!(text, "{}:", key(name));
    value.behind(indent + STEP, text);
}

/// Field names and keys of rules are bare where no reader could take them for anything else.
fn key(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._|-".contains(&byte);
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let is_plain = name.bytes().all(plain)
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && !words.contains(&name.to_ascii_lowercase().as_str());
    if is_plain { name.to_owned() } else { quoted(name) }
}

fn is_block(text: &str) -> bool {
    let plain = |character: char| character == '\n' || !needs_escape(character);
    text.contains('\n')
        && text.chars().all(plain)
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
}

fn block_text(value: &str, indent: usize, text: &mut String) {
    text.push_str(" |-\n");
    for line in value.split('\n') {
        if !line.is_empty() {
            text.push_str(&" ".repeat(indent));
            text.push_str(line);
        }
        text.push('\n');
    }
}

/// Single quotes, or double quotes where a character must be escaped.
fn quoted(text: &str) -> String {
    if !text.chars().any(needs_escape) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ if needs_escape(character) => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(character)); // all are below U+10000
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// What YAML does not take as it is, or takes for a line break.
fn needs_escape(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_reads_what_was_written() {
        let texts = [
            "",
            " a ",
            "'",
            "\"",
            "\\",
            "\\n",
            "a: b",
            "a #b",
            "- a",
            "*",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a`",
            "|",
            ">",
            "no",
            "2026-11-23",
            "12:30",
            "1_000",
            "0x1F",
            "~",
            "a\nb",
            "a\n\n  b\nc",
            " a\nb",
            "a\nb ",
            "a\r\nb",
            "\t",
            "\0\u{1b}",
            "\u{85}\u{2028}\u{feff}",
            "\u{e9}\u{1f600}",
            "a\n# b\n--- c",
        ];
        let list = texts.iter().map(|text| Yaml::text(*text)).collect();
        let nested = texts.iter().map(|text| ((*text).to_owned(), Yaml::text(*text))).collect();
        let entries =
            vec![("list".to_owned(), Yaml::List(list)), ("map".to_owned(), Yaml::Map(nested))];
        let document = Yaml::Map(entries).document();
        let read: yaml_serde::Value = yaml_serde::from_str(&document).unwrap();
        for (place, text) in texts.iter().enumerate() {
            assert_eq!(read["list"][place].as_str(), Some(*text), "{document}");
            assert_eq!(read["map"][*text].as_str(), Some(*text), "{document}");
        }
    }

    #[test]
    fn a_document_reads_as_people_write_it() {
        let text = Yaml::text;
        let map = |entries: &[(&str, Yaml)]| {
            Yaml::Map(
                entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
            )
        };
        let document = map(&[
            ("title", text("It's: a #title")),
            ("description", text("one\n\ntwo")),
            ("date", Yaml::Plain("2026-11-23".to_owned())),
            (
                "detection",
                map(&[
                    ("selection", map(&[("process.name|endswith", text("\\a.exe"))])),
                    (
                        "other",
                        Yaml::List(vec![
                            map(&[("@timestamp", text("a\tb\"")), ("x", Yaml::Plain("1".into()))]),
                            map(&[("y", Yaml::List(vec![text("no"), text("")]))]),
                        ]),
                    ),
                ]),
            ),
        ]);
        assert_eq!(
            document.document(),
            r#"title: 'It''s: a #title'
description: |-
    one

    two
date: 2026-11-23
detection:
    selection:
        process.name|endswith: '\a.exe'
    other:
        -   '@timestamp': "a\tb\""
            x: 1
        -   'y':
                - 'no'
                - ''
"#
        );
    }
}
