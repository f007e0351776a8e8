//! A tactic whose name and id are of two.

use diagnostics::{Page, Safety, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, attack};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/tactic-mismatch",
        severity: Severity::Error,
        what: "The name of a tactic belongs to another id than the one beside it.",
        why: "One of the two is wrong, so the rule stands under a tactic that it is not about; Elastic's tests fail.",
        bad: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0003"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"
"#,
        good: r#"[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"
"#,
    },
    fix: "correct the name or the id",
    sources: &[Source::Corpus(11), Source::Corpus(13)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    for tactic in rule.threats(context).into_iter().filter_map(|threat| threat.tactic.as_ref()) {
        let known = tactic.name.as_ref().and_then(|name| context.attack.tactic_named(name));
        let (Some(known), Some(name), Some(id)) = (known, &tactic.name, &tactic.id) else {
            continue;
        };
        if known.id == id.value {
            continue;
        }
        let page = tactic.reference.as_ref().and_then(|reference| attack::id_of_page(reference));
        let by_id = context.attack.tactic(id).filter(|_| page.as_ref() == Some(&id.value));
        match by_id {
            // The address agrees with the id, so that the name is wrong.
            Some(by_id) => found
                .add(name.span, format!("`{}` is not the name of `{}`", name.value, id.value))
                .help(format!("the name of `{}` is `{}`", by_id.id, by_id.name))
                .write(name.span, &by_id.name, Safety::Unsafe),
            None => found
                .add(id.span, format!("`{}` is not the id of `{}`", id.value, known.name))
                .help(format!("the id of `{}` is `{}`", known.name, known.id))
                .write(id.span, &known.id, Safety::Unsafe),
        };
    }
}
