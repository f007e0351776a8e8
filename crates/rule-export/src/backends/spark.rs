//! `--to spark`: a query a rule that asks for single events, and the table that the queries read.

mod dialect;
mod tables;

use dialect::SparkSql;

use crate::sql::pack::{self, Tables};
use crate::sql::single_events;
use crate::{Backend, Checked, Construct, File, Layout, Options, Rendered, Rule, Support};

/// SQL for Spark.
pub(super) struct Spark;

impl Backend for Spark {
    fn name(&self) -> &'static str {
        "spark"
    }

    fn title(&self) -> &'static str {
        "Spark SQL"
    }

    fn about(&self) -> &'static str {
        include_str!("spark/about.md")
    }

    fn checked(&self) -> Checked {
        Checked::Run
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn holds(&self, construct: Construct) -> Support {
        let dates = Support::Partly("not in functions");
        single_events::holds(construct, dates, Support::Partly("what Java can express"))
    }

    fn comment(&self, line: &str) -> Option<String> {
        Some(pack::comment(line))
    }

    fn render(&self, rule: &Rule<'_>, _options: &Options) -> Rendered {
        pack::rendered(rule, &SparkSql)
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], _options: &Options) -> Vec<File> {
        pack::files(rules, &Tables { schema: tables::schema, load: tables::load })
    }
}
