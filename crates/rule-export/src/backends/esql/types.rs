//! The types that the fields of queries must have.

use std::collections::{BTreeMap, BTreeSet};

use eql_hir::{Field, FieldId, Predicate, Query, ScriptExpr, Test};
use event::{FieldType, Value};
use serde_json::{Value as Json, json};

/// By field, the rules that need it of each type.
#[derive(Default)]
pub(super) struct Needs(BTreeMap<String, BTreeMap<&'static str, BTreeSet<String>>>);

impl Needs {
    /// Adds a field of a rule.
    pub(super) fn add(&mut self, rule: &str, path: &str, kind: &'static str) {
        let kinds = self.0.entry(path.to_owned()).or_default();
        kinds.entry(kind).or_default().insert(rule.to_owned());
    }

    /// By field its type; where rules need several, the rules by type.
    pub(super) fn json(&self) -> Json {
        let of_field = |kinds: &BTreeMap<&'static str, BTreeSet<String>>| match kinds
            .keys()
            .collect::<Vec<_>>()
            .as_slice()
        {
            [kind] => json!(kind),
            _ => json!(kinds),
        };
        self.0.iter().map(|(path, kinds)| (path.clone(), of_field(kinds))).collect()
    }
}

/// The type of a field: that of the schema, else that of what it is compared with.
pub(super) fn of(query: &Query, field: &Field) -> &'static str {
    declared(field.field_type).unwrap_or_else(|| {
        let kinds = kinds(query, field.path.as_str());
        kinds.first().copied().unwrap_or("keyword")
    })
}

/// Two types that a field would have to be of at once.
pub(super) fn conflict(query: &Query, field: &Field) -> Option<(&'static str, &'static str)> {
    let mut kinds = kinds(query, field.path.as_str()).into_iter();
    Some((kinds.next()?, kinds.next()?))
}

/// The type that a schema says.
fn declared(field_type: FieldType) -> Option<&'static str> {
    Some(match field_type {
        FieldType::Keyword | FieldType::Text | FieldType::Nested | FieldType::Unsupported => {
            "keyword"
        }
        FieldType::Integer => "integer",
        FieldType::Long => "long",
        FieldType::UnsignedLong => "unsigned_long",
        FieldType::Double => "double",
        FieldType::Boolean => "boolean",
        FieldType::Date => "date",
        FieldType::DateNanos => "date_nanos",
        FieldType::Ip => "ip",
        FieldType::Version => "version",
        FieldType::Number | FieldType::Dynamic => return None,
    })
}

/// The types that a field must be of: those of the schema and, where it has none, those of the constants. Whole numbers are
/// compared with doubles.
fn kinds(query: &Query, path: &str) -> BTreeSet<&'static str> {
    let mut kinds = BTreeSet::new();
    for leaf in &query.leaves {
        match &leaf.test {
            Test::Field(id, predicate) if query.field(*id).path.as_str() == path => {
                match declared(query.field(*id).field_type) {
                    Some(_) if *predicate == Predicate::Exists => {}
                    Some(kind) => kinds.extend([kind]),
                    None => kinds.extend(asked(predicate)),
                }
            }
            Test::Script(script) => {
                let is_asked = |id: &FieldId| query.field(*id).path.as_str() == path;
                if let Some(id) = script.occurrences.iter().find(|id| is_asked(id)) {
                    let declared = declared(query.field(*id).field_type);
                    kinds.extend(declared.or_else(|| computed(&script.expr)));
                }
            }
            Test::Field(..) | Test::Elements(..) | Test::Related(..) => {}
        }
    }
    if kinds.contains("double") {
        kinds.remove("long");
        kinds.remove("integer");
    }
    kinds
}

/// The types of the constants that are asked for.
fn asked(predicate: &Predicate) -> Vec<&'static str> {
    match predicate {
        Predicate::OneOf(values, _) => values.iter().filter_map(kind_of).collect(),
        Predicate::Range(_, value) => kind_of(value).into_iter().collect(),
        Predicate::Like(..) | Predicate::Prefix(..) | Predicate::Regex(_) => vec!["keyword"],
        Predicate::Cidr(_) => vec!["ip"],
        Predicate::Exists => Vec::new(),
    }
}

/// What an expression computes with, where it computes.
fn computed(expr: &ScriptExpr) -> Option<&'static str> {
    match expr {
        ScriptExpr::Arithmetic(..) | ScriptExpr::Negate(..) => Some("long"),
        ScriptExpr::Call(_, _, parts) | ScriptExpr::And(parts) | ScriptExpr::Or(parts) => {
            parts.iter().find_map(computed)
        }
        ScriptExpr::Equal(left, right) | ScriptExpr::Range(_, left, right) => {
            computed(left).or_else(|| computed(right))
        }
        ScriptExpr::OneOf(inner, ..)
        | ScriptExpr::Like(inner, _)
        | ScriptExpr::Regex(inner, _)
        | ScriptExpr::IsNull(inner)
        | ScriptExpr::Not(inner) => computed(inner),
        ScriptExpr::Constant(_) | ScriptExpr::Occurrence(_) => None,
    }
}

fn kind_of(value: &Value<'static>) -> Option<&'static str> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some("boolean"),
        Value::Int(_) => Some("long"),
        Value::UInt(_) => Some("unsigned_long"),
        Value::Float(_) => Some("double"),
        Value::Str(_) => Some("keyword"),
        Value::Date(_) => Some("date"),
        Value::Ip(_) => Some("ip"),
        Value::Version(_) => Some("version"),
    }
}
