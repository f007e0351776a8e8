//! `eqlc explain`: why a rule did or did not match; the page of a check, the list of all, the policy file, the schema
//! of rule files.

mod rule;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use harness::catalogue::{self, Entry};
use harness::check::{self, UnknownId};
use harness::{explain, json_schema};

use crate::args::{DialectArgs, FieldArgs, InputArgs, SequenceArgs};
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Explain why a rule did or did not match events, or what a check is
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  eqlc explain rules/windows/execution_x.toml events.ndjson\n  eqlc explain rules/windows/execution_x.toml events.ndjson --record 7 --format html > why.html\n  eqlc explain rule/risk-score-outside-severity\n  eqlc explain --list --format json\n  eqlc explain config > eqlc.toml\n  eqlc explain schema > rule.schema.json"
)]
pub(crate) struct Explain {
    /// A rule file, with a file of events; or the id of a check, `config` for an eqlc.toml with every key, its type
    /// and its default, or `schema` for the JSON Schema of rule files
    #[arg(required_unless_present = "list", value_name = "RULE|ID")]
    subject: Option<String>,
    /// Events on which the rule did or did not match; `-` is stdin
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The event to explain, counted from 1; by default the one that says most
    #[arg(long, requires = "file", value_name = "N")]
    record: Option<usize>,
    /// List all checks
    #[arg(long, conflicts_with = "subject")]
    list: bool,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    dialect: DialectArgs,
    #[command(flatten)]
    sequence: SequenceArgs,
    #[command(flatten)]
    input: InputArgs,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Human,
    /// JSON; of the list one object a check
    Json,
    /// A page for the browser, of a rule only
    Html,
}

impl Explain {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        if let (Some(rule), Some(file)) = (&self.subject, &self.file) {
            return self.explain_rule(rule.as_ref(), file, terminal);
        }
        let text = match self.subject.as_deref() {
            None => catalogue::entries().map(|entry| self.format.line(entry)).collect(),
            Some("config") => check::config_example(),
            Some("schema") => json_schema::text(),
            Some(path) if is_rule(path) => return Err(needs_events(path)),
            Some(id) => self.format.page(find(id)?),
        };
        terminal.text(&text)?;
        Ok(Exit::Done)
    }
}

fn is_rule(subject: &str) -> bool {
    std::path::Path::new(subject).extension().is_some_and(|extension| extension == "toml")
}

fn needs_events(path: &str) -> Failure {
    Failure::new(format!("to explain `{path}`, name a file of events behind it"))
}

fn find(id: &str) -> Result<&'static Entry, Failure> {
    let unknown = || UnknownId { id: id.to_owned(), similar: catalogue::similar(id) };
    catalogue::find(id).ok_or_else(|| Failure::new(unknown()))
}

impl Format {
    fn line(self, entry: &Entry) -> String {
        match self {
            Self::Human | Self::Html => explain::line(entry),
            Self::Json => explain::json_line(entry),
        }
    }

    fn page(self, entry: &Entry) -> String {
        match self {
            Self::Human | Self::Html => explain::page(entry),
            Self::Json => explain::json_page(entry),
        }
    }
}
