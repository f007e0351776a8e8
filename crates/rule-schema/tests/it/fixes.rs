//! A fix mends its finding and brings no other.

use diagnostics::{Diagnostic, Fix, Safety};

use crate::{parse, with};

/// The text after the fix, whose edits stand in the order of the text.
fn fixed(text: &str, fix: &Fix) -> String {
    let mut text = text.to_owned();
    for edit in fix.edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

/// The findings of the bad cases that have a fix.
fn fixable() -> impl Iterator<Item = (testkit::Case, Diagnostic, Fix)> {
    let folder = testkit::workspace_root().join("testdata/rule-schema/bad");
    testkit::cases(&folder, "toml").into_iter().flat_map(|case| {
        let findings = parse(&case.text).diagnostics.into_iter();
        let with_fix = findings.filter_map(|finding| finding.fix.clone().map(|fix| (finding, fix)));
        with_fix.map(move |(finding, fix)| (case.clone(), finding, fix)).collect::<Vec<_>>()
    })
}

#[test]
fn a_fix_mends_its_finding_and_brings_no_other() {
    let mut tried = 0;
    for (case, finding, fix) in fixable() {
        let before = parse(&case.text).diagnostics.len();
        let after = parse(&fixed(&case.text, &fix)).diagnostics;
        assert_eq!(after.len(), before - 1, "{}: {}", case.name, finding.message);
        tried += 1;
    }
    assert!(tried > 10, "{tried} fixes");
}

#[test]
fn only_a_change_of_case_is_safe() {
    for (word, safety) in [("Medium", Safety::Safe), ("meduim", Safety::Unsafe)] {
        let finding = parse(&with("medium", word)).diagnostics.remove(0);
        assert_eq!(finding.fix.map(|fix| fix.safety), Some(safety), "{word}");
    }
}
