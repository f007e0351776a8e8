//! Data of an integration that the metadata does not name.

use std::collections::BTreeSet;

use diagnostics::{Page, Severity};
use rule_schema::RuleType;

use crate::check::{Check, Need, Run, Source, WITH_INDEX};
use crate::found::Found;
use crate::{Context, RuleView, integration};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/index-without-integration",
        severity: Severity::Error,
        what: "An index pattern reads the data of a package that `metadata.integration` does not name.",
        why: "Kibana does not tell users which integration the rule needs; Elastic's tests fail.",
        bad: r#"[metadata]
integration = ["endpoint"]

[rule]
index = ["logs-endpoint.events.process-*", "logs-jamf_protect.telemetry-*"]
"#,
        good: r#"[metadata]
integration = ["endpoint"]

[rule]
index = ["logs-endpoint.events.process-*"]
"#,
    },
    fix: "add the package to `metadata.integration`",
    sources: &[Source::Corpus(34)],
    types: WITH_INDEX,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    if !is_asked(rule, context) {
        return;
    }
    let mut missing = BTreeSet::new();
    for pattern in rule.index().into_iter().flatten() {
        if context.policy.indices_without_integration.contains(&pattern.value) {
            continue;
        }
        let Some(package) = integration::of_pattern(&pattern.value) else { continue };
        // A slip in the name of the integration is one mistake, not two.
        let is_slip =
            rule.integrations().any(|known| integration::misspelt(known, pattern).is_some());
        if !is_slip
            && !rule.integrations().any(|known| known.value == package)
            && missing.insert(package)
        {
            found.add(pattern.span, format!("`metadata.integration` does not name `{package}`"));
        }
    }
}

fn is_asked(rule: &RuleView<'_>, context: &Context<'_>) -> bool {
    let id = rule.rule().rule_id.as_ref().map(|id| &id.value);
    let exempt = id.is_some_and(|id| context.policy.rules_without_integration.contains(id));
    let learns =
        rule.integrations().any(|package| context.policy.is_machine_learning(&package.value));
    let readable = rule.metadata().integration.is_some() || rule.lacks("metadata.integration");
    let wants_none =
        rule.rule_type() == Some(RuleType::ThreatMatch) || rule.language() == Some("lucene");
    readable && !exempt && !learns && !wants_none
}
