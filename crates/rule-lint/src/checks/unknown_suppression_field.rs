//! Suppression by a field that the data does not have.

use diagnostics::{Page, Severity};
use rule_schema::RuleType;

use super::unknown_field;
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
    let fields = rule.suppression_fields().into_iter().flatten();
    let fields = fields.filter(|field| !field.value.is_empty());
    for field in fields {
        unknown_field::report(&field.value, field.span, context, found);
    }
}
