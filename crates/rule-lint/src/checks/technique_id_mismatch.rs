//! A technique under another id.

use diagnostics::{Page, Safety, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, technique};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/technique-id-mismatch",
        severity: Severity::Error,
        what: "The id of a technique or sub-technique is not the one of its name and address.",
        why: "The rule stands under a technique that it is not about; Elastic's tests fail.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"

[[rule.threat.technique]]
id = "T1053"
name = "Command and Scripting Interpreter"
reference = "https://attack.mitre.org/techniques/T1059/"
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
    fix: "write the id of the technique that is meant",
    sources: &[Source::Corpus(11), Source::Corpus(13)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    for technique in technique::all(rule, context) {
        let (Some(id), Some(known), Some(meant)) = (technique.id, technique.known, technique.meant)
        else {
            continue;
        };
        if known.id != meant.id {
            found
                .add(id.span, format!("`{}` is not the id of `{}`", id.value, meant.name))
                .help(format!("the id of `{}` is `{}`", meant.name, meant.id))
                .write(id.span, &meant.id, Safety::Unsafe);
        }
    }
}
