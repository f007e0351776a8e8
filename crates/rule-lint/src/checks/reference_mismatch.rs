//! An address of another tactic or technique.

use crate::technique;
use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, attack};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/reference-mismatch",
        severity: Severity::Error,
        what: "The address of a tactic, technique or sub-technique is not that of its id.",
        why: "A reader who follows the address lands on another page; Elastic's tests fail.",
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
reference = "https://attack.mitre.org/techniques/T1053/"
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
    fix: "correct the address or the id",
    sources: &[Source::Corpus(11), Source::Corpus(13)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let tactics = rule.threats(context).into_iter().filter_map(|threat| threat.tactic.as_ref());
    let of_tactics = tactics.map(|tactic| (tactic.id.as_ref(), tactic.reference.as_ref()));
    let techniques = technique::all(rule, context);
    let of_techniques = techniques.iter().map(|technique| (technique.id, technique.reference));
    for (id, reference) in of_tactics.chain(of_techniques) {
        let (Some(id), Some(reference)) = (id, reference) else { continue };
        if is_page(&reference.value) && last(&reference.value) != last(&attack::page(&id.value)) {
            found
                .add(reference.span, format!("the address is not that of `{}`", id.value))
                .help(format!("the page of `{}` is {}", id.value, attack::page(&id.value)));
        }
    }
}

/// Whether it is of the form that the reader of the file asks for; another form is its finding.
fn is_page(address: &str) -> bool {
    address.starts_with("https://attack") && address.contains("mitre.org/t")
}

/// What stands behind `/tactics/` or `/techniques/`, without the slash at the end.
fn last(address: &str) -> &str {
    let path = address.trim_end_matches('/');
    path.split_once("/tactics/").or(path.split_once("/techniques/")).map_or(path, |(_, rest)| rest)
}
