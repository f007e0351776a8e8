//! An address of another tactic or technique.

use diagnostics::{Page, Safety, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, attack, technique};

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
    let of_tactics = tactics.map(|tactic| {
        let named = tactic.name.as_ref().and_then(|name| context.attack.tactic_named(name));
        (tactic.id.as_ref(), tactic.reference.as_ref(), named.map(|known| known.id.as_str()))
    });
    let techniques = technique::all(rule, context);
    let known = techniques.iter().filter(|technique| technique.known.is_some());
    let of_techniques = known.map(|technique| {
        (technique.id, technique.reference, technique.meant.map(|meant| meant.id.as_str()))
    });
    for (id, reference, meant) in of_tactics.chain(of_techniques) {
        let (Some(id), Some(reference)) = (id, reference) else { continue };
        let page = attack::id_of_page(&reference.value);
        // Where the address is that of the name, the id is wrong, which is another finding.
        if page.is_some_and(|page| page != id.value && Some(page.as_str()) != meant) {
            found
                .add(reference.span, format!("the address is not that of `{}`", id.value))
                .help(format!("the page of `{}` is {}", id.value, attack::page(&id.value)))
                .write(reference.span, &attack::page(&id.value), Safety::Unsafe);
        }
    }
}
