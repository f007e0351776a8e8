//! A severity that is none.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/unknown-mapped-severity",
        severity: Severity::Warning,
        what: "The `severity` of a `severity_mapping` entry is not low, medium, high or critical.",
        why: "Kibana refuses or ignores the entry; Elastic lets any text stand.",
        bad: r#"[[rule.severity_mapping]]
field = "event.severity"
operator = "equals"
severity = "severe"
value = "70"
"#,
        good: r#"[[rule.severity_mapping]]
field = "event.severity"
operator = "equals"
severity = "high"
value = "70"
"#,
    },
    fix: "write `low`, `medium`, `high` or `critical`",
    sources: &[Source::Own],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let entries = rule.rule().severity_mapping.iter().flatten();
    for severity in entries.filter_map(|entry| entry.severity.as_ref()) {
        let known = rule_schema::Severity::ALL.iter().any(|known| known.name() == severity.value);
        if !known {
            found.add(severity.span, format!("there is no severity `{}`", severity.value));
        }
    }
}
