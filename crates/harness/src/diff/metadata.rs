//! Which keys of a rule differ, and how: everything that is said of a rule but its query.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::lines;

/// Keys that people look for first; the others follow in the order of their names, those of `[metadata]` last.
const FIRST: &[&str] = &[
    "name",
    "description",
    "severity",
    "risk_score",
    "type",
    "language",
    "index",
    "data_view_id",
    "from",
    "to",
    "interval",
    "max_signals",
    "enabled",
    "tags",
    "threat",
];

/// Tables that a rule pack does not hold.
const NOT_IN_PACKS: &[&str] = &["metadata.", "transform."];

/// A key with another value.
#[derive(Clone, PartialEq, Debug)]
pub struct KeyChange {
    /// The key: of `[rule]` by its name, of another table `metadata.maturity`; of a table below `[rule]` with dots.
    pub key: String,
    /// The old value; `None` where the key was absent.
    pub old: Option<Value>,
    /// The new value; `None` where the key is absent.
    pub new: Option<Value>,
    /// What differs.
    pub difference: Difference,
}

/// How two values of a key differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Difference {
    /// They are short enough to be shown.
    Value,
    /// Texts of several lines: how many lines are new, and how many are gone.
    Lines {
        /// New lines.
        added: usize,
        /// Lines that are gone.
        removed: usize,
    },
    /// Lists: what is new in them, and what is gone.
    Items {
        /// New elements.
        added: Vec<String>,
        /// Elements that are gone.
        removed: Vec<String>,
    },
    /// Lists of the same elements in another order.
    Order,
    /// Lists whose elements have the same names, such as threats with other references.
    Details,
}

/// The keys that differ. `in_both` says that both sides have all keys; else one is a rule pack.
pub(super) fn changes(
    old: &BTreeMap<String, Value>,
    new: &BTreeMap<String, Value>,
    in_both: bool,
) -> Vec<KeyChange> {
    let is_compared = |key: &str| {
        // The version of a rule in a pack may be that of the version lock.
        in_both || (key != "version" && !NOT_IN_PACKS.iter().any(|table| key.starts_with(table)))
    };
    let (old, new) = (flat(old), flat(new));
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut keys: Vec<&String> = keys.into_iter().filter(|key| is_compared(key)).collect();
    keys.sort_by_key(|key| (rank(key), *key));
    keys.into_iter().filter_map(|key| change(key, old.get(key), new.get(key))).collect()
}

fn rank(key: &str) -> usize {
    let first = FIRST.iter().position(|first| first == &key);
    first.unwrap_or(FIRST.len() + usize::from(key.starts_with("metadata.")))
}

/// Tables as keys with dots.
fn flat(keys: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for (key, value) in keys {
        flatten(key, value, &mut all);
    }
    all
}

fn flatten(key: &str, value: &Value, all: &mut BTreeMap<String, Value>) {
    match value.as_object().filter(|table| !table.is_empty()) {
        Some(table) => {
            table.iter().for_each(|(own, value)| flatten(&format!("{key}.{own}"), value, all));
        }
        None => {
            all.insert(key.to_owned(), value.clone());
        }
    }
}

fn change(key: &str, old: Option<&Value>, new: Option<&Value>) -> Option<KeyChange> {
    if old == new {
        return None;
    }
    let difference = difference(key, old, new);
    Some(KeyChange { key: key.to_owned(), old: old.cloned(), new: new.cloned(), difference })
}

fn difference(key: &str, old: Option<&Value>, new: Option<&Value>) -> Difference {
    let is_list = |value: Option<&Value>| value.is_none_or(Value::is_array);
    let is_text = |value: Option<&Value>| value.is_none_or(Value::is_string);
    let has_lines = |value: Option<&Value>| {
        value.and_then(Value::as_str).is_some_and(|text| text.trim_end().contains('\n'))
    };
    if is_list(old) && is_list(new) {
        return items(key, old, new);
    }
    if is_text(old) && is_text(new) && (has_lines(old) || has_lines(new)) {
        let text = |value: Option<&Value>| {
            value.and_then(Value::as_str).map(str::to_owned).unwrap_or_default()
        };
        let (added, removed) = lines::changed(&text(old), &text(new));
        return Difference::Lines { added, removed };
    }
    Difference::Value
}

fn items(key: &str, old: Option<&Value>, new: Option<&Value>) -> Difference {
    let (old, new) = (elements(old), elements(new));
    let names = |list: &[Value]| -> Vec<String> {
        let mut names: Vec<_> = list.iter().flat_map(|element| names(key, element)).collect();
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    };
    let (before, after) = (names(&old), names(&new));
    let but = |list: &[String], without: &[String]| -> Vec<String> {
        list.iter().filter(|name| !without.contains(name)).cloned().collect()
    };
    let (added, removed) = (but(&after, &before), but(&before, &after));
    if !added.is_empty() || !removed.is_empty() {
        return Difference::Items { added, removed };
    }
    let is_same = old.len() == new.len() && old.iter().all(|element| new.contains(element));
    if is_same { Difference::Order } else { Difference::Details }
}

fn elements(value: Option<&Value>) -> Vec<Value> {
    value.and_then(Value::as_array).cloned().unwrap_or_default()
}

/// What an element of a list is called; a threat has a name for each of its parts.
fn names(key: &str, element: &Value) -> Vec<String> {
    match element {
        Value::String(text) => vec![text.clone()],
        Value::Object(_) if key == "threat" => threat(element),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            vec![element.to_string()]
        }
    }
}

/// `TA0002 Execution`, `T1059 Command and Scripting Interpreter (TA0002)`, …
fn threat(threat: &Value) -> Vec<String> {
    let name = |of: &Value| {
        let text = |key: &str| of.get(key).and_then(Value::as_str).unwrap_or("?");
        format!("{} {}", text("id"), text("name"))
    };
    let list = |of: &Value, key: &str| elements(of.get(key));
    let tactic = threat.get("tactic").unwrap_or(&Value::Null);
    let below = tactic.get("id").and_then(Value::as_str).unwrap_or("?");
    let mut names = vec![name(tactic)];
    for technique in list(threat, "technique") {
        names.push(format!("{} ({below})", name(&technique)));
        let kinds = list(&technique, "subtechnique");
        names.extend(kinds.iter().map(|kind| format!("{} ({below})", name(kind))));
    }
    names
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(old: &Value, new: &Value) -> Vec<(String, Difference)> {
        let keys = |value: &Value| -> BTreeMap<String, Value> {
            let entries = value.as_object().unwrap();
            entries.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        let changes = changes(&keys(old), &keys(new), true);
        changes.into_iter().map(|change| (change.key, change.difference)).collect()
    }

    #[test]
    fn keys_have_their_own_kind_of_difference() {
        let old = json!({"severity": "low", "tags": ["a", "b"], "note": "x\ny\n", "index": [1, 2],
            "metadata.updated_date": "1", "suppression": {"duration": {"value": 5, "unit": "m"}}});
        let new = json!({"severity": "high", "tags": ["b", "c"], "note": "x\nz\nw\n", "index": [2, 1],
            "metadata.updated_date": "2", "suppression": {"duration": {"value": 6, "unit": "m"}}});
        let items =
            Difference::Items { added: vec!["c".to_owned()], removed: vec!["a".to_owned()] };
        let expected = [
            ("severity", Difference::Value),
            ("index", Difference::Order),
            ("tags", items),
            ("note", Difference::Lines { added: 2, removed: 1 }),
            ("suppression.duration.value", Difference::Value),
            ("metadata.updated_date", Difference::Value),
        ];
        assert_eq!(of(&old, &new), expected.map(|(key, difference)| (key.to_owned(), difference)));
        assert_eq!(of(&old, &old), []);
    }

    #[test]
    fn a_threat_is_named_by_its_parts() {
        let threat = |kinds: &Value, reference: &str| {
            json!({"threat": [{"tactic": {"id": "TA0002", "name": "Execution", "reference": reference},
                "technique": [{"id": "T1059", "name": "Interpreter", "subtechnique": kinds}]}]})
        };
        let kind = json!([{"id": "T1059.001", "name": "PowerShell"}]);
        let added = Difference::Items {
            added: vec!["T1059.001 PowerShell (TA0002)".to_owned()],
            removed: Vec::new(),
        };
        assert_eq!(
            of(&threat(&json!([]), "a"), &threat(&kind, "a")),
            [("threat".to_owned(), added)]
        );
        assert_eq!(
            of(&threat(&kind, "a"), &threat(&kind, "b")),
            [("threat".to_owned(), Difference::Details)]
        );
    }
}
