//! Colours: none in a pipe, on demand otherwise, never in lines for machines.

use crate::folder::Folder;
use crate::rule_text::rule;

const ESCAPE: char = '\u{1b}';

fn folder() -> Folder {
    let events = "{\"@timestamp\":1,\"n\":1,\"text\":\"\\u001b[31mred\"}\n";
    Folder::of(&[("rule.toml", &rule("any where process.pid = 1")), ("events.ndjson", events)])
}

#[test]
fn a_pipe_gets_no_colours() {
    let outcome = folder().eqlc(&["check", "rule.toml"]).exits(1);
    assert!(outcome.stdout.contains("error[eql/assignment]"), "{outcome}");
    assert!(!outcome.stdout.contains(ESCAPE) && !outcome.stderr.contains(ESCAPE), "{outcome}");
}

#[test]
fn colours_can_be_forced_and_forbidden() {
    let folder = folder();
    let forced = folder.eqlc(&["check", "--color", "always", "rule.toml"]).exits(1);
    assert!(forced.stdout.contains(ESCAPE), "{forced}");
    let by_environment =
        |name| folder.command(&["check", "rule.toml"]).env(name, "1").run().exits(1);
    assert!(by_environment("CLICOLOR_FORCE").stdout.contains(ESCAPE));
    assert!(!by_environment("NO_COLOR").stdout.contains(ESCAPE));
    let never = folder.command(&["check", "--color", "never", "rule.toml"]);
    assert!(!never.env("CLICOLOR_FORCE", "1").run().exits(1).stdout.contains(ESCAPE));
}

#[test]
fn result_lines_are_json_whatever_the_colours() {
    let folder = folder();
    let plain = folder.eqlc(&["query", "any where true", "events.ndjson"]).exits(0);
    let run = ["query", "any where true", "events.ndjson", "--color", "always"];
    let coloured = folder.eqlc(&run).exits(0);
    assert_eq!(plain.stdout, coloured.stdout);
    assert_eq!(coloured.json()[0]["events"][0]["event"]["text"], "\u{1b}[31mred");
}
