//! Where the events of a rule come from, as Sigma calls it.

use eql_functions::Case;
use eql_hir::{Condition, Filter, LeafId, Predicate, Test};
use event::Value;

use super::yaml::Yaml;
use crate::Eql;

/// A log source.
pub(super) struct LogSource {
    /// The kind of events, where Sigma has a word for exactly what the rule asks.
    pub(super) category: Option<&'static str>,
    product: Option<&'static str>,
    /// What the rule itself calls its events.
    events: String,
    /// The leaves that say no more than the log source.
    said: Vec<LeafId>,
}

/// The log source of the events that a filter takes.
pub(super) fn of(eql: &Eql<'_>, filter: &Filter) -> LogSource {
    let parts = conjuncts(&filter.condition);
    let asked = |path: &str| parts.iter().find_map(|part| words(eql, part, path));
    let events = asked(eql.category_field);
    let types = asked("event.type");
    let systems = asked("host.os.type");
    let name = events.as_ref().map_or("any", |(_, words)| words[0]);
    let category = match &events {
        Some((_, words)) if words.len() == 1 => {
            category(name, types.as_ref().map(|(_, words)| words.as_slice()), asks_dns(eql))
        }
        _ => None,
    };
    let product = systems.as_ref().and_then(|(_, words)| product(words));
    let action = asked("event.action").filter(|(_, words)| {
        category == Some("process_creation") && words.iter().any(|word| STARTS.contains(word))
    });
    let said = [
        events.as_ref().filter(|_| category.is_some()),
        types.as_ref().filter(|_| category.is_some()),
        systems.as_ref().filter(|_| product.is_some()),
        action.as_ref(),
    ];
    let said = said.into_iter().flatten().map(|(leaf, _)| *leaf).collect();
    LogSource { category, product, events: name.to_owned(), said }
}

/// The actions that are nothing but the start of a program.
const STARTS: [&str; 2] = ["exec", "start"];

/// What must hold together, however it is grouped.
pub(super) fn conjuncts(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::And(parts) => parts.iter().flat_map(conjuncts).collect(),
        Condition::Constant(_) | Condition::Leaf(_) | Condition::Not(_) | Condition::Or(_) => {
            vec![condition]
        }
    }
}

impl LogSource {
    /// Whether a part of the rule is said by the log source.
    pub(super) fn says(&self, part: &Condition) -> bool {
        matches!(part, Condition::Leaf(leaf) if self.said.contains(leaf))
    }

    /// As a rule has it. One of the keys must be there, so the rule's own word stands where Sigma has none.
    pub(super) fn yaml(&self) -> Yaml {
        let own = if self.product.is_none() { Some(self.events.as_str()) } else { None };
        let category = self.category.or(own).map(|word| ("category".to_owned(), Yaml::text(word)));
        let product = self.product.map(|word| ("product".to_owned(), Yaml::text(word)));
        Yaml::Map(category.into_iter().chain(product).collect())
    }
}

/// The texts that a leaf asks of a field, in lower case where case does not count.
fn words<'a>(eql: &Eql<'a>, part: &Condition, path: &str) -> Option<(LeafId, Vec<&'a str>)> {
    let Condition::Leaf(id) = part else { return None };
    let Test::Field(field, Predicate::OneOf(values, Case::Sensitive | Case::Insensitive)) =
        &eql.query.leaf(*id).test
    else {
        return None;
    };
    if eql.query.field(*field).path.as_str() != path {
        return None;
    }
    let words: Option<Vec<_>> = values.iter().map(Value::as_str).collect();
    words.filter(|words| !words.is_empty()).map(|words| (*id, words))
}

/// Sigma's word for events of a category and of no other types than these.
fn category(events: &str, types: Option<&[&str]>, dns: bool) -> Option<&'static str> {
    let only =
        |known: &[&str]| types.is_some_and(|types| types.iter().all(|name| known.contains(name)));
    match events {
        "process" if only(&["start", "process_started"]) => Some("process_creation"),
        "process" if only(&["end", "process_terminated"]) => Some("process_termination"),
        "file" if only(&["creation"]) => Some("file_event"),
        "file" if only(&["deletion"]) => Some("file_delete"),
        "file" if only(&["access"]) => Some("file_access"),
        "registry" if only(&["change"]) => Some("registry_set"),
        "registry" if only(&["creation"]) => Some("registry_add"),
        "registry" if only(&["deletion"]) => Some("registry_delete"),
        "registry" if types.is_none() => Some("registry_event"),
        "network" if dns => Some("dns_query"),
        "dns" => Some("dns_query"),
        "network" if types.is_none() || only(&["start", "connection", "allowed"]) => {
            Some("network_connection")
        }
        "library" if types.is_none() || only(&["start"]) => Some("image_load"),
        "driver" if types.is_none() || only(&["start"]) => Some("driver_load"),
        _ => None,
    }
}

fn asks_dns(eql: &Eql<'_>) -> bool {
    eql.query.fields.iter().any(|field| field.path.as_str().starts_with("dns."))
}

fn product(systems: &[&str]) -> Option<&'static str> {
    let [system] = systems else { return None };
    ["windows", "linux", "macos"].into_iter().find(|known| known.eq_ignore_ascii_case(system))
}
