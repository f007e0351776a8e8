//! The whole crate from outside, without case files.

mod broken;
mod deprecated;
mod endpoint;
mod fixes;
mod hostile;
mod pages;
mod places;
mod shared;
mod tree;

use diagnostics::{Parsed, SourceText};
use rule_schema::RuleFile;

/// A text as a rule file.
fn parse(text: &str) -> Parsed<RuleFile> {
    rule_schema::parse(&SourceText::new("rule.toml", text))
}

/// The findings of a text: line, column, id and message.
fn findings(text: &str) -> Vec<String> {
    let source = SourceText::new("rule.toml", text);
    let line = |finding: &diagnostics::Diagnostic| {
        let at = source.position(finding.span.start);
        format!("{}:{} {} {}", at.line, at.column, finding.id, finding.message)
    };
    rule_schema::parse(&source).diagnostics.iter().map(line).collect()
}

/// A good rule in which `old` stands as `new`.
fn with(old: &str, new: &str) -> String {
    let text = include_str!("../../../../testdata/rule-schema/good/smallest_eql_rule.toml");
    assert!(text.contains(old), "`{old}` is in the smallest rule");
    text.replace(old, new)
}
