//! A setup guide in two places.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, markdown};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/setup-twice",
        severity: Severity::Error,
        what: "The rule has a setup section in `note` and the key `setup`.",
        why: "Only one of them can become the setup guide in Kibana; Elastic refuses the rule.",
        bad: r###"[rule]
note = """## Triage and analysis

Look at the children of the web server.

## Setup

The rule needs process events.
"""
setup = "Collect process events."
"###,
        good: r###"[rule]
note = "## Triage and analysis\n\nLook at the children of the web server."
setup = "Collect process events."
"###,
    },
    fix: "keep the text in `setup`",
    sources: &[Source::Load(15)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(note), Some(setup)) = (&rule.rule().note, &rule.rule().setup) else { return };
    let headings = markdown::headings(&note.text);
    if let Some(heading) =
        headings.iter().find(|heading| heading.title == "Setup" && heading.level == 2)
    {
        found
            .add(setup.span, "the rule has two setup guides")
            .place(note.map_span(heading.span), "the first, in `note`");
    }
}
