//! Two rules that find the same.

use diagnostics::{Page, Severity};

use crate::RuleView;
use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::PackFound;

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/equal-rule",
        severity: Severity::Warning,
        what: "Two rules of a rule set find the same events in the same indices.",
        why: "Every alert comes twice. The finding is a proof: whatever the events, the queries agree.",
        bad: r#"# file: rules/windows/execution_shell.toml
[rule]
query = 'process where host.os.type == "windows" and process.name : ("net.exe", "net1.exe")'
# file: rules/windows/execution_shell_twice.toml
[rule]
name = "Shell Seen Twice"
rule_id = "7f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
query = '''
process where (process.name : "net1.exe" or process.name : "net.exe") and host.os.type == "windows"
'''
"#,
        good: r#"# file: rules/windows/execution_shell.toml
[rule]
query = 'process where host.os.type == "windows" and process.name : ("net.exe", "net1.exe")'
# file: rules/windows/execution_shell_twice.toml
[rule]
name = "Shell Seen Twice"
rule_id = "7f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
query = '''
process where (process.name : "net1.exe" or process.name : "whoami.exe") and host.os.type == "windows"
'''
"#,
    },
    fix: "keep one of them",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::Pack,
    run: Run::Pack(run),
};

fn run(rules: &[RuleView<'_>], found: &mut PackFound<'_>) {
    for pair in found.pairs(rules).iter().filter(|pair| pair.equal) {
        // The later one has the finding.
        let (first, second) = (pair.narrow.min(pair.wide), pair.narrow.max(pair.wide));
        let Some(text) = rules[second].query_text() else { continue };
        let message = format!("the rule finds the same as `{}`", rules[first].source.name());
        found.add_beside(second, first, text.span, message);
    }
}
