//! A setup section under another name.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, markdown};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/config-heading",
        severity: Severity::Error,
        what: "The note has a heading of level two about configuration.",
        why: "Elastic wants the section to be called `## Setup`, so that Kibana shows it as the setup guide.",
        bad: r###"[rule]
note = """## Triage and analysis

Look at the children of the web server.

## Config

The rule needs process events.
"""
"###,
        good: r###"[rule]
note = """## Triage and analysis

Look at the children of the web server.

## Setup

The rule needs process events.
"""
"###,
    },
    fix: "call the section `## Setup`, or use the key `setup`",
    sources: &[Source::Load(15)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let Some(note) = &rule.rule().note else { return };
    let headings = markdown::headings(&note.text).into_iter().filter(|heading| heading.level == 2);
    for heading in headings.filter(|heading| heading.title.to_ascii_lowercase().contains("config"))
    {
        found.add(
            note.map_span(heading.span),
            format!("the section `{}` should be `Setup`", heading.title),
        );
    }
}
