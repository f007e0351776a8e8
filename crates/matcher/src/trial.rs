//! Bytes that may come from anybody, taken as far as they go: what tests and the fuzz target of packs run.

use event::Document;
use pack::{PackError, RulePack, VerifiedProgram};

use crate::{BuildError, Matcher, StreamOptions};

/// How far some bytes went.
#[derive(Clone, PartialEq, Debug)]
pub enum Trial {
    /// They are no pack that may run.
    Refused(PackError),
    /// The matcher does not take the program.
    Unbuilt(BuildError),
    /// They ran; so many matches were found among the events.
    Ran(u64),
}

/// Reads a pack, verifies its program and runs it over the events, in their order. Nothing
/// that these bytes hold may make that panic, and it takes a time that their number bounds.
pub fn trial(bytes: &[u8], events: &[Document]) -> Trial {
    run(RulePack::read(bytes).and_then(|pack| pack.program()), events)
}

/// The same with the bytes of the program section alone, which need not have the hash that a pack says of them.
pub fn trial_of_program(bytes: &[u8], events: &[Document]) -> Trial {
    run(pack::decode(bytes), events)
}

fn run(program: Result<VerifiedProgram, PackError>, events: &[Document]) -> Trial {
    let program = match program {
        Ok(program) => program,
        Err(error) => return Trial::Refused(error),
    };
    match Matcher::new(program) {
        Ok(matcher) => Trial::Ran(matches(&matcher, events)),
        Err(error) => Trial::Unbuilt(error),
    }
}

/// How many matches there are, taking the events in the order of the first clock.
fn matches(matcher: &Matcher, events: &[Document]) -> u64 {
    let (mut scratch, mut state) =
        (matcher.create_scratch(), matcher.create_state(StreamOptions::default()));
    let mut found = 0;
    for (position, event) in (0..).zip(events) {
        let has_clock = !matcher.program().clocks.is_empty();
        let ordinal = has_clock.then(|| matcher.ordinal(pack::ClockId(0), event, position));
        let time = ordinal.flatten().map(|ordinal| ordinal.time);
        let hits = matcher.filter(&mut scratch, event);
        found += hits.events.len() as u64;
        if let Some(excerpt) = &hits.excerpt {
            matcher.observe(&mut state, excerpt, |_| found += 1);
        }
        matcher.advance(&mut state, &position, time, &hits.stages, |_| found += 1);
    }
    matcher.finish(state, |_| found += 1);
    found
}
