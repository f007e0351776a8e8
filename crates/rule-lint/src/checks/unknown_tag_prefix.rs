//! A tag without a controlled prefix.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/unknown-tag-prefix",
        severity: Severity::Error,
        what: "A tag does not begin with a controlled prefix such as `Use Case:`.",
        why: "Tags sort rules by their prefix; Elastic's tests fail.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "Threat Detection"]
"#,
        good: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "Use Case: Threat Detection"]
"#,
    },
    fix: "begin the tag with one of the prefixes",
    sources: &[Source::Corpus(23)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let prefixes = || context.policy.tags.keys();
    for tag in rule.tags() {
        let is_prefix = |prefix: &String| {
            tag.value.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.starts_with(':'))
        };
        // A controlled tag in other letters has its own finding.
        if !prefixes().any(is_prefix) && context.policy.controlled_tag(&tag.value).is_none() {
            let all: Vec<_> = prefixes().map(|prefix| format!("`{prefix}:`")).collect();
            found
                .add(tag.span, format!("the tag `{}` has no controlled prefix", tag.value))
                .help(format!("begin it with one of {}", all.join(", ")));
        }
    }
}
