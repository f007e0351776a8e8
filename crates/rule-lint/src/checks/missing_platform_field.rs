//! A query of an operating system that does not ask for it.

use diagnostics::{Page, Severity};

use crate::check::{Check, Need, Run, Source, WITH_INDEX};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/missing-platform-field",
        severity: Severity::Error,
        what: "An EQL or KQL rule in the folder `linux`, `macos` or `windows` does not ask for `host.os.type`.",
        why: "Endpoints of all systems send to the same index, so that the rule runs on events of the others; Elastic's tests fail. Queries of `winlog.` fields are exempt.",
        bad: r#"# file: rules/windows/execution_shell.toml
[rule]
query = 'process where process.parent.name : "nginx.exe"'
"#,
        good: r#"# file: rules/windows/execution_shell.toml
[rule]
query = 'process where host.os.type == "windows" and process.parent.name : "nginx.exe"'
"#,
    },
    fix: "add `host.os.type == \"…\"` to the query",
    sources: &[Source::Corpus(56)],
    types: WITH_INDEX,
    needs: Need::Repository,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    if !context.policy.platforms.contains_key(rule.folder()) {
        return;
    }
    let Some(text) = rule.query_text().filter(|text| !text.text.trim().is_empty()) else { return };
    let asks = |name: &str| match rule.language() {
        Some("eql") => rule.eql.is_none_or(|eql| {
            eql.query.fields.iter().any(|field| field.path.as_str().starts_with(name))
        }),
        Some("kuery") => text.text.contains(name),
        _ => true,
    };
    let exempt = rule.folder() == "windows" && asks("winlog.");
    if !asks("host.os.type") && !exempt {
        found.add(text.span, "the query does not ask for `host.os.type`");
    }
}
