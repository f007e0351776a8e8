//! TOML that Elastic's reader does not know.

use std::collections::BTreeSet;

use diagnostics::{Page, Severity, Span};
use toml::de::{DeArray, DeTable, DeValue};

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
query = 'process where host.os.type == "windows" and process.parent.name : "nginx.exe"'
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
    let text = rule.source.text();
    let Ok(table) = DeTable::parse(text) else { return };
    let mut newer = Vec::new();
    if text.starts_with('\u{feff}') {
        newer.push((Span::at(0), "a byte order mark"));
    }
    entries(table.get_ref(), text, false, &mut newer);
    for (span, what) in newer {
        found.add(span, format!("Elastic's TOML reader does not know {what}"));
    }
}

type Newer = Vec<(Span, &'static str)>;

/// The keys whose values the format leaves free.
const FREE: &[&str] =
    &["actions", "extended", "filters", "meta", "response_actions", "threat_filters"];

/// The entries of a table. `free` says that the format takes any value there; elsewhere a value that Elastic's reader does
/// not know is one of a wrong type too, which is enough to say.
fn entries(table: &DeTable<'_>, text: &str, free: bool, newer: &mut Newer) {
    for (key, value) in table {
        let (at, place) = (span(&key.span()), span(&value.span()));
        let is_table = matches!(value.get_ref(), DeValue::Table(_));
        if is_table && is_dotted(place, at, text) {
            newer.push((at, "dotted keys"));
        }
        let free = free || FREE.contains(&&**key.get_ref());
        walk(value.get_ref(), place, text, free, newer);
    }
}

fn walk(value: &DeValue<'_>, place: Span, text: &str, free: bool, newer: &mut Newer) {
    if let Some(what) = newer_form(value, place.slice(text), free) {
        newer.push((place, what));
    }
    if let DeValue::Table(table) = value {
        entries(table, text, free, newer);
    } else if let DeValue::Array(list) = value {
        for element in list {
            walk(element.get_ref(), span(&element.span()), text, free, newer);
        }
    }
}

/// What TOML 0.4 does not have, if a value is of such a form.
fn newer_form(value: &DeValue<'_>, written: &str, free: bool) -> Option<&'static str> {
    let is_basic = written.starts_with('"');
    let is_long = written.starts_with("\"\"\"");
    let (found, what) = match value {
        DeValue::Array(list) => (free && kinds(list) > 1, "lists of mixed types"),
        DeValue::Table(_) => (is_wide(written), "line ends and last commas between braces"),
        DeValue::Datetime(_) => (free && !is_full_time(written), "dates and times of this form"),
        DeValue::Integer(_) => (
            written.starts_with("0x") || written.starts_with("0o") || written.starts_with("0b"),
            "numbers of another base than ten",
        ),
        DeValue::Float(_) => {
            (written.ends_with("inf") || written.ends_with("nan"), "`inf` and `nan`")
        }
        DeValue::String(_) if is_basic && has_newer_escape(written) => {
            (true, "the escapes `\\e` and `\\x`")
        }
        DeValue::String(_) if is_basic && written.contains('\t') => (true, "tabs in strings"),
        DeValue::String(_) => {
            (is_long && written.ends_with("\"\"\"\""), "a quote before the three that end a string")
        }
        DeValue::Boolean(_) => return None,
    };
    found.then_some(what)
}

/// How many types a list has.
fn kinds(list: &DeArray<'_>) -> usize {
    list.iter().map(|element| element.get_ref().type_str()).collect::<BTreeSet<_>>().len()
}

/// Whether a table between braces has a line end after the first of them or a comma before the last.
fn is_wide(written: &str) -> bool {
    let Some(inner) = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
        return false;
    };
    let start = &inner[..inner.len() - inner.trim_start().len()];
    start.contains('\n') || inner.trim_end().ends_with(',')
}

/// Whether a time has a day, seconds and a zone, with `T` between.
fn is_full_time(written: &str) -> bool {
    let Some((_, time)) = written.split_once('T') else { return false };
    let clock = time.strip_suffix('Z').or(time.rsplit_once(['+', '-']).map(|(clock, _)| clock));
    clock.is_some_and(|clock| clock.matches(':').count() == 2)
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
    escapes.any(|escape| matches!(escape, 'e' | 'x'))
}

fn span(range: &std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
