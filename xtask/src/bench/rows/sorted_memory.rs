//! The memory of a scan that trusts the order of its input.

use std::path::PathBuf;

use serde::Deserialize;

use super::{MEGABYTE, Row};
use crate::bench::child::{self, Job};
use crate::bench::figure::{Better, Figure, Outcome};
use crate::bench::workload::Workload;
use crate::{Failure, disk};

pub(super) const ROW: Row = Row { name: "memory with --sorted", measure };

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    let sorted = sorted(workload)?;
    let [peak, whole] = child::ask(Job::Sorted, workload, &sorted)?;
    Ok(Outcome::measured(vec![
        Figure::new("resident at most, during the scan", peak / MEGABYTE, "MB").held_to(
            Better::Less,
            100.0,
            40.0,
        ),
        Figure::new("with loading the rules", whole / MEGABYTE, "MB"),
    ]))
}

/// The time of an event; all are written alike.
#[derive(Deserialize)]
struct Timed {
    #[serde(rename = "@timestamp")]
    time: Option<String>,
}

/// The events sorted by time, those without one first.
fn sorted(workload: &Workload) -> Result<PathBuf, Failure> {
    let timed = |line| {
        let timed: Timed = serde_json::from_slice(line)
            .map_err(|error| Failure::new(format!("an event has no usable time: {error}")))?;
        Ok((timed.time, line))
    };
    let mut lines: Vec<(Option<String>, &[u8])> =
        workload.events.lines().map(timed).collect::<Result<_, Failure>>()?;
    lines.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut bytes = Vec::new();
    for (_, line) in lines {
        bytes.extend_from_slice(line);
        bytes.push(b'\n');
    }
    let path = workload.folder.path().join("sorted.ndjson");
    disk::write_bytes(&path, &bytes)?;
    Ok(path)
}
