//! A threat mapping entry that is both wanted and excluded.

use diagnostics::{Page, Severity};
use rule_schema::{RuleKind, RuleType, ThreatMapEntry};

use crate::check::{Check, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/contradicting-mapping",
        severity: Severity::Error,
        what: "A group has the same field and indicator field once negated and once not.",
        why: "The two must agree and differ at once: the group never matches, and Elastic refuses the rule.",
        bad: r#"[metadata]
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
    fix: "remove one of the two entries",
    sources: &[Source::Load(14)],
    types: &[RuleType::ThreatMatch],
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let RuleKind::ThreatMatch(data) = &rule.rule().kind else { return };
    for group in data.threat_mapping.iter().flatten() {
        let entries: Vec<_> = group.entries.iter().flatten().collect();
        for (index, entry) in entries.iter().enumerate() {
            let Some(other) = entries[..index].iter().find(|other| contradict(other, entry)) else {
                continue;
            };
            found
                .add(entry.span, "the same fields are both wanted and excluded")
                .place(other.span, "the other entry");
        }
    }
}

fn contradict(left: &ThreatMapEntry, right: &ThreatMapEntry) -> bool {
    let fields = |entry: &ThreatMapEntry| {
        Some((entry.field.as_ref()?.value.clone(), entry.value.as_ref()?.value.clone()))
    };
    let negated = |entry: &ThreatMapEntry| entry.negate.is_some_and(|negate| negate.value);
    fields(left).is_some() && fields(left) == fields(right) && negated(left) != negated(right)
}
