//! A technique under a tactic that it does not serve.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, TechniqueState, technique};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/technique-of-other-tactic",
        severity: Severity::Error,
        what: "A technique stands under a tactic that ATT&CK does not list it for.",
        why: "The matrix in Kibana has no such cell, so the rule covers nothing there; Elastic's tests fail.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"

[[rule.threat.technique]]
id = "T1003"
name = "OS Credential Dumping"
reference = "https://attack.mitre.org/techniques/T1003/"
"#,
        good: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"

[[rule.threat.technique]]
id = "T1059"
name = "Command and Scripting Interpreter"
reference = "https://attack.mitre.org/techniques/T1059/"
"#,
    },
    fix: "move the technique under one of its tactics",
    sources: &[Source::Corpus(11), Source::Corpus(13)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    for threat in rule.threats(context) {
        let Some(tactic) = threat.tactic.as_ref() else { continue };
        let ids = technique::ids(threat, context);
        let by_name = tactic.name.as_ref().and_then(|name| context.attack.tactic_named(name));
        let by_id = tactic.id.as_ref().and_then(|id| context.attack.tactic(id));
        // Where name and id differ, either may be meant.
        let meant: Vec<_> = by_name.into_iter().chain(by_id).map(|tactic| &tactic.id).collect();
        for (id, known) in ids {
            let TechniqueState::Current(tactics) = &known.state else { continue };
            let fits = tactics.is_empty() || tactics.iter().any(|tactic| meant.contains(&tactic));
            if !fits && let Some(tactic) = by_name {
                let known = tactics.iter().filter_map(|id| context.attack.tactic(id));
                let names: Vec<_> = known.map(|tactic| format!("`{}`", tactic.name)).collect();
                found
                    .add(id.span, format!("`{}` is no technique of `{}`", id.value, tactic.name))
                    .help(format!("it is one of {}", names.join(", ")));
            }
        }
    }
}
