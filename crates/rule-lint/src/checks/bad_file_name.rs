//! A file name of other characters.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/bad-file-name",
        severity: Severity::Error,
        what: "The name of a rule file has other characters than lower-case letters, digits and `_`, or does not end with `.toml`.",
        why: "Elastic does not load such a file, so the rule is not shipped.",
        bad: r"# file: rules/windows/execution-shell.toml
",
        good: r"# file: rules/windows/execution_shell.toml
",
    },
    fix: "rename the file",
    sources: &[Source::Corpus(2)],
    types: LOADABLE,
    needs: Need::Repository,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let stem = rule.file_name().strip_suffix(".toml").unwrap_or_default();
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if stem.is_empty() || !stem.bytes().all(fits) {
        let message = format!(
            "the file name `{}` is not lower-case letters, digits, `_` and `.toml`",
            rule.file_name()
        );
        found.add(rule.header(), message);
    }
}
