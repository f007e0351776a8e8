//! A field that the endpoint never sends.

use diagnostics::{Page, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, Fields, RuleView, names};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/field-never-filled",
        severity: Severity::Warning,
        what: "A rule that reads only events of Elastic Defend asks for a field of ECS that none of these events has.",
        why: "The index knows the field, so that the query runs, but no event has a value for it: the condition never holds, or always does where it is negated.",
        bad: r#"[rule]
index = ["logs-endpoint.events.file-*"]
query = 'file where host.os.type == "windows" and file.owner : "nginx"'
"#,
        good: r#"[rule]
index = ["logs-endpoint.events.file-*"]
query = 'file where host.os.type == "windows" and process.name : "nginx.exe"'
"#,
    },
    fix: "ask for a field that the events have",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::Schema,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let data = context.fields.and_then(Fields::newest);
    let (Some(data), Some(eql), Some(text)) = (data, rule.eql, rule.query_text()) else { return };
    // Only the endpoint's lists name every field that its events can have.
    let sources = data.sources();
    let is_listed = |source: &event_schema::Source| {
        source.doubt.is_none() && source.name.starts_with("endpoint.events.")
    };
    if sources.is_empty() || !sources.iter().all(is_listed) {
        return;
    }
    for field in names::fields(eql.ast).into_iter().filter(|field| !field.name.optional) {
        let path = field.name.path();
        // Fields of processes have a check of their own, which Elastic has too.
        if data.is_only_of_ecs(&path) && !path.starts_with("process.") {
            let message = format!("no event that the rule reads has `{path}`");
            found.add(text.map_span(field.span), message);
        }
    }
}
