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
    let prefixes: Vec<String> =
        context.policy.tags.keys().map(|prefix| format!("{prefix}:")).collect();
    for tag in rule.tags() {
        let fits = |start: &String| {
            tag.value.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
        };
        let is_cased = prefixes.iter().any(|prefix| tag.value.starts_with(prefix));
        // A controlled tag in other letters has its own finding.
        let controlled = prefixes.iter().any(fits)
            && context.policy.controlled_tags().any(|known| known.eq_ignore_ascii_case(&tag.value));
        if !is_cased && !controlled {
            found
                .add(tag.span, format!("the tag `{}` has no controlled prefix", tag.value))
                .help(format!("begin it with one of `{}`", prefixes.join("`, `")));
        }
    }
}
