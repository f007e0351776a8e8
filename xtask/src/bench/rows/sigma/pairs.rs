//! Which rule matches which event: the same question to both sides, since a rate says nothing where answers differ.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use harness::event_input::{Format, OpenError, Reader};
use harness::matcher::Matcher;
use harness::pack::Program;
use harness::scan::{Found, Kept, Listener};
use serde::Deserialize;

use super::Rsigma;
use crate::bench::figure::{Better, Figure};
use crate::bench::scanning;
use crate::bench::workload::Events;
use crate::{Failure, disk};

/// The member that numbers an event for rsigma, which does not say where it read one.
const RECORD: &str = "__record";

/// The id of a rule, and the number of an event from 1 on.
type Pairs = BTreeSet<(String, u64)>;

/// What both sides find.
pub(super) struct Both {
    ours: Pairs,
    theirs: Pairs,
}

/// A line that rsigma prints for a match.
#[derive(Deserialize)]
struct Detection {
    rule_id: String,
    event: Numbered,
}

#[derive(Deserialize)]
struct Numbered {
    #[serde(rename = "__record")]
    record: u64,
}

impl Both {
    /// Asks both sides about all events.
    pub(super) fn ask(
        matcher: &Matcher,
        rsigma: &Rsigma<'_>,
        events: &Events,
        folder: &Path,
    ) -> Result<Self, Failure> {
        let numbered = number(events, folder)?;
        let theirs = rsigma.matches(&numbered)?.lines().map(theirs).collect::<Result<_, _>>()?;
        Ok(Self { ours: ours(matcher, events)?, theirs })
    }

    /// How many pairs there are, and how many of them only one side has.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let differing = self.ours.symmetric_difference(&self.theirs).count();
        let all = self.ours.union(&self.theirs).count();
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53")]
        let [count, share] = [all as f64, differing as f64 / all.max(1) as f64];
        let share = Figure::new("pairs of one side only, share", share, "x");
        vec![
            Figure::new("pairs of a rule and an event", count, ""),
            share.held_to(Better::Less, 0.005, 0.005),
        ]
    }

    /// Writes each pair with the sides that have it, ascending.
    pub(super) fn write(&self, path: &Path) -> Result<(), Failure> {
        let mut text = Vec::new();
        for pair in self.ours.union(&self.theirs) {
            let side = match (self.ours.contains(pair), self.theirs.contains(pair)) {
                (true, true) => "both",
                (true, false) => "eqlc",
                _ => "rsigma",
            };
            writeln!(text, "{side}\t{}\t{}", pair.0, pair.1)?;
        }
        disk::write_bytes(path, &text)
    }
}

/// Writes the events with their numbers.
fn number(events: &Events, folder: &Path) -> Result<PathBuf, Failure> {
    let mut text = Vec::new();
    for (record, line) in (1u64..).zip(events.lines()) {
        let Some(body) = line.trim_ascii_end().strip_suffix(b"}") else {
            return Err(Failure::new(format!("event {record} is no JSON object")));
        };
        text.extend_from_slice(body);
        let comma = if body.trim_ascii_end().ends_with(b"{") { "" } else { "," };
        writeln!(text, "{comma}\"{RECORD}\":{record}}}")?;
    }
    let path = folder.join("numbered.ndjson");
    disk::write_bytes(&path, &text)?;
    Ok(path)
}

fn theirs(line: &str) -> Result<(String, u64), Failure> {
    let detection: Detection = serde_json::from_str(line)
        .map_err(|error| Failure::new(format!("what rsigma prints is not understood: {error}")))?;
    Ok((detection.rule_id, detection.event.record))
}

fn ours(matcher: &Matcher, events: &Events) -> Result<Pairs, Failure> {
    let mut collector = Collector { program: matcher.program(), pairs: Pairs::new() };
    let reader = scanning::from_file(&events.path, Format::Ecs)?;
    scanning::scan(matcher, reader, &scanning::options(), &mut collector)?;
    Ok(collector.pairs)
}

struct Collector<'p> {
    program: &'p Program,
    pairs: Pairs,
}

impl Listener for Collector<'_> {
    fn found(&mut self, found: &Found) -> std::io::Result<()> {
        let rule = &self.program.rules[found.rule.index()].id;
        let records = found.events.iter().flatten().map(Kept::record);
        self.pairs.extend(records.map(|record| (rule.clone(), record)));
        Ok(())
    }

    fn unopened(&mut self, _error: &OpenError) {}

    fn bad_record(&mut self, _source: &str, _record: u64, _reason: &str) {}

    fn warning(&mut self, _text: &str) {}

    fn progress(&mut self, _reader: &Reader) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, u64)]) -> Pairs {
        pairs.iter().map(|(id, record)| ((*id).to_owned(), *record)).collect()
    }

    #[test]
    fn pairs_of_one_side_are_counted_and_written() {
        let both = Both {
            ours: pairs(&[("a", 1), ("b", 2), ("b", 3)]),
            theirs: pairs(&[("a", 1), ("b", 3), ("c", 1)]),
        };
        let shares: Vec<f64> = both.figures().iter().map(|figure| figure.value).collect();
        assert_eq!(shares, [4.0, 0.5]);
        assert!(both.figures()[1].misses_floor());
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("pairs.tsv");
        both.write(&path).unwrap();
        let text = disk::read_text(&path).unwrap();
        assert_eq!(text, "both\ta\t1\neqlc\tb\t2\nboth\tb\t3\nrsigma\tc\t1\n");
    }

    #[test]
    fn events_carry_their_numbers_to_the_other_side_and_back() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("events.ndjson");
        disk::write_text(&path, "{\"a\":1}\n{}\n").unwrap();
        let numbered = number(&Events::read(&path).unwrap(), folder.path()).unwrap();
        let text = disk::read_text(&numbered).unwrap();
        assert_eq!(text, "{\"a\":1,\"__record\":1}\n{\"__record\":2}\n");
        let line = r#"{"rule_id":"r","level":"low","event":{"a":2,"__record":2}}"#;
        assert_eq!(theirs(line).unwrap(), ("r".to_owned(), 2));
        assert!(theirs("{}").is_err());
    }
}
