//! Comparisons of rules: what is said of each case, and that nothing is said that is not so.

use std::fmt::Write;
use std::path::PathBuf;

use harness::diagnostics::SourceText;
use harness::diff::{self, Diff, LogicChange, Proof, Verdict, Versions, Witness};
use harness::fixtures::by_oracle;
use harness::{LoadOptions, Rule, load};
use oracle::Oracle;

fn folder() -> PathBuf {
    testkit::workspace_root().join("testdata/diff")
}

fn versions(path: &std::path::Path) -> Versions {
    Versions::read(path, &LoadOptions::default()).unwrap()
}

/// What differs between the two files of a case, under names that are the same everywhere.
fn compared(case: &str) -> Diff {
    let [old, new] =
        ["old", "new"].map(|side| folder().join(case).join(side).with_extension("toml"));
    let mut diff = diff::compare(&versions(&old), &versions(&new));
    diff.changed.iter_mut().for_each(|change| change.rule.file = Some("new.toml".to_owned()));
    diff
}

#[test]
fn each_case_reads_as_it_did() {
    for old in testkit::cases(&folder(), "toml") {
        let Some(case) = old.name.strip_suffix("/old") else { continue };
        let diff = compared(case);
        let view =
            format!("{}\n{}\n{}", diff::markdown(&diff), diff::human(&diff), diff::json(&diff));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder());
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(case, view));
    }
}

#[test]
fn a_set_does_not_differ_from_itself() {
    for set in ["rules", "testdata/diff", "testdata/rule-lint/good"] {
        let path = testkit::workspace_root().join(set);
        let diff = diff::compare(&versions(&path), &versions(&path));
        assert!(diff.is_empty(), "{}", diff::human(&diff));
        assert!(diff.same > 0, "{set}");
    }
}

/// A rule and its mutant as two sets.
fn of_mutant(rule: &Rule, mutant: &eql_mutants::Mutant) -> Diff {
    let source = SourceText::new(rule.source.name(), &format!("{}# changed\n", rule.source.text()));
    let changed = Rule { query: mutant.query(&rule.query), source, ..rule.clone() };
    diff::compare(&Versions::of_rules([rule.clone()]), &Versions::of_rules([changed]))
}

fn all_witnesses(logic: &LogicChange) -> Vec<&Witness> {
    let found = &logic.witnesses;
    [&found.only_old, &found.only_new, &found.both].into_iter().flatten().collect()
}

/// Every small mistake in a rule is told as a change of its logic unless it is proved to be none, and the events that are
/// shown tell the rule and the mistake apart.
#[test]
fn every_mutant_is_told() {
    let set = load(&[testkit::workspace_root().join("rules")], &LoadOptions::default());
    let (mut counts, mut told) = (std::collections::BTreeMap::new(), String::new());
    for (place, rule) in set.rules.iter().enumerate() {
        // A few of each rule, other ones of each.
        let mutants = eql_mutants::mutants(&rule.query);
        for mutant in mutants.iter().skip(place % 7).step_by(1 + mutants.len() / 4) {
            let diff = of_mutant(rule, mutant);
            let query = mutant.query(&rule.query);
            let Some(logic) = diff.changed.first().and_then(|change| change.logic()) else {
                let proof = eql_mutants::prove(&rule.query, &query);
                assert!(proof.is_some(), "{}: {} {}", rule.name(), mutant.before, mutant.after);
                continue;
            };
            assert!(!logic.clauses.is_empty(), "{}", rule.name());
            *counts.entry(logic.verdict().name()).or_insert(0) += 1;
            if logic.verdict() == Verdict::NotToldApart {
                writeln!(told, "{}: {} -> {}", rule.name(), mutant.before, mutant.after).unwrap();
            }
            for witness in all_witnesses(logic) {
                let found = |query| by_oracle(rule, &Oracle::new(query), &witness.events);
                assert_eq!(
                    (found(&rule.query), found(&query)),
                    (witness.old.clone(), witness.new.clone())
                );
                assert_ne!(witness.old, witness.new);
            }
            if let Some(Proof::Equal(_)) = logic.proof {
                assert!(all_witnesses(logic).is_empty());
            }
        }
    }
    println!("{counts:?}\n{told}");
    let different: usize =
        counts.iter().filter(|(name, _)| **name != "not-told-apart").map(|(_, count)| count).sum();
    let all: usize = counts.values().sum();
    assert!(different * 100 >= all * 90, "{different} of {all}\n{told}");
}
