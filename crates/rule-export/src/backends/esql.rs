//! ES|QL, Elasticsearch's own piped language.

mod leaf;
mod script;
mod text;

use std::collections::BTreeMap;

use eql_functions::Pipe;
use eql_hir::{Form, LeafId, Query};
use rule_schema::RuleKind;

use self::text::name_of;
use crate::condition::{Logic, conjuncts, render};
use crate::rule::one_line;
use crate::{
    Backend, Checked, Construct, Eql, File, Layout, Loss, Options, Rendered, Rule, Support,
};

/// What Kibana searches where a rule names no index.
const DEFAULT_INDEX: &[&str] = &[
    "apm-*-transaction*",
    "auditbeat-*",
    "endgame-*",
    "filebeat-*",
    "logs-*",
    "packetbeat-*",
    "traces-apm*",
    "winlogbeat-*",
];

/// ES|QL.
pub(super) struct Esql;

impl Backend for Esql {
    fn name(&self) -> &'static str {
        "esql"
    }

    fn title(&self) -> &'static str {
        "Elasticsearch (piped queries)"
    }

    fn about(&self) -> &'static str {
        include_str!("esql/about.md")
    }

    fn checked(&self) -> Checked {
        Checked::Parsed
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn holds(&self, construct: Construct) -> Support {
        match construct {
            Construct::Category
            | Construct::AnyCategory
            | Construct::Exists
            | Construct::AbsentField
            | Construct::Equality
            | Construct::IgnoreCase
            | Construct::Wildcard
            | Construct::Regex
            | Construct::Number
            | Construct::Boolean
            | Construct::Date
            | Construct::Address
            | Construct::Version
            | Construct::TextRange
            | Construct::FieldComparison
            | Construct::Arithmetic
            | Construct::ScriptedLogic
            | Construct::Head
            | Construct::Tail
            | Construct::RuleId
            | Construct::Function(
                "add" | "concat" | "divide" | "endsWith" | "length" | "modulo" | "multiply"
                | "startsWith" | "stringContains" | "subtract",
            ) => Support::Exact,
            Construct::Arrays => Support::Partly(
                "lists of the Elastic Common Schema are asked value by value, other fields have one value; not lists of addresses in blocks, and not lists in functions",
            ),
            Construct::Cidr => Support::Partly("not of lists"),
            Construct::Function("string") => Support::Partly("of texts and whole numbers"),
            Construct::Function("substring") => Support::Partly(
                "at an end of the text; elsewhere positions count characters, and units of UTF-16 in EQL",
            ),
            Construct::ScriptedPattern => {
                Support::Refused("patterns on expressions are Java's in EQL and Lucene's here")
            }
            Construct::Sequence
            | Construct::LongSequence
            | Construct::NoJoinKey
            | Construct::StageKeys
            | Construct::OptionalKey
            | Construct::NoMaxspan
            | Construct::Until
            | Construct::MissingEvent
            | Construct::Runs
            | Construct::Sample
            | Construct::EarlierEvent => Support::Refused("one row at a time is looked at"),
            Construct::ArraySearch => Support::Refused("rows have flat columns"),
            Construct::Lineage => Support::Refused("rows have no ancestors"),
            Construct::Function(_) => Support::Refused("not written"),
            Construct::OtherLanguage => Support::Refused("the rule is not EQL"),
        }
    }

    fn comment(&self, line: &str) -> Option<String> {
        Some(format!("// {line}"))
    }

    fn render(&self, rule: &Rule<'_>, _options: &Options) -> Rendered {
        let Some(eql) = &rule.eql else { return Rendered::default() };
        let Form::Event(filter) = &eql.query.form else { return Rendered::default() };
        let mut writer = Writer { query: eql.query, losses: Vec::new() };
        let parts: Vec<_> = conjuncts(&filter.condition)
            .into_iter()
            .map(|part| render(part, &mut writer))
            .collect();
        let mut lines = vec![format!("FROM {} METADATA _id, _version, _index", sources(rule))];
        if !parts.is_empty() {
            lines.push(format!("| WHERE {}", parts.join("\n    AND ")));
        }
        let time = name_of(eql.timestamp_field);
        for pipe in &eql.query.pipes {
            lines.push(match pipe {
                Pipe::Head(count) => format!("| SORT {time} ASC\n| LIMIT {count}"),
                Pipe::Tail(count) => format!("| SORT {time} DESC\n| LIMIT {count}"),
            });
        }
        lines.push("| KEEP *".to_owned());
        Rendered { text: lines.join("\n"), losses: writer.losses }
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], _options: &Options) -> Vec<File> {
        let mut fields = BTreeMap::new();
        let mut files = Vec::new();
        for (rule, rendered) in rules {
            let text = format!("// {}\n{}\n", one_line(rule.name()), rendered.text);
            files.push(File { path: format!("rules/{}.esql", rule.id), text });
            if let Some(eql) = &rule.eql {
                add_fields(eql, &mut fields);
            }
        }
        let text = serde_json::to_string_pretty(&fields).unwrap_or_default() + "\n";
        files.push(File { path: "fields.json".to_owned(), text });
        files
    }
}

/// The fields that a query reads, with the type that each must have.
fn add_fields(eql: &Eql<'_>, fields: &mut BTreeMap<String, &'static str>) {
    fields.entry(eql.timestamp_field.to_owned()).or_insert("date");
    for field in &eql.query.fields {
        fields.entry(field.path.as_str().to_owned()).or_insert(text::type_of(field.field_type));
    }
}

fn sources(rule: &Rule<'_>) -> String {
    let named = match &rule.file.rule.value.kind {
        RuleKind::Eql(eql) => eql.index.as_ref(),
        RuleKind::Query(_)
        | RuleKind::Esql(_)
        | RuleKind::Threshold(_)
        | RuleKind::NewTerms(_)
        | RuleKind::ThreatMatch(_)
        | RuleKind::MachineLearning(_)
        | RuleKind::SavedQuery(_)
        | RuleKind::Unknown => None,
    };
    let patterns: Vec<_> = match named {
        Some(list) => list.value.iter().map(|pattern| text::source(&pattern.value)).collect(),
        None => DEFAULT_INDEX.iter().map(|pattern| text::source(pattern)).collect(),
    };
    patterns.join(", ")
}

struct Writer<'a> {
    query: &'a Query,
    losses: Vec<Loss>,
}

impl Logic for Writer<'_> {
    fn leaf(&mut self, id: LeafId) -> String {
        leaf::written(self.query, self.query.leaf(id), &mut self.losses)
    }

    fn constant(&mut self, value: bool) -> String {
        value.to_string()
    }

    fn not(&mut self, inner: String) -> String {
        match inner.strip_suffix(" IS NOT NULL") {
            Some(name) if !name.contains(' ') => format!("{name} IS NULL"),
            Some(_) | None => format!("(NOT {inner})"),
        }
    }
}
