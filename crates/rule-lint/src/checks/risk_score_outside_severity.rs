//! A risk score that does not fit the severity.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/risk-score-outside-severity",
        severity: Severity::Error,
        what: "The risk score is outside of the range of the severity.",
        why: "Kibana sorts by one and colours by the other, so that alerts look wrong; Elastic's tests fail.",
        bad: r#"[rule]
risk_score = 73
severity = "medium"
"#,
        good: r#"[rule]
risk_score = 73
severity = "high"
"#,
    },
    fix: "change the score or the severity",
    sources: &[Source::Corpus(48)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let (Some(score), Some(severity)) = (rule.rule().risk_score, rule.rule().severity) else {
        return;
    };
    let Some([low, high]) = context.policy.risk_scores(severity.value) else { return };
    if !(low..=high).contains(&score.value) {
        let name = severity.value.name();
        found
            .add(
                score.span,
                format!(
                    "the risk score {} is outside of {low} to {high}, the range of `{name}`",
                    score.value
                ),
            )
            .place(severity.span, "the severity");
    }
}
