//! Texts that are meant to break the reader. Each runs on a thread with the stack of Rust's own test threads.

use std::fmt::Write;

use proptest::prelude::*;

use crate::{findings, parse, with};

/// Parses on a stack of 2 MiB and returns how many findings there are.
fn parse_on_a_small_stack(text: String) -> usize {
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    let findings = thread.spawn(move || parse(&text).diagnostics.len());
    findings.expect("a thread starts").join().expect("a thread ends")
}

/// A good rule with more text at its end.
fn rule_and(more: &str) -> String {
    format!("{}\n{more}\n", with("47", "47"))
}

#[test]
fn nesting_is_refused_without_a_deep_stack() {
    let dotted = "a.".repeat(70) + "a";
    for text in [
        format!("[rule.meta]\nx = {}{}", "[".repeat(10_000), "]".repeat(10_000)),
        format!("[rule.meta]\nx = {}1{}", "{ a = ".repeat(10_000), " }".repeat(10_000)),
        format!("[rule.meta]\nx = {}", "[".repeat(10_000)),
        format!("[rule.meta]\nx = {}", "[{a=".repeat(10_000)),
        format!("[{}x]\na = 1", "a.".repeat(10_000)),
        format!("[rule.meta]\n{}x = 1", "a.".repeat(10_000)),
        format!("[rule.meta]\nx = {}1{}", format!("{{{dotted}=").repeat(70), "}".repeat(70)),
        format!("[rule.meta]\nx = {}1", format!("{{{dotted}=").repeat(70)),
    ] {
        assert_eq!(parse_on_a_small_stack(rule_and(&text)), 1, "{}", &text[..40]);
    }
}

#[test]
fn nesting_that_is_allowed_is_read() {
    let dotted = "a.".repeat(70) + "a";
    let lists = format!("{}1{}", "[".repeat(70), "]".repeat(70));
    let text = format!("[rule.meta.{dotted}]\n{dotted} = {lists}");
    assert_eq!(parse_on_a_small_stack(rule_and(&text)), 0);
}

#[test]
fn many_errors_take_no_time_to_speak_of() {
    let mut keys = String::from("[rule]\n");
    (0..20_000).for_each(|key| writeln!(keys, "severitie{key} = {key}").unwrap());
    for (text, least) in [
        (keys, 20_000),
        ("key\n".repeat(50_000), 50_000),
        ("[a\n".repeat(50_000), 1),
        ("x = [\n".repeat(50_000), 1),
        ("key ".repeat(50_000), 1),
        ("x = '''\n".repeat(50_000), 1),
        (format!("rule.tags = [{}]", "1,".repeat(50_000)), 50_000),
        ("\"".repeat(100_001), 1),
    ] {
        let found = parse(&text).diagnostics.len();
        assert!(found >= least, "{found} findings in {}", &text[..40]);
    }
}

#[test]
fn huge_numbers_and_odd_values_are_findings() {
    let found = findings(&rule_and(
        "[rule.meta]\na = 9223372036854775807\nb = 9223372036854775808\nc = 0xffffffffffffffffffff\n\
         d = 1e400\ne = nan\nf = -inf\ng = 07:32:00\nh = -0",
    ));
    assert_eq!(
        found,
        [
            "19:5 rule/huge-integer `rule.meta.b` is too large for 64 bits",
            "20:5 rule/huge-integer `rule.meta.c` is too large for 64 bits",
        ]
    );
}

#[test]
fn a_byte_order_mark_and_a_nul_do_no_harm() {
    assert_eq!(findings(&format!("\u{feff}{}", with("47", "47"))), [""; 0]);
    assert!(parse(&with("47", "\0")).has_errors());
    assert!(parse("\0").has_errors());
}

/// Pieces of TOML and of rules, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[",
        "]",
        "{",
        "}",
        "=",
        ",",
        ".",
        "'",
        "\"",
        "'''",
        "\"\"\"",
        "\\",
        "\n",
        "\r\n",
        "\r",
        " ",
        "#",
        "a",
        "rule",
        "metadata",
        "[rule]\n",
        "[[rule.threat]]\n",
        "type = ",
        "\"eql\"",
        "query = ",
        "1",
        "-",
        "2026-01-15",
        "true",
        "\u{e9}",
        "\0",
        "\\u00e9",
        "\\n",
        "[a.b",
        "x = [",
        "y = {",
        "tags = ",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_parsed_and_every_place_is_in_it(text in pieces()) {
        let parsed = parse(&text);
        for finding in &parsed.diagnostics {
            prop_assert!(text.get(finding.span.range()).is_some(), "{:?}", finding);
        }
        prop_assert!(parsed.diagnostics.is_sorted_by_key(|finding| finding.span));
    }

    #[test]
    fn a_rule_with_a_piece_of_rubbish_is_parsed(at in 0_usize..400, rubbish in pieces()) {
        let mut text = with("47", "47");
        text.insert_str(at.min(text.len()), &rubbish);
        let _ = parse(&text);
    }
}
