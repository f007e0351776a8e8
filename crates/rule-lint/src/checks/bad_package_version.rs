//! A range of package versions that is none.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/bad-package-version",
        severity: Severity::Warning,
        what: "The `version` of a related integration is no range of versions.",
        why: "Kibana compares it with the installed version and then always shows the integration as missing.",
        bad: r#"[[rule.related_integrations]]
package = "endpoint"
version = "latest"
"#,
        good: r#"[[rule.related_integrations]]
package = "endpoint"
version = "^8.2.0"
"#,
    },
    fix: "write a range such as `^8.2.0` or `>=8.2.0`",
    sources: &[Source::Corpus(74), Source::Own],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let related = rule.rule().related_integrations.iter().flatten();
    let versions = related.filter_map(|related| related.version.as_ref());
    for version in versions.filter(|version| !version.value.is_empty()) {
        let mut ranges = version.value.split("||").map(str::trim);
        if !ranges.all(|range| !range.is_empty() && range.split_whitespace().all(is_bound)) {
            found.add(version.span, format!("`{}` is no range of versions", version.value));
        }
    }
}

/// `^8.2.0`, `>=1.2` or `-` between two versions.
fn is_bound(word: &str) -> bool {
    let version = word.trim_start_matches(['^', '~', '>', '<', '=', 'v']);
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
            || matches!(part, "x" | "*")
    };
    let number = version.split(['-', '+']).next().unwrap_or_default();
    word == "-"
        || (!version.is_empty() && number.split('.').count() <= 3 && number.split('.').all(is_part))
}
