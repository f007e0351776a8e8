//! Lists and limits that checks compare with. Elastic's are the default; others can take their place.

mod keys;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rule_schema::Severity;
use serde::Deserialize;

pub use keys::PolicyKeys;

/// Elastic's values, as `eqlc.toml` would say them.
const ELASTIC: &str = include_str!("policy/elastic.toml");

static DEFAULT: LazyLock<Policy> = LazyLock::new(|| Policy::parse(ELASTIC).unwrap_or_default());

/// The lists and limits of a rule repository.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The stack versions that rules are shipped to, the oldest first, `9.3.0`.
    pub stacks: Vec<String>,
    /// The author whose rules must have a guide, the house's licence and a file name after the tactic.
    pub organisation: String,
    /// The licence of the organisation's rules.
    pub organisation_license: String,
    /// The most alerts that a run may make.
    pub max_signals: u64,
    /// How late events may be, in seconds, without a sequence being missed.
    pub ingest_delay_seconds: u32,
    /// Keys that every rule file must have beside those of the format: `rule.references`, `metadata.integration`.
    pub required: Vec<String>,
    /// The kinds of connectors that actions use.
    pub connectors: Vec<String>,
    /// The kinds of connectors that run at every alert and have no frequency.
    pub system_connectors: Vec<String>,
    /// Packages whose rules look at results of machine learning jobs.
    pub machine_learning_packages: Vec<String>,
    /// Index patterns that need no integration.
    pub indices_without_integration: Vec<String>,
    /// Ids of rules that name no integration for their indices.
    pub rules_without_integration: Vec<String>,
    /// Severity to lowest and highest risk score.
    pub severity: BTreeMap<String, [u8; 2]>,
    /// Folder to operating system tag.
    pub platforms: BTreeMap<String, String>,
    /// Prefix to the rest of each controlled tag; `*` stands for anything.
    pub tags: BTreeMap<String, Vec<String>>,
    /// Index pattern to the tags of every rule that reads it.
    pub source_tags: BTreeMap<String, Vec<String>>,
    /// Timeline template: id to title.
    pub timelines: BTreeMap<String, String>,
}

impl Policy {
    /// Elastic's own lists and limits (rule-format §2.2), of August 2026.
    pub fn elastic() -> &'static Self {
        &DEFAULT
    }

    /// The TOML text of Elastic's lists and limits, with a comment on each key.
    pub fn elastic_text() -> &'static str {
        ELASTIC
    }

    /// The lists and limits of a TOML text with all keys.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Lowest and highest risk score of a severity.
    pub(crate) fn risk_scores(&self, severity: Severity) -> Option<[u8; 2]> {
        self.severity.get(severity.name()).copied()
    }

    /// The controlled tag that a tag is, letter by letter or in other letters; the former where it is both.
    pub(crate) fn controlled_tag(&self, tag: &str) -> Option<String> {
        let (prefix, rest) = tag.split_once(": ")?;
        let prefixes = self.tags.iter().filter(|(known, _)| known.eq_ignore_ascii_case(prefix));
        let known = prefixes.flat_map(|(known, names)| {
            let names = names.iter().filter(|name| name.eq_ignore_ascii_case(rest));
            names.map(move |name| format!("{known}: {name}"))
        });
        known.max_by_key(|known| known == tag)
    }

    /// Whether a package is one of machine learning.
    pub(crate) fn is_machine_learning(&self, package: &str) -> bool {
        self.machine_learning_packages.iter().any(|known| known == package)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elastics_lists_are_all_there() {
        let policy = Policy::parse(ELASTIC).unwrap();
        assert_eq!(&policy, Policy::elastic());
        assert_eq!(policy.tags.values().map(Vec::len).sum::<usize>(), 186);
        assert_eq!((policy.tags.len(), policy.source_tags.len()), (14, 25));
        assert_eq!((policy.timelines.len(), policy.connectors.len()), (10, 18));
    }
}
