//! A technique under another name.

use diagnostics::{Page, Safety, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, technique};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/technique-name-mismatch",
        severity: Severity::Error,
        what: "The name of a technique or sub-technique is not the one of its id.",
        why: "One of the two is wrong, or the technique was renamed; Elastic's tests fail.",
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
name = "Command-Line Interface"
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
    fix: "write the name as ATT&CK has it, or correct the id",
    sources: &[Source::Corpus(11), Source::Corpus(13)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    for technique in technique::all(rule, context) {
        let (Some(known), Some(name)) = (technique.known, technique.name) else { continue };
        if technique.is_current() && technique.is_meant() && known.name != name.value {
            let message = format!("`{}` is not the name of `{}`", name.value, known.id);
            found
                .add(name.span, message)
                .help(format!("`{}` is `{}`", known.id, known.name))
                .write(name.span, &known.name, Safety::Unsafe);
        }
    }
}
