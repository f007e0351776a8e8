//! `--to duckdb`: a query a rule, and the table that the queries read.

mod dialect;
mod tables;

use dialect::DuckDb;

use crate::sql::pack::{self, Tables};
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
            | Construct::TextRange
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
            Construct::Date => {
                Support::Partly("with nanoseconds between 1678 and 2262 only, not in functions")
            }
            Construct::Version => Support::Partly("equality, not order"),
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
        Some(pack::comment(line))
    }

    fn render(&self, rule: &Rule<'_>, _options: &Options) -> Rendered {
        pack::rendered(rule, &DuckDb)
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], _options: &Options) -> Vec<File> {
        pack::files(rules, &Tables { schema: tables::schema, load: tables::load })
    }
}

fn function(name: &str) -> Support {
    match name {
        "number" => Support::Partly("in base 10 and 16, to be compared"),
        "between" => Support::Partly("neither greedy nor ignoring case"),
        "string" | "concat" => Support::Partly("no instants, and no numbers of an unknown type"),
        _ => Support::Exact,
    }
}
