//! An exception to a lint carries its reason, and nothing is left undone.

use crate::rust_code::blanked;
use crate::{Finding, Tree};

/// Attributes that switch a lint off.
const EXCEPTIONS: &[&str] = &["allow", "expect"];

/// What must not stand in code, and what to do instead.
const UNDONE: &[(&str, &str)] = &[
    ("#[ignore", "a test runs or is deleted; a skip is decided in the test and visible"),
    ("todo!", "finish it or leave it out"),
    ("unimplemented!", "finish it or leave it out"),
];

/// Looks at the code of every Rust file; comments and strings may say what they like.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust()
        .flat_map(|(path, text)| {
            let code = blanked(text);
            let found = unreasoned(&code).into_iter().chain(undone(&code));
            found.map(|(line, message)| Finding::new(path, line, message)).collect::<Vec<_>>()
        })
        .collect()
}

fn undone(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in code.lines().enumerate() {
        for (word, advice) in UNDONE.iter().filter(|(word, _)| contains_word(line, word)) {
            found.push((index + 1, format!("`{word}` in code; {advice}")));
        }
    }
    found
}

/// Whether the word occurs other than as the end of a longer one (`my_todo!`).
fn contains_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
    })
}

fn unreasoned(code: &str) -> Vec<(usize, String)> {
    attributes(code)
        .filter_map(|(line, attribute)| Some((line, exception(attribute)?)))
        .filter(|(_, (_, arguments))| !arguments.replace(' ', "").contains("reason=\""))
        .map(|(line, (name, _))| (line, format!("`{name}` without `reason = \"...\"`")))
        .collect()
}

/// Line and text of each `#[...]` and `#![...]`.
fn attributes(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.match_indices('#').filter_map(|(at, _)| {
        let rest = &code[at + 1..];
        let inside = rest.strip_prefix('!').unwrap_or(rest).strip_prefix('[')?;
        let line = code[..at].matches('\n').count() + 1;
        Some((line, &inside[..closing(inside, ['[', ']'])]))
    })
}

/// Name and arguments of the exception in an attribute, also behind a `cfg_attr(...)`.
fn exception(attribute: &str) -> Option<(&'static str, &str)> {
    EXCEPTIONS.iter().find_map(|name| {
        let (at, _) = attribute.match_indices(name).find(|(at, _)| {
            let free = attribute[..*at].trim_end();
            let called = attribute[at + name.len()..].trim_start().starts_with('(');
            called && (free.is_empty() || free.ends_with([',', '(']))
        })?;
        let open = at + attribute[at..].find('(')? + 1;
        let arguments = &attribute[open..];
        Some((*name, &arguments[..closing(arguments, ['(', ')'])]))
    })
}

/// Length up to the bracket that closes an open one.
fn closing(text: &str, [open, close]: [char; 2]) -> usize {
    let mut depth = 1_usize;
    for (at, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::Tree;

    fn messages(code: &str) -> Vec<String> {
        let found = check(&Tree::of(&[("crates/a/src/lib.rs", code)]));
        found.iter().map(|finding| format!("{}: {}", finding.line, finding.message)).collect()
    }

    #[test]
    fn an_exception_without_reason_is_found_wherever_it_stands() {
        let code = "#![allow(dead_code)]\n#[expect(\n    clippy::all,\n)]\n\
                    fn f(#[allow(unused)] x: u8) {}\n#[cfg_attr(test, allow(dead_code))]\nfn g() {}\n";
        assert_eq!(
            messages(code),
            [
                "1: `allow` without `reason = \"...\"`",
                "2: `expect` without `reason = \"...\"`",
                "5: `allow` without `reason = \"...\"`",
                "6: `allow` without `reason = \"...\"`",
            ]
        );
    }

    #[test]
    fn a_reason_is_enough() {
        let code = "#[expect(\n    clippy::a,\n    reason = \"because ] of ) b\"\n)]\nfn f() {}\n\
                    #[must_use = \"allow(x)\"]\nfn g(allow: fn(u8)) { allow(1); x.expect(\"y\") }\n";
        assert_eq!(messages(code), [""; 0]);
    }

    #[test]
    fn unfinished_code_is_found_but_not_in_comments_and_strings() {
        let code = "// todo!()\nlet a = \"#[ignore]\";\ntodo!()\nmy_todo!();\n#[ignore = \"slow\"]\n\
                    unimplemented!(\"x\")\n";
        let lines: Vec<String> = messages(code).iter().map(|text| text[..1].to_owned()).collect();
        assert_eq!(lines, ["3", "5", "6"]);
    }
}
