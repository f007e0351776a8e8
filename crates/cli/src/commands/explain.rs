//! `eqlc explain`: the page of a check, the list of all, the policy file, the schema of rule files.

use clap::{Args, ValueEnum};
use harness::catalogue::{self, Entry};
use harness::check::{self, UnknownId};
use harness::{explain, json_schema};

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Explain a check, list all, or show the policy file
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  eqlc explain rule/risk-score-outside-severity\n  eqlc explain --list --format json\n  eqlc explain config > eqlc.toml\n  eqlc explain schema > rule.schema.json"
)]
pub(crate) struct Explain {
    /// Id of a check, `config` for an eqlc.toml with every key, its type and its default, or
    /// `schema` for the JSON Schema of rule files
    #[arg(required_unless_present = "list", value_name = "ID")]
    id: Option<String>,
    /// List all checks
    #[arg(long, conflicts_with = "id")]
    list: bool,
    /// How the list or the page is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Human,
    /// One JSON object a check
    Json,
}

impl Explain {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let text = match self.id.as_deref() {
            None => catalogue::entries().map(|entry| self.format.line(entry)).collect(),
            Some("config") => check::config_example(),
            Some("schema") => json_schema::text(),
            Some(id) => self.format.page(find(id)?),
        };
        terminal.text(&text)?;
        Ok(Exit::Done)
    }
}

fn find(id: &str) -> Result<&'static Entry, Failure> {
    let unknown = || UnknownId { id: id.to_owned(), similar: catalogue::similar(id) };
    catalogue::find(id).ok_or_else(|| Failure::new(unknown()))
}

impl Format {
    fn line(self, entry: &Entry) -> String {
        match self {
            Self::Human => explain::line(entry),
            Self::Json => explain::json_line(entry),
        }
    }

    fn page(self, entry: &Entry) -> String {
        match self {
            Self::Human => explain::page(entry),
            Self::Json => explain::json_page(entry),
        }
    }
}
