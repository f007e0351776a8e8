//! The stored expectation: `baseline.toml`, sorted, a line for each day on which a rule matches.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Counts, RuleCounts};
use crate::io::{self, Unusable};

/// The name of the file.
pub const BASELINE_FILE: &str = "baseline.toml";

/// What stands above the counts.
const HEAD: &str = "\
# Matches on benign data that are expected, by rule and day (UTC). `eqlc scan --baseline DIR --bless` writes the days and
# keeps the keys that people write: `at_most`, so many matches of any day are no failure, here for every rule or in the
# table of one; `reason`, why they are not.
";

/// The names of event files end so, before `.gz` or `.zst`.
const EVENT_FILES: &[&str] = &["ndjson", "jsonl", "json", "evtx"];

/// How many matches are expected.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// So many matches of any rule on any day are no failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u64>,
    /// By rule id.
    #[serde(default)]
    pub rules: BTreeMap<String, Expected>,
}

/// How many matches of one rule are expected.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Its name when this was written.
    #[serde(default)]
    pub name: String,
    /// So many matches on any day are no failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u64>,
    /// Why that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// By day, `2026-01-31`.
    #[serde(default)]
    pub days: BTreeMap<String, u64>,
}

impl Baseline {
    /// Reads the file of a folder; `None` where it has none.
    pub fn read(folder: &Path) -> Result<Option<Self>, Unusable> {
        let path = folder.join(BASELINE_FILE);
        if !path.exists() {
            return Ok(None);
        }
        let text = io::read_rule(&path)?;
        let baseline = toml::from_str(&text).map_err(|error| {
            // Its own text has the place and the line in it.
            Unusable::new(&path, error.to_string().trim_end())
        })?;
        Ok(Some(baseline))
    }

    /// Writes the file of a folder.
    pub fn write(&self, folder: &Path) -> Result<(), Unusable> {
        let path = folder.join(BASELINE_FILE);
        let body = toml::to_string(self).map_err(|error| Unusable::new(&path, error))?;
        io::write(&path, &format!("{HEAD}\n{body}"))
    }

    /// The expectation that these counts are right. Rules that were not run stay as they are; so does what people have
    /// written.
    #[must_use]
    pub fn blessed(mut self, counts: &Counts) -> Self {
        for (id, RuleCounts { name, days }) in &counts.rules {
            let expected = self.rules.entry(id.clone()).or_default();
            (expected.name, expected.days) = (name.clone(), days.clone());
            if days.is_empty() && expected.at_most.is_none() && expected.reason.is_none() {
                self.rules.remove(id);
            }
        }
        self
    }

    /// How many matches of a rule on a day are no failure.
    pub(super) fn limit(&self, rule: &str, day: &str) -> u64 {
        let expected = self.rules.get(rule);
        let own = expected.and_then(|expected| expected.at_most).or(self.at_most);
        own.unwrap_or(0).max(self.expected(rule, day))
    }

    /// How many there were.
    pub(super) fn expected(&self, rule: &str, day: &str) -> u64 {
        let days = self.rules.get(rule).map(|expected| &expected.days);
        days.and_then(|days| days.get(day)).copied().unwrap_or(0)
    }
}

/// The event files below a folder, in the order of names.
pub fn event_files(folder: &Path) -> Result<Vec<PathBuf>, Unusable> {
    io::files_named(folder, |name| {
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
        name.rsplit_once('.').is_some_and(|(_, extension)| EVENT_FILES.contains(&extension))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(id: &str, days: &[(&str, u64)]) -> Counts {
        let days = days.iter().map(|(day, count)| ((*day).to_owned(), *count)).collect();
        let rule = RuleCounts { name: "A \"Rule\"".to_owned(), days };
        Counts { rules: BTreeMap::from([(id.to_owned(), rule)]) }
    }

    #[test]
    fn what_was_blessed_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Baseline::read(folder.path()).unwrap(), None);
        let blessed =
            Baseline::default().blessed(&counts("a.b", &[("2026-01-02", 3), ("2026-01-01", 1)]));
        blessed.write(folder.path()).unwrap();
        let text = io::read_rule(&folder.path().join(BASELINE_FILE)).unwrap();
        let (_, body) = text.split_once("\n\n").unwrap();
        assert_eq!(
            body,
            "[rules.\"a.b\"]\nname = 'A \"Rule\"'\n\n[rules.\"a.b\".days]\n2026-01-01 = 1\n2026-01-02 = 3\n"
        );
        assert_eq!(Baseline::read(folder.path()).unwrap(), Some(blessed));
    }

    #[test]
    fn blessing_keeps_what_people_wrote_and_rules_that_did_not_run() {
        let text = "at_most = 1\n[rules.a]\nat_most = 5\nreason = \"a backup\"\n[rules.a.days]\n2026-01-01 = 9\n\
                    [rules.b]\nname = \"B\"\n[rules.b.days]\n2026-01-01 = 2\n";
        let baseline: Baseline = toml::from_str(text).unwrap();
        assert_eq!([baseline.limit("a", "2026-01-01"), baseline.limit("a", "2026-01-02")], [9, 5]);
        assert_eq!([baseline.limit("b", "2026-01-01"), baseline.limit("c", "2026-01-02")], [2, 1]);
        let blessed = baseline.blessed(&counts("a", &[]));
        assert_eq!(blessed.rules["a"].at_most, Some(5));
        assert!(blessed.rules["a"].days.is_empty() && !blessed.rules["b"].days.is_empty());
        assert!(!blessed.blessed(&counts("b", &[])).rules.contains_key("b"));
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        assert!(toml::from_str::<Baseline>("at_mots = 1").is_err());
    }
}
