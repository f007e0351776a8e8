//! A technique that ATT&CK does not have.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, technique};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/unknown-technique",
        severity: Severity::Error,
        what: "The id of a technique or sub-technique is not one of ATT&CK.",
        why: "The matrix in Kibana cannot show the rule, and Elastic's tests fail.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"

[[rule.threat.technique]]
id = "T1959"
name = "Command and Scripting Interpreter"
reference = "https://attack.mitre.org/techniques/T1959/"
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
    fix: "look the technique up on attack.mitre.org",
    sources: &[Source::Corpus(11), Source::Corpus(13)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    for technique in
        technique::all(rule, context).into_iter().filter(|technique| technique.known.is_none())
    {
        let Some(id) = technique.id else { continue };
        let named = technique.name.and_then(|name| context.attack.technique_named(name));
        let finding = found.add(id.span, format!("ATT&CK has no technique `{}`", id.value));
        if let Some(named) = named {
            finding.help(format!("the id of `{}` is `{}`", named.name, named.id));
        }
    }
}
