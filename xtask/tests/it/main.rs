//! The checkout itself passes the jobs that need nothing but the checkout.

mod conformance;
mod shared_rules;

use xtask::{Finding, codegen, repository, tidy};

#[track_caller]
fn assert_none(findings: &[Finding]) {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} findings\n{}", lines.len(), lines.join("\n"));
}

#[test]
fn the_checkout_is_tidy() {
    assert_none(&tidy::check(&repository()).unwrap());
}

#[test]
fn generated_files_are_as_generated() {
    assert_none(&codegen::check(&repository()).unwrap());
}

/// A developer may go without them; where nobody looks, a skipped proof would be a green one.
#[test]
fn the_workflow_skips_no_engine_and_no_fuzz_target() {
    let tree = xtask::Tree::read(&repository()).unwrap();
    let workflow = tree.text(".github/workflows/ci.yaml").unwrap();
    for variable in ["EQLC_REQUIRE_ENGINES", "EQLC_REQUIRE_COMPILER"] {
        assert!(workflow.contains(&format!("{variable}: \"1\"")), "{workflow}");
    }
}
