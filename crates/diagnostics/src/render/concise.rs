//! One line a finding: `file:line:column: severity[id]: message`.

use crate::Finding;

/// The findings, a line each, in the order given.
pub fn concise(findings: &[Finding]) -> String {
    findings.iter().map(line).collect()
}

fn line(finding: &Finding) -> String {
    let position = finding.source.position(finding.diagnostic.span.start);
    let head = super::heading(finding);
    let name = finding.source.name();
    let message = &finding.diagnostic.message;
    format!("{name}:{}:{}: {head}: {message}\n", position.line, position.column)
}
