//! Elastic's own rules: what is found in them is known by id and number.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use diagnostics::{Diagnostic, Severity, SourceText};
use event_schema::Schema;
use rule_lint::{Context, ReadRule, RuleView, check, check_pack};

static RULES: LazyLock<Vec<ReadRule>> = LazyLock::new(|| {
    let folder = testkit::workspace_root().join("../shared/data/rules");
    let cases = testkit::cases(&folder, "toml");
    assert_eq!(cases.len(), 1834);
    let schema = Schema::ecs();
    let read = |case: &testkit::Case| {
        let below = case.name.split_once('/').map_or("", |(_, below)| below);
        ReadRule::new(&SourceText::new(&format!("{below}.toml"), &case.text), &schema)
    };
    cases.iter().map(read).collect()
});

/// All rule files beside the project; nothing, with a visible line, if they are absent.
fn rules(test: &str) -> &'static [ReadRule] {
    testkit::shared(test).map_or(&[], |_| &RULES)
}

/// How often each id was found at each severity.
fn count<'a>(found: impl Iterator<Item = &'a Diagnostic>) -> Vec<String> {
    let mut counts = BTreeMap::new();
    for finding in found {
        *counts.entry((finding.severity, finding.id)).or_insert(0) += 1;
    }
    let line = |((severity, id), count): ((Severity, &str), u32)| {
        format!("{} {id} {count}", severity.name())
    };
    counts.into_iter().map(line).collect()
}

/// Every finding in the rules, as a check of a repository.
fn found(rules: &[ReadRule], context: &Context<'_>) -> Vec<(bool, Diagnostic)> {
    let views: Vec<_> = rules.iter().map(ReadRule::view).collect();
    let of_one = |view: &RuleView<'_>| {
        let deprecated = view.file.is_deprecated();
        check(view, context)
            .into_iter()
            .map(move |finding| (deprecated, finding))
            .collect::<Vec<_>>()
    };
    let mut found: Vec<_> = views.iter().flat_map(of_one).collect();
    let of_pack = check_pack(&views).into_iter();
    found.extend(of_pack.map(|found| (views[found.rule].file.is_deprecated(), found.diagnostic)));
    found
}

#[test]
fn findings_in_elastics_live_rules_are_known() {
    let rules = rules("findings_in_elastics_live_rules_are_known");
    let found = found(rules, &Context { repository: true, ..Context::default() });
    let live = found.iter().filter(|(deprecated, _)| !deprecated).map(|(_, finding)| finding);
    // Three sequences may take longer than any run looks back, and twelve can begin before one window and end after the
    // one before it: this is arithmetic of `from`, `interval` and `maxspan`. Two rules name a sub-technique that was revoked.
    // Twenty texts with a `*` stand in `==` or `in`, where it is no wildcard. The tags are gaps of comparisons that Elastic's tests make letter by letter.
    let known: &[&str] = if rules.is_empty() { &[] } else { &KNOWN };
    assert_eq!(count(live), known);
}

const KNOWN: [&str; 10] = [
    "error rule/look-back-shorter-than-maxspan 3",
    "error rule/sequence-between-runs 12",
    "warning rule/case-sensitive-windows-name 16",
    "warning rule/missing-covered-source-tag 13",
    "warning rule/revoked-subtechnique 2",
    "warning rule/sequence-without-slack 8",
    "warning rule/tactic-tag-without-threat 24",
    "warning rule/wildcard-in-equality 20",
    "note rule/like-without-wildcard 17",
    "note rule/subsumed-rule 1",
];

#[test]
fn findings_in_elastics_deprecated_rules_are_known() {
    let rules = rules("findings_in_elastics_deprecated_rules_are_known");
    let found = found(rules, &Context { repository: true, ..Context::default() });
    let deprecated = found.iter().filter(|(deprecated, _)| *deprecated).map(|(_, finding)| finding);
    let known: &[&str] = if rules.is_empty() { &[] } else { &KNOWN_OF_DEPRECATED };
    assert_eq!(count(deprecated), known);
}

/// Rules of old days, before tags had prefixes and integrations were named.
const KNOWN_OF_DEPRECATED: [&str; 14] = [
    "warning rule/case-sensitive-windows-name 1",
    "warning rule/config-heading 1",
    "warning rule/guide-of-another-rule 6",
    "warning rule/index-without-integration 50",
    "warning rule/license-of-another-version 1",
    "warning rule/min-stack-too-old 11",
    "warning rule/missing-guide-tag 6",
    "warning rule/missing-investigation-guide 6",
    "warning rule/missing-source-tag 98",
    "warning rule/missing-tactic-tag 47",
    "warning rule/no-event-ingested 3",
    "warning rule/sequence-between-runs 1",
    "warning rule/technique-name-mismatch 1",
    "warning rule/unknown-tag-prefix 271",
];

#[test]
fn the_reader_finds_nothing_in_elastics_rules() {
    let rules = rules("the_reader_finds_nothing_in_elastics_rules");
    let found: Vec<_> = rules.iter().flat_map(ReadRule::diagnostics).collect();
    assert_eq!(found, Vec::<&Diagnostic>::new());
}
