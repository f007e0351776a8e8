//! Every file of `testdata/rule-lint`: a good one raises nothing, a bad one raises what the `.txt` beside it shows.

use std::path::Path;

use diagnostics::{Finding, SourceText, render};
use event_schema::Schema;
use rule_lint::{Context, ReadRule, check};

type Outcome = datatest_stable::Result<()>;

/// The findings of a case as people see them, outside of a repository.
fn findings(path: &Path, text: &str) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let source = SourceText::new(&name, text);
    let rule = ReadRule::new(&source, &Schema::ecs());
    let mut found = rule.diagnostics().to_vec();
    found.extend(check(&rule.view(), &Context::default()));
    found.sort_by_key(|finding| finding.span);
    let finding = |diagnostic| Finding { source: source.clone(), rule_id: None, diagnostic };
    render::human(&found.into_iter().map(finding).collect::<Vec<_>>(), render::Color::Never)
}

#[expect(clippy::unnecessary_wraps, reason = "the harness wants a result")]
#[expect(clippy::needless_pass_by_value, reason = "the harness gives the text away")]
fn good(path: &Path, text: String) -> Outcome {
    assert_eq!(findings(path, &text), "");
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "the harness wants a result")]
#[expect(clippy::needless_pass_by_value, reason = "the harness gives the text away")]
fn bad(path: &Path, text: String) -> Outcome {
    let rendered = findings(path, &text);
    assert!(!rendered.is_empty(), "the file raises nothing");
    testkit::assert_golden(&path.with_extension("txt"), &rendered);
    Ok(())
}

datatest_stable::harness! {
    { test = good, root = "../../testdata/rule-lint/good", pattern = r"\.toml$" },
    { test = bad, root = "../../testdata/rule-lint/bad", pattern = r"\.toml$" },
}
