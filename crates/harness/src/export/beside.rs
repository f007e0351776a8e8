//! What backends ask for that no rule file says: versions, exception lists, connectors, and what fixtures say.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use matcher::BuildError;
use rule_export::{FixtureStatus, KibanaOptions, NavigatorOptions};
use rule_lint::Attack;

use crate::fixtures::{self, Places, RuleReport};
use crate::io::Unusable;
use crate::{RuleSet, import, lock};

/// What stands beside rules, and what is to say about it.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// For Kibana and Fleet.
    pub kibana: KibanaOptions,
    /// How many rules are not as the lock has them, where there is one: they have the versions that the lock will have.
    pub stale: usize,
    /// Files that cannot be used.
    pub unusable: Vec<Unusable>,
}

impl Beside {
    /// A line for people about rules that are not as the lock has them.
    pub fn stale_line(&self) -> Option<String> {
        let fate = "as `eqlc lock` would write it";
        match self.stale {
            0 => None,
            1 => Some(format!("1 rule is not as the lock has it: its version is {fate}")),
            count => {
                Some(format!("{count} rules are not as the lock has them: each version is {fate}"))
            }
        }
    }
}

/// The exception lists and connectors below the folders of rules, and the versions of a lock.
pub fn of_kibana(paths: &[PathBuf], lock_file: Option<&Path>) -> Result<Beside, Unusable> {
    let (lines, unusable) = import::read_companions(paths);
    let mut beside = Beside { unusable, ..Beside::default() };
    beside.kibana.lines = lines;
    if let Some(file) = lock_file {
        if !file.exists() {
            return Err(Unusable::new(file, "there is no such file"));
        }
        let mut lock = lock::read(file)?;
        beside.stale = lock::update(&mut lock, paths).changes.len();
        beside.kibana.versions = lock.versions();
    }
    Ok(beside)
}

/// What the fixtures of rules say, and the version of ATT&CK that rules are checked with.
pub fn of_navigator(
    set: &RuleSet,
    paths: &[PathBuf],
    fixtures: Option<&Path>,
) -> Result<NavigatorOptions, BuildError> {
    let places = Places::of(paths, fixtures);
    let tested = fixtures::test(&set.rules, &places, &fixtures::Options::default())?;
    let states: BTreeMap<_, _> =
        tested.rules.iter().map(|report| (report.rule.id.clone(), status(report))).collect();
    let attack_version = Some(Attack::embedded().version().to_owned());
    Ok(NavigatorOptions { fixtures: states, attack_version })
}

fn status(report: &RuleReport<'_>) -> FixtureStatus {
    match (report.cases.is_empty(), report.passed()) {
        (true, _) => FixtureStatus::None,
        (false, true) => FixtureStatus::Passing,
        (false, false) => FixtureStatus::Failing,
    }
}
