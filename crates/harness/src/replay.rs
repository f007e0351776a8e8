//! Runs rules on their own schedule over a recorded stream, as Kibana would (rule-format §7).
//!
//! The clock is that of the events: nothing here asks the time. Each event has a time from which on a search finds it,
//! and a time that windows go by. A run at `t` searches the window of its rule for events that are found at `t`;
//! what it finds becomes alerts, unless it was alerted before. Runs that can find nothing else than the one before them
//! are counted, not made, so that a year of an idle rule costs as much as its events.
//!
//! What a run does not know: the `index` of a rule (an event has none), value lists, overrides of name, risk and
//! severity, actions.

mod compare;
mod condition;
mod exceptions;
mod filters;
mod ledger;
mod report;
mod runner;
mod schedule;
mod search;
mod shell;
mod store;
mod terms;
mod times;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use event::Timestamp;
use event_input::{OpenError, Reader};
use event_schema::Indices;
use matcher::{BuildError, Matcher, StreamOptions};
use rayon::prelude::*;

use crate::scan::Listener;
use crate::summary::Summary;
use crate::{Rule, RuleSet};
use compare::{Comparison, Missed};
use ledger::Alert;
use runner::Full;
use search::Searcher;
use store::Store;
use terms::Terms;

pub use compare::Reason;
pub use exceptions::{ExceptionFile, read_exceptions};
pub use report::Shown;
pub use rule_lint::durations::duration;
pub use schedule::{End, Gap, Outage, Run, RunId, Schedule, Timeline, Window, WindowKind};

/// How to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The first run of every rule; the time of the earliest event where it is absent.
    pub start: Option<Timestamp>,
    /// No run is later; where it is absent, each rule runs until a window reaches the last event.
    pub end: Option<Timestamp>,
    /// Times without runs.
    pub outages: Vec<Outage>,
    /// How long after its time each event comes to the index, in nanoseconds; as `event.ingested` says where it is
    /// absent, else at once. An `event.ingested` that an event has moves along.
    pub ingest_delay: Option<i128>,
    /// The field with the time that windows go by where a rule overrides it not or an event lacks it; `@timestamp` where
    /// it is absent.
    pub timestamp_field: Option<String>,
    /// How missing events and samples are run.
    pub stream: StreamOptions,
    /// The most bytes of events that are kept.
    pub max_buffer: u64,
    /// The mappings.
    pub indices: Option<Arc<Indices>>,
    /// Events that rules do not see.
    pub exceptions: Vec<ExceptionFile>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            start: None,
            end: None,
            outages: Vec::new(),
            ingest_delay: None,
            timestamp_field: None,
            stream: StreamOptions::default(),
            max_buffer: 1 << 30,
            indices: None,
            exceptions: Vec::new(),
        }
    }
}

/// Why a replay ended early.
#[derive(Debug)]
pub enum ReplayError {
    /// The events that rules take are more than may be kept.
    BufferFull {
        /// The limit in bytes.
        limit: u64,
    },
    /// The matcher refuses what the compiler made: a bug of ours.
    Refused(BuildError),
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BufferFull { limit } => write!(
                f,
                "the events that rules take are more than {limit} bytes; replay fewer rules or a shorter stream, or \
                 raise `--max-buffer`"
            ),
            Self::Refused(error) => {
                write!(f, "the compiled rules are refused, which is a bug: {error}")
            }
        }
    }
}

impl std::error::Error for ReplayError {}

/// A rule that cannot be run as Kibana would.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unscheduled {
    /// Its file.
    pub path: PathBuf,
    /// Why.
    pub problem: String,
}

/// What all rules have found. Its lines are made by [`Replay::lines`] and [`Replay::human`].
#[derive(Debug)]
pub struct Replay {
    store: Store,
    program: pack::Program,
    /// In the order of the rules.
    rules: Vec<RuleReplay>,
    /// Rules that were left out.
    pub unscheduled: Vec<Unscheduled>,
}

/// What one rule has found.
#[derive(Debug)]
struct RuleReplay {
    /// Its place in the program.
    rule: usize,
    /// Whether all its alerts are building blocks.
    is_building_block: bool,
    runs: u64,
    alerts: Vec<Alert>,
    duplicates: u64,
    suppressed: u64,
    full: Vec<Full>,
    gaps: Vec<Gap>,
    max_signals: u64,
    /// How many events exceptions and filters hid from it.
    hidden: u64,
    ideal: u64,
    missed: Vec<Missed>,
    notes: Vec<String>,
}

/// Runs all rules of a set over the inputs, which may be in any order.
pub fn run(
    set: &RuleSet,
    inputs: impl IntoIterator<Item = Result<Reader, OpenError>>,
    options: &Options,
    listener: &mut dyn Listener,
) -> Result<Replay, ReplayError> {
    let matcher = Matcher::new(set.program()).map_err(ReplayError::Refused)?;
    let store = store::read(&matcher, inputs, options, listener)?;
    let program = matcher.program().clone();
    let one = |(place, rule): (usize, &Rule)| match Terms::new(rule, options) {
        Ok(terms) => replay_rule(rule, place, &terms, &store, options).map(Ok),
        Err(problem) => Ok(Err(Unscheduled { path: rule.path.clone(), problem })),
    };
    let outcomes: Result<Vec<_>, ReplayError> = set.rules.par_iter().enumerate().map(one).collect();
    let (mut rules, mut unscheduled) = (Vec::new(), Vec::new());
    for outcome in outcomes? {
        match outcome {
            Ok(rule) => rules.push(rule),
            Err(rule) => unscheduled.push(rule),
        }
    }
    Ok(Replay { store, program, rules, unscheduled })
}

fn replay_rule(
    rule: &Rule,
    place: usize,
    terms: &Terms,
    store: &Store,
    options: &Options,
) -> Result<RuleReplay, ReplayError> {
    let timeline = timeline(terms, store, options);
    let searcher = Searcher::new(rule, terms, store, &store.taken[place], options.stream)?;
    let mut findings = runner::run(rule, terms, store, &searcher, &timeline);
    let Comparison { ideal, missed } = compare::compare(&searcher, &timeline, &mut findings);
    Ok(RuleReplay {
        rule: place,
        is_building_block: rule.file.rule.value.building_block_type.is_some(),
        runs: timeline.count(),
        alerts: findings.ledger.alerts,
        duplicates: findings.ledger.duplicates,
        suppressed: findings.ledger.suppressed,
        full: findings.full,
        gaps: timeline.gaps(),
        max_signals: terms.size,
        hidden: searcher.hidden,
        ideal,
        missed,
        notes: terms.notes.clone(),
    })
}

/// When a rule runs; never where there is no event with a time and nothing says when.
fn timeline(terms: &Terms, store: &Store, options: &Options) -> Timeline {
    let first = options.start.or(store.first).or(options.end).unwrap_or_default();
    let end = options.end.map(End::At).or(store.last.map(End::Reaching)).unwrap_or(End::At(first));
    terms.schedule.timeline(first, end, &options.outages)
}

impl Replay {
    /// What was read.
    pub fn summary(&self) -> &Summary {
        &self.store.summary
    }

    /// How many matches of a run over the whole stream no run has found.
    pub fn missed(&self) -> usize {
        self.rules.iter().map(|rule| rule.missed.len()).sum()
    }
}
