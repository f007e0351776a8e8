//! A machine learning rule without its tags.

use diagnostics::{Page, Severity};
use rule_schema::RuleType;

use crate::check::{Check, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, tags};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/missing-machine-learning-tag",
        severity: Severity::Error,
        what: "A machine learning rule lacks the tag `Rule Type: ML` or `Rule Type: Machine Learning`.",
        why: "Filters by rule type in Kibana miss the rule; Elastic's tests fail.",
        bad: r#"[rule]
type = "machine_learning"
tags = ["Domain: Endpoint", "OS: Windows", "Rule Type: ML", "Tactic: Execution"]
"#,
        good: r#"[rule]
type = "machine_learning"
tags = ["Domain: Endpoint", "OS: Windows", "Rule Type: ML", "Rule Type: Machine Learning", "Tactic: Execution"]
"#,
    },
    fix: "add the tag",
    sources: &[Source::Corpus(20)],
    types: &[RuleType::MachineLearning],
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    for tag in ["Rule Type: ML", "Rule Type: Machine Learning"] {
        tags::missing(rule, tag, format!("a machine learning rule has the tag `{tag}`"), found);
    }
}
