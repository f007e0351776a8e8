//! Two threat mappings for one version.

use std::collections::BTreeMap;

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/duplicate-threat-mappings",
        severity: Severity::Error,
        what: "Two entries of `threat_mappings` have the same framework and version.",
        why: "Nothing says which of them counts; Elastic refuses the rule.",
        bad: r#"[[rule.threat_mappings]]
framework = "MITRE ATT&CK"
version = "19"

[[rule.threat_mappings.threat]]
framework = "MITRE ATT&CK"

[rule.threat_mappings.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"

[[rule.threat_mappings]]
framework = "MITRE ATT&CK"
version = "19"

[[rule.threat_mappings.threat]]
framework = "MITRE ATT&CK"

[rule.threat_mappings.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"
"#,
        good: r#"[[rule.threat_mappings]]
framework = "MITRE ATT&CK"
version = "19"

[[rule.threat_mappings.threat]]
framework = "MITRE ATT&CK"

[rule.threat_mappings.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"

[[rule.threat_mappings]]
framework = "MITRE ATT&CK"
version = "20"

[[rule.threat_mappings.threat]]
framework = "MITRE ATT&CK"

[rule.threat_mappings.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"
"#,
    },
    fix: "join the two entries",
    sources: &[Source::Load(17)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let mut seen = BTreeMap::new();
    for mapping in rule.rule().threat_mappings.iter().flatten() {
        let (Some(framework), Some(version)) = (mapping.framework, &mapping.version) else {
            continue;
        };
        let first = *seen.entry((framework.value, version.value.as_str())).or_insert(mapping.span);
        if first != mapping.span {
            let name = framework.value.name();
            found
                .add(mapping.span, format!("{name} {} is mapped twice", version.value))
                .place(first, "the first");
        }
    }
}
