//! Cases as files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use eql_solver::{Case, Expectation};

use super::RuleCases;
use crate::io;
use crate::made::{self, Folder, is_name};

/// How the names of files with events end.
const EVENTS: &str = ".ndjson";
/// What could not be solved, a JSON object a line.
const UNSOLVED: &str = "unsolved.ndjson";

/// Why nothing was written.
#[derive(Clone, Debug)]
pub enum Problem {
    /// Rules whose ids cannot be names of folders, or are the same.
    BadIds(Vec<String>),
    /// Files are in the way, or cannot be read or written.
    Files(made::Problem),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(problem) => problem.fmt(f),
            Self::BadIds(ids) => write!(
                f,
                "rules cannot have a folder of their own by their `rule_id`, as it is missing, \
                 given twice or no name of a folder: {}",
                ids.join(", ")
            ),
        }
    }
}

impl std::error::Error for Problem {}

/// `positive/match.ndjson`.
pub(super) fn place(case: &Case) -> String {
    let folder = match case.expectation {
        Expectation::Positive => "positive",
        Expectation::Negative => "negative",
    };
    format!("{folder}/{}{EVENTS}", case.name)
}

/// Writes the cases of all rules below a folder, and what is not solved. Files of an earlier run that are no more made
/// go, unless they were changed.
pub fn write(folder: &Path, rules: &[RuleCases], seed: u64) -> Result<(), Problem> {
    let bad = bad_ids(rules);
    if !bad.is_empty() {
        return Err(Problem::BadIds(bad));
    }
    let made = |path, texts| Folder { path, texts, by: "eqlc generate", seed: Some(seed) };
    let mut folders: Vec<_> =
        rules.iter().map(|rule| made(folder.join(&rule.id), texts_of(rule))).collect();
    folders.push(made(folder.to_owned(), unsolved_of(rules)));
    made::write(&folders).map_err(Problem::Files)
}

fn texts_of(rule: &RuleCases) -> BTreeMap<String, String> {
    let texts = rule.cases.iter().map(|case| (place(case), lines(case)));
    let expectations = rule.expectations.iter().map(|(case, text)| {
        let events = place(&rule.cases[*case]);
        (events.replace(EVENTS, io::EXPECTATION), text.clone())
    });
    texts.chain(expectations).collect()
}

fn unsolved_of(rules: &[RuleCases]) -> BTreeMap<String, String> {
    let lines = rules.iter().flat_map(|rule| &rule.unsolved).map(|it| it.line() + "\n");
    BTreeMap::from([(UNSOLVED.to_owned(), lines.collect())])
}

/// An event a line.
fn lines(case: &Case) -> String {
    let line = |event| serde_json::to_string(event).map(|line| line + "\n").unwrap_or_default();
    case.events.iter().map(line).collect()
}

/// The ids that cannot be names of folders, or stand twice.
fn bad_ids(rules: &[RuleCases]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let bad = rules.iter().filter(|rule| !is_name(&rule.id) || !seen.insert(&rule.id));
    bad.map(|rule| format!("`{}` of `{}`", rule.id, rule.file)).collect()
}
