//! An integration whose data the rule does not read.

use diagnostics::{Page, Severity};
use rule_schema::RuleType;

use crate::check::{Check, Need, Run, Source, WITH_INDEX};
use crate::found::Found;
use crate::{Context, RuleView, integration};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/integration-without-index",
        severity: Severity::Error,
        what: "`metadata.integration` names a package and no index pattern reads its data.",
        why: "Kibana asks users to install the integration for nothing, or the pattern is wrong; Elastic's tests fail.",
        bad: r#"[metadata]
integration = ["endpoint", "okta"]
"#,
        good: r#"[metadata]
integration = ["endpoint"]
"#,
    },
    fix: "add the pattern `logs-<package>*`, or remove the integration",
    sources: &[Source::Corpus(34)],
    types: WITH_INDEX,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let Some(index) =
        rule.index().filter(|index| !index.value.is_empty() && rule.language() != Some("lucene"))
    else {
        return;
    };
    let reads = |start: &str| index.iter().any(|pattern| pattern.value.contains(start));
    let learns =
        rule.integrations().any(|package| context.policy.is_machine_learning(&package.value));
    for package in rule.integrations() {
        // Elastic's expression ends with the letter and a star, so that the last letter may be missing.
        let mut start = format!("logs-{}", package.value);
        start.pop();
        let exempt = learns
            || rule.rule_type() == Some(RuleType::ThreatMatch)
            || package.value == "windows" && reads("winlog")
            || package.value == "apm" && (reads("apm-") || reads("traces-apm"));
        if !exempt && !reads(&start) {
            let finding = found
                .add(package.span, format!("no index pattern reads `logs-{}*`", package.value))
                .place(index.span, "the index patterns");
            if let Some(near) =
                index.iter().find_map(|pattern| integration::misspelt(package, pattern))
            {
                finding.help(format!("did you mean `{near}`?"));
            }
        }
    }
}
