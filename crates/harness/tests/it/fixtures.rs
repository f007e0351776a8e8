//! The fixtures of the bundled rules: every case on both engines, every leaf noticed, the matches as snapshots.

use harness::fixtures::{Proof, folder_of, prove_rules};
use harness::{LoadOptions, RuleSet, load};

fn bundled_rules() -> RuleSet {
    let set = load(&[testkit::workspace_root().join("rules")], &LoadOptions::default());
    assert!(set.is_sound() && !set.rules.is_empty(), "{:?}", set.findings);
    set
}

fn proofs(set: &RuleSet) -> Vec<Proof> {
    prove_rules(&set.rules).expect("fixtures can be read and rules run")
}

#[test]
fn every_case_is_as_it_should_be() {
    for proof in proofs(&bundled_rules()) {
        let failures: Vec<_> = proof.report.failures().collect();
        assert!(proof.report.passed(), "{}: {failures:#?}", proof.report.name);
    }
}

#[test]
fn a_negative_case_breaks_each_leaf_alone() {
    for proof in proofs(&bundled_rules()) {
        let unnoticed: Vec<_> =
            proof.leaves.iter().filter(|leaf| leaf.broken_by.is_none()).collect();
        assert!(unnoticed.is_empty(), "{}: {unnoticed:#?}", proof.report.name);
    }
}

/// One snapshot a rule, beside its cases.
#[test]
fn the_matches_are_those_of_the_snapshots() {
    let set = bundled_rules();
    for (rule, proof) in set.rules.iter().zip(proofs(&set)) {
        let folder = folder_of(&rule.path).unwrap();
        insta::with_settings!({
            snapshot_path => folder, prepend_module_to_snapshot => false, omit_expression => true
        }, {
            insta::assert_snapshot!("matches", proof.report.snapshot());
        });
    }
}
