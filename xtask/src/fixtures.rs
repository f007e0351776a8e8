//! `cargo xtask fixtures`: the fixtures of the bundled rules on both engines, and whether they notice every leaf.

use std::io::Write;
use std::path::Path;

use harness::fixtures::{Expectation, Options, Places, RuleReport, test};
use harness::{RuleSet, report};

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
    check(&validate::rules(root), root, out)?.finish(out)
}

pub(crate) fn check(set: &RuleSet, root: &Path, out: &mut dyn Write) -> Result<Step, Failure> {
    let places = Places::of(&[root.join("rules")], None);
    let options = Options { coverage: true, ..Options::default() };
    let report =
        test(&set.rules, &places, &options).map_err(|error| Failure::new(error.to_string()))?;
    write!(out, "{}", report::human(&report))?;
    let mut wrong: Vec<String> =
        report.findings().iter().map(|finding| finding.diagnostic.message.clone()).collect();
    wrong.extend(report.unusable.iter().map(ToString::to_string));
    for rule in &report.rules {
        wrong.extend(
            problems(rule).iter().map(|problem| format!("{}: {problem}", rule.rule.name())),
        );
    }
    for problem in &wrong {
        writeln!(out, "  {problem}")?;
    }
    let (cases, wrong) = (report.cases().count(), wrong.len() + report.failed());
    let leaves = report.coverage().map_or(0, |counts| counts.leaves);
    let result =
        format!("{cases} cases on both engines, {leaves} leaves flipped, {wrong} problems");
    Ok(Step::new("fixtures", result, wrong == 0 && !report.rules.is_empty() && set.refused == 0))
}

/// What a bundled rule lacks, although its cases passed.
fn problems(rule: &RuleReport<'_>) -> Vec<String> {
    let least = [(Expectation::Positive, POSITIVES), (Expectation::Negative, NEGATIVES)];
    let few = least.into_iter().filter_map(|(expectation, least)| {
        let (count, kind) = (rule.count(expectation), expectation.folder());
        (count < least).then(|| format!("{count} {kind} cases, at least {least} are asked for"))
    });
    let leaves = rule.coverage.iter().flat_map(|coverage| &coverage.leaves);
    let unnoticed = leaves.filter(|leaf| leaf.noticed_by().is_none());
    let unnoticed =
        unnoticed.map(|leaf| format!("no negative case breaks this leaf alone: {}", leaf.text));
    few.chain(unnoticed).collect()
}
