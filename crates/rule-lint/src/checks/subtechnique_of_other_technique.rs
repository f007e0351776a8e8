//! A sub-technique under a technique that it does not belong to.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, TechniqueState, technique};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/subtechnique-of-other-technique",
        severity: Severity::Warning,
        what: "The id of a sub-technique does not begin with that of the technique around it.",
        why: "The matrix in Kibana shows it under another technique than the rule says.",
        bad: r#"[rule]
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

[[rule.threat.technique.subtechnique]]
id = "T1053.005"
name = "Scheduled Task"
reference = "https://attack.mitre.org/techniques/T1053/005/"
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

[[rule.threat.technique.subtechnique]]
id = "T1059.001"
name = "PowerShell"
reference = "https://attack.mitre.org/techniques/T1059/001/"
"#,
    },
    fix: "move the sub-technique under its technique",
    sources: &[Source::Own],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let mut outer = None;
    for technique in technique::all(rule, context) {
        let meant =
            technique.meant.filter(|meant| matches!(meant.state, TechniqueState::Current(_)));
        if !technique.is_below {
            outer = meant;
            continue;
        }
        let (Some(outer), Some(meant), Some(id)) = (outer, meant, technique.id) else { continue };
        if meant.id.split_once('.').map(|(technique, _)| technique) != Some(outer.id.as_str()) {
            found.add(id.span, format!("`{}` is no sub-technique of `{}`", id.value, outer.id));
        }
    }
}
