//! A file name that does not begin with the tactic.

use diagnostics::{Page, Severity};

use crate::check::{Check, Need, Run, Source, WITHOUT_ML};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/file-name-without-tactic",
        severity: Severity::Error,
        what: "The name of a rule file of the organisation does not begin with the first tactic of the rule.",
        why: "The names sort the rules of a folder by tactic; Elastic's tests fail. Machine learning rules are exempt.",
        bad: r#"# file: rules/windows/shell_of_web_server.toml
[rule]
author = ["Elastic"]
license = "Elastic License v2"
"#,
        good: r#"# file: rules/windows/execution_shell_of_web_server.toml
[rule]
author = ["Elastic"]
license = "Elastic License v2"
"#,
    },
    fix: "rename the file",
    sources: &[Source::Corpus(26)],
    types: WITHOUT_ML,
    needs: Need::Repository,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let first = rule.rule().threat.as_ref().and_then(|threats| threats.first());
    let Some(tactic) =
        first.and_then(|threat| threat.tactic.as_ref()).filter(|_| rule.is_of_house(context))
    else {
        return;
    };
    let by_id = tactic
        .id
        .as_ref()
        .and_then(|id| context.attack.tactic(id))
        .map(|known| known.name.as_str());
    let Some(name) = tactic.name.as_ref() else { return };
    let starts = |name: &str| rule.file_name().starts_with(&file_start(name));
    if !starts(&name.value)
        && !by_id.is_some_and(starts)
        && context.attack.tactic_named(name).is_some()
    {
        let message = format!("the file name does not begin with `{}`", file_start(&name.value));
        found.add(name.span, message);
    }
}

/// `Credential Access` → `credential_access`.
fn file_start(tactic: &str) -> String {
    tactic.to_lowercase().replace(' ', "_")
}
