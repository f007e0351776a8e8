//! A backslash and a letter that became one character.

use diagnostics::{Page, Severity};
use eql_syntax::ast::TextForm;

use crate::check::{Check, EQL, Need, Run, Source};
use crate::compared;
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/control-character",
        severity: Severity::Warning,
        what: "A text in quotes that has a backslash escape for a tab, a line break or the like looks like a path.",
        why: "In `\"C:\\temp\"` the `\\t` is a tab, so that no path is ever equal to it.",
        bad: r#"[rule]
query = '''
process where host.os.type == "windows" and process.executable : "C:\temp\\*.exe"
'''
"#,
        good: r#"[rule]
query = '''
process where host.os.type == "windows" and process.executable : "C:\\temp\\*.exe"
'''
"#,
    },
    fix: "write `\\\\` for a backslash, or the text between three quotes",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    for (value, span) in compared::all(eql.ast).into_iter().flat_map(|compared| compared.texts) {
        let control = value.value.find(['\t', '\n', '\r', '\u{8}', '\u{c}']);
        let Some(place) = control.filter(|_| value.form == TextForm::Quoted) else { continue };
        if is_path(&value.value, place) {
            found.add(
                text.map_span(span),
                "an escape made one character of a backslash and a letter",
            );
        }
    }
}

/// Whether the character stands where a path has a backslash: behind a drive, a name or at the start, with a name
/// behind it.
fn is_path(text: &str, place: usize) -> bool {
    let (before, after) = (&text[..place], &text[place + 1..]);
    let follows = after.starts_with(|letter: char| letter.is_alphanumeric() || letter == '*');
    follows && (before.ends_with([':', '*', '?']) || before.contains('\\') || after.contains('\\'))
}
