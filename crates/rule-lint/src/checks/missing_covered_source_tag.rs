//! A part of a data source without its tags.

use diagnostics::{Page, Severity};

use crate::check::{Check, Need, Run, Source, WITH_INDEX};
use crate::found::Found;
use crate::{Context, RuleView, tags};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/missing-covered-source-tag",
        severity: Severity::Warning,
        what: "A rule reads a part of an index pattern and lacks a tag that goes with the whole.",
        why: "Filters by data source in Kibana miss the rule. Elastic's tests compare patterns letter by letter and let it pass.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution"]
"#,
        good: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]
"#,
    },
    fix: "add the tag",
    sources: &[Source::Corpus(16), Source::Own],
    types: WITH_INDEX,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let mut missing = Vec::new();
    let sources = &context.policy.source_tags;
    let patterns = rule.index().into_iter().flatten();
    for pattern in patterns.filter(|pattern| !sources.contains_key(&pattern.value)) {
        let covering = sources.iter().filter(|(known, _)| covers(known, &pattern.value));
        for tag in covering.flat_map(|(_, tags)| tags) {
            let message = format!("rules that read `{}` have the tag `{tag}`", pattern.value);
            if !missing.contains(&tag)
                && let Some(finding) = tags::missing(rule, tag, message, found)
            {
                finding.place(pattern.span, "the index pattern");
                missing.push(tag);
            }
        }
    }
}

/// Whether an index pattern is part of another: `logs-endpoint.events.process-*` of `logs-endpoint.events.*`, but
/// `logs-aws_bedrock.*` not of `logs-aws*`, which is another package.
fn covers(known: &str, pattern: &str) -> bool {
    let Some(start) = known.strip_suffix('*') else { return false };
    let rest = pattern.strip_prefix(start).filter(|_| !start.contains('*'));
    rest.is_some_and(|rest| start.ends_with(['.', '-']) || rest.starts_with(['.', '-']))
}
