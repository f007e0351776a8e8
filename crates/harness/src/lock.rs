//! The version lock: a number for each rule that goes up when what is shipped of the rule changes (rule-format §3.3).

mod entry;
pub(crate) mod hash;
mod shipped;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use event_schema::Schema;
use rule_export::python;
use rule_lint::Policy;
use rule_schema::Maturity;
use serde_json::Value;

use crate::io::{self, Unusable};
use crate::read::ReadFile;
use crate::{LoadOptions, RuleSet};
use entry::Entry;

pub use entry::Change;
pub use shipped::NoHash;

/// The name of Elastic's file.
pub const LOCK_FILE: &str = "version.lock.json";
/// What the hashes of single keys were, so that a later run can say which of them changed.
const KEYS_FILE: &str = "version.lock.keys.json";

/// The whole lock, and a short hash of each key of each rule.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    entries: BTreeMap<String, Value>,
    keys: BTreeMap<String, BTreeMap<String, String>>,
}

/// What became of the rules.
#[derive(Clone, Debug, Default)]
pub struct LockReport {
    /// One for each rule whose entry differs, in the order of ids.
    pub changes: Vec<Change>,
    /// How many rules have the locked hash.
    pub same: usize,
    /// How many rules are not locked because of their maturity.
    pub unshipped: usize,
    /// How many rules have no hash, by the reason; their entries stay as they are.
    pub unhashed: BTreeMap<NoHash, usize>,
    /// Paths that could not be read, and rules with errors.
    pub unusable: Vec<Unusable>,
}

/// Where the locks are: in the folder of `lock`.
pub fn read(lock: &Path) -> Result<Lock, Unusable> {
    Ok(Lock { entries: read_json(lock)?, keys: read_json(&lock.with_file_name(KEYS_FILE))? })
}

impl Lock {
    /// The version of a rule, where it is locked.
    pub fn version(&self, rule_id: &str) -> Option<u64> {
        self.entries.get(rule_id)?.get("version")?.as_u64()
    }
}

fn read_json<T: serde::de::DeserializeOwned + Default>(path: &Path) -> Result<T, Unusable> {
    if !path.exists() {
        return Ok(T::default());
    }
    let text = io::read_rule(path)?;
    serde_json::from_str(&text).map_err(|error| Unusable::new(path, error))
}

/// Compares the rules below the paths with the lock and brings the lock up to date.
pub fn update(lock: &mut Lock, paths: &[PathBuf]) -> LockReport {
    let mut report = LockReport::default();
    let options = LoadOptions::default();
    let schema = Schema::ecs();
    for path in RuleSet::paths(paths, &mut report.unusable) {
        match io::read_rule(&path) {
            Ok(text) => {
                let file = ReadFile::new(&path, &text, &schema, &options);
                lock.rule(&file, &schema, &mut report);
            }
            Err(problem) => report.unusable.push(problem),
        }
    }
    report.changes.sort_by(|left, right| left.rule_id.cmp(&right.rule_id));
    report
}

/// Writes the lock.
pub fn write(lock: &Lock, path: &Path) -> Result<(), Unusable> {
    io::write(path, &to_text(&lock.entries))?;
    io::write(&path.with_file_name(KEYS_FILE), &to_text(&lock.keys))
}

fn to_text(value: &impl serde::Serialize) -> String {
    // Maps of texts always have a JSON form.
    python::pretty(&serde_json::to_value(value).unwrap_or_default()) + "\n"
}

impl Lock {
    /// The version of each rule.
    pub fn versions(&self) -> BTreeMap<String, u64> {
        let version = |entry: &Value| entry.get("version")?.as_u64();
        let versions = self.entries.iter().map(|(id, entry)| (id, version(entry)));
        versions.filter_map(|(id, version)| Some((id.clone(), version?))).collect()
    }

    fn rule(&mut self, file: &ReadFile, schema: &Schema, report: &mut LockReport) {
        if !file.is_sound() {
            let problem = "the rule has errors; `eqlc check` shows them";
            return report.unusable.push(Unusable::new(&file.path, problem));
        }
        let maturity = file.file.metadata.value.maturity;
        if maturity.is_none_or(|maturity| maturity.value != Maturity::Production) {
            report.unshipped += 1;
            return;
        }
        let Some(id) = file.rule_id() else { return };
        let shipped = match shipped::of(file, schema) {
            Ok(shipped) => shipped,
            Err(reason) => return *report.unhashed.entry(reason).or_default() += 1,
        };
        let entry = Entry::of(file, hash::of(&shipped), oldest_stack());
        let keys = hash::of_keys(&shipped);
        let before = self.entries.get(id);
        match entry.change(id, before, changed_keys(self.keys.get(id), &keys)) {
            None => report.same += 1,
            Some((change, after)) => {
                report.changes.push(change);
                self.entries.insert(id.to_owned(), after);
            }
        }
        self.keys.insert(id.to_owned(), keys);
    }
}

/// The keys whose value is not what it was; nothing where that is not known.
fn changed_keys(
    before: Option<&BTreeMap<String, String>>,
    after: &BTreeMap<String, String>,
) -> Option<Vec<String>> {
    let before = before?;
    let all = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
    let mut changed: Vec<_> =
        all.filter(|key| before.get(*key) != after.get(*key)).cloned().collect();
    changed.sort();
    Some(changed)
}

/// `8.19`, before which nothing is shipped any more.
fn oldest_stack() -> &'static str {
    let oldest = Policy::elastic().stacks.first().map_or("", String::as_str);
    oldest.rsplit_once('.').map_or(oldest, |(minor, _)| minor)
}
