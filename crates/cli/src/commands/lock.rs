//! `eqlc lock`: version numbers of rules.

use std::path::PathBuf;

use clap::Args;
use harness::lock::{self, LOCK_FILE, LockReport};

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Raise the versions of changed rules in a version lock
///
/// The lock is Elastic's version.lock.json: a rule is changed if what is shipped of it is.
/// A rule has the hash that Elastic's tools give it; only rules of maturity production are locked. Which keys changed is
/// known from version.lock.keys.json beside the lock, which this command keeps.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  eqlc lock rules\n  eqlc lock --check --lock etc/version.lock.json rules"
)]
pub(crate) struct Lock {
    /// Rule files, or folders searched for *.toml
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The lock
    #[arg(long = "lock", default_value = LOCK_FILE, value_name = "FILE")]
    file: PathBuf,
    /// Write nothing, and end with exit code 1 where the lock is not up to date
    #[arg(long)]
    check: bool,
}

impl Lock {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut lock = lock::read(&self.file).map_err(Failure::new)?;
        let report = lock::update(&mut lock, &self.paths);
        for change in &report.changes {
            terminal.line(&change.to_string())?;
        }
        terminal.flush()?;
        report.unusable.iter().for_each(|unusable| terminal.problem(&unusable.to_string()));
        terminal.note(&summary(&report));
        let unusable = Exit::unusable(!report.unusable.is_empty());
        if !self.check && unusable == Exit::Done {
            lock::write(&lock, &self.file).map_err(Failure::new)?;
        }
        Ok(Exit::findings(self.is_wrong(&report)).max(unusable))
    }

    fn is_wrong(&self, report: &LockReport) -> bool {
        report.changes.iter().any(|change| self.check || change.is_error())
    }
}

/// `1 changed, 4 as locked; 2 left as they are: …`
fn summary(report: &LockReport) -> String {
    let unshipped = match report.unshipped {
        0 => String::new(),
        count => format!(", {count} not in production"),
    };
    let left = |(reason, count)| format!("; {count} left as they are: {reason}");
    let unhashed: Vec<_> = report.unhashed.iter().map(left).collect();
    let (changed, same) = (report.changes.len(), report.same);
    format!("{changed} changed, {same} as locked{unshipped}{}", unhashed.concat())
}
