//! A field that the data does not have.

use diagnostics::{Page, Severity, Span};
use event_schema::{Doubt, Schema};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, names};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/unknown-field",
        severity: Severity::Error,
        what: "A query names a field that is in no schema of the data.",
        why: "The field has no values, so that the condition never holds or always does; Elastic refuses the rule. A field written `?field` may be absent.",
        bad: r#"[rule]
query = 'process where host.os.type == "windows" and process.parent.colour : "nginx.exe"'
"#,
        good: r#"[rule]
query = 'process where host.os.type == "windows" and process.parent.name : "nginx.exe"'
"#,
    },
    fix: "correct the field, or write `?` before it",
    sources: &[Source::Load(10), Source::Corpus(35)],
    types: EQL,
    needs: Need::Schema,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    if !rule.is_checked_against_schemas() {
        return;
    }
    for field in names::fields(eql.ast).into_iter().filter(|field| !field.name.optional) {
        let path = field.name.path();
        if !path.starts_with('@') {
            report(&path, text.map_span(field.span), context, found);
        }
    }
}

/// A finding about a field that no list has. It is a warning where the lists may be at fault.
pub(super) fn report(path: &str, span: Span, context: &Context<'_>, found: &mut Found<'_>) {
    let Some(fields) = context.fields else { return };
    let Some(unknown) = fields.unknown(path) else { return };
    let similar = fields.newest().and_then(|data| similar(path, &data.schema()));
    let stacks: Vec<_> = unknown.stacks.iter().map(ToString::to_string).collect();
    let of_stacks =
        if unknown.everywhere { String::new() } else { format!(" of stack {}", stacks.join(", ")) };
    // Nothing can be said of data that no list is about.
    if similar.is_none() && matches!(unknown.doubt, Some(Doubt::NoList(_))) {
        return;
    }
    let finding = found.add(span, format!("no schema{of_stacks} has the field `{path}`"));
    if let Some(similar) = similar {
        finding.help(format!("did you mean `{similar}`?"));
    } else if let Some(doubt) = unknown.doubt {
        finding.severity(Severity::Warning).help(format!("the field may exist: {doubt}"));
    }
}

/// The field that is written nearly alike, if one is.
fn similar(path: &str, schema: &Schema) -> Option<String> {
    let distance = |name: &str| strsim::damerau_levenshtein(path, name);
    let near = schema.names().filter(|name| name.len().abs_diff(path.len()) <= 2);
    let best = near.map(|name| (distance(name), name)).min()?;
    (best.0 <= 2).then(|| best.1.to_owned())
}
