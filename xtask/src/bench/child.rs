//! Measurements that need a process of their own: the memory of a scan and of nothing else.

use std::path::{Path, PathBuf};
use std::process::Command;

use harness::QuerySource;
use harness::event_input::{self, Format, OpenError, Options, Reader};
use harness::matcher::Matcher;
use harness::scan::{self, Found, Listener};
use harness::{LoadOptions, load};

use super::generated::{SEQUENCE, Stream, first_stage};
use super::workload::{Workload, matcher};
use super::{Args, memory, scanning};
use crate::Failure;

/// What a process of its own measures; the answer is one line of numbers.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Job {
    /// Bytes: the peak during a scan in default mode, and that of the whole process.
    Scan,
    /// The same with events that are ECS, whatever they look like.
    Ecs,
    /// The same with an input whose order is trusted.
    Sorted,
    /// Bytes that the keys of a sequence take where the order of the input is trusted, and how many keys there are.
    Keys,
    /// The same in default mode, at the peak: when the events are ordered and all keys are live.
    OrderedKeys,
}

/// Does a job in this process.
pub(super) fn run(job: Job, args: &Args, root: &Path) -> Result<String, Failure> {
    let numbers = match job {
        Job::Scan => scan_peak(args, root, Format::Auto, false)?,
        Job::Ecs => scan_peak(args, root, Format::Ecs, false)?,
        Job::Sorted => scan_peak(args, root, Format::Auto, true)?,
        Job::Keys => memory_of_keys(args.keys, true)?,
        Job::OrderedKeys => memory_of_keys(args.keys, false)?,
    };
    Ok(numbers.map(|number| number.to_string()).join(" "))
}

/// Lets a process of its own do a job, with the rules of the workload and a file of events.
pub(super) fn ask(job: Job, workload: &Workload, events: &Path) -> Result<[f64; 2], Failure> {
    ask_with(job, &workload.paths, workload.args.keys, events)
}

/// The same with other rules.
pub(super) fn ask_with(
    job: Job,
    rules: &[PathBuf],
    keys: usize,
    events: &Path,
) -> Result<[f64; 2], Failure> {
    let program = std::env::current_exe().map_err(|error| Failure::new(error.to_string()))?;
    let mut command = Command::new(program);
    let name = clap::ValueEnum::to_possible_value(&job).map(|value| value.get_name().to_owned());
    command.arg("bench").arg("--job").arg(name.unwrap_or_default());
    command.arg("--events").arg(events).arg("--keys").arg(keys.to_string());
    for path in rules {
        command.arg("--rules").arg(path);
    }
    let output = command.output().map_err(|error| Failure::new(error.to_string()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> =
        text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    <[f64; 2]>::try_from(numbers).map_err(|_| {
        Failure::new(format!("a child failed: {}", String::from_utf8_lossy(&output.stderr).trim()))
    })
}

fn scan_peak(args: &Args, root: &Path, format: Format, sorted: bool) -> Result<[u64; 2], Failure> {
    let matcher = matcher(&load(&args.rule_paths(root), &LoadOptions::default()))?;
    let before = memory::peak()?;
    memory::forget_peak()?;
    let path = args.events.as_deref().unwrap_or(Path::new("-"));
    let reader = scanning::from_file(path, format)?;
    let options = scan::Options { sorted, ..scanning::options() };
    scanning::scan(&matcher, reader, &options, &mut scanning::Silent)?;
    let peak = memory::peak()?;
    Ok([peak, peak.max(before)])
}

fn memory_of_keys(count: usize, sorted: bool) -> Result<[u64; 2], Failure> {
    let compiled = QuerySource::new(SEQUENCE)
        .compile()
        .map_err(|error| Failure::new(format!("the rule of the row: {error:?}")))?;
    let stream = Stream::new((0..count).map(|number| first_stage(number, number)));
    let reader = event_input::from_reader("generated", 0, Box::new(stream), &Options::default())
        .map_err(|error| Failure::new(error.to_string()))?;
    watched(&compiled.matcher, reader, sorted)
}

/// From the first progress to the last, or to the peak where the work comes after it: how many bytes came to be
/// resident, for how many events.
fn watched(matcher: &Matcher, reader: Reader, sorted: bool) -> Result<[u64; 2], Failure> {
    let mut watch = Watch { first: None, last: (0, 0) };
    let options = scan::Options { sorted, ..scanning::options() };
    memory::forget_peak()?;
    scanning::scan(matcher, reader, &options, &mut watch)?;
    let (bytes, resident) = watch.first.unwrap_or_default();
    let most = if sorted { watch.last.1 } else { memory::peak()? };
    let line = first_stage(0, 0).len() as u64;
    Ok([most.saturating_sub(resident), (watch.last.0 - bytes) / line])
}

/// Bytes read and bytes resident, at the first and at the last progress.
struct Watch {
    first: Option<(u64, u64)>,
    last: (u64, u64),
}

impl Listener for Watch {
    fn found(&mut self, _found: &Found) -> std::io::Result<()> {
        Ok(())
    }

    fn unopened(&mut self, _error: &OpenError) {}

    fn bad_record(&mut self, _source: &str, _record: u64, _reason: &str) {}

    fn warning(&mut self, _text: &str) {}

    fn progress(&mut self, reader: &Reader) {
        let now = (reader.counts().bytes, memory::resident().unwrap_or_default());
        self.first.get_or_insert(now);
        self.last = now;
    }
}
