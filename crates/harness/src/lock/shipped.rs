//! A rule as it is shipped and hashed: the keys of `[rule]`, with what a build makes of them.

use std::fmt;

use event_schema::Schema;
use rule_export::kibana::{self, Form};
use rule_schema::RuleKind;
use serde_json::{Map, Value};

use crate::read::ReadFile;

/// Keys that are not hashed.
const LEFT_OUT: &[&str] = &["version", "related_integrations"];

/// Why a rule has no hash here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NoHash {
    /// The fields of a KQL or Lucene query are not known.
    Language,
    /// The file is no TOML that can be read twice.
    Toml,
}

impl fmt::Display for NoHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Language => "the fields of KQL and Lucene queries are not read",
            Self::Toml => "the file cannot be read",
        })
    }
}

/// The shipped form of a rule whose file has no errors.
pub(super) fn of(file: &ReadFile, schema: &Schema) -> Result<Map<String, Value>, NoHash> {
    if has_unread_fields(&file.file.rule.value.kind) {
        return Err(NoHash::Language);
    }
    let table: toml::Table = file.source.text().parse().map_err(|_| NoHash::Toml)?;
    let mut rule = kibana::of_file(&table, Form::Shipped);
    kibana::complete(&mut rule, schema);
    rule.retain(|key, _| !LEFT_OUT.contains(&key.as_str()));
    Ok(rule)
}

/// Whether a hash would need the fields of a query that is not read. Elastic's build does not read those of ES|QL either.
fn has_unread_fields(kind: &RuleKind) -> bool {
    match kind {
        RuleKind::MachineLearning(_) | RuleKind::Esql(_) | RuleKind::Eql(_) => false,
        RuleKind::Query(_)
        | RuleKind::Threshold(_)
        | RuleKind::NewTerms(_)
        | RuleKind::ThreatMatch(_)
        | RuleKind::SavedQuery(_)
        | RuleKind::Unknown => true,
    }
}
