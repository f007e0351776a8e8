//! TOML that Elastic's reader does not know.

use diagnostics::{Page, Severity, Span};
use toml::de::{DeTable, DeValue};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/newer-toml",
        severity: Severity::Error,
        what: "The file uses TOML of version 0.5 or later.",
        why: "Elastic reads rule files with a TOML 0.4 parser, which refuses dotted keys, lists of mixed types, hexadecimal numbers, local dates and tabs in strings.",
        bad: r#"# whole file
[metadata]
creation_date = "2026/01/15"
updated_date = "2026/02/20"

[rule]
author = ["Example"]
description = "A web server starts a shell."
index = ["logs-*"]
language = "eql"
meta.origin = "import"
name = "Shell of a Web Server"
query = 'process where host.os.type == "windows" and process.parent.name == "nginx.exe"'
risk_score = 47
rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
severity = "medium"
tags = ["OS: Windows"]
timestamp_override = "event.ingested"
type = "eql"
"#,
        good: r#"[rule.meta]
origin = "import"
"#,
    },
    fix: "write it as TOML 0.4 has it",
    sources: &[Source::Load(1)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let Ok(table) = DeTable::parse(rule.source.text()) else { return };
    let mut newer = Vec::new();
    table_entries(table.get_ref(), rule.source.text(), &mut newer);
    for (span, what) in newer {
        found.add(span, format!("Elastic's TOML reader does not know {what}"));
    }
}

type Newer = Vec<(Span, &'static str)>;

fn table_entries(table: &DeTable<'_>, text: &str, newer: &mut Newer) {
    for (key, value) in table {
        let (at, place) = (span(&key.span()), span(&value.span()));
        match value.get_ref() {
            DeValue::Table(inner) => {
                if is_dotted(place, at, text) {
                    newer.push((at, "dotted keys"));
                }
                table_entries(inner, text, newer);
            }
            _ => any(value.get_ref(), place, text, newer),
        }
    }
}

fn any(value: &DeValue<'_>, place: Span, text: &str, newer: &mut Newer) {
    let written = place.slice(text);
    match value {
        DeValue::Table(table) => table_entries(table, text, newer),
        DeValue::Array(list) => {
            let mut kinds: Vec<_> = list.iter().map(|element| kind(element.get_ref())).collect();
            kinds.dedup();
            if kinds.len() > 1 {
                newer.push((place, "lists of mixed types"));
            }
            let each = list.iter().map(|element| (element.get_ref(), span(&element.span())));
            each.for_each(|(element, place)| any(element, place, text, newer));
        }
        DeValue::Datetime(_) => newer.push((place, "dates of this form")),
        DeValue::Integer(_)
            if written.starts_with("0x")
                || written.starts_with("0o")
                || written.starts_with("0b") =>
        {
            newer.push((place, "numbers of another base than ten"));
        }
        DeValue::Float(_) if written.ends_with("inf") || written.ends_with("nan") => {
            newer.push((place, "`inf` and `nan`"));
        }
        DeValue::String(_) if has_newer_escape(written) => {
            newer.push((place, "the escapes `\\e` and `\\x`"))
        }
        DeValue::String(_)
            if !written.starts_with("\"\"\"")
                && !written.starts_with('\'')
                && written.contains('\t') =>
        {
            newer.push((place, "tabs in strings"));
        }
        DeValue::String(_) if written.starts_with("\"\"\"") && written.ends_with("\"\"\"\"") => {
            newer.push((place, "a quote before the three that end a string"));
        }
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::String(_) | DeValue::Boolean(_) => {}
    }
}

fn kind(value: &DeValue<'_>) -> u8 {
    match value {
        DeValue::String(_) => 0,
        DeValue::Integer(_) => 1,
        DeValue::Float(_) => 2,
        DeValue::Boolean(_) => 3,
        DeValue::Datetime(_) => 4,
        DeValue::Array(_) => 5,
        DeValue::Table(_) => 6,
    }
}

/// Whether a table came from `a.b = 1`: then its place is that of a key, which is no header and no brace.
fn is_dotted(place: Span, key: Span, text: &str) -> bool {
    let line = text[..key.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
    let is_header = text[line..].trim_start().starts_with('[');
    !place.slice(text).starts_with(['{', '[']) && !is_header
}

/// Whether a string between double quotes has `\e` or `\x` after an even number of backslashes.
fn has_newer_escape(written: &str) -> bool {
    let mut chars = written.chars();
    let mut escapes = std::iter::from_fn(|| {
        chars.by_ref().find(|char| *char == '\\')?;
        chars.next()
    });
    written.starts_with('"') && escapes.any(|escape| matches!(escape, 'e' | 'x'))
}

fn span(range: &std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
