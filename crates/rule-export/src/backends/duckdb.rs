//! `--to duckdb`: a query a rule, and the table that the queries read.

mod dialect;
mod tables;

use std::collections::BTreeSet;

use dialect::DuckDb;

use crate::sql::{Column, columns, query};
use crate::{Backend, Checked, Construct, File, Layout, Options, Rendered, Rule, Support};

/// SQL for `DuckDB`.
pub(super) struct Duckdb;

impl Backend for Duckdb {
    fn name(&self) -> &'static str {
        "duckdb"
    }

    fn title(&self) -> &'static str {
        "DuckDB SQL"
    }

    fn about(&self) -> &'static str {
        include_str!("duckdb/about.md")
    }

    fn checked(&self) -> Checked {
        Checked::Run
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
            | Construct::Arrays
            | Construct::Equality
            | Construct::IgnoreCase
            | Construct::Wildcard
            | Construct::Boolean
            | Construct::Address
            | Construct::Cidr
            | Construct::FieldComparison
            | Construct::ScriptedLogic
            | Construct::Sequence
            | Construct::LongSequence
            | Construct::NoJoinKey
            | Construct::StageKeys
            | Construct::OptionalKey
            | Construct::NoMaxspan
            | Construct::Until
            | Construct::MissingEvent
            | Construct::Runs
            | Construct::Sample
            | Construct::Head
            | Construct::Tail
            | Construct::RuleId => Support::Exact,
            Construct::Regex => Support::Partly("without `~` and `&`"),
            Construct::Number => Support::Partly("doubles below 2^53"),
            Construct::Date => Support::Partly("whole microseconds, not in functions"),
            Construct::Version => Support::Partly("equality, not order"),
            Construct::TextRange => Support::Partly("where the type of the field is known"),
            Construct::Arithmetic => Support::Partly("where the types are known"),
            Construct::ScriptedPattern => Support::Partly("what RE2 can express"),
            Construct::Function(name) => function(name),
            Construct::ArraySearch => {
                Support::Refused("a row does not hold the elements of an array")
            }
            Construct::Lineage => {
                Support::Refused("a row does not hold the ancestors of a process")
            }
            Construct::EarlierEvent => {
                Support::Refused("a stage is found before the events in front of it")
            }
            Construct::OtherLanguage => Support::Refused("the rule is not EQL"),
        }
    }

    fn comment(&self, line: &str) -> Option<String> {
        Some(format!("-- {line}"))
    }

    fn render(&self, rule: &Rule<'_>, _options: &Options) -> Rendered {
        let Some(eql) = &rule.eql else { return Rendered::default() };
        let (text, losses) = query(eql, rule.id, &DuckDb);
        let name = rule.name().replace(['\n', '\r'], " ");
        Rendered { text: format!("-- {name}\n{text}"), losses }
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], _options: &Options) -> Vec<File> {
        let read: BTreeSet<Column> =
            rules.iter().filter_map(|(rule, _)| rule.eql.as_ref()).flat_map(columns).collect();
        let table = [("schema.sql", tables::schema(&read)), ("load.sql", tables::load(&read))];
        let table = table.map(|(path, text)| File { path: path.to_owned(), text });
        let queries = rules.iter().map(|(rule, rendered)| File {
            path: format!("rules/{}.sql", rule.id),
            text: rendered.text.clone(),
        });
        table.into_iter().chain(queries).collect()
    }
}

fn function(name: &str) -> Support {
    match name {
        "number" => Support::Partly("in base 10 and 16, to be compared"),
        "between" => Support::Partly("neither greedy nor ignoring case"),
        "string" | "concat" => Support::Partly("no instants, and no numbers of an unknown type"),
        "cidrMatch" => Support::Partly("fields of the type `ip`"),
        _ => Support::Exact,
    }
}
