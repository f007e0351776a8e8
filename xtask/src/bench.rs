//! `cargo xtask bench`: a short scan of generated events with the bundled rules, timed against reading alone.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use harness::event_input::{self, Options, Reader};
use harness::matcher::Matcher;
use harness::scan::{self, EventOutput, Found, Listener};
use harness::summary::Summary;
use harness::{RuleSet, generator};

use crate::{Failure, Step, Verdict, validate};

/// The seed of the generated events.
const SEED: u64 = 1;

/// Time a scan of generated events with the bundled rules, and reading the same events without rules.
#[derive(clap::Args)]
pub struct Args {
    /// How many events to generate.
    #[arg(long, default_value_t = 100_000)]
    events: usize,
}

/// Prints one line with the rates.
pub fn run(args: &Args, root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    check(&validate::rules(root), args.events)?.finish(out)
}

pub(crate) fn check(set: &RuleSet, events: usize) -> Result<Step, Failure> {
    let matcher = Matcher::new(set.program()).map_err(|error| Failure::new(error.to_string()))?;
    let bytes = generator::ndjson(SEED, events);
    let (read, reading) = timed(|| Ok(open(&bytes)?.count()))?;
    let (summary, scanning) = timed(|| scan_all(&matcher, &bytes))?;
    let ratio = reading.as_secs_f64() / scanning.as_secs_f64().max(f64::MIN_POSITIVE);
    let result = format!("{}; {ratio:.2} of the rate of reading alone", summary.line(scanning));
    let complete = read == events && summary.events == events as u64 && summary.bad_records == 0;
    Ok(Step::new("scan", result, complete && summary.matches > 0))
}

fn open(bytes: &[u8]) -> Result<Reader, Failure> {
    let reader = Box::new(std::io::Cursor::new(bytes.to_vec()));
    event_input::from_reader("generated", 0, reader, &Options::default())
        .map_err(|error| Failure::new(error.to_string()))
}

fn scan_all(matcher: &Matcher, bytes: &[u8]) -> Result<Summary, Failure> {
    let options = scan::Options { events: EventOutput::Refs, ..scan::Options::default() };
    scan::run(matcher, [Ok(open(bytes)?)], &options, &mut Silent)
        .map_err(|error| Failure::new(error.to_string()))
}

#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
pub(crate) fn timed<T>(
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<(T, Duration), Failure> {
    let start = Instant::now();
    let result = work()?;
    Ok((result, start.elapsed()))
}

/// Counts are in the summary; the matches themselves are not looked at.
struct Silent;

impl Listener for Silent {
    fn found(&mut self, _found: &Found) -> std::io::Result<()> {
        Ok(())
    }

    fn unopened(&mut self, _error: &event_input::OpenError) {}

    fn bad_record(&mut self, _source: &str, _record: u64, _reason: &str) {}

    fn warning(&mut self, _text: &str) {}

    fn progress(&mut self, _reader: &Reader) {}
}
