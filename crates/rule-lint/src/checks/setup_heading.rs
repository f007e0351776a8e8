//! A heading of the setup section that Kibana does not recognise.

use diagnostics::{Edit, Fix, Page, Safety, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, markdown};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/setup-heading",
        severity: Severity::Error,
        what: "The note has a heading `Setup` of another level than two or in other letters.",
        why: "Elastic moves the section `## Setup` of a note into the setup guide; it refuses a heading that nearly is one.",
        bad: r###"[rule]
note = """## Triage and analysis

Look at the children of the web server.

### setup

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
    fix: "write the heading as `## Setup`",
    sources: &[Source::Load(15)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let Some(note) = &rule.rule().note else { return };
    let headings = markdown::headings(&note.text).into_iter();
    for heading in headings.filter(|heading| heading.title.eq_ignore_ascii_case("setup")) {
        if heading.level != 2 || heading.title != "Setup" {
            let span = note.map_span(heading.span);
            let edits = vec![Edit { span, text: "## Setup".to_owned() }];
            let fix = Fix { title: "write `## Setup`".to_owned(), edits, safety: Safety::Safe };
            found.add(span, "the setup section is not headed `## Setup`").fix(fix);
        }
    }
}
