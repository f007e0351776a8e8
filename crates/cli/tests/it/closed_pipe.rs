//! A reader that has seen enough closes the pipe: exit code 0, and no word about it.

use std::io::{BufRead, BufReader, Read};
use std::process::Child;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::folder::Folder;
use crate::rule_text::rule;

/// Far more than a pipe holds.
const EVENTS: usize = 1500;

/// Reads so many lines, closes stdout, and waits: exit code and stderr.
#[track_caller]
fn read_and_close(mut child: Child, lines: usize) -> (Option<i32>, String) {
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..lines {
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "there is no line to read");
    }
    drop(stdout);
    let mut stderr = child.stderr.take().unwrap();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut text = String::new();
        stderr.read_to_string(&mut text).unwrap();
        sender.send(text)
    });
    let stderr = receiver.recv_timeout(Duration::from_secs(60)).unwrap();
    (child.wait().unwrap().code(), stderr)
}

fn folder() -> Folder {
    let text = "x".repeat(1000);
    let event = |n| format!("{{\"@timestamp\":{n},\"n\":1,\"text\":\"{text}\"}}\n");
    let conditions: Vec<String> = (0..3000).map(|n| format!("process.pid == {n}")).collect();
    let mistakes: Vec<String> =
        (0..3000).map(|n| format!("process.pid == \"q{n}\" or\n")).collect();
    Folder::of(&[
        ("rule.toml", &rule("any where n == 1")),
        ("long.toml", &rule(&format!("any where {}", conditions.join(" or ")))),
        ("broken.toml", &rule(&format!("any where {} true", mistakes.concat()))),
        ("events.ndjson", &(0..EVENTS).map(event).collect::<String>()),
    ])
}

#[test]
fn results_that_nobody_reads_any_more_end_the_run() {
    let folder = folder();
    for arguments in [
        &["query", "any where true", "events.ndjson"][..],
        &["query", "any where true", "events.ndjson", "--sorted"],
        &["scan", "--rules", "rule.toml", "events.ndjson"],
        &["scan", "--rules", "rule.toml", "--fail-on-match", "--sorted", "events.ndjson"],
        &["dump", "long.toml"],
    ] {
        let ended = read_and_close(folder.command(arguments).spawn(), 1);
        assert_eq!(ended, (Some(0), String::new()), "{arguments:?}");
    }
}

#[test]
fn so_do_findings() {
    let folder = folder();
    for format in ["human", "json"] {
        let child = folder.command(&["check", "--format", format, "broken.toml"]).spawn();
        assert_eq!(read_and_close(child, 1), (Some(0), String::new()), "{format}");
    }
}

#[test]
fn a_pipe_may_be_closed_before_anything_is_written() {
    let folder = folder();
    for arguments in [&["--help"][..], &["--version"], &["dump", "rule.toml"]] {
        let ended = read_and_close(folder.command(arguments).spawn(), 0);
        assert_eq!(ended, (Some(0), String::new()), "{arguments:?}");
    }
}
