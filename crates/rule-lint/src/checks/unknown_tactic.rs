//! A tactic that ATT&CK does not have.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/unknown-tactic",
        severity: Severity::Error,
        what: "The name of a tactic is not one of ATT&CK.",
        why: "The matrix in Kibana cannot show the rule, and Elastic's tests fail.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0002"
name = "Executing"
reference = "https://attack.mitre.org/tactics/TA0002/"
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
    fix: "write the name as ATT&CK has it",
    sources: &[Source::Corpus(11), Source::Corpus(13)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    for tactic in rule.threats(context).into_iter().filter_map(|threat| threat.tactic.as_ref()) {
        let Some(name) =
            tactic.name.as_ref().filter(|name| context.attack.tactic_named(name).is_none())
        else {
            continue;
        };
        let by_id = tactic.id.as_ref().and_then(|id| context.attack.tactic(id));
        let help = by_id.map(|known| format!("`{}` is `{}`", known.id, known.name));
        let finding = found.add(name.span, format!("ATT&CK has no tactic `{}`", name.value));
        if let Some(help) = help {
            finding.help(help);
        }
    }
}
