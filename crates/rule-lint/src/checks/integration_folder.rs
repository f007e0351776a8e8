//! A rule in the folder of another integration.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/integration-folder",
        severity: Severity::Warning,
        what: "A rule is in a folder below `rules/integrations` whose name is not one of its integrations.",
        why: "People look for rules by folder. Elastic's test means to find it and never runs.",
        bad: r"# file: rules/integrations/okta/execution_shell.toml
",
        good: r"# file: rules/integrations/endpoint/execution_shell.toml
",
    },
    fix: "move the file, or correct `metadata.integration`",
    sources: &[Source::Corpus(34), Source::Own],
    types: LOADABLE,
    needs: Need::Repository,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let mut folders = rule.source.name().rsplit('/').skip(1);
    let (folder, parent) = (folders.next().unwrap_or_default(), folders.next());
    let named = rule.metadata().integration.as_ref();
    let fits = rule.integrations().any(|package| package.value == folder);
    if parent == Some("integrations") && folder != "endpoint" && named.is_some() && !fits {
        let span = named.map_or(rule.header(), rule_schema::OneOrMany::span);
        found.add(
            span,
            format!(
                "the rule is in the folder of `{folder}`, which is not one of its integrations"
            ),
        );
    }
}
