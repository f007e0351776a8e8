//! What `explain` says about a kind of finding.

use rule_lint::Source;
use serde::Serialize;

use crate::catalogue::Entry;

#[derive(Serialize)]
struct Line {
    id: &'static str,
    severity: &'static str,
    source: Vec<String>,
    rule_types: Vec<&'static str>,
    needs: &'static str,
}

#[derive(Serialize)]
struct PageLine {
    #[serde(flatten)]
    line: Line,
    what: &'static str,
    why: &'static str,
    bad: &'static str,
    good: &'static str,
    fix: Option<&'static str>,
}

/// One line of the list: id, severity, and what it finds.
pub fn line(entry: &Entry) -> String {
    let page = entry.page;
    format!(
        "{:<40} {:<8} {:<12} {}\n",
        page.id,
        page.severity.name(),
        sources(entry).join(" "),
        page.what
    )
}

/// One line of the list, as a JSON object.
pub fn json_line(entry: &Entry) -> String {
    to_json(&record(entry))
}

/// The page as a JSON object.
pub fn json_page(entry: &Entry) -> String {
    let page = entry.page;
    to_json(&PageLine {
        line: record(entry),
        what: page.what,
        why: page.why,
        bad: page.bad,
        good: page.good,
        fix: entry.fix,
    })
}

/// The page: what, why, where the demand comes from, bad, good, and what to do.
pub fn page(entry: &Entry) -> String {
    let page = entry.page;
    let types: Vec<_> = entry.types.iter().map(|rule_type| rule_type.name()).collect();
    let fix = entry.fix.map(|fix| format!("\nFix: {fix}.\n")).unwrap_or_default();
    format!(
        "{}: {}\n\n{}\n{}\n\nSource: {}. Rule types: {}. Needs: {}.\n\nBad:\n\n{}\nGood:\n\n{}{fix}",
        page.id,
        page.severity.name(),
        page.what,
        page.why,
        sources(entry).join(", "),
        types.join(", "),
        entry.needs.name(),
        indented(page.bad),
        indented(page.good),
    )
}

/// The page as Markdown.
pub fn markdown(entry: &Entry) -> String {
    let page = entry.page;
    let types: Vec<_> = entry.types.iter().map(|rule_type| rule_type.name()).collect();
    let fix = entry.fix.map(|fix| format!("\nFix: {fix}.\n")).unwrap_or_default();
    format!(
        "# `{}`\n\n{}. {}\n\n- Severity: {}\n- Source: {}\n- Rule types: {}\n- Needs: {}\n\nBad:\n\n{}\nGood:\n\n{}{fix}",
        page.id,
        page.what.trim_end_matches('.'),
        page.why,
        page.severity.name(),
        sources(entry).join(", "),
        types.join(", "),
        entry.needs.name(),
        indented(page.bad),
        indented(page.good),
    )
}

fn record(entry: &Entry) -> Line {
    Line {
        id: entry.page.id,
        severity: entry.page.severity.name(),
        source: sources(entry),
        rule_types: entry.types.iter().map(|rule_type| rule_type.name()).collect(),
        needs: entry.needs.name(),
    }
}

fn sources(entry: &Entry) -> Vec<String> {
    entry.sources.iter().map(Source::to_string).collect()
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    text.trim_end().lines().map(line).collect()
}

fn to_json(record: &impl Serialize) -> String {
    // A struct of texts always has a JSON form.
    serde_json::to_string(record).unwrap_or_default() + "\n"
}
