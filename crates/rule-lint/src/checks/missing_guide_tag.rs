//! An investigation guide without its tag.

use diagnostics::{Page, Severity, Span};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, tags};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/missing-guide-tag",
        severity: Severity::Error,
        what: "The note has an investigation guide and the tags do not say so.",
        why: "A filter for rules with a guide misses the rule; Elastic's tests fail.",
        bad: r#"[rule]
note = '''## Triage and analysis

### Investigating Shell of a Web Server

Look at the children of the web server.
'''
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]
"#,
        good: r#"[rule]
note = '''## Triage and analysis

### Investigating Shell of a Web Server

Look at the children of the web server.
'''
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "Resources: Investigation Guide"]
"#,
    },
    fix: "add the tag `Resources: Investigation Guide`",
    sources: &[Source::Corpus(21)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    const WORD: &str = "Investigating";
    const TAG: &str = "Resources: Investigation Guide";
    let Some(note) = &rule.rule().note else { return };
    let Some(start) = note.text.find(WORD) else { return };
    let place = note.map_span(Span::new(start, start + WORD.len()));
    if let Some(finding) = tags::missing(rule, TAG, format!("the tag `{TAG}` is missing"), found) {
        finding.place(place, "the guide");
    }
}
