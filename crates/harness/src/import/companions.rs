//! What stands beside rules: exception lists and connectors, in files as Elastic's repositories of rules have them.
//!
//! `exceptions/<list_id>.exceptions.toml` holds a list with its items, `connectors/<id>.connectors.toml` a connector, each with
//! every key and value that the API has for it. An export reads them again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rule_export::kibana::{self, Line, Lost};
use serde_json::{Map, Value};
use toml::Table;

use super::{Imported, Options, names, text};
use crate::format;
use crate::io::{self, CONNECTORS, EXCEPTIONS, Unusable};

/// A list with its items, or a connector.
#[derive(Default)]
struct Companion {
    list: Option<Map<String, Value>>,
    items: Vec<Map<String, Value>>,
}

/// Everything beside the rules of an import.
#[derive(Default)]
pub(super) struct Companions {
    lists: BTreeMap<String, Companion>,
    connectors: BTreeMap<String, Map<String, Value>>,
}

impl Companions {
    /// Adds a line that is no rule. Returns what a file cannot hold of it.
    pub(super) fn add(&mut self, kind: Line, line: Map<String, Value>) -> Vec<Lost> {
        let mut lost = Vec::new();
        kibana::to_toml(&Value::Object(line.clone()), "", &mut lost);
        let key = if kind == Line::Connector { "id" } else { "list_id" };
        let id = line.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        match kind {
            Line::List => self.lists.entry(id).or_default().list = Some(line),
            Line::Item => self.lists.entry(id).or_default().items.push(line),
            Line::Connector => {
                self.connectors.insert(id, line);
            }
            Line::Rule | Line::Details => {}
        }
        lost
    }

    /// All lines: each list before its items, then the connectors.
    pub(super) fn lines(&self) -> impl Iterator<Item = &Map<String, Value>> {
        let lists = self.lists.values().flat_map(|list| list.list.iter().chain(&list.items));
        lists.chain(self.connectors.values())
    }

    /// The files that differ from those that are there, and how many are the same.
    pub(super) fn files(
        &self,
        rules: &[Map<String, Value>],
        options: &Options,
    ) -> (Vec<Imported>, usize) {
        let mut taken = BTreeSet::new();
        let mut texts = Vec::new();
        for (id, list) in &self.lists {
            let path = path(&options.out.join("exceptions"), id, EXCEPTIONS, &mut taken);
            texts.push((path, exceptions(list, rules, &options.today)));
        }
        for (id, connector) in &self.connectors {
            let path = path(&options.out.join("connectors"), id, CONNECTORS, &mut taken);
            texts.push((path, connectors(connector, rules, &options.today)));
        }
        let mut same = 0;
        let mut files = Vec::new();
        for (path, file) in texts {
            let before = io::read_rule(&path).ok();
            let is_new = before.is_none();
            if before.is_some_and(|text| lines_of(&text) == Some(of_table(&file.entries))) {
                same += 1;
            } else {
                files.push(Imported { path, is_new, keys: Vec::new(), text: file.text() });
            }
        }
        (files, same)
    }
}

/// A file to be.
struct File {
    metadata: Table,
    /// `exceptions` or `action_connectors`.
    entries: Table,
}

impl File {
    fn new(key: &str, entry: Table, metadata: Table) -> Self {
        let entries = toml::Value::Array(vec![toml::Value::Table(entry)]);
        Self { metadata, entries: Table::from_iter([(key.to_owned(), entries)]) }
    }

    fn text(&self) -> String {
        let metadata = text::of(&[("metadata", &self.metadata)]).unwrap_or_default();
        let entries = toml::to_string_pretty(&self.entries).unwrap_or_default();
        let text = metadata + "\n" + &entries;
        format::text_of(&text, false).unwrap_or(text)
    }
}

/// The file of an id; ids that make the same name are numbered.
fn path(folder: &Path, id: &str, ending: &str, taken: &mut BTreeSet<PathBuf>) -> PathBuf {
    let slug = names::slug(id);
    let slug = if slug.is_empty() { "unnamed".to_owned() } else { slug };
    let numbered = (2..).map(|number| format!("{slug}_{number}"));
    let names = std::iter::once(slug.clone()).chain(numbered);
    // Some number is always free.
    let path = names.map(|name| folder.join(name + ending)).find(|path| !taken.contains(path));
    let path = path.unwrap_or_default();
    taken.insert(path.clone());
    path
}

/// `[metadata]` and `[[exceptions]]` with a container and items.
fn exceptions(list: &Companion, rules: &[Map<String, Value>], today: &str) -> File {
    let own = list.list.as_ref().or(list.items.first());
    let id = own.and_then(|own| own.get("list_id")).and_then(Value::as_str).unwrap_or_default();
    let name = own.and_then(|own| own.get("name")).and_then(Value::as_str).unwrap_or(id);
    let names_it = |rule: &Map<String, Value>| has(rule, "exceptions_list", "list_id", id);
    let mut entry = Table::new();
    if let Some(list) = &list.list {
        entry.insert("container".to_owned(), table_of(list));
    }
    if !list.items.is_empty() {
        let items = list.items.iter().map(table_of).collect();
        entry.insert("items".to_owned(), toml::Value::Array(items));
    }
    File::new("exceptions", entry, metadata("list_name", name, rules, names_it, today))
}

/// `[metadata]` and `[[action_connectors]]`.
fn connectors(connector: &Map<String, Value>, rules: &[Map<String, Value>], today: &str) -> File {
    let id = connector.get("id").and_then(Value::as_str).unwrap_or_default();
    let name = connector.get("attributes").and_then(|own| own.get("name")?.as_str()).unwrap_or(id);
    let names_it = |rule: &Map<String, Value>| has(rule, "actions", "id", id);
    let entry = table_of(connector).try_into().unwrap_or_default();
    let metadata = metadata("action_connector_name", name, rules, names_it, today);
    File::new("action_connectors", entry, metadata)
}

fn has(rule: &Map<String, Value>, list: &str, key: &str, id: &str) -> bool {
    let list = rule.get(list).and_then(Value::as_array);
    list.into_iter().flatten().any(|entry| entry.get(key).and_then(Value::as_str) == Some(id))
}

fn metadata(
    key: &str,
    name: &str,
    rules: &[Map<String, Value>],
    names_it: impl Fn(&Map<String, Value>) -> bool,
    today: &str,
) -> Table {
    let texts = |key: &str| -> toml::Value {
        let rules = rules.iter().filter(|rule| names_it(rule));
        let texts = rules.filter_map(|rule| rule.get(key)?.as_str());
        toml::Value::Array(texts.map(toml::Value::from).collect())
    };
    let date = || toml::Value::from(today);
    let entries = [
        ("creation_date", date()),
        ("updated_date", date()),
        (key, toml::Value::from(name)),
        ("rule_ids", texts("rule_id")),
        ("rule_names", texts("name")),
    ];
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// What a file cannot hold has been told when the line was read.
fn table_of(line: &Map<String, Value>) -> toml::Value {
    let value = kibana::to_toml(&Value::Object(line.clone()), "", &mut Vec::new());
    value.unwrap_or_else(|| toml::Value::Table(Table::new()))
}

/// The lines of the exception lists and connectors that stand below folders of rules, and the files that cannot be
/// read.
pub fn read(paths: &[PathBuf]) -> (Vec<Map<String, Value>>, Vec<Unusable>) {
    let mut lines = Vec::new();
    let mut unusable = Vec::new();
    for path in paths.iter().filter(|path| path.is_dir()) {
        for ending in [EXCEPTIONS, CONNECTORS] {
            match io::files_named(path, |name| name.ends_with(ending)) {
                Ok(files) => read_all(&files, &mut lines, &mut unusable),
                Err(problem) => unusable.push(problem),
            }
        }
    }
    (lines, unusable)
}

fn read_all(files: &[PathBuf], lines: &mut Vec<Map<String, Value>>, unusable: &mut Vec<Unusable>) {
    for path in files {
        match io::read_rule(path).map(|text| lines_of(&text)) {
            Ok(Some(found)) => lines.extend(found),
            Ok(None) => unusable.push(Unusable::new(path, "it is no TOML")),
            Err(problem) => unusable.push(problem),
        }
    }
}

fn lines_of(text: &str) -> Option<Vec<Map<String, Value>>> {
    rule_schema::is_toml(text).then(|| Some(of_table(&text.parse().ok()?))).flatten()
}

fn of_table(file: &Table) -> Vec<Map<String, Value>> {
    let list = |table: &Table, key: &str| -> Vec<toml::Value> {
        table.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default()
    };
    let mut lines = list(file, "action_connectors");
    for entry in list(file, "exceptions") {
        let Some(entry) = entry.as_table() else { continue };
        lines.extend(entry.get("container").cloned());
        lines.extend(list(entry, "items"));
    }
    let objects = lines.iter().map(kibana::of_toml);
    let object = |value| if let Value::Object(object) = value { Some(object) } else { None };
    objects.filter_map(object).collect()
}
