//! A sub-technique that ATT&CK gave up.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, TechniqueState, technique};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/revoked-subtechnique",
        severity: Severity::Warning,
        what: "A sub-technique was revoked or deprecated.",
        why: "ATT&CK no longer shows it, and neither does the matrix in Kibana. Elastic's test of live rules looks at techniques only.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Privilege Escalation", "Data Source: Elastic Defend"]

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0004"
name = "Privilege Escalation"
reference = "https://attack.mitre.org/tactics/TA0004/"

[[rule.threat.technique]]
id = "T1547"
name = "Boot or Logon Autostart Execution"
reference = "https://attack.mitre.org/techniques/T1547/"

[[rule.threat.technique.subtechnique]]
id = "T1547.011"
name = "Plist Modification"
reference = "https://attack.mitre.org/techniques/T1547/011/"
"#,
        good: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Privilege Escalation", "Data Source: Elastic Defend"]

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0004"
name = "Privilege Escalation"
reference = "https://attack.mitre.org/tactics/TA0004/"

[[rule.threat.technique]]
id = "T1547"
name = "Boot or Logon Autostart Execution"
reference = "https://attack.mitre.org/techniques/T1547/"

[[rule.threat.technique.subtechnique]]
id = "T1547.001"
name = "Registry Run Keys / Startup Folder"
reference = "https://attack.mitre.org/techniques/T1547/001/"
"#,
    },
    fix: "use the technique that took its place",
    sources: &[Source::Corpus(14), Source::Own],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let all = technique::all(rule, context).into_iter();
    for technique in all.filter(|technique| technique.is_below) {
        let (Some(id), Some(known)) = (technique.id, technique.meant) else { continue };
        match &known.state {
            TechniqueState::Current(_) => {}
            TechniqueState::RevokedBy(successor) => {
                let name = context.attack.technique(successor).map_or("", |known| &known.name);
                found
                    .add(id.span, format!("`{}` was revoked", id.value))
                    .help(format!("`{successor}` (`{name}`) took its place"));
            }
            TechniqueState::Deprecated => {
                found
                    .add(id.span, format!("`{}` was deprecated", id.value))
                    .help("nothing took its place; look for what the rule is about");
            }
        }
    }
}
