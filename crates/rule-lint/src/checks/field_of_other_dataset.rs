//! A field of processes that the endpoint does not send with events of another kind.

use diagnostics::{Page, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, Fields, RuleView, names};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/field-of-other-dataset",
        severity: Severity::Error,
        what: "A rule that reads events of endpoints asks file, network, registry, library or DNS events for a `process.` field that they do not have.",
        why: "The endpoint sends the whole process only with process events. The condition never holds on the others, or always does; Elastic's tests fail.",
        bad: r#"[rule]
index = ["logs-endpoint.events.file-*"]
query = 'file where host.os.type == "windows" and process.parent.command_line : "nginx.exe"'
"#,
        good: r#"[rule]
index = ["logs-endpoint.events.file-*"]
query = 'file where host.os.type == "windows" and process.name : "nginx.exe"'
"#,
    },
    fix: "ask process events, for instance in a sequence by `process.entity_id`",
    sources: &[Source::Corpus(55)],
    types: EQL,
    needs: Need::Schema,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let data = context.fields.and_then(Fields::newest);
    let (Some(data), Some(eql), Some(text)) = (data, rule.eql, rule.query_text()) else { return };
    if !reads_endpoints(rule) {
        return;
    }
    for filter in names::filters(eql.ast) {
        let dataset = filter.category.name.as_ref().and_then(|name| dataset(&name.value));
        let Some(source) = dataset.and_then(|name| data.dataset(name)) else { continue };
        for field in names::fields_of(filter).into_iter().filter(|field| !field.name.optional) {
            let path = field.name.path();
            if path.starts_with("process.") && !source.has(&path) {
                found.add(
                    text.map_span(field.span),
                    format!("events of `{}` have no `{path}`", source.name),
                );
            }
        }
    }
}

/// Whether some index pattern is of events of endpoints.
fn reads_endpoints(rule: &RuleView<'_>) -> bool {
    let mut index = rule.index().into_iter().flatten();
    index.any(|pattern| pattern.value.starts_with("logs-endpoint.events."))
}

/// The dataset of the endpoint's events of a category.
fn dataset(category: &str) -> Option<&'static str> {
    Some(match category {
        "file" => "endpoint.events.file",
        "network" | "dns" => "endpoint.events.network",
        "registry" => "endpoint.events.registry",
        "library" => "endpoint.events.library",
        _ => return None,
    })
}
