//! What Elastic's reader, a parser of TOML 0.4, takes and what it refuses.

use rule_lint::Context;

use crate::findings;

/// How often a file is told that it is newer TOML.
fn newer(text: &str) -> usize {
    let found = findings("rule.toml", text, &Context::default());
    found.iter().filter(|finding| finding.id == "rule/newer-toml").count()
}

/// Whether a value is.
fn is_newer(value: &str) -> bool {
    newer(&format!("[metadata]\n\n[rule.meta]\nkey = {value}\n")) == 1
}

#[test]
fn values_of_later_versions_are_found() {
    for value in [
        r#"[1, "x"]"#,
        "[1, 1.0]",
        "[[1], {b = 1}]",
        r#""\e""#,
        r#""\x41""#,
        "\"a\tb\"",
        "\"\"\"a\tb\"\"\"",
        r#""""a"""""#,
        "{ b = 1, }",
        "{\n b = 1 }",
        "{ b.c = 1 }",
        "0xff",
        "0o7",
        "0b1",
        "inf",
        "-nan",
        "2026-01-15",
        "10:00:00",
        "2026-01-15T10:00:00",
        "2026-01-15 10:00:00Z",
    ] {
        assert!(is_newer(value), "{value}");
    }
}

#[test]
fn values_of_version_0_4_are_not() {
    for value in [
        "[1, 2, ]",
        "[\n1,\n2,\n]",
        r#"[[1], ["x"]]"#,
        "[{b = 1}, {c = 2}]",
        r#"["x", 'y']"#,
        "'a\tb'",
        "''''a'''",
        r#""\u00e9""#,
        r"'\e'",
        r#""\\e""#,
        "{ b = 1, c = { d = 2 } }",
        "{ b = [1,\n2] }",
        "{}",
        "1_000",
        "+1",
        "1e5",
        "2026-01-15T10:00:00Z",
        "2026-01-15T10:00:00.5+01:00",
    ] {
        assert!(!is_newer(value), "{value}");
    }
}

#[test]
fn dotted_keys_are_found_and_headers_are_not() {
    assert_eq!(newer("[rule]\nmeta.a = 1\n"), 1);
    let headers = "[ rule . meta ]\na = 1\n[[rule.actions]]\n[rule.actions.params]\nb = 1\n";
    assert_eq!(newer(headers), 0);
}
