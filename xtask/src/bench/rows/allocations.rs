//! Heap allocations of events that match nothing, once all memory that is reused is there.

use std::alloc::System;
use std::hint::black_box;

use harness::event::Slots;
use harness::matcher::Matcher;
use harness::pack::ClockId;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use super::Row;
use crate::Failure;
use crate::bench::figure::{Better, Figure, Outcome};
use crate::bench::workload::Workload;

pub(super) const ROW: Row = Row { name: "heap allocations", measure };

/// Counts what the system's allocator does; it is the allocator of all jobs of this binary.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many events come before allocations count.
const WARM: usize = 10_000;

/// How many allocations events made that no rule looks at, and how many such events there were.
#[derive(Default)]
struct Counts {
    allocations: usize,
    events: usize,
}

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    if workload.events.count <= WARM {
        return Ok(Outcome::skipped(format!("there are no more than {WARM} events")));
    }
    let Counts { allocations, events } = count(&workload.matcher, workload.events.lines())?;
    #[expect(clippy::cast_precision_loss, reason = "counts of one run")]
    let [allocations, events] = [allocations as f64, events as f64];
    Ok(Outcome::measured(vec![
        Figure::new("reading and filtering, after 10,000 events", allocations, "").held_to(
            Better::Less,
            0.0,
            0.0,
        ),
        Figure::new("events without a match", events, ""),
    ]))
}

fn count<'l>(matcher: &Matcher, lines: impl Iterator<Item = &'l [u8]>) -> Result<Counts, Failure> {
    let (mut scratch, mut slots) = (matcher.create_scratch(), Slots::new());
    let mut counts = Counts::default();
    for (number, line) in lines.enumerate() {
        let region = Region::new(ALLOCATOR);
        let fields = matcher
            .read(line, &mut slots)
            .map_err(|_| Failure::new(format!("event {} is no document", number + 1)))?;
        for clock in (0..).map(ClockId).take(matcher.program().clocks.len()) {
            black_box(matcher.ordinal_of(clock, fields, number as u64));
        }
        let hits = matcher.filter_fields(&mut scratch, fields);
        if number >= WARM && hits.events.is_empty() && hits.stages.is_empty() {
            let change = region.change();
            counts.allocations += change.allocations + change.reallocations;
            counts.events += 1;
        }
    }
    Ok(counts)
}
