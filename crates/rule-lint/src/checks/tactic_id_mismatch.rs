//! A tactic whose name and id differ.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/tactic-id-mismatch",
        severity: Severity::Error,
        what: "The name of a tactic belongs to another id than the one beside it.",
        why: "One of the two is wrong, so the rule stands under a tactic that it is not about; Elastic's tests fail.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0003"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0003/"
"#,
        good: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"
"#,
    },
    fix: "correct the name or the id",
    sources: &[Source::Corpus(11), Source::Corpus(13)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    for tactic in rule.threats(context).into_iter().filter_map(|threat| threat.tactic.as_ref()) {
        let known = tactic.name.as_ref().and_then(|name| context.attack.tactic_named(name));
        let (Some(known), Some(id)) = (known, &tactic.id) else { continue };
        if known.id != id.value {
            found
                .add(id.span, format!("`{}` is not the id of `{}`", id.value, known.name))
                .help(format!("the id of `{}` is `{}`", known.name, known.id));
        }
    }
}
