//! Workflow commands of GitHub Actions: findings show at their lines in a pull request.

use crate::{Finding, Severity};

/// The findings, a workflow command each, in the order given.
pub fn github(findings: &[Finding]) -> String {
    findings.iter().map(command).collect()
}

fn command(finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let start = finding.source.position(diagnostic.span.start);
    let end = finding.source.position(diagnostic.span.end);
    let place = if start.line == end.line {
        format!(
            "line={},endLine={},col={},endColumn={}",
            start.line, end.line, start.column, end.column
        )
    } else {
        // GitHub shows no columns over several lines.
        format!("line={},endLine={}", start.line, end.line)
    };
    let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    format!(
        "::{} file={},{place},title={}::{}\n",
        word(diagnostic.severity),
        property(finding.source.name()),
        property(diagnostic.id),
        data(&format!("{}{help}", diagnostic.message)),
    )
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Diagnostic, SourceText, Span};

    #[test]
    fn marks_of_a_command_are_escaped() {
        let source = SourceText::new("a,b:c.toml", "x = 1\n");
        let diagnostic =
            Diagnostic::new("rule/x", Severity::Note, "100 %", Span::new(4, 5)).with_help("do: it");
        let finding = Finding { source, rule_id: None, diagnostic };
        assert_eq!(
            github(&[finding]),
            "::notice file=a%2Cb%3Ac.toml,line=1,endLine=1,col=5,endColumn=6,title=rule/x::100 %25%0Ado: it\n"
        );
    }
}
