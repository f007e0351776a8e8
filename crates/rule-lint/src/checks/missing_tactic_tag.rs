//! A rule without the tag of its first tactic.

use diagnostics::{Page, Severity};
use rule_schema::Tactic;

use crate::check::{Check, Need, Run, Source, WITHOUT_ML};
use crate::found::Found;
use crate::{Context, RuleView, tags};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/missing-tactic-tag",
        severity: Severity::Error,
        what: "The tactic of the first `threat` entry is no tag of the rule.",
        why: "Filters by tactic in Kibana miss the rule; Elastic's tests fail. Machine learning rules need no such tag.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Data Source: Elastic Defend"]
"#,
        good: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]
"#,
    },
    fix: "add the tag `Tactic: …`",
    sources: &[Source::Corpus(18)],
    types: WITHOUT_ML,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let mappings = rule.rule().threat_mappings.iter().flatten();
    let versioned = mappings.filter_map(|mapping| mapping.threat.as_ref()?.first());
    let first = rule.rule().threat.as_ref().and_then(|threats| threats.first());
    let primary = first.into_iter().chain(versioned).filter_map(|threat| threat.tactic.as_ref());
    let names = primary.flat_map(|tactic| meant(tactic, context));
    // A name that is none has its own finding.
    let names: Vec<&str> = names.filter(|name| is_tactic(name, context)).collect();
    let Some(name) = names.first() else { return };
    if names.iter().any(|name| rule.has_tag(&format!("Tactic: {name}"))) {
        return;
    }
    let tag = format!("Tactic: {name}");
    if let Some(finding) = tags::missing(rule, &tag, format!("the tag `{tag}` is missing"), found) {
        finding.help(format!("add the tag `{tag}`, or correct the first tactic"));
    }
}

/// Whether ATT&CK or the controlled tags have a tactic of this name; those of a later version are only tags.
fn is_tactic(name: &str, context: &Context<'_>) -> bool {
    let tags = context.policy.tags.get("Tactic");
    let is_tag = tags.is_some_and(|tags| tags.iter().any(|tag| tag == name));
    is_tag || context.attack.tactic_named(name).is_some()
}

/// The names that a tactic can mean: its name, and that of its id where they differ.
fn meant<'a>(tactic: &'a Tactic, context: &Context<'a>) -> impl Iterator<Item = &'a str> {
    let by_id = tactic.id.as_ref().and_then(|id| context.attack.tactic(id));
    let by_name = tactic.name.as_ref().map(|name| name.value.as_str());
    by_name.into_iter().chain(by_id.map(|known| known.name.as_str()))
}
