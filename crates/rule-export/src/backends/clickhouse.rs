//! `--to clickhouse`: a query a rule that asks for single events, and the table that the queries read.

mod dialect;
mod tables;

use std::collections::BTreeSet;

use dialect::ClickHouse;

use crate::sql::{Column, columns, query};
use crate::{Backend, Checked, Construct, File, Layout, Options, Rendered, Rule, Support};

/// SQL for ClickHouse.
pub(super) struct Clickhouse;

impl Backend for Clickhouse {
    fn name(&self) -> &'static str {
        "clickhouse"
    }

    fn title(&self) -> &'static str {
        "ClickHouse SQL"
    }

    fn about(&self) -> &'static str {
        include_str!("clickhouse/about.md")
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
            | Construct::Function("length" | "startsWith" | "endsWith" | "stringContains")
            | Construct::RuleId => Support::Exact,
            Construct::Regex => Support::Partly("without `~` and `&`"),
            Construct::Number => Support::Partly("doubles up to 2^53"),
            Construct::Date => Support::Partly("between 1900 and 2262, not in functions"),
            Construct::Version => Support::Partly("equality, not order"),
            Construct::TextRange => Support::Partly("where the type of the field is known"),
            Construct::ScriptedPattern => Support::Partly("what RE2 can express"),
            Construct::Function(_) | Construct::Arithmetic => {
                Support::Refused("not written: the engine's own functions differ")
            }
            Construct::Sequence
            | Construct::LongSequence
            | Construct::NoJoinKey
            | Construct::StageKeys
            | Construct::OptionalKey
            | Construct::NoMaxspan
            | Construct::Until
            | Construct::MissingEvent
            | Construct::Runs => {
                Support::Refused("a sequence takes events away from others, which is not written")
            }
            Construct::Sample => Support::Refused("not written"),
            Construct::Head | Construct::Tail => {
                Support::Refused("the order of events without a time is not written")
            }
            Construct::ArraySearch => {
                Support::Refused("a row does not hold the elements of an array")
            }
            Construct::Lineage => {
                Support::Refused("a row does not hold the ancestors of a process")
            }
            Construct::EarlierEvent => Support::Refused("a row does not hold earlier events"),
            Construct::OtherLanguage => Support::Refused("the rule is not EQL"),
        }
    }

    fn comment(&self, line: &str) -> Option<String> {
        Some(format!("-- {line}"))
    }

    fn render(&self, rule: &Rule<'_>, _options: &Options) -> Rendered {
        let Some(eql) = &rule.eql else { return Rendered::default() };
        let (text, losses) = query(eql, rule.id, &ClickHouse);
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
