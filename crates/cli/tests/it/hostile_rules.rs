//! Rule files made to break a compiler: each ends with a message and an exit code, soon.

use testkit::Rng;

use crate::folder::Folder;
use crate::rule_text::rule;
use crate::run::Outcome;

#[track_caller]
fn check(bytes: impl AsRef<[u8]>) -> Outcome {
    let folder = Folder::new().with("rule.toml", bytes);
    folder.eqlc(&["check", "--format", "concise", "rule.toml"])
}

/// A rule that has to be refused with this finding.
#[track_caller]
fn refused(query: &str, finding: &str) -> Outcome {
    let outcome = check(rule(query)).exits(1);
    assert!(outcome.stdout.contains(finding), "no `{finding}`\n{outcome}");
    outcome
}

/// A large rule that is as it should be; it also runs.
#[track_caller]
fn runs(query: &str) {
    let folder = Folder::of(&[
        ("rule.toml", &rule(query)),
        ("events.ndjson", "{\"process.name\":\"x\",\"n\":1}\n"),
    ]);
    folder.eqlc(&["scan", "--rules", "rule.toml", "events.ndjson"]).exits(0).says("1 rule, ");
}

fn list(count: usize, separator: &str, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(separator)
}

#[test]
fn bytes_that_are_no_text_are_no_rule() {
    let mut rng = Rng::new(1);
    let noise: Vec<u8> = (0..5000).map(|_| rng.next_u64().to_le_bytes()[0]).collect();
    check(noise).exits(2).says("cannot use `rule.toml`: it is not UTF-8");
    check(b"[rule]\nname = \"\xff\"\n").exits(2).says("byte 16");
    check([rule("any where true").as_bytes(), b"\xf0\x9f"].concat()).exits(2).says("not UTF-8");
}

#[test]
fn a_program_is_no_rule() {
    let folder = Folder::new();
    folder.eqlc(&["check", env!("CARGO_BIN_EXE_eqlc")]).exits(2).says("cannot use");
}

#[test]
fn a_file_larger_than_any_rule_is_not_read() {
    check("#".repeat(17 << 20)).exits(2).says("16 MiB");
}

#[test]
fn text_that_is_no_toml_is_told_where_it_breaks() {
    for text in [
        "",
        "\0",
        "\0\0\0\n",
        "[",
        "]]]]",
        "= = =",
        "[rule]\nname = \"\0\"\n",
        "\u{feff}\u{feff}",
        "{\"json\": true}",
        "<?xml?>",
    ] {
        let outcome = check(text).exits(1);
        assert!(outcome.stdout.starts_with("rule.toml:"), "{text:?}\n{outcome}");
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let text = rule("any where true");
    check(text.replace('\n', "\r\n")).exits(0);
    // Elastic's reader is not as patient.
    let marked = check(format!("\u{feff}{text}")).exits(1);
    assert_eq!(marked.stdout.matches("rule/").collect::<Vec<_>>().len(), 1, "{marked}");
    assert!(marked.stdout.contains("rule/newer-toml"), "{marked}");
}

#[test]
fn toml_nested_10000_levels_deep_is_an_error() {
    let deep = 10_000;
    for value in [
        format!("a = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("a = {}1{}", "{a=".repeat(deep), "}".repeat(deep)),
        format!("a = {}", "[".repeat(deep)),
        format!("{}b = 1", "a.".repeat(deep)),
        format!("[{}b]\nc = 1", "a.".repeat(deep)),
        format!("[[{}b]]\nc = 1", "a.".repeat(deep)),
    ] {
        let outcome = check(format!("[rule]\n{value}\n")).exits(1);
        assert!(outcome.stdout.contains("rule.toml:2:"), "{outcome}");
    }
}

#[test]
fn values_beyond_every_range_are_errors() {
    let text = rule("any where true");
    for (from, to) in [
        ("risk_score = 47", "risk_score = 99999999999999999999999"),
        ("risk_score = 47", "risk_score = -1e400"),
        ("2026/01/15", "9999999/99/99"),
        ("\"medium\"", "[[[[]]]]"),
        ("[\"Example\"]", "\"\"\""),
    ] {
        assert!(text.contains(from));
        check(text.replacen(from, to, 1)).exits(1);
    }
}

#[test]
fn a_query_of_5_megabytes_of_brackets_is_too_deep() {
    refused(&format!("any where {}", "(".repeat(5_000_000)), "error[eql/");
}

#[test]
fn every_kind_of_nesting_has_a_limit() {
    let deep = 10_000;
    for condition in [
        format!("{}true{}", "(".repeat(deep), ")".repeat(deep)),
        format!("{}true", "not ".repeat(deep)),
        format!("{}length(process.name){} == 1", "length(".repeat(deep), ")".repeat(deep)),
        format!("process.pid{} == 1", " + 1".repeat(deep)),
        format!("process.pid == {}1", "- ".repeat(deep)),
        format!("process.name in {}\"a\"{}", "(".repeat(deep), ")".repeat(deep)),
    ] {
        refused(&format!("any where {condition}"), "error[eql/");
    }
    refused(&format!("sequence {}", "[any where ".repeat(deep)), "error[eql/");
}

#[test]
fn long_queries_that_are_not_deep_run() {
    runs(&format!("any where {}", list(100_000, " or ", |n| format!("n == {n}"))));
    runs(&format!("any where process.name in ({})", list(100_000, ", ", |n| format!("\"v{n}\""))));
    runs(&format!("any where process.name == \"{}\"", "x".repeat(1_000_000)));
    runs(&format!("any where {}b == 1", "a.".repeat(20_000)));
}

#[test]
fn sequences_of_too_many_stages_are_refused() {
    let stages = |count| {
        format!("sequence by host.id\n{}", list(count, "\n", |_| "[any where true]".to_owned()))
    };
    refused(&stages(1000), "error[eql/too-many-stages]");
    runs(&stages(200));
    refused("sequence [any where true] with runs=999999999999 [any where true]", "error[eql/");
    refused(
        "sequence with maxspan=99999999999999999999d [any where true] [any where true]",
        "error[eql/",
    );
    refused(
        "sequence with maxspan=9223372036854775807d [any where true] [any where true]",
        "error[eql/",
    );
}

#[test]
fn regular_expressions_that_explode_are_refused() {
    let bracketed = format!("{}a{}", "(".repeat(20_000), ")".repeat(20_000));
    let stars = ".*a".repeat(20_000);
    for pattern in [
        "(((a{1,999}){1,999}){1,999}){1,999}",
        "~(.*a.{20}b)&.*c.{30}@",
        &bracketed,
        &stars,
        "((((",
    ] {
        refused(&format!("any where process.name regex \"{pattern}\""), "error[eql/bad-regex]");
    }
}

#[test]
fn patterns_are_matched_in_time_that_does_not_explode() {
    let value = "a".repeat(100_000);
    let folder = Folder::of(&[("events.ndjson", &format!("{{\"process.name\":\"{value}\"}}\n"))]);
    let wildcard = format!("any where process.name : \"{}b\"", "*a?".repeat(200));
    for query in [
        &wildcard,
        "any where process.name regex \"(a|aa|a*)*b\"",
        "any where process.name like \"*a*a*a*a*b\"",
    ] {
        folder.eqlc(&["query", query, "events.ndjson"]).exits(0).prints("");
    }
}

#[test]
fn hundreds_of_errors_on_one_line_are_all_told() {
    let query = format!("any where {}", list(300, " or ", |n| format!("process.pid == \"q{n}\"")));
    let outcome = check(rule(&query)).exits(1);
    assert_eq!(outcome.stdout.lines().count(), 300, "{outcome}");
}

#[test]
fn texts_that_never_end_are_errors_where_they_begin() {
    for (query, place) in [
        ("any where process.name == \"abc", "rule.toml:17:27"),
        ("any where process.name == \"\"\"abc", "rule.toml:17:27"),
        ("any where true /* abc", "rule.toml:17:16"),
        ("any where `abc", "rule.toml:17:11"),
    ] {
        refused(query, place);
    }
}

#[test]
fn odd_characters_do_not_move_the_place() {
    refused(
        "any where process.name == \"e\u{301}\u{202e}\u{200b}😀\" and process.pid = 1",
        "error[eql/assignment]",
    );
    refused("any where\tprocess.pid\t=\t1", "rule.toml:17:23");
    refused("any where true and 😀", "rule.toml:17:20");
    refused("any where true\u{a0}and process.pid == 1", "rule.toml:17:15");
    refused("any where true\0", "rule.toml:17:");
}
