//! The lines of a file of Kibana's, and the last of them, which counts the others.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// The exception list of Elastic Defend, which every Kibana has.
const OF_ENDPOINT: &str = "endpoint_list";

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Line {
    /// A rule.
    Rule,
    /// A list of exceptions, without its items.
    List,
    /// An item of a list of exceptions.
    Item,
    /// A connector, through which actions speak to other systems.
    Connector,
    /// How many of each there are.
    Details,
}

impl Line {
    /// What a line is; nothing for one that is none of these.
    pub fn of(line: &Map<String, Value>) -> Option<Self> {
        let has = |key: &str| line.contains_key(key);
        let attributes = line.get("attributes").and_then(Value::as_object);
        if has("exported_count") || has("exported_rules_count") {
            Some(Self::Details)
        } else if attributes.is_some_and(|attributes| attributes.contains_key("actionTypeId")) {
            Some(Self::Connector)
        } else if has("item_id") {
            Some(Self::Item)
        } else if has("list_id") {
            Some(Self::List)
        } else if has("rule_id") || has("risk_score") && has("severity") && has("type") {
            Some(Self::Rule)
        } else {
            None
        }
    }

    /// The key that names what the line is about.
    pub fn id_key(self) -> &'static str {
        match self {
            Self::Rule => "rule_id",
            Self::List => "list_id",
            Self::Item => "item_id",
            Self::Connector | Self::Details => "id",
        }
    }
}

/// The details line of some other lines.
pub fn details(lines: &[&Map<String, Value>]) -> Value {
    let of = |kind: Line| lines.iter().filter(move |line| Line::of(line) == Some(kind));
    let count = |kind: Line| of(kind).count();
    let (rules, lists) = (count(Line::Rule), count(Line::List));
    let (items, connectors) = (count(Line::Item), count(Line::Connector));
    let missing = Missing::of(lines);
    let missing_lists: Vec<_> = missing.lists.iter().map(|id| json!({"list_id": id})).collect();
    let missing_connectors: Vec<_> =
        missing.connectors.iter().map(|(id, kind)| json!({"id": id, "type": kind})).collect();
    json!({
        "excluded_action_connection_count": 0,
        "excluded_action_connections": [],
        "exported_action_connector_count": connectors,
        "exported_count": rules + lists + items + connectors,
        "exported_exception_list_count": lists,
        "exported_exception_list_item_count": items,
        "exported_rules_count": rules,
        "missing_action_connection_count": missing_connectors.len(),
        "missing_action_connections": missing_connectors,
        "missing_exception_list_item_count": 0,
        "missing_exception_list_items": [],
        "missing_exception_lists": missing_lists,
        "missing_exception_lists_count": missing_lists.len(),
        "missing_rules": [],
        "missing_rules_count": 0,
    })
}

/// What rules name and no line has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Missing {
    /// Ids of lists of exceptions.
    pub lists: BTreeSet<String>,
    /// Ids of connectors, each with its type.
    pub connectors: BTreeSet<(String, String)>,
}

impl Missing {
    /// What the rules of some lines name and the lines do not have.
    pub fn of(lines: &[&Map<String, Value>]) -> Self {
        let ids = |kind: Line| -> BTreeSet<&str> {
            let of = lines.iter().filter(|line| Line::of(line) == Some(kind));
            of.filter_map(|line| text(line, kind.id_key())).collect()
        };
        let (lists, connectors) = (ids(Line::List), ids(Line::Connector));
        let mut missing = Self::default();
        for rule in lines.iter().filter(|line| Line::of(line) == Some(Line::Rule)) {
            let named = objects(rule, "exceptions_list").filter_map(|list| text(list, "list_id"));
            let is_absent = |id: &&str| !lists.contains(id) && *id != OF_ENDPOINT;
            let absent = named.filter(is_absent).map(str::to_owned);
            missing.lists.extend(absent);
            for action in objects(rule, "actions") {
                let (id, kind) = (text(action, "id"), text(action, "action_type_id"));
                // Those of the system are in every Kibana, and never exported.
                let is_absent =
                    |id: &&str| !id.starts_with("system-connector-") && !connectors.contains(id);
                let absent = id.filter(is_absent).map(str::to_owned);
                missing
                    .connectors
                    .extend(absent.map(|id| (id, kind.unwrap_or_default().to_owned())));
            }
        }
        missing
    }
}

fn objects<'a>(
    line: &'a Map<String, Value>,
    key: &str,
) -> impl Iterator<Item = &'a Map<String, Value>> {
    let list = line.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_object)
}

fn text<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    object.get(key)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_details_count_the_lines_and_name_what_is_missing() {
        let lines = [
            json!({"rule_id": "a", "exceptions_list": [{"list_id": "one"}, {"list_id": "two"}],
                   "actions": [{"id": "x", "action_type_id": ".email"}, {"id": "y", "action_type_id": ".slack"},
                               {"id": "system-connector-.cases", "action_type_id": ".cases"}]}),
            json!({"list_id": "one", "type": "detection"}),
            json!({"list_id": "one", "item_id": "i", "entries": []}),
            json!({"id": "x", "type": "action", "attributes": {"actionTypeId": ".email"}}),
        ];
        let lines: Vec<_> = lines.iter().filter_map(Value::as_object).collect();
        let details = details(&lines);
        assert_eq!(details["exported_count"], 4);
        assert_eq!(details["exported_exception_list_item_count"], 1);
        assert_eq!(details["missing_exception_lists"], json!([{"list_id": "two"}]));
        assert_eq!(details["missing_action_connections"], json!([{"id": "y", "type": ".slack"}]));
        assert_eq!(Line::of(details.as_object().unwrap()), Some(Line::Details));
    }
}
