//! Suppression by a field that the data does not have.

use diagnostics::{Page, Severity};
use rule_schema::{RuleKind, RuleType};

use crate::check::{Check, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/unknown-suppression-field",
        severity: Severity::Error,
        what: "A field that alerts are grouped by is in no schema of the data.",
        why: "All alerts lack the field, so that they become one or are never grouped; Elastic's tests fail. Fields that an ES|QL query makes are not looked at.",
        bad: r#"[rule.alert_suppression]
group_by = ["host.idd"]
missing_fields_strategy = "suppress"
"#,
        good: r#"[rule.alert_suppression]
group_by = ["host.id"]
missing_fields_strategy = "suppress"
"#,
    },
    fix: "correct the field",
    sources: &[Source::Corpus(53)],
    types: &[
        RuleType::Query,
        RuleType::Eql,
        RuleType::Threshold,
        RuleType::ThreatMatch,
        RuleType::NewTerms,
    ],
    needs: Need::Schema,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let Some(schema) = context.schema else { return };
    let own = rule.suppression().and_then(|suppression| suppression.group_by.as_ref());
    let of_threshold = match &rule.rule().kind {
        RuleKind::Threshold(data) if data.alert_suppression.is_some() => {
            data.threshold.as_ref().and_then(|threshold| threshold.field.as_ref())
        }
        RuleKind::Threshold(_)
        | RuleKind::Query(_)
        | RuleKind::Eql(_)
        | RuleKind::Esql(_)
        | RuleKind::NewTerms(_)
        | RuleKind::ThreatMatch(_)
        | RuleKind::MachineLearning(_)
        | RuleKind::SavedQuery(_)
        | RuleKind::Unknown => None,
    };
    let fields = own.or(of_threshold).into_iter().flatten().filter(|field| !field.value.is_empty());
    for field in fields.filter(|field| schema.field_type(&field.value).is_none()) {
        found.add(field.span, format!("no schema has the field `{}`", field.value));
    }
}
