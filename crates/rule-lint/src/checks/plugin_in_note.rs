//! A Markdown plugin that stands in the note.

use diagnostics::{Page, Severity, Span};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/plugin-in-note",
        severity: Severity::Error,
        what: "The note has `!{osquery…}` or `!{investigate…}` written out.",
        why: "Elastic builds these from `[transform]`, whose form is checked; its tests fail on one that is written by hand.",
        bad: r#"[rule]
note = '''## Triage and analysis

!{osquery{"label":"Users","query":"SELECT * FROM users"}}
'''
"#,
        good: r#"[rule]
note = '''## Triage and analysis

${osquery_0}
'''

[[transform.osquery]]
label = "Users"
query = "SELECT * FROM users"
"#,
    },
    fix: "move it to `[transform]` and write `${osquery_0}` in its place",
    sources: &[Source::Corpus(52)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let Some(note) = &rule.rule().note else { return };
    let text = note.text.to_lowercase();
    // Lower case can differ in length outside of ASCII; then the whole note is the place.
    let same = text.len() == note.text.len();
    for mark in ["!{osquery", "!{investigate"] {
        for (at, _) in text.match_indices(mark) {
            let span = if same { note.map_span(Span::new(at, at + mark.len())) } else { note.span };
            found.add(span, format!("`{mark}` is written out in the note"));
        }
    }
}
