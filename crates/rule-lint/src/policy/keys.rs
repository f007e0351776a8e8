//! The keys of a policy that a file has; each takes the place of the list or limit below it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Policy;

/// A policy in which every key may be absent.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PolicyKeys {
    stacks: Option<Vec<String>>,
    organisation: Option<String>,
    organisation_license: Option<String>,
    max_signals: Option<u64>,
    ingest_delay_seconds: Option<u32>,
    required: Option<Vec<String>>,
    connectors: Option<Vec<String>>,
    system_connectors: Option<Vec<String>>,
    machine_learning_packages: Option<Vec<String>>,
    indices_without_integration: Option<Vec<String>>,
    rules_without_integration: Option<Vec<String>>,
    severity: Option<BTreeMap<String, [u8; 2]>>,
    platforms: Option<BTreeMap<String, String>>,
    tags: Option<BTreeMap<String, Vec<String>>>,
    extend_tags: BTreeMap<String, Vec<String>>,
    source_tags: Option<BTreeMap<String, Vec<String>>>,
    extend_source_tags: BTreeMap<String, Vec<String>>,
    timelines: Option<BTreeMap<String, String>>,
}

impl PolicyKeys {
    /// The policy with these keys in the place of its own, and with the entries of `extend_…` added.
    pub fn over(self, policy: &Policy) -> Policy {
        let base = policy.clone();
        Policy {
            stacks: self.stacks.unwrap_or(base.stacks),
            organisation: self.organisation.unwrap_or(base.organisation),
            organisation_license: self.organisation_license.unwrap_or(base.organisation_license),
            max_signals: self.max_signals.unwrap_or(base.max_signals),
            ingest_delay_seconds: self.ingest_delay_seconds.unwrap_or(base.ingest_delay_seconds),
            required: self.required.unwrap_or(base.required),
            connectors: self.connectors.unwrap_or(base.connectors),
            system_connectors: self.system_connectors.unwrap_or(base.system_connectors),
            machine_learning_packages: self
                .machine_learning_packages
                .unwrap_or(base.machine_learning_packages),
            indices_without_integration: self
                .indices_without_integration
                .unwrap_or(base.indices_without_integration),
            rules_without_integration: self
                .rules_without_integration
                .unwrap_or(base.rules_without_integration),
            severity: self.severity.unwrap_or(base.severity),
            platforms: self.platforms.unwrap_or(base.platforms),
            tags: extended(self.tags.unwrap_or(base.tags), self.extend_tags),
            source_tags: extended(
                self.source_tags.unwrap_or(base.source_tags),
                self.extend_source_tags,
            ),
            timelines: self.timelines.unwrap_or(base.timelines),
        }
    }
}

fn extended(
    mut lists: BTreeMap<String, Vec<String>>,
    more: BTreeMap<String, Vec<String>>,
) -> BTreeMap<String, Vec<String>> {
    for (key, entries) in more {
        lists.entry(key).or_default().extend(entries);
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_replaces_and_an_extension_adds() {
        let keys: PolicyKeys = toml::from_str(
            "max_signals = 5\n[severity]\nlow = [0, 50]\n[extend_tags]\nTeam = [\"Blue\"]\nOS = [\"Solaris\"]\n",
        )
        .unwrap();
        let policy = keys.over(Policy::elastic());
        assert_eq!((policy.max_signals, policy.severity.len()), (5, 1));
        assert_eq!(policy.tags["Team"], ["Blue"]);
        assert_eq!(policy.tags["OS"], ["Linux", "Windows", "macOS", "Solaris"]);
        assert_eq!(policy.stacks, Policy::elastic().stacks);
    }

    #[test]
    fn every_key_of_a_policy_is_one_here() {
        let keys: PolicyKeys = toml::from_str(Policy::elastic_text()).unwrap();
        assert_eq!(&keys.over(&Policy::default()), Policy::elastic());
    }
}
