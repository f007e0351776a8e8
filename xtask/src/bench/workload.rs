//! What the rows measure on: rules and events.

use std::path::{Path, PathBuf};

use harness::event_input::Format;
use harness::matcher::Matcher;
use harness::scan;
use harness::{LoadOptions, RuleSet, generator, load};
use tempfile::TempDir;

use super::clock::cpu;
use super::{Args, SEED, scanning};
use crate::{Failure, disk};

/// Rules and events of one run of the bench.
#[derive(Debug)]
pub(super) struct Workload {
    /// What the command line says.
    pub(super) args: Args,
    /// The paths of the rules.
    pub(super) paths: Vec<PathBuf>,
    /// The rules.
    pub(super) rules: RuleSet,
    /// All rules, ready to run.
    pub(super) matcher: Matcher,
    /// The events.
    pub(super) events: Events,
    /// Where rows write what they read again; outside the checkout.
    pub(super) folder: TempDir,
}

/// A file of events, and its lines in memory for the yardstick.
#[derive(Debug)]
pub(super) struct Events {
    pub(super) path: PathBuf,
    bytes: Vec<u8>,
    pub(super) count: usize,
}

impl Workload {
    pub(super) fn new(args: &Args, root: &Path) -> Result<Self, Failure> {
        let folder = TempDir::new()
            .map_err(|error| Failure::new(format!("cannot make a temporary folder: {error}")))?;
        let paths = args.rule_paths(root);
        let rules = load(&paths, &LoadOptions::default());
        let matcher = matcher(&rules)?;
        let path = match &args.events {
            Some(path) => path.clone(),
            None => generated(folder.path(), args.generate)?,
        };
        let events = Events::read(&path)?;
        Ok(Self { args: args.clone(), paths, rules, matcher, events, folder })
    }

    /// One line that says what is measured on.
    pub(super) fn describe(&self) -> String {
        let Events { count, bytes, .. } = &self.events;
        let kind = if self.args.events.is_some() { "" } else { "generated " };
        #[expect(clippy::cast_precision_loss, reason = "shown with few digits")]
        let megabytes = bytes.len() as f64 / 1e6;
        let rules = self.matcher.program().rules.len();
        format!(
            "{rules} rules, {count} {kind}events of {megabytes:.1} MB, median of {}",
            self.args.runs
        )
    }
}

impl Args {
    /// The bundled rules unless others are named.
    pub(super) fn rule_paths(&self, root: &Path) -> Vec<PathBuf> {
        if self.rules.is_empty() { vec![root.join("rules")] } else { self.rules.clone() }
    }
}

/// The rules, ready to run.
pub(super) fn matcher(rules: &RuleSet) -> Result<Matcher, Failure> {
    if rules.rules.is_empty() {
        return Err(Failure::new("there is no rule that can run"));
    }
    Matcher::new(rules.program()).map_err(|error| Failure::new(error.to_string()))
}

fn generated(folder: &Path, count: usize) -> Result<PathBuf, Failure> {
    let path = folder.join("generated.ndjson");
    disk::write_bytes(&path, &generator::ndjson(SEED, count))?;
    Ok(path)
}

impl Events {
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = disk::read_bytes(path)?;
        let count = lines(&bytes).count();
        Ok(Self { path: path.to_owned(), bytes, count })
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &[u8]> {
        lines(&self.bytes)
    }

    /// The CPU seconds of a scan in this thread.
    pub(super) fn scan(&self, matcher: &Matcher, format: Format) -> Result<f64, Failure> {
        self.scan_as(matcher, format, &scanning::options())
    }

    /// The same in another mode.
    pub(super) fn scan_as(
        &self,
        matcher: &Matcher,
        format: Format,
        options: &scan::Options,
    ) -> Result<f64, Failure> {
        cpu(|| {
            let reader = scanning::from_file(&self.path, format)?;
            let summary = scanning::scan(matcher, reader, options, &mut scanning::Silent)?;
            self.all_read(summary.events)
        })
    }

    /// The CPU seconds of the yardstick: sonic-rs skips each line lazily.
    pub(super) fn yardstick(&self) -> Result<f64, Failure> {
        cpu(|| {
            let lines = self.lines();
            let is_json =
                |line: &&[u8]| sonic_rs::from_slice::<sonic_rs::LazyValue<'_>>(line).is_ok();
            let read = lines.filter(is_json).count();
            self.all_read(read as u64)
        })
    }

    pub(super) fn all_read(&self, read: u64) -> Result<(), Failure> {
        if read == self.count as u64 {
            return Ok(());
        }
        let path = self.path.display();
        Err(Failure::new(format!("`{path}` has {} lines, and {read} events were read", self.count)))
    }
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty())
}
