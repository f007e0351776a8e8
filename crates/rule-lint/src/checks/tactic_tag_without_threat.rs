//! A tag of a tactic that the rule does not map to.

use diagnostics::{Page, Severity};

use crate::check::{Check, Need, Run, Source, WITHOUT_ML};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/tactic-tag-without-threat",
        severity: Severity::Warning,
        what: "A rule has the tag of a tactic that no `threat` entry names.",
        why: "The tag and the matrix say different things. Elastic's test means to find it and compares the wrong texts.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "Tactic: Persistence"]
"#,
        good: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]
"#,
    },
    fix: "add the tactic to `threat`, or remove the tag",
    sources: &[Source::Corpus(18), Source::Own],
    types: WITHOUT_ML,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let mappings = rule.rule().threat_mappings.iter().flatten();
    let versioned = mappings.flat_map(|mapping| mapping.threat.iter().flatten());
    let threats = rule.rule().threat.iter().flatten().chain(versioned);
    let tactics: Vec<_> = threats.filter_map(|threat| threat.tactic.as_ref()).collect();
    if tactics.is_empty() {
        return;
    }
    let is_mapped = |name: &str| {
        tactics.iter().any(|tactic| {
            let by_id = tactic.id.as_ref().and_then(|id| context.attack.tactic(id));
            let by_name = tactic.name.as_ref().is_some_and(|known| known.value == name);
            by_name || by_id.is_some_and(|known| known.name == name)
        })
    };
    for tag in rule.tags() {
        let Some(name) = tag.value.strip_prefix("Tactic: ") else { continue };
        if context.attack.tactic_named(name).is_some() && !is_mapped(name) {
            found.add(tag.span, format!("no `threat` entry has the tactic `{name}`"));
        }
    }
}
