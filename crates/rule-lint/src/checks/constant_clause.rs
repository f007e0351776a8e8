//! A clause that names no field.

use diagnostics::{Page, Severity};
use eql_syntax::ast::{Expr, ExprKind};
use eql_syntax::{below, expressions};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/constant-clause",
        severity: Severity::Warning,
        what: "A part of an `and` or `or` names no field.",
        why: "It is the same for all events: it changes nothing, or makes the rest of the condition useless.",
        bad: r#"[rule]
query = 'process where host.os.type == "windows" and (process.name : "net.exe" or "net1.exe" == "net.exe")'
"#,
        good: r#"[rule]
query = 'process where host.os.type == "windows" and (process.name : "net.exe" or process.name : "net1.exe")'
"#,
    },
    fix: "compare a field, or remove the part",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(text)) = (rule.eql, rule.query_text()) else { return };
    for expr in expressions(eql.ast) {
        let (ExprKind::And(parts) | ExprKind::Or(parts)) = &expr.kind else { continue };
        for part in parts.iter().filter(|part| is_constant(part)) {
            found.add(text.map_span(part.span), "this clause names no field");
        }
    }
}

fn is_constant(expr: &Expr) -> bool {
    !below(expr).iter().any(|part| {
        matches!(
            part.kind,
            ExprKind::Field(_) | ExprKind::Variable(_) | ExprKind::Relation(_) | ExprKind::Error
        )
    })
}
