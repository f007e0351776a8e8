//! `--to clickhouse`: a query a rule, and the table that the queries read.

mod dialect;
mod tables;

use dialect::ClickHouse;

use crate::sql::pack::{self, Tables};
use crate::sql::single_events;
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
        if construct == Construct::LongSequence {
            return Support::Partly("up to 64 stages");
        }
        if single_events::is_beyond(construct) {
            return Support::Exact;
        }
        let dates = Support::Partly("between 1900 and 2262, not in functions");
        single_events::holds(construct, dates, Support::Partly("what RE2 can express"))
    }

    fn comment(&self, line: &str) -> Option<String> {
        Some(pack::comment(line))
    }

    fn render(&self, rule: &Rule<'_>, _options: &Options) -> Rendered {
        pack::rendered(rule, &ClickHouse)
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], _options: &Options) -> Vec<File> {
        pack::files(rules, &Tables { schema: tables::schema, load: tables::load })
    }
}
