//! A controlled tag in other letters.

use diagnostics::{Page, Safety, Severity};

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
        let known = context.policy.controlled_tag(&tag.value);
        if let Some(known) = known.filter(|known| *known != tag.value) {
            found.add(tag.span, format!("the tag `{}` is written `{known}`", tag.value)).write(
                tag.span,
                &known,
                Safety::Safe,
            );
        }
    }
}
