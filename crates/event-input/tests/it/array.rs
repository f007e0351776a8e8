//! One JSON array of documents.

use event_input::{Options, from_reader};

use crate::support::{Repeated, reader, show, shown};

#[test]
fn elements_are_numbered_from_one() {
    let lines = show(" \n[\n {\"a\": 1},\n {\"b\": [\"]\", {}]}\n]\n");
    assert_eq!(lines, [r#"1 {"a":1}"#, r#"2 {"b":["]",{}]}"#]);
    assert!(show("[]").is_empty());
}

#[test]
fn a_malformed_element_costs_only_itself() {
    let lines = show("[{\"a\": x}, 4, \"a,]\", [1], null, {\"b\":1}]");
    assert_eq!(
        lines,
        [
            "record 1: not JSON: expected value at column 7",
            "record 2: not an object but a number",
            "record 3: not an object but a text",
            "record 4: not an object but an array",
            "record 5: not an object but null",
            r#"6 {"b":1}"#,
        ]
    );
}

#[test]
fn a_broken_array_ends_with_its_reason() {
    for (text, last) in [
        ("[", "record 1: not JSON: the array is not closed"),
        ("[{}", "record 2: not JSON: the array is not closed"),
        ("[{},", "record 2: not JSON: the array is not closed"),
        ("[{},]", "record 2: not JSON: a comma stands before the end of the array"),
        ("[{}, {\"a\": [}", "record 2: not JSON: the input ends inside an element"),
        (
            "[,{}]",
            "record 1: not JSON: expected an element of the array, found `,`; the rest of the input is left out",
        ),
        (
            "[{} {}]",
            "record 2: not JSON: expected `,` or `]` after an element; the rest of the input is left out",
        ),
        (
            "[{}]\n{}",
            "record 2: not JSON: text after the end of the array; the rest of the input is left out",
        ),
    ] {
        assert_eq!(show(text).last().map(String::as_str), Some(last), "{text}");
    }
}

#[test]
fn ten_thousand_brackets_are_bad_records() {
    let lines = show("[".repeat(10_000));
    assert_eq!(lines, ["record 1: not JSON: the input ends inside an element"]);
    let closed = show(format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)));
    assert_eq!(closed, ["record 1: not an object but an array"]);
}

#[test]
fn an_element_over_the_limit_is_passed_over() {
    let options = Options { max_event_bytes: 16, ..Options::default() };
    let lines = |text: &str| shown(reader("-", text, &options));
    let too_long = "record 1: longer than the limit of 16 bytes (`--max-event-bytes`)";
    assert_eq!(lines("[{\"a\": \"]}123456789\"}, {}]"), [too_long, "2 {}"]);
    assert_eq!(lines("[12345678901234567890, {}]"), [too_long, "2 {}"]);
    assert_eq!(lines("[{\"a\":1,\n\n\n\n\n\n\n\n\n\n\n\n\n\"b\":2}]"), [too_long]);
}

#[test]
fn an_array_is_read_as_it_comes() {
    let elements =
        std::io::Read::chain(&b"[{}"[..], Repeated::new(",{\"a\": [1, 2, 3]}\n", 100_000));
    let options = Options { max_event_bytes: 64, ..Options::default() };
    let reader = from_reader("-", 0, Box::new(elements), &options).unwrap();
    assert_eq!(reader.count(), 100_002, "the last one says that the array is not closed");
}
