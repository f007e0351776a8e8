//! Queries of the command line made to break the parser.

use testkit::Rng;

use crate::folder::Folder;
use crate::run::{Outcome, Run};

#[track_caller]
fn query(eql: &str) -> Outcome {
    Folder::new().eqlc(&["query", eql])
}

#[test]
fn a_query_without_meaning_is_told_what_it_lacks() {
    for eql in [
        "",
        " ",
        "\n\n\t",
        "// only a comment",
        "/* and another",
        ";",
        "(",
        ")",
        "|",
        "any",
        "any where",
        "where true",
        "sequence",
        "sequence by",
        "sequence []",
        "sequence [any where true]",
        "any where true |",
        "any where true | head",
        "ANY WHERE TRUE",
        "select * from logs",
        "process.name:cmd.exe",
        "any where true true",
        "\u{202e}\u{feff}",
        "any where \u{1}",
    ] {
        let outcome = query(eql).exits(2).prints("").says("error[eql/");
        assert!(outcome.stderr.contains("query:"), "{outcome}");
    }
}

#[test]
fn brackets_as_long_as_an_argument_may_be_are_too_deep() {
    for eql in [
        format!("any where {}", "(".repeat(120_000)),
        format!("any where {}", ")".repeat(120_000)),
        format!("any where {}true", "not ".repeat(25_000)),
        format!("any where a in {}", "(".repeat(100_000)),
        "[".repeat(120_000),
        "\"".repeat(120_001),
        "/*".repeat(60_000),
        format!("any where {}", "a[".repeat(50_000)),
        format!("any where {}", "`".repeat(100_001)),
    ] {
        query(&eql).exits(2).prints("").says("error[eql/");
    }
}

#[test]
fn words_of_eql_in_any_order_never_break_the_parser() {
    let words = [
        "any", "where", "sequence", "by", "with", "maxspan", "until", "runs", "and", "or", "not",
        "in", "in~", "like", "regex", "null", "true", "(", ")", "[", "]", "![", ",", ".", "|", "=",
        "==", ":", "!=", "<", "+", "-", "*", "/", "%", "?", "~", "a", "a.b", "length", "\"x\"",
        "'", "\"\"\"", "`q`", "1", "1.5", "5m", "head", "sample", "of", "//", "\n", "\\", "$", "é",
    ];
    let mut rng = Rng::new(9);
    let mut text = |length: usize| {
        let words: Vec<&str> = (0..length).map(|_| *rng.pick(&words)).collect();
        words.join(if length.is_multiple_of(2) { " " } else { "" })
    };
    let queries: Vec<String> = (1..=60).map(&mut text).collect();
    for query in
        queries.iter().map(|query| format!("any where true and {query}")).chain(queries.clone())
    {
        let outcome = Folder::new().eqlc(&["query", "--", &query]);
        assert!(matches!(outcome.code, Some(0 | 2)), "{outcome}");
    }
}

#[test]
fn a_query_may_begin_with_a_dash_behind_two_dashes() {
    Folder::new().eqlc(&["query", "--", "-1"]).exits(2).says("error[eql/");
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let bytes = OsStr::from_bytes(b"any where process.name == \"\xff\"");
    Run::new([OsStr::new("query"), bytes]).run().exits(2).says("UTF-8");
}

#[cfg(not(unix))]
#[test]
fn an_argument_too_many_is_refused() {
    Run::new(["dump", "a", "b"]).run().exits(2);
}
