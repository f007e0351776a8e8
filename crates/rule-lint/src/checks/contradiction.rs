//! A clause that no event fulfils.

use diagnostics::{Page, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, proof};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/contradiction",
        severity: Severity::Error,
        what: "A clause of a query never holds beside another clause.",
        why: "The query finds nothing, or the clause finds nothing and only costs time. It is an error where the whole query finds nothing, and a warning elsewhere. It is told of fields with one value only: a list can have both values.",
        bad: r#"[rule]
query = '''
process where host.os.type == "windows" and process.name : "net.exe" and
  process.name : "net1.exe"
'''
"#,
        good: r#"[rule]
query = '''
process where host.os.type == "windows" and process.name : ("net.exe", "net1.exe")
'''
"#,
    },
    fix: "write `or` where either may hold, or remove the clause",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    for verdict in proof::verdicts(eql.query).into_iter().filter(|verdict| !verdict.always) {
        let message = if verdict.whole {
            "the query finds nothing: this never holds beside another clause"
        } else {
            "this never holds beside another clause"
        };
        let finding = found.add(text.map_span(verdict.leaf), message);
        let severity = if verdict.whole { Severity::Error } else { Severity::Warning };
        let finding = finding.severity(severity);
        if verdict.with != verdict.leaf {
            finding.place(text.map_span(verdict.with), "the other clause");
        }
    }
}
