//! Which rules of a folder run, and that nothing is left out in silence.

use crate::folder::Folder;
use crate::rule_text::{RULE_ID, named_rule, rule};

const OTHER_ID: &str = "4f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036";
const EVENT: &str = "{\"@timestamp\":1,\"n\":1}\n";

fn esql() -> String {
    let text = rule("FROM logs-* | LIMIT 1").replace("language = \"eql\"", "language = \"esql\"");
    let text = text.replace("type = \"eql\"", "type = \"esql\"");
    let text = text.replace("index = [\"logs-*\"]\n", "").replace(RULE_ID, OTHER_ID);
    text.replace("Shell of", "Another Shell of")
}

#[test]
fn rules_of_other_types_are_counted_and_do_not_run() {
    let folder = Folder::of(&[
        ("a.toml", &rule("any where n == 1")),
        ("b.toml", &esql()),
        ("e.ndjson", EVENT),
    ]);
    folder
        .eqlc(&["check", "."])
        .exits(0)
        .says("checked 2 rules: no findings; 1 of other types")
        .says("esql 1");
    let outcome = folder.eqlc(&["scan", "--rules", ".", "e.ndjson"]).exits(0);
    assert_eq!(outcome.records(), [[1]]);
    outcome.says("1 rules are not of type `eql`").says("1 rule, 1 match");
}

#[test]
fn a_rule_that_does_not_compile_is_left_out_and_the_others_run() {
    let broken = named_rule("4f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "Broken", "any where n = 1");
    let folder = Folder::of(&[
        ("a.toml", &rule("any where n == 1")),
        ("b.toml", &broken),
        ("e.ndjson", EVENT),
    ]);
    let outcome = folder.eqlc(&["scan", "--rules", ".", "e.ndjson"]).exits(1);
    assert_eq!(outcome.records(), [[1]]);
    let outcome = outcome.says("error[eql/assignment]").says("b.toml:17:13");
    outcome.says("1 rules do not compile and were left out").says("1 rule, 1 match");
}

#[test]
fn maturities_are_a_filter_on_demand() {
    let maturity = |name: &str| rule("any where n == 1").replace("production", name);
    let folder = Folder::of(&[
        ("rules/production.toml", &maturity("production")),
        ("rules/development.toml", &maturity("development")),
        ("rules/deprecated.toml", &maturity("deprecated")),
        ("e.ndjson", EVENT),
    ]);
    let count = |options: &[&str]| {
        let outcome = folder.eqlc(&[&["scan", "--rules", "rules", "e.ndjson"], options].concat());
        outcome.exits(0).records().len()
    };
    assert_eq!(count(&[]), 3);
    assert_eq!(count(&["--maturity", "production"]), 1);
    assert_eq!(count(&["--maturity", "production,deprecated"]), 2);
    assert_eq!(count(&["--maturity", "production", "--maturity", "development"]), 2);
    let run = ["scan", "--rules", "rules", "e.ndjson", "--maturity", "production"];
    folder.eqlc(&run).exits(0).says("2 rules of other maturities were left out");
}

#[test]
fn folders_are_searched_to_their_ends_and_other_files_left_alone() {
    let folder = Folder::of(&[
        ("rules/a/b/c/deep.toml", &rule("any where true")),
        ("rules/notes.md", "not a rule"),
        ("rules/shell/positive/x.ndjson", EVENT),
        ("named.rule", &rule("any where true")),
    ]);
    folder.eqlc(&["check", "rules"]).exits(0).says("checked 1 rule");
    folder.eqlc(&["check", "named.rule"]).exits(0).says("checked 1 rule");
}

#[test]
fn what_cannot_be_read_does_not_stop_the_others() {
    let folder =
        Folder::of(&[("good.toml", &rule("any where true"))]).with("bad.toml", b"\xff\xfe");
    let outcome = folder.eqlc(&["check", "absent", "bad.toml", "good.toml"]).exits(2);
    outcome.says("cannot use `absent`").says("cannot use `bad.toml`").says("checked 1 rule");
}
