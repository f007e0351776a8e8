//! Differences in a folder, so that each can be run again.

use std::path::Path;

use super::difference::{Difference, Events};
use crate::{Failure, disk};

/// The most differences whose events are kept.
const MOST: usize = 200;

/// The most events of one difference; of longer streams those around the first match.
const MOST_EVENTS: u64 = 20_000;

/// Writes `differences.ndjson` with all, and the events of the first ones, as files that `--events` and `eqlc scan` read.
pub(super) fn write(folder: &Path, differences: &[Difference]) -> Result<(), Failure> {
    disk::empty_folder(folder)?;
    let line = |it| serde_json::to_string(it).map_err(|error| Failure::new(error.to_string()));
    let lines: Vec<String> = differences.iter().map(line).collect::<Result<_, _>>()?;
    disk::write_text(&folder.join("differences.ndjson"), &(lines.join("\n") + "\n"))?;
    for (number, difference) in (1..).zip(differences.iter().take(MOST)) {
        if let Some(events) = &difference.events {
            let path = folder.join(format!("{number:03}-{}.ndjson", difference.rule));
            disk::write_text(&path, &text(events)?)?;
        }
    }
    Ok(())
}

fn text(events: &Events) -> Result<String, Failure> {
    let text = disk::read_text(&events.path)?;
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let count = (events.last + 1).saturating_sub(events.first).min(MOST_EVENTS);
    let lines = text.lines().skip(number(events.first - 1)).take(number(count));
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}
