//! The Sigma rules as EQL, beside rsigma with the rules as they are.

mod pairs;

use std::path::Path;
use std::process::{Command, Stdio};

use harness::event_input::Format;
use harness::matcher::Matcher;
use harness::{LoadOptions, load};

use super::{MEGABYTE, Row};
use crate::bench::child::{self, Job};
use crate::bench::clock::{alternated, rate};
use crate::bench::figure::{Better, Figure, Outcome};
use crate::bench::workload::{Events, Workload, matcher};
use crate::bench::{Args, sigma};
use crate::{Failure, disk};
use pairs::Both;

pub(super) const ROW: Row = Row { name: "Sigma rules as EQL", measure };

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    let args = &workload.args;
    let (Some(source), Some(path)) = (&args.sigma, &args.sigma_events) else {
        return Ok(Outcome::skipped("no `--sigma` and `--sigma-events`"));
    };
    let folder = sigma::write_rules(source, workload.folder.path())?;
    let rules = load(std::slice::from_ref(&folder), &LoadOptions::default());
    let matcher = matcher(&rules)?;
    let events = Events::read(path)?;
    let mut outcome = Outcome::default();
    let ours = Ours { matcher: &matcher, events: &events, workload };
    let mut pairs = args.sigma_pairs.as_deref();
    for rsigma in Rsigma::all(args, &mut outcome) {
        outcome.figures.extend(ours.beside(&rsigma, pairs.take())?);
    }
    let [scan, yardstick] = alternated(
        args.runs,
        [&mut || events.scan(&matcher, Format::Ecs), &mut || events.yardstick()],
    )?;
    let [peak, _] = child::ask_with(Job::Ecs, &[folder], args.keys, path)?;
    #[expect(clippy::cast_precision_loss, reason = "a few thousand rules")]
    let [run, refused] = [rules.rules.len() as f64, rules.refused as f64];
    outcome.figures.extend([
        Figure::new("Sigma rules, rate of the scan", rate(events.count, scan), "events/s"),
        Figure::new("peak memory of the scan", peak / MEGABYTE, "MB"),
        Figure::new("share of sonic-rs skipping lazily", yardstick / scan, "x"),
        Figure::new("rules that run", run, ""),
        Figure::new("rules that do not compile", refused, ""),
    ]);
    Ok(outcome)
}

/// Our side of the comparison.
struct Ours<'a> {
    matcher: &'a Matcher,
    events: &'a Events,
    workload: &'a Workload,
}

impl Ours<'_> {
    /// Both sides in turn, and whether they find the same, which is written if it is asked for.
    fn beside(&self, rsigma: &Rsigma<'_>, pairs: Option<&Path>) -> Result<Vec<Figure>, Failure> {
        let Self { matcher, events, workload } = self;
        let [ours, theirs] = alternated(
            workload.args.runs,
            [&mut || events.scan(matcher, Format::Ecs), &mut || rsigma.seconds(&events.path)],
        )?;
        let name = &rsigma.name;
        let ratio = Figure::new(format!("events/s against {name}"), theirs / ours, "x");
        let rate = rate(events.count, theirs);
        let mut figures = vec![
            ratio.held_to(Better::More, 10.0, 15.0),
            Figure::new(format!("rate of {name}"), rate, "events/s"),
        ];
        let both = Both::ask(matcher, rsigma, events, workload.folder.path())?;
        figures.extend(both.figures());
        if let Some(path) = pairs {
            both.write(path)?;
        }
        Ok(figures)
    }
}

/// The other tool, run as a process.
struct Rsigma<'a> {
    /// With its version, as it says it.
    name: String,
    program: &'a Path,
    rules: &'a Path,
    flags: &'a [String],
}

impl<'a> Rsigma<'a> {
    /// Those that run; the others are named in the outcome.
    fn all(args: &'a Args, outcome: &mut Outcome) -> Vec<Self> {
        let Some(rules) = args.sigma_rules.as_deref() else {
            outcome.skipped.push("the comparison with rsigma: no `--sigma-rules`".to_owned());
            return Vec::new();
        };
        if args.rsigma.is_empty() {
            outcome.skipped.push("the comparison with rsigma: no `--rsigma`".to_owned());
        }
        let mut all = Vec::new();
        for program in &args.rsigma {
            match version(program) {
                Ok(name) => all.push(Self { name, program, rules, flags: &args.rsigma_flag }),
                Err(failure) => outcome.skipped.push(format!("rsigma: {failure}")),
            }
        }
        all
    }

    /// CPU seconds for the events, without those for loading the rules.
    fn seconds(&self, events: &Path) -> Result<f64, Failure> {
        let load = self.run(Stdio::null())?;
        let all = self.run(Stdio::from(disk::open(events)?))?;
        Ok(all - load)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.program);
        command.args(["engine", "eval", "-r"]).arg(self.rules);
        command.args(["--quiet", "--output-format", "ndjson"]).args(self.flags);
        command
    }

    /// What it prints about the events: one line a match, with the event.
    fn matches(&self, events: &Path) -> Result<String, Failure> {
        let mut command = self.command();
        command.arg("--include-event").stdin(disk::open(events)?).stderr(Stdio::null());
        let output = command.output().map_err(|error| Failure::at(self.program, &error))?;
        if !output.status.success() {
            let (program, status) = (self.program.display(), output.status);
            return Err(Failure::new(format!("`{program}` ends with {status}")));
        }
        String::from_utf8(output.stdout)
            .map_err(|_| Failure::new("what rsigma prints is not UTF-8"))
    }

    fn run(&self, input: Stdio) -> Result<f64, Failure> {
        let before = children_seconds()?;
        let mut command = self.command();
        let status = command.stdin(input).stdout(Stdio::null()).stderr(Stdio::null()).status();
        let status = status.map_err(|error| Failure::at(self.program, &error))?;
        if !status.success() {
            return Err(Failure::new(format!("`{}` ends with {status}", self.program.display())));
        }
        Ok(children_seconds()? - before)
    }
}

/// The name and version that a program gives.
fn version(program: &Path) -> Result<String, Failure> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output();
    let output = output.map_err(|error| Failure::at(program, &error))?;
    let text = String::from_utf8_lossy(&output.stdout);
    match text.lines().next().map(str::trim) {
        Some(name) if output.status.success() && !name.is_empty() => Ok(name.to_owned()),
        _ => Err(Failure::new(format!("`{}` does not say its version", program.display()))),
    }
}

/// The CPU seconds of all child processes that have ended.
fn children_seconds() -> Result<f64, Failure> {
    let text = disk::read_text(Path::new("/proc/self/stat"))?;
    let ticks = children_ticks(&text)
        .ok_or_else(|| Failure::new("the system does not tell the time of child processes"))?;
    #[expect(clippy::cast_precision_loss, reason = "of a time, 53 bits are plenty")]
    let seconds = ticks as f64 / rustix::param::clock_ticks_per_second() as f64;
    Ok(seconds)
}

/// Behind the name in parentheses, the 14th and 15th number are those of the children.
fn children_ticks(stat: &str) -> Option<u64> {
    let (_, numbers) = stat.rsplit_once(')')?;
    let mut numbers = numbers.split_whitespace().skip(13);
    let mut ticks = || numbers.next()?.parse::<u64>().ok();
    Some(ticks()? + ticks()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_children_stands_behind_the_name() {
        let stat = "7 (a ) name) S 1 7 7 0 -1 4 10 20 0 0 5 6 70 8 20 0 1 0 99";
        assert_eq!(children_ticks(stat), Some(78));
        assert_eq!(children_ticks("7 (name) S 1"), None);
    }
}
