//! The README's tour is real: each `eqlc` command in it prints what stands below it.

use std::path::Path;
use std::process::{Command, Stdio};

/// A line of expected output that stands for any lines.
const ELLIPSIS: &str = "...";

/// A command of a `console` block with the output below it.
struct Shown {
    line: usize,
    command: String,
    output: Vec<String>,
}

#[expect(clippy::disallowed_methods, reason = "the page under test")]
fn readme() -> String {
    std::fs::read_to_string(testkit::workspace_root().join("README.md")).unwrap()
}

/// All commands of the `console` blocks. A command goes on in lines that begin with `> `.
fn commands(page: &str) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    let mut is_console = false;
    for (index, line) in page.lines().enumerate() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if !is_console {
        } else if let Some(command) = line.strip_prefix("$ ") {
            shown.push(Shown { line: index + 1, command: command.to_owned(), output: Vec::new() });
        } else if let Some(last) = shown.last_mut() {
            match line.strip_prefix("> ").filter(|_| last.output.is_empty()) {
                Some(more) => last.command.extend(["\n", more]),
                None => last.output.push(line.to_owned()),
            }
        }
    }
    shown
}

/// What a terminal would show: stdout and stderr as they come.
fn output(command: &str) -> Vec<String> {
    let root = testkit::workspace_root();
    let binary = Path::new(env!("CARGO_BIN_EXE_eqlc"));
    let script = format!("exec 2>&1\neqlc() {{ \"$EQLC\" \"$@\"; }}\n{command}");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).current_dir(&root).env("EQLC", binary).stdin(Stdio::null());
    let output = shell.env("NO_COLOR", "1").env("COLUMNS", "100").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| masked(line, &root)).collect()
}

/// A line without what differs from run to run: times, rates and the place of the checkout.
fn masked(line: &str, root: &Path) -> String {
    let line = line.replace(&root.display().to_string(), "");
    let kept = match line.split_once(" in ") {
        Some((before, _)) if line.starts_with("scanned ") || line.starts_with("replayed ") => {
            before
        }
        _ => &line,
    };
    kept.trim_end().to_owned()
}

fn fits(expected: &[String], actual: &[String]) -> bool {
    match expected.split_first() {
        None => actual.is_empty(),
        Some((first, rest)) if first == ELLIPSIS => {
            (0..=actual.len()).any(|skipped| fits(rest, &actual[skipped..]))
        }
        Some((first, rest)) => actual.first() == Some(first) && fits(rest, &actual[1..]),
    }
}

#[test]
fn every_command_prints_what_the_page_shows() {
    let root = testkit::workspace_root();
    let shown = commands(&readme());
    let tour: Vec<_> = shown.iter().filter(|shown| !shown.command.starts_with("cargo ")).collect();
    assert!(tour.len() >= 6, "the tour is gone");
    for Shown { line, command, output: expected } in tour {
        let expected: Vec<_> = expected.iter().map(|line| masked(line, &root)).collect();
        let actual = output(command);
        let (wanted, got) = (expected.join("\n"), actual.join("\n"));
        assert!(
            fits(&expected, &actual),
            "README.md:{line}: `{command}`\n--- shown\n{wanted}\n--- printed\n{got}"
        );
    }
}

#[test]
fn set_up_is_two_commands() {
    let shown = commands(&readme());
    let set_up: Vec<_> = shown.iter().map(|shown| shown.command.as_str()).collect();
    let set_up: Vec<_> = set_up.into_iter().filter(|line| line.starts_with("cargo ")).collect();
    assert_eq!(set_up, ["cargo xtask verify", "cargo test --workspace"]);
}

#[test]
fn an_ellipsis_stands_for_any_lines() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(fits(&lines("a\n...\nc"), &lines("a\nb\nb\nc")));
    assert!(fits(&lines("a\n..."), &lines("a")));
    assert!(!fits(&lines("a\n...\nc"), &lines("a\nb")));
    assert!(!fits(&lines("a"), &lines("a\nb")));
}
