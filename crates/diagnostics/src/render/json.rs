//! One JSON object a finding, as other people's CI reads it.

use serde::Serialize;

use crate::{Finding, Fix, Severity};

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    severity: Severity,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    rule_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixLine<'a>>,
}

#[derive(Serialize)]
struct FixLine<'a> {
    title: &'a str,
    safety: crate::Safety,
    edits: Vec<EditRecord<'a>>,
}

#[derive(Serialize)]
struct EditRecord<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
}

/// The findings, one JSON object a line, in the order given.
pub fn json(findings: &[Finding]) -> String {
    findings.iter().map(|finding| to_line(finding) + "\n").collect()
}

fn to_line(finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let start = finding.source.position(diagnostic.span.start);
    let end = finding.source.position(diagnostic.span.end);
    let record = Record {
        id: diagnostic.id,
        severity: diagnostic.severity,
        message: &diagnostic.message,
        file: finding.source.name(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        rule_id: finding.rule_id.as_deref(),
        note: diagnostic.note.as_deref(),
        help: diagnostic.help.as_deref(),
        fix: diagnostic.fix.as_ref().map(|fix| fix_line(finding, fix)),
    };
    // A struct of texts and numbers always has a JSON form.
    serde_json::to_string(&record).unwrap_or_default()
}

fn fix_line<'a>(finding: &Finding, fix: &'a Fix) -> FixLine<'a> {
    let edit_line = |edit: &'a crate::Edit| {
        let start = finding.source.position(edit.span.start);
        let end = finding.source.position(edit.span.end);
        EditRecord {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            text: &edit.text,
        }
    };
    FixLine {
        title: &fix.title,
        safety: fix.safety,
        edits: fix.edits.iter().map(edit_line).collect(),
    }
}
