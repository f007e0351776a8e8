//! An address of ATT&CK without a slash at its end.

use diagnostics::{Page, Safety, Severity};
use rule_schema::{Spanned, Threat};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/reference-without-slash",
        severity: Severity::Note,
        what: "The address of a tactic or technique does not end with a slash.",
        why: "Elastic adds the slash when it builds the rule, so that the file and what is shipped differ.",
        bad: r#"[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002"
"#,
        good: r#"[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"
"#,
    },
    fix: "end the address with `/`",
    sources: &[Source::Load(18)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let mappings = rule.rule().threat_mappings.iter().flatten();
    let versioned = mappings.flat_map(|mapping| mapping.threat.iter().flatten());
    for threat in rule.rule().threat.iter().flatten().chain(versioned) {
        let references = references(threat).into_iter();
        for reference in references.filter(|reference| !reference.value.ends_with('/')) {
            found.add(reference.span, "the address does not end with `/`").write(
                reference.span,
                &format!("{}/", reference.value),
                Safety::Safe,
            );
        }
    }
}

/// The addresses of a threat.
fn references(threat: &Threat) -> Vec<&Spanned<String>> {
    let techniques = threat.technique.iter().flatten();
    let below = techniques.flat_map(|technique| {
        let kinds =
            technique.subtechnique.iter().flatten().filter_map(|kind| kind.reference.as_ref());
        technique.reference.iter().chain(kinds)
    });
    threat.tactic.iter().filter_map(|tactic| tactic.reference.as_ref()).chain(below).collect()
}
