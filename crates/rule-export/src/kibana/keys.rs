//! Which keys the API has: those of rule files, Kibana's own, and what they are when nobody sets them.

use rule_schema::{RuleType, Shape, shape_of};
use serde_json::{Map, Value, json};

/// The table of `[metadata]` that is free.
pub(super) const EXTENDED: &str = "extended";
/// Its table of keys that the API has and rule files do not.
pub(super) const BEYOND: &str = "kibana";

/// What Kibana says of a rule that it keeps, and counts; no rule file has it.
pub(super) const OF_KIBANA: &[&str] = &[
    "alias_purpose",
    "alias_target_id",
    "created_at",
    "created_by",
    "execution_summary",
    "id",
    "immutable",
    "outcome",
    "revision",
    "rule_source",
    "updated_at",
    "updated_by",
    "version",
];

/// Whether Kibana itself wrote a rule, with every key that has a value when nobody sets it.
pub(super) fn is_of_kibana(rule: &Map<String, Value>) -> bool {
    ["created_at", "immutable", "rule_source"].iter().any(|key| rule.contains_key(*key))
}

/// Whether a value is what a key has when nobody sets it.
pub(super) fn is_default(key: &str, value: &Value) -> bool {
    match key {
        "actions"
        | "exceptions_list"
        | "false_positives"
        | "filters"
        | "references"
        | "related_integrations"
        | "required_fields"
        | "response_actions"
        | "risk_score_mapping"
        | "severity_mapping"
        | "tags"
        | "threat" => *value == json!([]),
        "license" | "note" | "output_index" | "setup" => value == "",
        "from" => value == "now-6m",
        "to" => value == "now",
        "interval" => value == "5m",
        "max_signals" => *value == 100,
        "enabled" => *value == true,
        "timestamp_override_fallback_disabled" => *value == false,
        _ => false,
    }
}

/// The keys of `[rule]` in files of a type; nothing for a type that is not known.
pub(super) fn of_files(rule_type: &str) -> Option<Vec<&'static str>> {
    let rule_type = RuleType::ALL.iter().find(|known| known.name() == rule_type)?;
    let below = |shape: Shape, name: &str| {
        let Shape::Table(keys) = shape else { return None };
        keys.into_iter().find(|key| key.name == name).map(|key| key.shape)
    };
    let Shape::Table(keys) = below(shape_of(*rule_type), "rule")? else { return None };
    Some(keys.into_iter().map(|key| key.name).collect())
}
