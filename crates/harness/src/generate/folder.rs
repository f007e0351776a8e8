//! Cases as files. A folder keeps a list of the files that were made in it, with a hash of each, so that nothing is
//! overwritten or removed that somebody else has written or changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use eql_solver::{Case, Expectation};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::RuleCases;
use crate::io::{self, Unusable};

/// The list of the files that were made in a folder.
const LIST: &str = "generated.json";
/// How the names of files with events end.
const EVENTS: &str = ".ndjson";
/// What could not be solved, a JSON object a line.
const UNSOLVED: &str = "unsolved.ndjson";

/// Why nothing was written.
#[derive(Clone, Debug)]
pub enum Problem {
    /// Files in the way that were not made here, or changed since; as people see them, in order.
    Occupied(Vec<String>),
    /// Rules whose ids cannot be names of folders, or are the same.
    BadIds(Vec<String>),
    /// A file cannot be read or written.
    Unusable(Unusable),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unusable(unusable) => unusable.fmt(f),
            Self::BadIds(ids) => write!(
                f,
                "rules cannot have a folder of their own by their `rule_id`, as it is missing, \
                 given twice or no name of a folder: {}",
                ids.join(", ")
            ),
            Self::Occupied(paths) => write!(
                f,
                "`{}`{} was not made by `eqlc generate` or has been changed since, so nothing was \
                 written; move it away or choose another `--out`",
                paths.first().map_or("", String::as_str),
                match paths.len() {
                    0 | 1 => String::new(),
                    count => format!(" and {} more", count - 1),
                }
            ),
        }
    }
}

impl std::error::Error for Problem {}

impl From<Unusable> for Problem {
    fn from(unusable: Unusable) -> Self {
        Self::Unusable(unusable)
    }
}

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
    let mut folders: Vec<_> = rules.iter().map(|rule| files_of(folder, rule)).collect();
    folders.push(unsolved_of(folder, rules));
    let planned: Vec<_> = folders.par_iter().map(Files::plan).collect::<Result<_, Unusable>>()?;
    let mut occupied: Vec<_> = planned.iter().flat_map(|plan| plan.occupied.clone()).collect();
    if !occupied.is_empty() {
        occupied.sort();
        return Err(Problem::Occupied(occupied));
    }
    let written: Result<(), Unusable> =
        folders.par_iter().zip(&planned).try_for_each(|(files, plan)| files.write(plan, seed));
    Ok(written?)
}

/// What is written into one folder.
struct Files {
    folder: PathBuf,
    /// By path below it.
    texts: BTreeMap<String, String>,
}

/// What an earlier run left.
#[derive(Default)]
struct Plan {
    /// Files in the way, as people see them.
    occupied: Vec<String>,
    /// Files that are no more made.
    stale: Vec<PathBuf>,
    /// Those that are there already as they should be.
    same: BTreeSet<String>,
    exists: bool,
}

#[derive(Serialize, Deserialize)]
struct List {
    made_by: String,
    seed: u64,
    /// The start of the SHA-256 of each file.
    files: BTreeMap<String, String>,
}

fn files_of(folder: &Path, rule: &RuleCases) -> Files {
    let texts = rule.cases.iter().map(|case| (place(case), lines(case)));
    let expectations = rule.expectations.iter().map(|(case, text)| {
        let events = place(&rule.cases[*case]);
        (events.replace(EVENTS, io::EXPECTATION), text.clone())
    });
    Files { folder: folder.join(&rule.id), texts: texts.chain(expectations).collect() }
}

fn unsolved_of(folder: &Path, rules: &[RuleCases]) -> Files {
    let lines = rules.iter().flat_map(|rule| &rule.unsolved).map(|it| it.line() + "\n");
    let texts = BTreeMap::from([(UNSOLVED.to_owned(), lines.collect())]);
    Files { folder: folder.to_owned(), texts }
}

/// An event a line.
fn lines(case: &Case) -> String {
    let line = |event| serde_json::to_string(event).map(|line| line + "\n").unwrap_or_default();
    case.events.iter().map(line).collect()
}

impl Files {
    /// Compares with what is there.
    fn plan(&self) -> Result<Plan, Unusable> {
        let mut plan = Plan { exists: self.folder.exists(), ..Plan::default() };
        if !plan.exists {
            return Ok(plan);
        }
        let known = self.known()?;
        for (name, text) in &self.texts {
            let path = self.folder.join(name);
            if path.exists() {
                let found = io::read_rule(&path)?;
                let is_own = known.get(name).is_some_and(|hash| *hash == hash_of(&found));
                if found == *text {
                    plan.same.insert(name.clone());
                } else if !is_own {
                    plan.occupied.push(io::shown(&path));
                }
            }
        }
        for (name, hash) in known.iter().filter(|(name, _)| !self.texts.contains_key(*name)) {
            let path = self.folder.join(name);
            if path.is_file() && io::read_rule(&path).is_ok_and(|found| hash_of(&found) == *hash) {
                plan.stale.push(path);
            }
        }
        Ok(plan)
    }

    /// The files that an earlier run made, with their hashes.
    fn known(&self) -> Result<BTreeMap<String, String>, Unusable> {
        let path = self.folder.join(LIST);
        if !path.exists() {
            return Ok(BTreeMap::new());
        }
        let list: List = serde_json::from_str(&io::read_rule(&path)?)
            .map_err(|error| Unusable::new(&path, error))?;
        let is_below = |name: &String| Path::new(name).components().all(is_plain);
        Ok(list.files.into_iter().filter(|(name, _)| is_below(name)).collect())
    }

    fn write(&self, plan: &Plan, seed: u64) -> Result<(), Unusable> {
        if self.texts.is_empty() && !plan.exists {
            return Ok(());
        }
        for path in &plan.stale {
            std::fs::remove_file(path).map_err(|error| Unusable::new(path, error))?;
        }
        let folders: BTreeSet<PathBuf> = self
            .texts
            .keys()
            .filter_map(|name| Some(self.folder.join(name).parent()?.to_owned()))
            .collect();
        for folder in folders {
            std::fs::create_dir_all(&folder).map_err(|error| Unusable::new(&folder, error))?;
        }
        for (name, text) in self.texts.iter().filter(|(name, _)| !plan.same.contains(*name)) {
            io::write(&self.folder.join(name), text)?;
        }
        io::write(&self.folder.join(LIST), &self.list(seed))
    }

    fn list(&self, seed: u64) -> String {
        let files = self.texts.iter().map(|(name, text)| (name.clone(), hash_of(text)));
        let list = List { made_by: "eqlc generate".to_owned(), seed, files: files.collect() };
        serde_json::to_string_pretty(&list).map(|text| text + "\n").unwrap_or_default()
    }
}

fn hash_of(text: &str) -> String {
    let digest = Sha256::digest(text);
    let start: [u8; 8] = std::array::from_fn(|place| digest[place]);
    format!("{:016x}", u64::from_be_bytes(start))
}

fn is_plain(component: std::path::Component<'_>) -> bool {
    matches!(component, std::path::Component::Normal(_))
}

/// The ids that cannot be names of folders, or stand twice.
fn bad_ids(rules: &[RuleCases]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let bad = rules.iter().filter(|rule| !is_name(&rule.id) || !seen.insert(&rule.id));
    bad.map(|rule| format!("`{}` of `{}`", rule.id, rule.file)).collect()
}

fn is_name(id: &str) -> bool {
    let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !id.is_empty() && id.len() <= 128 && !id.starts_with('.') && id.bytes().all(is_fit)
}
