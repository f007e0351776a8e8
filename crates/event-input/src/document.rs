//! The bytes of one document to a document, and what is wrong with them in words.

use event::Document;
use serde_json::error::Category;

/// Reads one JSON object.
pub(crate) fn parse(bytes: &[u8]) -> Result<Document, String> {
    serde_json::from_slice(bytes).map_err(|error| describe(bytes, &error))
}

/// Reads one JSON object; of what is none it says nothing, in no time.
pub(crate) fn read(bytes: &[u8]) -> Option<Document> {
    serde_json::from_slice(bytes).ok()
}

/// The reason for a document over the limit.
pub(crate) fn too_long(limit: usize) -> String {
    format!("longer than the limit of {limit} bytes (`--max-event-bytes`)")
}

fn describe(bytes: &[u8], error: &serde_json::Error) -> String {
    if let Err(error) = std::str::from_utf8(bytes) {
        return format!(
            "not UTF-8: a wrong byte after {} bytes of the record",
            error.valid_up_to()
        );
    }
    if error.classify() == Category::Data {
        return format!("not an object but {}", kind(bytes));
    }
    let place = format!(" at line {} column {}", error.line(), error.column());
    let text = error.to_string();
    let (problem, place) = match text.strip_suffix(&place) {
        Some(problem) if error.line() <= 1 => (problem, format!(" at column {}", error.column())),
        Some(problem) => (problem, place),
        None => (text.as_str(), String::new()),
    };
    format!("{}{place}", plain_words(problem))
}

/// What a JSON value that is no object is.
fn kind(bytes: &[u8]) -> &'static str {
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'[') => "an array",
        Some(b'"') => "a text",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

fn plain_words(problem: &str) -> String {
    if problem == "recursion limit exceeded" {
        return "nested deeper than 127 levels".to_owned();
    }
    if problem == "trailing characters" {
        return "not JSON: text after the document".to_owned();
    }
    match problem.strip_prefix("EOF while parsing ") {
        Some(what) => format!("not JSON: ends inside {what}"),
        None => format!("not JSON: {problem}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &[u8]) -> String {
        parse(text).unwrap_err()
    }

    #[test]
    fn reasons_are_in_plain_words() {
        assert_eq!(reason(br#"{"a": 1 "b"}"#), "not JSON: expected `,` or `}` at column 9");
        assert_eq!(reason(b"{\n\"a\": x}"), "not JSON: expected value at line 2 column 6");
        assert_eq!(reason(br#"{"a": "#), "not JSON: ends inside a value at column 6");
        assert_eq!(reason(b"{} x"), "not JSON: text after the document at column 4");
        assert_eq!(
            reason(b"{\"a\": \"\xff\"}"),
            "not UTF-8: a wrong byte after 7 bytes of the record"
        );
        assert_eq!(
            reason(b"{\"a\": \"\x01\"}"),
            "not JSON: control character (\\u0000-\\u001F) found while parsing a string at column 8"
        );
    }

    #[test]
    fn only_objects_are_documents() {
        for (text, kind) in [
            ("4", "a number"),
            ("[{}]", "an array"),
            ("null", "null"),
            ("\"x\"", "a text"),
            ("true", "a boolean"),
        ] {
            assert_eq!(reason(text.as_bytes()), format!("not an object but {kind}"));
        }
    }

    #[test]
    fn nesting_has_a_limit() {
        let nested = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        assert!(parse(nested(127).as_bytes()).is_ok());
        assert!(reason(nested(10_000).as_bytes()).starts_with("nested deeper than 127 levels"));
    }
}
