//! Two backslashes in a text between three quotes.

use diagnostics::{Page, Severity};
use eql_syntax::ast::{MatchOp, TextForm};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::compared::{self, How};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/doubled-backslash",
        severity: Severity::Warning,
        what: "A path between three quotes has two backslashes in a row.",
        why: "Between three quotes a backslash stands for itself, so that the path must have two of them, and paths of files and keys have one.",
        bad: r#"[rule]
query = '''
process where host.os.type == "windows" and process.executable : """C:\\Windows\\Temp\\*.exe"""
'''
"#,
        good: r#"[rule]
query = '''
process where host.os.type == "windows" and process.executable : """C:\Windows\Temp\*.exe"""
'''
"#,
    },
    fix: "write one backslash, or the text between single double quotes",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

/// The last words of fields that hold a path.
const PATHS: [&str; 5] = ["executable", "path", "key", "directory", "file.name"];

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    for compared in compared::all(eql.ast) {
        let is_regex =
            matches!(compared.how, How::Match(MatchOp::Regex | MatchOp::RegexIgnoreCase));
        if is_regex || !PATHS.iter().any(|word| compared.path.ends_with(word)) {
            continue;
        }
        for (value, span) in &compared.texts {
            // A path of the network begins with two, and so does one of a device.
            let inner = value.value.trim_start_matches(['\\', '*', '?']);
            if value.form == TextForm::Raw && inner.contains(r"\\") {
                found.add(text.map_span(*span), "between three quotes `\\\\` is two backslashes");
            }
        }
    }
}
