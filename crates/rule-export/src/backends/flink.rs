//! `--to flink`: a query a rule, for batches and for streams, and the table that the queries read.
//!
//! A clause is a test of the joined values of a field, since Flink's SQL has no functions over the items of a list; a
//! sequence is a chain of `MATCH_RECOGNIZE`.

mod address;
mod leaf;
mod query;
mod script;
mod sequence;
mod tables;
mod text;

use query::query;

use crate::sql::pack::{self, Tables};
use crate::{Backend, Checked, Construct, File, Layout, Options, Rendered, Rule, Support};

/// SQL for Flink.
pub(super) struct Flink;

impl Backend for Flink {
    fn name(&self) -> &'static str {
        "flink"
    }

    fn title(&self) -> &'static str {
        "Flink SQL"
    }

    fn about(&self) -> &'static str {
        include_str!("flink/about.md")
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
            | Construct::Cidr
            | Construct::Sequence
            | Construct::LongSequence
            | Construct::NoJoinKey
            | Construct::OptionalKey
            | Construct::NoMaxspan
            | Construct::Until
            | Construct::Runs
            | Construct::TextRange
            | Construct::Function("length")
            | Construct::RuleId => Support::Exact,
            Construct::StageKeys => Support::Partly("keys of one type"),
            Construct::Regex => Support::Partly("without `~`, `&` and `<…>`"),
            Construct::Number => Support::Partly("doubles up to 2^53"),
            Construct::Version => Support::Partly("equality, not order"),
            Construct::Address => Support::Refused("a text does not order as an address does"),
            Construct::Function("startsWith" | "endsWith" | "stringContains") => {
                Support::Partly("a constant in a field, with letter case")
            }
            Construct::FieldComparison
            | Construct::Arithmetic
            | Construct::ScriptedPattern
            | Construct::ScriptedLogic
            | Construct::Function(_) => {
                Support::Refused("no function of Flink takes the values of a list one by one")
            }
            Construct::Date => Support::Refused("`load.sql` reads no instants but the time"),
            Construct::MissingEvent => {
                Support::Refused("a row cannot be found because another has not come")
            }
            Construct::Sample => Support::Refused("not written"),
            Construct::Head | Construct::Tail => Support::Refused("a stream has no end"),
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
        rule.eql.map_or_else(Rendered::default, |eql| pack::named(rule, query(&eql, rule.id)))
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], _options: &Options) -> Vec<File> {
        pack::files(rules, &Tables { schema: tables::schema, load: tables::load })
    }
}
