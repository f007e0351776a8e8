//! A tag twice.

use std::collections::BTreeMap;

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, tags};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/duplicate-tag",
        severity: Severity::Error,
        what: "A rule has a tag twice.",
        why: "The second says nothing; Elastic's tests fail.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "OS: Windows"]
"#,
        good: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]
"#,
    },
    fix: "remove one of the two",
    sources: &[Source::Corpus(24)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let mut seen = BTreeMap::new();
    for tag in rule.tags() {
        let first = *seen.entry(tag.value.as_str()).or_insert(tag.span);
        if first != tag.span {
            let finding = found
                .add(tag.span, format!("the tag `{}` is there twice", tag.value))
                .place(first, "the first");
            if let Some(fix) = tags::removal(rule, tag) {
                finding.fix(fix);
            }
        }
    }
}
