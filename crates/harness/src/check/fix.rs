//! Applies the fixes of findings to files, until none is left.

use std::collections::BTreeMap;
use std::path::PathBuf;

use diagnostics::{Edit, Finding, Fix, Safety};
use rule_schema::is_toml;

use super::{CheckOptions, Report, check};
use crate::io::{self, Unusable};

/// A fix can bring another finding to light, whose fix then comes next; more rounds than this would be a quarrel.
const ROUNDS: usize = 20;

/// What was mended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Fixed {
    /// How many fixes were applied.
    pub fixes: usize,
    /// How often a file was written.
    pub files: usize,
}

/// Checks the rules, applies the safe fixes, all of them with `and_unsafe`, writes the files, and says what is left.
pub fn fix(
    paths: &[PathBuf],
    options: &CheckOptions,
    and_unsafe: bool,
) -> Result<(Report, Fixed), Unusable> {
    let mut fixed = Fixed::default();
    let mut report = check(paths, options);
    for _ in 0..ROUNDS {
        let before = fixed.fixes;
        for (name, findings) in by_file(&report.findings) {
            let (text, count) = mended(&findings, and_unsafe);
            if count > 0 {
                io::write(&PathBuf::from(name), &text)?;
                fixed.fixes += count;
                fixed.files += 1;
            }
        }
        if fixed.fixes == before {
            break;
        }
        report = check(paths, options);
    }
    Ok((report, fixed))
}

fn by_file(findings: &[Finding]) -> BTreeMap<&str, Vec<&Finding>> {
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.diagnostic.fix.is_some()) {
        files.entry(finding.source.name()).or_default().push(finding);
    }
    files
}

/// The text of a file after the fixes that do not touch each other, and how many these are.
fn mended(findings: &[&Finding], and_unsafe: bool) -> (String, usize) {
    let mut text = findings.first().map_or("", |finding| finding.source.text()).to_owned();
    let was_toml = is_toml(&text);
    let fixes = findings.iter().filter_map(|finding| finding.diagnostic.fix.as_ref());
    let wanted = fixes.filter(|fix| and_unsafe || fix.safety == Safety::Safe);
    let mut count = 0;
    for fix in apart(wanted) {
        let after = applied(&text, fix);
        // Whatever a fix does, what was TOML stays TOML.
        if is_toml(&after) || !was_toml {
            text = after;
            count += 1;
        }
    }
    (text, count)
}

/// Fixes of which no two touch, the last in the text first, so that the places of the others stay.
fn apart<'a>(fixes: impl Iterator<Item = &'a Fix>) -> Vec<&'a Fix> {
    let mut all: Vec<_> = fixes.filter(|fix| !fix.edits.is_empty()).collect();
    all.sort_by_key(|fix| reach(fix));
    let mut apart: Vec<&Fix> = Vec::new();
    for fix in all {
        if apart.last().is_none_or(|last| reach(last).1 < reach(fix).0) {
            apart.push(fix);
        }
    }
    apart.reverse();
    apart
}

/// The first and the last byte that a fix touches.
fn reach(fix: &Fix) -> (u32, u32) {
    let start = fix.edits.iter().map(|edit| edit.span.start).min().unwrap_or_default();
    let end = fix.edits.iter().map(|edit| edit.span.end).max().unwrap_or_default();
    (start, end)
}

fn applied(text: &str, fix: &Fix) -> String {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        let range = edit.span.range();
        if text.is_char_boundary(range.start) && text.is_char_boundary(range.end) {
            text.replace_range(range, &edit.text);
        }
    }
    text
}
