//! Runs every case file of `testdata/eql`: one file, one test, its snapshot next to it.

#![expect(clippy::needless_pass_by_value, reason = "the harness gives each case its text")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use diagnostics::render::{Color, human};
use diagnostics::{Diagnostic, Finding, SourceText};
use eql_syntax::{dump, lex, parse, print};

datatest_stable::harness! {
    { test = tokens, root = "../../testdata/eql/lex", pattern = r"\.eql$" },
    { test = tree, root = "../../testdata/eql/parse/ok", pattern = r"\.eql$" },
    { test = findings, root = "../../testdata/eql/parse/err", pattern = r"\.eql$" },
}

/// The tokens, one a line, then the findings.
fn tokens(path: &Path, text: String) -> datatest_stable::Result<()> {
    let parsed = lex(&text);
    let mut dump = String::new();
    for token in &parsed.tree {
        writeln!(dump, "{:?} {:?}", token.kind, token.span.slice(&text))?;
    }
    compare(path, &(dump + &rendered(path, &text, parsed.diagnostics)));
    Ok(())
}

/// The tree and the canonical text; there are no findings, and the text has the same tree.
fn tree(path: &Path, text: String) -> datatest_stable::Result<()> {
    let parsed = parse(&text);
    let (tree, printed) = (dump(&parsed.tree), print(&parsed.tree));
    let errors = rendered(path, &text, parsed.diagnostics);
    if !errors.is_empty() {
        return Err(errors.into());
    }
    if dump(&parse(&printed).tree) != tree {
        return Err(format!("the printed text has another tree:\n{printed}").into());
    }
    compare(path, &format!("{tree}\n{printed}"));
    Ok(())
}

/// What is wrong, as people see it.
fn findings(path: &Path, text: String) -> datatest_stable::Result<()> {
    let parsed = parse(&text);
    if parsed.diagnostics.is_empty() {
        return Err("there is no finding".into());
    }
    compare(path, &rendered(path, &text, parsed.diagnostics));
    Ok(())
}

fn rendered(path: &Path, text: &str, diagnostics: Vec<Diagnostic>) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let source = SourceText::new(&name, text);
    let finding = |diagnostic| Finding { source: source.clone(), rule_id: None, diagnostic };
    let findings: Vec<Finding> = diagnostics.into_iter().map(finding).collect();
    human(&findings, Color::Never)
}

fn compare(path: &Path, text: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.parent().unwrap_or(&folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    settings.bind(|| insta::assert_snapshot!(name, text));
}
