//! SARIF 2.1.0, which code scanning services read.

use serde::Serialize;

use crate::{Diagnostic, Finding, Fix, Page, Severity, SourceText, Span};

/// Where the format is defined.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'a str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    short_description: Text<'a>,
    full_description: Text<'a>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: Severity,
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: Severity,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixObject<'a>>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixObject<'a> {
    description: Text<'a>,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Text<'a>,
}

/// The findings as one SARIF log, in the order given. `pages` tell of the ids, `version` is that of the tool.
pub fn sarif(findings: &[Finding], pages: &[Page], version: &str) -> String {
    let rules = pages.iter().map(descriptor).collect();
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver: Driver { name: "eqlc", version, rules } },
            column_kind: "unicodeCodePoints",
            results: findings.iter().map(|finding| outcome(finding, pages)).collect(),
        }],
    };
    // Structs of texts and numbers always have a JSON form.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn descriptor(page: &Page) -> Descriptor<'_> {
    Descriptor {
        id: page.id,
        short_description: Text { text: page.what },
        full_description: Text { text: page.why },
        default_configuration: Configuration { level: page.severity },
    }
}

fn outcome<'a>(finding: &'a Finding, pages: &[Page]) -> Outcome<'a> {
    let Finding { source, diagnostic, .. } = finding;
    let related = diagnostic.labels.iter().map(|label| Location {
        message: Some(Message { text: label.text.clone() }),
        ..location(source, label.span)
    });
    Outcome {
        rule_id: diagnostic.id,
        rule_index: pages.iter().position(|page| page.id == diagnostic.id),
        level: diagnostic.severity,
        message: Message { text: message(diagnostic) },
        locations: [location(source, diagnostic.span)],
        related_locations: related.collect(),
        fixes: diagnostic.fix.iter().map(|fix| fix_object(source, fix)).collect(),
    }
}

fn message(diagnostic: &Diagnostic) -> String {
    match &diagnostic.help {
        Some(help) => format!("{}: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

fn location(source: &SourceText, span: Span) -> Location {
    let physical_location =
        PhysicalLocation { artifact_location: artifact(source), region: region(source, span) };
    Location { physical_location, message: None }
}

fn fix_object<'a>(source: &SourceText, fix: &'a Fix) -> FixObject<'a> {
    let replacements = fix.edits.iter().map(|edit| Replacement {
        deleted_region: region(source, edit.span),
        inserted_content: Text { text: &edit.text },
    });
    FixObject {
        description: Text { text: &fix.title },
        artifact_changes: [Change {
            artifact_location: artifact(source),
            replacements: replacements.collect(),
        }],
    }
}

fn region(source: &SourceText, span: Span) -> Region {
    let (start, end) = (source.position(span.start), source.position(span.end));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// A path as a URI reference: everything but letters, digits and the usual marks is escaped.
fn artifact(source: &SourceText) -> Artifact {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let escaped = source.name().bytes().map(|byte| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    });
    Artifact { uri: escaped.collect() }
}
