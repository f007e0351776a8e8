//! The memory of sequences that wait: one key each.

use super::Row;
use crate::Failure;
use crate::bench::child::{self, Job};
use crate::bench::figure::{Better, Figure, Outcome};
use crate::bench::workload::Workload;

pub(super) const ROW: Row = Row { name: "sequence memory", measure };

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    let [bytes, keys] = child::ask(Job::Keys, workload, &workload.events.path)?;
    let [peak, ordered] = child::ask(Job::OrderedKeys, workload, &workload.events.path)?;
    Ok(Outcome::measured(vec![
        Figure::new("for each live key of 36 characters", bytes / keys.max(1.0), "bytes").held_to(
            Better::Less,
            200.0,
            100.0,
        ),
        Figure::new("live keys", keys, ""),
        Figure::new("ordered by time first, at the peak", peak / ordered.max(1.0), "bytes"),
    ]))
}
