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

use std::sync::LazyLock;

use diagnostics::{Diagnostic, SourceText};
use event_schema::{Library, Schema, StackVersion};
use rule_lint::{Context, ReadRule};

/// The stack of the tests.
const STACKS: [StackVersion; 1] = [StackVersion(9, 3)];

/// The embedded ECS, and two datasets of the endpoint of which one has less than all fields of ECS.
static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let package = r#"{"package": "endpoint", "data_streams": {
        "file": {
            "dataset": "endpoint.events.file",
            "index_pattern": "logs-endpoint.events.file-*",
            "fields": {"process.name": "keyword", "process.entity_id": "keyword", "host.os.type": "keyword",
                "file.Ext.header_bytes": "keyword"}
        },
        "process": {
            "dataset": "endpoint.events.process",
            "index_pattern": "logs-endpoint.events.process-*",
            "fields": {"process.name": "keyword", "process.parent.name": "keyword", "process.args": "keyword",
                "host.os.type": "keyword", "host.id": "keyword", "event.type": "keyword", "process.pid": "long",
                "process.executable": "keyword", "process.command_line": "wildcard", "data_stream.dataset": "keyword",
                "event.dataset": "keyword"}
        }
    }}"#;
    Library::read([("endpoint/endpoint-package.json", package)]).expect("the lists can be read")
});

/// Everything that is found in a file where the fields of the data are known: by its reader, by the lowering of its
/// query and by the checks.
fn findings(path: &str, text: &str, context: &Context<'_>) -> Vec<Diagnostic> {
    let source = SourceText::new(path, text);
    found(&ReadRule::with_library(&source, &LIBRARY, &STACKS), context)
}

/// The same where they are not.
fn findings_without_fields(path: &str, text: &str, context: &Context<'_>) -> Vec<Diagnostic> {
    found(&ReadRule::new(&SourceText::new(path, text), &Schema::ecs()), context)
}

fn found(rule: &ReadRule, context: &Context<'_>) -> Vec<Diagnostic> {
    let context = Context { fields: rule.fields(), ..*context };
    let mut found = rule.diagnostics().to_vec();
    found.extend(rule_lint::check(&rule.view(), &context));
    found.sort_by_key(|finding| finding.span);
    found
}
