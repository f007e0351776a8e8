//! `like` with texts that have no wildcard.

use diagnostics::{Page, Severity};
use eql_syntax::ast::MatchOp;

use crate::check::{Check, EQL, Need, Run, Source};
use crate::compared::{self, How};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/like-without-wildcard",
        severity: Severity::Note,
        what: "No text of a `like` has a wildcard.",
        why: "It is the same as `==` or `in`, which says what is meant; or a `*` was forgotten. `like~` is left alone: people write it to disregard letter case.",
        bad: r#"[rule]
query = 'process where host.os.type == "windows" and process.args like "whoami"'
"#,
        good: r#"[rule]
query = 'process where host.os.type == "windows" and process.args like "*whoami*"'
"#,
    },
    fix: "add the wildcard, or write `==`, `in` or `:`",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    for compared in compared::all(eql.ast) {
        let is_like = compared.how == How::Match(MatchOp::Like);
        let has_wildcard = |text: &str| text.contains(['*', '?']);
        if is_like && !compared.texts.iter().any(|(text, _)| has_wildcard(&text.value)) {
            found.add(text.map_span(compared.span), "this `like` has no wildcard");
        }
    }
}
