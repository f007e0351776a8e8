//! The whole crate from outside, without case files.

mod coverage;
mod example;
mod fixes;
mod hostile;
mod mutations;
mod newer_toml;
mod own;
mod pack;
mod pages;
mod policy;
mod schemas;
mod shared;

use diagnostics::{Diagnostic, SourceText};
use event_schema::Schema;
use rule_lint::{Context, ReadRule};

/// Everything that is found in a file: by its reader, by the lowering of its query and by the checks.
fn findings(path: &str, text: &str, context: &Context<'_>) -> Vec<Diagnostic> {
    let source = SourceText::new(path, text);
    let rule = ReadRule::new(&source, &Schema::ecs());
    let mut found = rule.diagnostics().to_vec();
    found.extend(rule_lint::check(&rule.view(), context));
    found.sort_by_key(|finding| finding.span);
    found
}
