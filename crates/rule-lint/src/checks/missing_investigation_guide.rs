//! A severe rule without an investigation guide.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/missing-investigation-guide",
        severity: Severity::Error,
        what: "A rule of the organisation of severity high or critical has no section `## Triage and analysis` in its note.",
        why: "Analysts need to know what to do about such an alert; Elastic's tests fail. Building blocks are exempt.",
        bad: r#"[rule]
author = ["Elastic"]
license = "Elastic License v2"
risk_score = 73
severity = "high"
"#,
        good: r#"[rule]
author = ["Elastic"]
license = "Elastic License v2"
note = '''## Triage and analysis

Look at the children of the web server.
'''
risk_score = 73
severity = "high"
"#,
    },
    fix: "add the section to `note`",
    sources: &[Source::Corpus(49)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let severe =
        rule.rule().severity.is_some_and(|severity| severity.value >= rule_schema::Severity::High);
    if !severe || rule.is_building_block() || !rule.is_of_house(context) {
        return;
    }
    let note = rule.rule().note.as_ref();
    let readable = note.is_some() || rule.lacks("rule.note");
    let guides =
        note.is_some_and(|note| note.text.to_lowercase().contains("## triage and analysis"));
    if readable && !guides {
        found.add(
            note.map_or(rule.header(), |note| note.span),
            "the note has no `## Triage and analysis`",
        );
    }
}
