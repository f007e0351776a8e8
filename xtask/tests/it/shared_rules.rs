//! The rules of a large rule set, where there is one: all compile, and the verifier accepts their program.

use harness::diagnostics::Severity;
use xtask::validate;

#[test]
fn every_rule_compiles_without_an_error() {
    let Some(shared) = testkit::shared("every_rule_compiles_without_an_error") else { return };
    let set = validate::compiled(&[shared.join("data/rules/detection-rules-eql")]).unwrap();
    let errors = set.findings.iter().filter(|one| one.diagnostic.severity == Severity::Error);
    let shown: Vec<_> =
        errors.map(|one| format!("{}: {}", one.source.name(), one.diagnostic.message)).collect();
    assert!(shown.is_empty(), "{} errors\n{}", shown.len(), shown.join("\n"));
    assert_eq!((set.files, set.rules.len(), set.refused), (723, 723, 0));
}
