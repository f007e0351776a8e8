//! A clause that every event fulfils.

use diagnostics::{Page, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, proof};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/always-true",
        severity: Severity::Warning,
        what: "An `or` holds for every event, whatever it has.",
        why: "The clause excludes nothing, though it looks as if it did: a value that is not `a`, or is not `b`, is every value.",
        bad: r#"[rule]
query = '''
process where host.os.type == "windows" and
  (process.pid != 0 or process.pid != 4)
'''
"#,
        good: r#"[rule]
query = '''
process where host.os.type == "windows" and
  (process.pid != 0 and process.pid != 4)
'''
"#,
    },
    fix: "write `and` between what is excluded, or remove the clause",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    for verdict in proof::verdicts(eql.query).into_iter().filter(|verdict| verdict.always) {
        found
            .add(text.map_span(verdict.leaf), "with this clause the `or` always holds")
            .place(text.map_span(verdict.with), "because of this clause");
    }
}
