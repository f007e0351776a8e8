//! Everything that is wrong with rules: what their readers, their queries, the checks and the policy say.

mod config;
mod diagnostics;
mod files;
mod fix;
mod lint;
mod place;
mod repository;
mod selector;
mod summary;
mod suppression;

use std::collections::BTreeMap;
use std::path::PathBuf;

use ::diagnostics::{Finding, Severity};
use event_schema::StackVersion;
use rule_lint::{CHECKS, Need};

use crate::LoadOptions;
use crate::io::Unusable;

pub use config::config_example;
pub use diagnostics::CATALOGUE;
pub use fix::{Fixed, fix};
pub(crate) use repository::Repositories;
pub(crate) use selector::Levels;
pub use selector::{Level, Selector, UnknownId};

/// What the command line says about checking.
#[derive(Clone, Default, Debug)]
pub struct CheckOptions {
    /// How rules are read.
    pub load: LoadOptions,
    /// Severities by id; they win over every `eqlc.toml`, the last one over those before it.
    pub levels: Vec<(Selector, Level)>,
    /// The stacks that rules are shipped to; those of the policy where there are none.
    pub stacks: Vec<StackVersion>,
}

/// All that is to say about the rules of some paths.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// All findings: files in the order of the paths and of names, then line, column and id.
    pub findings: Vec<Finding>,
    /// The rule files that were read, in the order of the findings.
    pub files: Vec<String>,
    /// How many rules are not EQL, by type: their queries are not read.
    pub other_types: BTreeMap<String, usize>,
    /// How many findings are suppressed by a comment with a reason.
    pub suppressed: usize,
    /// How many files are in no folder of rules of an `eqlc.toml`, so that the checks of repositories are off.
    pub placeless: usize,
    /// Paths that could not be read, and each `eqlc.toml` that makes no sense.
    pub unusable: Vec<Unusable>,
}

/// Checks all rules below the paths, each under the policy of the `eqlc.toml` nearest above it.
pub fn check(paths: &[PathBuf], options: &CheckOptions) -> Report {
    let mut report = Report::default();
    let files = files::of(paths, &mut report.unusable);
    let mut repositories = repository::Repositories::default();
    let groups = place::groups(files, &mut repositories);
    let mut found: Vec<_> = groups
        .into_iter()
        .flat_map(|group| lint::group(group, &repositories, options, &mut report))
        .collect();
    found.sort_by_key(|(order, ..)| *order);
    report.files = found.iter().map(|(_, name, _)| name.clone()).collect();
    report.findings = repositories.findings(options);
    report.unusable.extend(repositories.into_unusable());
    report.findings.extend(found.into_iter().flat_map(|(.., findings)| findings));
    report
}

impl Report {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.severity == severity).count()
    }

    /// Whether nothing is wrong at error level and everything could be read.
    pub fn is_sound(&self) -> bool {
        self.unusable.is_empty() && self.count(Severity::Error) == 0
    }
}

/// How many checks are off for a file that is in no folder of rules of an `eqlc.toml`.
pub fn checks_of_repositories() -> usize {
    CHECKS.iter().filter(|check| check.needs == Need::Repository).count()
}
