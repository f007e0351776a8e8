//! Exception lists: events that a rule does not see (rule-format §2.4 and §7, statement 4).

use std::path::Path;

use eql_functions::wildcard::WildcardPattern;
use event::{Document, FieldPath, Timestamp};
use serde::Deserialize;

use super::condition::Condition;
use crate::Rule;
use crate::io::{self, Unusable};

/// The exception lists of one file, and whose they are.
#[derive(Clone, Debug, Default)]
pub struct ExceptionFile {
    rule_ids: Vec<String>,
    lists: Vec<ExceptionList>,
    /// What of the file cannot be used, for people.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug)]
struct ExceptionList {
    id: Option<String>,
    items: Vec<Exception>,
}

/// Events that are not seen.
#[derive(Clone, Debug)]
pub(super) struct Exception {
    condition: Condition,
    /// From when on it no longer holds.
    expires: Option<Timestamp>,
}

/// Until when an event is hidden from a rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Hidden {
    /// It is not.
    Never,
    /// Until this time.
    Until(Timestamp),
    /// For good.
    Always,
}

#[derive(Deserialize)]
struct File {
    metadata: Option<Metadata>,
    #[serde(default)]
    exceptions: Vec<Table>,
}

#[derive(Deserialize)]
struct Metadata {
    #[serde(default)]
    rule_ids: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    container: Option<Container>,
    #[serde(default)]
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Container {
    list_id: Option<String>,
}

#[derive(Deserialize)]
struct Item {
    name: Option<String>,
    list_id: Option<String>,
    expire_time: Option<toml::Value>,
    #[serde(default)]
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    field: String,
    operator: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    value: Option<toml::Value>,
    #[serde(default)]
    entries: Vec<Entry>,
}

/// Reads an exceptions file.
pub fn read_exceptions(path: &Path) -> Result<ExceptionFile, Unusable> {
    let text = io::read_rule(path)?;
    let mut file = parse(&text).map_err(|problem| Unusable::new(path, problem))?;
    for note in &mut file.notes {
        *note = format!("{}: {note}", io::shown(path));
    }
    Ok(file)
}

fn parse(text: &str) -> Result<ExceptionFile, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut notes = Vec::new();
    let lists: Vec<_> = file.exceptions.into_iter().map(|table| list(table, &mut notes)).collect();
    let rule_ids = file.metadata.map(|metadata| metadata.rule_ids).unwrap_or_default();
    if rule_ids.is_empty() && lists.iter().all(|list| list.id.is_none()) {
        notes.push(
            "neither `metadata.rule_ids` nor a `list_id` says which rules it is for".to_owned(),
        );
    }
    Ok(ExceptionFile { rule_ids, lists, notes })
}

fn list(table: Table, notes: &mut Vec<String>) -> ExceptionList {
    let own = table.container.and_then(|container| container.list_id);
    let id = own.or_else(|| table.items.iter().find_map(|item| item.list_id.clone()));
    let mut items = Vec::new();
    for item in table.items {
        let name = item.name.clone().unwrap_or_default();
        match exception(item) {
            Ok(exception) => items.push(exception),
            Err(problem) => notes.push(format!("the item `{name}` was left out: {problem}")),
        }
    }
    ExceptionList { id, items }
}

fn exception(item: Item) -> Result<Exception, String> {
    if item.entries.is_empty() {
        return Err("it has no entries".to_owned());
    }
    let parts = item.entries.into_iter().map(entry).collect::<Result<_, _>>()?;
    let expires = match item.expire_time.as_ref().map(text_of) {
        Some(text) if !text.is_empty() => {
            Some(Timestamp::parse(&text).ok_or_else(|| format!("`{text}` is no time"))?)
        }
        Some(_) | None => None,
    };
    Ok(Exception { condition: Condition::All(parts), expires })
}

fn entry(entry: Entry) -> Result<Condition, String> {
    let is_excluded = match entry.operator.as_deref() {
        Some("excluded") => true,
        Some("included") | None => false,
        Some(other) => return Err(format!("there is no operator `{other}`")),
    };
    let condition = included(entry)?;
    Ok(if is_excluded { Condition::Not(Box::new(condition)) } else { condition })
}

fn included(entry: Entry) -> Result<Condition, String> {
    let path = FieldPath::new(&entry.field);
    let values = match &entry.value {
        Some(toml::Value::Array(values)) => values.iter().map(text_of).collect(),
        Some(value) => vec![text_of(value)],
        None => Vec::new(),
    };
    Ok(match entry.kind.as_str() {
        "match" | "match_any" if !values.is_empty() => Condition::OneOf(path, values),
        "wildcard" if !values.is_empty() => {
            let like =
                |text: &String| Condition::Like(path.clone(), WildcardPattern::parse_lucene(text));
            Condition::Any(values.iter().map(like).collect())
        }
        "match" | "match_any" | "wildcard" => {
            return Err(format!("the entry for `{path}` has no value"));
        }
        "exists" => Condition::Exists(path),
        "nested" => {
            let parts = entry.entries.into_iter().map(self::entry).collect::<Result<_, _>>()?;
            Condition::Element(path, Box::new(Condition::All(parts)))
        }
        "list" => return Err("its value list is in Elasticsearch only".to_owned()),
        other => return Err(format!("there is no type of entry `{other}`")),
    })
}

/// A scalar as a keyword field holds it.
fn text_of(value: &toml::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl ExceptionFile {
    /// The exceptions of a rule: those of a file that names it, and of lists that it names.
    pub(super) fn of<'f>(&'f self, rule: &'f Rule) -> impl Iterator<Item = &'f Exception> {
        let is_named = self.rule_ids.contains(&rule.id);
        let lists = rule.file.rule.value.exceptions_list.iter().flat_map(|lists| &lists.value);
        let entries = lists.flat_map(|list| &list.value);
        let ids: Vec<&str> = entries
            .filter(|entry| entry.key.value == "list_id")
            .map(|entry| entry.value.value.as_str())
            .collect();
        let names = move |list: &&ExceptionList| {
            is_named || list.id.as_deref().is_some_and(|id| ids.contains(&id))
        };
        self.lists.iter().filter(names).flat_map(|list| &list.items)
    }
}

/// Until when these exceptions hide an event.
pub(super) fn hidden(exceptions: &[Exception], document: &Document) -> Hidden {
    let holding = exceptions.iter().filter(|exception| exception.condition.holds(document));
    let until = holding.map(|exception| exception.expires.map_or(Hidden::Always, Hidden::Until));
    until.max().unwrap_or(Hidden::Never)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
[metadata]
list_name = "Backup"
rule_ids = ["one"]

[[exceptions]]
[exceptions.container]
name = "Backup"
list_id = "backup"

[[exceptions.items]]
name = "the tool of one host"
[[exceptions.items.entries]]
field = "process.name"
operator = "included"
type = "match_any"
value = ["backup.exe", "restore.exe"]
[[exceptions.items.entries]]
field = "host.name"
operator = "excluded"
type = "wildcard"
value = "lab-*"

[[exceptions.items]]
name = "until the move"
expire_time = "2026-02-01T00:00:00Z"
[[exceptions.items.entries]]
field = "process.parent"
type = "nested"
[[exceptions.items.entries.entries]]
field = "name"
operator = "included"
type = "match"
value = "mover.exe"

[[exceptions.items]]
name = "addresses"
[[exceptions.items.entries]]
field = "source.ip"
operator = "included"
type = "list"
list = { id = "scanners", type = "ip" }
"#;

    fn hidden_of(json: &str) -> Hidden {
        let file = parse(FILE).unwrap();
        let document: Document = serde_json::from_str(json).unwrap();
        let items: Vec<_> = file.lists.iter().flat_map(|list| list.items.clone()).collect();
        hidden(&items, &document)
    }

    #[test]
    fn an_item_hides_what_all_its_entries_hold_of() {
        assert_eq!(
            hidden_of(r#"{"process.name": "backup.exe", "host.name": "db-1"}"#),
            Hidden::Always
        );
        assert_eq!(
            hidden_of(r#"{"process.name": "backup.exe", "host.name": "lab-1"}"#),
            Hidden::Never
        );
        assert_eq!(hidden_of(r#"{"process.name": "Backup.exe"}"#), Hidden::Never);
        let february = Timestamp::parse("2026-02-01").unwrap();
        let parent = r#"{"process": {"parent": [{"name": "mover.exe"}]}}"#;
        assert_eq!(hidden_of(parent), Hidden::Until(february));
    }

    #[test]
    fn what_cannot_be_asked_offline_is_said() {
        let notes = parse(FILE).unwrap().notes;
        assert_eq!(
            notes,
            ["the item `addresses` was left out: its value list is in Elasticsearch only"]
        );
    }
}
