//! One side of a comparison: the rules of a folder, of a file, or of a rule pack, by id.

mod from_files;
mod from_pack;

use std::collections::BTreeMap;
use std::path::Path;

use diagnostics::{Finding, SourceText, Span};
use eql_hir::Query;
use rule_schema::EmbeddedText;
use serde_json::{Map, Value};

use crate::fixtures::TimeFields;
use crate::pack_file::{self, PackProblem};
use crate::{LoadOptions, Rule};

/// The rules of one side, with all that is to say about them.
#[derive(Debug, Default)]
pub struct Versions {
    pub(super) rules: BTreeMap<String, Version>,
    /// Whether they come from a rule pack, which holds only rules that run and no `[metadata]`.
    pub(super) is_pack: bool,
    /// What is wrong with rule files at error level.
    pub findings: Vec<Finding>,
    /// Files that could not be read and rules that have no place in a comparison, as people read it.
    pub problems: Vec<String>,
}

/// One rule in one version.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) id: String,
    pub(super) name: String,
    /// Where it was read; a rule of a pack has no file.
    pub(super) file: Option<String>,
    pub(super) keys: Keys,
    /// The query of a rule of any type that has one.
    pub(super) text: Option<String>,
    /// What it finds, where that is known.
    pub(super) logic: Result<Box<Logic>, Unknown>,
}

/// Why it is not known what a rule finds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unknown {
    /// Its query is in another language, or it has none.
    OtherType,
    /// It has errors.
    Errors,
}

/// What a rule finds.
#[derive(Debug)]
pub(super) struct Logic {
    pub(super) query: Query,
    /// The query as it was written.
    pub(super) text: String,
    pub(super) category_field: String,
    pub(super) time: TimeFields,
    /// Where the query stands in its file.
    pub(super) place: Option<(SourceText, EmbeddedText)>,
}

/// The keys of a rule.
#[derive(Debug)]
pub(super) enum Keys {
    /// Those of a file.
    File(SourceText),
    /// Those that a pack has.
    Pack(BTreeMap<String, Value>),
}

impl Versions {
    /// The rules below a path, or those of a pack.
    ///
    /// # Errors
    /// A path that cannot be read or has no rule files below it, or a pack that is refused.
    pub fn read(path: &Path, options: &LoadOptions) -> Result<Self, PackProblem> {
        if path.is_file() && pack_file::is_pack(path) {
            return from_pack::read(path);
        }
        Ok(from_files::read(path, options)?)
    }

    /// The set of rules that were loaded.
    pub fn of_rules(rules: impl IntoIterator<Item = Rule>) -> Self {
        let mut versions = Self::default();
        for rule in rules {
            versions.add(from_files::of_rule(rule));
        }
        versions
    }

    /// Adds a rule unless its id is taken.
    fn add(&mut self, version: Version) {
        if let Some(other) = self.rules.get(&version.id) {
            let shown = |version: &Version| version.file.clone().unwrap_or_default();
            let (kept, left) = (shown(other), shown(&version));
            let id = &version.id;
            self.problems.push(format!("`{left}` has the id `{id}` of `{kept}` and is left out"));
            return;
        }
        self.rules.insert(version.id.clone(), version);
    }
}

impl Version {
    /// Its keys but id and query: those of `[rule]` by their names, those of other tables behind the name of the table.
    /// `None` where the file is no TOML.
    pub(super) fn keys(&self) -> Option<BTreeMap<String, Value>> {
        let source = match &self.keys {
            Keys::Pack(keys) => return Some(keys.clone()),
            Keys::File(source) => source,
        };
        let table: toml::Table = source.text().parse().ok()?;
        let mut keys = BTreeMap::new();
        for (table, value) in serde_json::to_value(table).ok()?.as_object_mut()? {
            let own = value.as_object_mut().map(std::mem::take).unwrap_or_default();
            keys.extend(below(table, own));
        }
        Some(keys)
    }

    /// Whether both were read from the same text.
    pub(super) fn has_text_of(&self, other: &Self) -> bool {
        match (&self.keys, &other.keys) {
            (Keys::File(one), Keys::File(other)) => one.text() == other.text(),
            (Keys::File(_) | Keys::Pack(_), _) => false,
        }
    }
}

fn below(table: &str, own: Map<String, Value>) -> impl Iterator<Item = (String, Value)> {
    let is_rule = table == "rule";
    let entries = own.into_iter();
    let entries = entries.filter(move |(key, _)| !is_rule || (key != "rule_id" && key != "query"));
    let prefix = if is_rule { String::new() } else { format!("{table}.") };
    entries.map(move |(key, value)| (format!("{prefix}{key}"), value))
}

impl Logic {
    /// The line of the file in which a place of the query stands.
    pub(super) fn line(&self, span: Span) -> Option<usize> {
        let (source, text) = self.place.as_ref()?;
        Some(source.position(text.map_span(span).start).line)
    }
}
