//! What a pack holds, of rules that can run.

use std::collections::BTreeMap;
use std::fmt;

use diagnostics::SourceText;
use event_schema::Ecs;
use pack::{Contents, Provenance, RuleHash, RuleInfo, RuleQuery, SchemaVersion};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::types;
use crate::lock::Lock;
use crate::lock::hash::hex;
use crate::read::category_field;
use crate::schemas::Lists;
use crate::{LoadOptions, Rule, RuleSet};

/// Keys that have a place of their own.
const ELSEWHERE: &[&str] = &["query", "rule_id"];

/// Two rules with one id: who gets an alert could not tell which it is of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duplicate {
    /// The id.
    pub id: String,
    /// The two files.
    pub paths: [String; 2],
}

impl fmt::Display for Duplicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, paths: [first, second] } = self;
        write!(f, "`{first}` and `{second}` have the id `{id}`, which a rule pack can hold once")
    }
}

impl std::error::Error for Duplicate {}

/// The pack of the rules of a set that can run. Rules are in the order of their ids, so that the order in which files
/// were named changes nothing. A rule has the version of the lock unless its file has one.
pub fn contents(
    set: &RuleSet,
    options: &LoadOptions,
    lock: Option<&Lock>,
) -> Result<Contents, Duplicate> {
    let mut rules: Vec<&Rule> = set.rules.iter().collect();
    rules.sort_by(|left, right| left.id.cmp(&right.id));
    if let Some(pair) = rules.windows(2).find(|pair| pair[0].id == pair[1].id) {
        let paths = [0, 1].map(|place| crate::io::shown(&pair[place].path));
        return Err(Duplicate { id: pair[0].id.clone(), paths });
    }
    let sources: Vec<_> = rules.iter().map(|rule| rule.compiler_source()).collect();
    Ok(Contents {
        program: eql_compiler::compile(&sources),
        rules: rules.iter().map(|rule| info(rule, lock)).collect(),
        provenance: provenance(&rules, options),
        sources: rules.iter().map(|rule| source(rule, options)).collect(),
    })
}

fn provenance(rules: &[&Rule], options: &LoadOptions) -> Provenance {
    let file = |rule: &&Rule| RuleHash {
        id: rule.id.clone(),
        sha256: hex(&Sha256::digest(rule.source.text())),
    };
    Provenance {
        tool: format!("eqlc {}", env!("CARGO_PKG_VERSION")),
        commit: option_env!("EQLC_COMMIT").map(str::to_owned),
        dialect: options.dialect.name().to_owned(),
        functions: format!("{:016x}", pack::function_table()),
        schemas: vec![schema(options)],
        rules: rules.iter().map(file).collect(),
    }
}

/// Where the types are from: the embedded fields, or those of the newest stack of a schema folder.
fn schema(options: &LoadOptions) -> SchemaVersion {
    let stack = options.lists.as_ref().and_then(Lists::newest_stack);
    let (name, version) = match stack {
        Some(stack) => ("stack", stack.to_string()),
        None => ("ecs", Ecs::version().to_owned()),
    };
    SchemaVersion { name: name.to_owned(), version }
}

fn info(rule: &Rule, lock: Option<&Lock>) -> RuleInfo {
    let mut keys = keys(&rule.source);
    if let Some(version) = lock.and_then(|lock| lock.version(&rule.id)) {
        keys.entry("version".to_owned()).or_insert_with(|| version.into());
    }
    RuleInfo { id: rule.id.clone(), keys }
}

/// The keys of `[rule]`. The file has been read once without a finding, so it can be read.
fn keys(source: &SourceText) -> BTreeMap<String, Value> {
    let table: toml::Table = source.text().parse().unwrap_or_default();
    let rule = table.get("rule").and_then(toml::Value::as_table).cloned().unwrap_or_default();
    let keys = rule.into_iter().filter(|(key, _)| !ELSEWHERE.contains(&key.as_str()));
    keys.map(|(key, value)| (key, sorted(value))).collect()
}

/// The same value with the keys of its tables in order.
fn sorted(value: toml::Value) -> Value {
    let mut value = serde_json::to_value(value).unwrap_or_default();
    value.sort_all_objects();
    value
}

fn source(rule: &Rule, options: &LoadOptions) -> RuleQuery {
    let own = rule.file.eql();
    let category_field = own.map_or("", |own| category_field(own, options));
    RuleQuery {
        id: rule.id.clone(),
        query: rule.text.text.clone(),
        category_field: category_field.to_owned(),
        timestamp_field: rule.timestamp_field.clone(),
        timestamp_type: rule.timestamp_type.name().to_owned(),
        tiebreaker_field: rule.tiebreaker_field.clone(),
        types: types::asked(rule, category_field, options),
    }
}
