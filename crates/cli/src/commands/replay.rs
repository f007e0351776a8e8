//! `eqlc replay`: rules on their own schedule.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use harness::event::Timestamp;
use harness::replay::{self, Outage, Replay as Replayed, ReplayError, Shown, read_exceptions};
use harness::{LoadOptions, load};

use super::query::exit;
use super::scan::report;
use crate::args::{EventArgs, FieldArgs, MappingArgs};
use crate::exit::{Exit, Failure};
use crate::inputs::Inputs;
use crate::listener::Lines;
use crate::terminal::Terminal;

/// Run rules on their own schedule over a recorded stream, as Kibana would
#[derive(Args, Debug)]
#[command(after_help = "\
Each rule runs every `interval` and searches from `from` to `to` before the run; `timestamp_override` decides which time
of an event counts, `@timestamp` where an event lacks that field. An event is found from its `event.ingested` on, or from
its own time where it has none. What was alerted is not alerted again. A run that comes too late searches up to four
windows more; the rest is a gap. Events may come in any order. A rule whose schedule is no plain date math (`now-9m`)
is left out.

Each line is one JSON object; `kind` is
  single          an alert of one event
  building_block  an event of a sequence; `group` names its shell
  shell           the alert of a sequence; `fields` is what all its events share
  max_signals     a window with as many hits as the rule may have, or more
  gap             a time that no window looks at, after an outage
  missed          a match of the whole stream that no run found, with the reason
  extra           with --compare: an alert that a run over the whole stream has not
  comparison      with --compare: the sums of one rule

Examples:
  eqlc replay --rules rules events.ndjson --format human
  eqlc replay --rules rules --ingest-delay 6m --compare events.ndjson
  eqlc replay --rules rules --outage 2026-01-01T02:00:00Z/3h --exceptions exceptions.toml events.ndjson")]
pub(crate) struct Replay {
    /// Rule file, or folder searched for *.toml; repeatable
    #[arg(long, required = true, value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    events: EventArgs,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    mapping: MappingArgs,
    /// Time of the first run of every rule, by default that of the earliest event
    #[arg(long, value_parser = time, value_name = "TIME")]
    start: Option<Timestamp>,
    /// No run is later; by default a rule runs until one of its windows reaches the last event
    #[arg(long, value_parser = time, value_name = "TIME")]
    end: Option<Timestamp>,
    /// Every event is found this long after its time, whatever `event.ingested` says; the field moves along where an
    /// event has it
    #[arg(long, value_parser = duration, value_name = "DURATION")]
    ingest_delay: Option<Nanoseconds>,
    /// A time without runs, e.g. 2026-01-01T02:00:00Z/3h: what is due in it runs at its end; repeatable
    #[arg(long = "outage", value_parser = outage, value_name = "START/DURATION")]
    outages: Vec<Outage>,
    /// File of exception lists, as detection-rules has them, for the rules that it or their `exceptions_list` names;
    /// repeatable
    #[arg(long, value_name = "FILE")]
    exceptions: Vec<PathBuf>,
    /// Compare each rule with one run over the whole stream
    #[arg(long)]
    compare: bool,
    /// How results are printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// End with exit code 1 if a match was missed
    #[arg(long)]
    fail_on_miss: bool,
    /// Do not end with exit code 1 because of rules that do not compile or cannot be run on a schedule
    #[arg(long)]
    ignore_bad_rules: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// One JSON object a line
    #[default]
    Json,
    /// What each rule has found and lost
    Human,
}

/// A duration; clap would take a bare number for another type.
#[derive(Clone, Copy, Debug)]
struct Nanoseconds(i128);

fn time(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "a time is written like 2026-01-31T10:00:00Z".to_owned())
}

fn duration(text: &str) -> Result<Nanoseconds, String> {
    let nanoseconds = replay::duration(text).map(Nanoseconds);
    nanoseconds.ok_or_else(|| "a duration is written like 90s, 5m or 1h".to_owned())
}

fn outage(text: &str) -> Result<Outage, String> {
    let (start, length) = text
        .split_once('/')
        .ok_or_else(|| "an outage is written like 2026-01-31T10:00:00Z/3h".to_owned())?;
    Ok(Outage::new(time(start)?, duration(length)?.0))
}

impl Replay {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut inputs = Inputs::new(&self.events);
        let indices = inputs.indices(&self.mapping.sources(), &self.events)?;
        let load_options = LoadOptions { indices: indices.clone(), ..self.fields.load_options() };
        let set = load(&self.rules, &load_options);
        report(&set, terminal);
        let exceptions = self.exceptions.iter().map(|path| read_exceptions(path));
        let exceptions = exceptions.collect::<Result<Vec<_>, _>>().map_err(Failure::new)?;
        let notes = exceptions.iter().flat_map(|file| &file.notes);
        notes.for_each(|note| terminal.problem(&format!("warning: {note}")));
        let scan_options = self.events.scan_options();
        let options = replay::Options {
            start: self.start,
            end: self.end,
            outages: self.outages.clone(),
            ingest_delay: self.ingest_delay.map(|delay| delay.0),
            timestamp_field: load_options.timestamp_field,
            stream: scan_options.stream,
            max_buffer: scan_options.max_buffer,
            indices,
            exceptions,
        };
        let mut lines = Lines::new(terminal, |_| String::new());
        let outcome = replay::run(&set, inputs.open(), &options, &mut lines);
        lines.finish();
        let elapsed = lines.elapsed();
        let replayed = outcome.map_err(|error: ReplayError| Failure::new(error))?;
        self.print(&replayed, &inputs.names(), terminal)?;
        terminal.flush()?;
        replayed.notes().iter().for_each(|note| terminal.note(note));
        terminal.note(&replayed.line(elapsed));
        let is_bad = set.refused > 0 || !replayed.unscheduled.is_empty();
        let rules = Exit::findings(is_bad && !self.ignore_bad_rules);
        let missed = Exit::findings(self.fail_on_miss && replayed.missed() > 0);
        let paths = Exit::unusable(!set.unusable.is_empty());
        Ok(exit(replayed.summary(), &self.events).max(rules).max(missed).max(paths))
    }

    fn print(
        &self,
        replayed: &Replayed,
        sources: &[String],
        terminal: &mut Terminal,
    ) -> Result<(), Failure> {
        for rule in &replayed.unscheduled {
            let path = harness::io::shown(&rule.path);
            terminal.problem(&format!("{path} was left out: {}", rule.problem));
        }
        let shown = Shown { sources, events: self.events.events.into(), compare: self.compare };
        match self.format {
            Format::Json => replayed.lines(&shown, &mut |line| terminal.line(line))?,
            Format::Human => terminal.text(&replayed.human(&shown))?,
        }
        Ok(())
    }
}
