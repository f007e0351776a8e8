//! Fixtures made of published rules, where those are at hand.

use std::collections::BTreeSet;
use std::path::PathBuf;

use harness::generate::{Options, RuleCases, Tally, of_rules};
use harness::{LoadOptions, Rule, load};

/// Of so many rules one is tried; of all with `RUN_SLOW_TESTS=1`.
const STEP: usize = 24;

fn step() -> usize {
    let is_slow = std::env::var_os("RUN_SLOW_TESTS").is_some_and(|value| value == "1");
    if is_slow { 1 } else { STEP }
}

fn rules(folder: PathBuf) -> Vec<Rule> {
    let set = load(&[folder], &LoadOptions::default());
    set.rules.into_iter().step_by(step()).collect()
}

fn made(rules: &[Rule], seed: u64, threads: usize) -> Vec<RuleCases> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| of_rules(rules, Options { seed })).unwrap()
}

#[test]
fn nearly_all_rules_match_and_nearly_all_clauses_have_a_near_miss() {
    let Some(shared) = testkit::shared("generated fixtures of published rules") else { return };
    let rules = rules(shared.join("data/rules/detection-rules-eql"));
    let made = made(&rules, 1, 2);
    let tally = Tally::of(&made);
    println!("{}", tally.lines().join("\n"));
    assert!(made.len() >= 30);
    assert!(tally.share_of_rules() >= 0.98, "{tally:?}");
    assert!(tally.share_of_clauses() >= 0.95, "{tally:?}");
    for rule in &made {
        assert!(rule.near_misses <= rule.clauses);
        let unsolved: BTreeSet<_> = rule
            .unsolved
            .iter()
            .filter(|it| it.wanted == "near miss")
            .map(|it| &it.clause)
            .collect();
        assert_eq!(rule.near_misses == rule.clauses, unsolved.is_empty(), "{}", rule.name);
    }
}

#[test]
fn threads_change_nothing() {
    let Some(shared) = testkit::shared("generated fixtures on several threads") else { return };
    let rules = rules(shared.join("data/rules/detection-rules-eql"));
    let rules: Vec<_> = rules.into_iter().step_by(6).collect();
    let json = |threads| {
        made(&rules, 3, threads)
            .iter()
            .map(|rule| (rule.json(), rule.cases.clone()))
            .collect::<Vec<_>>()
    };
    assert!(json(1) == json(4));
}
