//! A placeholder without an entry, or an entry without a placeholder.

use std::collections::BTreeSet;

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/plugin-count",
        severity: Severity::Error,
        what: "The note has more or fewer placeholders `${osquery_0}` than `[transform]` has entries.",
        why: "Kibana shows a placeholder as it stands, or never shows an entry; Elastic's tests fail.",
        bad: r#"[rule]
note = '''## Triage and analysis

${osquery_0}

${osquery_1}
'''

[[transform.osquery]]
label = "Users"
query = "SELECT * FROM users"
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
    fix: "add the entry, or the placeholder",
    sources: &[Source::Corpus(51)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let transform = rule.file.transform.as_ref();
    let note = rule.rule().note.as_ref();
    if note.is_none() && !rule.lacks("rule.note") || transform.is_none() && !rule.lacks("transform")
    {
        return;
    }
    let osquery = transform.and_then(|transform| Some(transform.osquery.as_ref()?.len()));
    let investigate = transform.and_then(|transform| Some(transform.investigate.as_ref()?.len()));
    for (plugin, entries) in [("osquery", osquery), ("investigate", investigate)] {
        let entries = entries.unwrap_or(0);
        let named = placeholders(note.map_or("", |note| &note.text), plugin);
        if named != entries {
            let span = note.map(|note| note.span).or(transform.map(|transform| transform.span));
            let message = format!(
                "the note has {named} placeholders of `{plugin}`, and `[transform]` has {entries} entries"
            );
            found.add(span.unwrap_or(rule.header()), message);
        }
    }
}

/// How many different `${plugin_0}` or `$plugin_0` a text has.
fn placeholders(text: &str, plugin: &str) -> usize {
    let mark = format!("{plugin}_");
    let named = text.match_indices(&mark).filter(|(at, _)| text[..*at].ends_with(['$', '{']));
    let numbers = named.map(|(at, _)| {
        let rest = &text[at + mark.len()..];
        &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()]
    });
    numbers.filter(|number| !number.is_empty()).collect::<BTreeSet<_>>().len()
}
