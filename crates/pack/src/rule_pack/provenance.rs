//! What a pack was made of, and by what. No time and no path, so that the same rules give the same bytes.

use serde::{Deserialize, Serialize};

/// Where a pack comes from.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// The tool and its version, e.g. `eqlc 0.1.0`.
    pub tool: String,
    /// The commit that the tool was built from, where its build knew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The language of the queries: `elasticsearch` or `endpoint`.
    pub dialect: String,
    /// The fingerprint of the functions that the program calls, sixteen hexadecimal digits.
    pub functions: String,
    /// The catalogues that the types of fields come from.
    pub schemas: Vec<SchemaVersion>,
    /// The file of each rule, in the order of the program.
    pub rules: Vec<RuleHash>,
}

/// A catalogue of fields.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchemaVersion {
    /// Which, e.g. `ecs`.
    pub name: String,
    /// Its version, e.g. `9.4.0`.
    pub version: String,
}

/// The file of a rule.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleHash {
    /// The id of the rule.
    pub id: String,
    /// SHA-256 of the bytes of its TOML file, in hexadecimal.
    pub sha256: String,
}
