//! The tables of `eqlc.toml` as they are written.

use std::collections::BTreeMap;

use globset::{Glob, GlobSet, GlobSetBuilder};
use rule_lint::PolicyKeys;
use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

use crate::check::selector::Level;

/// Name of a check to the level of its findings.
pub(super) type Severities = BTreeMap<Spanned<String>, Level>;

/// The keys of `[check]` and of its overrides.
#[cfg(test)]
pub(super) const KEYS: &[&str] =
    &["directories", "select", "ignore", "severities", "overrides", "required"];

/// The whole file.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FileTable {
    pub(super) check: CheckTable,
    pub(super) test: TestTable,
    pub(super) policy: PolicyKeys,
    /// What `eqlc bench` reads.
    #[serde(rename = "bench")]
    _bench: Option<toml::Table>,
}

/// `[test]`
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TestTable {
    pub(super) fixtures: Option<String>,
}

/// `[check]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CheckTable {
    pub(super) directories: Vec<String>,
    pub(super) select: Vec<Spanned<String>>,
    pub(super) ignore: Vec<Spanned<String>>,
    pub(super) severities: Severities,
    pub(super) overrides: Vec<OverrideTable>,
}

/// `[[check.overrides]]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverrideTable {
    #[serde(deserialize_with = "globs")]
    pub(super) paths: GlobSet,
    #[serde(default)]
    pub(super) select: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) ignore: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) severities: Severities,
}

impl Default for CheckTable {
    fn default() -> Self {
        Self {
            directories: ["rules", "rules_building_block"].map(str::to_owned).to_vec(),
            select: vec![Spanned::new(0..0, "all".to_owned())],
            ignore: Vec::new(),
            severities: Severities::new(),
            overrides: Vec::new(),
        }
    }
}

/// Patterns of paths in which `*` stays in its folder and `**` does not.
fn globs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<GlobSet, D::Error> {
    let patterns = Vec::<String>::deserialize(deserializer)?;
    let mut set = GlobSetBuilder::new();
    for pattern in &patterns {
        let glob = globset::GlobBuilder::new(pattern).literal_separator(true).build();
        let glob: Glob = glob.map_err(|error| de::Error::custom(error.to_string()))?;
        set.add(glob);
    }
    set.build().map_err(|error| de::Error::custom(error.to_string()))
}
