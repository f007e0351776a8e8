//! Two rule files with one name.

use std::collections::BTreeMap;

use diagnostics::{Page, Severity};

use crate::RuleView;
use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::PackFound;

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/duplicate-file-name",
        severity: Severity::Error,
        what: "Two rule files in different folders have the same name.",
        why: "Elastic writes all rules into one folder, where one of them would be lost.",
        bad: r#"# file: rules/linux/execution_shell.toml
[rule]
name = "First Shell of a Web Server"
tags = ["Domain: Endpoint", "OS: Linux", "Tactic: Execution", "Data Source: Elastic Defend"]
# file: rules/windows/execution_shell.toml
[rule]
name = "Second Shell of a Web Server"
rule_id = "8c2b5f3e-1a4d-4b6c-9e0f-7d3a2c1b5e4f"
"#,
        good: r#"# file: rules/linux/execution_shell_of_daemon.toml
[rule]
name = "First Shell of a Web Server"
tags = ["Domain: Endpoint", "OS: Linux", "Tactic: Execution", "Data Source: Elastic Defend"]
# file: rules/windows/execution_shell.toml
[rule]
name = "Second Shell of a Web Server"
rule_id = "8c2b5f3e-1a4d-4b6c-9e0f-7d3a2c1b5e4f"
query = 'process where host.os.type == "windows" and process.parent.name : "httpd.exe"'
"#,
    },
    fix: "rename one of the files",
    sources: &[Source::Load(6), Source::Corpus(4)],
    types: LOADABLE,
    needs: Need::Pack,
    run: Run::Pack(run),
};

fn run(rules: &[RuleView<'_>], found: &mut PackFound<'_>) {
    let mut first = BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        // Elastic keeps deprecated rules apart.
        let key = (rule.file.is_deprecated(), rule.file_name());
        let before = *first.entry(key).or_insert(index);
        if before != index {
            let path = rules[before].source.name();
            found.add(index, rule.header(), format!("the file is called like `{path}`"));
        }
    }
}
