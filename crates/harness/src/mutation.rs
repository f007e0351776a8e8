//! Mutation: which small mistakes in a rule its fixtures would not notice.
//!
//! `eql_mutants` makes the mistakes, one at a time. A mutant is killed by the first case that fails under it as `eqlc
//! test` would fail it; one that no case kills survives, unless it is proved to find the same as the rule on every
//! input. The oracle runs the cases: it takes a query as it is, where the matcher would need a program for each mutant,
//! and both find the same. Most mutants never come to that: what the leaves say of the events is worked out once
//! (`facts`), and a case is run only where the change turns a filter over on one of its events.

use crate::Rule;
use crate::fixtures::Case;

mod facts;
mod report;
mod result;
mod trial;
mod witness;

pub use report::{Totals, lines, percent};
pub use result::{EqualMutant, RuleMutation, Survivor, Tally, Unscored};
pub use witness::Witness;

use trial::Trial;

/// How thorough a run is.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// For how many survivors of a rule an event is sought that would kill them.
    pub witnesses: usize,
    /// The share of mutants that must be killed, in tenths of a percent; it wins over the policy.
    pub min_score: Option<usize>,
}

/// Tenths of a percent of a percentage that a person wrote.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded to 0 to 1000")]
pub fn tenths(percentage: f64) -> usize {
    (percentage * 10.0).clamp(0.0, 1000.0).ceil() as usize
}

/// Runs all mutants of a rule over its cases.
///
/// # Errors
/// A rule that has no cases, or that fails some as it is, has no score.
pub fn run(rule: &Rule, cases: &[&Case], options: &Options) -> Result<RuleMutation, Unscored> {
    if cases.is_empty() {
        return Err(Unscored::NoCases);
    }
    let mut trial = Trial::new(rule, cases);
    if let Some(case) = trial.failing() {
        return Err(Unscored::Fails(case.title()));
    }
    let mut result = RuleMutation::default();
    let mut survivors = Vec::new();
    result.cut = eql_mutants::each(&rule.query, &mut |mut mutant| {
        if trial.killer(&mut mutant.change).is_some() {
            result.kill(mutant.kind);
        } else {
            survivors.push(mutant);
        }
    });
    for mutant in survivors {
        result.spare(rule, mutant);
    }
    result.seek_witnesses(rule, options.witnesses);
    Ok(result)
}
