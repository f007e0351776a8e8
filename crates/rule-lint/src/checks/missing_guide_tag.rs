//! An investigation guide without its tag.

use diagnostics::{Page, Severity, Span};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

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
    let Some(note) = rule.rule().note.as_ref().filter(|note| note.text.contains("Investigating"))
    else {
        return;
    };
    if rule.has_readable_tags() && !rule.has_tag("Resources: Investigation Guide") {
        let start = note.text.find("Investigating").unwrap_or_default();
        let word = note.map_span(Span::new(start, start + "Investigating".len()));
        found
            .add(
                rule.place(rule.rule().tags.as_ref()),
                "the tag `Resources: Investigation Guide` is missing",
            )
            .place(word, "the guide");
    }
}
