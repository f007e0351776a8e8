//! A key that the oldest stack of the rule does not know.

use diagnostics::{Page, Severity, Span};
use rule_schema::RuleKind;

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::stack::{self, Stack};
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/key-newer-than-stack",
        severity: Severity::Error,
        what: "A rule uses a key that came with a later stack than the oldest that it runs on.",
        why: "The older stack refuses the rule or ignores the key, so that the rule does something else there.",
        bad: r#"[metadata]
min_stack_comments = "Older stacks lack the integration."
min_stack_version = "8.19.0"

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
    fix: "raise `metadata.min_stack_version`, or leave the key out",
    sources: &[Source::Load(5), Source::Corpus(46)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let Some(oldest) = stack::of(rule, context) else { return };
    for (key, since, span) in used(rule).into_iter().filter(|(_, since, _)| *since > oldest) {
        found.add(
            span,
            format!("`{key}` exists since stack {since}, and the rule runs on {oldest}"),
        );
    }
}

type Used = Vec<(&'static str, Stack, Span)>;

/// The keys of the rule that not every stack knows, the first stack that does, and their places.
fn used(rule: &RuleView<'_>) -> Used {
    let data = rule.rule();
    let keys = [
        (
            "investigation_fields",
            Stack(8, 11),
            data.investigation_fields.as_ref().map(|value| value.span),
        ),
        (
            "related_integrations",
            Stack(8, 3),
            data.related_integrations.as_ref().map(|value| value.span),
        ),
        ("required_fields", Stack(8, 3), data.required_fields.as_ref().map(|value| value.span)),
        ("setup", Stack(8, 3), data.setup.as_ref().map(|value| value.span)),
    ];
    let common = keys.into_iter().filter_map(|(key, since, span)| Some((key, since, span?)));
    common.chain(suppression(rule)).chain(of_type(rule)).collect()
}

fn suppression(rule: &RuleView<'_>) -> Option<(&'static str, Stack, Span)> {
    let (minor, span) = match &rule.rule().kind {
        RuleKind::Query(data) => (8, data.alert_suppression.as_ref()?.span),
        RuleKind::Eql(data) => (14, data.alert_suppression.as_ref()?.span),
        RuleKind::Esql(data) => (15, data.alert_suppression.as_ref()?.span),
        RuleKind::Threshold(data) => (12, data.alert_suppression.as_ref()?.span),
        RuleKind::NewTerms(data) => (14, data.alert_suppression.as_ref()?.span),
        RuleKind::ThreatMatch(data) => (13, data.alert_suppression.as_ref()?.span),
        RuleKind::MachineLearning(data) => (15, data.alert_suppression.as_ref()?.span),
        RuleKind::SavedQuery(_) | RuleKind::Unknown => return None,
    };
    Some(("alert_suppression", Stack(8, minor), span))
}

fn of_type(rule: &RuleView<'_>) -> Used {
    if let RuleKind::ThreatMatch(data) = &rule.rule().kind {
        let entries =
            data.threat_mapping.iter().flatten().flat_map(|group| group.entries.iter().flatten());
        return entries
            .filter_map(|entry| Some(("negate", Stack(9, 2), entry.negate?.span)))
            .collect();
    }
    let RuleKind::Eql(data) = &rule.rule().kind else { return Vec::new() };
    let fields = [
        ("timestamp_field", &data.timestamp_field),
        ("event_category_override", &data.event_category_override),
        ("tiebreaker_field", &data.tiebreaker_field),
    ];
    fields
        .into_iter()
        .filter_map(|(key, field)| Some((key, Stack(8, 0), field.as_ref()?.span)))
        .collect()
}
