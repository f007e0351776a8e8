//! Two rules with one name.

use std::collections::BTreeMap;

use diagnostics::{Page, Severity};

use crate::RuleView;
use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::PackFound;

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/duplicate-name",
        severity: Severity::Error,
        what: "Two rules have the same name.",
        why: "An analyst cannot tell their alerts apart, and Elastic refuses to load them.",
        bad: r#"# file: rules/windows/execution_first_shell.toml
[rule]
rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
# file: rules/windows/execution_second_shell.toml
[rule]
rule_id = "8c2b5f3e-1a4d-4b6c-9e0f-7d3a2c1b5e4f"
"#,
        good: r#"# file: rules/windows/execution_first_shell.toml
[rule]
name = "First Shell of a Web Server"
# file: rules/windows/execution_second_shell.toml
[rule]
name = "Second Shell of a Web Server"
rule_id = "8c2b5f3e-1a4d-4b6c-9e0f-7d3a2c1b5e4f"
query = 'process where host.os.type == "windows" and process.parent.name : "httpd.exe"'
"#,
    },
    fix: "say in the name what sets the rule apart",
    sources: &[Source::Load(6)],
    types: LOADABLE,
    needs: Need::Pack,
    run: Run::Pack(run),
};

fn run(rules: &[RuleView<'_>], found: &mut PackFound<'_>) {
    let mut first = BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        let Some(key) = rule.name() else { continue };
        // Elastic keeps deprecated rules apart.
        let before = *first.entry((rule.file.is_deprecated(), key)).or_insert(index);
        if before != index {
            let path = rules[before].source.name();
            found.add(
                index,
                rule.place(rule.rule().name.as_ref()),
                format!("the name is also that of `{path}`"),
            );
        }
    }
}
