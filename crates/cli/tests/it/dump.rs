//! `eqlc dump`: the compiled program as a listing.

use crate::folder::Folder;
use crate::rule_text::rule;

#[test]
fn the_listing_names_rules_leaves_and_fields() {
    let folder = Folder::of(&[(
        "rule.toml",
        &rule("process where process.pid == 4 and process.name : \"a*\""),
    )]);
    let outcome = folder.eqlc(&["dump", "rule.toml"]).exits(0);
    for part in
        ["Shell of a Web Server", "process.pid == 4", "process.name : \"a*\"", "event.category"]
    {
        assert!(outcome.stdout.contains(part), "no `{part}`\n{outcome}");
    }
    assert_eq!(outcome.stderr, "");
}

#[test]
fn equal_leaves_of_two_rules_are_one() {
    let folder = Folder::of(&[
        ("rules/a.toml", &rule("any where process.pid == 4")),
        ("rules/b.toml", &rule("any where process.pid == 4 and user.name == \"ann\"")),
    ]);
    let outcome = folder.eqlc(&["dump", "rules"]).exits(0);
    let leaves = outcome.stdout.lines().skip_while(|line| *line != "leaves").skip(1);
    let leaves: Vec<&str> = leaves.take_while(|line| !line.is_empty()).collect();
    assert_eq!(leaves.len(), 2, "{outcome}");
}

#[test]
fn the_listing_is_the_same_on_every_run() {
    let queries =
        ["any where process.pid == 4", "sequence by host.id [any where true] [any where false]"];
    let folder = Folder::of(&[("a.toml", &rule(queries[0])), ("b.toml", &rule(queries[1]))]);
    let run = || folder.eqlc(&["dump", "."]).exits(0).stdout;
    assert_eq!(run(), run());
}
