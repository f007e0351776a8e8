//! A rule whose finds are all finds of another.

use diagnostics::{Page, Severity};

use crate::RuleView;
use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::PackFound;

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/subsumed-rule",
        severity: Severity::Note,
        what: "Every event that a rule finds is found by another rule of the rule set.",
        why: "Its alerts come twice. That can be meant, where the narrower rule is of higher severity. The finding is a proof: whatever the events, the wider query holds where the narrower does.",
        bad: r#"# file: rules/windows/execution_shell.toml
[rule]
query = 'process where host.os.type == "windows" and process.name : ("net.exe", "net1.exe")'
# file: rules/windows/execution_shell_twice.toml
[rule]
name = "Shell Seen Twice"
rule_id = "7f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
query = 'process where host.os.type == "windows" and process.name : "net1.exe" and process.args : "user"'
"#,
        good: r#"# file: rules/windows/execution_shell.toml
[rule]
query = 'process where host.os.type == "windows" and process.name : ("net.exe", "net1.exe")'
# file: rules/windows/execution_shell_twice.toml
[rule]
name = "Shell Seen Twice"
rule_id = "7f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
query = 'process where host.os.type == "windows" and process.name : "net2.exe" and process.args : "user"'
"#,
    },
    fix: "exclude in the wider rule what the narrower finds, or keep one of them",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::Pack,
    run: Run::Pack(run),
};

fn run(rules: &[RuleView<'_>], found: &mut PackFound<'_>) {
    for pair in found.pairs(rules).iter().filter(|pair| !pair.equal) {
        let Some(text) = rules[pair.narrow].query_text() else { continue };
        let message =
            format!("all that the rule finds is found by `{}` too", rules[pair.wide].source.name());
        found.add_beside(pair.narrow, pair.wide, text.span, message);
    }
}
