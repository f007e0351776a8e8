//! A threat of another framework than its mapping.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/threat-mappings-framework",
        severity: Severity::Error,
        what: "A threat inside `threat_mappings` is of another framework than the entry around it.",
        why: "The version of the entry says nothing about a threat of another catalogue; Elastic refuses the rule.",
        bad: r#"[[rule.threat_mappings]]
framework = "MITRE ATLAS"
version = "5"

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
"#,
    },
    fix: "name the same framework in both places",
    sources: &[Source::Load(17)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    for mapping in rule.rule().threat_mappings.iter().flatten() {
        let Some(outer) = mapping.framework else { continue };
        let inner = mapping.threat.iter().flatten().filter_map(|threat| threat.framework);
        for framework in inner.filter(|framework| framework.value != outer.value) {
            let message = format!(
                "a threat of {} in a mapping of {}",
                framework.value.name(),
                outer.value.name()
            );
            found.add(framework.span, message).place(outer.span, "the framework of the mapping");
        }
    }
}
