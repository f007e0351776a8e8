//! What each engine holds: the coverage matrix, and the page of a backend.

use std::fmt::Write as _;

use rule_export::{BACKENDS, Backend, Construct, Support};
use serde::Serialize;

/// The backends whose engines run queries.
fn engines() -> impl Iterator<Item = &'static dyn Backend> {
    BACKENDS.iter().copied().filter(|backend| backend.holds_queries())
}

/// The matrix as text: a line a construct, a column a backend.
pub fn matrix() -> String {
    let probes = Construct::probes();
    let width = probes.iter().map(|probe| probe.name.chars().count()).max().unwrap_or(0);
    let mut text = format!("{:width$}", "");
    for backend in engines() {
        let _ = write!(text, "  {:<7}", backend.name()); // writing to a string cannot fail
    }
    text = text.trim_end().to_owned() + "\n";
    for probe in probes {
        let mut line = format!("{:<width$}", probe.name);
        for backend in engines() {
            let space = backend.name().len().max(7);
            let _ = write!(line, "  {:<space$}", backend.holds(probe.construct).name());
        }
        text += line.trim_end();
        text.push('\n');
    }
    text + &checked()
}

/// How far each backend is proved.
fn checked() -> String {
    let mut text = "\nchecked by\n".to_owned();
    for backend in BACKENDS {
        let _ = writeln!(text, "  {:<10} {}", backend.name(), backend.checked().name());
    }
    text
}

#[derive(Serialize)]
struct Row {
    backend: &'static str,
    title: &'static str,
    checked: &'static str,
    construct: &'static str,
    support: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

/// The matrix as JSON objects, one for each backend and construct.
pub fn matrix_json() -> Vec<String> {
    let rows = BACKENDS
        .iter()
        .flat_map(|backend| Construct::probes().into_iter().map(|probe| row(*backend, &probe)));
    // A row always has a JSON form.
    rows.map(|row| serde_json::to_string(&row).unwrap_or_default()).collect()
}

fn row(backend: &'static dyn Backend, probe: &rule_export::Probe) -> Row {
    let support = backend.holds(probe.construct);
    Row {
        backend: backend.name(),
        title: backend.title(),
        checked: backend.checked().name(),
        construct: probe.name,
        support: support.name(),
        reason: reason(support),
    }
}

fn reason(support: Support) -> Option<&'static str> {
    match support {
        Support::Exact => None,
        Support::Partly(text) | Support::Lossy(text) | Support::Refused(text) => Some(text),
    }
}

/// The options that are its own.
fn options(backend: &dyn Backend) -> String {
    let options: Vec<_> =
        backend.reads().iter().map(|setting| format!("`{}`", setting.option())).collect();
    if options.is_empty() {
        String::new()
    } else {
        format!("\nOptions of its own: {}.\n", options.join(", "))
    }
}

/// The page of a backend: what it says of itself, and its row of the matrix with the reasons.
pub fn page(backend: &dyn Backend) -> String {
    let mut text = format!(
        "# {}: `eqlc export --to {}`\n\n{}\n\nChecked by: {}.\n",
        backend.title(),
        backend.name(),
        backend.about().trim(),
        backend.checked().name()
    );
    text += &options(backend);
    if !backend.holds_queries() {
        return text;
    }
    text += "\n## What it holds\n\n| construct | what it is | here | why, or which |\n| --- | --- | --- | --- |\n";
    for probe in Construct::probes() {
        let support = backend.holds(probe.construct);
        let why = reason(support).unwrap_or_default();
        let line = format!("| {} | {} | {} | {why}", probe.name, probe.meaning, support.name());
        text += line.trim_end();
        text += " |\n";
    }
    text
}
