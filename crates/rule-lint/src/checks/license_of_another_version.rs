//! The Elastic License of another version.

use diagnostics::{Page, Safety, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/license-of-another-version",
        severity: Severity::Error,
        what: "The licence is an Elastic License other than the second.",
        why: "Elastic's rules are under version 2; its tests fail on any other spelling.",
        bad: r#"[rule]
license = "Elastic License"
"#,
        good: r#"[rule]
license = "Elastic License v2"
"#,
    },
    fix: "write `Elastic License v2`",
    sources: &[Source::Corpus(45)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let wanted = &context.policy.organisation_license;
    let name = format!("{} license", context.policy.organisation.to_lowercase());
    let Some(license) = &rule.rule().license else { return };
    if license.value.to_lowercase().contains(&name) && license.value != *wanted {
        found
            .add(license.span, format!("the licence is `{}`, not `{wanted}`", license.value))
            .write(license.span, wanted, Safety::Unsafe);
    }
}
