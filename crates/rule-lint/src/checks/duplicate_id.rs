//! Two rules with one id.

use std::collections::BTreeMap;

use diagnostics::{Page, Severity};

use crate::RuleView;
use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::PackFound;

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/duplicate-id",
        severity: Severity::Error,
        what: "Two rules have the same `rule_id`.",
        why: "Kibana keeps one of them: the second takes the place of the first.",
        bad: r#"# file: rules/windows/execution_first_shell.toml
[rule]
name = "First Shell of a Web Server"
# file: rules/windows/execution_second_shell.toml
[rule]
name = "Second Shell of a Web Server"
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
    fix: "give the newer rule an id of its own",
    sources: &[Source::Load(6)],
    types: LOADABLE,
    needs: Need::Pack,
    run: Run::Pack(run),
};

fn run(rules: &[RuleView<'_>], found: &mut PackFound<'_>) {
    let mut first = BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        let Some(key) = rule.rule().rule_id.as_ref().map(|id| id.value.as_str()) else { continue };
        // Elastic keeps deprecated rules apart.
        let before = *first.entry((rule.file.is_deprecated(), key)).or_insert(index);
        if before != index {
            let path = rules[before].source.name();
            found.add(
                index,
                rule.place(rule.rule().rule_id.as_ref()),
                format!("the id is also that of `{path}`"),
            );
        }
    }
}
