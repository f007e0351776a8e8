//! The cases of one rule, run by both engines.

use std::collections::{BTreeMap, BTreeSet};

use eql_hir::LeafId;
use eql_solver::{About, Case, Cause, Expectation, Generated, UnsolvedClause, Wanted};
use event::FieldPath;
use matcher::{BuildError, Matcher};
use oracle::Oracle;
use rayon::prelude::*;

use super::report::Unsolved;
use crate::{Rule, fixtures, io};

/// How fixtures are made.
#[derive(Clone, Copy, Default, Debug)]
pub struct Options {
    /// The same seed gives the same fixtures.
    pub seed: u64,
}

/// What was made for one rule.
#[derive(Clone, Debug)]
pub struct RuleCases {
    /// `rule.rule_id`
    pub id: String,
    /// `rule.name`
    pub name: String,
    /// The file of the rule, as people see it.
    pub file: String,
    /// Positive and negative ones, the most telling first.
    pub cases: Vec<Case>,
    /// What `<case>.expect.toml` says, by the place of the case; for cases of which it takes all matches.
    pub expectations: BTreeMap<usize, String>,
    /// How many leaves the query has after folding; a list counts once.
    pub clauses: usize,
    /// How many of them alone keep some negative from matching.
    pub near_misses: usize,
    /// What no case was found for.
    pub unsolved: Vec<Unsolved>,
}

/// Makes the cases of all rules, in the order of the rules. A rule that the matcher refuses is a bug of ours.
pub fn of_rules(rules: &[Rule], options: Options) -> Result<Vec<RuleCases>, BuildError> {
    rules.par_iter().map(|rule| of_rule(rule, options)).collect()
}

fn of_rule(rule: &Rule, options: Options) -> Result<RuleCases, BuildError> {
    let options = eql_solver::Options {
        seed: options.seed,
        timestamp_field: FieldPath::new(&rule.timestamp_field),
        timestamp_type: rule.timestamp_type,
        tiebreaker_field: rule.tiebreaker_field.as_deref().map(FieldPath::new),
        ..eql_solver::Options::default()
    };
    let Generated { cases, mut unsolved } = eql_solver::generate(&rule.query, &options);
    let (cases, refused): (Vec<_>, Vec<_>) = judged(rule, cases)?.into_iter().partition(|it| it.1);
    let cases: Vec<Case> = cases.into_iter().map(|(case, _)| case).collect();
    let missed = missed(&cases);
    let expectations = expectations(rule, &cases);
    unsolved.extend(
        refused
            .iter()
            .flat_map(|(case, _)| lost(case))
            .filter(|it| it.wanted.leaf().is_none_or(|leaf| !missed.contains(&leaf))),
    );
    Ok(RuleCases {
        id: rule.id.clone(),
        name: rule.name().to_owned(),
        file: io::shown(&rule.path),
        clauses: rule.query.leaves.len(),
        near_misses: missed.len(),
        expectations,
        unsolved: unsolved.iter().map(|unsolved| Unsolved::new(rule, unsolved)).collect(),
        cases,
    })
}

/// Each case, and whether both engines find it as it should be.
fn judged(rule: &Rule, cases: Vec<Case>) -> Result<Vec<(Case, bool)>, BuildError> {
    let matcher = Matcher::new(eql_compiler::compile(&[rule.compiler_source()]))?;
    let oracle = Oracle::new(&rule.query);
    let is_right = |case: &Case| {
        let found = fixtures::by_oracle(rule, &oracle, &case.events);
        found.is_empty() == (case.expectation == Expectation::Negative)
            && found == fixtures::by_matcher(rule, &matcher, &case.events)
    };
    let judged = cases.into_iter().map(|case| {
        let is_right = is_right(&case);
        (case, is_right)
    });
    Ok(judged.collect())
}

/// The matches of the cases of which it takes all to see what they are there for.
fn expectations(rule: &Rule, cases: &[Case]) -> BTreeMap<usize, String> {
    let oracle = Oracle::new(&rule.query);
    let text = |case: &Case| {
        let slot = |record: &Option<usize>| {
            record.map_or_else(|| "\"missing\"".to_owned(), |record| record.to_string())
        };
        let matches = fixtures::by_oracle(rule, &oracle, &case.events);
        let lines = matches.iter().map(|(records, _)| {
            let records: Vec<_> = records.iter().map(slot).collect();
            format!("[[match]]\nevents = [{}]\n", records.join(", "))
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let counted = cases.iter().enumerate().filter(|(_, case)| case.counts_matches);
    counted.map(|(place, case)| (place, text(case))).collect()
}

/// The leaves that alone keep some negative from matching.
fn missed(cases: &[Case]) -> BTreeSet<LeafId> {
    let negatives = cases.iter().filter(|case| case.expectation == Expectation::Negative);
    let leaves = negatives.flat_map(|case| &case.about).filter_map(|about| match about {
        About::Leaf(leaf) | About::Shaped(leaf, _) => Some(*leaf),
        About::Structure(_) => None,
    });
    leaves.collect()
}

/// What is lost with a case on which the engines do not agree.
fn lost(case: &Case) -> Vec<UnsolvedClause> {
    let wanted = case.about.iter().filter_map(|about| match (about, case.expectation) {
        (About::Leaf(leaf), Expectation::Positive) => Some(Wanted::Branch(*leaf)),
        (About::Leaf(leaf), Expectation::Negative) => Some(Wanted::NearMiss(*leaf)),
        (About::Structure(structure), _) => Some(Wanted::Structure(*structure)),
        (About::Shaped(..), _) => None,
    });
    let cause = || Cause::NotFound("the engines do not agree on the events, which is a bug".into());
    wanted.map(|wanted| UnsolvedClause { wanted, cause: cause() }).collect()
}
