//! Mutation over the fixtures of this repository.

use harness::fixtures::{Case, Places, by_oracle, cases_of, verdict};
use harness::{LoadOptions, Rule, load, mutation};
use oracle::Oracle;

/// A mutant as reports name it.
type Name = (&'static str, String, String);

/// The mutants that no case kills, found by running each over every case.
fn alive(rule: &Rule, cases: &[Case]) -> Vec<Name> {
    let survives = |mutant: &eql_mutants::Mutant| {
        let query = mutant.query(&rule.query);
        let oracle = Oracle::new(&query);
        cases.iter().all(|case| verdict(case, &by_oracle(rule, &oracle, &case.events)).is_passed())
    };
    let mutants = eql_mutants::mutants(&rule.query).into_iter().filter(survives);
    mutants.map(|mutant| (mutant.kind, mutant.before, mutant.after)).collect()
}

/// What is known of leaves spares most runs, and changes no result.
#[test]
fn what_is_not_run_would_change_nothing() {
    let paths = [testkit::workspace_root().join("rules")];
    let set = load(&paths, &LoadOptions::default());
    let places = Places::of(&paths, None);
    let options = mutation::Options { witnesses: 0, min_score: None };
    for rule in set.rules.iter().take(8) {
        let cases = cases_of(rule, &places).expect("fixtures");
        let borrowed: Vec<_> = cases.iter().collect();
        let result = mutation::run(rule, &borrowed, &options).expect("a score");
        let survivors = result.survivors.iter().map(|it| &it.mutant);
        let equal = result.equal.iter().map(|it| &it.mutant);
        let mut found: Vec<Name> = survivors
            .chain(equal)
            .map(|mutant| (mutant.kind, mutant.before.clone(), mutant.after.clone()))
            .collect();
        let mut expected = alive(rule, &cases);
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{}", rule.name());
    }
}
