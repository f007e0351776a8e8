//! Findings across rules.

use diagnostics::SourceText;
use event_schema::Schema;
use rule_lint::{ReadRule, check_pack};

use crate::example::files;

/// Path and message of each finding.
fn messages(example: &str) -> Vec<String> {
    let files = files(example);
    let sources: Vec<_> =
        files.iter().map(|file| SourceText::new(&file.path, &file.text)).collect();
    let rules: Vec<_> =
        sources.iter().map(|source| ReadRule::new(source, &Schema::ecs())).collect();
    let views: Vec<_> = rules.iter().map(ReadRule::view).collect();
    let found = check_pack(&views).into_iter();
    found.map(|found| format!("{}: {}", files[found.rule].path, found.diagnostic.message)).collect()
}

#[test]
fn the_later_rule_has_the_finding_and_the_earlier_is_named() {
    let found = messages("# file: a/x.toml\n# file: b/y.toml\n[rule]\nname = \"Another\"\n");
    assert_eq!(found, ["b/y.toml: the id is also that of `a/x.toml`"]);
}

#[test]
fn a_deprecated_rule_may_have_the_id_of_a_live_one() {
    let found = messages(
        "# file: a/x.toml\n[rule]\nname = \"One rule\"\n# file: b/y.toml\n[metadata]\nmaturity = \"deprecated\"\n",
    );
    assert_eq!(found, [""; 0]);
}
