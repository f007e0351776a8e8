//! `scan --baseline`: matches on benign data, per rule and day, against a stored expectation.

use crate::folder::Folder;
use crate::rule_text::{RULE_ID, rule};

const DAYS: &str = "{\"@timestamp\":\"2026-01-01T10:00:00Z\",\"event.category\":\"process\"}\n\
                    {\"@timestamp\":\"2026-01-01T23:59:59.999Z\",\"event.category\":\"process\"}\n\
                    {\"@timestamp\":\"2026-01-02T00:00:00Z\",\"event.category\":\"process\"}\n";

fn folder() -> Folder {
    Folder::of(&[("rule.toml", &rule("process where true")), ("benign/day.ndjson", DAYS)])
}

const SCAN: [&str; 5] = ["scan", "--rules", "rule.toml", "--baseline", "benign"];

#[expect(clippy::disallowed_methods, reason = "the file under test")]
fn baseline(folder: &Folder) -> String {
    std::fs::read_to_string(folder.join("benign/baseline.toml")).unwrap()
}

#[test]
fn what_was_blessed_passes_and_one_match_more_fails() {
    let folder = folder();
    folder.eqlc(&SCAN).exits(2).says("there is no `benign/baseline.toml`; write it with `--bless`");
    folder
        .eqlc(&[&SCAN[..], &["--bless"]].concat())
        .exits(0)
        .prints("")
        .says("baseline.toml was written: 3 matches");
    assert!(
        baseline(&folder).ends_with("2026-01-01 = 2\n2026-01-02 = 1\n"),
        "{}",
        baseline(&folder)
    );
    folder.eqlc(&SCAN).exits(0).prints("").says("more matches than expected on 0 days");
    let more = format!(
        "{DAYS}{{\"@timestamp\":\"2026-01-02T05:00:00Z\",\"event.category\":\"process\"}}\n"
    );
    let folder = folder.with("benign/day.ndjson", more);
    folder.eqlc(&SCAN).exits(1).prints(&format!(
        "more   Shell of a Web Server ({RULE_ID}) on 2026-01-02: 2 matches, expected 1\n"
    ));
}

#[test]
fn fewer_matches_are_told_and_new_ones_fail() {
    let folder = folder();
    folder.eqlc(&[&SCAN[..], &["--bless"]].concat()).exits(0);
    let folder = folder.with("fewer.ndjson", DAYS.lines().next().unwrap());
    folder.eqlc(&[&SCAN[..], &["fewer.ndjson"]].concat()).exits(0).prints(&format!(
        "fewer  Shell of a Web Server ({RULE_ID}) on 2026-01-01: 1 match, expected 2\n\
         fewer  Shell of a Web Server ({RULE_ID}) on 2026-01-02: 0 matches, expected 1\n"
    ));
    let folder = folder.with("benign/baseline.toml", "");
    folder.eqlc(&SCAN).exits(1).prints_part("new    Shell of a Web Server");
}

#[test]
fn at_most_allows_so_many_on_any_day() {
    for (text, code) in [
        ("at_most = 2\n".to_owned(), 0),
        ("at_most = 1\n".to_owned(), 1),
        (format!("at_most = 9\n[rules.{RULE_ID}]\nat_most = 1\nreason = \"an agent\"\n"), 1),
    ] {
        let folder =
            Folder::of(&[("rule.toml", &rule("process where true")), ("benign/day.ndjson", DAYS)])
                .with("benign/baseline.toml", &text);
        folder.eqlc(&SCAN).exits(code);
        if code == 1 {
            // Blessing keeps it.
            folder.eqlc(&[&SCAN[..], &["--bless"]].concat()).exits(0);
            assert!(baseline(&folder).contains("at_most"), "{}", baseline(&folder));
            folder.eqlc(&SCAN).exits(0);
        }
    }
}

#[test]
fn the_formats_have_every_day() {
    let folder = folder().with(
        "benign/baseline.toml",
        format!("[rules.{RULE_ID}.days]\n2026-01-01 = 1\n2026-01-03 = 1\n[rules.gone]\nname = \"Gone\"\n"),
    );
    let format = |name| folder.eqlc(&[&SCAN[..], &["--format", name]].concat()).exits(1);
    let lines = format("json").json();
    let short = |line: &serde_json::Value| {
        format!("{} {} {} {}", line["day"], line["verdict"], line["found"], line["expected"])
            .replace('"', "")
    };
    let shorts: Vec<_> = lines.iter().map(short).collect();
    assert_eq!(shorts, ["2026-01-01 more 2 1", "2026-01-02 more 1 0", "2026-01-03 fewer 0 1"]);
    format("human").prints_part("absent Gone (gone)");
    let junit = format("junit").stdout;
    for part in [
        "tests=\"3\"",
        "failures=\"2\"",
        "message=\"2026-01-01: 2 matches, expected 1\"",
        "<system-out>2026-01-03: 0 matches, expected 1</system-out>",
    ] {
        assert!(junit.contains(part), "{part}\n{junit}");
    }
}

#[test]
fn threads_change_nothing() {
    let folder = folder().with("benign/baseline.toml", "");
    let run =
        |threads| folder.eqlc(&[&SCAN[..], &["--format", "json", "--threads", threads]].concat());
    let first = run("1").exits(1).stdout;
    assert_eq!(run("3").exits(1).stdout, first);
}

#[test]
fn what_was_not_read_as_a_whole_is_not_blessed() {
    let folder = folder().with("benign/bad.ndjson", "{\"cut\n");
    let bless = [&SCAN[..], &["--bless"]].concat();
    folder.eqlc(&bless).exits(2).says("nothing was written");
    assert!(!folder.join("benign/baseline.toml").exists());
    folder.eqlc(&[&bless[..], &["--ignore-bad-events"]].concat()).exits(0);
}

#[test]
fn bless_and_format_belong_to_a_baseline() {
    folder().eqlc(&["scan", "--rules", "rule.toml", "--bless"]).exits(2).says("--baseline");
    folder()
        .eqlc(&["scan", "--rules", "rule.toml", "--format", "junit"])
        .exits(2)
        .says("--baseline");
}
