//! What an alert shows of a rule.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A rule as its file describes it: everything but the query.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleInfo {
    /// Its id, that of the program.
    pub id: String,
    /// The keys of the `[rule]` table without `query` and `rule_id`, as they are named there: `name`, `severity`,
    /// `risk_score`, `type`, `tags`, `threat`, `from`, `interval` and so on.
    pub keys: BTreeMap<String, Value>,
}

impl RuleInfo {
    /// A key whose value is a text.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.keys.get(key)?.as_str()
    }

    /// Its name, or its id where it has none.
    pub fn name(&self) -> &str {
        self.text("name").unwrap_or(&self.id)
    }
}
