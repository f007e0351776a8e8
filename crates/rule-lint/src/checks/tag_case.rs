//! A controlled tag in other letters.

use diagnostics::{Edit, Fix, Page, Safety, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/tag-case",
        severity: Severity::Error,
        what: "A tag differs from a controlled one in the case of its letters.",
        why: "Tags are compared letter by letter, so a filter on the tag misses the rule; Elastic's tests fail.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "use case: Threat Detection"]
"#,
        good: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "Use Case: Threat Detection"]
"#,
    },
    fix: "write the tag as it is controlled",
    sources: &[Source::Corpus(15)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    for tag in rule.tags() {
        let mut controlled = context.policy.controlled_tags();
        let Some(known) = controlled.find(|known| known.to_lowercase() == tag.value.to_lowercase())
        else {
            continue;
        };
        drop(controlled);
        // Two controlled tags can differ in case alone.
        if known != tag.value && !context.policy.controlled_tags().any(|known| known == tag.value) {
            let edits = vec![Edit { span: tag.span, text: format!("\"{known}\"") }];
            let fix = Fix { title: format!("write `{known}`"), edits, safety: Safety::Safe };
            found.add(tag.span, format!("the tag `{}` is written `{known}`", tag.value)).fix(fix);
        }
    }
}
