//! EQL that the oldest stack of the rule does not know.

use diagnostics::{Page, Severity, Span};
use eql_syntax::ast::{Body, Query};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::stack::{self, Stack};
use crate::{Context, RuleView, names};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/syntax-newer-than-stack",
        severity: Severity::Error,
        what: "A query uses syntax of EQL that came with a later stack than the oldest that the rule runs on.",
        why: "The older stack cannot run the query: `runs` and optional fields exist since 7.16, `sample` since 8.6, missing events since 8.9.",
        bad: r#"# stacks 8.5.0
[rule]
query = '''
sample by host.id
  [process where host.os.type == "windows" and process.name : "whoami.exe"]
  [process where host.os.type == "windows" and process.name : "net.exe"]
'''
"#,
        good: r#"[rule]
query = '''
sample by host.id
  [process where host.os.type == "windows" and process.name : "whoami.exe"]
  [process where host.os.type == "windows" and process.name : "net.exe"]
'''
"#,
    },
    fix: "raise `metadata.min_stack_version`, or write the query without it",
    sources: &[Source::Load(9)],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let (Some(oldest), Some(eql), Some(text)) =
        (stack::of(rule, context), rule.eql, rule.query_text())
    else {
        return;
    };
    for (what, since, span) in features(eql.ast).into_iter().filter(|(_, since, _)| *since > oldest)
    {
        let message = format!("{what} exist since stack {since}, and the rule runs on {oldest}");
        found.add(text.map_span(span), message);
    }
}

/// What not every stack knows, the first stack that does, and where it is first used.
fn features(query: &Query) -> Vec<(&'static str, Stack, Span)> {
    let optional = names::fields(query).into_iter().find(|field| field.name.optional);
    let stages = names::stages(query);
    let runs = stages.iter().find_map(|stage| stage.option.as_ref());
    let missing = stages.iter().find(|stage| stage.missing);
    let sample = match &query.body {
        Body::Sample(sample) => Some(sample.span),
        Body::Event(_) | Body::Sequence(_) | Body::Join(_) | Body::Error => None,
    };
    let found = [
        ("optional fields", Stack(7, 16), optional.map(|field| field.span)),
        ("stages with `runs`", Stack(7, 16), runs.map(|option| option.name_span)),
        ("samples", Stack(8, 6), sample),
        ("missing events", Stack(8, 9), missing.map(|stage| stage.span)),
    ];
    found.into_iter().filter_map(|(what, since, span)| Some((what, since, span?))).collect()
}
