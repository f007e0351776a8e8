//! An investigation guide under the name of another rule.

use diagnostics::{Page, Severity, Span};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/guide-of-another-rule",
        severity: Severity::Error,
        what: "The heading `### Investigating …` does not have the name of the rule.",
        why: "The guide was copied or the rule renamed, so that analysts read the wrong one; Elastic's tests fail.",
        bad: r#"[rule]
note = '''## Triage and analysis

### Investigating Shell of a Mail Server

Look at the children of the web server.
'''
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "Resources: Investigation Guide"]
"#,
        good: r#"[rule]
note = '''## Triage and analysis

### Investigating Shell of a Web Server

Look at the children of the web server.
'''
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "Resources: Investigation Guide"]
"#,
    },
    fix: "name the rule in the heading",
    sources: &[Source::Corpus(50)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(note), Some(name)) = (&rule.rule().note, rule.name()) else { return };
    let mark = "### Investigating";
    let (text, name) = (note.text.to_lowercase(), name.to_lowercase());
    let titles = text.split("### investigating").skip(1);
    let fits =
        |rest: &str| rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(&name);
    let Some(start) = note.text.find(mark).filter(|_| !titles.clone().any(fits)) else { return };
    let line = note.text[start..].lines().next().unwrap_or_default();
    found.add(
        note.map_span(Span::new(start, start + line.len())),
        "the guide is not headed by the name of the rule",
    );
}
