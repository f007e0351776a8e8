//! Text to rule file, and which findings count.

use diagnostics::{Diagnose, Diagnostic, Parsed, Severity, SourceText, Span};
use toml::de::DeTable;

use crate::diagnostics::TomlSyntax;
use crate::read::{Path, Reader, Report};
use crate::{RuleFile, document, endpoint};

/// Reads a rule file. Never fails: there is a tree for every text, with holes where a value is absent or does not
/// fit, and one finding for each thing wrong, in the order of the text.
///
/// Where the TOML is broken, the rest of the file is still read; only what may follow from the error is not reported:
/// missing keys, keys that may have lost their header, and anything on a broken line.
///
/// In a rule whose maturity is `deprecated`, all findings but those about the TOML itself are warnings, since
/// Elastic's loader takes such a rule as it is (statement L2).
pub fn parse(source: &SourceText) -> Parsed<RuleFile> {
    parse_with(source, read_detection_rule)
}

/// Reads a rule file of the endpoint: of a `[rule]` with its `query`, `id` and `name` anything may stand beside them.
/// A file with `[metadata]` is a detection rule and read as [`parse`] does.
pub fn parse_endpoint(source: &SourceText) -> Parsed<RuleFile> {
    parse_with(source, |mut reader| {
        if endpoint::is_endpoint(&reader) {
            let tree = endpoint::read(&mut reader);
            reader.finish_unchecked();
            return tree;
        }
        read_detection_rule(reader)
    })
}

fn read_detection_rule(mut reader: Reader<'_>) -> RuleFile {
    let tree = RuleFile::read(&mut reader);
    reader.finish(|_| None);
    tree
}

fn parse_with(source: &SourceText, form: impl Fn(Reader<'_>) -> RuleFile) -> Parsed<RuleFile> {
    let read = |table: &DeTable<'_>, text: &str, broken| read(table, text, broken, &form);
    let ((tree, mut diagnostics), errors) = document::open(source.text(), read);
    let broken = lines(source.text(), &errors);
    diagnostics.retain(|finding| !touches(&broken, finding.span));
    if tree.is_deprecated() {
        diagnostics.iter_mut().for_each(soften);
    }
    diagnostics.extend(errors.iter().map(Diagnose::diagnostic));
    diagnostics.sort_by_key(|finding| finding.span);
    Parsed { tree, diagnostics }
}

/// The tree of a table in a form, and all findings about it. `broken` says that the table is what could be saved of a
/// broken text.
fn read(
    table: &DeTable<'_>,
    text: &str,
    broken: bool,
    form: impl Fn(Reader<'_>) -> RuleFile,
) -> (RuleFile, Vec<Diagnostic>) {
    let report = Report::new(text, broken);
    let tree = form(Reader::new(table, Span::default(), Path::ROOT, &report));
    (tree, report.into_findings())
}

fn soften(finding: &mut Diagnostic) {
    finding.severity = finding.severity.max(Severity::Warning);
}

/// The lines of errors that stand in the order of the text, at most one a line.
fn lines(text: &str, errors: &[TomlSyntax]) -> Vec<Span> {
    let line = |error: &TomlSyntax| {
        let place = error.span.start as usize;
        let start = text[..place].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[place..].find('\n').map_or(text.len(), |len| place + len);
        Span::new(start, end)
    };
    errors.iter().map(line).collect()
}

/// Whether one of the lines and the span have a place in common.
fn touches(lines: &[Span], span: Span) -> bool {
    let first = lines.partition_point(|line| line.end < span.start);
    lines.get(first).is_some_and(|line| line.start <= span.end)
}
