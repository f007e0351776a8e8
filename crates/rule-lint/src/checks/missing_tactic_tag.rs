//! A rule without the tag of its first tactic.

use diagnostics::{Page, Severity};
use rule_schema::Tactic;

use crate::check::{Check, Need, Run, Source, WITHOUT_ML};
use crate::found::Found;
use crate::{Context, RuleView};

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
    let primary: Vec<_> =
        first.into_iter().chain(versioned).filter_map(|threat| threat.tactic.as_ref()).collect();
    let mut names: Vec<&str> = primary.iter().flat_map(|tactic| meant(tactic, context)).collect();
    // A name that is none has its own finding.
    names.retain(|name| {
        context.attack.tactic_named(name).is_some()
            || context
                .policy
                .tags
                .get("Tactic")
                .is_some_and(|tags| tags.iter().any(|tag| tag == name))
    });
    let tagged = names.iter().any(|name| rule.has_tag(&format!("Tactic: {name}")));
    if let Some(name) = names.first().filter(|_| !tagged && rule.has_readable_tags()) {
        found
            .add(
                rule.place(rule.rule().tags.as_ref()),
                format!("the tag `Tactic: {name}` is missing"),
            )
            .help(format!("add the tag `Tactic: {name}`, or correct the first tactic"));
    }
}

/// The names that a tactic can mean: its name, and that of its id where they differ.
fn meant<'a>(tactic: &'a Tactic, context: &Context<'a>) -> impl Iterator<Item = &'a str> {
    let by_id = tactic
        .id
        .as_ref()
        .and_then(|id| context.attack.tactic(id))
        .map(|known| known.name.as_str());
    let by_name = tactic.name.as_ref().map(|name| name.value.as_str());
    by_name.into_iter().chain(by_id)
}
