//! Elastic's own rules with all schemas at hand: what is found in them is known.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use diagnostics::{Diagnostic, SourceText};
use event_schema::Library;
use rule_lint::{Context, ReadRule, check, check_pack};

/// The schema folder beside the project; it is there where the rules are.
static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let folder = testkit::workspace_root().join("../shared/data/schemas");
    let cases = testkit::cases(&folder, "json");
    let name = |case: &testkit::Case| {
        let path = case.path.strip_prefix(&folder).unwrap_or(&case.path);
        path.display().to_string()
    };
    let files: Vec<_> = cases.iter().map(|case| (name(case), case.text.as_str())).collect();
    Library::read(files.iter().map(|(name, text)| (name.as_str(), *text)))
        .expect("the lists can be read")
});

/// How often each id was found at each severity in rules that are live, or in those that are deprecated.
fn found(folder: &std::path::Path, deprecated: bool) -> Vec<String> {
    let stacks = LIBRARY.supported_stacks();
    let mut counts = BTreeMap::new();
    let mut count = |finding: &Diagnostic| {
        *counts.entry(format!("{} {}", finding.severity.name(), finding.id)).or_insert(0) += 1;
    };
    let mut rules = Vec::new();
    for case in testkit::cases(&folder.join("data/rules"), "toml") {
        let below = case.name.split_once('/').map_or("", |(_, below)| below);
        let source = SourceText::new(&format!("{below}.toml"), &case.text);
        let rule = ReadRule::with_library(&source, &LIBRARY, &stacks);
        let view = rule.view();
        if view.file.is_deprecated() != deprecated {
            continue;
        }
        let context = Context { fields: rule.fields(), repository: true, ..Context::default() };
        let found = rule.diagnostics().iter().cloned().chain(check(&view, &context));
        for finding in found {
            count(&finding);
        }
        rules.push(rule);
    }
    let views: Vec<_> = rules.iter().map(ReadRule::view).collect();
    for found in check_pack(&views) {
        count(&found.diagnostic);
    }
    counts.into_iter().map(|(line, count)| format!("{line} {count}")).collect()
}

#[test]
fn findings_in_elastics_rules_with_all_schemas_are_known() {
    let Some(folder) = testkit::shared("findings_in_elastics_rules_with_all_schemas_are_known")
    else {
        return;
    };
    assert_eq!(found(&folder, false), KNOWN);
}

/// Beside what is found without schemas: five fields that are newer than the lists of their packages.
const KNOWN: [&str; 12] = [
    "error rule/look-back-shorter-than-maxspan 3",
    "error rule/sequence-between-runs 12",
    "note rule/like-without-wildcard 17",
    "note rule/subsumed-rule 1",
    "warning rule/case-sensitive-windows-name 16",
    "warning rule/missing-covered-source-tag 13",
    "warning rule/revoked-subtechnique 2",
    "warning rule/sequence-without-slack 8",
    "warning rule/tactic-tag-without-threat 24",
    "warning rule/unknown-field 4",
    "warning rule/unknown-new-terms-field 1",
    "warning rule/wildcard-in-equality 20",
];
