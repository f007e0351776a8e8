//! Texts that are not TOML: what is wrong, and that the rest of the file is still read.

use crate::{findings, parse, with};

#[test]
fn the_lines_after_a_broken_one_are_read() {
    for (old, broken) in [
        ("language = \"eql\"", "language"),
        ("language = \"eql\"", "language: eql"),
        ("language = \"eql\"", "language = eql"),
        ("language = \"eql\"", "language = \"eql"),
        ("language = \"eql\"", "language ="),
        ("language = \"eql\"", "language = [\"eql\""),
        ("language = \"eql\"", "language = { a = \"eql\""),
        ("[rule]", "[rule"),
        ("updated_date = \"2026/01/15\"", "updated_date = \"\"\"2026/01/15\"\"\"\"\"\"\""),
    ] {
        let parsed = parse(&with(old, broken));
        let rule = &parsed.tree.rule;
        assert_eq!(parsed.diagnostics.len(), 1, "{broken}: {:?}", parsed.diagnostics);
        assert_eq!(parsed.diagnostics[0].id, "rule/toml-syntax", "{broken}");
        assert_eq!(rule.risk_score.map(|score| score.value), Some(47), "{broken}");
        assert!(parsed.tree.query().is_some(), "{broken}");
    }
}

#[test]
fn errors_of_the_toml_and_of_the_values_are_reported_together() {
    let text = with("= 47", "= 470").replace("\"medium\"", "medium").replace("[\"Example\"]", "[");
    assert_eq!(
        findings(&text),
        [
            "7:10 rule/toml-syntax unclosed array, expected `]`",
            "12:14 rule/risk-score-out-of-range `rule.risk_score` must be between 0 and 100",
            "14:12 rule/toml-syntax `medium` is not a TOML value",
        ]
    );
}

#[test]
fn two_unclosed_lists_are_two_errors() {
    let text = with("[\"Example\"]", "[\"Example\"").replace("47", "[47");
    assert_eq!(
        findings(&text),
        [
            "7:10 rule/toml-syntax unclosed array, expected `]`",
            "12:14 rule/toml-syntax unclosed array, expected `]`",
        ]
    );
}

#[test]
fn an_unclosed_string_is_reported_where_it_begins() {
    let text = with("'process where process.parent.name == \"nginx\"'", "'''\nprocess where true");
    assert_eq!(findings(&text), ["11:9 rule/toml-syntax the string has no closing `'''`"]);
}
