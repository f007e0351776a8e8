//! JSON documents one a line, pretty-printed and back to back.

use std::io::Read;

use event_input::{Counts, Options, from_reader};

use crate::support::{Repeated, reader, show, shown};

#[test]
fn every_line_is_a_document_and_blank_lines_do_not_count() {
    let lines = show("{\"a\":1}\n\n  \r\n{\"a\":2}\r\n{\"a\":3}");
    assert_eq!(lines, [r#"1 {"a":1}"#, r#"2 {"a":2}"#, r#"3 {"a":3}"#]);
    assert!(show("").is_empty());
    assert!(show("\n\n").is_empty());
}

#[test]
fn a_malformed_line_costs_only_itself_and_keeps_its_number() {
    let lines =
        show("{\"a\":1}\n{\"a\": 1 \"b\"}\nnot json\n{\"a\":\n{\"a\":4\n\"x\"\n{\"a\":5}\n");
    assert_eq!(
        lines,
        [
            r#"1 {"a":1}"#,
            "record 2: not JSON: expected `,` or `}` at column 9",
            "record 3: not JSON: expected ident at column 2",
            "record 4: not JSON: ends inside a value at column 5",
            "record 5: not JSON: ends inside an object at column 6",
            "record 6: not an object but a text",
            r#"7 {"a":5}"#,
        ]
    );
}

#[test]
fn an_open_string_ends_with_its_line() {
    let lines = show("{\"a\": \"}\n{\"a\":2}\n");
    assert!(lines[0].starts_with("record 1: not JSON: ends inside a string"), "{lines:?}");
    assert_eq!(lines[1], r#"2 {"a":2}"#);
}

#[test]
fn documents_that_are_no_objects_are_bad() {
    let lines = show("4\n\"x\"\nnull\ntrue\n{}\n[1]\n");
    assert_eq!(lines[0], "record 1: not an object but a number");
    assert_eq!(lines[1], "record 2: not an object but a text");
    assert_eq!(lines[4], "5 {}");
    assert_eq!(lines[5], "record 6: not an object but an array");
}

#[test]
fn documents_stand_back_to_back() {
    assert_eq!(show("{}{\"a\":1} {\"b\":2}\n{}"), ["1 {}", r#"2 {"a":1}"#, r#"3 {"b":2}"#, "4 {}"]);
}

#[test]
fn text_after_a_document_makes_its_line_bad() {
    let lines = show("{\"a\":1} x\n{\"a\":2},\n{\"a\":3}");
    assert_eq!(lines[0], "record 1: not JSON: text after the document at column 9");
    assert_eq!(lines[1], "record 2: not JSON: text after the document at column 8");
    assert_eq!(lines[2], r#"3 {"a":3}"#);
}

#[test]
fn pretty_printed_documents_are_read() {
    let pretty = "{\n  \"a\": [\n    {\"b\": 1},\n    2\n  ]\n}\n{\n\"c\": \"}{\"\n}\n{\"d\":4}\n";
    assert_eq!(show(pretty), [r#"1 {"a":[{"b":1},2]}"#, r#"2 {"c":"}{"}"#, r#"3 {"d":4}"#]);
    let without_indent = "{\n\"a\": [\n{\n\"b\": 1\n},\n{\n\"b\": 2\n}\n]\n}\n{}";
    assert_eq!(show(without_indent), [r#"1 {"a":[{"b":1},{"b":2}]}"#, "2 {}"]);
    assert_eq!(show("{\"a\": {\n  \"b\": 1\n}}\n"), [r#"1 {"a":{"b":1}}"#]);
}

#[test]
fn a_malformed_pretty_document_is_one_bad_record() {
    let lines = show("{\n  \"a\": tru,\n  \"b\": 1\n}\n{\n  \"c\": 1\n}\n");
    assert_eq!(lines[0], "record 1: not JSON: expected ident at line 2 column 11");
    assert_eq!(lines[1], r#"2 {"c":1}"#);
    let unclosed = show("{\n  \"a\": 1\n\n{\n  \"c\": 1\n}\n");
    assert!(unclosed[0].starts_with("record 1: not JSON: ends inside an object"), "{unclosed:?}");
    assert_eq!(unclosed[1], r#"2 {"c":1}"#);
}

#[test]
fn wrong_utf8_is_told_with_its_place() {
    let lines = show(b"{\"a\":\"\xff\"}\n{\"a\":\"\xc3\xa4\"}\n\xfe\n".to_vec());
    assert_eq!(lines[0], "record 1: not UTF-8: a wrong byte after 6 bytes of the record");
    assert_eq!(lines[1], "2 {\"a\":\"\u{e4}\"}");
    assert_eq!(lines[2], "record 3: not UTF-8: a wrong byte after 0 bytes of the record");
}

#[test]
fn zero_bytes_are_a_bad_record() {
    let lines = show(b"{\"a\":1}\n\0\0\0\0\n{\"a\":\"\0\"}\n{}".to_vec());
    assert!(lines[1].starts_with("record 2: not JSON: "), "{lines:?}");
    assert!(lines[2].starts_with("record 3: not JSON: control character"), "{lines:?}");
    assert_eq!(lines[3], "4 {}");
}

#[test]
fn utf16_of_powershell_is_read() {
    let utf16 = |text: &str, unit: fn(u16) -> [u8; 2]| {
        format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect::<Vec<u8>>()
    };
    for unit in [u16::to_le_bytes, u16::to_be_bytes] {
        let lines = show(utf16("{\"a\":\"\u{e4}\u{1f600}\"}\r\n{}\r\n", unit));
        assert_eq!(lines, ["1 {\"a\":\"\u{e4}\u{1f600}\"}", "2 {}"]);
    }
    assert_eq!(show("\u{feff}{\"a\":1}"), [r#"1 {"a":1}"#]);
}

#[test]
fn nesting_of_ten_thousand_levels_is_a_bad_record() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{{\"x\":{}1{}}}\n{{}}", open.repeat(10_000), close.repeat(10_000));
        let lines = show(deep);
        assert!(lines[0].starts_with("record 1: nested deeper than 127 levels"), "{}", lines[0]);
        assert_eq!(lines[1], "2 {}");
    }
    let unclosed = show(format!("{}\n{{}}", "{\"a\":".repeat(10_000)));
    assert_eq!(unclosed[1], "2 {}");
}

#[test]
fn a_line_of_50_megabytes_is_passed_over() {
    let parts = [
        &b"{\"a\":\""[..],
        &vec![b'x'; 50 << 20],
        b"\"}\n{\"b\":1}\n",
        &vec![b'y'; 50 << 20],
        b"\n{\"c\":1}",
    ];
    let lines = show(parts.concat());
    let too_long = "longer than the limit of 16777216 bytes (`--max-event-bytes`)";
    assert_eq!(
        lines,
        [
            format!("record 1: {too_long}"),
            r#"2 {"b":1}"#.to_owned(),
            format!("record 3: {too_long}"),
            r#"4 {"c":1}"#.to_owned(),
        ]
    );
}

#[test]
fn the_limit_is_on_one_document_not_on_its_line() {
    let options = Options { max_event_bytes: 16, ..Options::default() };
    let lines = |text: &str| shown(reader("-", text, &options));
    assert_eq!(lines("{\"a\":\"123456789\"}{}\n"), [TOO_LONG, "2 {}"]);
    assert_eq!(lines("{\"a\":\"12345678\"}{\"a\":\"12345678\"}{}").len(), 3);
    assert_eq!(lines("{\"a\":\"12345678\"}\n"), [r#"1 {"a":"12345678"}"#]);
    let pretty = "{\n\"a\": 1\n}\n{\n\"a\": 123456789,\n\"b\": {\n}}\n{\n\"c\": 1\n}";
    assert_eq!(
        lines(pretty),
        [
            r#"1 {"a":1}"#,
            "record 2: longer than the limit of 16 bytes (`--max-event-bytes`)",
            r#"3 {"c":1}"#
        ]
    );
}

const TOO_LONG: &str = "record 1: longer than the limit of 16 bytes (`--max-event-bytes`)";

#[test]
fn a_long_line_of_short_documents_is_read() {
    let line = Repeated::new("{\"a\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}", 200_000);
    let mut reader = from_reader("-", 0, Box::new(line), &Options::default()).unwrap();
    assert_eq!(reader.by_ref().count(), 200_000);
    assert_eq!(reader.counts().bad, 0);
}

#[test]
fn open_lines_without_end_take_no_time() {
    let options = Options::default();
    for line in
        [" {\"a\":1,\n", " {\"a\":[\n ]\n", " {\n", "{\"a\":\n\"b\":1,\n", " {\"a\":[\n }]\n"]
    {
        let lines = from_reader("-", 0, Box::new(Repeated::new(line, 20_000)), &options).unwrap();
        assert!(lines.count() > 0, "{line}");
    }
}

#[test]
fn a_stream_gives_events_as_they_come() {
    /// A few bytes at a time, and a failure in the end.
    struct Slow(&'static [u8]);
    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() {
                return Err(std::io::Error::other("the cable is out"));
            }
            let count = buffer.len().min(5);
            self.0.read(&mut buffer[..count])
        }
    }
    let parts = Slow(b"{\"kind\":1}\n{\"b\":2}\n{\"c\":");
    let lines = shown(from_reader("-", 0, Box::new(parts), &Options::default()).unwrap());
    assert_eq!(
        lines,
        [
            r#"1 {"kind":1}"#,
            r#"2 {"b":2}"#,
            "record 3: the input stream is damaged after 24 bytes: the cable is out",
        ]
    );
}

#[test]
fn what_was_read_is_counted() {
    let mut reader = reader("-", "{}\nx\n{}\n", &Options::default());
    reader.by_ref().for_each(drop);
    let expected = Counts { events: 2, bad: 1, bytes: 8, ..Counts::default() };
    assert_eq!(reader.counts(), expected);
    assert_eq!(reader.progress().position, 8);
    assert_eq!(reader.name(), "-");
}
