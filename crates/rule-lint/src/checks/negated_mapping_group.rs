//! A group of threat mapping entries that are all negated.

use diagnostics::{Page, Severity};
use rule_schema::{RuleKind, RuleType, Spanned, ThreatMapEntry};

use crate::check::{Check, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/negated-mapping-group",
        severity: Severity::Error,
        what: "All entries of a threat mapping group are negated.",
        why: "Every event differs from some indicator, so the group matches everything; Elastic refuses the rule.",
        bad: r#"[metadata]
min_stack_comments = "Negated entries need 9.2."
min_stack_version = "9.3.0"

[rule]
type = "threat_match"

[[rule.threat_mapping]]

[[rule.threat_mapping.entries]]
field = "destination.ip"
negate = true
type = "mapping"
value = "threat.indicator.ip"
"#,
        good: r#"[metadata]
min_stack_comments = "Negated entries need 9.2."
min_stack_version = "9.3.0"

[rule]
type = "threat_match"

[[rule.threat_mapping]]

[[rule.threat_mapping.entries]]
field = "destination.ip"
type = "mapping"
value = "threat.indicator.ip"

[[rule.threat_mapping.entries]]
field = "destination.port"
negate = true
type = "mapping"
value = "threat.indicator.port"
"#,
    },
    fix: "add an entry that must agree",
    sources: &[Source::Load(14)],
    types: &[RuleType::ThreatMatch],
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let RuleKind::ThreatMatch(data) = &rule.rule().kind else { return };
    for group in data.threat_mapping.iter().flatten() {
        let entries = group.entries.as_ref().filter(|entries| !entries.is_empty());
        let negated =
            |entry: &Spanned<ThreatMapEntry>| entry.negate.is_some_and(|negate| negate.value);
        if entries.is_some_and(|entries| entries.iter().all(negated)) {
            found.add(group.span, "all entries of the group are negated");
        }
    }
}
