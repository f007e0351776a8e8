//! A data source without its tags.

use diagnostics::{Page, Severity};

use crate::check::{Check, Need, Run, Source, WITH_INDEX};
use crate::found::Found;
use crate::{Context, RuleView, tags};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/missing-source-tag",
        severity: Severity::Error,
        what: "A rule reads an index pattern and lacks a tag that goes with it.",
        why: "Filters by data source in Kibana miss the rule; Elastic's tests fail.",
        bad: r#"[rule]
index = ["endgame-*", "logs-endpoint.events.process-*"]
"#,
        good: r#"[rule]
index = ["endgame-*", "logs-endpoint.events.process-*"]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "Data Source: Elastic Endgame"]
"#,
    },
    fix: "add the tag",
    sources: &[Source::Corpus(16)],
    types: WITH_INDEX,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let mut missing = Vec::new();
    for pattern in rule.index().into_iter().flatten() {
        for tag in context.policy.source_tags.get(&pattern.value).into_iter().flatten() {
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
