//! Names of Windows compared letter by letter.

use diagnostics::{Page, Safety, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::compared::{self, How};
use crate::found::Found;
use crate::{Context, RuleView, platform};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/case-sensitive-windows-name",
        severity: Severity::Warning,
        what: "A rule for Windows compares the name of a file, process or registry key by an operator that regards letter case.",
        why: "Windows does not regard it: `CMD.EXE` runs as `cmd.exe` does, and the event has the name as it was given. Whoever writes it otherwise is not seen.",
        bad: r#"[rule]
query = 'process where host.os.type == "windows" and process.name == "cmd.exe"'
"#,
        good: r#"[rule]
query = 'process where host.os.type == "windows" and process.name : "cmd.exe"'
"#,
    },
    fix: "write `:` for `==`, `in~` for `in`, `like~` for `like`",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

/// The last words of fields whose values Windows compares without regard to letter case, below these objects.
const OBJECTS: [&str; 6] =
    ["process.", "file.", "dll.", "registry.", "process.parent.", "Target.process."];
const NAMES: [&str; 8] =
    ["name", "executable", "path", "extension", "directory", "key", "value", "command_line"];

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    if !platform::is_windows(rule) {
        return;
    }
    for compared in compared::all(eql.ast) {
        let sensitive = match compared.how {
            How::Equal | How::In => true,
            How::Match(op) => op == eql_syntax::ast::MatchOp::Like,
            How::InIgnoreCase => false,
        };
        let lettered = |text: &str| text.chars().any(char::is_alphabetic);
        let has_letters = compared.texts.iter().any(|(text, _)| lettered(&text.value));
        if sensitive && has_letters && is_name(&compared.path) {
            let (path, symbol) = (&compared.path, compared.how.symbol());
            let message =
                format!("`{symbol}` regards the letter case of `{path}`, and Windows does not");
            let finding = found.add(text.map_span(compared.span), message);
            // A wildcard would begin to be one after `:`.
            let wild = compared.texts.iter().any(|(text, _)| text.value.contains(['*', '?']));
            let other = match compared.how {
                How::Equal if !wild => ":",
                How::In => "in~",
                How::Match(_) => "like~",
                How::Equal | How::InIgnoreCase => continue,
            };
            if let Some(operator) = compared.operator(&text.text) {
                finding.replace(text.map_span(operator), other, Safety::Unsafe);
            }
        }
    }
}

fn is_name(path: &str) -> bool {
    OBJECTS.iter().any(|object| path.strip_prefix(object).is_some_and(|name| NAMES.contains(&name)))
}
