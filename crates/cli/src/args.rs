//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use harness::event_input::{self, Format};
use harness::mapping::MappingSource;
use harness::matcher::{Bounds, SequenceMode, StreamOptions};
use harness::scan::EventOutput;
use harness::{Dialect, LoadOptions};

use crate::commands;

/// Write, check, prove and run EQL detection rules, offline.
#[derive(Debug, Parser)]
#[command(
    name = "eqlc",
    version,
    propagate_version = true,
    after_help = "Exit codes: 0 done and nothing wrong, 1 findings, 2 the command line or a file could not be used."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What holds for every command.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Global {
    /// Print results and problems only
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Print more about what is done
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: ColorArg,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum ColorArg {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(commands::check::Check),
    Query(commands::query::Query),
    Scan(commands::scan::Scan),
    Test(commands::test::Test),
    Generate(commands::generate::Generate),
    Replay(commands::replay::Replay),
    Compile(commands::compile::Compile),
    Diff(commands::diff::Diff),
    Dump(commands::dump::Dump),
    Bench(commands::bench::Bench),
    Explain(commands::explain::Explain),
    Export(commands::export::Export),
    Import(commands::import::Import),
    Fmt(commands::fmt::Fmt),
    Lock(commands::lock::Lock),
    New(commands::new::New),
    Schema(commands::schema::Schema),
    Completions(commands::completions::Completions),
    Man(commands::man::Man),
}

/// Which fields an event keeps its time, its category and its order in.
#[derive(Args, Clone, Debug)]
#[expect(clippy::struct_field_names, reason = "they are the names of the options")]
pub(crate) struct FieldArgs {
    /// Field with the time of an event, by default the rule's, or @timestamp
    #[arg(long, value_name = "FIELD")]
    timestamp_field: Option<String>,
    /// Field that `category where` asks, by default the rule's, or event.category
    #[arg(long, value_name = "FIELD")]
    event_category_field: Option<String>,
    /// Field that orders events of one time, by default the rule's, or the order of the input
    #[arg(long, value_name = "FIELD")]
    tiebreaker_field: Option<String>,
}

impl FieldArgs {
    pub(crate) fn load_options(&self) -> LoadOptions {
        LoadOptions {
            category_field: self.event_category_field.clone(),
            timestamp_field: self.timestamp_field.clone(),
            tiebreaker_field: self.tiebreaker_field.clone(),
            ..LoadOptions::default()
        }
    }
}

/// Which language the queries are in.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct DialectArgs {
    /// Language of the queries; `endpoint` adds `_arraysearch`, `[...] as name`, `descendant of [...]`, comparisons of
    /// two fields, and rule files that have only a query
    #[arg(long, value_enum, default_value_t, value_name = "DIALECT")]
    dialect: DialectArg,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum DialectArg {
    /// EQL as Elasticsearch runs it
    #[default]
    Elasticsearch,
    /// EQL as Elastic Endpoint runs it
    Endpoint,
}

impl DialectArgs {
    pub(crate) fn dialect(self) -> Dialect {
        match self.dialect {
            DialectArg::Elasticsearch => Dialect::Elasticsearch,
            DialectArg::Endpoint => Dialect::Endpoint,
        }
    }
}

/// What an index says about fields.
#[derive(Args, Clone, Debug)]
pub(crate) struct MappingArgs {
    /// Elasticsearch index mapping (JSON) of one event file, or of all: types, aliases, null values, date formats; a
    /// field that neither it nor an event has is an error; repeatable
    #[arg(long = "mapping", value_name = "[EVENTFILE=]MAPPING")]
    mappings: Vec<String>,
}

impl MappingArgs {
    pub(crate) fn sources(&self) -> Vec<MappingSource> {
        self.mappings.iter().map(|text| MappingSource::new(text)).collect()
    }
}

/// Which events are read, and how.
#[derive(Args, Clone, Debug)]
pub(crate) struct EventArgs {
    /// Event files: NDJSON, a JSON array or .evtx, plain or .gz/.zst; `-` is stdin, the default
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// How much of the events a result shows
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub(crate) events: EventsArg,
    /// Trust the order of the input: stream it in constant memory
    #[arg(long)]
    pub(crate) sorted: bool,
    #[command(flatten)]
    sequence: SequenceArgs,
    /// The most samples that share one key
    #[arg(long, default_value_t = 1, value_name = "N")]
    max_samples_per_key: usize,
    /// The most keys and processes that pending sequences, samples and relations may hold; beyond, the oldest go and a note says so
    #[arg(long, default_value_t = Bounds::default().keys, value_name = "N")]
    max_sequence_keys: usize,
    /// The most memory that pending sequences, samples and relations may hold; beyond, the oldest go and a note says so
    #[arg(long, value_parser = size, default_value = "1GiB", value_name = "SIZE")]
    max_sequence_bytes: u64,
    /// The most memory that ordering by time may keep, e.g. 512MiB
    #[arg(long, value_parser = size, default_value = "1GiB", value_name = "SIZE")]
    pub(crate) max_buffer: u64,
}

/// How a sequence ends.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct SequenceArgs {
    /// What the end of the input means to a missing event at the end of a sequence
    #[arg(long, value_enum, default_value_t, value_name = "MODE")]
    sequence_mode: ModeArg,
}

impl SequenceArgs {
    pub(crate) fn mode(self) -> SequenceMode {
        self.sequence_mode.into()
    }
}

/// How an input is read.
#[derive(Args, Clone, Debug)]
pub(crate) struct InputArgs {
    /// What the files hold
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    input: InputArg,
    /// The longest event that is read, e.g. 1MiB
    #[arg(long, value_parser = size, default_value = "16MiB", value_name = "SIZE")]
    max_event_bytes: u64,
    /// Do not end with exit code 2 because of events that cannot be read
    #[arg(long)]
    pub(crate) ignore_bad_events: bool,
}

impl InputArgs {
    pub(crate) fn options(&self) -> event_input::Options {
        event_input::Options {
            format: self.input.into(),
            max_event_bytes: usize::try_from(self.max_event_bytes).unwrap_or(usize::MAX),
        }
    }
}

impl EventArgs {
    pub(crate) fn scan_options(&self) -> harness::scan::Options {
        harness::scan::Options {
            events: self.events.into(),
            sorted: self.sorted,
            max_buffer: self.max_buffer,
            stream: StreamOptions {
                mode: self.sequence.mode(),
                max_samples_per_key: self.max_samples_per_key,
                bounds: Bounds { keys: self.max_sequence_keys, bytes: self.max_sequence_bytes },
            },
            ..harness::scan::Options::default()
        }
    }
}

/// What an input holds.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum InputArg {
    /// Found from the name, then the content
    #[default]
    Auto,
    /// JSON, taken as it is
    Ecs,
    /// JSON of raw Windows events, mapped to ECS
    Windows,
    /// A binary Windows event log, mapped to ECS
    Evtx,
}

impl From<InputArg> for Format {
    fn from(arg: InputArg) -> Self {
        match arg {
            InputArg::Auto => Self::Auto,
            InputArg::Ecs => Self::Ecs,
            InputArg::Windows => Self::Windows,
            InputArg::Evtx => Self::Evtx,
        }
    }
}

/// What the end of the input means to a missing event.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum ModeArg {
    /// It is missing, as Elasticsearch has it
    #[default]
    Es,
    /// It is missing only if a later event shows that its time is over
    Strict,
}

impl From<ModeArg> for SequenceMode {
    fn from(arg: ModeArg) -> Self {
        match arg {
            ModeArg::Es => Self::Es,
            ModeArg::Strict => Self::Strict,
        }
    }
}

/// How much of the events a result shows.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum EventsArg {
    /// An empty list
    None,
    /// File and record
    Refs,
    /// File, record and document
    #[default]
    Full,
}

impl From<EventsArg> for EventOutput {
    fn from(arg: EventsArg) -> Self {
        match arg {
            EventsArg::None => Self::None,
            EventsArg::Refs => Self::Refs,
            EventsArg::Full => Self::Full,
        }
    }
}

/// `512MiB`, `2GB`, `1024`.
fn size(text: &str) -> Result<u64, String> {
    let digits =
        text.len() - text.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let factor = match unit {
        "" | "B" => 1,
        "KB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return Err(format!("`{unit}` is no unit of size; use KiB, MiB or GiB")),
    };
    let number: u64 = number.parse().map_err(|_| "a size starts with a whole number".to_owned())?;
    number.checked_mul(factor).ok_or_else(|| "the size is too large".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("512MiB"), Ok(512 << 20));
        assert_eq!(size("7"), Ok(7));
        assert!(
            size("MiB").is_err() && size("5 parsecs").is_err() && size("99999999999GiB").is_err()
        );
    }
}
