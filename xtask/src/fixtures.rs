//! `cargo xtask fixtures`: the fixtures of the bundled rules on both engines, and whether they notice every leaf.

use std::io::Write;
use std::path::Path;

use harness::RuleSet;
use harness::fixtures::{Expectation, Proof, prove_rules};

use crate::{Failure, Step, Verdict, validate};

/// The fewest positive cases of a rule.
const POSITIVES: usize = 3;
/// The fewest negative cases of a rule.
const NEGATIVES: usize = 5;

/// Run all fixtures on both engines; flip each leaf of each rule and see that a negative case notices.
#[derive(clap::Args)]
pub struct Args {}

/// Prints a line for each rule and for each thing that is wrong, then the numbers.
pub fn run(_args: &Args, root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    check(&validate::rules(root), out)?.finish(out)
}

pub(crate) fn check(set: &RuleSet, out: &mut dyn Write) -> Result<Step, Failure> {
    let proofs = prove_rules(&set.rules).map_err(|error| Failure::new(error.to_string()))?;
    let mut wrong = 0;
    for proof in &proofs {
        writeln!(out, "{}", proof.report.line())?;
        for problem in problems(proof) {
            wrong += 1;
            writeln!(out, "  {problem}")?;
        }
    }
    let cases: usize = proofs.iter().map(|proof| proof.report.cases.len()).sum();
    let leaves: usize = proofs.iter().map(|proof| proof.leaves.len()).sum();
    let result =
        format!("{cases} cases on both engines, {leaves} leaves flipped, {wrong} problems");
    Ok(Step::new("fixtures", result, wrong == 0 && !proofs.is_empty() && set.refused == 0))
}

/// Everything that is wrong with the fixtures of one rule.
fn problems(proof: &Proof) -> Vec<String> {
    let report = &proof.report;
    let mut problems: Vec<_> =
        report.failures().map(|case| format!("{}: {}", case.title, case.verdict)).collect();
    for (expectation, least) in
        [(Expectation::Positive, POSITIVES), (Expectation::Negative, NEGATIVES)]
    {
        let count = report.count(expectation);
        if count < least {
            problems.push(format!(
                "{count} {} cases, at least {least} are asked for",
                expectation.folder()
            ));
        }
    }
    let unnoticed = proof.leaves.iter().filter(|leaf| leaf.broken_by.is_none());
    problems.extend(unnoticed.map(|leaf| {
        format!("line {}: no negative case breaks this leaf alone: {}", leaf.line, leaf.text)
    }));
    problems
}
